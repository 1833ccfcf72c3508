//! The text files of the project, as git sees them: tracked, or new and not ignored.

use std::path::{Path, PathBuf};
use std::process::Command;

/// All text files.
#[derive(Debug, Clone)]
pub struct Tree {
    pub root: PathBuf,
    pub files: Vec<File>,
}

/// A text file. Files that are not UTF-8 (pictures) are left out.
#[derive(Debug, Clone)]
pub struct File {
    /// From the root, with `/`.
    pub path: String,
    pub text: String,
}

impl Tree {
    /// Reads the working tree this program was built from.
    ///
    /// # Errors
    /// When git does not answer.
    pub fn read() -> Result<Tree, String> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().ok_or("xtask has no folder above it")?.to_path_buf();
        let listed = run(&root, "git", &["ls-files", "-z", "--cached", "--others", "--exclude-standard"])?;
        let mut paths: Vec<&str> = listed.split('\0').filter(|path| !path.is_empty()).collect();
        paths.sort_unstable();
        paths.dedup();
        let read =
            |path: &str| Some(File { path: path.to_owned(), text: std::fs::read_to_string(root.join(path)).ok()? });
        let files = paths.into_iter().filter_map(read).collect();
        Ok(Tree { root, files })
    }

    /// The text of a file, if it is there.
    pub fn text(&self, path: &str) -> Option<&str> {
        self.files.iter().find(|file| file.path == path).map(|file| file.text.as_str())
    }

    /// Files whose name ends so, such as `.rs`.
    pub fn ending<'t>(&'t self, end: &'t str) -> impl Iterator<Item = &'t File> {
        self.files.iter().filter(move |file| file.path.ends_with(end))
    }

    #[cfg(test)]
    pub fn of(files: &[(&str, &str)]) -> Tree {
        let file = |(path, text): &(&str, &str)| File { path: (*path).to_owned(), text: (*text).to_owned() };
        Tree { root: PathBuf::from("/nowhere"), files: files.iter().map(file).collect() }
    }
}

impl File {
    /// Written by others, and kept as it came.
    pub fn is_vendored(&self) -> bool {
        self.path.contains("/vendor/")
    }

    /// The lines, numbered from 1.
    pub fn lines(&self) -> impl Iterator<Item = (usize, &str)> {
        self.text.lines().enumerate().map(|(index, line)| (index + 1, line))
    }
}

/// What a program prints.
///
/// # Errors
/// When it cannot be started or fails, with what it said.
pub fn run(folder: &Path, program: &str, arguments: &[&str]) -> Result<String, String> {
    let called = format!("{program} {}", arguments.join(" "));
    let output = Command::new(program).args(arguments).current_dir(folder).output();
    let output = output.map_err(|error| format!("`{called}` could not be started: {error}"))?;
    if !output.status.success() {
        return Err(format!("`{called}` failed: {}", String::from_utf8_lossy(&output.stderr)));
    }
    String::from_utf8(output.stdout).map_err(|_| format!("`{called}` did not print text"))
}
