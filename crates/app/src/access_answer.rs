//! The answer to a request for access or portability: what each record shows after the verdicts, and what the policy adds
//! to access (Art. 15, 20).
//!
//! A person can have a hundred thousand records: findings are read a few at a time, and what they show is sealed in
//! parts, so that memory does not grow with the person.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use gestand_cases::{Ground, Reason, Step};
use gestand_documents::bsn::without_bsns;
use gestand_policy::decide::Permit;
use gestand_policy::model::{AddressForm, Text};
use gestand_publish::words::date_in_words;
use gestand_publish::{AccessAnswer, AnswerField, AnswerRecord, AnswerSection, Lang, LeftOut, VeraFile, policy_part};
use gestand_sources::{About, FieldInfo};
use gestand_store::{CaseKind, CaseRow, FindingHead, FindingRow, Verdict};
use gestand_vault::{PersonKey, Sealed};
use tokio::runtime::Handle;
use tokio::sync::mpsc::{Receiver, channel};

use crate::findings::grounds_of;
use crate::package::{Builder, Head, giving, reason_in_words};
use crate::portability::Portability;
use crate::stored_record::{MASK, StoredRecord, StoredValue, open_records};
use crate::upload_masked::Masked;
use crate::work::Alone;
use crate::{Actor, App, AppError, Result};

const LANG: Lang = Lang::Nl;
const DOCUMENT_LEFT_OUT: &str = "Het document zelf sturen wij niet mee, omdat er gegevens van anderen in staan. U kunt vragen om een versie zonder die gegevens.";
/// Findings, and their records, that are opened together.
const FINDINGS: u32 = 25;
const RECORDS: u32 = 1_000;
/// Pages of them that wait to be written.
const AHEAD: usize = 4;
/// Records of a class in one part of an answer.
const IN_PART: usize = 1_000;

impl App {
    /// Builds and stores the answer, and moves the case on.
    pub(crate) async fn answer_access(
        &self,
        actor: &Actor,
        case: &CaseRow,
        judged: &[FindingHead],
        alone: &Alone,
    ) -> Result<()> {
        let permit = self.permit(actor)?;
        let mut builder = Builder::new(self, case);
        let portability = (case.kind == CaseKind::Portability).then(Portability::default);
        let mut shown = Shown { portability, ..Shown::default() };
        let mut pages = self.opened_pages(case, judged, permit);
        let mut opened = 0;
        loop {
            let (page, over) = match pages.recv().await {
                Some(page) => (page?, false),
                None if opened < judged.len() => return Err(AppError::internal(BrokenOff)),
                None => (Vec::new(), true),
            };
            opened += page.len();
            for (row, records) in page {
                let mut words = self.words_of(&row);
                for mut record in records {
                    if record.document.is_some() {
                        self.add_its_document(&row, &mut record, &permit, &mut shown, &mut builder).await?;
                    }
                    if let Some(record) = self.shown(&row, &mut words, record, &mut shown)
                        && let Some(full) = self.add(&words, record, &mut shown)
                    {
                        builder.section(self, full).await?;
                    }
                }
            }
            for file in shown.vera_files(if over { 1 } else { IN_PART })? {
                builder.document(self, &file.bytes).await?;
                shown.documents.push((file.name, file.media_type.to_owned()));
            }
            if over {
                break;
            }
        }
        if shown.waits {
            return Err(AppError::Conflict { what: "documents-unmasked" });
        }
        if let Some((_, section)) = shown.section.take() {
            builder.section(self, section).await?;
        }
        let identity = self.identity(&mut self.engine.store.latest().await?, case.person, &permit).await?;
        let items: Vec<&str> = shown.items.iter().map(String::as_str).collect();
        let part = policy_part(self.policy(), &items, LANG);
        let answer = AccessAnswer {
            giving: giving(case.kind),
            organisation: self.organisation_name(),
            address: part.address.unwrap_or(AddressForm::U),
            case_number: case.number.clone(),
            received_on: case.received_on,
            answered_on: self.today(),
            person_name: identity.name,
            found: shown.found,
            left_out: shown.left_out.into_values().collect(),
            documents: shown.documents,
            purposes: part.purposes,
            recipients: part.recipients,
            terms: part.terms,
            origins: part.origins,
            rights: part.rights,
            complaint: part.complaint,
            // The review starts only when every source has answered, so there is nothing to confess here.
            not_searched: Vec::new(),
            automated: part.automated,
            policy_version: self.policy().version.clone(),
        };
        let mut tx = self.engine.store.write("access_answer").await?;
        self.move_on(&mut tx, case, Step::ReviewCompleted).await?;
        // A verdict that changed while the answer was being written is not in it.
        if tx.finding_heads(case.id).await? != judged {
            return Err(AppError::Conflict { what: "case-state" });
        }
        builder.finish(self, &mut tx, actor, &Head::Access(answer)).await?;
        alone.end_with(&mut tx).await?;
        Ok(tx.commit().await?)
    }

