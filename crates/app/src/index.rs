//! The index of who is mentioned where: what documents say is read, and keyed digests of what tells persons apart in it
//! are kept. Brought up to date at night and by `gestand sources index`; goes on where a killed process stopped.

mod find;
mod names;
mod numbers;
mod terms;

use std::collections::{BTreeSet, HashSet};

use futures_util::future::BoxFuture;
use futures_util::{StreamExt, TryStreamExt, stream};
use gestand_base::PersonId;
use gestand_documents::extract::Reason;
use gestand_plans::digest_of_record;
use gestand_policy::Bilingual;
use gestand_sources::{DocumentMark, Documents, SourceError, why};
use gestand_store::{DocumentDigest, IndexRoundRow, IndexedRow, Job, Lease, Term};
use gestand_vault::{Cell, Sealed};
use uuid::Uuid;

use self::terms::{Found, terms};
use crate::work::ELSEWHERE;
use crate::{Actor, App, AppError, Result, Right};
pub(crate) use find::{MENTIONED, Mentions, weighed};

/// Documents that are looked at in one transaction.
const PAGE: u32 = 100;
/// Documents that are read at the same time, each in a process of its own.
const AT_ONCE: usize = 2;
/// A document with more terms than this is told as not wholly read.
const MOST_TERMS: usize = 20_000;
/// Why a document was not read when the source did not give it.
const NOT_GIVEN: &str = "not_given";
/// Under whose key the names of documents are sealed: nobody's, but of the index as a whole.
const INDEX: PersonId = PersonId::from_uuid(Uuid::from_u128(1));

/// What is known of the documents of a source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Indexed {
    pub source: String,
    /// Documents in the index.
    pub documents: u64,
    /// Documents that were read now: new, changed, or unreadable for a reason that may be gone.
    pub read: u64,
    /// Documents that are gone from the source, and now from the index.
    pub gone: u64,
    /// Documents that could not be read, or not wholly, by reason.
    pub unread: Vec<(Bilingual, u64)>,
    /// Why the source could not be read to its end; what was read stays, and the next time goes on there.
    pub problem: Option<SourceError>,
}

impl App {
    /// Brings the index of one source, or of all with documents, up to date. `seen` is told the source and how many
    /// documents were looked at.
    ///
    /// # Errors
    /// [`AppError::Forbidden`]; [`AppError::NotFound`] for a source without documents; [`AppError::Conflict`] when
    /// another process reads now.
    pub async fn update_index(
        &self,
        actor: &Actor,
        only: Option<&str>,
        seen: &(dyn Fn(&str, u64) + Send + Sync),
    ) -> Result<Vec<Indexed>> {
        actor.must(Right::RunChecks)?;
        self.alone(Job::Index, async |alone| self.index_all(alone.lease, only, seen).await).await
    }

    /// Builds the index where a source with documents was never read to its end.
    ///
    /// # Errors
    /// As [`App::update_index`].
    pub(crate) async fn begin_index(&self) -> Result<()> {
        let rounds = self.engine.store.read().await?.index_rounds().await?;
        let is_read = |id: &str| rounds.iter().any(|round| round.source == id && round.finished_at.is_some());
        let mut sources = self.engine.sources.all().filter(|source| source.documents().is_some());
        if sources.all(|source| is_read(&source.info().id)) {
            return Ok(());
        }
        self.update_index(&Actor::System, None, &|_, _| {}).await.map(drop)
    }

    async fn index_all(
        &self,
        lease: Lease,
        only: Option<&str>,
        seen: &(dyn Fn(&str, u64) + Send + Sync),
    ) -> Result<Vec<Indexed>> {
        let mut all = Vec::new();
        let mut known = HashSet::new();
        for source in self.engine.sources.all() {
            let (id, Some(documents)) = (source.info().id, source.documents()) else { continue };
            if only.is_none_or(|only| only == id) {
                all.push(self.index_source(lease, &id, documents, seen).await?);
            }
            known.insert(id);
        }
        if only.is_some() && all.is_empty() {
            return Err(AppError::NotFound);
        }
        self.forget_other_sources(lease, &known).await?;
        Ok(all)
    }

