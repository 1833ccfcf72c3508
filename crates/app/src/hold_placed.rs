//! Holds that an officer places: what an incident or a claim is about is not destroyed until it is released.

use std::collections::BTreeSet;
use std::sync::Arc;

use gestand_base::{CaseId, HoldId};
use gestand_documents::bsn::find_bsns;
use gestand_policy::decide::Permit;
use gestand_sources::{Source, SourceError, Verb, Work};
use gestand_store::{HoldKind, HoldRow};

use crate::holds::persons_of;
use crate::views::{HoldForm, HoldPlace};
use crate::{Actor, App, AppError, FieldError, Result, Right};

/// Why an officer may hold something; the other kinds come with requests.
pub const HOLD_KINDS: [HoldKind; 2] = [HoldKind::Incident, HoldKind::Claim];

/// Longest reason and end condition, in characters.
const LONGEST: usize = 200;

const NOBODY: AppError = AppError::Conflict { what: "hold-nobody" };

/// What an officer wants to hold, and why.
#[expect(missing_debug_implementations, reason = "holds personal data or a secret")]
pub struct HoldAsk {
    /// One of [`HOLD_KINDS`].
    pub kind: Option<HoldKind>,
    pub what: Held,
    /// In words, as is `until`: without names.
    pub reason: String,
    /// The end condition.
    pub until: String,
}

/// What is held.
#[expect(missing_debug_implementations, reason = "holds personal data or a secret")]
pub enum Held {
    /// All records of the person of a request, in each source in which an officer found them.
    Request(CaseId),
    /// One record of a class; without a class all records of a person. By the key that the source knows it by.
    InSource { source: String, class: Option<String>, key: String },
}

impl App {
    /// What can be held: of a request its person, else records and persons of each source that can be read.
    ///
    /// # Errors
    /// [`AppError::Conflict`] when the person of the request is in no source, or was not looked for yet.
    pub async fn hold_form(&self, actor: &Actor, request: Option<CaseId>) -> Result<HoldForm> {
        actor.must(Right::Hold)?;
        let Some(id) = request else {
            let places = self.engine.sources.all().filter(|source| !source.is_manual()).map(place);
            return Ok(HoldForm { request: None, places: places.collect() });
        };
        let mut tx = self.engine.store.latest().await?;
        let case = self.case_to_handle(&mut tx, actor, id).await?;
        let mut searches = tx.case_searches(id).await?;
        searches.retain(|search| !search.subject_keys.is_empty());
        if searches.is_empty() {
            return Err(NOBODY);
        }
        let sources = searches.iter().map(|search| self.source_label(&search.source)).collect();
        Ok(HoldForm { request: Some((case.number, sources)), places: Vec::new() })
    }

    /// An officer places a hold; several where the person of a request is in several sources. It is no part of the
    /// request: it stays when that ends, and holds against that request too. A source that marks what is held is told at
    /// once; when it is down, later.
    ///
    /// # Errors
    /// [`AppError::Invalid`] without a kind, place, key, reason or end condition, for a text that is too long or may
    /// hold a BSN, and for what is not in the source; [`AppError::SourceDown`] when the source cannot tell;
    /// [`AppError::Conflict`] when the person of the request is in no source.
    pub async fn hold_by_officer(self: &Arc<Self>, actor: &Actor, ask: HoldAsk) -> Result<Vec<HoldId>> {
        actor.must(Right::Hold)?;
        let mistakes = self.hold_mistakes(&ask);
        let (Some(kind), true) = (ask.kind, mistakes.is_empty()) else { return Err(AppError::Invalid(mistakes)) };
        let words = (ask.reason.trim(), ask.until.trim());
        let hold = |source: &str| self.new_hold(kind, actor, source, words);
        let mut holds: Vec<HoldRow> = match ask.what {
            // A source that is down now holds the person all the same: an officer has found them there.
            Held::Request(id) => {
                let mut tx = self.engine.store.latest().await?;
                self.case_to_handle(&mut tx, actor, id).await?;
                let persons = persons_of(tx.case_searches(id).await?).into_iter();
                persons.map(|(source, key)| HoldRow { subject_key: Some(key), ..hold(&source) }).collect()
            }
            Held::InSource { source, class, key } => {
                let key = self.key_there(actor, &source, class.as_deref(), key).await?;
                vec![match class {
                    Some(_) => HoldRow { class, record_key: Some(key), ..hold(&source) },
                    None => HoldRow { subject_key: Some(key), ..hold(&source) },
                }]
            }
        };
        if holds.is_empty() {
            return Err(NOBODY);
        }
        let mut tx = self.engine.store.write("hold_place").await?;
        for hold in &mut holds {
            hold.marked = self.new_mark(hold);
            self.place_hold(&mut tx, hold).await?;
        }
        tx.commit().await?;
        let marked = holds.iter().filter(|hold| hold.marked.is_some());
        let sources: BTreeSet<String> = marked.map(|hold| hold.source.clone()).collect();
        // Marking goes on when the officer closes the page.
        let app = Arc::clone(self);
        let work = tokio::spawn(async move {
            for source in sources {
                app.mark_at_once(&source).await;
            }
        });
        work.await.map_err(AppError::internal)?;
        Ok(holds.into_iter().map(|hold| hold.id).collect())
    }

