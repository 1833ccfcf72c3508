//! The answer to a request to erase, correct or restrict data: what was done, what was not and why (Art. 16-19).

use gestand_policy::model::AddressForm;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::letter::Letter;
use crate::lang::{Texts, t};
use crate::paper::Paper;
use crate::pdf::{PdfError, pdf};
use crate::{Lang, words};

/// What was asked to be done with the data.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Action {
    /// Art. 17
    Erasure,
    /// Art. 16
    Rectification,
    /// Art. 18
    Restriction,
}

/// The answer. Holds opened personal data: built under a `Permit`, no `Debug`.
#[allow(missing_debug_implementations, reason = "holds opened personal data")]
#[derive(Clone, Serialize, Deserialize)]
pub struct ActionAnswer {
    pub action: Action,
    pub organisation: String,
    pub address: AddressForm,
    pub case_number: String,
    pub received_on: Date,
    pub answered_on: Date,
    /// The day of the earlier answer that this one replaces, because a hold was released.
    pub replaces: Option<Date>,
    pub person_name: String,
    pub done: Vec<Done>,
    pub kept: Vec<Kept>,
    /// Recipients that are told of it (Art. 19).
    pub recipients: Vec<String>,
    /// How to complain to the organisation itself; the authority and the court are always named.
    pub complaint: Vec<String>,
    /// Sources that could not be searched, with the reason.
    pub not_searched: Vec<(String, String)>,
    pub policy_version: String,
}

/// Records of which it was verified that it is done, or of which a colleague says so.
#[allow(missing_debug_implementations, reason = "holds opened personal data")]
#[derive(Clone, Serialize, Deserialize)]
pub struct Done {
    pub what: String,
    /// The source; empty where the answer tells it of all together.
    pub place: String,
    pub count: u32,
    pub on: Date,
    /// Rectification: what was changed. Empty: the statement of the person was put beside it.
    pub changes: Vec<Change>,
}

/// A value that became another.
#[allow(missing_debug_implementations, reason = "holds opened personal data")]
#[derive(Clone, Serialize, Deserialize)]
pub struct Change {
    pub label: String,
    pub old: String,
    pub new: String,
}

/// Records that stay as they are, with the ground.
#[allow(missing_debug_implementations, reason = "holds opened personal data")]
#[derive(Clone, Serialize, Deserialize)]
pub struct Kept {
    pub what: String,
    pub count: u32,
    pub why: String,
    /// The article; empty where there is none.
    pub law: String,
    /// Erasure: the last day it is kept; `None` when an event that has not happened yet decides.
    pub until: Option<Date>,
}

/// The answer as one HTML file that needs no network.
///
/// # Errors
/// [`PdfError::Text`] when the template cannot be written.
pub fn action_html(answer: &ActionAnswer, lang: Lang) -> Result<String, PdfError> {
    paper(answer, lang).html().map_err(|error| PdfError::Text(error.to_string()))
}

/// The answer as PDF/UA; the letter is its first page.
///
/// # Errors
/// [`PdfError`] when typst refuses the document; nothing is produced then.
pub fn action_pdf(answer: &ActionAnswer, lang: Lang) -> Result<Vec<u8>, PdfError> {
    pdf(&mut paper(answer, lang))
}

fn paper(answer: &ActionAnswer, lang: Lang) -> Paper {
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
    let received_on = words::date_in_words(letter.received_on, lang);
    let (title, asked) = match answer.action {
        Action::Erasure => (t!(texts, "erasure-title"), t!(texts, "erasure-asked", date = received_on)),
        Action::Rectification => {
            (t!(texts, "rectification-title"), t!(texts, "rectification-asked", date = received_on))
        }
        Action::Restriction => (t!(texts, "restriction-title"), t!(texts, "restriction-asked", date = received_on)),
    };
    let mut paper = letter.start(&texts, title);
    paper.para(asked);
    if let Some(day) = answer.replaces {
        paper.para(t!(texts, "erasure-replaces", date = words::date_in_words(day, lang)));
    }
    paper.para(outcome(answer, &texts));
    if answer.action == Action::Restriction && !answer.done.is_empty() {
        paper.para(t!(texts, "restriction-means"));
    }
    letter.missing_sources(&texts, &mut paper);
    letter.end(&texts, &mut paper);
    match answer.action {
        Action::Erasure => erased(answer, &texts, &mut paper),
        Action::Rectification => corrected(answer, &texts, &mut paper),
        Action::Restriction => restricted(answer, &texts, &mut paper),
    }
    kept(answer, &texts, &mut paper);
    if !answer.recipients.is_empty() {
        paper.heading(1, t!(texts, "action-recipients"));
        paper.para(t!(texts, "action-recipients-what"));
        paper.list(answer.recipients.clone());
    }
    paper.para(t!(texts, "answer-policy-version", version = answer.policy_version.as_str()));
    paper
}

