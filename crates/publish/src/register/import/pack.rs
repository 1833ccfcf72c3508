//! From the rows of a register to the YAML of a pack.

use std::collections::BTreeMap;

use gestand_policy::model::{Basis, RecipientRole, Silence};
use indexmap::IndexMap;
use serde::Serialize;

use super::cells::Row;
use super::mapping::{Field, Mapping};
use super::vocabulary::{Vocabulary, Words};
use super::{Finding, Grid, Problem};

/// An activity as `activities.yaml` says it: what the register leaves open is left out.
#[derive(Debug, Default, Serialize)]
pub(super) struct Activity {
    #[serde(skip_serializing_if = "Option::is_none")]
    label: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    purpose: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    basis: Vec<Basis>,
    #[serde(skip_serializing_if = "Option::is_none")]
    law: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    interest: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    balanced: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    ground: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    subjects: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    data: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    functions: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    recipients: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    origins: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    consent: Option<Consent>,
    #[serde(skip_serializing_if = "Option::is_none")]
    automated: Option<Automated>,
    #[serde(skip_serializing_if = "Option::is_none")]
    if_not_provided: Option<String>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    marketing: bool,
    /// What the vocabulary says of this activity and the register does not.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    silent_on: Vec<Silence>,
}

#[derive(Debug, Serialize)]
struct Consent {
    #[serde(skip_serializing_if = "Option::is_none")]
    given: Option<&'static str>,
    withdraw: Vec<&'static str>,
}

#[derive(Debug, Serialize)]
struct Automated {
    profiling: bool,
    decisive: bool,
    safeguards: Vec<&'static str>,
}

/// A recipient that the activities take into use.
#[derive(Debug, Default, Serialize)]
pub(super) struct Recipient {
    #[serde(skip_serializing_if = "Option::is_none")]
    label: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    role: Option<RecipientRole>,
}

pub(super) type Recipients = BTreeMap<String, Recipient>;

/// Fixed words of the policy language that a cell can hold.
const CONSENT: [&str; 4] = ["explicit", "tick_box", "implied", "bundled"];
const CHANNELS: [&str; 8] = ["link", "email", "phone", "letter", "portal", "form", "office", "website"];
const ART22: [&str; 4] = ["human_review", "express_view", "contest", "explanation"];

/// Reads the rows: activities in their order, and the recipients that `recipients.yaml` must list.
pub(super) fn activities(
    grid: &Grid,
    fields: &[Option<Field>],
    mapping: &Mapping,
    vocabulary: &Vocabulary,
    findings: &mut Vec<Finding>,
) -> (IndexMap<String, Activity>, Recipients) {
    let mut activities: IndexMap<String, Activity> = IndexMap::new();
    let mut recipients = Recipients::new();
    for (number, cells) in &grid.rows {
        let mut row = Row { grid, number: *number, cells, fields, mapping, findings };
        let label = row.text(Field::Label);
        let stated = row.text(Field::Id).map(|id| slug(&id)).filter(|id| !id.is_empty());
        let Some(name) = stated.clone().or_else(|| label.as_deref().map(slug)).filter(|id| !id.is_empty()) else {
            row.say(Field::Label, Problem::NoName);
            continue;
        };
        // Only who names the id of the vocabulary means its activity; a like name is the corporation's own.
        let own = stated.is_some() || !vocabulary.activities.contains_key(&name);
        let name = if own { name } else { format!("own_{name}") };
        let id = free(&name, &activities);
        if id != name {
            row.say(
                if stated.is_some() { Field::Id } else { Field::Label },
                Problem::SameId { id: name, instead: id.clone() },
            );
        }
        let mut activity = read(&mut row, label, vocabulary, &mut recipients);
        if let Some(described) = vocabulary.activities.get(&id) {
            activity.silent_on = described.iter().copied().filter(|field| activity.leaves_open(*field)).collect();
        }
        activities.insert(id, activity);
    }
    for used in activities.values().flat_map(|activity| &activity.recipients) {
        if !vocabulary.recipients_in_use.contains(used) {
            recipients.entry(used.clone()).or_default();
        }
    }
    (activities, recipients)
}

