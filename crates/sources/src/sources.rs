//! All sources of a corporation, opened from a folder of annotation files.

use std::path::Path;

use gestand_documents::worker::Reader;
use serde::de::DeserializeOwned;

use crate::annotation::{FolderFile, Head, ManualFile, SqlFile};
use crate::folder::FolderSource;
use crate::mail::{MailFile, MailSource};
use crate::manual::ManualSource;
use crate::sql::SqlSource;
use crate::supplier::{SupplierFile, SupplierSource};
use crate::vera::{VeraFile, VeraSource};
use crate::{Kind, Source, SourceError};

/// The sources of a corporation, in the order of their file names.
#[derive(Debug, Default)]
pub struct Sources(Vec<Box<dyn Source>>);

impl Sources {
    /// Reads every `*.yaml` of `dir`. No connection is made yet. `reader` reads what documents say.
    ///
    /// # Errors
    /// The first file that is not a valid annotation, with the line; two sources with one id.
    pub fn open(dir: &Path, reader: &Reader) -> Result<Sources, SourceError> {
        let unreadable = |error: std::io::Error| bad_file(dir, error);
        let mut files = Vec::new();
        for entry in std::fs::read_dir(dir).map_err(unreadable)? {
            let path = entry.map_err(unreadable)?.path();
            if path.extension().is_some_and(|extension| extension == "yaml" || extension == "yml") {
                files.push(path);
            }
        }
        files.sort();
        let mut sources: Vec<Box<dyn Source>> = Vec::new();
        for file in files {
            let source = read(&file, reader)?;
            let id = source.info().id;
            if sources.iter().any(|other| other.info().id == id) {
                return Err(bad_file(&file, format!("the source '{id}' is in another file too")));
            }
            sources.push(source);
        }
        Ok(Sources(sources))
    }

    pub fn all(&self) -> impl ExactSizeIterator<Item = &dyn Source> {
        self.0.iter().map(Box::as_ref)
    }

    pub fn get(&self, id: &str) -> Option<&dyn Source> {
        self.all().find(|source| source.info().id == id)
    }
}

fn bad_file(file: &Path, reason: impl ToString) -> SourceError {
    SourceError::Annotation { file: file.display().to_string(), reason: reason.to_string() }
}

/// Reads one annotation file. No connection is made yet. `reader` reads what documents say.
///
/// # Errors
/// The file is not a valid annotation, with the line.
pub fn read(file: &Path, reader: &Reader) -> Result<Box<dyn Source>, SourceError> {
    fn parse<T: DeserializeOwned>(file: &Path, text: &str) -> Result<T, SourceError> {
        serde_saphyr::from_str(text).map_err(|error| bad_file(file, error))
    }
    let text = std::fs::read_to_string(file).map_err(|error| bad_file(file, error))?;
    let folder = file.parent().unwrap_or(Path::new("."));
    let bad = |reason: String| bad_file(file, reason);
    Ok(match parse::<Head>(file, &text)?.kind {
        Kind::Sqlite | Kind::Postgres | Kind::Mysql => {
            Box::new(SqlSource::new(parse::<SqlFile>(file, &text)?, folder).map_err(bad)?)
        }
        Kind::Folder => {
            Box::new(FolderSource::new(parse::<FolderFile>(file, &text)?, folder, reader.clone()).map_err(bad)?)
        }
        Kind::Mail => Box::new(MailSource::new(parse::<MailFile>(file, &text)?, folder, reader.clone()).map_err(bad)?),
        Kind::Manual => Box::new(ManualSource::new(parse::<ManualFile>(file, &text)?)),
        Kind::Supplier => Box::new(SupplierSource::new(parse::<SupplierFile>(file, &text)?, folder).map_err(bad)?),
        Kind::Vera => Box::new(VeraSource::new(parse::<VeraFile>(file, &text)?, folder).map_err(bad)?),
    })
}
