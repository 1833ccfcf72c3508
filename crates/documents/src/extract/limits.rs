//! How much of one file is read, and what reading it may cost.

use std::time::Duration;

use serde::{Deserialize, Serialize};

/// Limits on one file. What goes over a limit is a problem of that file, said with its reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Limits {
    /// Time on the clock for the whole file.
    pub wall: Duration,
    /// Processor seconds, for each process that takes part.
    pub cpu_seconds: u64,
    /// Bytes of address space, for each process that takes part.
    pub memory: u64,
    /// Bytes of the file.
    pub input: u64,
    /// Bytes of text and metadata that come out.
    pub output: u64,
    /// Bytes that compressed content may unpack to, all together.
    pub unpacked: u64,
    /// How deep a file may stand in a file.
    pub depth: usize,
    /// Files in the file, all together.
    pub files: usize,
    /// Pages and images that are read by optical character recognition, all together.
    pub ocr_pages: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            wall: Duration::from_mins(5),
            cpu_seconds: 120,
            memory: 2 << 30,
            input: 256 << 20,
            output: 64 << 20,
            unpacked: 512 << 20,
            depth: 8,
            files: 1_000,
            ocr_pages: 100,
        }
    }
}
