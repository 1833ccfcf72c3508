//! Folders and buckets: the same contract on both, links, versions, camera footage.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

#[path = "../common/mod.rs"]
mod common;

mod cameras;
mod contract;
mod deposit;
mod links;
mod server;
mod text;
mod versions;
mod world;