    async fn index_source(
        &self,
        lease: Lease,
        source: &str,
        documents: &dyn Documents,
        seen: &(dyn Fn(&str, u64) + Send + Sync),
    ) -> Result<Indexed> {
        let row = self.engine.store.read().await?.index_round(source).await?;
        let mut round =
            row.unwrap_or(IndexRoundRow { source: source.to_owned(), round: 0, place: None, finished_at: None });
        let mut place = round.place.as_ref().map(|place| self.open_name(place_cell(), place)).transpose()?;
        if place.is_none() {
            round.round += 1;
        }
        let (mut looked_at, mut read, mut gone, mut problem) = (0, 0, 0, None);
        loop {
            let (marks, next) = match documents.documents(place.as_deref(), PAGE).await {
                Ok(page) => page,
                Err(error) => {
                    problem = Some(error);
                    break;
                }
            };
            looked_at += marks.len() as u64;
            let page = match self.read_page(source, documents, marks, round.round).await {
                Ok(page) => page,
                Err(PageError::Source(error)) => {
                    problem = Some(error);
                    break;
                }
                Err(PageError::App(error)) => return Err(error),
            };
            let over = next.is_none();
            round.place = next.as_deref().map(|place| self.seal_name(place_cell(), place)).transpose()?;
            if over {
                round.finished_at = Some(self.engine.clock.now());
            }
            let mut tx = self.engine.store.write("index_page").await?;
            if !tx.lease_renew(lease, self.engine.clock.now()).await? {
                return Err(ELSEWHERE);
            }
            tx.documents_seen(&page.unchanged, round.round).await?;
            for (row, terms) in &page.read {
                tx.document_insert(row, terms).await?;
            }
            if over {
                gone = tx.documents_delete_unseen(source, round.round).await?;
            }
            tx.index_round_set(&round).await?;
            tx.commit().await?;
            read += page.read.len() as u64;
            seen(source, looked_at);
            place = next;
            if over {
                break;
            }
        }
        let mut tx = self.engine.store.read().await?;
        Ok(Indexed {
            source: source.to_owned(),
            documents: tx.documents_count(source).await?,
            read,
            gone,
            unread: tx
                .documents_unread(source)
                .await?
                .into_iter()
                .map(|(code, count)| (unread(&code), count))
                .collect(),
            problem,
        })
    }

    /// Reads the documents of a page that are new or changed.
    async fn read_page(
        &self,
        source: &str,
        documents: &dyn Documents,
        marks: Vec<DocumentMark>,
        round: u64,
    ) -> std::result::Result<Page, PageError> {
        let digests: Vec<(DocumentDigest, [u8; 32])> = marks
            .iter()
            .map(|mark| {
                let state = format!("{} {}", mark.bytes, mark.modified.as_nanosecond());
                let digest = digest_of_record(&self.engine, source, &mark.class, &mark.key);
                (digest, self.engine.keys.digest("document", state.as_bytes()))
            })
            .collect();
        let mut tx = self.engine.store.read().await.map_err(AppError::from)?;
        let unchanged = tx.documents_unchanged(&digests).await.map_err(AppError::from)?;
        drop(tx);
        let same: HashSet<DocumentDigest> = unchanged.iter().copied().collect();
        let mut changed: Vec<BoxFuture<'_, _>> = Vec::new();
        for (mark, (digest, state)) in marks.iter().zip(digests).filter(|(_, (digest, _))| !same.contains(digest)) {
            changed.push(Box::pin(async move {
                let (terms, unread, again) = self.read_document(documents, &mark.key).await?;
                let name = self.seal_name(document_cell(&digest), &mark.key)?;
                let row = IndexedRow { digest, source: source.to_owned(), name, mark: state, round, unread, again };
                Ok::<_, PageError>((row, terms))
            }));
        }
        let read = stream::iter(changed).buffer_unordered(AT_ONCE).try_collect().await?;
        Ok(Page { read, unchanged })
    }