    /// The findings of a case with their records, some at a time: a thread reads and opens the next while the last are
    /// written.
    fn opened_pages(&self, case: &CaseRow, judged: &[FindingHead], permit: Permit) -> Receiver<Result<Vec<Opened>>> {
        let (sender, receiver) = channel(AHEAD);
        let (store, keys, id, person) = (self.engine.store.clone(), self.engine.keys.clone(), case.id, case.person);
        let read = async move |last: Option<&FindingRow>, limit: u32| {
            Ok(store.latest().await?.findings_page(id, last, limit).await?)
        };
        let open = move |rows: Vec<FindingRow>| {
            let key = PersonKey::existing(&keys, person)?;
            let opened = rows.into_iter().map(|mut row| {
                let records = open_records(&key, &row, &permit)?;
                row.content = Sealed::from_bytes(Vec::new());
                Ok((row, records))
            });
            opened.collect()
        };
        let (sizes, runtime) = (page_sizes(judged), Handle::current());
        tokio::task::spawn_blocking(move || {
            let mut last = None;
            for size in sizes {
                let page: Result<Vec<Opened>> = runtime.block_on(read(last.as_ref(), size)).and_then(&open);
                last = page.as_ref().ok().and_then(|page| page.last()).map(|(row, _)| row.clone());
                // Whoever took the pages may have ended with an error.
                let is_taken = sender.blocking_send(page).is_ok();
                if !is_taken || last.is_none() {
                    return;
                }
            }
        });
        receiver
    }

    /// Puts the file behind a record into the answer, where the verdict includes it.
    async fn add_its_document(
        &self,
        row: &FindingRow,
        record: &mut StoredRecord,
        permit: &Permit,
        shown: &mut Shown,
        builder: &mut Builder<'_>,
    ) -> Result<()> {
        // Of a document that an officer redacts the file stays out: nobody has made the others in it unreadable.
        let (Some(document), Some(Verdict::Include)) = (record.document.clone(), row.verdict) else {
            return Ok(());
        };
        match self.document_of(row, record, permit, "document for its requester").await? {
            Some(bytes) => match self.masked(row, &document.media_type, bytes).await? {
                Masked::Send(bytes) => {
                    builder.document(self, &bytes).await?;
                    shown.documents.push((without_bsns("", &document.name, MASK).into_owned(), document.media_type));
                }
                Masked::Instead(why) => record.without_document = Some(why),
                Masked::Ask => shown.waits = true,
            },
            // The file is gone from its source: the answer does not list what it does not hold.
            None => record.document = None,
        }
        Ok(())
    }

    /// Adds a record to its section; gives the section before, when it is full or of another class.
    fn add(&self, words: &Words, record: AnswerRecord, shown: &mut Shown) -> Option<AnswerSection> {
        let full = |(of, section): &mut (Place, AnswerSection)| *of != words.place || section.records.len() >= IN_PART;
        let before = shown.section.take_if(full);
        let (_, section) = shown.section.get_or_insert_with(|| {
            let source_label = self.source_label(&words.place.0).get(LANG.code()).to_owned();
            let class_label = words.class.get(LANG.code()).to_owned();
            (words.place.clone(), AnswerSection { source_label, class_label, records: Vec::new() })
        });
        section.records.push(record);
        before.map(|(_, section)| section)
    }

    fn words_of(&self, row: &FindingRow) -> Words {
        let grounds = grounds_of(&row.grounds);
        let restricted = grounds.iter().any(|ground| ground.reason == Reason::Restricted);
        Words {
            place: (row.source.clone(), row.class.clone()),
            class: self.class_label(&row.source, &row.class),
            grounds,
            restricted: restricted.then(|| reason_in_words(Reason::Restricted, LANG)),
            labels: Vec::new(),
        }
    }

