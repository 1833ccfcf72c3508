//! The answer to a request for access as a paper: the letter, then the data, then what the law adds (Art. 15(1)).

use super::letter::Letter;
use super::{AccessAnswer, AnswerRecord};
use crate::lang::{Texts, t};
use crate::paper::Paper;
use crate::pdf::{PdfError, pdf};
use crate::{Lang, words};

/// The answer as one HTML file that needs no network.
///
/// # Errors
/// [`PdfError::Text`] when the template cannot be written.
pub fn access_html(answer: &AccessAnswer, lang: Lang) -> Result<String, PdfError> {
    paper(answer, lang).html().map_err(|error| PdfError::Text(error.to_string()))
}

/// The answer as PDF/UA; the letter is its first page.
///
/// # Errors
/// [`PdfError`] when typst refuses the document; nothing is produced then.
pub fn access_pdf(answer: &AccessAnswer, lang: Lang) -> Result<Vec<u8>, PdfError> {
    pdf(&mut paper(answer, lang))
}

fn paper(answer: &AccessAnswer, lang: Lang) -> Paper {
    let letter = Letter {
        organisation: &answer.organisation,
        address: answer.address,
        case_number: &answer.case_number,
        received_on: answer.received_on,
        answered_on: answer.answered_on,
        person_name: &answer.person_name,
        complaint: &answer.complaint,
        not_searched: &answer.not_searched,
    };
    let texts = letter.texts(lang);
    let mut paper = letter.start(&texts, t!(texts, "access-title"));
    paper.para(t!(texts, "access-asked", date = words::date_in_words(letter.received_on, lang)));
    enclosed(answer, &texts, &mut paper);
    letter.missing_sources(&texts, &mut paper);
    letter.end(&texts, &mut paper);
    paper.page_break();
    records(answer, &texts, &mut paper);
    left_out(answer, &texts, &mut paper);
    context(answer, &texts, &mut paper);
    paper.para(t!(texts, "answer-policy-version", version = answer.policy_version.as_str()));
    paper
}

fn enclosed(answer: &AccessAnswer, texts: &Texts, paper: &mut Paper) {
    let found: usize = answer.sections.iter().map(|section| section.records.len()).sum();
    if found == 0 {
        paper.para(t!(texts, "access-nothing-found"));
    } else {
        paper.para(t!(texts, "access-enclosed"));
        let mut parts = vec![t!(texts, "access-enclosed-records", count = found)];
        if !answer.documents.is_empty() {
            parts.push(t!(texts, "access-enclosed-documents", count = answer.documents.len()));
        }
        parts.push(t!(texts, "access-enclosed-context"));
        paper.list(parts);
    }
    let left_out: u32 = answer.left_out.iter().map(|left_out| left_out.count).sum();
    if !answer.left_out.is_empty() {
        paper.para(t!(texts, "access-some-left-out", count = left_out));
    }
}

fn records(answer: &AccessAnswer, texts: &Texts, paper: &mut Paper) {
    let mut source = None;
    for section in answer.sections.iter().filter(|section| !section.records.is_empty()) {
        if source != Some(&section.source_label) {
            source = Some(&section.source_label);
            paper.heading(1, t!(texts, "access-source", source = section.source_label.as_str()));
        }
        let count = section.records.len();
        paper.heading(2, t!(texts, "access-class", class = section.class_label.as_str(), count = count));
        section.records.iter().for_each(|each| record(each, texts, paper));
    }
    let head = [(t!(texts, "column-document"), 3), (t!(texts, "column-format"), 1)];
    let rows = answer.documents.iter().map(|(name, media_type)| [name.clone(), media_type.clone()]).collect();
    paper.table(t!(texts, "access-documents"), head, rows);
}

fn record(record: &AnswerRecord, texts: &Texts, paper: &mut Paper) {
    paper.heading(3, &record.title);
    let mut rows = record.fields.clone();
    rows.extend(record.redacted.iter().map(|label| (label.clone(), t!(texts, "access-redacted"))));
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
