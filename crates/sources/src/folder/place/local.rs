//! A folder of this machine.

use std::io::ErrorKind;
use std::path::{Path as FsPath, PathBuf};
use std::sync::{Mutex, PoisonError};

use jiff::Timestamp;
use object_store::ObjectStoreExt;
use object_store::local::LocalFileSystem;
use object_store::path::Path;

use super::walk::{Walk, broken};
use super::{Entry, Failed, Kind, Result, Scope};

/// A folder, with the walk that the last page left.
#[derive(Debug)]
pub struct Local {
    root: PathBuf,
    left: Mutex<Option<Left>>,
}

/// A walk, and the path that it gave last.
#[derive(Debug)]
struct Left {
    name: String,
    last: String,
    walk: Walk,
}

impl Local {
    pub fn new(root: PathBuf) -> Local {
        Local { root, left: Mutex::default() }
    }

    pub fn reach(&self) -> Result<()> {
        if self.root.is_dir() {
            return Ok(());
        }
        Err(Failed::Away(format!("there is no folder {}", self.root.display())))
    }

    /// A page that begins where the last one of the same listing ended goes on with it: what came meanwhile into a
    /// folder that was read already is seen by the next listing.
    pub async fn page<T: Send + 'static>(
        &self,
        scope: &Scope,
        after: Option<&str>,
        limit: usize,
        mut pick: impl FnMut(Entry) -> Option<T> + Send + 'static,
    ) -> Result<Vec<T>> {
        self.reach()?;
        let left = self.left.lock().unwrap_or_else(PoisonError::into_inner).take();
        let left = left.filter(|left| left.name == scope.name && after == Some(left.last.as_str()));
        let (root, scope, after) = (self.root.clone(), scope.clone(), after.unwrap_or_default().to_owned());
        let walked = tokio::task::spawn_blocking(move || {
            let mut walk = left.map_or_else(|| Walk::new(root, &scope, &after), |left| Ok(left.walk))?;
            let mut picked = Vec::new();
            while let Some(entry) = walk.next()? {
                let path = entry.path.clone();
                picked.extend(pick(entry));
                if picked.len() >= limit {
                    return Ok((picked, Some(Left { name: scope.name, last: path, walk })));
                }
            }
            Ok((picked, None))
        });
        let (picked, left) = walked.await.map_err(|error| Failed::Broken(error.to_string()))??;
        *self.left.lock().unwrap_or_else(PoisonError::into_inner) = left;
        Ok(picked)
    }

    pub async fn head(&self, path: &str) -> Result<Option<Entry>> {
        let store = self.store()?;
        let place = self.inside(path)?;
        match store.head(&place).await {
            Ok(meta) => {
                let modified = Timestamp::from_nanosecond(i128::from(meta.last_modified.timestamp_micros()) * 1000);
                let modified = modified.map_err(|error| Failed::Broken(error.to_string()))?;
                Ok(Some(Entry { path: path.to_owned(), kind: Kind::File, bytes: meta.size, modified }))
            }
            Err(object_store::Error::NotFound { .. }) => Ok(None),
            Err(error) => Err(told(&error)),
        }
    }

    pub async fn read(&self, path: &str) -> Result<Option<Vec<u8>>> {
        let store = self.store()?;
        let place = self.inside(path)?;
        match store.get(&place).await {
            Ok(got) => Ok(Some(got.bytes().await.map_err(|error| told(&error))?.to_vec())),
            Err(object_store::Error::NotFound { .. }) => Ok(None),
            Err(error) => Err(told(&error)),
        }
    }

    pub async fn remove(&self, path: &str) -> Result<bool> {
        gone_is_done(self.store()?.delete(&self.inside(path)?).await)
    }

    pub async fn shift(&self, from: &str, to: &str) -> Result<bool> {
        let store = self.store()?;
        let (from, to) = (self.inside(from)?, self.inside(to)?);
        gone_is_done(store.rename_if_not_exists(&from, &to).await)
    }

    pub fn store(&self) -> Result<LocalFileSystem> {
        self.reach()?;
        // A folder that bears a relation number goes with its last file; what is deleted is flushed to disk.
        let store = LocalFileSystem::new_with_prefix(&self.root).map_err(|error| told(&error))?;
        Ok(store.with_automatic_cleanup(true).with_fsync(true))
    }

    /// The path, when as much of it as is there lies inside the root without a link.
    pub fn inside(&self, path: &str) -> Result<Path> {
        let place = Path::parse(path).map_err(|_| Failed::Outside)?;
        let root = self.root.canonicalize().map_err(|error| broken(&error))?;
        let mut there: &FsPath = &root.join(path);
        loop {
            match there.canonicalize() {
                Ok(real) if real == there => return Ok(place),
                Ok(_) => return Err(Failed::Outside),
                Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => {
                    // A link that leads nowhere is there, and not ours.
                    if there.is_symlink() {
                        return Err(Failed::Outside);
                    }
                    there = there.parent().ok_or(Failed::Outside)?;
                }
                Err(error) => return Err(broken(&error)),
            }
        }
    }
}

fn gone_is_done(done: object_store::Result<()>) -> Result<bool> {
    match done {
        Ok(()) => Ok(true),
        Err(object_store::Error::NotFound { .. }) => Ok(false),
        Err(object_store::Error::AlreadyExists { .. }) => {
            Err(Failed::Broken("there is a file of that name already".to_owned()))
        }
        Err(error) => Err(told(&error)),
    }
}

/// What went wrong, without the path that the library tells.
fn told(error: &object_store::Error) -> Failed {
    let mut cause: Option<&(dyn std::error::Error + 'static)> = Some(error);
    while let Some(error) = cause {
        if let Some(error) = error.downcast_ref::<std::io::Error>() {
            return broken(error);
        }
        cause = error.source();
    }
    Failed::Broken("the file could not be read or changed".to_owned())
}
