//! The register of processing activities (Art. 30), written from the policy: one struct, from which every form comes.

mod build;
pub mod import;
mod jsonld;
mod picture;
mod table;
mod xlsx;

use gestand_policy::Policy;
use gestand_policy::model::{Basis, Document, OfficerKind, RecipientRole, Region, Sensitivity, Then};
use gestand_policy::terms::Keep;
use serde::Serialize;

use crate::Lang;

pub use jsonld::register_jsonld;
pub use picture::{flow_svg, timeline_svg};
pub use table::{Column, register_csv, register_markdown};
pub use xlsx::{XlsxError, register_xlsx};

/// The register of one policy version, in one language. Holds nothing personal: whom the policy names is an
/// organisation, a function or a group.
///
/// As JSON it has the shape `gestand.register/1`: the fields of these structs under their own names; absent values are
/// `null`; ids are those of the policy, and every label is in the language of `lang`.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Register {
    /// `gestand.register/1`
    pub format: &'static str,
    pub lang: Lang,
    /// The policy version that this is the register of (32 hex digits).
    pub policy_version: String,
    /// Date of the statement that says the same (`YYYY-MM-DD`).
    pub statement_version: Option<String>,
    pub controller: Controller,
    /// The data protection officer or privacy officer: the function, never a name.
    pub officer: Option<OfficerContact>,
    pub activities: Vec<RegisterActivity>,
    /// Art. 30(1)(e): what holds for all transfers outside the EEA.
    pub transfers: Option<TransferRule>,
    /// Art. 30(1)(g): technical and organisational security measures; they hold for all activities.
    pub measures: Vec<Measure>,
    /// Art. 30(1)(f): every retention rule, in the order of the policy.
    pub retention: Vec<RetentionTerm>,
}

/// An id of the policy with its label.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Named {
    pub id: String,
    pub label: String,
}

/// Art. 30(1)(a): the controller and how to reach it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Controller {
    pub name: String,
    pub website: Option<String>,
    pub visiting_address: Option<String>,
    pub postal_address: Option<String>,
    pub email: Option<String>,
    pub phone: Option<String>,
}

/// Art. 30(1)(a): the officer, by function.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OfficerContact {
    pub kind: OfficerKind,
    pub label: String,
    /// Absent where the policy says that it names a person.
    pub email: Option<String>,
    pub phone: Option<String>,
}

/// One processing activity: all of Art. 30(1), with its origins, automated decisions and balancing test.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RegisterActivity {
    pub id: String,
    pub label: String,
    /// Art. 30(1)(b), completing "we use data to …".
    pub purpose: Option<String>,
    pub bases: Vec<NamedBasis>,
    /// The act and article, as the policy writes it: `GDPR 6(1)(c)`.
    pub law: Option<String>,
    /// The interest pursued, for legitimate interest.
    pub interest: Option<String>,
    /// Date of the balancing test (`YYYY-MM-DD`).
    pub balanced: Option<String>,
    /// The exception of Art. 9(2) or UAVG 22-33 relied on.
    pub ground: Option<String>,
    pub consent: Option<RegisterConsent>,
    /// Art. 30(1)(c): whose data.
    pub subjects: Vec<Named>,
    /// Art. 30(1)(c): which data, with the terms of Art. 30(1)(f).
    pub data: Vec<RegisterData>,
    /// Functions that do it.
    pub functions: Vec<Named>,
    /// Art. 30(1)(d).
    pub recipients: Vec<RegisterRecipient>,
    /// Where data come from, when not from the person.
    pub origins: Vec<RegisterOrigin>,
    pub automated: Option<RegisterAutomated>,
    /// What follows when the person does not give the data.
    pub if_not_provided: Option<String>,
    pub marketing: bool,
    /// The law asks this of every corporation.
    pub statutory: bool,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NamedBasis {
    pub id: Basis,
    pub label: String,
}

/// How consent is given and withdrawn.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RegisterConsent {
    pub given: Option<Named>,
    pub withdraw: Vec<Named>,
}

