//! The key ring: a folder with the root key, the keys of the ledger, and one key file per person.
//!
//! ```text
//! root.key              32 bytes; root.next.key beside it while a rotation is under way
//! ledger.key            seed of the Ed25519 key that signs checkpoints, wrapped with the root key
//! digest.key            HMAC key of the digests in the ledger, wrapped
//! people/4f/<id>.key    data key of a person, wrapped; the folder is the last byte of the id
//! people/4f/<id>.gone   the key was destroyed and is never made again
//! destroying/<id>       a destruction that was begun; finished when the folder is opened
//! drafts/               files not yet in place; emptied when the folder is opened
//! lock                  held while the folder is changed, so that several processes may share it
//! ```
//!
//! Nothing is cached per person, except for one piece of work ([`PersonKey`](crate::PersonKey)): a key that one process
//! destroyed opens nothing in another. All calls block for a few file operations.

mod files;
mod root;

use std::fmt;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::{PoisonError, RwLock};

use aws_lc_rs::hmac;
use gestand_base::PersonId;

use crate::KeyError;
use crate::cipher::{Key, new_key};
use root::{Root, Roots};

/// The keys of one corporation. Shows nothing of them.
pub struct KeyRing {
    folder: PathBuf,
    roots: RwLock<Roots>,
    ledger: Key,
    digests: hmac::Key,
}

/// The outcome of [`KeyRing::destroy`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Destroyed {
    /// Whether there was a key to destroy: false for a person without sealed values, and the second time.
    pub existed: bool,
}

/// The outcome of [`KeyRing::rotate_root`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rotated {
    /// Key files that were wrapped anew, those of an interrupted earlier rotation not counted.
    pub rewrapped: u64,
}

impl fmt::Debug for KeyRing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "KeyRing({})", self.folder.display())
    }
}

impl KeyRing {
    /// Opens the folder, or makes it with new keys when it is empty; finishes what a crash left.
    ///
    /// # Errors
    /// [`KeyError::Lost`] when a key file is gone, [`KeyError::Readable`], [`KeyError::Damaged`],
    /// [`KeyError::OtherRoot`], [`KeyError::Io`].
    pub fn open(folder: impl Into<PathBuf>) -> Result<Self, KeyError> {
        let folder = folder.into();
        files::make_folder(&folder)?;
        let _lock = lock(&folder)?;
        for part in ["drafts", "destroying"] {
            files::make_folder(&folder.join(part))?;
        }
        for draft in files::list(&folder.join("drafts"))? {
            files::remove(&draft)?;
        }
        // The folder of persons is made last: while it is missing, this is the first start.
        let people = folder.join("people");
        let first = !files::exists(&people)?;
        let (drafts, root) = (folder.join("drafts"), folder.join("root.key"));
        if first && !files::exists(&root)? {
            files::write(&drafts, &root, new_key()?.as_ref())?;
        }
        let roots = load_roots(&folder)?;
        let house_key = |name: &str| {
            let path = folder.join(format!("{name}.key"));
            match files::read(&path)? {
                Some(wrapped) => roots.unwrap(name, &wrapped, &path),
                None if !first => Err(KeyError::Lost { path }),
                None => {
                    let key = new_key()?;
                    files::write(&drafts, &path, &roots.wrap(name, &key)?)?;
                    Ok(key)
                }
            }
        };
        let ledger = house_key("ledger")?;
        let digests = hmac::Key::new(hmac::HMAC_SHA256, house_key("digest")?.as_ref());
        files::make_folder(&people)?;
        let ring = KeyRing { folder, roots: RwLock::new(roots), ledger, digests };
        for begun in files::list(&ring.folder.join("destroying"))? {
            if let Some(person) = begun.file_name().and_then(|name| name.to_str()?.parse().ok()) {
                ring.destroy_locked(person)?;
            }
        }
        Ok(ring)
    }

    /// The seed of the Ed25519 key that signs the ledger's checkpoints: for `SigningKey::from_seed` of the ledger.
    pub fn ledger_seed(&self) -> &[u8; 32] {
        &self.ledger
    }

