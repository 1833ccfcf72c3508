//! The proof page: every sentence of the statement with its checks, evidence and date; and receipts.

use std::collections::BTreeMap;

use gestand_ledger::{Checkpoint, Entry, EntryKind, Receipt, SignedCheckpoint};
use gestand_publish::{Lang, Statement};

use crate::views::{CheckLine, Mark, PromiseLine, ProofPage};
use crate::{App, AppError, Result};

impl App {
    /// The public statement, from the policy in force.
    pub fn statement(&self, lang: Lang) -> Statement {
        gestand_publish::statement(self.policy(), lang)
    }

    /// The statement as an accessible PDF.
    pub fn statement_pdf(&self, lang: Lang) -> Result<Vec<u8>> {
        gestand_publish::statement_pdf(&self.statement(lang)).map_err(AppError::internal)
    }

    async fn checks_by_node(&self) -> Result<BTreeMap<String, Vec<CheckLine>>> {
        let mut by_node: BTreeMap<String, Vec<CheckLine>> = BTreeMap::new();
        for row in self.engine.store.read().await?.promise_checks().await? {
            by_node.entry(row.promise).or_default().push(CheckLine {
                check: row.check,
                mark: row.status.into(),
                evidence: row.evidence,
                checked_at: row.checked_at,
                ledger_index: row.ledger_index,
            });
        }
        Ok(by_node)
    }

    /// The mark of every node that a check has looked at.
    pub async fn marks(&self) -> Result<BTreeMap<String, Mark>> {
        Ok(self.checks_by_node().await?.into_iter().map(|(node, checks)| (node, mark_of(&checks))).collect())
    }

    /// The proof page, for anyone.
    pub async fn proof(&self, lang: Lang) -> Result<ProofPage> {
        let mut by_node = self.checks_by_node().await?;
        let statement = self.statement(lang);
        let mut promises: Vec<PromiseLine> = Vec::new();
        for sentence in statement.sections.into_iter().flat_map(|section| section.sentences) {
            if let Some(line) = promises.iter_mut().find(|line| line.node == sentence.node) {
                line.sentence.push(' ');
                line.sentence.push_str(&sentence.text);
                continue;
            }
            let checks = by_node.remove(&sentence.node).unwrap_or_default();
            promises.push(PromiseLine { node: sentence.node, sentence: sentence.text, mark: mark_of(&checks), checks });
        }
        // Checks of nodes without a sentence of their own: duties of the law.
        for (node, checks) in by_node {
            let sentence = match node.split_once('.') {
                Some(("retention", id)) => self.rule_label(id, lang),
                _ => node.clone(),
            };
            promises.push(PromiseLine { mark: mark_of(&checks), node, sentence, checks });
        }
        promises.sort_by_key(|line| line.mark);
        let mut tx = self.engine.store.read().await?;
        Ok(ProofPage {
            ledger_size: tx.ledger_size().await?,
            checkpoint: tx.ledger_checkpoint().await?,
            verifier_key: self.verifier_key(),
            promises,
        })
    }

    /// The receipt of the check of a promise, for anyone: with the verifier key, `gestand-verify` checks it without us.
    ///
    /// # Errors
    /// [`AppError::NotFound`] for an entry of another kind, or that is not under a signed head yet.
    pub async fn receipt(&self, index: u64) -> Result<String> {
        let receipt = self.receipt_of(index).await?;
        let entry = Entry::from_leaf(&receipt.leaf).map_err(AppError::internal)?;
        if entry.kind == EntryKind::PromiseChecked { Ok(receipt.to_string()) } else { Err(AppError::NotFound) }
    }

    /// The receipt of any entry: a leaf may tell more than everyone may know.
    pub(crate) async fn receipt_of(&self, index: u64) -> Result<Receipt> {
        let mut tx = self.engine.store.read().await?;
        let text = tx.ledger_checkpoint().await?.ok_or(AppError::NotFound)?;
        let checkpoint = SignedCheckpoint::parse(&text).map_err(AppError::internal)?;
        let size = checkpoint.claimed_size();
        if index >= size {
            return Err(AppError::NotFound);
        }
        let leaf = tx.ledger_leaf(index).await?.ok_or(AppError::NotFound)?;
        let path = tx.ledger_inclusion(index, size).await?;
        Ok(Receipt { leaf, index, path, checkpoint })
    }

    pub(crate) async fn signed_head(&self) -> Result<Checkpoint> {
        let text = self.checkpoint().await?.ok_or(AppError::NotFound)?;
        let signed = SignedCheckpoint::parse(&text).map_err(AppError::internal)?;
        let checkpoint = signed.verify(self.signer.verifier()).map_err(AppError::internal)?;
        Ok(checkpoint.clone())
    }

    /// The key that outsiders check our signatures with.
    pub fn verifier_key(&self) -> String {
        self.signer.verifier().to_string()
    }
}

fn mark_of(checks: &[CheckLine]) -> Mark {
    checks.iter().map(|check| check.mark).min().unwrap_or(Mark::Stated)
}
