//! Goes through a folder in the order of the full paths, and holds a part of it only: of each folder on the way at most
//! so many names, however many there are.

use std::collections::BinaryHeap;
use std::fs;
use std::io::{self, ErrorKind};
use std::path::PathBuf;
use std::vec::IntoIter;

use jiff::Timestamp;
use object_store::path::Path;

use super::{Entry, Failed, Kind, Result, Scope};

/// Names of one folder that are held at a time. Of a larger folder the names are read again, as often as needed.
const HELD: usize = 100_000;

/// A name in its place among the paths: a folder has its `/`.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Named {
    path: String,
    /// `None`: a folder.
    kind: Option<Kind>,
}

#[derive(Debug)]
struct Level {
    folder: String,
    names: IntoIter<Named>,
    /// Behind this path more names are to be read.
    more: Option<String>,
}

/// A walk that can be left and taken up again.
#[derive(Debug)]
pub struct Walk {
    root: PathBuf,
    scope: Scope,
    after: String,
    held: usize,
    levels: Vec<Level>,
}

impl Walk {
    /// Begins behind the path `after`.
    pub fn new(root: PathBuf, scope: &Scope, after: &str) -> Result<Walk> {
        Walk::holding(root, scope, after, HELD)
    }

    fn holding(root: PathBuf, scope: &Scope, after: &str, held: usize) -> Result<Walk> {
        let mut walk = Walk { root, scope: scope.clone(), after: after.to_owned(), held, levels: Vec::new() };
        if walk.is_plain(&scope.within)? {
            let slash = if scope.within.is_empty() { "" } else { "/" };
            walk.enter([&scope.within, slash].concat(), None)?;
        }
        Ok(walk)
    }

    /// The next file, link or oddity.
    pub fn next(&mut self) -> Result<Option<Entry>> {
        while let Some(level) = self.levels.last_mut() {
            match level.names.next() {
                Some(Named { path, kind: Some(kind) }) => {
                    if let Some(entry) = look(&self.root, path, kind)? {
                        return Ok(Some(entry));
                    }
                }
                Some(Named { path, kind: None }) => {
                    if (self.scope.enter)(path.trim_end_matches('/')) {
                        self.enter(path, None)?;
                    }
                }
                None => {
                    let (folder, more) = (std::mem::take(&mut level.folder), level.more.take());
                    self.levels.pop();
                    if more.is_some() {
                        self.enter(folder, more)?;
                    }
                }
            }
        }
        Ok(None)
    }

    /// Reads the first names of a folder, behind `after`, or else behind where the walk began.
    fn enter(&mut self, folder: String, after: Option<String>) -> Result<()> {
        let listed = match fs::read_dir(self.root.join(&folder)) {
            Ok(listed) => listed,
            // Gone since its name was read.
            Err(error) if error.kind() == ErrorKind::NotFound && !folder.is_empty() => return Ok(()),
            Err(error) => return Err(broken(&error)),
        };
        // The largest is on top: it makes room for a smaller one.
        let mut first = BinaryHeap::new();
        let mut more = false;
        for listed in listed {
            let named = named(&folder, &listed.map_err(|error| broken(&error))?)?;
            let wanted = match &after {
                Some(after) => named.path > *after,
                // The folder that holds where the walk began is not behind it, but must be entered.
                None => named.path > self.after || named.kind.is_none() && self.after.starts_with(&named.path),
            };
            if wanted {
                first.push(named);
                if first.len() > self.held {
                    more = true;
                    first.pop();
                }
            }
        }
        let more = if more { first.peek().map(|last| last.path.clone()) } else { None };
        self.levels.push(Level { folder, names: first.into_sorted_vec().into_iter(), more });
        Ok(())
    }

    /// Whether all of the way is there, and no part of it is a link.
    fn is_plain(&self, within: &str) -> Result<bool> {
        let mut way = self.root.clone();
        for part in within.split('/').filter(|part| !part.is_empty()) {
            way.push(part);
            match fs::symlink_metadata(&way) {
                Ok(meta) if meta.is_dir() => {}
                Ok(_) => return Ok(false),
                Err(error) if error.kind() == ErrorKind::NotFound => return Ok(false),
                Err(error) => return Err(broken(&error)),
            }
        }
        Ok(true)
    }
}

fn named(folder: &str, listed: &fs::DirEntry) -> Result<Named> {
    let kind = listed.file_type().map_err(|error| broken(&error))?;
    let name = listed.file_name();
    let path = [folder, &*name.to_string_lossy()].concat();
    if name.to_str().is_none() || Path::parse(&path).is_err() {
        return Ok(Named { path, kind: Some(Kind::Odd) });
    }
    Ok(match kind {
        kind if kind.is_symlink() => Named { path, kind: Some(Kind::Link) },
        kind if kind.is_dir() => Named { path: path + "/", kind: None },
        kind if kind.is_file() => Named { path, kind: Some(Kind::File) },
        _ => Named { path, kind: Some(Kind::Odd) },
    })
}

/// `None` when it is gone since its name was read.
fn look(root: &std::path::Path, path: String, kind: Kind) -> Result<Option<Entry>> {
    if kind == Kind::Odd {
        return Ok(Some(Entry { path, kind, bytes: 0, modified: Timestamp::UNIX_EPOCH }));
    }
    match fs::symlink_metadata(root.join(&path)) {
        Ok(meta) => {
            let modified = meta.modified().ok().and_then(|time| Timestamp::try_from(time).ok());
            let modified = modified.ok_or_else(|| Failed::Broken("a file has no time of change".to_owned()))?;
            Ok(Some(Entry { path, kind, bytes: meta.len(), modified }))
        }
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(broken(&error)),
    }
}

pub fn broken(error: &io::Error) -> Failed {
    Failed::Broken(error.kind().to_string())
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;

    fn walked(root: &std::path::Path, within: &str, after: &str, held: usize) -> Vec<String> {
        let enter = Arc::new(|folder: &str| folder != "skip");
        let scope = Scope { name: String::new(), within: within.to_owned(), enter };
        let mut walk = Walk::holding(root.to_owned(), &scope, after, held).unwrap();
        std::iter::from_fn(|| walk.next().unwrap()).map(|entry| entry.path).collect()
    }

    #[test]
    fn the_order_is_that_of_the_paths_however_little_is_held() {
        let root = std::env::temp_dir().join(format!("gestand-walk-{}", std::process::id()));
        let paths = ["a-b", "a/b/c", "a/b/d", "a/b-1", "a/z", "a.txt", "b", "c/d/e/f", "skip/x", "é/1"];
        for path in paths {
            fs::create_dir_all(root.join(path).parent().unwrap()).unwrap();
            fs::write(root.join(path), path).unwrap();
        }
        std::os::unix::fs::symlink(root.join("c"), root.join("link")).unwrap();
        let mut expected: Vec<&str> = paths.into_iter().filter(|path| *path != "skip/x").collect();
        expected.push("link");
        expected.sort_unstable();
        for held in [1, 2, 100] {
            assert_eq!(walked(&root, "", "", held), expected, "{held}");
            for (place, after) in expected.iter().enumerate() {
                assert_eq!(walked(&root, "", after, held), expected[place + 1..], "behind {after}, {held}");
            }
            assert_eq!(walked(&root, "", "a/b/c5", held)[0], "a/b/d", "behind what is not there");
            assert_eq!(walked(&root, "a/b", "", held), ["a/b/c", "a/b/d"]);
        }
        assert!(walked(&root, "nowhere", "", 9).is_empty() && walked(&root, "link", "", 9).is_empty());
        fs::remove_dir_all(&root).unwrap();
    }
}
