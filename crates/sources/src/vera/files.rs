//! A folder with one JSON list per collection, as a system delivers it; changes go to a folder beside it.

use std::collections::BTreeSet;
use std::fs::File;
use std::io::{self, BufReader, Seek, SeekFrom};
use std::path::{Path, PathBuf};

use serde_json::{Map, Value, json};

use super::entity::Entity;
use super::feed::{Batch, failed};
use super::file::{Collection, FilesPart};
use super::read;
use crate::SourceError;

/// How many objects are in memory at once.
const PAGE: usize = 500;

#[derive(Debug)]
pub struct Files {
    source: String,
    root: PathBuf,
    outgoing: Option<PathBuf>,
}

/// Where a reading stands: which file, the size it had, and the byte in it.
struct Place {
    file: usize,
    size: u64,
    byte: u64,
}

impl Files {
    /// # Errors
    /// Changes would be written among the delivered files.
    pub fn new(source: &str, part: &FilesPart, folder: &Path) -> Result<Files, String> {
        let (root, outgoing) = (folder.join(&part.root), part.outgoing.as_ref().map(|outgoing| folder.join(outgoing)));
        if outgoing.as_ref() == Some(&root) {
            return Err("files: `outgoing` is another folder than `root`".to_owned());
        }
        Ok(Files { source: source.to_owned(), root, outgoing })
    }

    pub fn source(&self) -> &str {
        &self.source
    }

    /// Some objects of the collection, from where an earlier page ended.
    pub async fn page(&self, of: Collection<'_>, from: Option<&str>) -> Result<Batch, SourceError> {
        let files = self.files(of)?;
        let place = from.map(place).unwrap_or(Some(Place { file: 0, size: 0, byte: 0 }));
        let place = place.ok_or_else(|| failed(&self.source, of, "a place in a file that was never given"))?;
        let Some(path) = files.get(place.file).cloned() else {
            return Err(failed(&self.source, of, "the files changed while they were read"));
        };
        let last = place.file + 1 == files.len();
        let read = tokio::task::spawn_blocking(move || some_of(&path, &place, last)).await;
        read.map_err(io::Error::other).flatten().map_err(|error| failed(&self.source, of, error))
    }

    /// The files of the collection: `contactgegevens.json`, or parts such as `contactgegevens-001.json`.
    fn files(&self, of: Collection<'_>) -> Result<Vec<PathBuf>, SourceError> {
        let away = |reason: String| SourceError::Unreachable { source_id: self.source.clone(), reason };
        let unreadable = |error: io::Error| away(format!("{}: {error}", self.root.display()));
        let mut files = Vec::new();
        for entry in std::fs::read_dir(&self.root).map_err(unreadable)? {
            let entry = entry.map_err(unreadable)?;
            if entry.file_name().to_str().is_some_and(|name| is_of(name, of.path)) {
                files.push(entry.path());
            }
        }
        if files.is_empty() {
            // What was not delivered is not known to be empty.
            return Err(failed(
                &self.source,
                of,
                "the delivery has no such file; where the system has no such records, name it under `skip`",
            ));
        }
        files.sort();
        Ok(files)
    }

    /// Writes the change out for the system to take in. The same change twice is one file.
    pub fn change(&self, of: Collection<'_>, id: &str, mut fields: Map<String, Value>) -> Result<(), SourceError> {
        let source_id = self.source.clone();
        let refused = |reason: String| SourceError::Refused { source_id, class: of.path.to_owned(), reason };
        let Some(folder) = &self.outgoing else {
            return Err(refused("the annotation has no folder `outgoing` for changes".to_owned()));
        };
        fields.insert("id".to_owned(), json!(id));
        let path = folder.join(out_name(of.path, id));
        let whole = |path: &Path| -> io::Result<()> {
            std::fs::create_dir_all(folder)?;
            // What waits already is completed, not replaced.
            let mut all = match std::fs::read(path) {
                Ok(bytes) => read::list(&bytes)?.into_iter().next().map(|one| one.fields().clone()).unwrap_or_default(),
                Err(error) if error.kind() == io::ErrorKind::NotFound => Map::new(),
                Err(error) => return Err(error),
            };
            all.extend(fields);
            let part = path.with_extension("part");
            std::fs::write(&part, serde_json::to_vec_pretty(&[all])?)?;
            File::open(&part)?.sync_all()?;
            std::fs::rename(&part, path)
        };
        whole(&path).map_err(|error| refused(format!("{}: {error}", folder.display())))
    }

    /// Ids of the collection whose change is still in the folder.
    pub fn waiting(&self, of: Collection<'_>) -> Result<BTreeSet<String>, SourceError> {
        let Some(folder) = &self.outgoing else { return Ok(BTreeSet::new()) };
        let ids = || -> io::Result<BTreeSet<String>> {
            let mut ids = BTreeSet::new();
            let entries = match std::fs::read_dir(folder) {
                Ok(entries) => entries,
                Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(ids),
                Err(error) => return Err(error),
            };
            for entry in entries {
                let entry = entry?;
                let name = entry.file_name();
                let ours = name.to_str().and_then(|name| name.strip_suffix(".json")?.strip_prefix(of.path));
                if ours.is_some_and(|rest| rest.starts_with('.')) {
                    ids.extend(read::list(&std::fs::read(entry.path())?)?.iter().filter_map(Entity::id));
                }
            }
            Ok(ids)
        };
        ids().map_err(|error| failed(&self.source, of, error))
    }
}

/// A name that holds no id as it is: ids may hold anything.
fn out_name(path: &str, id: &str) -> String {
    let id: String = id.bytes().map(|byte| format!("{byte:02x}")).collect();
    format!("{path}.{id}.json")
}

fn is_of(name: &str, path: &str) -> bool {
    let Some(rest) = name.strip_suffix(".json").and_then(|name| name.strip_prefix(path)) else { return false };
    let part = rest.strip_prefix(['-', '_', '.']);
    rest.is_empty() || part.is_some_and(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()))
}

fn place(text: &str) -> Option<Place> {
    let mut parts = text.split(' ');
    let mut number = || parts.next()?.parse::<u64>().ok();
    let (file, size, byte) = (number()?, number()?, number()?);
    Some(Place { file: usize::try_from(file).ok()?, size, byte })
}

fn some_of(path: &Path, place: &Place, last: bool) -> io::Result<Batch> {
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let told = |error: io::Error| io::Error::new(error.kind(), format!("{name}: {error}"));
    let mut file = BufReader::new(File::open(path).map_err(told)?);
    let size = file.get_ref().metadata()?.len();
    let first = place.byte == 0;
    if !first && size != place.size {
        return Err(io::Error::other("a new delivery came in while it was read"));
    }
    file.seek(SeekFrom::Start(place.byte))?;
    let part = read::part(&mut file, first, PAGE).map_err(told)?;
    let next = if part.more {
        Some(format!("{} {size} {}", place.file, file.stream_position()?))
    } else {
        (!last).then(|| format!("{} 0 0", place.file + 1))
    };
    Ok(Batch { entities: part.entities, next, total: None })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_of_one_collection() {
        assert!(is_of("zaken.json", "zaken") && is_of("zaken-001.json", "zaken") && is_of("zaken.2.json", "zaken"));
        for other in ["zaken-oud.json", "zaken.json.bak", "zaken-.json", "zaakrollen.json", "mijnzaken.json"] {
            assert!(!is_of(other, "zaken"), "{other}");
        }
    }

    #[test]
    fn an_outgoing_name_leads_nowhere_else() {
        assert_eq!(out_name("zaken", "../a"), "zaken.2e2e2f61.json");
    }
}