/// All, a part, nothing, or nothing found.
fn outcome(answer: &ActionAnswer, texts: &Texts) -> String {
    match (answer.action, answer.done.is_empty(), answer.kept.is_empty()) {
        (Action::Erasure, false, true) => t!(texts, "erasure-all"),
        (Action::Erasure, false, false) => t!(texts, "erasure-some"),
        (Action::Erasure, true, false) => t!(texts, "erasure-none"),
        (Action::Erasure, true, true) => t!(texts, "erasure-nothing-found"),
        (Action::Rectification, false, true) => t!(texts, "rectification-all"),
        (Action::Rectification, false, false) => t!(texts, "rectification-some"),
        (Action::Rectification, true, false) => t!(texts, "rectification-none"),
        (Action::Rectification, true, true) => t!(texts, "rectification-nothing-found"),
        (Action::Restriction, false, true) => t!(texts, "restriction-all"),
        (Action::Restriction, false, false) => t!(texts, "restriction-some"),
        (Action::Restriction, true, false) => t!(texts, "restriction-none"),
        (Action::Restriction, true, true) => t!(texts, "restriction-nothing-found"),
    }
}

fn erased(answer: &ActionAnswer, texts: &Texts, paper: &mut Paper) {
    let head = [(t!(texts, "column-what"), 4), (t!(texts, "column-count"), 1), (t!(texts, "column-erased-on"), 2)];
    let row = |each: &Done| [each.what.clone(), each.count.to_string(), words::date_in_words(each.on, texts.lang)];
    paper.table(t!(texts, "erasure-erased"), head, answer.done.iter().map(row).collect());
}

fn corrected(answer: &ActionAnswer, texts: &Texts, paper: &mut Paper) {
    let head = [
        (t!(texts, "column-data"), 4),
        (t!(texts, "column-where"), 5),
        (t!(texts, "column-was"), 4),
        (t!(texts, "column-is"), 4),
        (t!(texts, "column-changed-on"), 4),
    ];
    let row = |done: &Done, change: &Change| {
        let place = format!("{} ({})", done.what, done.place);
        let day = words::date_in_words(done.on, texts.lang);
        [change.label.clone(), place, change.old.clone(), change.new.clone(), day]
    };
    let rows = answer.done.iter().flat_map(|done| done.changes.iter().map(move |change| row(done, change)));
    paper.table(t!(texts, "rectification-changed"), head, rows.collect());
    let head = [(t!(texts, "column-what"), 4), (t!(texts, "column-where"), 4), (t!(texts, "column-changed-on"), 3)];
    let beside = answer.done.iter().filter(|done| done.changes.is_empty());
    let row = |done: &Done| [done.what.clone(), done.place.clone(), words::date_in_words(done.on, texts.lang)];
    paper.table(t!(texts, "rectification-statement"), head, beside.map(row).collect());
}

fn restricted(answer: &ActionAnswer, texts: &Texts, paper: &mut Paper) {
    let head = [
        (t!(texts, "column-what"), 4),
        (t!(texts, "column-where"), 4),
        (t!(texts, "column-count"), 2),
        (t!(texts, "column-restricted-on"), 3),
    ];
    let row = |each: &Done| {
        [each.what.clone(), each.place.clone(), each.count.to_string(), words::date_in_words(each.on, texts.lang)]
    };
    paper.table(t!(texts, "restriction-restricted"), head, answer.done.iter().map(row).collect());
}

fn kept(answer: &ActionAnswer, texts: &Texts, paper: &mut Paper) {
    let law = |each: &Kept| words::law_in_words(&each.law, texts.lang);
    if answer.action == Action::Erasure {
        let head = [
            (t!(texts, "column-what"), 6),
            (t!(texts, "column-count"), 3),
            (t!(texts, "column-why"), 8),
            (t!(texts, "column-law"), 4),
            (t!(texts, "column-until"), 5),
        ];
        let row = |each: &Kept| {
            let until = each.until.map(|date| words::date_in_words(date, texts.lang));
            let until = until.unwrap_or_else(|| t!(texts, "erasure-until-unknown"));
            [each.what.clone(), each.count.to_string(), each.why.clone(), law(each), until]
        };
        paper.table(t!(texts, "erasure-kept"), head, answer.kept.iter().map(row).collect());
        return;
    }
    let heading = match answer.action {
        Action::Restriction => t!(texts, "restriction-kept"),
        Action::Erasure | Action::Rectification => t!(texts, "rectification-kept"),
    };
    let head = [
        (t!(texts, "column-what"), 6),
        (t!(texts, "column-count"), 3),
        (t!(texts, "column-why"), 8),
        (t!(texts, "column-law"), 4),
    ];
    let row = |each: &Kept| [each.what.clone(), each.count.to_string(), each.why.clone(), law(each)];
    paper.table(heading, head, answer.kept.iter().map(row).collect());
}
