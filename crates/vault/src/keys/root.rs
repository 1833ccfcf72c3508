//! Root keys, and files wrapped with them.

use std::path::Path;

use aws_lc_rs::digest::{SHA256, digest};
use zeroize::Zeroizing;

use super::files;
use crate::KeyError;
use crate::cipher::{Key, decrypt, encrypt};

/// The first byte of a wrapped key; then the id of the root key (4 bytes), nonce, ciphertext, tag.
const VERSION: u8 = 1;

/// The root key, and during a rotation the next one.
pub(super) struct Roots {
    pub(super) current: Root,
    pub(super) next: Option<Root>,
}

/// A root key; its id says which root key a file was wrapped with.
pub(super) struct Root {
    id: [u8; 4],
    key: Key,
}

impl Root {
    pub(super) fn new(key: Key) -> Self {
        let named = Zeroizing::new([b"gestand root key id\0".as_slice(), key.as_ref()].concat());
        let mut id = [0; 4];
        id.copy_from_slice(&digest(&SHA256, &named).as_ref()[..4]);
        Root { id, key }
    }

    /// Reads a root key file; `None` when there is none.
    pub(super) fn read(path: &Path) -> Result<Option<Self>, KeyError> {
        files::private(path)?;
        let Some(content) = files::read(path)?.map(Zeroizing::new) else { return Ok(None) };
        let key = content.as_slice().try_into().map_err(|_| KeyError::Damaged { path: path.to_owned() })?;
        Ok(Some(Root::new(Zeroizing::new(key))))
    }
}

impl Roots {
    /// The root key that new files are wrapped with.
    pub(super) fn newest(&self) -> &Root {
        self.next.as_ref().unwrap_or(&self.current)
    }

    /// Wraps a key; `name` says whose it is and must be given again to unwrap.
    pub(super) fn wrap(&self, name: &str, key: &Key) -> Result<Vec<u8>, KeyError> {
        let root = self.newest();
        let mut wrapped = vec![VERSION];
        wrapped.extend(root.id);
        wrapped.extend(encrypt(&root.key, name.as_bytes(), key.as_ref())?);
        Ok(wrapped)
    }

    /// Unwraps a key; `path` is for the error.
    pub(super) fn unwrap(&self, name: &str, wrapped: &[u8], path: &Path) -> Result<Key, KeyError> {
        let damaged = || KeyError::Damaged { path: path.to_owned() };
        let (id, sealed) = Roots::split(wrapped).ok_or_else(damaged)?;
        let root = std::iter::once(&self.current).chain(&self.next).find(|root| root.id == id);
        let root = root.ok_or_else(|| KeyError::OtherRoot { path: path.to_owned() })?;
        let key = decrypt(&root.key, name.as_bytes(), sealed).ok_or_else(damaged)?;
        Ok(Zeroizing::new(key.as_slice().try_into().map_err(|_| damaged())?))
    }

    /// Whether the file is wrapped with the newest root key.
    pub(super) fn is_newest(&self, wrapped: &[u8]) -> bool {
        Roots::split(wrapped).is_some_and(|(id, _)| id == self.newest().id)
    }

    fn split(wrapped: &[u8]) -> Option<([u8; 4], &[u8])> {
        let (&VERSION, rest) = wrapped.split_first()? else { return None };
        let (id, sealed) = rest.split_first_chunk::<4>()?;
        Some((*id, sealed))
    }
}
