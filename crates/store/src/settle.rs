//! Entries of the ledger wait in a table until one transaction gives all of them their place in the tree, signs its head
//! and waits for the disk: one at a time in a process, for everyone who has committed before it began.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, OnceLock};

use gestand_ledger::SigningKey;
use tokio::sync::Mutex;

use crate::Store;
use crate::db::retry;
use crate::error::Result;

/// Who settles now, and what was settled.
#[derive(Debug, Default)]
pub(crate) struct Settling {
    turn: Mutex<()>,
    /// Runs that were begun.
    begun: AtomicU64,
    /// The last of them that came to its end.
    done: AtomicU64,
    pub signer: OnceLock<Arc<SigningKey>>,
}

impl Store {
    /// The key that signs the head of the ledger from now on; a second one is not taken.
    pub fn sign_with(&self, signer: Arc<SigningKey>) {
        let _ = self.settling.signer.set(signer);
    }

    /// Appends every entry that was committed to the ledger, signs its head, and waits until all of it is on disk.
    ///
    /// # Errors
    /// As [`Tx::commit`](crate::Tx::commit). The entries stay, and are appended by the next.
    pub async fn settle(&self) -> Result<()> {
        let settling = &self.settling;
        let before = settling.begun.load(Ordering::SeqCst);
        let _turn = settling.turn.lock().await;
        // While we waited, somebody began after us and took ours along.
        if settling.done.load(Ordering::SeqCst) > before {
            return Ok(());
        }
        let run = settling.begun.fetch_add(1, Ordering::SeqCst) + 1;
        retry("ledger_settle", || async {
            let mut tx = self.write_through("ledger_settle").await?;
            tx.ledger_settle().await?;
            tx.end().await
        })
        .await?;
        self.flush().await?;
        settling.done.store(run, Ordering::SeqCst);
        Ok(())
    }

    /// The same, where entries wait: those of transactions that told nobody.
    ///
    /// # Errors
    /// As [`Store::settle`].
    pub async fn settle_waiting(&self) -> Result<()> {
        if self.latest().await?.ledger_waits().await? { self.settle().await } else { Ok(()) }
    }
}
