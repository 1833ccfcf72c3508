//! What a person receives: the data, on a request for access or portability (Art. 15, 20), and what was done on a
//! request for rectification, erasure or restriction (Art. 16-18).
//!
//! An access answer can be long: its records come in sections, one after the other, and every form but the PDF is made
//! piece by piece.

mod access;
mod action;
mod json;
mod letter;
mod lift;
mod part;
mod vera;

pub use access::{AccessHtml, MOST_ON_PAPER, access_pdf};
pub use action::{Action, ActionAnswer, Change, Done, Kept, action_html, action_pdf};
pub use json::{AccessJson, action_json};
pub use lift::{LiftNotice, lift_pdf};
pub use part::{PolicyPart, policy_part};
pub use vera::{PortableValue, VeraFile, VeraPackage};

use std::sync::Arc;

use compact_str::CompactString;
use gestand_policy::model::AddressForm;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// What the data are given for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Giving {
    /// Art. 15
    Access,
    /// Art. 20: what the policy adds to an access answer is not in it.
    Portability,
}

/// The answer to a request for access or portability without its records. All strings are opened personal data: the struct is built under a `Permit`
/// and has no `Debug`, so it cannot reach a log by accident.
#[allow(missing_debug_implementations, reason = "holds opened personal data")]
#[derive(Clone, Serialize, Deserialize)]
pub struct AccessAnswer {
    pub giving: Giving,
    pub organisation: String,
    pub address: AddressForm,
    pub case_number: String,
    pub received_on: Date,
    pub answered_on: Date,
    pub person_name: String,
    /// How many records come with it, in [`AnswerSection`]s.
    pub found: u64,
    pub left_out: Vec<LeftOut>,
    /// Documents that come with the answer: name and media type.
    pub documents: Vec<(String, String)>,
    /// Purpose, basis, law (empty where none): Art. 15(1)(a).
    pub purposes: Vec<(String, String, String)>,
    /// Name, what they got, why: Art. 15(1)(c).
    pub recipients: Vec<(String, String, String)>,
    /// Data and their term in words: Art. 15(1)(d).
    pub terms: Vec<(String, String)>,
    /// Where data come from: Art. 15(1)(g).
    pub origins: Vec<String>,
    /// The rights in sentences: Art. 15(1)(e).
    pub rights: Vec<String>,
    /// How to complain to the organisation itself; the authority and the court are always named.
    pub complaint: Vec<String>,
    /// Sources that could not be searched, with the reason: an answer built without a source says so.
    pub not_searched: Vec<(String, String)>,
    /// Automated decisions: Art. 15(1)(h). `None`: there are none.
    pub automated: Option<String>,
    pub policy_version: String,
}

/// What one source holds in one record class, or a part of it.
#[allow(missing_debug_implementations, reason = "holds opened personal data")]
#[derive(Clone, Serialize, Deserialize)]
pub struct AnswerSection {
    #[serde(rename = "source")]
    pub source_label: String,
    #[serde(rename = "class")]
    pub class_label: String,
    pub records: Vec<AnswerRecord>,
}

/// One record as the person may see it.
#[allow(missing_debug_implementations, reason = "holds opened personal data")]
#[derive(Clone, Serialize, Deserialize)]
pub struct AnswerRecord {
    pub title: String,
    pub fields: Vec<AnswerField>,
    /// Labels of fields that are there but not shown, because they are about others.
    pub redacted: Vec<Arc<str>>,
    pub note: Option<String>,
}

/// A value with its label.
#[allow(missing_debug_implementations, reason = "holds opened personal data")]
#[derive(Clone, Serialize, Deserialize)]
pub struct AnswerField {
    /// Shared by the records of a section.
    pub label: Arc<str>,
    pub value: CompactString,
}

/// Records that stay out of the answer, with the ground (Art. 15(4), 23; UAVG 41).
#[allow(missing_debug_implementations, reason = "holds opened personal data")]
#[derive(Clone, Serialize, Deserialize)]
pub struct LeftOut {
    pub what: String,
    pub ground: String,
    /// The article; empty where the policy names none.
    pub law: String,
    /// The person is only told that there is something.
    pub existence_only: bool,
    pub count: u32,
}
