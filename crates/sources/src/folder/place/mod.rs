//! Where files lie: a folder of this machine or a bucket. Both list in the order of the paths, page by page.

mod bucket;
mod http;
mod local;
mod versions;
mod walk;

use std::fmt;
use std::sync::Arc;

use jiff::Timestamp;

pub use bucket::{Bucket, S3};
pub use local::Local;

/// What lies there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    File,
    /// A symbolic link: never followed, for it may lead out of the folder.
    Link,
    /// Neither, or with a name that no key can hold.
    Odd,
}

/// Something that was listed.
#[derive(Debug, Clone)]
pub struct Entry {
    /// Below the root, parts with `/` between.
    pub path: String,
    pub kind: Kind,
    pub bytes: u64,
    pub modified: Timestamp,
}

/// Which part of a place is listed.
#[derive(Clone)]
pub struct Scope {
    /// What the listing is for: a page of the same listing goes on where the last one ended.
    pub name: String,
    /// The folder in which all lies that is looked for; empty: the root.
    pub within: String,
    /// Whether a folder can hold what is looked for.
    pub enter: Arc<dyn Fn(&str) -> bool + Send + Sync>,
}

impl fmt::Debug for Scope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Scope").field("within", &self.within).finish_non_exhaustive()
    }
}

/// Why a place gave no answer. The reason names no path.
#[derive(Debug, Clone)]
pub enum Failed {
    /// It is not there, or does not let us in.
    Away(String),
    /// A read or a change that failed.
    Broken(String),
    /// A path that leads out of the root, or over a link.
    Outside,
}

pub type Result<T> = std::result::Result<T, Failed>;

/// A folder or a bucket.
#[derive(Debug)]
pub enum Place {
    Folder(Local),
    Bucket(Bucket),
}

impl Place {
    /// At most `limit` of what `pick` takes, in the order of the paths, of what lies behind `after`.
    pub async fn page<T: Send + 'static>(
        &self,
        scope: &Scope,
        after: Option<&str>,
        limit: usize,
        pick: impl FnMut(Entry) -> Option<T> + Send + 'static,
    ) -> Result<Vec<T>> {
        match self {
            Place::Folder(folder) => folder.page(scope, after, limit, pick).await,
            Place::Bucket(bucket) => bucket.page(scope, after, limit, pick).await,
        }
    }

    /// # Errors
    /// When it is not there at all.
    pub async fn reach(&self) -> Result<()> {
        match self {
            Place::Folder(folder) => folder.reach(),
            Place::Bucket(bucket) => bucket.reach().await,
        }
    }

    /// A file; `None` when there is none.
    pub async fn head(&self, path: &str) -> Result<Option<Entry>> {
        match self {
            Place::Folder(folder) => folder.head(path).await,
            Place::Bucket(bucket) => bucket.head(path).await,
        }
    }

    /// Whether anything of the file is left: in a bucket also an earlier version of it.
    pub async fn keeps(&self, path: &str) -> Result<bool> {
        match self {
            Place::Folder(folder) => Ok(folder.head(path).await?.is_some()),
            Place::Bucket(bucket) => bucket.keeps(path).await,
        }
    }

    /// The content of a file; `None` when it is gone.
    pub async fn read(&self, path: &str) -> Result<Option<Vec<u8>>> {
        match self {
            Place::Folder(folder) => folder.read(path).await,
            Place::Bucket(bucket) => bucket.read(path).await,
        }
    }

    /// Removes a file with all its versions; false when it was gone.
    pub async fn remove(&self, path: &str) -> Result<bool> {
        match self {
            Place::Folder(folder) => folder.remove(path).await,
            Place::Bucket(bucket) => bucket.remove(path).await,
        }
    }

    /// Moves a file to where nothing is; false when it was gone.
    pub async fn shift(&self, from: &str, to: &str) -> Result<bool> {
        match self {
            Place::Folder(folder) => folder.shift(from, to).await,
            Place::Bucket(bucket) => bucket.shift(from, to).await,
        }
    }

    /// Whether files that were deleted are still there as earlier versions.
    pub async fn keeps_versions(&self) -> Result<bool> {
        match self {
            Place::Folder(_) => Ok(false),
            Place::Bucket(bucket) => bucket.keeps_versions().await,
        }
    }
}
