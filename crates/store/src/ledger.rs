//! The rows of the ledger: leaves, hashes of complete subtrees, and the head under whose lock a leaf is appended.
//!
//! The hash of a leaf is stored beside the leaf; the hashes of larger subtrees have rows of their own.

use std::collections::HashMap;
use std::ops::Range;

use gestand_ledger::merkle::{
    Hash, MerkleError, consistency_nodes, consistency_proof, inclusion_nodes, inclusion_proof,
};
use gestand_ledger::{Checkpoint, CheckpointError, Entry, Frontier, NodeHash, NodeId, StoredLeaf, leaf_hash};

use crate::error::{Result, StoreError};
use crate::tx::{Row, Tx, sql};
use crate::value::args;

impl Tx {
    /// An entry of what this transaction changes: it is kept with it, and gets its place in the tree after it.
    pub fn ledger_push(&mut self, entry: Entry) {
        self.entries.push(entry);
    }

    /// Appends an entry now and gives its index: for what names it. The head of the ledger is locked until the transaction
    /// ends.
    pub async fn ledger_append(&mut self, entry: Entry) -> Result<u64> {
        self.ledger_append_all(vec![entry]).await
    }

    /// Appends entries now and gives the index of the first.
    pub async fn ledger_append_all(&mut self, entries: Vec<Entry>) -> Result<u64> {
        let appended = entries.len() as u64;
        self.entries.extend(entries);
        Ok(self.ledger_settle().await?.saturating_sub(appended))
    }

    /// Writes down what was pushed, to be appended by who settles next.
    pub(crate) async fn ledger_wait(&mut self) -> Result<()> {
        let entries = std::mem::take(&mut self.entries);
        let rows = entries.into_iter().map(|entry| args![entry.to_leaf(), entry.reference]).collect();
        self.insert_all(sql!(ledger_pending / insert), rows).await
    }

    /// Whether committed entries wait for their place.
    pub(crate) async fn ledger_waits(&mut self) -> Result<bool> {
        let first = self.optional(sql!(ledger_pending / waits), args![], |row| row.get::<u64>("seq"));
        Ok(first.await?.is_some())
    }

    /// Appends what waits and then what was pushed, signs the head, and gives the number of entries. The row of the head is
    /// locked first, so that entries get their place one after the other.
    pub(crate) async fn ledger_settle(&mut self) -> Result<u64> {
        let head = |row: &Row| Ok((row.get::<u64>("size")?, row.get::<Vec<u8>>("frontier")?));
        let (first, peaks) = self.one(sql!(ledger_head / lock), args![], head).await?;
        let mut frontier = Frontier::from_bytes(first, &peaks).map_err(corrupt)?;
        let waiting = |row: &Row| Ok((row.get::<u64>("seq")?, row.get("leaf")?, row.get("reference")?));
        let mut waiting: Vec<(u64, Vec<u8>, Option<String>)> =
            self.all(sql!(ledger_pending / take), args![], waiting).await?;
        waiting.sort_unstable_by_key(|(seq, ..)| *seq);
        let waiting = waiting.into_iter().map(|(_, leaf, reference)| (leaf, reference));
        let pushed = std::mem::take(&mut self.entries).into_iter().map(|entry| (entry.to_leaf(), entry.reference));
        let (mut leaves, mut nodes) = (Vec::new(), Vec::new());
        for (index, (leaf, reference)) in (first..).zip(waiting.chain(pushed)) {
            let hash = leaf_hash(&leaf);
            leaves.push(args![index, leaf, hash, reference]);
            let completed = frontier.append(hash).map_err(corrupt)?;
            let larger = completed.iter().filter(|node| node.level > 0);
            nodes.extend(larger.map(|node| args![node.level, node.index, node.hash]));
        }
        if leaves.is_empty() {
            return Ok(first);
        }
        let checkpoint = match self.signer() {
            Some(signer) => Some(Checkpoint::sign(frontier.size(), frontier.root(), &signer).map_err(unsigned)?),
            None => None,
        };
        let checkpoint = checkpoint.map(|signed| signed.as_str().to_owned());
        self.insert_all(sql!(ledger_leaf / insert), leaves).await?;
        self.insert_all(sql!(ledger_node / insert), nodes).await?;
        self.execute(sql!(ledger_head / set), args![frontier.size(), frontier.to_bytes(), checkpoint]).await?;
        Ok(frontier.size())
    }

    /// The number of entries in the tree.
    pub async fn ledger_size(&mut self) -> Result<u64> {
        self.one(sql!(ledger_head / get), args![], |row| row.get("size")).await
    }

    /// The stored head: size and peaks, from which the root follows.
    pub async fn ledger_head(&mut self) -> Result<Frontier> {
        let (size, peaks): (u64, Vec<u8>) =
            self.one(sql!(ledger_head / get), args![], |row| Ok((row.get("size")?, row.get("frontier")?))).await?;
        Frontier::from_bytes(size, &peaks).map_err(corrupt)
    }

