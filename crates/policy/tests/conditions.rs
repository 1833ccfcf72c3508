//! Conditions of activities and disclosures: what must be so before data are used or given.
#![allow(clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod load_support;

use gestand_policy::Compiled;
use gestand_policy::decide::{IdSet, Reason, SubjectState, Use};
use load_support::single;

const POLICY: &str = "
categories: {contact: {items: {name: {}, phone: {}}}}
functions: {clerk: {}}
conditions:
  incident: {label: {nl: er een incident is, en: there is an incident}}
  danger: {}
  covenant: {}
  needed: {label: {nl: het nodig is, en: it is needed}}
sharing: {only_if: [needed]}
activities:
  footage: {basis: [contract], data: [contact], functions: [clerk], only_if: [incident]}
  rescue: {basis: [contract], data: [contact], functions: [clerk], only_if_any: [incident, danger]}
  exchange: {basis: [contract], data: [contact], functions: [clerk], recipients: [police]}
recipients:
  police:
    may_receive:
      - {for: exchange, data: [name], only_if: [covenant]}
      - {for: exchange, data: [phone], only_if: [unheard_of]}
";

fn reasons(compiled: &Compiled, activity: &str, given: &[&str], disclosed: Option<&str>) -> Vec<Reason> {
    let tables = &compiled.policy.as_ref().expect("a policy").tables;
    let wanted = Use {
        activity: tables.activity(activity).expect("an activity"),
        function: tables.function("clerk").expect("a function"),
        items: tables.items_of(disclosed.unwrap_or("name")),
        recipient: disclosed.and_then(|_| tables.recipient("police")),
        conditions: given.iter().filter_map(|name| tables.condition(name)).map(|id| id.number()).collect::<IdSet>(),
        subject: SubjectState::default(),
    };
    let refusal = tables.decide(&wanted).refusal();
    refusal.map(|refusal| refusal.reasons().iter().collect()).unwrap_or_default()
}

/// An activity, what is so, what is disclosed to the police if anything, and the reasons against it.
type Row = (&'static str, &'static [&'static str], Option<&'static str>, &'static [Reason]);

#[test]
fn a_use_waits_for_its_conditions() {
    let compiled = single(POLICY);
    let table: [Row; 9] = [
        ("footage", &[], None, &[Reason::ConditionMissing]),
        ("footage", &["danger"], None, &[Reason::ConditionMissing]),
        ("footage", &["incident"], None, &[]),
        ("rescue", &[], None, &[Reason::ConditionMissing]),
        ("rescue", &["danger"], None, &[]),
        // Every disclosure asks what `sharing` asks.
        ("exchange", &["covenant"], Some("name"), &[Reason::ConditionForDisclosureMissing]),
        ("exchange", &["covenant", "needed"], Some("name"), &[]),
        ("exchange", &["needed"], Some("name"), &[Reason::ConditionForDisclosureMissing]),
        // A condition that nobody defined is still asked.
        ("exchange", &["covenant", "needed"], Some("phone"), &[Reason::ConditionForDisclosureMissing]),
    ];
    for (activity, given, disclosed, expected) in table {
        assert_eq!(reasons(&compiled, activity, given, disclosed), expected, "{activity} {given:?} {disclosed:?}");
    }
}

#[test]
fn a_refusal_names_the_condition() {
    let compiled = single(POLICY);
    let tables = &compiled.policy.as_ref().expect("a policy").tables;
    let wanted = |activity: &str, recipient| Use {
        activity: tables.activity(activity).expect("an activity"),
        function: tables.function("clerk").expect("a function"),
        items: tables.items_of("name"),
        recipient,
        conditions: IdSet::EMPTY,
        subject: SubjectState::default(),
    };
    let details = tables.explain(tables.decide(&wanted("footage", None)).refusal().expect("refused"));
    assert!(details[0].message.nl.contains("er een incident is"), "{}", details[0].message.nl);
    let details =
        tables.explain(tables.decide(&wanted("exchange", tables.recipient("police"))).refusal().expect("refused"));
    assert!(details[0].message.en.contains("covenant, it is needed"), "{}", details[0].message.en);
    assert_eq!(details[0].span.line, 17);
}

#[test]
fn every_reason_has_a_place_in_a_set_of_reasons() {
    assert!(Reason::ALL.len() <= 32);
    let numbers: std::collections::BTreeSet<u8> = Reason::ALL.iter().map(|reason| *reason as u8).collect();
    assert_eq!(numbers.len(), Reason::ALL.len());
}
