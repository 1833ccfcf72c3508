//! The RFC 6962 Merkle tree, kept as the hashes of complete subtrees: rows of (level, index, hash).
//!
//! Node (l, i) covers the leaves `i << l .. (i + 1) << l`. Such a row never changes once it is complete, so a
//! database only ever inserts. What lies right of the last complete subtree is folded when a proof is made.

mod proof;

use aws_lc_rs::digest::{Context, SHA256};

pub use proof::{
    consistency_nodes, consistency_proof, inclusion_nodes, inclusion_proof, verify_consistency, verify_inclusion,
};

/// A SHA-256 hash.
pub type Hash = [u8; 32];

/// A complete subtree: `level` 0 is a leaf; `index` counts subtrees of that level from the left.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct NodeId {
    pub level: u8,
    pub index: u64,
}

/// A row for the database: a complete subtree and its hash.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NodeHash {
    pub level: u8,
    pub index: u64,
    pub hash: Hash,
}

impl NodeHash {
    pub fn id(&self) -> NodeId {
        NodeId { level: self.level, index: self.index }
    }
}

/// Why a tree operation has no answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum MerkleError {
    #[error("entry {index} does not exist in a tree of {size} entries")]
    OutOfRange { index: u64, size: u64 },
    #[error("a tree of {old} entries cannot have grown to {new} entries")]
    Shrunk { old: u64, new: u64 },
    #[error("the stored node at level {} with index {} is missing", .0.level, .0.index)]
    MissingNode(NodeId),
    #[error("a frontier of {size} entries does not have {peaks} peaks")]
    BadFrontier { size: u64, peaks: usize },
    #[error("the tree is full")]
    Full,
    #[error("the proof does not lead to the root")]
    WrongProof,
}

/// The hash of an entry: SHA-256 of 0x00 and the leaf bytes (RFC 6962, section 2.1).
pub fn leaf_hash(leaf: &[u8]) -> Hash {
    sha256(&[&[0], leaf])
}

/// The hash of two subtrees: SHA-256 of 0x01, left, right.
pub fn node_hash(left: &Hash, right: &Hash) -> Hash {
    sha256(&[&[1], left, right])
}

/// The root of the tree without entries.
pub fn empty_root() -> Hash {
    sha256(&[])
}

fn sha256(parts: &[&[u8]]) -> Hash {
    let mut context = Context::new(&SHA256);
    parts.iter().for_each(|part| context.update(part));
    let mut hash = [0; 32];
    hash.copy_from_slice(context.finish().as_ref());
    hash
}

/// The right edge of the tree: all that is needed to append. `peaks` are the largest complete subtrees, left to right,
/// one for each bit of `size`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Frontier {
    size: u64,
    peaks: Vec<Hash>,
}

impl Frontier {
    /// # Errors
    /// [`MerkleError::BadFrontier`] when the number of peaks does not fit the size.
    pub fn new(size: u64, peaks: Vec<Hash>) -> Result<Self, MerkleError> {
        if peaks.len() == size.count_ones() as usize {
            Ok(Frontier { size, peaks })
        } else {
            Err(MerkleError::BadFrontier { size, peaks: peaks.len() })
        }
    }

    /// Reads the peaks from [`Frontier::to_bytes`].
    ///
    /// # Errors
    /// [`MerkleError::BadFrontier`] when the bytes are not the right number of hashes.
    pub fn from_bytes(size: u64, peaks: &[u8]) -> Result<Self, MerkleError> {
        let (hashes, rest) = peaks.as_chunks::<32>();
        if !rest.is_empty() {
            return Err(MerkleError::BadFrontier { size, peaks: hashes.len() });
        }
        Frontier::new(size, hashes.to_vec())
    }

    /// The peaks one after the other, 32 bytes each; the size is kept apart.
    pub fn to_bytes(&self) -> Vec<u8> {
        self.peaks.concat()
    }

    /// The number of entries.
    pub fn size(&self) -> u64 {
        self.size
    }

    /// Adds a leaf; gives every subtree that is complete now, the leaf itself first.
    ///
    /// # Errors
    /// [`MerkleError::Full`] after 2^64 - 1 entries.
    pub fn append(&mut self, leaf: Hash) -> Result<Vec<NodeHash>, MerkleError> {
        let size = self.size.checked_add(1).ok_or(MerkleError::Full)?;
        let mut made = vec![NodeHash { level: 0, index: self.size, hash: leaf }];
        let mut node = NodeHash { level: 0, index: self.size, hash: leaf };
        while node.index & 1 == 1 {
            let Some(left) = self.peaks.pop() else { break };
            node = NodeHash { level: node.level + 1, index: node.index >> 1, hash: node_hash(&left, &node.hash) };
            made.push(node);
        }
        self.peaks.push(node.hash);
        self.size = size;
        Ok(made)
    }

    /// The Merkle tree hash of all entries.
    pub fn root(&self) -> Hash {
        fold(&self.peaks).unwrap_or_else(empty_root)
    }
}

/// Joins neighbouring subtrees, each smaller than the one left of it, from the right; `None` without any.
fn fold(hashes: &[Hash]) -> Option<Hash> {
    let (last, rest) = hashes.split_last()?;
    Some(rest.iter().rfold(*last, |right, left| node_hash(left, &right)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Digest;

    /// The leaves and roots that the Certificate Transparency reference implementation publishes for RFC 6962.
    const LEAVES: [&[u8]; 8] = [
        b"",
        b"\x00",
        b"\x10",
        b"\x20\x21",
        b"\x30\x31",
        b"\x40\x41\x42\x43",
        b"\x50\x51\x52\x53\x54\x55\x56\x57",
        b"\x60\x61\x62\x63\x64\x65\x66\x67\x68\x69\x6a\x6b\x6c\x6d\x6e\x6f",
    ];
    const ROOTS: [&str; 9] = [
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
        "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
        "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
        "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
    ];

    #[test]
    fn roots_are_those_of_the_reference_implementation() {
        let mut frontier = Frontier::default();
        assert_eq!(Digest(frontier.root()).to_string(), ROOTS[0]);
        for (leaf, root) in LEAVES.iter().zip(&ROOTS[1..]) {
            frontier.append(leaf_hash(leaf)).unwrap();
            assert_eq!(&Digest(frontier.root()).to_string(), root);
        }
    }

    #[test]
    fn a_frontier_survives_storage_and_refuses_the_wrong_size() {
        let mut frontier = Frontier::default();
        for leaf in LEAVES.iter().take(7) {
            frontier.append(leaf_hash(leaf)).unwrap();
        }
        let bytes = frontier.to_bytes();
        assert_eq!(Frontier::from_bytes(7, &bytes), Ok(frontier));
        assert_eq!(Frontier::from_bytes(6, &bytes), Err(MerkleError::BadFrontier { size: 6, peaks: 3 }));
        assert!(Frontier::from_bytes(7, &bytes[1..]).is_err());
    }
}
