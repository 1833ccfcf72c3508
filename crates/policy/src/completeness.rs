//! The completeness table: what a statement must tell (GDPR 13, 14, 21(4); Tw 11.7a), and which node tells it.

use serde::Serialize;
use serde_json::json;

use crate::checks::Words;
use crate::model::{Basis, Document, OfficerKind, Region, Right};
use crate::span::{At, Span};
use crate::{Compiled, Origin, Policy};

/// Whether the statement tells an element.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    Present,
    Absent,
    /// The article asks it "where applicable", and by the policy it is not.
    NotApplicable,
}

/// One line of the table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Element {
    /// The article, such as `13(1)(a)`.
    pub article: &'static str,
    pub name: Words,
    pub state: State,
    /// The path of the node that tells it, such as `organisation`, and its place.
    pub node: Option<(String, Span)>,
    /// The codes of the findings on this element; with `Absent` they say what is missing.
    pub codes: Vec<&'static str>,
}

/// What decides about an element.
struct Rule {
    article: &'static str,
    nl: &'static str,
    en: &'static str,
    /// Whether the article asks it of this policy.
    applies: fn(&Policy) -> bool,
    /// The node that tells it.
    node: fn(&Policy) -> Option<(String, Span)>,
    /// With one of these findings it is absent.
    absent: &'static [&'static str],
    /// These findings are about it as well.
    also: &'static [&'static str],
}

