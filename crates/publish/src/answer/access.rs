//! The answer to a request for access or portability as a paper: the letter, then the data, then what the law adds to
//! access (Art. 15(1)).

use super::letter::Letter;
use super::{AccessAnswer, AnswerRecord, AnswerSection, Giving};
use crate::lang::{Texts, t};
use crate::paper::{Paper, Part};
use crate::pdf::{PdfError, pdf};
use crate::{Lang, words};

/// The most records that a PDF prints; the letter of a longer answer says where the data are.
pub const MOST_ON_PAPER: u64 = 5_000;

/// The answer as one HTML file that needs no network, made in pieces: [`AccessHtml::start`], each section, then
/// [`AccessHtml::end`].
#[allow(missing_debug_implementations, reason = "holds opened personal data")]
pub struct AccessHtml<'a> {
    answer: &'a AccessAnswer,
    texts: Texts,
    source: Option<String>,
}

impl<'a> AccessHtml<'a> {
    pub fn new(answer: &'a AccessAnswer, lang: Lang) -> Self {
        AccessHtml { answer, texts: letter(answer).texts(lang), source: None }
    }

    /// The head of the file and the letter.
    ///
    /// # Errors
    /// [`PdfError::Text`] when the template cannot be written; so for all three.
    pub fn start(&self) -> Result<String, PdfError> {
        let mut paper = opening(self.answer, &self.texts);
        paper.page_break();
        text(paper.html_part(Part::Start))
    }

    pub fn section(&mut self, section: &AnswerSection) -> Result<String, PdfError> {
        let mut paper = letter(self.answer).blank(&self.texts);
        records(section, &mut self.source, &self.texts, &mut paper);
        text(paper.html_part(Part::Middle))
    }

    pub fn end(&self) -> Result<String, PdfError> {
        let mut paper = letter(self.answer).blank(&self.texts);
        closing(self.answer, &self.texts, &mut paper);
        text(paper.html_part(Part::End))
    }
}

fn text(html: Result<String, askama::Error>) -> Result<String, PdfError> {
    html.map_err(|error| PdfError::Text(error.to_string()))
}

/// The answer as PDF/UA; the letter is its first page. An answer of more than [`MOST_ON_PAPER`] records is the letter
/// and what the law adds; give no sections then.
///
/// # Errors
/// [`PdfError`] when typst refuses the document; nothing is produced then.
pub fn access_pdf(answer: &AccessAnswer, sections: &[AnswerSection], lang: Lang) -> Result<Vec<u8>, PdfError> {
    let texts = letter(answer).texts(lang);
    let mut paper = opening(answer, &texts);
    paper.page_break();
    if answer.found > MOST_ON_PAPER {
        paper.note(t!(texts, "access-too-long", count = answer.found));
    }
    let mut source = None;
    sections.iter().for_each(|section| records(section, &mut source, &texts, &mut paper));
    closing(answer, &texts, &mut paper);
    pdf(&mut paper)
}

fn letter(answer: &AccessAnswer) -> Letter<'_> {
    Letter {
        organisation: &answer.organisation,
        address: answer.address,
        case_number: &answer.case_number,
        received_on: answer.received_on,
        answered_on: answer.answered_on,
        person_name: &answer.person_name,
        complaint: &answer.complaint,
        not_searched: &answer.not_searched,
    }
}

/// The letter: before the records.
fn opening(answer: &AccessAnswer, texts: &Texts) -> Paper {
    let letter = letter(answer);
    let date = words::date_in_words(letter.received_on, texts.lang);
    let (title, asked) = match answer.giving {
        Giving::Access => (t!(texts, "access-title"), t!(texts, "access-asked", date = date)),
        Giving::Portability => (t!(texts, "portability-title"), t!(texts, "portability-asked", date = date)),
    };
    let mut paper = letter.start(texts, title);
    paper.para(asked);
    enclosed(answer, texts, &mut paper);
    letter.missing_sources(texts, &mut paper);
    letter.end(texts, &mut paper);
    paper
}

/// What comes after the records.
fn closing(answer: &AccessAnswer, texts: &Texts, paper: &mut Paper) {
    let head = [(t!(texts, "column-document"), 3), (t!(texts, "column-format"), 1)];
    let rows = answer.documents.iter().map(|(name, media_type)| [name.clone(), media_type.clone()]).collect();
    paper.table(t!(texts, "access-documents"), head, rows);
    left_out(answer, texts, paper);
    if answer.giving == Giving::Access {
        context(answer, texts, paper);
    }
    paper.para(t!(texts, "answer-policy-version", version = answer.policy_version.as_str()));
}

