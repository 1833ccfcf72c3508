//! The audit: recompute the whole ledger from its entries and name the first thing that does not match.
//!
//! It streams: push pages of entries with the rows they completed; memory stays with the page. A signed checkpoint from
//! outside the database is what a forger who rewrites every row cannot reproduce.

use std::collections::VecDeque;
use std::fmt;
use std::ops::Range;

use crate::{Checkpoint, Entry, Frontier, Hash, MerkleError, NodeId, leaf_hash};

/// An entry as the database holds it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredLeaf {
    pub index: u64,
    pub leaf: Vec<u8>,
    /// The leaf hash stored beside it.
    pub hash: Hash,
}

/// The first thing that is wrong. Indexes count entries from 0.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// The bytes do not have the stored leaf hash.
    EntryChanged { index: u64 },
    /// The next entry has another index.
    EntryMissing { index: u64 },
    /// The hash fits, but the bytes are not an entry.
    EntryUnreadable { index: u64 },
    /// A stored subtree hash does not follow from the entries below it.
    NodeChanged { node: NodeId },
    /// A subtree hash that must be stored is not there.
    NodeMissing { node: NodeId },
    /// The stored head speaks of another tree than the entries.
    HeadMismatch { head: u64, entries: u64 },
    /// Entries were rewritten together with all their hashes: a signed checkpoint has another root. `sound` entries
    /// match an earlier checkpoint.
    CheckpointMismatch { size: u64, sound: u64 },
    /// A signed checkpoint speaks of more entries than there are: the end was cut off.
    Truncated { entries: u64, signed: u64 },
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let covered = |node: &NodeId| {
            let first = u128::from(node.index) << node.level;
            (first, first + (1 << node.level) - 1)
        };
        match self {
            Fault::EntryChanged { index } => write!(f, "entry {index} was changed"),
            Fault::EntryMissing { index } => write!(f, "entry {index} is missing"),
            Fault::EntryUnreadable { index } => write!(f, "entry {index} is not an entry"),
            Fault::NodeChanged { node } if node.level == 0 => {
                write!(f, "the stored hash of entry {} was changed", node.index)
            }
            Fault::NodeChanged { node } => {
                let (first, last) = covered(node);
                write!(f, "the entries {first} to {last} or their stored hash (level {}) were changed", node.level)
            }
            Fault::NodeMissing { node } => {
                let (first, last) = covered(node);
                write!(f, "the stored hash of the entries {first} to {last} (level {}) is missing", node.level)
            }
            Fault::HeadMismatch { head, entries } => {
                write!(f, "the stored head (of {head} entries) does not follow from the {entries} entries")
            }
            Fault::CheckpointMismatch { size, sound } => write!(
                f,
                "an entry from {sound} up to {} was changed after the checkpoint of {size} entries was signed",
                size.saturating_sub(1)
            ),
            Fault::Truncated { entries, signed } => {
                write!(f, "there are {entries} entries, but a checkpoint of {signed} entries was signed")
            }
        }
    }
}

/// The outcome of an audit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditReport {
    /// Entries that were looked at and found right, from the first on.
    pub entries: u64,
    /// The root of those entries.
    pub root: Hash,
    /// Signed checkpoints that were found to match.
    pub checkpoints: usize,
    /// `None` when everything matches.
    pub fault: Option<Fault>,
}

impl AuditReport {
    pub fn is_sound(&self) -> bool {
        self.fault.is_none()
    }
}

/// The rows that the entries `from..to` complete: per level the range of node indexes, to fetch in one query each.
pub fn nodes_completed(from: u64, to: u64) -> Vec<(u8, Range<u64>)> {
    (0..64u8).map(|level| (level, from >> level..to >> level)).filter(|(_, nodes)| !nodes.is_empty()).collect()
}

/// An audit that is under way. After the first fault it looks no further.
#[derive(Debug)]
pub struct Auditor {
    frontier: Frontier,
    checkpoints: VecDeque<Checkpoint>,
    matched: usize,
    sound: u64,
    fault: Option<Fault>,
}