fn read(row: &mut Row, label: Option<String>, vocabulary: &Vocabulary, recipients: &mut Recipients) -> Activity {
    let mut parties = row.parties(Field::Recipients, &vocabulary.recipients, |id, label| {
        recipients.entry(id).or_default().label = Some(label);
    });
    let processors = row.parties(Field::Processors, &vocabulary.recipients, |id, label| {
        recipients.entry(id).or_default().label = Some(label);
    });
    for id in processors {
        if !vocabulary.recipients_in_use.contains(&id) {
            recipients.entry(id.clone()).or_default().role = Some(RecipientRole::Processor);
        }
        if !parties.contains(&id) {
            parties.push(id);
        }
    }
    let mut ids = |field: Field, words: &Words| row.ids(field, words);
    let (subjects, data) = (ids(Field::Subjects, &vocabulary.subjects), ids(Field::Data, &vocabulary.data));
    let (functions, origins) = (ids(Field::Functions, &vocabulary.functions), ids(Field::Origins, &vocabulary.origins));
    let given = row.fixed(Field::ConsentGiven, "register-consent", &CONSENT).into_iter().next();
    let withdraw = row.fixed(Field::ConsentWithdraw, "channel", &CHANNELS);
    let (decisive, profiling) = (row.yes_no(Field::AutomatedDecision), row.yes_no(Field::Profiling));
    let safeguards = row.fixed(Field::Safeguards, "art22", &ART22);
    let automated = decisive.is_some() || profiling.is_some() || !safeguards.is_empty();
    Activity {
        label,
        purpose: row.text(Field::Purpose),
        basis: row.bases(),
        law: row.text(Field::Law).map(|law| act(&law)),
        interest: row.text(Field::Interest),
        balanced: row.day(Field::Balanced),
        ground: row.text(Field::Ground).map(|law| act(&law)),
        subjects,
        data,
        functions,
        recipients: parties,
        origins,
        consent: (given.is_some() || !withdraw.is_empty()).then_some(Consent { given, withdraw }),
        automated: automated.then(|| Automated {
            profiling: profiling.unwrap_or(false),
            decisive: decisive.unwrap_or(false),
            safeguards,
        }),
        if_not_provided: row.text(Field::IfNotProvided),
        marketing: row.yes_no(Field::Marketing).unwrap_or(false),
        silent_on: Vec::new(),
    }
}

/// `AVG 9(2)(a)` as the policy language writes it.
fn act(law: &str) -> String {
    law.strip_prefix("AVG ").map_or_else(|| law.to_owned(), |article| format!("GDPR {article}"))
}

/// An id from a name: `Huur innen (maandelijks)` is `huur_innen_maandelijks`.
pub(super) fn slug(name: &str) -> String {
    let plain = |letter: char| match letter {
        'é' | 'è' | 'ë' | 'ê' => 'e',
        'á' | 'à' | 'ä' | 'â' => 'a',
        'í' | 'ï' | 'î' => 'i',
        'ó' | 'ö' | 'ô' => 'o',
        'ú' | 'ü' | 'û' => 'u',
        letter if letter.is_ascii_alphanumeric() => letter,
        _ => ' ',
    };
    let words: String = name.to_lowercase().chars().map(plain).collect();
    words.split_whitespace().collect::<Vec<_>>().join("_").chars().take(60).collect()
}

fn free(name: &str, taken: &IndexMap<String, Activity>) -> String {
    if !taken.contains_key(name) {
        return name.to_owned();
    }
    let numbered = (2..).map(|number| format!("{name}_{number}"));
    numbered.into_iter().find(|id| !taken.contains_key(id)).unwrap_or_else(|| name.to_owned())
}

#[derive(Serialize)]
struct ActivitiesFile {
    activities: IndexMap<String, Activity>,
}

#[derive(Serialize)]
struct RecipientsFile {
    recipients: Recipients,
}

/// The files of the pack as YAML.
pub(super) fn files(
    activities: IndexMap<String, Activity>,
    recipients: Recipients,
) -> Result<Vec<(&'static str, String)>, serde_saphyr::ser::Error> {
    let mut files = vec![("activities.yaml", serde_saphyr::to_string(&ActivitiesFile { activities })?)];
    if !recipients.is_empty() {
        files.push(("recipients.yaml", serde_saphyr::to_string(&RecipientsFile { recipients })?));
    }
    Ok(files)
}

#[derive(Serialize)]
struct PackFile<'a> {
    pack: &'a str,
    kind: &'static str,
    extends: [&'static str; 1],
    bases: IndexMap<Basis, BTreeMap<(), ()>>,
}

/// A `pack.yaml` to start with: the name of the folder, the sector to build on, and the bases in use.
pub(super) fn start(name: &str, bases: &[Basis]) -> Result<String, serde_saphyr::ser::Error> {
    let bases = bases.iter().map(|basis| (*basis, BTreeMap::new())).collect();
    serde_saphyr::to_string(&PackFile { pack: name, kind: "corporation", extends: ["sector"], bases })
}

impl Activity {
    pub fn bases(&self) -> &[Basis] {
        &self.basis
    }

    fn leaves_open(&self, field: Silence) -> bool {
        match field {
            Silence::Purpose => self.purpose.is_none(),
            Silence::Basis => self.basis.is_empty(),
            Silence::Law => self.law.is_none(),
            Silence::Subjects => self.subjects.is_empty(),
            Silence::Data => self.data.is_empty(),
            Silence::Functions => self.functions.is_empty(),
            Silence::Recipients => self.recipients.is_empty(),
            Silence::Origins => self.origins.is_empty(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_become_ids() {
        assert_eq!(slug("Huur innen (maandelijks)"), "huur_innen_maandelijks");
        assert_eq!(slug("Coöperatie & klánten"), "cooperatie_klanten");
        assert_eq!(slug("???"), "");
    }
}
