//! A supplier that handles data on order: over HTTP and by a program of this machine.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

#[path = "../common/mod.rs"]
mod common;
mod http;
mod program;
mod world;
