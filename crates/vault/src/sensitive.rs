//! `Sensitive<T>`: a personal value that no log, error or JSON can show by accident.

use std::fmt;
use std::mem;

use gestand_base::PersonId;
use gestand_policy::decide::Permit;
use zeroize::Zeroize;

use crate::{Cell, KeyRing, SealError, Sealed};

/// A personal value. It can be sealed, and opened for a [`Permit`]; it cannot be printed, serialised or cloned. It is
/// wiped from memory when it goes.
pub struct Sensitive<T: Zeroize>(T);

impl<T: Zeroize> Sensitive<T> {
    pub fn new(value: T) -> Self {
        Sensitive(value)
    }

    /// The value, for a use that was decided. Leaves a log line (target `gestand::opened`) with the number of the
    /// activity and `why`, never the value (Art. 5(2) GDPR: accountability).
    pub fn open(&self, permit: &Permit, why: &'static str) -> &T {
        tracing::info!(target: "gestand::opened", activity = permit.activity().number(), why, "opened");
        &self.0
    }
}

impl<T: Zeroize + AsRef<[u8]>> Sensitive<T> {
    /// How many bytes it takes.
    pub fn size(&self) -> usize {
        self.0.as_ref().len()
    }

    /// Seals the value without opening it to anyone, so it needs no permit.
    ///
    /// # Errors
    /// As [`Sealed::seal`].
    pub fn seal(&self, keys: &KeyRing, person: PersonId, cell: Cell<'_>) -> Result<Sealed, SealError> {
        Sealed::seal(keys, person, cell, self.0.as_ref())
    }
}

impl Sensitive<Vec<u8>> {
    /// The same bytes as text; `None` when they are not UTF-8.
    pub(crate) fn into_text(mut self) -> Option<Sensitive<String>> {
        let text = String::from_utf8(mem::take(&mut self.0));
        text.map(Sensitive).map_err(|error| error.into_bytes().zeroize()).ok()
    }
}

impl<T: Zeroize> fmt::Debug for Sensitive<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Sensitive(***)")
    }
}

impl<T: Zeroize> Drop for Sensitive<T> {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn debug_shows_nothing() {
        let text = format!("{:?}", Some(Sensitive::new(String::from("Jo Voorbeeld"))));
        assert_eq!(text, "Some(Sensitive(***))");
    }
}