/// A category of data, as far as an activity uses it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RegisterData {
    pub id: String,
    pub label: String,
    pub sensitivity: Sensitivity,
    /// The activity uses the whole category.
    pub whole: bool,
    pub items: Vec<Named>,
    /// Art. 30(1)(f): how long these data are kept.
    pub terms: Vec<RegisterTerm>,
}

/// A retention rule, as far as it is about data of an activity.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RegisterTerm {
    /// Id of the rule in [`Register::retention`].
    pub rule: String,
    /// The term in words.
    pub term: String,
    /// The items it is about, where it is not about all of the category that the activity uses.
    pub only: Vec<Named>,
}

/// Who gets data, in which role, where and under which safeguard.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RegisterRecipient {
    pub id: String,
    pub label: String,
    pub role: Option<NamedRole>,
    pub region: Option<NamedRegion>,
    /// Art. 30(1)(e): the safeguard for a region outside the EEA.
    pub safeguard: Option<Named>,
    /// What it may get for this activity; empty: not stated.
    pub data: Vec<Named>,
    /// What must be so before.
    pub conditions: Vec<Named>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NamedRole {
    pub id: RecipientRole,
    pub label: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NamedRegion {
    pub id: Region,
    pub label: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RegisterOrigin {
    pub id: String,
    pub label: String,
    pub public_register: bool,
}

/// Automated decisions and profiling (Art. 22).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RegisterAutomated {
    pub decisive: bool,
    pub profiling: bool,
    pub safeguards: Vec<Named>,
}

/// The rule for all transfers (Art. 44-49).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TransferRule {
    pub stored_in: Option<NamedRegion>,
    pub outside_allowed: bool,
    pub safeguards: Vec<Named>,
}

/// A security measure, as the policy promises it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Measure {
    /// The policy node: `measures.encryption`, `commitments.secrecy`.
    pub node: String,
    pub text: String,
}

/// A retention rule.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RetentionTerm {
    pub id: String,
    pub label: String,
    /// As the policy writes it: `7 years after tenancy_ended, to end of book year`.
    pub keep: Option<Keep>,
    /// In words; "no term stated" where the policy gives none.
    pub term: String,
    pub then: Option<Then>,
    pub law: Option<String>,
}

/// The register of `policy` in `lang`.
pub fn register(policy: &Policy, lang: Lang) -> Register {
    register_of(&policy.document, &policy.version, lang)
}

/// The register of the policy document of an earlier `version`, as the database keeps it.
pub fn register_of(document: &Document, version: &str, lang: Lang) -> Register {
    build::build(document, version, lang)
}

/// The register as JSON; see [`Register`] for its shape.
pub fn register_json(register: &Register) -> serde_json::Value {
    serde_json::to_value(register).unwrap_or_default()
}

impl Register {
    /// The same register with one activity, and the retention rules of that activity.
    pub fn only(&self, activity: &str) -> Option<Register> {
        let found = self.activities.iter().find(|each| each.id == activity)?.clone();
        let rules: Vec<&str> = found.data.iter().flat_map(|data| &data.terms).map(|term| term.rule.as_str()).collect();
        let retention = self.retention.iter().filter(|rule| rules.contains(&rule.id.as_str())).cloned().collect();
        Some(Register { activities: vec![found], retention, ..self.clone() })
    }
}

impl RegisterActivity {
    /// Recipients outside the European Economic Area (Art. 30(1)(e)).
    pub fn transfers(&self) -> impl Iterator<Item = &RegisterRecipient> {
        self.recipients.iter().filter(|each| each.region.as_ref().is_some_and(|at| at.id == Region::ThirdCountry))
    }

    /// Recipients that are controllers together with the corporation (Art. 26, 30(1)(a)).
    pub fn joint_controllers(&self) -> impl Iterator<Item = &RegisterRecipient> {
        let joint = |role: &NamedRole| role.id == RecipientRole::JointController;
        self.recipients.iter().filter(move |each| each.role.as_ref().is_some_and(joint))
    }
}