impl Auditor {
    /// Starts at the first entry. The checkpoints have been verified ([`crate::SignedCheckpoint::verify`]).
    pub fn new(mut checkpoints: Vec<Checkpoint>) -> Self {
        checkpoints.sort_by_key(|checkpoint| checkpoint.size);
        let mut auditor = Auditor {
            frontier: Frontier::default(),
            checkpoints: checkpoints.into(),
            matched: 0,
            sound: 0,
            fault: None,
        };
        auditor.fault = auditor.compare_checkpoints().err();
        auditor
    }

    /// Takes the next entries. `lookup` gives stored rows: at least those of [`nodes_completed`] for this page.
    /// Returns whether to go on.
    pub fn page(&mut self, leaves: &[StoredLeaf], lookup: impl Fn(NodeId) -> Option<Hash>) -> bool {
        for leaf in leaves {
            if self.fault.is_none() {
                self.fault = self.entry(leaf, &lookup).err();
            }
        }
        self.fault.is_none()
    }

    fn entry(&mut self, stored: &StoredLeaf, lookup: impl Fn(NodeId) -> Option<Hash>) -> Result<(), Fault> {
        let index = self.frontier.size();
        let hash = leaf_hash(&stored.leaf);
        if stored.index != index {
            return Err(Fault::EntryMissing { index });
        }
        if stored.hash != hash {
            return Err(Fault::EntryChanged { index });
        }
        if Entry::from_leaf(&stored.leaf).is_err() {
            return Err(Fault::EntryUnreadable { index });
        }
        let mut grown = self.frontier.clone();
        let made = grown.append(hash).map_err(|_: MerkleError| Fault::EntryUnreadable { index })?;
        for node in made {
            match lookup(node.id()) {
                Some(hash) if hash == node.hash => {}
                Some(_) => return Err(Fault::NodeChanged { node: node.id() }),
                None => return Err(Fault::NodeMissing { node: node.id() }),
            }
        }
        self.frontier = grown;
        self.compare_checkpoints()
    }

    /// Compares the checkpoints of the size that was reached.
    fn compare_checkpoints(&mut self) -> Result<(), Fault> {
        let size = self.frontier.size();
        while self.checkpoints.front().is_some_and(|next| next.size == size) {
            let Some(checkpoint) = self.checkpoints.pop_front() else { break };
            if checkpoint.root != self.frontier.root() {
                return Err(Fault::CheckpointMismatch { size, sound: self.sound });
            }
            self.matched += 1;
            self.sound = size;
        }
        Ok(())
    }

    /// Compares the stored head and gives the outcome.
    pub fn finish(mut self, head: &Frontier) -> AuditReport {
        let entries = self.frontier.size();
        let root = self.frontier.root();
        let ending = || {
            if let Some(beyond) = self.checkpoints.back() {
                return Some(Fault::Truncated { entries, signed: beyond.size });
            }
            (*head != self.frontier).then(|| Fault::HeadMismatch { head: head.size(), entries })
        };
        self.fault = self.fault.take().or_else(ending);
        AuditReport { entries, root, checkpoints: self.matched, fault: self.fault }
    }
}

/// Audits a ledger whose entries come one by one and whose rows can be looked up at any time.
///
/// # Errors
/// When an entry could not be read from where it is stored: the audit then says nothing.
pub fn audit<E>(
    leaves: impl IntoIterator<Item = Result<StoredLeaf, E>>,
    lookup: impl Fn(NodeId) -> Option<Hash>,
    head: &Frontier,
    checkpoints: Vec<Checkpoint>,
) -> Result<AuditReport, E> {
    let mut auditor = Auditor::new(checkpoints);
    for leaf in leaves {
        if !auditor.page(&[leaf?], &lookup) {
            break;
        }
    }
    Ok(auditor.finish(head))
}