/// The 17 elements. `None` when the pack did not become a policy.
pub fn completeness(compiled: &Compiled) -> Option<Vec<Element>> {
    let policy = compiled.policy.as_ref()?;
    let found = |codes: &[&'static str]| -> Vec<&'static str> {
        codes.iter().filter(|code| compiled.diagnostics.iter().any(|d| d.code == **code)).copied().collect()
    };
    let element = |rule: &Rule| {
        let node = (rule.node)(policy);
        let absent = found(rule.absent);
        let state = match (&node, absent.is_empty()) {
            _ if !(rule.applies)(policy) => State::NotApplicable,
            (Some(_), true) => State::Present,
            _ => State::Absent,
        };
        let name = Words { nl: rule.nl, en: rule.en };
        let codes = if state == State::NotApplicable { Vec::new() } else { [absent, found(rule.also)].concat() };
        Element { article: rule.article, name, state, node, codes }
    };
    Some(RULES.iter().map(element).collect())
}

/// The table as `gestand check --completeness --format json` prints it, names in `lang` (`"nl"` or `"en"`).
pub fn to_json(compiled: &Compiled, elements: &[Element], lang: &str) -> serde_json::Value {
    let file = |span: &Span| compiled.files.get(usize::from(span.file)).map(|file| file.path.as_str());
    let count = |state| elements.iter().filter(|element| element.state == state).count();
    let lines: Vec<_> = elements
        .iter()
        .map(|element| {
            let place = element.node.as_ref().map(|(_, span)| span);
            json!({
                "article": element.article,
                "name": element.name.get(lang),
                "state": element.state,
                "node": element.node.as_ref().map(|(path, _)| path),
                "file": place.and_then(file),
                "line": place.map(|span| span.line),
                "codes": element.codes,
            })
        })
        .collect();
    json!({
        "elements": lines,
        "present": count(State::Present),
        "absent": count(State::Absent),
        "not_applicable": count(State::NotApplicable),
    })
}

/// The first entry of the corporation itself in a section.
macro_rules! first {
    ($section:ident) => {
        |policy: &Policy| {
            own(policy, stringify!($section), policy.document.$section.iter().map(|(id, entry)| (id.as_str(), entry)))
        }
    };
    ($section:ident where $test:expr) => {
        |policy: &Policy| {
            let entries = policy.document.$section.iter().filter(|(_, entry)| $test(&entry.value));
            own(policy, stringify!($section), entries.map(|(id, entry)| (id.as_str(), entry)))
        }
    };
}

fn own<'d, T: 'd>(
    policy: &Policy,
    section: &str,
    mut entries: impl Iterator<Item = (&'d str, &'d At<T>)>,
) -> Option<(String, Span)> {
    let (id, entry) = entries.find(|(_, entry)| policy.origin(entry.span) == Origin::Own)?;
    Some((format!("{section}.{id}"), entry.span))
}

fn one<T>(path: &str, entry: Option<&At<T>>) -> Option<(String, Span)> {
    entry.map(|entry| (path.to_owned(), entry.span))
}

fn right(policy: &Policy, right: Right) -> Option<(String, Span)> {
    let name = serde_json::to_value(right).ok()?.as_str()?.to_owned();
    one(&format!("rights.{name}"), policy.document.rights.get(&right))
}

fn always(_: &Policy) -> bool {
    true
}

/// Whether the corporation rests something on `basis`, or lists it.
fn uses(policy: &Policy, basis: Basis) -> bool {
    let own = |span| policy.origin(span) == Origin::Own;
    let document: &Document = &policy.document;
    let rests = |(_, activity): (_, &At<crate::model::Activity>)| {
        own(activity.span) && activity.basis.iter().any(|b| b.value == basis)
    };
    document.bases.contains_key(&basis) || document.activities.iter().any(rests)
}

fn goes_outside(policy: &Policy) -> bool {
    let outside = |region: &Option<At<Region>>| region.as_ref().is_some_and(|r| r.value == Region::ThirdCountry);
    policy.document.transfers.as_ref().is_some_and(|transfers| transfers.outside_allowed)
        || policy.document.recipients.values().any(|recipient| outside(&recipient.region))
        || policy.document.cookies.values().any(|cookie| outside(&cookie.region))
}

/// Not where there is no data protection officer, and it is on record that none is due.
fn officer_due(policy: &Policy) -> bool {
    let officer = policy.document.organisation.as_ref().and_then(|organisation| organisation.officer.as_ref());
    let Some(officer) = officer else { return true };
    let other = matches!(officer.kind, Some(OfficerKind::PrivacyOfficer | OfficerKind::None));
    !(other && officer.dpo_assessed == Some(true))
}

fn decides(activity: &crate::model::Activity) -> bool {
    activity.automated.is_some() || activity.screening.is_some() || activity.listing.is_some()
}

fn automated(policy: &Policy) -> bool {
    let policy_own = |span| policy.origin(span) == Origin::Own;
    policy.document.activities.values().any(|activity| policy_own(activity.span) && decides(activity))
}

const RULES: [Rule; 17] = [
    Rule {
        article: "13(1)(a)",
        nl: "wie verantwoordelijk is, en contactgegevens",
        en: "the controller and contact details",
        applies: always,
        node: |policy| one("organisation", policy.document.organisation.as_ref()),
        absent: &["G0801"],
        also: &["G0802", "G0803"],
    },
    Rule {
        article: "13(1)(b)",
        nl: "contact met de functionaris gegevensbescherming",
        en: "contact details of the data protection officer",
        applies: officer_due,
        node: |policy| {
            let officer = policy.document.organisation.as_ref().and_then(|organisation| organisation.officer.as_ref());
            one("organisation.officer", officer)
        },
        absent: &["G0804", "G0806"],
        also: &["G0805"],
    },
    Rule {
        article: "13(1)(c)",
        nl: "de doelen en de grondslag van elk",
        en: "the purposes and the basis of each",
        applies: always,
        node: first!(activities),
        absent: &["G0101", "G0103", "G0116"],
        also: &["G0102", "G0110", "G0111", "G0114", "G0115", "G0120", "G0121"],
    },
    Rule {
        article: "13(1)(d)",
        nl: "welke gerechtvaardigde belangen",
        en: "the legitimate interests",
        applies: |policy| uses(policy, Basis::LegitimateInterest),
        node: |policy| {
            let listed = policy.document.bases.get(&Basis::LegitimateInterest);
            let named = first!(activities where |a: &crate::model::Activity| a.interest.is_some());
            one("bases.legitimate_interest", listed).or_else(|| named(policy))
        },
        absent: &["G0108", "G0132"],
        also: &[],
    },
    Rule {
        article: "13(1)(e)",
        nl: "wie de gegevens krijgt",
        en: "the recipients",
        applies: always,
        node: first!(recipients),
        absent: &["G0316"],
        also: &["G0311", "G0312"],
    },
    Rule {
        article: "13(1)(f)",
        nl: "doorgifte buiten de EER en de waarborgen",
        en: "transfers outside the EEA and the safeguards",
        applies: goes_outside,
        node: |policy| {
            let outside =
                |r: &crate::model::Recipient| r.region.as_ref().is_some_and(|r| r.value == Region::ThirdCountry);
            let recipient = first!(recipients where outside);
            one("transfers", policy.document.transfers.as_ref()).or_else(|| recipient(policy))
        },
        absent: &["G0301", "G0303", "G0707"],
        also: &["G0302", "G0304", "G0305"],
    },
    Rule {
        article: "13(2)(a)",
        nl: "hoe lang gegevens blijven",
        en: "how long data are kept",
        applies: always,
        node: first!(retention),
        absent: &["G0401", "G0402"],
        also: &["G0403", "G0404", "G0405", "G0601"],
    },
    Rule {
        article: "13(2)(b)",
        nl: "de rechten van mensen",
        en: "the rights of people",
        applies: always,
        node: |policy| right(policy, Right::Access),
        absent: &["G0501", "G0502"],
        also: &["G0519", "G0521", "G0523", "G0533"],
    },
    Rule {
        article: "13(2)(c)",
        nl: "toestemming intrekken",
        en: "withdrawing consent",
        applies: |policy| uses(policy, Basis::Consent),
        node: |policy| right(policy, Right::Withdrawal),
        absent: &["G0504"],
        also: &["G0104", "G0534"],
    },
    Rule {
        article: "13(2)(d)",
        nl: "klagen bij de toezichthouder",
        en: "complaining to the supervisory authority",
        applies: always,
        node: |policy| one("complaints", policy.document.complaints.as_ref()),
        absent: &["G0516"],
        also: &[],
    },
    Rule {
        article: "13(2)(e)",
        nl: "of iemand gegevens moet geven, en wat er anders gebeurt",
        en: "whether a person must give data, and what follows otherwise",
        applies: |policy| uses(policy, Basis::Contract) || uses(policy, Basis::LegalObligation),
        node: first!(activities where |a: &crate::model::Activity| a.if_not_provided.is_some()),
        absent: &["G0119"],
        also: &[],
    },
    Rule {
        article: "13(2)(f)",
        nl: "of een computer beslist, en hoe",
        en: "whether a computer decides, and how",
        applies: automated,
        node: first!(activities where decides),
        absent: &["G0112", "G0124"],
        also: &["G0113", "G0126", "G0128"],
    },
    Rule {
        article: "14(1)(d)",
        nl: "welke soorten gegevens",
        en: "the categories of data",
        applies: always,
        node: |policy| {
            let stated = first!(categories);
            let used = first!(activities where |a: &crate::model::Activity| !a.data.is_empty());
            stated(policy).or_else(|| used(policy))
        },
        absent: &["G0118"],
        also: &["G0201"],
    },
    Rule {
        article: "14(2)(f)",
        nl: "waar gegevens vandaan komen",
        en: "where data come from",
        applies: always,
        node: |policy| {
            let stated = first!(origins);
            let used = first!(activities where |a: &crate::model::Activity| !a.origins.is_empty());
            let all = policy.document.statement.as_ref().and_then(|statement| statement.all_from_person.as_ref());
            let all = || one("statement", all.filter(|all| all.value));
            stated(policy).or_else(|| used(policy)).or_else(all)
        },
        absent: &["G0207"],
        also: &[],
    },
    Rule {
        article: "13(3)",
        nl: "vooraf horen van een nieuw doel",
        en: "being told beforehand of a new purpose",
        applies: always,
        node: |policy| one("statement", policy.document.statement.as_ref()),
        absent: &["G0809"],
        also: &["G0810"],
    },
    Rule {
        article: "21(4)",
        nl: "het recht van bezwaar, apart van de rest",
        en: "the right to object, apart from the rest",
        applies: |policy| {
            let marketing = policy.document.activities.values().any(|activity| activity.marketing);
            marketing || uses(policy, Basis::LegitimateInterest) || uses(policy, Basis::PublicTask)
        },
        node: |policy| right(policy, Right::Objection).or_else(|| right(policy, Right::MarketingObjection)),
        absent: &["G0502", "G0503", "G0505"],
        also: &[],
    },
    Rule {
        article: "Tw 11.7a",
        nl: "cookies: welke, waarvoor, en met toestemming",
        en: "cookies: which, what for, and with consent",
        applies: always,
        node: |policy| {
            let cookies = first!(cookies);
            one("cookie_rules", policy.document.cookie_rules.as_ref()).or_else(|| cookies(policy))
        },
        absent: &["G0701", "G0702", "G0709"],
        also: &["G0703", "G0704", "G0705", "G0706", "G0707", "G0708", "G0710", "G0711"],
    },
];
