//! Traces: which lines of a published text the policy accounts for, and which promises they became.
#![allow(clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod load_support;

use gestand_policy::trace::{LineRange, coverage, line_hash, promises};
use load_support::{over, policy, single};

const TEXT: &str = "Titel\n\nWij innen de huur.\nWij zijn bereikbaar.\n   \nBinnen een maand antwoord.\n";

#[test]
fn only_lines_with_text_count_and_only_own_nodes_cover_them() {
    let compiled = over(
        "activities:\n  rent: {label: huur, trace: ['1']}\n",
        "activities:\n  rent: {trace: ['3']}\nrequests:\n  identity: {trace: ['6']}\n",
    );
    let coverage = coverage(policy(&compiled), TEXT);
    assert_eq!((coverage.content_lines, coverage.covered_lines), (4, 2));
    assert_eq!(coverage.uncovered, [1, 4]);
    assert_eq!(coverage.by_line[&6], ["requests.identity"]);
    let json = serde_json::to_value(&coverage).expect("plain data");
    assert_eq!(json, serde_json::json!({"content_lines": 4, "covered_lines": 2, "uncovered": [1, 4]}));
}

#[test]
fn a_changed_line_or_one_past_the_end_makes_the_node_stale() {
    let range = LineRange { first: 3, last: 4, hash: None };
    let stamp = line_hash(TEXT, range);
    let pack = format!("subjects:\n  a: {{trace: ['3-4#{stamp}']}}\n  b: {{trace: ['7']}}\n  c: {{trace: ['6']}}\n");
    let compiled = single(&pack);
    let stale = |text: &str| coverage(policy(&compiled), text).stale.into_iter().map(|(id, _)| id).collect::<Vec<_>>();
    assert_eq!(stale(TEXT), ["subjects.b"]);
    assert_eq!(stale(&TEXT.replace("huur", "rente")), ["subjects.a", "subjects.b"]);
}

#[test]
fn every_own_node_is_a_promise_with_a_path_of_its_own() {
    let compiled = over(
        "categories:\n  contact: {items: {phone: {}, email: {}}}\nactivities:\n  repair: {}\n",
        "organisation: {name: X, officer: {trace: ['2']}}
bases: {legal_obligation: {}}
categories:
  contact: {items: {phone: {trace: ['5', 'nonsense']}}}
activities:
  repair: {consent: {given: explicit}, recipients: [contractor]}
recipients:
  contractor: {may_receive: [{for: repair}]}
rights: {marketing_objection: {}}
requests: {extension: {by: 2 months}}
",
    );
    let promises = promises(policy(&compiled));
    let ids: Vec<&str> = promises.iter().map(|promise| promise.id.as_str()).collect();
    assert_eq!(
        ids,
        [
            "organisation",
            "organisation.officer",
            "bases.legal_obligation",
            "categories.contact",
            "categories.contact.items.phone",
            "activities.repair",
            "activities.repair.consent",
            "recipients.contractor",
            "recipients.contractor.may_receive.repair",
            "requests",
            "requests.extension",
            "rights.marketing_objection",
        ]
    );
    assert_eq!(promises[4].section, "categories");
    assert_eq!(promises[4].lines, [LineRange { first: 5, last: 5, hash: None }]);
    assert_eq!(promises[4].span.line, 5);
}
