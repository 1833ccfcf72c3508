//! Entries for the ledger, and the digests that stand in them.

use std::collections::BTreeMap;

use gestand_ledger::{Entry, EntryKind};
use serde_json::Value;

use crate::Engine;

/// An entry of now, under the policy in force. `facts` hold numbers, ids and digests, never personal data.
pub fn entry(engine: &Engine, kind: EntryKind, reference: Option<String>, facts: Value) -> Entry {
    let facts = match facts {
        Value::Object(map) => map.into_iter().collect(),
        _ => BTreeMap::new(),
    };
    Entry {
        at: engine.clock.now().as_microsecond(),
        kind,
        policy: engine.policy.version.clone(),
        subject: None,
        reference,
        facts,
    }
}

/// The keyed digest of a record in a source: what the erasure register and receipts keep of it.
pub fn digest_of_record(engine: &Engine, source: &str, class: &str, key: &str) -> [u8; 32] {
    engine.keys.digest("record", [source, "\0", class, "\0", key].concat().as_bytes())
}

/// How much of the digest of a person stands in the register of the erased, and of how many persons.
const ABOUT: usize = 8;
const PERSONS: usize = 4;

/// Whom a record is about, for the register of the erased: short keyed digests, zeroes where nobody is known.
pub(crate) fn about_of<'k>(engine: &Engine, source: &str, subjects: impl IntoIterator<Item = &'k str>) -> [u8; 32] {
    let digest = |subject: &str| engine.keys.digest("about", [source, "\0", subject].concat().as_bytes());
    let mut digests: Vec<[u8; 32]> = subjects.into_iter().map(digest).collect();
    digests.sort_unstable();
    let mut about = [0; ABOUT * PERSONS];
    for (place, digest) in about.chunks_exact_mut(ABOUT).zip(&digests) {
        place.copy_from_slice(&digest[..ABOUT]);
    }
    about
}

/// Whether a record is for certain about other people than the erased one was: both name people, and none in common.
pub(crate) fn about_others(erased: &[u8; 32], now: &[u8; 32]) -> bool {
    fn persons(about: &[u8; 32]) -> Vec<&[u8]> {
        about.chunks(ABOUT).filter(|person| **person != [0; ABOUT]).collect()
    }
    let (erased, now) = (persons(erased), persons(now));
    !erased.is_empty() && !now.is_empty() && !erased.iter().any(|person| now.contains(person))
}

#[cfg(test)]
mod tests {
    use super::about_others;

    fn about(persons: &[u8]) -> [u8; 32] {
        let mut about = [0; 32];
        for (place, person) in about.chunks_mut(8).zip(persons) {
            place.fill(*person);
        }
        about
    }

    #[test]
    fn only_a_record_of_known_other_people_is_another() {
        assert!(about_others(&about(&[1]), &about(&[2])));
        assert!(about_others(&about(&[1, 2]), &about(&[3, 4, 5])));
        assert!(!about_others(&about(&[1]), &about(&[1])));
        assert!(!about_others(&about(&[1, 2]), &about(&[2])), "half of a restore");
        assert!(!about_others(&about(&[]), &about(&[2])), "nobody was known");
        assert!(!about_others(&about(&[1]), &about(&[])), "its links were not restored");
    }
}
