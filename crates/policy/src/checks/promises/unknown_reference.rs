//! G0901: a reference to something that is not in the policy.

use super::super::prelude::*;
use crate::load::nearest;
use crate::trace::paths;

pub(super) const INFO: CheckInfo = CheckInfo {
    code: "G0901",
    name: "unknown_reference",
    severity: Severity::Error,
    law: &["GDPR 5(1)(a)"],
    finds: Words {
        nl: "Een verwijzing naar iets dat niet in het beleid staat.",
        en: "A reference to something that is not in the policy.",
    },
    why: Words {
        nl: "Wat niet bestaat kan niet worden beloofd of gecontroleerd.",
        en: "What does not exist cannot be promised or checked.",
    },
    remedy: Words {
        nl: "Verbeter de naam, of voeg het onderdeel toe. Staat het in de woordenlijst, neem het dan in gebruik door het te noemen.",
        en: "Correct the name, or add the entry. When the vocabulary knows it, take it into use by listing it.",
    },
    example: r"activities:
  rent: {basis: [contract], recipients: [bailif]}
",
};

pub(super) fn run(cx: &CheckContext<'_>, out: &mut Findings) {
    let document = cx.document;
    let mut check = |reference: &At<String>, section: &'static str, known: &[&str]| {
        if known.contains(&reference.value.as_str()) {
            return;
        }
        let id = &reference.value;
        let (nl, en) = if cx.catalogue.contains(&format!("{section}.{id}")) {
            (
                format!("; de woordenlijst kent het: zet '{id}' bij {section}"),
                format!("; the vocabulary knows it: list '{id}' under {section}"),
            )
        } else {
            match nearest(id, known.iter().copied()) {
                Some(near) => (format!("; bedoelt u '{near}'?"), format!("; did you mean '{near}'?")),
                None => Default::default(),
            }
        };
        out.add(
            reference.span,
            format!("'{id}' is niet bekend bij {section}{nl}"),
            format!("'{id}' is not known among {section}{en}"),
        );
    };
    let data = data_ids(document);
    let subjects = ids(&document.subjects);
    let functions = ids(&document.functions);
    let activities = ids(&document.activities);
    for activity in document.activities.values() {
        activity.subjects.iter().for_each(|r| check(r, "subjects", &subjects));
        activity.data.iter().for_each(|r| check(r, "categories", &data));
        activity.functions.iter().for_each(|r| check(r, "functions", &functions));
        activity.recipients.iter().for_each(|r| check(r, "recipients", &ids(&document.recipients)));
        activity.origins.iter().for_each(|r| check(r, "origins", &ids(&document.origins)));
    }
    for disclosure in document.recipients.values().flat_map(|recipient| &recipient.may_receive) {
        disclosure.activity.iter().for_each(|r| check(r, "activities", &activities));
        disclosure.data.iter().for_each(|r| check(r, "categories", &data));
    }
    for rule in document.retention.values() {
        rule.data.iter().for_each(|r| check(r, "categories", &data));
        rule.subjects.iter().for_each(|r| check(r, "subjects", &subjects));
    }
    let file_kept = document.requests.as_ref().and_then(|requests| requests.file_kept.as_ref());
    for keep in document.retention.values().filter_map(|rule| rule.keep.as_ref()).chain(file_kept) {
        if let Some(event) = keep.event() {
            check(&At { value: event.to_owned(), span: keep.span }, "events", &ids(&document.events));
        }
    }
    for origin in document.origins.values() {
        origin.data.iter().for_each(|r| check(r, "categories", &data));
    }
    let paths = paths(document);
    let nodes: Vec<&str> = paths.iter().map(String::as_str).collect();
    for commitment in document.commitments.values() {
        commitment.contradicts.iter().for_each(|r| check(r, "policy", &nodes));
    }
    for camera in document.cameras.values() {
        camera.activity.iter().for_each(|r| check(r, "activities", &activities));
        camera.data.iter().for_each(|r| check(r, "categories", &data));
        camera.viewers.iter().for_each(|r| check(r, "functions", &functions));
    }
}

fn ids<T>(entries: &Entries<T>) -> Vec<&str> {
    entries.keys().map(String::as_str).collect()
}

/// Categories and items share one set of ids.
fn data_ids(document: &Document) -> Vec<&str> {
    let items = document.categories.values().flat_map(|category| category.items.keys());
    document.categories.keys().chain(items).map(String::as_str).collect()
}