    /// HMAC-SHA-256 of a person id: how the ledger and the erasure register name a person.
    pub fn digest_person(&self, person: PersonId) -> [u8; 32] {
        self.digest("person", person.uuid().as_bytes())
    }

    /// HMAC-SHA-256 of a value. `domain` (without NUL) keeps equal values of different kinds apart.
    pub fn digest(&self, domain: &'static str, value: &[u8]) -> [u8; 32] {
        let mut context = hmac::Context::with_key(&self.digests);
        [domain.as_bytes(), &[0], value].iter().for_each(|part| context.update(part));
        let mut digest = [0; 32];
        digest.copy_from_slice(context.sign().as_ref());
        digest
    }

    /// The data key of a person, made when there is none yet.
    pub(crate) fn person_key(&self, person: PersonId) -> Result<Key, KeyError> {
        match self.existing_key(person) {
            Err(KeyError::Missing(_)) => {}
            found => return found,
        }
        let _lock = self.lock_and_reload()?;
        self.not_destroyed(person)?;
        let path = self.key_path(person);
        let roots = self.roots.read().unwrap_or_else(PoisonError::into_inner);
        if let Some(wrapped) = files::read(&path)? {
            return roots.unwrap(&person.to_string(), &wrapped, &path);
        }
        path.parent().map_or(Ok(()), files::make_folder)?;
        let key = new_key()?;
        files::write(&self.drafts(), &path, &roots.wrap(&person.to_string(), &key)?)?;
        Ok(key)
    }

    /// The data key of a person: [`KeyError::Destroyed`], or [`KeyError::Missing`] when it was never made.
    pub(crate) fn existing_key(&self, person: PersonId) -> Result<Key, KeyError> {
        let path = self.key_path(person);
        let read = || {
            let wrapped = files::read(&path)?;
            // Only now: a destruction leaves its mark before it touches the key.
            self.not_destroyed(person)?;
            wrapped.ok_or(KeyError::Missing(person))
        };
        let unwrap = |wrapped: &[u8]| {
            let roots = self.roots.read().unwrap_or_else(PoisonError::into_inner);
            roots.unwrap(&person.to_string(), wrapped, &path)
        };
        match unwrap(&read()?) {
            // Another process is replacing the root key.
            Err(KeyError::OtherRoot { .. }) => {
                let _lock = self.lock_and_reload()?;
                unwrap(&read()?)
            }
            unwrapped => unwrapped,
        }
    }

    /// Destroys the key of a person: everything sealed for them is gone, in backups of the database too (Art. 17). No
    /// key is ever made for this person again, so a restored database stays shredded. Repeat it safely after a crash.
    ///
    /// A disk may keep old blocks after overwriting; they hold the key wrapped, so [`KeyRing::rotate_root`] ends their
    /// use, and that of older copies of this folder.
    ///
    /// # Errors
    /// [`KeyError::Io`]: the key may still exist; call again, or reopen the folder.
    pub fn destroy(&self, person: PersonId) -> Result<Destroyed, KeyError> {
        let _lock = self.lock_and_reload()?;
        self.destroy_locked(person)
    }

    fn destroy_locked(&self, person: PersonId) -> Result<Destroyed, KeyError> {
        let (path, gone) = (self.key_path(person), self.gone_path(person));
        let begun = self.folder.join("destroying").join(person.to_string());
        let existed = files::exists(&path)?;
        files::write(&self.drafts(), &begun, &[])?;
        if !files::exists(&gone)? {
            path.parent().map_or(Ok(()), files::make_folder)?;
            files::write(&self.drafts(), &gone, &[])?;
        }
        if existed {
            files::scramble(&path)?;
            files::remove(&path)?;
        }
        files::remove(&begun)?;
        Ok(Destroyed { existed })
    }

