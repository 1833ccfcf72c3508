//! Where packs come from: a folder, or the packs that are inside the program.

use std::path::{Path, PathBuf};

use gestand_policy::{Compiled, PackFile, PackReader, ReadError, compile};
use rust_embed::RustEmbed;

/// The largest file of a pack that is read, in bytes: a larger one is a diagnostic, not a full memory.
pub(crate) const LARGEST: u64 = 2 * 1024 * 1024;

#[derive(RustEmbed)]
#[folder = "../../packs"]
#[include = "*.yaml"]
#[include = "*/tests/*.md"]
struct Embedded;

/// Reads packs by name from a folder of packs, and what is not there from the program itself.
#[derive(Debug, Clone, Default)]
pub struct Packs {
    folder: Option<PathBuf>,
}

impl Packs {
    /// The packs inside the program.
    pub fn embedded() -> Self {
        Packs { folder: None }
    }

    /// Packs in sub-folders of `folder`; parents that are not there come from the program.
    pub fn in_folder(folder: &Path) -> Self {
        Packs { folder: Some(folder.to_owned()) }
    }

    /// Names of the packs inside the program that a corporation can run.
    pub fn names() -> Vec<String> {
        let mut names: Vec<String> = Embedded::iter()
            .filter_map(|path| path.split_once('/').map(|(pack, _)| pack.to_owned()))
            .filter(|pack| pack != "sector")
            .collect();
        names.sort();
        names.dedup();
        names
    }

    /// Where a pack named on a command line is read, and its name: a folder on disk, or a pack inside the program.
    ///
    /// # Errors
    /// [`ReadError`] when a folder is there and cannot be reached.
    pub fn locate(pack: &str) -> Result<(Packs, String), ReadError> {
        let path = Path::new(pack);
        if !path.is_dir() {
            return Ok((Packs::embedded(), pack.to_owned()));
        }
        let path = path
            .canonicalize()
            .map_err(|error| ReadError::Unreadable { path: path.display().to_string(), reason: error.to_string() })?;
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned());
        match (path.parent(), name) {
            (Some(parent), Some(name)) => Ok((Packs::in_folder(parent), name)),
            _ => Err(ReadError::NotFound(pack.to_owned())),
        }
    }

    fn folder_files(&self, name: &str) -> Option<Result<Vec<PackFile>, ReadError>> {
        let folder = self.folder.as_ref()?.join(name);
        folder.is_dir().then(|| read_folder(&folder, &["yaml", "yml"]))
    }
}

/// The files of a folder with one of these endings, by name.
fn read_folder(folder: &Path, endings: &[&str]) -> Result<Vec<PackFile>, ReadError> {
    let unreadable = |path: &Path, error: std::io::Error| ReadError::Unreadable {
        path: path.display().to_string(),
        reason: error.to_string(),
    };
    let mut paths = Vec::new();
    for item in std::fs::read_dir(folder).map_err(|error| unreadable(folder, error))? {
        let path = item.map_err(|error| unreadable(folder, error))?.path();
        if path.extension().is_some_and(|ending| endings.iter().any(|wanted| ending == *wanted)) {
            paths.push(path);
        }
    }
    paths.sort();
    paths
        .into_iter()
        .map(|path| {
            use std::io::Read;
            let mut bytes = Vec::new();
            let file = std::fs::File::open(&path).map_err(|error| unreadable(&path, error))?;
            file.take(LARGEST + 1).read_to_end(&mut bytes).map_err(|error| unreadable(&path, error))?;
            Ok(PackFile { path: path.display().to_string(), bytes })
        })
        .collect()
}

/// The files inside the program below `prefix` with this ending, by name.
fn embedded(prefix: &str, ending: &str) -> Vec<PackFile> {
    let mut files: Vec<PackFile> = Embedded::iter()
        .filter(|path| path.starts_with(prefix) && path.ends_with(ending))
        .filter_map(|path| {
            let file = Embedded::get(&path)?;
            Some(PackFile { path: format!("packs/{path}"), bytes: file.data.into_owned() })
        })
        .collect();
    files.sort_by(|a, b| a.path.cmp(&b.path));
    files
}

/// The policy tests of a pack named on a command line: `tests/*.md` of a folder, or of a pack inside the program.
pub(crate) fn test_files(pack: &str) -> Result<Vec<PackFile>, ReadError> {
    let folder = Path::new(pack);
    if !folder.is_dir() {
        return Ok(embedded(&format!("{pack}/tests/"), ".md"));
    }
    let tests = folder.join("tests");
    if tests.is_dir() { read_folder(&tests, &["md"]) } else { Ok(Vec::new()) }
}

impl PackReader for Packs {
    fn read(&mut self, name: &str) -> Result<Vec<PackFile>, ReadError> {
        if let Some(files) = self.folder_files(name) {
            return files;
        }
        let files = embedded(&format!("{name}/"), ".yaml");
        if files.is_empty() { Err(ReadError::NotFound(name.to_owned())) } else { Ok(files) }
    }
}

/// Compiles a pack named on a command line: a folder on disk, or the name of a pack inside the program.
///
/// # Errors
/// [`ReadError`] when it is neither.
pub fn compile_pack(pack: &str) -> Result<Compiled, ReadError> {
    let (mut packs, name) = Packs::locate(pack)?;
    compile(&mut packs, &name)
}
