//! The ledger's rows: what is appended can be proven and audited.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use gestand_ledger::merkle::{verify_consistency, verify_inclusion};
use gestand_ledger::{
    AuditReport, Auditor, Entry, EntryKind, Fault, Frontier, NodeId, SignedCheckpoint, SigningKey, leaf_hash,
    nodes_completed,
};
use gestand_store::{Store, StoreError, Tx};
use serde_json::json;

use crate::common::{at, databases};

pub fn entry(number: u64, reference: Option<&str>) -> Entry {
    Entry {
        at: at(0).as_microsecond(),
        kind: EntryKind::StepApplied,
        policy: "2026-1".into(),
        subject: None,
        reference: reference.map(str::to_owned),
        facts: BTreeMap::from([("number".into(), json!(number))]),
    }
}

/// Appends so many entries.
async fn fill(store: &Store, count: u64) {
    let mut tx = store.write("test").await.unwrap();
    for number in 0..count {
        assert_eq!(tx.ledger_append(entry(number, None)).await.unwrap(), number);
    }
    tx.commit().await.unwrap();
}

/// Audits the stored ledger in small pages.
pub async fn audit(tx: &mut Tx) -> AuditReport {
    let mut auditor = Auditor::new(vec![]);
    let mut from = 0;
    loop {
        let leaves = tx.ledger_leaves(from, 4).await.unwrap();
        let to = from + leaves.len() as u64;
        let mut nodes = HashMap::new();
        for (level, indexes) in nodes_completed(from, to) {
            for node in tx.ledger_nodes(level, indexes).await.unwrap() {
                nodes.insert(node.id(), node.hash);
            }
        }
        if leaves.is_empty() || !auditor.page(&leaves, |id| nodes.get(&id).copied()) {
            return auditor.finish(&tx.ledger_head().await.unwrap());
        }
        from = to;
    }
}

#[tokio::test]
async fn every_entry_is_proven_in_every_tree_that_holds_it() {
    for db in databases().await {
        fill(&db.store, 11).await;
        let mut tx = db.store.read().await.unwrap();
        assert_eq!(tx.ledger_size().await.unwrap(), 11);
        let mut frontier = Frontier::default();
        let mut roots = vec![frontier.root()];
        for index in 0..11 {
            let leaf = tx.ledger_leaf(index).await.unwrap().unwrap();
            assert_eq!(leaf, entry(index, None).to_leaf());
            frontier.append(leaf_hash(&leaf)).unwrap();
            roots.push(frontier.root());
        }
        assert_eq!(tx.ledger_head().await.unwrap(), frontier);
        for size in 1..=11 {
            let root = &roots[size as usize];
            for index in 0..size {
                let proof = tx.ledger_inclusion(index, size).await.unwrap();
                let leaf = leaf_hash(&entry(index, None).to_leaf());
                verify_inclusion(leaf, index, size, &proof, root).unwrap();
            }
            let proof = tx.ledger_consistency(size, 11).await.unwrap();
            verify_consistency(size, root, 11, &roots[11], &proof).unwrap();
        }
        assert_eq!(
            tx.ledger_node(NodeId { level: 0, index: 3 }).await.unwrap(),
            Some(leaf_hash(&entry(3, None).to_leaf()))
        );
        assert_eq!(tx.ledger_node(NodeId { level: 3, index: 1 }).await.unwrap(), None, "that subtree is not complete");
        assert!(matches!(tx.ledger_inclusion(11, 11).await, Err(StoreError::Missing("ledger_leaf"))));
        assert!(tx.ledger_leaf(11).await.unwrap().is_none());
    }
}

#[tokio::test]
async fn entries_are_found_by_what_they_are_about() {
    for db in databases().await {
        let mut tx = db.store.write("test").await.unwrap();
        for (number, reference) in [(0, Some("plan-1")), (1, None), (2, Some("plan-2")), (3, Some("plan-1"))] {
            tx.ledger_append(entry(number, reference)).await.unwrap();
        }
        tx.ledger_push(entry(9, None));
        let more = vec![entry(4, None), entry(5, None)];
        assert_eq!(tx.ledger_append_all(more).await.unwrap(), 5, "behind what was pushed");
        let found = tx.ledger_entries_for("plan-1").await.unwrap();
        assert_eq!(found, [(0, entry(0, Some("plan-1"))), (3, entry(3, Some("plan-1")))]);
    }
}

/// What told nobody waits; whoever commits next takes it along, and the head is signed.
#[tokio::test]
async fn entries_wait_for_the_next_who_settles_and_keep_their_order() {
    for db in databases().await {
        let signer = Arc::new(SigningKey::from_seed("gestand/test", &[7; 32]).unwrap());
        db.store.sign_with(Arc::clone(&signer));
        for numbers in [0..2, 2..3] {
            let mut tx = db.store.write("test").await.unwrap();
            numbers.for_each(|number| tx.ledger_push(entry(number, None)));
            tx.commit_soon().await.unwrap();
        }
        let mut tx = db.store.read().await.unwrap();
        assert_eq!((tx.ledger_size().await.unwrap(), tx.ledger_checkpoint().await.unwrap()), (0, None));
        drop(tx);
        let mut tx = db.store.write("test").await.unwrap();
        tx.ledger_push(entry(3, None));
        tx.commit().await.unwrap();

        let mut tx = db.store.read().await.unwrap();
        for number in 0..4 {
            assert_eq!(tx.ledger_leaf(number).await.unwrap().unwrap(), entry(number, None).to_leaf());
        }
        let signed = SignedCheckpoint::parse(&tx.ledger_checkpoint().await.unwrap().unwrap()).unwrap();
        assert_eq!(signed.verify(signer.verifier()).unwrap().size, 4);
        drop(tx);

        // Of a program that ended before, and of a transaction that was dropped.
        let mut tx = db.store.write("test").await.unwrap();
        tx.ledger_push(entry(4, None));
        tx.commit_soon().await.unwrap();
        let mut tx = db.store.write("test").await.unwrap();
        tx.ledger_push(entry(5, None));
        drop(tx);
        db.store.settle_waiting().await.unwrap();
        let mut tx = db.store.read().await.unwrap();
        assert_eq!(tx.ledger_size().await.unwrap(), 5);
        assert!(audit(&mut tx).await.is_sound());
    }
}

#[tokio::test]
async fn the_audit_finds_the_entry_that_was_changed() {
    for db in databases().await {
        fill(&db.store, 11).await;
        let mut tx = db.store.read().await.unwrap();
        let report = audit(&mut tx).await;
        assert_eq!((report.entries, report.fault), (11, None));
        drop(tx);
        db.script("UPDATE ledger_leaf SET leaf = (SELECT leaf FROM ledger_leaf WHERE idx = 2) WHERE idx = 7").await;
        let mut tx = db.store.read().await.unwrap();
        assert_eq!(audit(&mut tx).await.fault, Some(Fault::EntryChanged { index: 7 }));
        drop(tx);
        db.script("UPDATE ledger_leaf SET hash = (SELECT hash FROM ledger_leaf WHERE idx = 2) WHERE idx = 7").await;
        let mut tx = db.store.read().await.unwrap();
        let report = audit(&mut tx).await;
        assert_eq!(report.fault, Some(Fault::NodeChanged { node: NodeId { level: 1, index: 3 } }));
    }
}
