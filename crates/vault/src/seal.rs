//! Sealed values: what the database holds instead of personal data.

use std::{fmt, mem};

use gestand_base::PersonId;
use uuid::Uuid;

use crate::cipher::{Key, decrypt, encrypt};
use crate::{KeyRing, SealError, Sensitive};

/// The first byte of a sealed value; then nonce (12 bytes), ciphertext, tag (16 bytes).
const VERSION: u8 = 1;

/// Where a sealed value belongs: it opens nowhere else, so a row cannot borrow the content of another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cell<'a> {
    pub table: &'a str,
    pub row: Uuid,
    pub column: &'a str,
}

impl Cell<'_> {
    /// The associated data: version, person, row, and table and column apart by a NUL that names do not hold.
    fn associated(&self, person: PersonId) -> Vec<u8> {
        let Cell { table, row, column } = self;
        [&[VERSION], person.uuid().as_bytes().as_slice(), row.as_bytes(), table.as_bytes(), &[0], column.as_bytes()]
            .concat()
    }

    fn tampered(&self) -> SealError {
        SealError::Tampered { table: self.table.to_owned(), column: self.column.to_owned() }
    }
}

/// The key of one person, for many values at once: its file is read one time. Whoever holds it does not see that the key
/// is destroyed, so it is held for one piece of work and no longer.
pub struct PersonKey {
    person: PersonId,
    key: Key,
}

impl fmt::Debug for PersonKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PersonKey({})", self.person)
    }
}

impl PersonKey {
    /// The key of a person; it is made when there is none.
    ///
    /// # Errors
    /// As [`Sealed::seal`].
    pub fn made(keys: &KeyRing, person: PersonId) -> Result<Self, SealError> {
        Ok(PersonKey { person, key: keys.person_key(person)? })
    }

    /// The key of a person.
    ///
    /// # Errors
    /// [`SealError::Shredded`], [`SealError::Missing`], [`SealError::Keys`].
    pub fn existing(keys: &KeyRing, person: PersonId) -> Result<Self, SealError> {
        Ok(PersonKey { person, key: keys.existing_key(person)? })
    }

    /// As [`Sealed::seal`].
    ///
    /// # Errors
    /// [`SealError::Keys`].
    pub fn seal(&self, cell: Cell<'_>, value: &[u8]) -> Result<Sealed, SealError> {
        let mut sealed = vec![VERSION];
        sealed.append(&mut encrypt(&self.key, &cell.associated(self.person), value)?);
        Ok(Sealed(sealed))
    }

    /// As [`Sealed::unseal`].
    ///
    /// # Errors
    /// [`SealError::Tampered`].
    pub fn unseal(&self, sealed: &Sealed, cell: Cell<'_>) -> Result<Sensitive<Vec<u8>>, SealError> {
        let (&VERSION, sealed) = sealed.0.split_first().ok_or_else(|| cell.tampered())? else {
            return Err(cell.tampered());
        };
        let mut value = decrypt(&self.key, &cell.associated(self.person), sealed).ok_or_else(|| cell.tampered())?;
        Ok(Sensitive::new(mem::take(&mut *value)))
    }
}

/// A value sealed under the key of one person, for one cell. Safe to store and to back up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sealed(Vec<u8>);

impl Sealed {
    /// Seals a value; makes the key of the person when there is none.
    ///
    /// # Errors
    /// [`SealError::Shredded`] when the person was erased: nothing new is written about them. [`SealError::Keys`].
    pub fn seal(keys: &KeyRing, person: PersonId, cell: Cell<'_>, value: &[u8]) -> Result<Self, SealError> {
        PersonKey::made(keys, person)?.seal(cell, value)
    }

    /// The value, still [`Sensitive`].
    ///
    /// # Errors
    /// [`SealError::Shredded`], [`SealError::Missing`], [`SealError::Tampered`], [`SealError::Keys`].
    pub fn unseal(&self, keys: &KeyRing, person: PersonId, cell: Cell<'_>) -> Result<Sensitive<Vec<u8>>, SealError> {
        PersonKey::existing(keys, person)?.unseal(self, cell)
    }

    /// As [`Sealed::unseal`], for text.
    ///
    /// # Errors
    /// [`SealError::NotText`] besides those of [`Sealed::unseal`].
    pub fn unseal_text(
        &self,
        keys: &KeyRing,
        person: PersonId,
        cell: Cell<'_>,
    ) -> Result<Sensitive<String>, SealError> {
        self.unseal(keys, person, cell)?
            .into_text()
            .ok_or_else(|| SealError::NotText { table: cell.table.to_owned(), column: cell.column.to_owned() })
    }

    /// As it comes from the database; checked when it is unsealed.
    pub fn from_bytes(bytes: Vec<u8>) -> Self {
        Sealed(bytes)
    }

    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }

    pub fn into_bytes(self) -> Vec<u8> {
        self.0
    }
}