    /// The terms of a document, why not all of it could be read, and whether to try again the next time.
    async fn read_document(
        &self,
        documents: &dyn Documents,
        key: &str,
    ) -> std::result::Result<(Vec<Term>, Option<String>, bool), PageError> {
        let permit = self.system_permit();
        let said = match documents.said(key, permit).await {
            Ok(Some(said)) => said,
            // Gone meanwhile, or kept from us: the next time tells.
            Ok(None) | Err(SourceError::Read { .. } | SourceError::BadKey { .. }) => {
                return Ok((Vec::new(), Some(NOT_GIVEN.to_owned()), true));
            }
            Err(error) => return Err(PageError::Source(error)),
        };
        let mut found: BTreeSet<Found> = BTreeSet::new();
        for text in said.texts.open(permit, "index of who is mentioned where") {
            found.append(&mut terms(text));
        }
        let mut reason = said.unread.first().copied();
        if found.len() > MOST_TERMS {
            reason = reason.or(Some(Reason::TooMuchText));
        }
        let terms = found.iter().take(MOST_TERMS).map(|term| self.term(term)).collect();
        let again =
            reason.is_some_and(|reason| matches!(reason, Reason::NoProgram | Reason::NoWorker | Reason::NoSandbox));
        let code = reason.and_then(|reason| Some(serde_json::to_value(reason).ok()?.as_str()?.to_owned()));
        Ok((terms, code, again))
    }

    /// Sources that are no longer configured have nothing in the index.
    async fn forget_other_sources(&self, lease: Lease, known: &HashSet<String>) -> Result<()> {
        let rounds = self.engine.store.read().await?.index_rounds().await?;
        for round in rounds.into_iter().filter(|round| !known.contains(&round.source)) {
            let mut tx = self.engine.store.write("index_forget").await?;
            if !tx.lease_renew(lease, self.engine.clock.now()).await? {
                return Err(ELSEWHERE);
            }
            tx.index_forget_source(&round.source).await?;
            tx.commit().await?;
        }
        Ok(())
    }

    /// The keyed digest of a term: half of it tells it apart.
    fn term(&self, (kind, term): &Found) -> Term {
        let digest = self.engine.keys.digest(kind.domain(), term.as_bytes());
        let mut half = Term::default();
        half.copy_from_slice(&digest[..size_of::<Term>()]);
        half
    }

    fn seal_name(&self, cell: Cell<'_>, name: &str) -> Result<Sealed> {
        self.seal(INDEX, cell, name.as_bytes())
    }

    fn open_name(&self, cell: Cell<'_>, sealed: &Sealed) -> Result<String> {
        let name = sealed.unseal_text(&self.engine.keys, INDEX, cell)?;
        Ok(name.open(self.system_permit(), "name of a document").clone())
    }
}

/// What was read of a page of documents.
struct Page {
    unchanged: Vec<DocumentDigest>,
    read: Vec<(IndexedRow, Vec<Term>)>,
}

/// A source that is away stops its own reading only.
enum PageError {
    Source(SourceError),
    App(AppError),
}

impl From<AppError> for PageError {
    fn from(error: AppError) -> Self {
        PageError::App(error)
    }
}

fn document_cell(digest: &DocumentDigest) -> Cell<'static> {
    let mut row = [0; 16];
    row.copy_from_slice(&digest[..16]);
    Cell { table: "indexed_document", row: Uuid::from_bytes(row), column: "name" }
}

fn place_cell() -> Cell<'static> {
    Cell { table: "index_round", row: Uuid::nil(), column: "place" }
}

/// Why a document was not read, in words.
fn unread(code: &str) -> Bilingual {
    match serde_json::from_value::<Reason>(code.into()) {
        Ok(reason) => why(reason),
        Err(_) => Bilingual::new("de bron gaf het bestand niet", "the source did not give the file"),
    }
}
