//! The person who asks: sealed from the first write, opened under a permit.

use gestand_base::PersonId;
use gestand_policy::decide::Permit;
use gestand_sources::SubjectQuery;
use gestand_store::Tx;
use gestand_vault::{Cell, Sealed, Sensitive};

use crate::views::Requester;
use crate::{App, AppError, Result};

/// Where the identity of a requester is sealed.
fn cell(person: PersonId) -> Cell<'static> {
    Cell { table: "person", row: person.uuid(), column: "identity" }
}

impl Requester {
    /// What the sources are asked.
    pub(crate) fn query(self) -> SubjectQuery {
        SubjectQuery {
            relation_number: self.relation_number.map(Sensitive::new),
            name: Some(Sensitive::new(self.name)),
            birth_date: self.birth_date.map(Sensitive::new),
            email: Some(Sensitive::new(self.email)),
            phone: None,
            postcode: self.postcode.map(Sensitive::new),
        }
    }
}

impl App {
    pub(crate) fn seal_identity(&self, person: PersonId, identity: &Requester) -> Result<Sealed> {
        self.seal(person, cell(person), &serde_json::to_vec(identity)?)
    }

    /// Opens the identity of a requester.
    ///
    /// # Errors
    /// [`AppError::NotFound`] when the person has been erased.
    pub(crate) async fn identity(&self, tx: &mut Tx, person: PersonId, permit: &Permit) -> Result<Requester> {
        let sealed = tx.person_identity(person).await?.ok_or(AppError::NotFound)?;
        let bytes = self.unseal(person, cell(person), &sealed)?;
        Ok(serde_json::from_slice(bytes.open(permit, "requester of a case"))?)
    }

    /// Seals `content` for `person`, bound to its place in the database.
    pub(crate) fn seal(&self, person: PersonId, cell: Cell<'_>, content: &[u8]) -> Result<Sealed> {
        Ok(Sealed::seal(&self.engine.keys, person, cell, content)?)
    }

    pub(crate) fn unseal(&self, person: PersonId, cell: Cell<'_>, sealed: &Sealed) -> Result<Sensitive<Vec<u8>>> {
        Ok(sealed.unseal(&self.engine.keys, person, cell)?)
    }
}
