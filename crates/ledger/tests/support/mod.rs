//! A small ledger with everything a database would hold of it.

use std::collections::{BTreeMap, HashMap};

use gestand_ledger::merkle::inclusion_proof;
use gestand_ledger::{
    Checkpoint, Entry, EntryKind, Frontier, Hash, NodeId, Receipt, SignedCheckpoint, SigningKey, StoredLeaf, leaf_hash,
};
use serde_json::json;

#[derive(Debug, Clone, Default)]
pub struct Ledger {
    pub leaves: Vec<StoredLeaf>,
    pub nodes: HashMap<NodeId, Hash>,
    pub head: Frontier,
}

pub fn key() -> SigningKey {
    SigningKey::from_seed("woningstichting.example/ledger", &[5; 32]).unwrap()
}

pub fn entry(number: u64) -> Entry {
    Entry {
        at: 1_790_000_000_000_000 + number as i64,
        kind: EntryKind::StepApplied,
        policy: "2026-01".to_owned(),
        subject: None,
        reference: Some(format!("step-{number}")),
        facts: BTreeMap::from([("affected".to_owned(), json!(number))]),
    }
}

impl Ledger {
    pub fn of(size: u64) -> Self {
        let mut ledger = Ledger::default();
        (0..size).for_each(|number| ledger.append(entry(number).to_leaf()));
        ledger
    }

    pub fn append(&mut self, leaf: Vec<u8>) {
        let hash = leaf_hash(&leaf);
        self.leaves.push(StoredLeaf { index: self.head.size(), leaf, hash });
        self.nodes.extend(self.head.append(hash).unwrap().iter().map(|node| (node.id(), node.hash)));
    }

    pub fn signed(&self) -> SignedCheckpoint {
        Checkpoint::sign(self.head.size(), self.head.root(), &key()).unwrap()
    }

    pub fn checkpoint(&self) -> Checkpoint {
        self.signed().verify(key().verifier()).unwrap().clone()
    }

    pub fn receipt(&self, index: u64) -> Receipt {
        let path = inclusion_proof(self.head.size(), index, |id| self.nodes.get(&id).copied()).unwrap();
        Receipt { leaf: self.leaves[index as usize].leaf.clone(), index, path, checkpoint: self.signed() }
    }
}
