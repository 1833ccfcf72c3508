//! Any bytes as an annotation file: an error or a source, never a panic.
#![no_main]

use gestand_documents::worker::Reader;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let file = std::env::temp_dir().join(format!("gestand-fuzz-{}.yaml", std::process::id()));
    std::fs::write(&file, bytes).unwrap();
    let _ = gestand_sources::read(&file, &Reader::none());
});
