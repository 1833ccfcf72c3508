//! The register as a table: a row per activity, a column per thing that Art. 30 asks; as CSV and as Markdown.

use super::{Named, Register, RegisterActivity, RegisterData, RegisterRecipient};
use crate::lang::loader;
use crate::{Lang, words};

/// Between the parts of a cell. What stands in a part has none of its own.
pub(super) const BETWEEN: &str = "; ";

/// A column of the table, in the order of the article.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Column {
    Id,
    Label,
    Purpose,
    Basis,
    Law,
    Interest,
    Balanced,
    Ground,
    ConsentGiven,
    ConsentWithdraw,
    Subjects,
    Data,
    Items,
    Functions,
    Recipients,
    RecipientDetails,
    Transfers,
    Retention,
    Security,
    Origins,
    AutomatedDecision,
    Profiling,
    Safeguards,
    IfNotProvided,
    Marketing,
    Controller,
    JointControllers,
    Officer,
    Version,
}

impl Column {
    pub const ALL: [Column; 29] = [
        Column::Id,
        Column::Label,
        Column::Purpose,
        Column::Basis,
        Column::Law,
        Column::Interest,
        Column::Balanced,
        Column::Ground,
        Column::ConsentGiven,
        Column::ConsentWithdraw,
        Column::Subjects,
        Column::Data,
        Column::Items,
        Column::Functions,
        Column::Recipients,
        Column::RecipientDetails,
        Column::Transfers,
        Column::Retention,
        Column::Security,
        Column::Origins,
        Column::AutomatedDecision,
        Column::Profiling,
        Column::Safeguards,
        Column::IfNotProvided,
        Column::Marketing,
        Column::Controller,
        Column::JointControllers,
        Column::Officer,
        Column::Version,
    ];

    /// The name of the column: `automated_decision`.
    pub fn id(self) -> String {
        serde_json::to_value(self).ok().and_then(|name| name.as_str().map(str::to_owned)).unwrap_or_default()
    }

    /// The heading in `lang`.
    pub fn heading(self, lang: Lang) -> String {
        loader(lang).get(&format!("register-column-{}", self.id().replace('_', "-")))
    }
}

/// What stands in `column` for `activity`; the parts of a list are apart by `; `.
pub(super) fn cell(register: &Register, activity: &RegisterActivity, column: Column) -> String {
    let text = |value: &Option<String>| value.clone().unwrap_or_default();
    let automated = activity.automated.as_ref();
    let consent = activity.consent.as_ref();
    let yes_no = |value: Option<bool>| {
        value.map_or_else(String::new, |value| words::word("register", if value { "yes" } else { "no" }, register.lang))
    };
    match column {
        Column::Id => activity.id.clone(),
        Column::Label => activity.label.clone(),
        Column::Purpose => text(&activity.purpose),
        Column::Basis => join(activity.bases.iter().map(|basis| basis.label.clone())),
        Column::Law => law(&activity.law, register.lang),
        Column::Interest => text(&activity.interest),
        Column::Balanced => text(&activity.balanced),
        Column::Ground => law(&activity.ground, register.lang),
        Column::ConsentGiven => text(&consent.and_then(|c| c.given.as_ref()).map(|given| given.label.clone())),
        Column::ConsentWithdraw => consent.map(|consent| labels(&consent.withdraw)).unwrap_or_default(),
        Column::Subjects => labels(&activity.subjects),
        Column::Data => join(activity.data.iter().flat_map(stated)),
        Column::Items => join(activity.data.iter().map(with_items)),
        Column::Functions => labels(&activity.functions),
        Column::Recipients => join(activity.recipients.iter().map(|recipient| recipient.label.clone())),
        Column::RecipientDetails => join(activity.recipients.iter().map(|recipient| details(recipient, register.lang))),
        Column::Transfers => transfers(register, activity),
        Column::Retention => join(activity.data.iter().flat_map(terms)),
        Column::Security => join(register.measures.iter().map(|measure| measure.text.clone())),
        Column::Origins => join(activity.origins.iter().map(|origin| origin.label.clone())),
        Column::AutomatedDecision => yes_no(automated.map(|automated| automated.decisive)),
        Column::Profiling => yes_no(automated.map(|automated| automated.profiling)),
        Column::Safeguards => automated.map(|automated| labels(&automated.safeguards)).unwrap_or_default(),
        Column::IfNotProvided => text(&activity.if_not_provided),
        Column::Marketing => yes_no(Some(activity.marketing)),
        Column::Controller => {
            let known = &register.controller;
            join(
                [Some(&known.name), known.visiting_address.as_ref(), known.email.as_ref(), known.phone.as_ref()]
                    .into_iter()
                    .flatten()
                    .cloned(),
            )
        }
        Column::JointControllers => join(activity.joint_controllers().map(|joint| joint.label.clone())),
        Column::Officer => register.officer.as_ref().map_or_else(String::new, |officer| {
            join([Some(&officer.label), officer.email.as_ref(), officer.phone.as_ref()].into_iter().flatten().cloned())
        }),
        Column::Version => register.policy_version.clone(),
    }
}

fn law(law: &Option<String>, lang: Lang) -> String {
    law.as_ref().map_or_else(String::new, |law| words::law_in_words(law, lang))
}

/// Parts as one cell.
fn join(parts: impl Iterator<Item = String>) -> String {
    parts.map(|part| part.replace(';', ",")).collect::<Vec<_>>().join(BETWEEN)
}

