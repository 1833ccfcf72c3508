//! A secret that an annotation names: in an environment variable, or in a file beside it.

use std::path::{Path, PathBuf};

/// Where a secret is: read at each use, so that it can be changed while Gestand runs.
#[derive(Debug)]
pub enum Secret {
    Env(String),
    File(PathBuf),
}

impl Secret {
    /// `None` unless exactly one place is named. A file is relative to `folder`.
    pub fn new(env: Option<&String>, file: Option<&String>, folder: &Path) -> Option<Secret> {
        match (env, file) {
            (Some(env), None) => Some(Secret::Env(env.clone())),
            (None, Some(file)) => Some(Secret::File(folder.join(file))),
            _ => None,
        }
    }

    /// # Errors
    /// When it is not there. The text holds nothing of it.
    pub fn read(&self) -> Result<String, String> {
        let text = match self {
            Secret::Env(name) => std::env::var(name).map_err(|_| format!("the environment has no {name}"))?,
            Secret::File(file) => {
                std::fs::read_to_string(file).map_err(|error| format!("{}: {error}", file.display()))?
            }
        };
        Ok(text.trim().to_owned())
    }
}
