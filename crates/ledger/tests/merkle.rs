//! The tree against a naive reading of RFC 6962, section 2.1, on arbitrary trees.
#![allow(clippy::unwrap_used, reason = "a test may fail")]

use std::collections::HashMap;

use gestand_ledger::merkle::{
    MerkleError, consistency_proof, empty_root, inclusion_proof, leaf_hash, node_hash, verify_consistency,
    verify_inclusion,
};
use gestand_ledger::{Frontier, Hash, NodeId};
use proptest::prelude::*;

fn k(n: usize) -> usize {
    n.next_power_of_two() / 2
}

fn mth(d: &[Hash]) -> Hash {
    match d {
        [] => empty_root(),
        [leaf] => *leaf,
        _ => node_hash(&mth(&d[..k(d.len())]), &mth(&d[k(d.len())..])),
    }
}

fn path(m: usize, d: &[Hash]) -> Vec<Hash> {
    if d.len() == 1 {
        return Vec::new();
    }
    let (left, right) = d.split_at(k(d.len()));
    let (mut proof, other) =
        if m < left.len() { (path(m, left), mth(right)) } else { (path(m - left.len(), right), mth(left)) };
    proof.push(other);
    proof
}

fn subproof(m: usize, d: &[Hash], whole: bool) -> Vec<Hash> {
    if m == d.len() {
        return if whole { Vec::new() } else { vec![mth(d)] };
    }
    let (left, right) = d.split_at(k(d.len()));
    let (mut proof, other) = if m <= left.len() {
        (subproof(m, left, whole), mth(right))
    } else {
        (subproof(m - left.len(), right, false), mth(left))
    };
    proof.push(other);
    proof
}

/// The tree of `size` entries with all its rows.
fn tree(size: usize) -> (Vec<Hash>, HashMap<NodeId, Hash>, Frontier) {
    let leaves: Vec<Hash> = (0..size).map(|i| leaf_hash(format!("entry {i}").as_bytes())).collect();
    let (mut nodes, mut frontier) = (HashMap::new(), Frontier::default());
    for leaf in &leaves {
        for node in frontier.append(*leaf).unwrap() {
            assert!(nodes.insert(node.id(), node.hash).is_none(), "a row is written once");
        }
    }
    (leaves, nodes, frontier)
}

#[test]
fn every_proof_in_small_trees_is_that_of_the_rfc() {
    for size in 1..=33 {
        let (leaves, nodes, frontier) = tree(size);
        let root = frontier.root();
        assert_eq!(root, mth(&leaves));
        for index in 0..size {
            let proof = inclusion_proof(size as u64, index as u64, |id| nodes.get(&id).copied()).unwrap();
            assert_eq!(proof, path(index, &leaves), "inclusion of {index} in {size}");
            verify_inclusion(leaves[index], index as u64, size as u64, &proof, &root).unwrap();
        }
        for old in 1..=size {
            let proof = consistency_proof(old as u64, size as u64, |id| nodes.get(&id).copied()).unwrap();
            assert_eq!(proof, subproof(old, &leaves, true), "consistency of {old} with {size}");
            verify_consistency(old as u64, &mth(&leaves[..old]), size as u64, &root, &proof).unwrap();
        }
    }
}

#[test]
fn questions_without_an_answer_are_errors() {
    let (_, nodes, frontier) = tree(5);
    let lookup = |id: NodeId| nodes.get(&id).copied();
    assert_eq!(inclusion_proof(5, 5, lookup), Err(MerkleError::OutOfRange { index: 5, size: 5 }));
    assert_eq!(consistency_proof(6, 5, lookup), Err(MerkleError::Shrunk { old: 6, new: 5 }));
    let gone = NodeId { level: 1, index: 0 };
    let partial = |id| if id == gone { None } else { lookup(id) };
    assert_eq!(inclusion_proof(5, 2, partial), Err(MerkleError::MissingNode(gone)));
    assert_eq!(consistency_proof(0, 5, lookup), Ok(vec![]));
    assert_eq!(verify_consistency(0, &empty_root(), 5, &frontier.root(), &[]), Ok(()));
    assert_eq!(verify_consistency(0, &[7; 32], 5, &frontier.root(), &[]), Err(MerkleError::WrongProof));
    assert_eq!(verify_consistency(0, &empty_root(), 0, &[7; 32], &[]), Err(MerkleError::WrongProof));
}

proptest! {
    #[test]
    fn a_changed_proof_is_refused(size in 1..200usize, pick in any::<prop::sample::Index>(), bit in 0..256usize) {
        let (leaves, nodes, frontier) = tree(size);
        let index = pick.index(size);
        let lookup = |id: NodeId| nodes.get(&id).copied();
        let root = frontier.root();
        let proof = inclusion_proof(size as u64, index as u64, lookup).unwrap();
        prop_assert_eq!(&proof, &path(index, &leaves));
        for at in 0..proof.len() {
            let mut bad = proof.clone();
            bad[at][bit / 8] ^= 1 << (bit % 8);
            prop_assert!(verify_inclusion(leaves[index], index as u64, size as u64, &bad, &root).is_err());
        }
        let mut longer = proof.clone();
        longer.push(root);
        prop_assert!(verify_inclusion(leaves[index], index as u64, size as u64, &longer, &root).is_err());
        let other = (index + 1) % size;
        if other != index {
            prop_assert!(verify_inclusion(leaves[index], other as u64, size as u64, &proof, &root).is_err());
        }

        let old = index + 1;
        let proof = consistency_proof(old as u64, size as u64, lookup).unwrap();
        prop_assert_eq!(&proof, &subproof(old, &leaves, true));
        let mut old_root = mth(&leaves[..old]);
        prop_assert_eq!(verify_consistency(old as u64, &old_root, size as u64, &root, &proof), Ok(()));
        for at in 0..proof.len() {
            let mut bad = proof.clone();
            bad[at][bit / 8] ^= 1 << (bit % 8);
            prop_assert!(verify_consistency(old as u64, &old_root, size as u64, &root, &bad).is_err());
        }
        old_root[bit / 8] ^= 1 << (bit % 8);
        prop_assert!(verify_consistency(old as u64, &old_root, size as u64, &root, &proof).is_err());
    }

    #[test]
    fn hostile_numbers_do_not_panic(index: u64, size: u64, proof in prop::collection::vec(any::<Hash>(), 0..70)) {
        prop_assert!(verify_inclusion([0; 32], index, size, &proof, &[9; 32]).is_err());
        prop_assert!(verify_consistency(index, &[1; 32], size, &[0; 32], &proof).is_err());
        let _ = inclusion_proof(size, index, |_| Some([0; 32]));
        let _ = consistency_proof(index, size, |_| Some([0; 32]));
    }
}