    /// Replaces the root key and wraps every key anew. Other processes go on working; after a crash, call it again and
    /// it continues. Takes one small file write per person.
    ///
    /// # Errors
    /// [`KeyError`]: the files wrapped so far stay readable, for both root keys are kept until the end.
    pub fn rotate_root(&self) -> Result<Rotated, KeyError> {
        let (root, next) = (self.folder.join("root.key"), self.folder.join("root.next.key"));
        {
            let _lock = lock(&self.folder)?;
            if !files::exists(&next)? {
                files::write(&self.drafts(), &next, new_key()?.as_ref())?;
            }
        }
        let mut rewrapped = 0;
        for (name, path) in self.wrapped_files()? {
            rewrapped += u64::from(self.rewrap(&name, &path)?);
        }
        let _lock = self.lock_and_reload()?;
        // Another process may have finished the same rotation.
        if files::exists(&next)? {
            files::scramble(&root)?;
            files::replace(&next, &root)?;
            *self.roots.write().unwrap_or_else(PoisonError::into_inner) = load_roots(&self.folder)?;
        }
        Ok(Rotated { rewrapped })
    }

    /// Wraps one file with the newest root key, under the lock: a key that is destroyed meanwhile stays destroyed.
    fn rewrap(&self, name: &str, path: &Path) -> Result<bool, KeyError> {
        let _lock = self.lock_and_reload()?;
        let roots = self.roots.read().unwrap_or_else(PoisonError::into_inner);
        let Some(wrapped) = files::read(path)?.filter(|wrapped| !roots.is_newest(wrapped)) else { return Ok(false) };
        let key = roots.unwrap(name, &wrapped, path)?;
        files::write(&self.drafts(), path, &roots.wrap(name, &key)?)?;
        Ok(true)
    }

    /// Every wrapped key with the name it is wrapped under.
    fn wrapped_files(&self) -> Result<Vec<(String, PathBuf)>, KeyError> {
        let mut paths = vec![self.folder.join("ledger.key"), self.folder.join("digest.key")];
        for folder in files::list(&self.folder.join("people"))? {
            paths.extend(files::list(&folder)?);
        }
        paths.retain(|path| path.extension().is_some_and(|extension| extension == "key"));
        let named = |path: PathBuf| Some((path.file_stem()?.to_str()?.to_owned(), path));
        Ok(paths.into_iter().filter_map(named).collect())
    }

    /// [`KeyError::Destroyed`] when the key of this person was destroyed.
    fn not_destroyed(&self, person: PersonId) -> Result<(), KeyError> {
        if files::exists(&self.gone_path(person))? { Err(KeyError::Destroyed(person)) } else { Ok(()) }
    }

    fn key_path(&self, person: PersonId) -> PathBuf {
        self.person_folder(person).join(format!("{person}.key"))
    }

    fn gone_path(&self, person: PersonId) -> PathBuf {
        self.person_folder(person).join(format!("{person}.gone"))
    }

    /// By the last byte: the first ones are the time, the same for years.
    fn person_folder(&self, person: PersonId) -> PathBuf {
        self.folder.join("people").join(format!("{:02x}", person.uuid().as_bytes()[15]))
    }

    fn drafts(&self) -> PathBuf {
        self.folder.join("drafts")
    }

    /// Takes the lock, and the root keys as they are now: another process may have replaced them.
    fn lock_and_reload(&self) -> Result<File, KeyError> {
        let lock = lock(&self.folder)?;
        *self.roots.write().unwrap_or_else(PoisonError::into_inner) = load_roots(&self.folder)?;
        Ok(lock)
    }
}

/// Waits for the lock of the folder; it is released when the file is dropped, or the process ends.
fn lock(folder: &Path) -> Result<File, KeyError> {
    let path = folder.join("lock");
    let file = File::create(&path).map_err(files::at(&path, "open the lock"))?;
    file.lock().map_err(files::at(&path, "take the lock"))?;
    Ok(file)
}

fn load_roots(folder: &Path) -> Result<Roots, KeyError> {
    let path = folder.join("root.key");
    let current = Root::read(&path)?.ok_or(KeyError::Lost { path })?;
    Ok(Roots { current, next: Root::read(&folder.join("root.next.key"))? })
}
