//! What can go wrong with keys and sealed values; no message holds content.

use std::io;
use std::path::PathBuf;

use gestand_base::PersonId;

/// Why a key operation failed.
#[derive(Debug, thiserror::Error)]
pub enum KeyError {
    #[error("{path}: could not {action}: {source}")]
    Io { path: PathBuf, action: &'static str, source: io::Error },
    #[error("{path}: others than the owner may read it; nothing was opened. Run: chmod 600 {path}")]
    Readable { path: PathBuf },
    #[error(
        "{path} is missing while there are keys of persons; no new key was made, for it would open nothing. \
         Put back the key folder that belongs to this database"
    )]
    Lost { path: PathBuf },
    #[error("{path} is not a key file, or it was changed; restore this file from the backup of the key folder")]
    Damaged { path: PathBuf },
    #[error("{path} is wrapped with a root key that is not in this folder; restore root.key that belongs to it")]
    OtherRoot { path: PathBuf },
    #[error("the key of person {0} was destroyed; what was sealed with it is gone")]
    Destroyed(PersonId),
    #[error("there is no key for person {0} in this folder; is it the key folder of this database?")]
    Missing(PersonId),
    #[error("the cryptographic library refused to {0}; nothing was written")]
    Crypto(&'static str),
}

/// Why a value was not sealed or unsealed.
#[derive(Debug, thiserror::Error)]
pub enum SealError {
    /// The person was erased: the normal answer after crypto-shredding.
    #[error("the person was erased; this value no longer exists")]
    Shredded,
    /// The key ring has no key for this person.
    #[error("there is no key for person {0} in the key folder; is it the key folder of this database?")]
    Missing(PersonId),
    /// The bytes were changed, or come from another person, row or column.
    #[error("the sealed value in {table}.{column} was changed or moved; it was not opened")]
    Tampered { table: String, column: String },
    #[error("the sealed value in {table}.{column} is not text")]
    NotText { table: String, column: String },
    #[error(transparent)]
    Keys(KeyError),
}

impl From<KeyError> for SealError {
    fn from(error: KeyError) -> Self {
        match error {
            KeyError::Destroyed(_) => SealError::Shredded,
            KeyError::Missing(person) => SealError::Missing(person),
            other => SealError::Keys(other),
        }
    }
}
