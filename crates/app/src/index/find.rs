//! Documents in which a requester is mentioned, beside those that are filed under their number: for an officer to weigh.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use gestand_cases::{Ground, Judgement, Reason};
use gestand_policy::decide::Permit;
use gestand_sources::{About, Record};
use gestand_store::{CaseRow, CaseSearchRow, DocumentDigest, HoldKind, HoldRow, Term, Tx, Verdict};
use jiff::civil::Date;
use serde_json::{Value, json};

use super::terms::{Found, Kind, terms};
use super::{document_cell, names};
use crate::on_hold::OnHold;
use crate::views::Requester;
use crate::{Actor, App, AppError, Result};

/// The role of a person in a document that is not filed under their number.
pub(crate) const MENTIONED: &str = "mentioned";

/// Findings that are opened at a time.
const OPENED: u32 = 50;
/// Documents whose records are asked for at a time.
const ASKED: usize = 100;

/// What the index tells of a request.
#[derive(Debug, Default)]
pub(crate) struct Mentions {
    /// Source, records, and the holds that count for them.
    pub records: Vec<(String, Vec<Record>, OnHold)>,
    /// Documents that could not be read, or not wholly: nobody knows who is in them.
    pub unread: u64,
    /// The day on which all documents were looked at; `None`: a source with documents never was, to its end.
    pub since: Option<Date>,
    /// Whether there is any source with documents.
    pub asked: bool,
}

impl Mentions {
    /// What the history and the ledger say of it.
    pub(crate) fn facts(&self, found: u32) -> Value {
        let mut facts = json!({ "records": found });
        if self.asked {
            let mentioned: usize = self.records.iter().map(|(_, records, _)| records.len()).sum();
            facts["mentioned"] = json!(mentioned);
            match self.since {
                Some(since) => facts["documents_read_on"] = json!(since.to_string()),
                None => facts["documents_not_read"] = json!(true),
            }
            if self.unread > 0 {
                facts["unread_documents"] = json!(self.unread);
            }
        }
        facts
    }
}

/// A judgement on a document in which the person is mentioned: it is another's file, so a person decides.
pub(crate) fn weighed(mut judged: Judgement) -> Judgement {
    judged.needs_review = true;
    judged.proposal = match judged.proposal {
        Verdict::Include => Verdict::Redact,
        shows_less @ (Verdict::Redact | Verdict::ExistenceNotice | Verdict::Exclude) => shows_less,
        _ => Verdict::Keep,
    };
    judged.grounds.retain(|ground| ground.reason != Reason::NothingExcludes);
    judged.grounds.push(Ground { node: String::new(), law: None, until: None, reason: Reason::Mentioned });
    judged
}

/// How a term of the requester counts.
type Asked = HashMap<Term, (Kind, bool)>;

impl App {
    /// The documents in which the requester of a case is mentioned: by an exact identifier, or by name and one thing
    /// more. What was found already is left out.
    ///
    /// # Errors
    /// [`AppError::SourceDown`] names the source that could not be asked.
    pub(crate) async fn mentions(
        &self,
        case: &CaseRow,
        requester: &Requester,
        searches: &[CaseSearchRow],
        permit: &Permit,
    ) -> Result<Mentions> {
        let with_documents: BTreeSet<String> = self
            .engine
            .sources
            .all()
            .filter(|source| source.documents().is_some())
            .map(|source| source.info().id)
            .collect();
        let mut mentions = Mentions { asked: !with_documents.is_empty(), ..Mentions::default() };
        if !mentions.asked {
            return Ok(mentions);
        }
        let mut tx = self.engine.store.read().await?;
        let (mut finished, mut never) = (Vec::new(), false);
        for source in &with_documents {
            mentions.unread += tx.documents_unread(source).await?.iter().map(|(_, count)| count).sum::<u64>();
            match tx.index_round(source).await?.and_then(|round| round.finished_at) {
                Some(at) => finished.push(at),
                None => never = true,
            }
        }
        mentions.since = finished.into_iter().min().filter(|_| !never).map(|at| self.day_of(at));
        let mut asked = self.asked_of(requester, searches, &with_documents);
        let known = self.asked_of_findings(&mut tx, case, &mut asked, permit).await?;
        let digests = mentioning(&asked, tx.mentions_among(&asked.keys().copied().collect::<Vec<_>>()).await?);
        let mut by_source: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for digest in digests {
            let Some((source, name)) = tx.document_by_digest(&digest).await? else { continue };
            let key = self.open_name(document_cell(&digest), &name)?;
            if !known.contains(&(source.clone(), key.clone())) {
                by_source.entry(source).or_default().push(key);
            }
        }
        drop(tx);
        for (id, keys) in by_source {
            let Some(documents) = self.engine.sources.get(&id).and_then(|source| source.documents()) else { continue };
            let mut records: Vec<Record> = Vec::new();
            for keys in keys.chunks(ASKED) {
                let page = documents.records_of(keys, MENTIONED, permit).await;
                records.extend(page.map_err(|error| AppError::source(&id, &error))?);
            }
            let on_hold = self.on_hold(case, &id, &records.iter().collect::<Vec<_>>()).await?;
            mentions.records.push((id, records, on_hold));
        }
        Ok(mentions)
    }

