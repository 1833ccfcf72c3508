//! Processing activities: the purpose, the basis and the bounds of each use of data.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Basis, Refs, Text, Trace};
use crate::span::At;
use crate::terms::Length;

/// A processing activity (Art. 30(1), 13(1)(c)).
#[derive(Debug, Clone, Default, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Activity {
    /// Short name for lists.
    pub label: Option<Text>,
    /// The part of life it belongs to: the statement groups purposes by it. Absent: other purposes.
    pub theme: Option<At<Theme>>,
    /// The purpose, completing "we use your data to …".
    pub purpose: Option<Text>,
    /// The lawful bases it rests on. Empty: the statement does not link one.
    pub basis: Vec<At<Basis>>,
    /// The act and article, for a legal obligation or a public task.
    pub law: Option<At<String>>,
    /// The interest pursued, for legitimate interest (Art. 13(1)(d)).
    pub interest: Option<Text>,
    /// Whose interest it is, for legitimate interest (Art. 6(1)(f)); absent: the organisation's own.
    pub interest_of: Option<At<InterestOf>>,
    /// Day of the recorded balancing test (`YYYY-MM-DD`), or the document that holds it, for legitimate interest.
    pub balanced: Option<At<String>>,
    /// The exception of Art. 9(2) or UAVG 22-33 relied on for special or criminal data, such as `GDPR 9(2)(a)`.
    pub ground: Option<At<String>>,
    pub subjects: Refs,
    /// Categories or items used. Of a statutory activity, empty means all categories, also the corporation's own, except
    /// those of identification data (UAVG 46); in a compiled policy they are written out.
    pub data: Refs,
    /// What must be so before it may happen: ids of [`super::Condition`]s, such as `free_sector_letting`.
    pub only_if: Refs,
    /// Of these conditions at least one must be so.
    pub only_if_any: Refs,
    /// Functions that may do it.
    pub functions: Refs,
    /// Recipients it discloses to.
    pub recipients: Refs,
    /// Origins it takes data from.
    pub origins: Refs,
    /// How consent is given and withdrawn, where consent is the basis.
    pub consent: Option<At<Consent>>,
    /// Automated decisions and profiling (Art. 22).
    pub automated: Option<At<Automated>>,
    /// The data stay inside the organisation.
    pub internal: Option<At<bool>>,
    /// People are checked before something is granted to them.
    pub screening: Option<At<Screening>>,
    /// People are put on a list that warns against them.
    pub listing: Option<At<Listing>>,
    /// Taking part is free, and refusing has no effect.
    pub voluntary: Option<At<bool>>,
    /// What comes out of it, for surveys, statistics and research.
    pub results: Option<At<Results>>,
    /// Ways it reaches people: `email`, `letter`, `phone`, `portal`, …
    pub channels: Vec<At<String>>,
    /// What follows when the person does not give the data (Art. 13(2)(e)).
    pub if_not_provided: Option<Text>,
    /// In a vocabulary: the law asks this of every corporation, so it is in use without being listed.
    pub statutory: bool,
    /// Direct marketing: objection is absolute (Art. 21(2)-(3)).
    pub marketing: bool,
    /// The statement leaves the purpose open ("for example", "among others").
    pub open_ended: bool,
    /// The purpose is worded so broadly that the aim is not determined (Art. 5(1)(b)).
    pub vague: bool,
    /// What the vocabulary says of this activity and the statement does not: then it is not taken over.
    pub silent_on: Vec<At<Silence>>,
    pub trace: Trace,
}

/// A part of life with the organisation, in the order of a statement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Theme {
    /// Looking for a home.
    Seeking,
    /// Renting, paying and buying.
    Renting,
    /// Homes and buildings.
    Homes,
    /// Neighbourhood and safety.
    Neighbourhood,
    /// Contact and service.
    Contact,
    /// The organisation itself.
    Organisation,
    /// What the law asks of every organisation.
    LegalDuty,
}

impl Activity {
    /// Whether every ground it names is an article that lifts the prohibition on special, criminal or identification
    /// data (GDPR 9(2), 10; UAVG 22-33, 46). Other words lift nothing.
    pub fn lifts_prohibition(&self) -> bool {
        self.ground.as_ref().is_some_and(|ground| ground.split([',', ';']).all(is_exception))
    }
}

