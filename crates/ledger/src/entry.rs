//! A ledger entry and its one canonical form as bytes.

use std::collections::BTreeMap;
use std::fmt;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::Digest;

/// The largest leaf that is read, in bytes; an entry is a few hundred.
const MAX_LEAF: usize = 64 * 1024;

/// Defines the kinds with their name in a leaf and their meaning for a reader of a receipt.
macro_rules! kinds {
    ($($kind:ident $name:literal $meaning:literal)*) => {
        /// What happened.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        pub enum EntryKind {$(
            #[doc = $meaning]
            #[serde(rename = $name)]
            $kind,
        )*}

        impl EntryKind {
            /// Every kind.
            pub const ALL: &[EntryKind] = &[$(EntryKind::$kind),*];

            /// The name in a leaf, snake_case.
            pub const fn as_str(self) -> &'static str {
                match self { $(EntryKind::$kind => $name),* }
            }

            /// What it means, as an English sentence without a full stop.
            pub const fn meaning(self) -> &'static str {
                match self { $(EntryKind::$kind => $meaning),* }
            }
        }
    };
}

kinds! {
    PolicyActivated "policy_activated" "A version of the privacy policy came into force"
    PolicyProposed "policy_proposed" "A version of the privacy policy was proposed to a second officer"
    PolicyApproved "policy_approved" "A second officer approved a version of the privacy policy"
    PolicyReturned "policy_returned" "A proposed or approved version of the privacy policy was sent or taken back"
    CaseOpened "case_opened" "A request was received and registered"
    IdentityConfirmed "identity_confirmed" "The identity of the person who asked was confirmed"
    CopyReceived "copy_received" "A shielded copy of an identity document was received"
    CopyRefused "copy_refused" "A copy of an identity document was not shielded as promised: it was refused and not kept"
    CopyDestroyed "copy_destroyed" "The copy of an identity document was destroyed"
    SubjectResolved "subject_resolved" "The person was looked up in the sources"
    SourceAnswered "source_answered" "A source answered, or a colleague did for it"
    RecordJudged "record_judged" "It was decided what happens to a record"
    PackageBuilt "package_built" "The answer to a request was put together"
    PackageDelivered "package_delivered" "The answer to a request was delivered"
    TermExtended "term_extended" "The term of a request was extended"
    CaseClosed "case_closed" "A request was closed"
    CaseReopened "case_reopened" "A request was taken up again, because a hold was released"
    PlanProposed "plan_proposed" "A plan for work on the sources was proposed"
    PlanApproved "plan_approved" "A plan was approved"
    StepApplied "step_applied" "A step of a plan was carried out and verified"
    DoneByHand "done_by_hand" "A colleague did in a source what was decided there, or said why not"
    RecipientTold "recipient_told" "A recipient was told of a correction, an erasure or a restriction, or it was said why not"
    LiftAnnounced "lift_announced" "It was announced that a restriction will be lifted"
    LiftTold "lift_told" "A person was told that a restriction will be lifted"
    StepFailed "step_failed" "A step of a plan failed"
    PlanCompleted "plan_completed" "A plan was completed"
    PlanCancelled "plan_cancelled" "A plan was cancelled"
    HoldPlaced "hold_placed" "Destruction of a record was put on hold"
    HoldReleased "hold_released" "A hold was released"
    StatementHandedOver "statement_handed_over" "A person was given the privacy statement"
    ConsentGiven "consent_given" "A person gave consent"
    ConsentWithdrawn "consent_withdrawn" "A person withdrew consent"
    ObjectionMade "objection_made" "A person objected to a use of their data"
    ValueOpened "value_opened" "A sealed value was opened"
    PaperTakenIn "paper_taken_in" "A paper was handed in, made free of identification numbers, and put into a source"
    Disclosed "disclosed" "Data was given to a recipient"
    AccountCreated "account_created" "An employee got an account"
    AccountChanged "account_changed" "The account of an employee was changed"
    PromiseChecked "promise_checked" "A promise of the privacy statement was checked"
    PersonErased "erased_person" "The data and the key of a person were destroyed"
    KeysRotated "keys_rotated" "The root key of the vault was replaced"
    Restored "restored" "A backup was restored and the erasure register was replayed"
}

impl fmt::Display for EntryKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// One event in the ledger. It outlives the data it speaks of, so it **never holds personal data**, BSN least of all.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// When, in microseconds since 1970 UTC.
    pub at: i64,
    pub kind: EntryKind,
    /// The version of the policy that was in force.
    pub policy: String,
    /// Whom it is about: a keyed digest of the person id, never the person.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subject: Option<Digest>,
    /// The id of the case, plan or step it belongs to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reference: Option<String>,
    /// Whole numbers, ids and digests. **Never personal data**: a leaf cannot be erased.
    pub facts: BTreeMap<String, Value>,
}