fn enclosed(answer: &AccessAnswer, texts: &Texts, paper: &mut Paper) {
    if answer.found == 0 {
        paper.para(t!(texts, "access-nothing-found"));
    } else {
        paper.para(t!(texts, "access-enclosed"));
        let mut parts = vec![t!(texts, "access-enclosed-records", count = answer.found)];
        if !answer.documents.is_empty() {
            parts.push(t!(texts, "access-enclosed-documents", count = answer.documents.len()));
        }
        parts.push(match answer.giving {
            Giving::Access => t!(texts, "access-enclosed-context"),
            Giving::Portability => t!(texts, "portability-enclosed-files"),
        });
        paper.list(parts);
    }
    let left_out: u32 = answer.left_out.iter().map(|left_out| left_out.count).sum();
    if !answer.left_out.is_empty() {
        paper.para(t!(texts, "access-some-left-out", count = left_out));
    }
}

/// The records of a section, under the heading of their source where `source` was another.
fn records(section: &AnswerSection, source: &mut Option<String>, texts: &Texts, paper: &mut Paper) {
    if section.records.is_empty() {
        return;
    }
    if source.as_ref() != Some(&section.source_label) {
        *source = Some(section.source_label.clone());
        paper.heading(1, t!(texts, "access-source", source = section.source_label.as_str()));
    }
    let count = section.records.len();
    paper.heading(2, t!(texts, "access-class", class = section.class_label.as_str(), count = count));
    section.records.iter().for_each(|each| record(each, texts, paper));
}

fn record(record: &AnswerRecord, texts: &Texts, paper: &mut Paper) {
    paper.heading(3, &record.title);
    let mut rows: Vec<_> =
        record.fields.iter().map(|field| (field.label.to_string(), field.value.to_string())).collect();
    rows.extend(record.redacted.iter().map(|label| (label.to_string(), t!(texts, "access-redacted"))));
    paper.fields(rows);
    if let Some(note) = &record.note {
        paper.para(note);
    }
}

fn left_out(answer: &AccessAnswer, texts: &Texts, paper: &mut Paper) {
    let head = [
        (t!(texts, "column-what"), 6),
        (t!(texts, "column-count"), 3),
        (t!(texts, "column-why"), 8),
        (t!(texts, "column-law"), 4),
    ];
    let rows = answer
        .left_out
        .iter()
        .map(|each| {
            let why = if each.existence_only {
                format!("{} {}", each.ground, t!(texts, "access-existence-only"))
            } else {
                each.ground.clone()
            };
            [each.what.clone(), each.count.to_string(), why, words::law_in_words(&each.law, texts.lang)]
        })
        .collect();
    paper.table(t!(texts, "access-left-out"), head, rows);
}

fn context(answer: &AccessAnswer, texts: &Texts, paper: &mut Paper) {
    let head = [(t!(texts, "column-purpose"), 4), (t!(texts, "column-basis"), 3), (t!(texts, "column-law"), 2)];
    let rows = answer
        .purposes
        .iter()
        .map(|(purpose, basis, law)| [purpose.clone(), basis.clone(), words::law_in_words(law, texts.lang)])
        .collect();
    paper.table(t!(texts, "access-purposes"), head, rows);
    let head = [(t!(texts, "column-recipient"), 2), (t!(texts, "column-what"), 3), (t!(texts, "column-why"), 3)];
    let rows = answer.recipients.iter().cloned().map(|(name, what, why)| [name, what, why]).collect();
    paper.table(t!(texts, "access-recipients"), head, rows);
    let head = [(t!(texts, "column-data"), 2), (t!(texts, "column-term"), 3)];
    let rows = answer.terms.iter().cloned().map(|(data, term)| [data, term]).collect();
    paper.table(t!(texts, "access-terms"), head, rows);
    if !answer.origins.is_empty() {
        paper.heading(1, t!(texts, "access-origins"));
        paper.list(answer.origins.clone());
    }
    paper.heading(1, t!(texts, "access-automated"));
    match &answer.automated {
        Some(text) => paper.para(text),
        None => paper.para(t!(texts, "access-automated-none")),
    }
    if !answer.rights.is_empty() {
        paper.heading(1, t!(texts, "access-rights"));
        paper.list(answer.rights.clone());
    }
}
