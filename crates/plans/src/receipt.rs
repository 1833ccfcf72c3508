//! The receipts of steps: what was found by a fresh read, and keyed digests of the records.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::sync::Arc;

use gestand_base::StepId;
use gestand_ledger::{Entry, EntryKind};
use gestand_store::{ErasedRow, StepKey, StepRow, StepVerb};
use serde_json::json;
use tokio::task::JoinHandle;

use crate::run::Run;
use crate::{PlanError, about_of, digest_of_record, entry};

/// What a step did, for its receipt.
pub(crate) struct Done {
    pub affected: u64,
    pub absent: u64,
    /// Keys that were left alone: a hold is on them, or they are no longer due.
    pub left: BTreeSet<String>,
    pub values: Digests,
    /// Of every record of the step.
    pub names: Vec<Name>,
}

/// What a record is called where its key may not stand.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Name {
    /// Keyed digest of source, class and key.
    digest: [u8; 32],
    /// Whom it was about, where it goes as a whole ([`ErasedRow::about`]).
    about: [u8; 32],
}

impl Done {
    /// Records that were left alone.
    fn withheld(&self) -> u64 {
        u64::try_from(self.left.len()).unwrap_or(u64::MAX)
    }
}

/// Of a rectification: keyed digests of what stood there, and of what stands there now.
pub(crate) type Digests = Option<([u8; 32], [u8; 32])>;

/// What is written down of a step that was done.
struct Receipt {
    entry: Entry,
    /// Of the records that were worked on.
    digests: Vec<[u8; 32]>,
    erased: Vec<ErasedRow>,
}

/// What the records that a verb was done to are called in receipts.
pub(crate) fn counted_as(verb: StepVerb) -> &'static str {
    match verb {
        StepVerb::Delete | StepVerb::Clear => "absent",
        StepVerb::Anonymise => "anonymised",
        StepVerb::Rectify => "rectified",
        StepVerb::Restrict => "restricted",
        StepVerb::Lift => "lifted",
    }
}

impl Run<'_> {
    /// Works out on another thread what the records of a step are called.
    pub fn names(&self, step: &Arc<StepRow>) -> JoinHandle<Vec<Name>> {
        let (engine, step) = (self.engine.clone(), Arc::clone(step));
        tokio::task::spawn_blocking(move || {
            let name = |key: &StepKey| Name {
                digest: digest_of_record(&engine, &step.source, &step.class, &key.key),
                about: match step.verb {
                    StepVerb::Delete => about_of(&engine, &step.source, key.subjects.iter().map(String::as_str)),
                    _ => [0; 32],
                },
            };
            step.keys.iter().map(name).collect()
        })
    }

    /// Writes the receipts: what was found, and keyed digests of the records. `untouched` wait for another run.
    pub async fn record(&self, done: &[(Arc<StepRow>, Done)], untouched: &[StepId]) -> Result<(), PlanError> {
        if done.is_empty() && untouched.is_empty() {
            return Ok(());
        }
        let engine = self.engine;
        let mut receipts = Vec::new();
        for (step, done) in done {
            receipts.push(self.receipt(step, done));
        }
        let mut tx = self.begin("step_record").await?;
        for step in untouched {
            tx.step_set_pending(*step).await?;
        }
        for ((step, _), receipt) in done.iter().zip(&receipts) {
            // Who was mentioned in an erased document is forgotten with it.
            let holds_documents = || engine.sources.get(&step.source).is_some_and(|one| one.documents().is_some());
            if !receipt.erased.is_empty() && holds_documents() {
                tx.documents_forget(&receipt.digests).await?;
            }
            tx.erased_insert(&receipt.erased, engine.clock.now()).await?;
        }
        // Last: the head of the ledger is locked from here on.
        let entries = receipts.into_iter().map(|receipt| receipt.entry);
        let first = tx.ledger_append_all(entries.collect()).await?;
        for (index, (step, done)) in (first..).zip(done) {
            tx.step_verified(step.id, done.affected, done.absent, done.withheld(), index).await?;
        }
        // What the power takes is done again, and read afresh; the certificate is on disk after all of it.
        Ok(tx.commit_soon().await?)
    }

    fn receipt(&self, step: &StepRow, done: &Done) -> Receipt {
        let engine = self.engine;
        let worked = || step.keys.iter().zip(&done.names).filter(|(key, _)| !done.left.contains(&key.key));
        let digests: Vec<[u8; 32]> = worked().map(|(_, name)| name.digest).collect();
        let mut facts = json!({
            "source": step.source, "class": step.class, "verb": step.verb, "rule": step.rule,
            "records": step.keys.len(), counted_as(step.verb): done.absent, "withheld": done.withheld(),
            "records_digest": hex(&engine.keys.digest("records", digests.as_flattened())),
        });
        if let Some((old, new)) = &done.values {
            facts["old_values_digest"] = hex(old).into();
            facts["new_values_digest"] = hex(new).into();
        }
        let mut erased = Vec::new();
        if step.verb == StepVerb::Delete {
            let (plan, step) = (self.plan.id, step.id);
            erased.extend(worked().map(|(_, &Name { digest, about })| ErasedRow { digest, about, plan, step }));
        }
        let entry = entry(engine, EntryKind::StepApplied, Some(self.plan.id.to_string()), facts);
        Receipt { entry, digests, erased }
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}
