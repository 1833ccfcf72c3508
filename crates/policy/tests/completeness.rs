//! The completeness table of Art. 13, 14, 21(4) and Tw 11.7a.
#![allow(clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod load_support;

use std::collections::BTreeSet;

use gestand_policy::completeness::{State, completeness, to_json};
use gestand_policy::{Origin, compile};
use load_support::{Disk, policy, single};

/// The elements as the articles count them.
const ARTICLES: [&str; 17] = [
    "13(1)(a)", "13(1)(b)", "13(1)(c)", "13(1)(d)", "13(1)(e)", "13(1)(f)", "13(2)(a)", "13(2)(b)", "13(2)(c)",
    "13(2)(d)", "13(2)(e)", "13(2)(f)", "14(1)(d)", "14(2)(f)", "13(3)", "21(4)", "Tw 11.7a",
];

fn states(yaml: &str) -> Vec<(&'static str, State)> {
    let elements = completeness(&single(yaml)).expect("it is a policy");
    elements.into_iter().map(|element| (element.article, element.state)).collect()
}

fn state(yaml: &str, article: &str) -> State {
    states(yaml).into_iter().find(|(named, _)| *named == article).expect("an element").1
}

#[test]
fn the_model_tells_every_element_that_applies() {
    let compiled = compile(&mut Disk::project(), "model").expect("the pack is there");
    let elements = completeness(&compiled).expect("it is a policy");
    assert_eq!(elements.iter().map(|element| element.article).collect::<Vec<_>>(), ARTICLES);
    for element in &elements {
        assert_ne!(element.state, State::Absent, "{}", element.article);
        assert_eq!(element.codes, Vec::<&str>::new(), "{}", element.article);
        if let (State::Present, Some((path, span))) = (element.state, &element.node) {
            assert_eq!(policy(&compiled).origin(*span), Origin::Own, "{path}");
        }
    }
    let absent_from = |state| elements.iter().filter(|element| element.state == state).count();
    assert!(absent_from(State::Present) >= 14, "{elements:#?}");
}

#[test]
fn an_empty_statement_tells_nothing() {
    let told: BTreeSet<State> = states("organisation: {}\n").into_iter().map(|(_, state)| state).collect();
    assert!(!told.contains(&State::Present), "{:?}", states("organisation: {}\n"));
}

#[test]
fn an_element_applies_when_the_policy_calls_for_it() {
    let table = [
        ("bases: {contract: {}}", "13(1)(d)", State::NotApplicable),
        ("bases: {legitimate_interest: {}}", "13(1)(d)", State::Absent),
        ("bases: {legitimate_interest: {interests: [rust]}}", "13(1)(d)", State::Present),
        ("organisation: {name: X, email: a@b.example}", "13(1)(a)", State::Present),
        ("organisation: {name: X}", "13(1)(a)", State::Absent),
        ("organisation: {officer: {kind: dpo, phone: '1'}}", "13(1)(b)", State::Present),
        ("organisation: {officer: {kind: none, dpo_assessed: true}}", "13(1)(b)", State::NotApplicable),
        ("transfers: {stored_in: eea}", "13(1)(f)", State::NotApplicable),
        ("transfers: {outside_allowed: true}", "13(1)(f)", State::Absent),
        ("bases: {consent: {}}", "13(2)(c)", State::Absent),
        ("bases: {consent: {}}\nrights: {withdrawal: {}}", "13(2)(c)", State::Present),
        ("complaints: {authority_named: true}", "13(2)(d)", State::Present),
        ("complaints: {channels: [email]}", "13(2)(d)", State::Absent),
        ("activities: {a: {basis: [contract]}}", "13(2)(e)", State::Absent),
        ("activities: {a: {basis: [contract], if_not_provided: nee}}", "13(2)(e)", State::Present),
        ("activities: {a: {automated: {decisive: true}}}", "13(2)(f)", State::Absent),
        ("activities: {a: {automated: {decisive: false}}}", "13(2)(f)", State::Present),
        ("statement: {changes: [persons_before_new_purpose]}", "13(3)", State::Present),
        ("bases: {legitimate_interest: {}}\nrights: {objection: {}}", "21(4)", State::Absent),
        ("bases: {legitimate_interest: {}}\nrights: {objection: {shown_apart: true}}", "21(4)", State::Present),
        ("cookie_rules: {consent: opt_in}\ncookies: {a: {class: functional}}", "Tw 11.7a", State::Present),
        ("cookie_rules: {elsewhere: x}", "Tw 11.7a", State::Absent),
    ];
    for (yaml, article, wanted) in table {
        assert_eq!(state(yaml, article), wanted, "{article}: {yaml}");
    }
}

#[test]
fn the_table_names_the_node_the_place_and_the_codes() {
    let compiled = single("organisation:\n  name: X\nrights: {}\n");
    let elements = completeness(&compiled).expect("it is a policy");
    let told = to_json(&compiled, &elements, "en");
    assert_eq!(told["elements"].as_array().map(Vec::len), Some(17));
    let first = &told["elements"][0];
    assert_eq!((first["state"].as_str(), first["node"].as_str()), (Some("absent"), Some("organisation")));
    assert_eq!((first["file"].as_str(), first["line"].as_u64()), (Some("own/pack.yaml"), Some(2)));
    assert!(first["codes"].as_array().is_some_and(|codes| codes.iter().any(|code| code == "G0801")), "{first}");
    let count = |key: &str| told[key].as_u64().unwrap_or(0);
    assert_eq!(count("present") + count("absent") + count("not_applicable"), 17);
}

#[test]
fn a_pack_that_cannot_be_read_has_no_table() {
    assert!(completeness(&single("organisation: {nam: X}\n")).is_none());
}