    /// The bytes of an entry.
    pub async fn ledger_leaf(&mut self, index: u64) -> Result<Option<Vec<u8>>> {
        self.optional(sql!(ledger_leaf / get), args![index], |row| row.get("leaf")).await
    }

    /// At most `limit` entries with their stored hash, from `from` on.
    pub async fn ledger_leaves(&mut self, from: u64, limit: u32) -> Result<Vec<StoredLeaf>> {
        self.all(sql!(ledger_leaf / page), args![from, limit], stored_leaf).await
    }

    /// The entries of a case, plan or step, the oldest first, with their index.
    pub async fn ledger_entries_for(&mut self, reference: &str) -> Result<Vec<(u64, Entry)>> {
        let leaves = self.all(sql!(ledger_leaf / of_reference), args![reference], stored_leaf).await?;
        let entries = leaves.into_iter().map(|stored| match Entry::from_leaf(&stored.leaf) {
            Ok(entry) => Ok((stored.index, entry)),
            Err(_) => Err(StoreError::Corrupt { table: "ledger_leaf", what: format!("entry {}", stored.index) }),
        });
        entries.collect()
    }

    /// The hash of a complete subtree.
    pub async fn ledger_node(&mut self, id: NodeId) -> Result<Option<Hash>> {
        Ok(self.ledger_nodes(id.level, id.index..id.index.saturating_add(1)).await?.first().map(|node| node.hash))
    }

    /// The hashes of the complete subtrees of one level, for an audit page by page
    /// ([`nodes_completed`](gestand_ledger::nodes_completed) gives the ranges).
    pub async fn ledger_nodes(&mut self, level: u8, indexes: Range<u64>) -> Result<Vec<NodeHash>> {
        let (first, end) = (indexes.start, indexes.end);
        let read = |row: &Row| Ok(NodeHash { level, index: row.get("idx")?, hash: row.get("hash")? });
        match level {
            0 => self.all(sql!(ledger_leaf / hashes), args![first, end], read).await,
            _ => self.all(sql!(ledger_node / range), args![level, first, end], read).await,
        }
    }

    /// The proof that entry `index` is in the tree of the first `size` entries.
    ///
    /// # Errors
    /// [`StoreError::Missing`] when there is no such entry, [`StoreError::Corrupt`] when a hash is gone.
    pub async fn ledger_inclusion(&mut self, index: u64, size: u64) -> Result<Vec<Hash>> {
        let nodes = self.fetch_nodes(inclusion_nodes(size, index).map_err(corrupt)?).await?;
        inclusion_proof(size, index, |id| nodes.get(&id).copied()).map_err(corrupt)
    }

    /// The proof that the tree of the first `old` entries is the beginning of the tree of the first `new`.
    ///
    /// # Errors
    /// [`StoreError::Missing`] when `old` is more than `new`, [`StoreError::Corrupt`] when a hash is gone.
    pub async fn ledger_consistency(&mut self, old: u64, new: u64) -> Result<Vec<Hash>> {
        let nodes = self.fetch_nodes(consistency_nodes(old, new).map_err(corrupt)?).await?;
        consistency_proof(old, new, |id| nodes.get(&id).copied()).map_err(corrupt)
    }

    async fn fetch_nodes(&mut self, recipes: Vec<Vec<NodeId>>) -> Result<HashMap<NodeId, Hash>> {
        let mut nodes = HashMap::new();
        for id in recipes.into_iter().flatten() {
            if let Some(hash) = self.ledger_node(id).await? {
                nodes.insert(id, hash);
            }
        }
        Ok(nodes)
    }

    /// The text of the newest signed checkpoint; `None` before the first.
    pub async fn ledger_checkpoint(&mut self) -> Result<Option<String>> {
        self.one(sql!(ledger_head / get), args![], |row| row.get("checkpoint")).await
    }
}

fn stored_leaf(row: &Row) -> Result<StoredLeaf> {
    Ok(StoredLeaf { index: row.get("idx")?, leaf: row.get("leaf")?, hash: row.get("hash")? })
}

/// A key that cannot sign is no key of a ledger.
fn unsigned(error: CheckpointError) -> StoreError {
    StoreError::Corrupt { table: "ledger_head", what: error.to_string() }
}

/// What a tree that does not hold together means for the database.
fn corrupt(error: MerkleError) -> StoreError {
    match error {
        MerkleError::OutOfRange { .. } | MerkleError::Shrunk { .. } => StoreError::Missing("ledger_leaf"),
        other => StoreError::Corrupt { table: "ledger_head or ledger_node", what: other.to_string() },
    }
}