    /// What a record shows under its verdict; `None` where only its kind and number are told.
    fn shown(
        &self,
        row: &FindingRow,
        words: &mut Words,
        mut record: StoredRecord,
        shown: &mut Shown,
    ) -> Option<AnswerRecord> {
        for value in record.values() {
            if words.label(value.at).is_none() {
                words.learn(self, value);
                shown.items.extend(value.field.item.clone());
            }
        }
        let redact = match row.verdict {
            Some(Verdict::Include) => false,
            Some(Verdict::Redact) => true,
            _ => {
                leave_out(row, words, shown);
                return None;
            }
        };
        if let Some(portability) = &mut shown.portability {
            self.only_portable(row, &mut record, portability, &mut shown.left_out);
        }
        let redacted = record.document.as_ref().filter(|_| redact).map(|_| DOCUMENT_LEFT_OUT.to_owned());
        let document = record.without_document.take().or(redacted);
        let restricted = words.restricted.map(str::to_owned);
        let notes: Vec<String> = restricted.into_iter().chain(document).collect();
        let note = (!notes.is_empty()).then(|| notes.join(" "));
        shown.found += 1;
        let title = format!("{} {}", words.class.get(LANG.code()), shown.next_number(&words.place));
        let mut answer = AnswerRecord { title, fields: Vec::new(), redacted: Vec::new(), note };
        // Where the source does not tell whose data are whose, redacting takes the whole text.
        let told_apart = redact && record.values().any(|value| value.field.about == About::Other);
        let hidden = |field: &FieldInfo| redact && (field.about == About::Other || field.free_text && !told_apart);
        let redacted = record.values().filter(|value| hidden(value.field));
        answer.redacted = redacted.filter_map(|value| words.label(value.at)).collect();
        record.retain(|field, text| !text.is_empty() && !hidden(field));
        if let Some(portability) = &mut shown.portability {
            self.add_to_vera(row, &record, &mut portability.vera);
        }
        answer.fields.reserve_exact(record.texts.len() + record.events.len());
        for (at, text) in record.texts.into_iter().enumerate() {
            answer.fields.extend(text.and_then(|value| Some(AnswerField { label: words.label(at)?, value })));
        }
        for (event, day) in record.events {
            let label = self.policy().document.events.get(&event).and_then(|event| event.label.as_ref());
            let label = label.map_or_else(|| event.replace('_', " "), |label| label.get(LANG.code()).to_owned());
            let label = label.into();
            answer.fields.push(AnswerField { label, value: date_in_words(day, LANG).into() });
        }
        Some(answer)
    }
}

/// How many findings are opened together, page by page: few records, so that the memory of one page serves the next.
fn page_sizes(judged: &[FindingHead]) -> Vec<u32> {
    let (mut sizes, mut findings, mut records) = (Vec::new(), 0, 0);
    for head in judged {
        if findings == FINDINGS || findings > 0 && records + head.records > RECORDS {
            sizes.push(findings);
            (findings, records) = (0, 0);
        }
        (findings, records) = (findings + 1, records + head.records);
    }
    sizes.extend((findings > 0).then_some(findings));
    sizes
}

/// A record that stays out, with its ground; only its kind and number are told.
fn leave_out(row: &FindingRow, words: &Words, shown: &mut Shown) {
    let existence_only = row.verdict == Some(Verdict::ExistenceNotice);
    // That its use is restricted is not why it stays out.
    let mut grounds = words.grounds.iter().filter(|ground| ground.reason != Reason::Restricted).peekable();
    let ground = grounds.peek().map(|ground| reason_in_words(ground.reason, LANG)).unwrap_or_default().to_owned();
    let law = grounds.find_map(|ground| ground.law.clone()).unwrap_or_default();
    let what = words.class.get(LANG.code()).to_owned();
    let left_out = shown.left_out.entry((what.clone(), law.clone(), existence_only));
    left_out.or_insert_with(|| LeftOut { what, ground, law, existence_only, count: 0 }).count += 1;
}

/// What the records of a finding have in common in an answer.
struct Words {
    place: Place,
    class: Text,
    grounds: Vec<Ground>,
    /// Said of records whose use is restricted.
    restricted: Option<&'static str>,
    /// By the place of a field: its word in the policy.
    labels: Vec<Option<Arc<str>>>,
}

impl Words {
    fn label(&self, at: usize) -> Option<Arc<str>> {
        self.labels.get(at)?.clone()
    }

    fn learn(&mut self, app: &App, value: StoredValue<'_>) {
        let label = app.field_label(value.field.item.as_deref(), &value.field.name, LANG.code());
        self.labels.resize(self.labels.len().max(value.at + 1), None);
        self.labels[value.at] = Some(label.into());
    }
}

/// A finding without its content, and its records.
type Opened = (FindingRow, Vec<StoredRecord>);

/// The thread that opened findings gave fewer than there are.
#[derive(Debug, thiserror::Error)]
#[error("the findings of a request could not all be opened")]
struct BrokenOff;

/// Source and class.
type Place = (String, String);

/// The parts of an answer while it is collected.
#[derive(Default)]
struct Shown {
    items: BTreeSet<String>,
    /// The section that is being filled.
    section: Option<(Place, AnswerSection)>,
    /// Records of a class so far.
    numbers: BTreeMap<Place, u64>,
    found: u64,
    left_out: BTreeMap<(String, String, bool), LeftOut>,
    documents: Vec<(String, String)>,
    /// An officer must say what is done with a document that could not be masked.
    waits: bool,
    /// On a request for portability.
    portability: Option<Portability>,
}

impl Shown {
    /// The number of the next record of a class.
    fn next_number(&mut self, place: &Place) -> u64 {
        if !self.numbers.contains_key(place) {
            self.numbers.insert(place.clone(), 0);
        }
        self.numbers.get_mut(place).map_or(0, |number| {
            *number += 1;
            *number
        })
    }

    /// Files in the shape of VERA with at least so many objects.
    fn vera_files(&mut self, at_least: usize) -> Result<Vec<VeraFile>> {
        let files = self.portability.as_mut().map(|portability| portability.vera.files(at_least));
        files.unwrap_or_else(|| Ok(Vec::new())).map_err(AppError::internal)
    }
}
