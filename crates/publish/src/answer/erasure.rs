//! The answer to a request for erasure: what is gone, what stays and why, until when (Art. 17, 19).

use gestand_policy::model::AddressForm;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::letter::Letter;
use crate::lang::t;
use crate::paper::Paper;
use crate::pdf::{PdfError, pdf};
use crate::{Lang, words};

/// The answer to a request for erasure. Holds opened personal data: built under a `Permit`, no `Debug`.
#[allow(missing_debug_implementations, reason = "holds opened personal data")]
#[derive(Clone, Serialize, Deserialize)]
pub struct ErasureAnswer {
    pub organisation: String,
    pub address: AddressForm,
    pub case_number: String,
    pub received_on: Date,
    pub answered_on: Date,
    /// The day of the earlier answer that this one replaces, because a hold was released.
    pub replaces: Option<Date>,
    pub person_name: String,
    pub erased: Vec<Erased>,
    pub kept: Vec<Kept>,
    /// Recipients that were told of the erasure (Art. 19).
    pub recipients_told: Vec<String>,
    /// How to complain to the organisation itself; the authority and the court are always named.
    pub complaint: Vec<String>,
    /// Sources that could not be searched, with the reason.
    pub not_searched: Vec<(String, String)>,
    pub policy_version: String,
}

/// Records that are gone; the absence was verified.
#[allow(missing_debug_implementations, reason = "holds opened personal data")]
#[derive(Clone, Serialize, Deserialize)]
pub struct Erased {
    pub what: String,
    pub count: u32,
    pub on: Date,
}

/// Records that stay, with the ground (Art. 17(3)).
#[allow(missing_debug_implementations, reason = "holds opened personal data")]
#[derive(Clone, Serialize, Deserialize)]
pub struct Kept {
    pub what: String,
    pub count: u32,
    pub why: String,
    /// The article; empty where there is none.
    pub law: String,
    /// Last day it is kept; `None` when an event that has not happened yet decides.
    pub until: Option<Date>,
}

/// The answer as one HTML file that needs no network.
///
/// # Errors
/// [`PdfError::Text`] when the template cannot be written.
pub fn erasure_html(answer: &ErasureAnswer, lang: Lang) -> Result<String, PdfError> {
    paper(answer, lang).html().map_err(|error| PdfError::Text(error.to_string()))
}

/// The answer as PDF/UA; the letter is its first page.
///
/// # Errors
/// [`PdfError`] when typst refuses the document; nothing is produced then.
pub fn erasure_pdf(answer: &ErasureAnswer, lang: Lang) -> Result<Vec<u8>, PdfError> {
    pdf(&mut paper(answer, lang))
}

fn paper(answer: &ErasureAnswer, lang: Lang) -> Paper {
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
    let mut paper = letter.start(&texts, t!(texts, "erasure-title"));
    paper.para(t!(texts, "erasure-asked", date = words::date_in_words(letter.received_on, lang)));
    if let Some(day) = answer.replaces {
        paper.para(t!(texts, "erasure-replaces", date = words::date_in_words(day, lang)));
    }
    paper.para(match (answer.erased.is_empty(), answer.kept.is_empty()) {
        (false, true) => t!(texts, "erasure-all"),
        (false, false) => t!(texts, "erasure-some"),
        (true, false) => t!(texts, "erasure-none"),
        (true, true) => t!(texts, "erasure-nothing-found"),
    });
    letter.missing_sources(&texts, &mut paper);
    letter.end(&texts, &mut paper);
    let head = [(t!(texts, "column-what"), 4), (t!(texts, "column-count"), 1), (t!(texts, "column-erased-on"), 2)];
    let row = |each: &Erased| [each.what.clone(), each.count.to_string(), words::date_in_words(each.on, lang)];
    paper.table(t!(texts, "erasure-erased"), head, answer.erased.iter().map(row).collect());
    let head = [
        (t!(texts, "column-what"), 6),
        (t!(texts, "column-count"), 3),
        (t!(texts, "column-why"), 8),
        (t!(texts, "column-law"), 4),
        (t!(texts, "column-until"), 5),
    ];
    let row = |each: &Kept| {
        let until = each.until.map(|date| words::date_in_words(date, lang));
        let until = until.unwrap_or_else(|| t!(texts, "erasure-until-unknown"));
        let law = words::law_in_words(&each.law, lang);
        [each.what.clone(), each.count.to_string(), each.why.clone(), law, until]
    };
    paper.table(t!(texts, "erasure-kept"), head, answer.kept.iter().map(row).collect());
    if !answer.recipients_told.is_empty() {
        paper.heading(1, t!(texts, "erasure-told"));
        paper.list(answer.recipients_told.clone());
    }
    paper.para(t!(texts, "answer-policy-version", version = answer.policy_version.as_str()));
    paper
}
