//! Inclusion and consistency proofs: made from complete subtrees, checked with nothing but hashes.
//!
//! A proof is a list of ranges of leaves; the hash of a range is folded from the complete subtrees it consists of (its
//! *recipe*). A caller with a database asks for the recipes, fetches those rows, and then makes the proof.

use super::{Hash, MerkleError, NodeId, fold, node_hash};

/// Per hash of the inclusion proof the complete subtrees it is folded from, left to right; most have one.
///
/// # Errors
/// [`MerkleError::OutOfRange`] when the tree of `size` entries has no entry `index`.
pub fn inclusion_nodes(size: u64, index: u64) -> Result<Vec<Vec<NodeId>>, MerkleError> {
    if index >= size {
        return Err(MerkleError::OutOfRange { index, size });
    }
    let (mut start, mut end) = (0, size);
    let mut recipes = Vec::new();
    while end - start > 1 {
        let middle = start + split(end - start);
        if index < middle {
            recipes.push(recipe(middle, end));
            end = middle;
        } else {
            recipes.push(recipe(start, middle));
            start = middle;
        }
    }
    recipes.reverse();
    Ok(recipes)
}

/// As [`inclusion_nodes`], for the proof that the tree of `old` entries is the beginning of the tree of `new`.
///
/// # Errors
/// [`MerkleError::Shrunk`] when `old` is more than `new`.
pub fn consistency_nodes(old: u64, new: u64) -> Result<Vec<Vec<NodeId>>, MerkleError> {
    if old > new {
        return Err(MerkleError::Shrunk { old, new });
    }
    let mut recipes = Vec::new();
    if old == 0 || old == new {
        return Ok(recipes);
    }
    // SUBPROOF of RFC 6962, section 2.1.2, walked from the root down.
    let (mut start, mut end) = (0, new);
    while end != old {
        let middle = start + split(end - start);
        if old <= middle {
            recipes.push(recipe(middle, end));
            end = middle;
        } else {
            recipes.push(recipe(start, middle));
            start = middle;
        }
    }
    if start != 0 {
        recipes.push(recipe(start, end));
    }
    recipes.reverse();
    Ok(recipes)
}

/// The inclusion proof of entry `index` in the tree of `size` entries, from the leaf's sibling up.
///
/// # Errors
/// [`MerkleError::OutOfRange`], or [`MerkleError::MissingNode`] when `lookup` lacks a complete subtree.
pub fn inclusion_proof(
    size: u64,
    index: u64,
    lookup: impl Fn(NodeId) -> Option<Hash>,
) -> Result<Vec<Hash>, MerkleError> {
    cook(inclusion_nodes(size, index)?, lookup)
}

/// The proof that the tree of `old` entries is the beginning of the tree of `new` entries.
///
/// # Errors
/// [`MerkleError::Shrunk`], or [`MerkleError::MissingNode`] when `lookup` lacks a complete subtree.
pub fn consistency_proof(
    old: u64,
    new: u64,
    lookup: impl Fn(NodeId) -> Option<Hash>,
) -> Result<Vec<Hash>, MerkleError> {
    cook(consistency_nodes(old, new)?, lookup)
}

/// Checks that `leaf` (a leaf hash) is entry `index` of the tree with this size and root (RFC 9162, section 2.1.3.2).
///
/// # Errors
/// [`MerkleError::OutOfRange`] or [`MerkleError::WrongProof`].
pub fn verify_inclusion(leaf: Hash, index: u64, size: u64, proof: &[Hash], root: &Hash) -> Result<(), MerkleError> {
    if index >= size {
        return Err(MerkleError::OutOfRange { index, size });
    }
    let (mut node, mut last, mut hash) = (index, size - 1, leaf);
    for sibling in proof {
        if last == 0 {
            return Err(MerkleError::WrongProof);
        }
        if node & 1 == 1 || node == last {
            hash = node_hash(sibling, &hash);
            while node & 1 == 0 && node != 0 {
                node >>= 1;
                last >>= 1;
            }
        } else {
            hash = node_hash(&hash, sibling);
        }
        node >>= 1;
        last >>= 1;
    }
    if last == 0 && hash == *root { Ok(()) } else { Err(MerkleError::WrongProof) }
}

/// Checks that the tree of `old` entries is the beginning of the tree of `new` entries (RFC 9162, section 2.1.4.2).
///
/// # Errors
/// [`MerkleError::Shrunk`] or [`MerkleError::WrongProof`].
pub fn verify_consistency(
    old: u64,
    old_root: &Hash,
    new: u64,
    new_root: &Hash,
    proof: &[Hash],
) -> Result<(), MerkleError> {
    if old > new {
        return Err(MerkleError::Shrunk { old, new });
    }
    if old == 0 || old == new {
        let same = if old == new { old_root == new_root } else { *old_root == super::empty_root() };
        return if same && proof.is_empty() { Ok(()) } else { Err(MerkleError::WrongProof) };
    }
    let (first, rest) = match proof.split_first() {
        _ if old.is_power_of_two() => (old_root, proof),
        Some((first, rest)) => (first, rest),
        None => return Err(MerkleError::WrongProof),
    };
    let shift = (old - 1).trailing_ones();
    let (mut node, mut last) = ((old - 1) >> shift, (new - 1) >> shift);
    let (mut as_old, mut as_new) = (*first, *first);
    for sibling in rest {
        if last == 0 {
            return Err(MerkleError::WrongProof);
        }
        if node & 1 == 1 || node == last {
            as_old = node_hash(sibling, &as_old);
            as_new = node_hash(sibling, &as_new);
            while node & 1 == 0 && node != 0 {
                node >>= 1;
                last >>= 1;
            }
        } else {
            as_new = node_hash(&as_new, sibling);
        }
        node >>= 1;
        last >>= 1;
    }
    if last == 0 && as_old == *old_root && as_new == *new_root { Ok(()) } else { Err(MerkleError::WrongProof) }
}

/// The largest power of two smaller than `count`, which is at least 2.
fn split(count: u64) -> u64 {
    1 << (count - 1).ilog2()
}

/// The complete subtrees that make up the leaves `start..end`, left to right; `start` is a left edge of the tree.
fn recipe(mut start: u64, end: u64) -> Vec<NodeId> {
    let mut nodes = Vec::new();
    while start < end {
        let level = (end - start).ilog2();
        nodes.push(NodeId { level: level as u8, index: start >> level });
        start += 1 << level;
    }
    nodes
}

/// Folds every recipe to its hash.
fn cook(recipes: Vec<Vec<NodeId>>, lookup: impl Fn(NodeId) -> Option<Hash>) -> Result<Vec<Hash>, MerkleError> {
    let cooked = recipes.into_iter().map(|nodes| {
        let found = nodes.into_iter().map(|id| lookup(id).ok_or(MerkleError::MissingNode(id)));
        Ok(fold(&found.collect::<Result<Vec<_>, _>>()?))
    });
    cooked.filter_map(Result::transpose).collect()
}
