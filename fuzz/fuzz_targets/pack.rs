//! Any bytes as a policy pack: diagnostics, never a panic.
#![no_main]

use gestand_policy::{PackFile, PackReader, ReadError, compile};
use libfuzzer_sys::fuzz_target;

struct One<'b>(&'b [u8]);

impl PackReader for One<'_> {
    fn read(&mut self, name: &str) -> Result<Vec<PackFile>, ReadError> {
        if name == "fuzz" {
            return Ok(vec![PackFile { path: "fuzz/pack.yaml".to_owned(), bytes: self.0.to_vec() }]);
        }
        Err(ReadError::NotFound(name.to_owned()))
    }
}

fuzz_target!(|bytes: &[u8]| {
    let compiled = compile(&mut One(bytes), "fuzz").unwrap();
    compiled.to_json("nl");
    assert!(compiled.policy.is_some() || !compiled.diagnostics.is_empty());
});