    /// What the requester and the officer said.
    fn asked_of(&self, requester: &Requester, searches: &[CaseSearchRow], with_documents: &BTreeSet<String>) -> Asked {
        let mut asked = Asked::new();
        let mut ask = |kind: Kind, term: String, exact: bool| {
            asked.insert(self.term(&(kind, term)), (kind, exact));
        };
        for name in names::asked(&requester.name) {
            ask(Kind::Name, name, false);
        }
        // The number of a person in a source of documents is their relation number.
        let filed = searches.iter().filter(|search| with_documents.contains(&search.source));
        let numbers = filed.flat_map(|search| &search.subject_keys).chain(&requester.relation_number);
        for number in numbers {
            let plain = |(kind, _): &Found| *kind == Kind::Number;
            terms(number).into_iter().filter(plain).for_each(|(kind, number)| ask(kind, number, true));
        }
        let fields = [&requester.email].into_iter().chain(&requester.birth_date).chain(&requester.postcode);
        for (kind, term) in fields.flat_map(|field| terms(field)) {
            if matches!(kind, Kind::Email | Kind::BirthDate | Kind::Postcode) {
                ask(kind, term, kind == Kind::Email);
            }
        }
        asked
    }

    /// What the records of the requester themselves tell: addresses, numbers of telephones and accounts. Gives the
    /// documents that were found already.
    async fn asked_of_findings(
        &self,
        tx: &mut Tx,
        case: &CaseRow,
        asked: &mut Asked,
        permit: &Permit,
    ) -> Result<HashSet<(String, String)>> {
        let mut known = HashSet::new();
        let mut page = tx.findings_page(case.id, None, OPENED).await?;
        while let Some(last) = page.last() {
            for row in &page {
                for record in self.open_finding(case.person, row, permit)? {
                    let own = record.values().filter(|value| {
                        value.field.about == About::Subject && !value.field.free_text && value.field.item.is_some()
                    });
                    let text: Vec<&str> = own.map(|value| value.text).collect();
                    for term in terms(&text.join("\n")) {
                        let exact = matches!(term.0, Kind::Email | Kind::Phone | Kind::Iban);
                        if exact || term.0 == Kind::Address {
                            asked.entry(self.term(&term)).or_insert((term.0, exact));
                        }
                    }
                    if record.document.is_some() {
                        known.insert((row.source.clone(), record.key.into()));
                    }
                }
            }
            page = tx.findings_page(case.id, Some(last), OPENED).await?;
        }
        Ok(known)
    }

    /// Holds the documents in which a requester is mentioned until the case closes, as their own are (invariant 3).
    pub(crate) async fn hold_mentioned(
        &self,
        tx: &mut Tx,
        actor: &Actor,
        case: &CaseRow,
        source: &str,
        records: &[Record],
    ) -> Result<()> {
        for record in records {
            let hold = HoldRow {
                class: Some(record.class.to_string()),
                record_key: Some(record.key.to_string()),
                ..self.hold_of(HoldKind::Request, actor, case.id, source)
            };
            self.place_hold(tx, &hold).await?;
        }
        Ok(())
    }
}

/// The documents that an exact identifier is in, or a name with one thing more.
fn mentioning(asked: &Asked, hits: Vec<(DocumentDigest, Term)>) -> BTreeSet<DocumentDigest> {
    let mut by_document: BTreeMap<DocumentDigest, Vec<(Kind, bool)>> = BTreeMap::new();
    for (document, term) in hits {
        by_document.entry(document).or_default().extend(asked.get(&term).copied());
    }
    let enough = |(_, hits): &(DocumentDigest, Vec<(Kind, bool)>)| {
        let (name, more) = hits.iter().fold((false, false), |(name, more), (kind, _)| match kind {
            Kind::Name => (true, more),
            _ => (name, true),
        });
        hits.iter().any(|(_, exact)| *exact) || name && more
    };
    by_document.into_iter().filter(enough).map(|(digest, _)| digest).collect()
}
