//! The audit names the first thing that was changed, whatever a forger changed with it.
#![allow(clippy::unwrap_used, reason = "a test may fail")]

#[expect(dead_code, reason = "the receipts are for the other tests")]
mod support;

use gestand_ledger::merkle::node_hash;
use gestand_ledger::{AuditReport, Auditor, Checkpoint, Fault, Frontier, NodeId, audit, leaf_hash, nodes_completed};
use proptest::prelude::*;
use support::{Ledger, entry};

fn run(ledger: &Ledger, checkpoints: Vec<Checkpoint>) -> AuditReport {
    let leaves = ledger.leaves.iter().cloned().map(Ok::<_, std::io::Error>);
    audit(leaves, |id| ledger.nodes.get(&id).copied(), &ledger.head, checkpoints).unwrap()
}

fn fault(ledger: &Ledger, checkpoints: Vec<Checkpoint>) -> Option<Fault> {
    run(ledger, checkpoints).fault
}

#[test]
fn a_sound_ledger_is_sound() {
    let ledger = Ledger::of(21);
    let report = run(&ledger, vec![ledger.checkpoint(), Ledger::of(7).checkpoint(), Ledger::default().checkpoint()]);
    assert_eq!((report.entries, report.root, report.checkpoints, report.fault), (21, ledger.head.root(), 3, None));
    assert_eq!(fault(&Ledger::default(), vec![]), None);
}

#[test]
fn each_kind_of_tampering_is_located() {
    let good = Ledger::of(21);
    let signed = vec![Ledger::of(16).checkpoint(), good.checkpoint()];

    let mut bytes = good.clone();
    bytes.leaves[17].leaf = entry(99).to_leaf();
    let found = fault(&bytes, signed.clone()).unwrap();
    assert_eq!((found.to_string().as_str(), &found), ("entry 17 was changed", &Fault::EntryChanged { index: 17 }));

    let mut hash_too = bytes.clone();
    hash_too.leaves[17].hash = leaf_hash(&hash_too.leaves[17].leaf);
    assert_eq!(fault(&hash_too, vec![]), Some(Fault::NodeChanged { node: NodeId { level: 0, index: 17 } }));
    hash_too.nodes.insert(NodeId { level: 0, index: 17 }, hash_too.leaves[17].hash);
    let found = fault(&hash_too, vec![]).unwrap();
    assert_eq!(found, Fault::NodeChanged { node: NodeId { level: 1, index: 8 } });
    assert!(found.to_string().contains("16 to 17"), "{found}");

    let mut all = Ledger::default();
    good.leaves
        .iter()
        .for_each(|leaf| all.append(if leaf.index == 17 { entry(99).to_leaf() } else { leaf.leaf.clone() }));
    assert_eq!(fault(&all, vec![]), None, "without a checkpoint a full rewrite cannot be seen");
    let found = fault(&all, signed.clone()).unwrap();
    assert_eq!(found, Fault::CheckpointMismatch { size: 21, sound: 16 });

    let mut gap = good.clone();
    gap.leaves.remove(4);
    assert_eq!(fault(&gap, vec![]), Some(Fault::EntryMissing { index: 4 }));

    let mut row = good.clone();
    row.nodes.remove(&NodeId { level: 2, index: 1 });
    assert_eq!(fault(&row, vec![]), Some(Fault::NodeMissing { node: NodeId { level: 2, index: 1 } }));

    let mut head = good.clone();
    head.head = Frontier::new(21, vec![[1; 32]; 3]).unwrap();
    assert_eq!(fault(&head, vec![]), Some(Fault::HeadMismatch { head: 21, entries: 21 }));

    assert_eq!(fault(&Ledger::of(20), signed), Some(Fault::Truncated { entries: 20, signed: 21 }));

    let mut rubbish = good.clone();
    rubbish.append(b"not an entry".to_vec());
    assert_eq!(fault(&rubbish, vec![]), Some(Fault::EntryUnreadable { index: 21 }));
}

proptest! {
    #[test]
    fn pages_need_only_the_rows_they_complete(size in 0..80u64, page in 1..20u64) {
        let ledger = Ledger::of(size);
        let mut auditor = Auditor::new(vec![ledger.checkpoint()]);
        for from in (0..size).step_by(page as usize) {
            let to = (from + page).min(size);
            let fetched = nodes_completed(from, to);
            let lookup = |id: NodeId| {
                let here = fetched.iter().any(|(level, nodes)| *level == id.level && nodes.contains(&id.index));
                here.then(|| ledger.nodes[&id])
            };
            prop_assert!(auditor.page(&ledger.leaves[from as usize..to as usize], lookup));
        }
        prop_assert_eq!(auditor.finish(&ledger.head).fault, None);
    }

    #[test]
    fn a_changed_row_is_named(size in 1..60u64, pick in any::<prop::sample::Index>(), bit in 0..256usize) {
        let mut ledger = Ledger::of(size);
        let mut rows: Vec<NodeId> = ledger.nodes.keys().copied().collect();
        rows.sort();
        let node = *pick.get(&rows);
        ledger.nodes.entry(node).and_modify(|hash| hash[bit / 8] ^= 1 << (bit % 8));
        prop_assert_eq!(fault(&ledger, vec![]), Some(Fault::NodeChanged { node }));
    }
}

#[test]
fn rows_are_what_the_rfc_says() {
    let ledger = Ledger::of(2);
    let [left, right] = [0, 1].map(|index| ledger.nodes[&NodeId { level: 0, index }]);
    assert_eq!(ledger.head.root(), node_hash(&left, &right));
}
