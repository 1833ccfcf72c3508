//! G0901: a reference to something that is not in the policy.

use std::collections::BTreeSet;

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
    let activities = Known::of("activities", document.activities.keys());
    let conditions = Known::of("conditions", document.conditions.keys());
    let data = Known::of("categories", data_ids(document));
    let events = Known::of("events", document.events.keys());
    let functions = Known::of("functions", document.functions.keys());
    let origins = Known::of("origins", document.origins.keys());
    let recipients = Known::of("recipients", document.recipients.keys());
    let subjects = Known::of("subjects", document.subjects.keys());
    let mut check = |references: &[At<String>], known: &Known<'_>| {
        references.iter().for_each(|reference| known.check(cx, reference, out));
    };
    for activity in document.activities.values() {
        check(&activity.subjects, &subjects);
        check(&activity.data, &data);
        check(&activity.functions, &functions);
        check(&activity.recipients, &recipients);
        check(&activity.origins, &origins);
        check(&activity.only_if, &conditions);
        check(&activity.only_if_any, &conditions);
        activity.listing.iter().for_each(|listing| check(&listing.decided_by, &functions));
    }
    for disclosure in document.recipients.values().flat_map(|recipient| &recipient.may_receive) {
        check(disclosure.activity.as_slice(), &activities);
        check(&disclosure.data, &data);
        check(&disclosure.only_if, &conditions);
    }
    document.sharing.iter().for_each(|sharing| check(&sharing.only_if, &conditions));
    for right in document.rights.values() {
        check(&right.decided_by, &functions);
        if let Some(at_once) = &right.at_once {
            check(&at_once.data, &data);
            check(&at_once.functions, &functions);
        }
    }
    for rule in document.retention.values() {
        check(&rule.data, &data);
        check(&rule.subjects, &subjects);
        check(&rule.hold_if, &conditions);
    }
    let file_kept = document.requests.as_ref().and_then(|requests| requests.file_kept.as_ref());
    for keep in document.retention.values().filter_map(|rule| rule.keep.as_ref()).chain(file_kept) {
        let event = keep.event().map(|event| At { value: event.to_owned(), span: keep.span });
        check(event.as_slice(), &events);
    }
    document.origins.values().for_each(|origin| check(&origin.data, &data));
    for channel in document.channels.values() {
        [&channel.may_ask, &channel.never_ask, &channel.never_send].into_iter().for_each(|asked| check(asked, &data));
        check(&channel.activities, &activities);
        check(&channel.not_for, &activities);
    }
    for camera in document.cameras.values() {
        check(camera.activity.as_slice(), &activities);
        check(camera.data.as_slice(), &data);
        check(&camera.viewers, &functions);
        check(&camera.placed_if, &conditions);
    }
    let paths = paths(document);
    let nodes = Known::of("policy", &paths);
    document.commitments.values().for_each(|commitment| check(&commitment.contradicts, &nodes));
}

/// The ids of one section.
struct Known<'d> {
    section: &'static str,
    ids: BTreeSet<&'d str>,
}

impl<'d> Known<'d> {
    fn of(section: &'static str, ids: impl IntoIterator<Item = &'d String>) -> Self {
        Known { section, ids: ids.into_iter().map(String::as_str).collect() }
    }

    fn check(&self, cx: &CheckContext<'_>, reference: &At<String>, out: &mut Findings) {
        let (id, section) = (reference.value.as_str(), self.section);
        if self.ids.contains(id) {
            return;
        }
        let (nl, en) = if cx.catalogue.contains(&format!("{section}.{id}")) {
            (
                format!("; de woordenlijst kent het: zet '{id}' bij {section}"),
                format!("; the vocabulary knows it: list '{id}' under {section}"),
            )
        } else {
            match nearest(id, self.ids.iter().copied()) {
                Some(near) => (format!("; bedoelt u '{near}'?"), format!("; did you mean '{near}'?")),
                None => Default::default(),
            }
        };
        out.add(
            reference.span,
            format!("'{id}' is niet bekend bij {section}{nl}"),
            format!("'{id}' is not known among {section}{en}"),
        );
    }
}

/// Categories and items share one set of ids.
fn data_ids(document: &Document) -> impl Iterator<Item = &String> {
    let items = document.categories.values().flat_map(|category| category.items.keys());
    document.categories.keys().chain(items)
}
