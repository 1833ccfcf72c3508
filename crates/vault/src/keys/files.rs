//! Key files: written whole or not at all, readable by the owner only, overwritten before they go.

use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};

use crate::KeyError;
use crate::cipher::new_key;

/// Names the file and the attempt in an error.
pub(super) fn at(path: &Path, action: &'static str) -> impl FnOnce(io::Error) -> KeyError {
    move |source| KeyError::Io { path: path.to_owned(), action, source }
}

/// Makes a folder that only the owner may enter, with its parents; its name survives a crash.
pub(super) fn make_folder(path: &Path) -> Result<(), KeyError> {
    if path.is_dir() {
        return Ok(());
    }
    DirBuilder::new().recursive(true).mode(0o700).create(path).map_err(at(path, "make this folder"))?;
    path.parent().map_or(Ok(()), sync_folder)
}

/// Writes a file so that after a crash it is there whole, or not at all. `scratch` is on the same file system.
pub(super) fn write(scratch: &Path, path: &Path, content: &[u8]) -> Result<(), KeyError> {
    let name = path.file_name().unwrap_or_default();
    let draft: PathBuf = scratch.join(name);
    let mut file = OpenOptions::new()
        .write(true)
        .create(true)
        .truncate(true)
        .mode(0o600)
        .open(&draft)
        .map_err(at(&draft, "write this file"))?;
    file.write_all(content).and_then(|()| file.sync_all()).map_err(at(&draft, "write this file"))?;
    replace(&draft, path)
}

/// Puts a file in the place of another, in one step that survives a crash.
pub(super) fn replace(from: &Path, path: &Path) -> Result<(), KeyError> {
    fs::rename(from, path).map_err(at(path, "put this file in place"))?;
    path.parent().map_or(Ok(()), sync_folder)
}

/// Whether there is something with this name; not being able to tell is an error.
pub(super) fn exists(path: &Path) -> Result<bool, KeyError> {
    path.try_exists().map_err(at(path, "look for this file"))
}

/// Reads a file; `None` when there is none.
pub(super) fn read(path: &Path) -> Result<Option<Vec<u8>>, KeyError> {
    match fs::read(path) {
        Ok(content) => Ok(Some(content)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(at(path, "read this file")(error)),
    }
}

/// Refuses a file that others than the owner may read.
pub(super) fn private(path: &Path) -> Result<(), KeyError> {
    match fs::metadata(path) {
        Ok(meta) if meta.permissions().mode() & 0o077 != 0 => Err(KeyError::Readable { path: path.to_owned() }),
        Ok(_) => Ok(()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(error) => Err(at(path, "look at this file")(error)),
    }
}

/// Overwrites the content of a key file with random bytes, on the disk.
pub(super) fn scramble(path: &Path) -> Result<(), KeyError> {
    let length = fs::metadata(path).map_err(at(path, "overwrite this file"))?.len();
    let mut file = OpenOptions::new().write(true).open(path).map_err(at(path, "overwrite this file"))?;
    for _ in 0..length.div_ceil(32) {
        file.write_all(new_key()?.as_ref()).map_err(at(path, "overwrite this file"))?;
    }
    file.sync_all().map_err(at(path, "overwrite this file"))
}

/// Removes a file, if it is there; the removal survives a crash.
pub(super) fn remove(path: &Path) -> Result<(), KeyError> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(at(path, "remove this file")(error)),
        _ => path.parent().map_or(Ok(()), sync_folder),
    }
}

/// The files in a folder.
pub(super) fn list(folder: &Path) -> Result<Vec<PathBuf>, KeyError> {
    let entries = fs::read_dir(folder).map_err(at(folder, "list this folder"))?;
    entries.map(|entry| Ok(entry.map_err(at(folder, "list this folder"))?.path())).collect()
}

fn sync_folder(folder: &Path) -> Result<(), KeyError> {
    File::open(folder).and_then(|folder| folder.sync_all()).map_err(at(folder, "save this folder"))
}
