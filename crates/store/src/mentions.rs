//! The index of who is mentioned where: documents of the sources, and keyed digests of what tells persons apart in them.

use gestand_vault::Sealed;
use jiff::Timestamp;

use crate::error::Result;
use crate::tx::{Tx, sql};
use crate::value::{PACKED, args, columns};

/// A keyed digest of something that tells persons apart.
pub type Term = [u8; 16];
/// The digest under which a document is known.
pub type DocumentDigest = [u8; 32];

/// A document that was read.
#[derive(Debug)]
pub struct IndexedRow {
    pub digest: DocumentDigest,
    pub source: String,
    /// The key of the document in its source.
    pub name: Sealed,
    pub mark: [u8; 32],
    pub round: u64,
    pub unread: Option<String>,
    pub again: bool,
}

/// How far the reading of a source has come.
#[derive(Debug, Clone)]
pub struct IndexRoundRow {
    pub source: String,
    /// Counted from 1.
    pub round: u64,
    /// Where it goes on; `None`: at its start, or over.
    pub place: Option<Sealed>,
    /// When a round was over for the last time.
    pub finished_at: Option<Timestamp>,
}

columns!(IndexRoundRow { source, round, place, finished_at });

impl Tx {
    /// Those of the documents (digest and mark) that are as they were when they were read: one statement.
    pub async fn documents_unchanged(
        &mut self,
        documents: &[(DocumentDigest, [u8; 32])],
    ) -> Result<Vec<DocumentDigest>> {
        if documents.is_empty() {
            return Ok(Vec::new());
        }
        let packed: Vec<u8> = documents.iter().flat_map(|(digest, mark)| [*digest, *mark].concat()).collect();
        self.all(sql!(indexed_document / unchanged), args![packed], |row| row.get("digest")).await
    }

    /// Notes that a round has seen these documents.
    pub async fn documents_seen(&mut self, documents: &[DocumentDigest], round: u64) -> Result<()> {
        if documents.is_empty() {
            return Ok(());
        }
        self.execute(sql!(indexed_document / seen), args![documents.concat(), round]).await.map(drop)
    }

    /// Takes documents out of the index, with who is mentioned in them. Gives how many were in it.
    pub async fn documents_forget(&mut self, documents: &[DocumentDigest]) -> Result<u64> {
        if documents.is_empty() {
            return Ok(0);
        }
        self.execute(sql!(indexed_document / forget), args![documents.concat()]).await
    }

    /// Puts a document that was read into the index, with its terms; what was known of it goes.
    pub async fn document_insert(&mut self, row: &IndexedRow, terms: &[Term]) -> Result<()> {
        self.documents_forget(&[row.digest]).await?;
        let args = args![row.digest, row.source, row.name, row.mark, row.round, row.unread, row.again];
        self.execute(sql!(indexed_document / insert), args).await?;
        for some in terms.chunks(PACKED) {
            self.execute(sql!(mention / insert), args![some.concat(), row.digest]).await?;
        }
        Ok(())
    }

    /// Takes what a round has not seen out of the index: it is gone from its source. Gives how many.
    pub async fn documents_delete_unseen(&mut self, source: &str, round: u64) -> Result<u64> {
        self.execute(sql!(indexed_document / delete_unseen), args![source, round]).await
    }

    /// Takes a source out of the index.
    pub async fn index_forget_source(&mut self, source: &str) -> Result<()> {
        self.execute(sql!(indexed_document / delete_source), args![source]).await?;
        self.execute(sql!(index_round / delete), args![source]).await.map(drop)
    }

    /// How many documents of a source are in the index.
    pub async fn documents_count(&mut self, source: &str) -> Result<u64> {
        self.one(sql!(indexed_document / count), args![source], |row| row.get("documents")).await
    }

    /// How many documents of a source could not be read, or not wholly, by reason.
    pub async fn documents_unread(&mut self, source: &str) -> Result<Vec<(String, u64)>> {
        self.all(sql!(indexed_document / unread), args![source], |row| Ok((row.get("unread")?, row.get("documents")?)))
            .await
    }

    /// The documents in which one of the terms is, with the term.
    pub async fn mentions_among(&mut self, terms: &[Term]) -> Result<Vec<(DocumentDigest, Term)>> {
        let mut found = Vec::new();
        for some in terms.chunks(PACKED) {
            let row = |row: &crate::tx::Row| Ok((row.get("document")?, row.get("term")?));
            found.extend(self.all(sql!(mention / among), args![some.concat()], row).await?);
        }
        Ok(found)
    }

    /// The source and the sealed key of a document; `None` when it is not in the index.
    pub async fn document_by_digest(&mut self, digest: &DocumentDigest) -> Result<Option<(String, Sealed)>> {
        let row = |row: &crate::tx::Row| Ok((row.get("source")?, row.get("name")?));
        self.optional(sql!(indexed_document / by_digest), args![*digest], row).await
    }

    /// How far the reading of a source has come; `None`: it was never begun.
    pub async fn index_round(&mut self, source: &str) -> Result<Option<IndexRoundRow>> {
        self.optional(sql!(index_round / get), args![source], IndexRoundRow::from_row).await
    }

    /// The same of all sources that were begun.
    pub async fn index_rounds(&mut self) -> Result<Vec<IndexRoundRow>> {
        self.all(sql!(index_round / all), args![], IndexRoundRow::from_row).await
    }

    /// Writes down how far the reading of a source has come.
    pub async fn index_round_set(&mut self, row: &IndexRoundRow) -> Result<()> {
        self.execute(sql!(index_round / upsert), row.values()).await.map(drop)
    }
}
