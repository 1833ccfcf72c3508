//! Entries for the ledger, and the signature under its head.

use std::collections::BTreeMap;

use gestand_ledger::{Checkpoint, Entry, EntryKind};
use gestand_store::Tx;
use serde_json::Value;

use crate::{Engine, PlanError};

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

/// Signs the head of the ledger as it is in this transaction.
pub async fn sign_head(engine: &Engine, tx: &mut Tx) -> Result<(), PlanError> {
    let head = tx.ledger_head().await?;
    let checkpoint = Checkpoint::sign(head.size(), head.root(), &engine.signer)?;
    tx.ledger_checkpoint_set(checkpoint.as_str()).await?;
    Ok(())
}