fn labels(named: &[Named]) -> String {
    join(named.iter().map(|each| each.label.clone()))
}

/// The data as the policy states them: the category where all of it is used, else its items.
fn stated(data: &RegisterData) -> Vec<String> {
    if data.whole { vec![data.label.clone()] } else { data.items.iter().map(|item| item.label.clone()).collect() }
}

fn with_items(data: &RegisterData) -> String {
    let items: Vec<&str> = data.items.iter().map(|item| item.label.as_str()).collect();
    if items.is_empty() { data.label.clone() } else { format!("{}: {}", data.label, items.join(", ")) }
}

/// `bewaard gegeven: tot 2 jaar na het einde van de huur`.
pub(super) fn terms(data: &RegisterData) -> Vec<String> {
    let of = |only: &[Named]| match only {
        [] => data.label.clone(),
        some => some.iter().map(|item| item.label.as_str()).collect::<Vec<_>>().join(", "),
    };
    data.terms.iter().map(|term| format!("{}: {}", of(&term.only), term.term)).collect()
}

/// `aannemers (verwerker, Nederland): naam, adres`.
pub(super) fn details(recipient: &RegisterRecipient, lang: Lang) -> String {
    let role = recipient.role.as_ref().map(|role| role.label.clone());
    let region = recipient.region.as_ref().map(|region| region.label.clone());
    let about: Vec<String> = role.into_iter().chain(region).collect();
    let mut text = recipient.label.clone();
    if !about.is_empty() {
        text = format!("{text} ({})", about.join(", "));
    }
    if !recipient.data.is_empty() {
        let data: Vec<&str> = recipient.data.iter().map(|data| data.label.as_str()).collect();
        text = format!("{text}: {}", data.join(", "));
    }
    if !recipient.conditions.is_empty() {
        let conditions: Vec<&str> = recipient.conditions.iter().map(|condition| condition.label.as_str()).collect();
        text = format!("{text} [{} {}]", words::word("register", "only-if", lang), conditions.join(", "));
    }
    text
}

/// Recipients outside the EEA with their safeguard; where there are none, the register says so.
fn transfers(register: &Register, activity: &RegisterActivity) -> String {
    let safeguard = |recipient: &RegisterRecipient| match &recipient.safeguard {
        Some(safeguard) => format!("{}: {}", recipient.label, safeguard.label),
        None => format!("{}: {}", recipient.label, words::word("register", "no-safeguard", register.lang)),
    };
    let outside = join(activity.transfers().map(safeguard));
    if outside.is_empty() { words::word("register", "no-transfers", register.lang) } else { outside }
}

/// The register as CSV (RFC 4180, UTF-8, comma, header row in the language of the register).
///
/// A cell that a spreadsheet would take for a formula gets an apostrophe before it.
pub fn register_csv(register: &Register) -> String {
    let mut writer = csv::Writer::from_writer(Vec::new());
    // Writing to memory does not fail.
    writer.write_record(Column::ALL.map(|column| column.heading(register.lang))).ok();
    for activity in &register.activities {
        writer.write_record(Column::ALL.map(|column| disarm(cell(register, activity, column)))).ok();
    }
    writer.into_inner().ok().and_then(|bytes| String::from_utf8(bytes).ok()).unwrap_or_default()
}

/// Signs that make a spreadsheet compute what follows (OWASP, CSV injection).
const ARMED: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

fn disarm(text: String) -> String {
    if text.starts_with(ARMED) { format!("'{text}") } else { text }
}

/// The text that [`disarm`] was given.
pub(super) fn rearm(text: &str) -> &str {
    text.strip_prefix('\'').filter(|rest| rest.starts_with(ARMED)).unwrap_or(text)
}

/// The register as Markdown: a heading per activity, and under it what is stated.
pub fn register_markdown(register: &Register) -> String {
    let shared = [Column::Controller, Column::Officer, Column::Security, Column::Version];
    let mut out = format!("# {}\n\n", words::word("register", "title", register.lang));
    let line = |out: &mut String, activity: &RegisterActivity, column: Column| {
        let text = cell(register, activity, column);
        if !text.is_empty() {
            out.push_str(&format!("- **{}**: {text}\n", column.heading(register.lang)));
        }
    };
    if let Some(first) = register.activities.first() {
        shared.iter().for_each(|column| line(&mut out, first, *column));
    }
    for activity in &register.activities {
        out.push_str(&format!("\n## {}\n\n", words::capital(&activity.label)));
        let own = Column::ALL.iter().filter(|column| !shared.contains(column) && **column != Column::Label);
        own.for_each(|column| line(&mut out, activity, *column));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_spreadsheet_would_compute_is_disarmed_and_can_be_read_back() {
        for armed in ["=1+1", "+31", "-x", "@SUM(A1)", "\tx"] {
            let safe = disarm(armed.to_owned());
            assert!(safe.starts_with('\''), "{armed}");
            assert_eq!(rearm(&safe), armed);
        }
        for plain in ["huur", "'t huis", "1-1"] {
            assert_eq!(disarm(plain.to_owned()), plain);
            assert_eq!(rearm(plain), plain);
        }
    }

    #[test]
    fn every_column_has_a_heading_in_both_languages() {
        for column in Column::ALL {
            for lang in [Lang::Nl, Lang::En] {
                assert!(loader(lang).has(&format!("register-column-{}", column.id().replace('_', "-"))), "{column:?}");
            }
        }
    }
}