/// Why bytes are not an entry.
#[derive(Debug, thiserror::Error)]
pub enum EntryError {
    #[error("the entry is larger than {MAX_LEAF} bytes")]
    TooLarge,
    #[error("the entry cannot be read; a newer version of this program may know it: {0}")]
    Unreadable(#[from] serde_json::Error),
    #[error("the time of the entry is outside the calendar")]
    Time,
    #[error("the entry is not written in its canonical form")]
    NotCanonical,
}

impl Entry {
    /// The leaf bytes: JSON, keys sorted, no whitespace. The same entry gives the same bytes, always.
    pub fn to_leaf(&self) -> Vec<u8> {
        let mut fields = vec![
            ("at", Value::from(self.at)),
            ("facts", Value::Object(self.facts.iter().map(|(key, fact)| (key.clone(), sorted(fact))).collect())),
            ("kind", Value::from(self.kind.as_str())),
            ("policy", Value::from(self.policy.as_str())),
        ];
        fields.extend(self.reference.iter().map(|reference| ("reference", Value::from(reference.as_str()))));
        fields.extend(self.subject.iter().map(|subject| ("subject", Value::from(subject.to_string()))));
        let object: Map<String, Value> = fields.into_iter().map(|(key, field)| (key.to_owned(), field)).collect();
        Value::Object(object).to_string().into_bytes()
    }

    /// Reads leaf bytes. Refuses any other way to write the same entry, so that bytes and entry are one to one.
    ///
    /// # Errors
    /// [`EntryError`]; hostile bytes never panic.
    pub fn from_leaf(leaf: &[u8]) -> Result<Self, EntryError> {
        if leaf.len() > MAX_LEAF {
            return Err(EntryError::TooLarge);
        }
        let entry: Entry = serde_json::from_slice(leaf)?;
        entry.time().ok_or(EntryError::Time)?;
        if entry.to_leaf() == leaf { Ok(entry) } else { Err(EntryError::NotCanonical) }
    }

    /// When; `None` when the number is outside the calendar.
    pub fn time(&self) -> Option<Timestamp> {
        Timestamp::from_microsecond(self.at).ok()
    }
}

/// The value with the keys of all objects in order, whatever map serde_json was built with.
fn sorted(value: &Value) -> Value {
    match value {
        Value::Array(items) => items.iter().map(sorted).collect(),
        Value::Object(map) => {
            let sorted_keys: BTreeMap<&String, &Value> = map.iter().collect();
            Value::Object(sorted_keys.into_iter().map(|(key, value)| (key.clone(), sorted(value))).collect())
        }
        other => other.clone(),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;

    fn entry() -> Entry {
        Entry {
            at: 1_760_000_000_000_000,
            kind: EntryKind::StepApplied,
            policy: "2026-01".into(),
            subject: Some(Digest([1; 32])),
            reference: Some("plan-1".into()),
            facts: BTreeMap::from([
                ("verified".into(), json!({"b": 2, "a": [1, null]})),
                ("affected".into(), json!(3)),
            ]),
        }
    }

    #[test]
    fn a_leaf_has_one_form() {
        let leaf = String::from_utf8(entry().to_leaf()).unwrap();
        let subject = "01".repeat(32);
        assert_eq!(
            leaf,
            format!(
                r#"{{"at":1760000000000000,"facts":{{"affected":3,"verified":{{"a":[1,null],"b":2}}}},"kind":"step_applied","policy":"2026-01","reference":"plan-1","subject":"{subject}"}}"#
            )
        );
        assert_eq!(Entry::from_leaf(leaf.as_bytes()).unwrap(), entry());
        let spaced = leaf.replace(",\"kind\"", ", \"kind\"");
        assert!(matches!(Entry::from_leaf(spaced.as_bytes()), Err(EntryError::NotCanonical)));
        let unknown = leaf.replace("\"policy\"", "\"extra\":1,\"policy\"");
        assert!(matches!(Entry::from_leaf(unknown.as_bytes()), Err(EntryError::Unreadable(_))));
        let twice = leaf.replace("\"affected\":3", "\"affected\":3,\"affected\":3");
        assert!(Entry::from_leaf(twice.as_bytes()).is_err());
    }

    #[test]
    fn kinds_are_written_as_they_are_named() {
        for kind in EntryKind::ALL {
            assert_eq!(serde_json::to_value(kind).unwrap(), json!(kind.as_str()));
        }
    }

    #[test]
    fn hostile_leaves_are_errors() {
        assert!(matches!(Entry::from_leaf(&vec![b'['; MAX_LEAF + 1]), Err(EntryError::TooLarge)));
        assert!(Entry::from_leaf(&vec![b'['; MAX_LEAF]).is_err());
        let far = String::from_utf8(Entry { at: i64::MAX, ..entry() }.to_leaf()).unwrap();
        assert!(matches!(Entry::from_leaf(far.as_bytes()), Err(EntryError::Time)));
    }

    proptest! {
        #[test]
        fn arbitrary_bytes_do_not_panic(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
            let _ = Entry::from_leaf(&bytes);
        }

        #[test]
        fn every_changed_byte_is_another_entry_or_none(at in any::<prop::sample::Index>(), with: u8) {
            let mut leaf = entry().to_leaf();
            let at = at.index(leaf.len());
            prop_assume!(leaf[at] != with);
            leaf[at] = with;
            if let Ok(other) = Entry::from_leaf(&leaf) {
                prop_assert_ne!(other, entry());
            }
        }
    }
}
