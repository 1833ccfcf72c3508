//! Receipts: proof of one entry, checked without the database (<https://c2sp.org/tlog-proof>).

use std::fmt;

use base64::Engine;
use base64::prelude::BASE64_STANDARD;

use crate::checkpoint::decimal;
use crate::merkle::{leaf_hash, verify_inclusion};
use crate::{Checkpoint, CheckpointError, Entry, EntryError, Hash, MerkleError, SignedCheckpoint, VerifierKey};

const FIRST_LINE: &str = "c2sp.org/tlog-proof@v1";
/// A tree of 2^64 entries has paths of 64 hashes.
const MAX_PATH: usize = 64;

/// A proof that an entry is in the ledger, read but **not verified**. Its text (`Display`) goes in a `.tlog-proof` file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Receipt {
    /// The bytes of the entry; they travel as the `extra` line.
    pub leaf: Vec<u8>,
    pub index: u64,
    /// The inclusion proof in the tree of the checkpoint, from the leaf's sibling up.
    pub path: Vec<Hash>,
    pub checkpoint: SignedCheckpoint,
}

/// What a receipt proves.
#[derive(Debug, Clone, PartialEq)]
pub struct Verified {
    pub entry: Entry,
    pub index: u64,
    pub checkpoint: Checkpoint,
}

/// Why a receipt is refused.
#[derive(Debug, thiserror::Error)]
pub enum ReceiptError {
    #[error("this is not a receipt: {0}")]
    Malformed(&'static str),
    #[error("the checkpoint in the receipt: {0}")]
    Checkpoint(#[from] CheckpointError),
    #[error("the entry is not in the ledger that was signed: {0}")]
    Inclusion(#[from] MerkleError),
    #[error(transparent)]
    Entry(#[from] EntryError),
}

impl fmt::Display for Receipt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{FIRST_LINE}\nextra {}\nindex {}", BASE64_STANDARD.encode(&self.leaf), self.index)?;
        for hash in &self.path {
            writeln!(f, "{}", BASE64_STANDARD.encode(hash))?;
        }
        write!(f, "\n{}", self.checkpoint.as_str())
    }
}

impl Receipt {
    /// # Errors
    /// [`ReceiptError::Malformed`] or [`ReceiptError::Checkpoint`]; hostile text never panics.
    pub fn parse(text: &str) -> Result<Self, ReceiptError> {
        let (head, checkpoint) = text.split_once("\n\n").ok_or(ReceiptError::Malformed("it has no checkpoint"))?;
        let mut lines = head.split('\n');
        if lines.next() != Some(FIRST_LINE) {
            return Err(ReceiptError::Malformed("the first line is another one"));
        }
        let leaf = lines.next().and_then(|line| line.strip_prefix("extra "));
        let leaf = leaf.and_then(|leaf| BASE64_STANDARD.decode(leaf).ok());
        let leaf = leaf.ok_or(ReceiptError::Malformed("the entry is missing"))?;
        let index = lines.next().and_then(|line| line.strip_prefix("index ")).and_then(decimal);
        let index = index.ok_or(ReceiptError::Malformed("the index is missing"))?;
        let hash = |line| BASE64_STANDARD.decode(line).ok().and_then(|hash| Hash::try_from(hash).ok());
        let path: Option<Vec<Hash>> = lines.take(MAX_PATH + 1).map(hash).collect();
        let path = path.filter(|path| path.len() <= MAX_PATH).ok_or(ReceiptError::Malformed("its path is wrong"))?;
        Ok(Receipt { leaf, index, path, checkpoint: SignedCheckpoint::parse(checkpoint)? })
    }

    /// Checks the signature, the inclusion and the entry, in that order.
    ///
    /// # Errors
    /// [`ReceiptError`]: what does not hold.
    pub fn verify(&self, key: &VerifierKey) -> Result<Verified, ReceiptError> {
        let checkpoint = self.checkpoint.verify(key)?;
        verify_inclusion(leaf_hash(&self.leaf), self.index, checkpoint.size, &self.path, &checkpoint.root)?;
        Ok(Verified { entry: Entry::from_leaf(&self.leaf)?, index: self.index, checkpoint: checkpoint.clone() })
    }
}
