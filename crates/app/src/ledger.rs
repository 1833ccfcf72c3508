//! The ledger for people: its last entries, receipts, the signed head, and the audit.

use std::collections::HashMap;

use gestand_ledger::{AuditReport, Auditor, Entry, Hash, NodeId, SignedCheckpoint, VerifierKey, nodes_completed};
use gestand_store::Tx;

use crate::{Actor, App, AppError, Result, Right};

/// Entries shown on the page.
const LAST: u32 = 50;

/// Entries audited at a time.
const PAGE: u32 = 1000;

/// The ledger page.
#[derive(Debug)]
pub struct LedgerPage {
    pub size: u64,
    pub checkpoint: Option<String>,
    pub verifier_key: String,
    /// Newest first, with their index.
    pub last: Vec<(u64, Entry)>,
}

impl App {
    /// The last entries and the signed head.
    pub async fn ledger_page(&self, actor: &Actor) -> Result<LedgerPage> {
        actor.must(Right::SeeLedger)?;
        self.engine.store.settle_waiting().await?;
        let mut tx = self.engine.store.read().await?;
        let size = tx.ledger_size().await?;
        let from = size.saturating_sub(u64::from(LAST));
        let mut last = Vec::new();
        for stored in tx.ledger_leaves(from, LAST).await? {
            last.push((stored.index, Entry::from_leaf(&stored.leaf).map_err(AppError::internal)?));
        }
        last.reverse();
        Ok(LedgerPage { size, checkpoint: tx.ledger_checkpoint().await?, verifier_key: self.verifier_key(), last })
    }

    /// Recomputes the whole ledger and tells where it was changed, if it was.
    ///
    /// # Errors
    /// When the database cannot be read; a ledger that was tampered with is a fault in the report.
    pub async fn verify_ledger(&self, actor: &Actor) -> Result<AuditReport> {
        actor.must(Right::SeeLedger)?;
        self.engine.store.settle_waiting().await?;
        let mut tx = self.engine.store.read().await?;
        audit(&mut tx, self.signer.verifier()).await
    }

    /// The signed head of the ledger, as a C2SP checkpoint.
    pub async fn checkpoint(&self) -> Result<Option<String>> {
        Ok(self.engine.store.read().await?.ledger_checkpoint().await?)
    }
}

/// Audits the ledger of a database, page by page, against its own signed head.
///
/// # Errors
/// When the database cannot be read, or its checkpoint is not signed by this key.
pub async fn audit(tx: &mut Tx, key: &VerifierKey) -> Result<AuditReport> {
    let checkpoints = match tx.ledger_checkpoint().await? {
        Some(text) => {
            let signed = SignedCheckpoint::parse(&text).map_err(AppError::internal)?;
            vec![signed.verify(key).map_err(AppError::internal)?.clone()]
        }
        None => Vec::new(),
    };
    let mut auditor = Auditor::new(checkpoints);
    let mut from = 0;
    loop {
        let leaves = tx.ledger_leaves(from, PAGE).await?;
        let to = from + leaves.len() as u64;
        let mut nodes: HashMap<NodeId, Hash> = HashMap::new();
        for (level, range) in nodes_completed(from, to) {
            nodes.extend(tx.ledger_nodes(level, range).await?.into_iter().map(|node| (node.id(), node.hash)));
        }
        if leaves.is_empty() || !auditor.page(&leaves, |id| nodes.get(&id).copied()) {
            break;
        }
        from = to;
    }
    let head = tx.ledger_head().await?;
    Ok(auditor.finish(&head))
}
