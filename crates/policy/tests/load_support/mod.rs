//! Packs in memory and on disk for the tests of the policy crate.
#![allow(dead_code, reason = "each test program uses its own part")]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use gestand_policy::{Compiled, PackFile, PackReader, Policy, ReadError, Severity, compile};

/// Packs by name, each with files by name.
#[derive(Default)]
pub struct Packs(BTreeMap<String, Vec<(String, Vec<u8>)>>);

impl Packs {
    pub fn file(mut self, pack: &str, name: &str, bytes: impl Into<Vec<u8>>) -> Self {
        self.0.entry(pack.to_owned()).or_default().push((name.to_owned(), bytes.into()));
        self
    }

    pub fn compile(mut self, name: &str) -> Compiled {
        compile(&mut self, name).expect("the pack is there")
    }
}

impl PackReader for Packs {
    fn read(&mut self, name: &str) -> Result<Vec<PackFile>, ReadError> {
        let files = self.0.get(name).ok_or_else(|| ReadError::NotFound(name.to_owned()))?;
        Ok(files
            .iter()
            .map(|(file, bytes)| PackFile { path: format!("{name}/{file}"), bytes: bytes.clone() })
            .collect())
    }
}

/// Compiles a pack of one file.
pub fn single(yaml: &str) -> Compiled {
    Packs::default().file("own", "pack.yaml", yaml).compile("own")
}

/// The policy of a pack of one file, over a vocabulary of one file.
pub fn over(vocabulary: &str, own: &str) -> Compiled {
    let vocabulary = format!("kind: vocabulary\n{vocabulary}");
    let own = format!("extends: [words]\n{own}");
    Packs::default().file("words", "pack.yaml", vocabulary).file("own", "pack.yaml", own).compile("own")
}

pub fn policy(compiled: &Compiled) -> &Policy {
    compiled.policy.as_ref().unwrap_or_else(|| panic!("no policy: {:#?}", compiled.diagnostics))
}

/// `CODE line:column` of each finding, errors only.
pub fn errors(compiled: &Compiled) -> Vec<String> {
    let errors = compiled.diagnostics.iter().filter(|d| d.severity == Severity::Error);
    errors.map(|d| format!("{} {}:{}", d.code, d.span.line, d.span.column)).collect()
}

pub fn codes(compiled: &Compiled) -> Vec<&'static str> {
    compiled.diagnostics.iter().map(|d| d.code).collect()
}

/// The packs of the project, from disk.
pub struct Disk(pub PathBuf);

impl Disk {
    pub fn project() -> Self {
        Disk(Path::new(env!("CARGO_MANIFEST_DIR")).join("../../packs"))
    }
}

impl PackReader for Disk {
    fn read(&mut self, name: &str) -> Result<Vec<PackFile>, ReadError> {
        let folder = self.0.join(name);
        let entries = std::fs::read_dir(&folder).map_err(|_| ReadError::NotFound(name.to_owned()))?;
        let mut paths: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
        paths.retain(|path| path.extension().is_some_and(|e| e == "yaml"));
        paths.sort();
        let unreadable = |path: &Path, error: std::io::Error| ReadError::Unreadable {
            path: path.display().to_string(),
            reason: error.to_string(),
        };
        paths
            .iter()
            .map(|path| {
                let bytes = std::fs::read(path).map_err(|error| unreadable(path, error))?;
                Ok(PackFile { path: path.display().to_string(), bytes })
            })
            .collect()
    }
}