    /// The mistakes of the form, in its order.
    fn hold_mistakes(&self, ask: &HoldAsk) -> Vec<FieldError> {
        let mut mistakes = Vec::new();
        let mut wrong = |field, problem| mistakes.push(FieldError { field, problem });
        if ask.kind.is_none_or(|kind| !HOLD_KINDS.contains(&kind)) {
            wrong("kind", "choose");
        }
        if let Held::InSource { source, class, key } = &ask.what {
            if self.readable(source, class.as_deref()).is_none() {
                wrong("place", "choose");
            }
            if key.is_empty() {
                wrong("key", "field-empty");
            }
        }
        for (field, text) in [("reason", &ask.reason), ("until", &ask.until)] {
            match text.trim() {
                "" => wrong(field, "field-empty"),
                text if text.chars().count() > LONGEST => wrong(field, "too-long"),
                text if !find_bsns(text).is_empty() => wrong(field, "bsn"),
                _ => {}
            }
        }
        mistakes
    }

    /// The source, when it can be read and has such a class.
    fn readable(&self, source: &str, class: Option<&str>) -> Option<&dyn Source> {
        let source = self.engine.sources.get(source).filter(|source| !source.is_manual())?;
        let has = |class: &str| source.classes().iter().any(|info| info.id == class);
        class.is_none_or(has).then_some(source)
    }

    /// The key as the source writes it, by a fresh read: written otherwise, it would hold nothing.
    async fn key_there(&self, actor: &Actor, source: &str, class: Option<&str>, key: String) -> Result<String> {
        let permit = self.permit(actor)?;
        let place = self.readable(source, class).ok_or(AppError::NotFound)?;
        let found = match class {
            Some(class) => record_there(place, class, key).await,
            None => person_there(place, key, &permit).await,
        };
        match found {
            Ok(Some(key)) => Ok(key),
            Ok(None) | Err(SourceError::BadKey { .. }) => {
                Err(AppError::Invalid(vec![FieldError { field: "key", problem: "hold-unknown" }]))
            }
            Err(error) => Err(AppError::source(source, &error)),
        }
    }
}

fn place(source: &dyn Source) -> HoldPlace {
    let info = source.info();
    let classes = source.classes().into_iter().map(|class| (class.id, class.label)).collect();
    HoldPlace { source: info.id, label: info.label, persons: source.knows_persons(), classes }
}

type Found = std::result::Result<Option<String>, SourceError>;

/// Asks what a destruction would find left: only that every kind of source tells of a single record.
async fn record_there(source: &dyn Source, class: &str, key: String) -> Found {
    let work = Work { class: class.to_owned(), verb: Verb::Delete, keys: vec![key], still: None };
    let left = source.verify(&work).await?;
    Ok(left.remaining.into_iter().chain(left.not_due).next())
}

/// Looks for a record that the source says is about the person with this very key.
async fn person_there(source: &dyn Source, key: String, permit: &Permit) -> Found {
    let mut page = source.records(&key, None, permit).await?;
    let record = loop {
        if let Some(record) = page.records.pop() {
            break record;
        }
        let Some(next) = page.next else { return Ok(None) };
        page = source.records(&key, Some(&next), permit).await?;
    };
    let persons = source.subjects(&record.class, &[record.key.to_string()]).await?;
    Ok(persons.values().any(|persons| persons.contains(&key)).then_some(key))
}