/// Whether `ground` starts with an article that lifts the prohibition (UAVG 46: the identification number).
fn is_exception(ground: &str) -> bool {
    let ground = ground.trim();
    if let Some(point) = ground.strip_prefix("GDPR 9(2)(") {
        return point.starts_with(|letter| ('a'..='j').contains(&letter));
    }
    if let Some(article) = ground.strip_prefix("UAVG ") {
        let number: String = article.chars().take_while(char::is_ascii_digit).collect();
        return number.parse().is_ok_and(|number: u16| (22..=33).contains(&number) || number == 46);
    }
    ground == "GDPR 10"
}

/// Whose legitimate interest an activity pursues (Art. 6(1)(f): "by the controller or by a third party").
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum InterestOf {
    Own,
    /// A company of the same group.
    Affiliate,
    ThirdParty,
}

/// A field of an activity that a statement can leave unsaid.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Silence {
    Purpose,
    Basis,
    Law,
    Subjects,
    Data,
    Functions,
    Recipients,
    Origins,
}

/// A check of people before something is granted to them: credit, nuisance, identity of given data (Art. 22, 35).
#[derive(Debug, Clone, Default, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Screening {
    /// What is checked.
    pub asks: Vec<At<ScreeningKind>>,
    /// It is always done before this, in words that complete "before …".
    pub always_before: Option<Text>,
    /// How far back it looks. Absent: no limit is stated.
    pub look_back: Option<At<Length>>,
    /// A person decides on the outcome (Art. 22(1)). Absent: silent.
    pub person_decides: Option<At<bool>>,
    /// Who does not cooperate is refused.
    pub refused_without: Option<At<bool>>,
    /// The person concerned is told of the outcome. Absent: silent.
    pub told: Option<At<bool>>,
    /// The outcome, or what led to it, counts at other organisations too.
    pub effect_elsewhere: Option<At<bool>>,
    pub trace: Trace,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ScreeningKind {
    /// Whether someone pays their debts.
    Credit,
    /// Earlier nuisance.
    NuisanceHistory,
    /// Whether contact data are right.
    ContactData,
    /// Whether stated income or work is right, asked of others.
    GivenData,
}

/// A list that warns against people (UAVG 31-33).
#[derive(Debug, Clone, Default, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Listing {
    /// For what someone is listed.
    pub grounds: Vec<At<Text>>,
    /// What it can lead to.
    pub effect: Option<Text>,
    /// Functions that decide on a listing.
    pub decided_by: Refs,
    /// The listed person is told (Art. 14). Absent: silent.
    pub told: Option<At<bool>>,
    /// Other organisations can see or ask the list (UAVG 33(4)(c)).
    pub shared: Option<At<bool>>,
    /// The licence of the authority or the protocol a shared list works under.
    pub protocol: Option<String>,
    pub trace: Trace,
}

/// What comes out of surveys, statistics and research (Art. 5(1)(b), 89; recital 26).
#[derive(Debug, Clone, Default, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Results {
    pub anonymity: Option<At<Anonymity>>,
    /// The smallest number of persons in a group that is reported. Absent: not stated.
    pub smallest_group: Option<At<u16>>,
    pub trace: Trace,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Anonymity {
    /// Nobody can be recognised.
    Anonymous,
    /// Anonymous, unless the person chooses to be known.
    UnlessChosen,
    /// Data are grouped or shortened, sometimes.
    Sometimes,
    /// With name or number.
    Named,
}

/// Consent as the statement organises it (Art. 4(11), 7).
#[derive(Debug, Clone, Default, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Consent {
    pub given: Option<ConsentForm>,
    /// Ways to withdraw: `link`, `email`, `portal`, `phone`, `letter`, …; empty: none is stated.
    pub withdraw: Vec<At<String>>,
    /// Given in writing.
    pub written: Option<bool>,
    /// The act that consent is taken from, completing "you consent by …".
    pub by: Option<Text>,
    pub trace: Trace,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ConsentForm {
    /// An act of the person for this purpose alone.
    Explicit,
    /// A box the person ticks.
    TickBox,
    /// Taken from using the site or answering an offer; not valid (Art. 4(11), CJEU C-673/17).
    Implied,
    /// Asked together with something the person needs (Art. 7(4)).
    Bundled,
}

/// Automated decisions and profiling (Art. 13(2)(f), 22).
#[derive(Debug, Clone, Default, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Automated {
    pub profiling: bool,
    /// The outcome decides by itself or in practice.
    pub decisive: bool,
    /// How the outcome comes about (Art. 13(2)(f)).
    pub logic: Option<Text>,
    /// What the outcome can mean for the person (Art. 13(2)(f)).
    pub consequences: Option<Text>,
    /// Art. 22(3): `human_review`, `express_view`, `contest`, `explanation`.
    pub safeguards: Vec<At<String>>,
    pub trace: Trace,
}
