//! Who the controller is, what its statement is like, and which bases and laws it names.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Text, Trace};
use crate::span::At;
use crate::terms::Length;

/// The controller and how to reach it (Art. 13(1)(a)).
#[derive(Debug, Clone, Default, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Organisation {
    pub name: Option<String>,
    /// Whether the statement says that the organisation is the controller.
    pub called_controller: Option<bool>,
    pub website: Option<String>,
    pub visiting_address: Option<String>,
    pub postal_address: Option<String>,
    pub email: Option<At<String>>,
    pub phone: Option<String>,
    pub contact_form: Option<String>,
    /// When the phone is answered.
    pub hours: Option<Text>,
    /// Who answers for privacy inside the organisation (Art. 37-39).
    pub officer: Option<At<Officer>>,
    pub trace: Trace,
}

/// The privacy contact inside the organisation.
#[derive(Debug, Clone, Default, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Officer {
    pub kind: Option<OfficerKind>,
    /// Whether the statement says that a DPO is compulsory for it (Art. 37(1)). Absent: silent.
    pub dpo_required: Option<bool>,
    /// Whether an assessment under Art. 37(1) is on record where there is no DPO.
    pub dpo_assessed: Option<bool>,
    pub email: Option<At<String>>,
    pub phone: Option<String>,
    /// The statement names a natural person instead of the function.
    pub names_person: bool,
    pub trace: Trace,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum OfficerKind {
    /// Functionaris gegevensbescherming (FG), registered with the authority.
    Dpo,
    /// Privacy Officer without the status of a DPO.
    PrivacyOfficer,
    /// Privacy Officer; the statement does not say whether that is a DPO.
    PrivacyOfficerStatusUnknown,
    /// The statement says that there is none.
    None,
}

/// The published statement itself.
#[derive(Debug, Clone, Default, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Statement {
    /// Date of the version (`YYYY-MM-DD`).
    pub version: Option<At<String>>,
    /// How the reader is addressed in Dutch.
    pub address: Option<AddressForm>,
    /// What the statement says it tells about.
    pub covers: Vec<At<StatementPart>>,
    /// Other documents that belong to it, by name.
    pub refers_to: Vec<At<Text>>,
    /// It says that all data come from the person.
    pub all_from_person: Option<At<bool>>,
    /// How people are told of a change.
    pub changes: Vec<At<ChangeNotice>>,
    /// When the statement is handed to a person (Art. 13(1)).
    pub handed_over: Vec<At<HandOver>>,
    /// After how long the statement is reviewed at the latest.
    pub review_every: Option<At<Length>>,
    /// Links or page references of the published text that lead nowhere.
    pub dead_links: Vec<At<Text>>,
    pub trace: Trace,
}

/// A part that a statement can announce (Art. 12(1)).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum StatementPart {
    Data,
    Purposes,
    Bases,
    /// How data are handled and protected.
    Protection,
    Recipients,
    Terms,
    Rights,
    Cameras,
    Cookies,
    Complaints,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum AddressForm {
    U,
    Je,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ChangeNotice {
    /// The new text is put on the website.
    Published,
    /// The reader is asked to come back and read again.
    ReaderRereads,
    /// The website tells of important changes.
    WebsiteNotice,
    /// People are told themselves before data are used for a new purpose (Art. 13(3)).
    PersonsBeforeNewPurpose,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum HandOver {
    Website,
    AtCollection,
    AtSigning,
    OnRequest,
}

/// The lawful bases of Art. 6(1) GDPR.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Basis {
    /// 6(1)(a)
    Consent,
    /// 6(1)(b)
    Contract,
    /// 6(1)(c)
    LegalObligation,
    /// 6(1)(d)
    VitalInterest,
    /// 6(1)(e)
    PublicTask,
    /// 6(1)(f)
    LegitimateInterest,
}

impl Basis {
    /// Its name in `lang` (`"nl"` or `"en"`), as it reads in a sentence.
    pub fn in_words(self, lang: &str) -> &'static str {
        let (nl, en) = match self {
            Basis::Consent => ("toestemming", "consent"),
            Basis::Contract => ("overeenkomst", "contract"),
            Basis::LegalObligation => ("wettelijke plicht", "legal obligation"),
            Basis::VitalInterest => ("levensbelang", "vital interest"),
            Basis::PublicTask => ("taak van algemeen belang", "task in the public interest"),
            Basis::LegitimateInterest => ("gerechtvaardigd belang", "legitimate interest"),
        };
        if lang == "en" { en } else { nl }
    }
}

/// A basis as the statement lists it.
#[derive(Debug, Clone, Default, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct BasisUse {
    /// The interests named (legitimate interest only, Art. 13(1)(d)).
    pub interests: Vec<Text>,
    /// Whose interests (legitimate interest only, Art. 6(1)(f)).
    pub interest_of: Vec<At<super::InterestOf>>,
    /// The statement words the basis wider than Art. 6(1) does.
    pub wider_than_law: bool,
    /// The act that lays down the task (public task only, Art. 6(3)).
    pub act: Option<String>,
    pub trace: Trace,
}

/// A law the statement cites.
#[derive(Debug, Clone, Default, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct LawReference {
    pub name: Option<Text>,
    /// Last day it was in force (`YYYY-MM-DD`), for repealed acts.
    pub repealed: Option<String>,
    /// The id of the act that replaced it.
    pub replaced_by: Option<String>,
    /// A blanket reference ("other acts") that names no act.
    pub blanket: bool,
    pub trace: Trace,
}
