//! What changes for people between two policies.
#![allow(clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod load_support;

use gestand_policy::diff::{Change, ChangeKind, diff};
use load_support::single;
use proptest::prelude::*;

const BASE: &str = "
subjects: {tenant: {}, seeker: {}}
categories: {contact: {items: {name: {}, phone: {}}}, money: {items: {iban: {}, income: {}}}}
functions: {clerk: {}, boss: {}}
activities:
  rent: {purpose: huur innen, basis: [contract], subjects: [tenant], data: [contact, iban], functions: [clerk]}
recipients:
  bailiff: {role: controller, may_receive: [{data: [name]}]}
retention:
  files: {data: [contact], keep: 2 years after tenancy_ended, subjects: [tenant]}
  footage: {keep: as long as needed}
requests: {term: 1 month}
rights: {access: {}, erasure: {}}
";

fn changes(old: &str, new: &str) -> Vec<Change> {
    let (old, new) = (single(old), single(new));
    diff(&old.policy.expect("a policy").document, &new.policy.expect("a policy").document)
}

/// The changes when `from` becomes `to` in the base.
fn when(from: &str, to: &str) -> Vec<Change> {
    assert!(BASE.contains(from), "{from}");
    changes(BASE, &BASE.replace(from, to))
}

fn kinds(changes: &[Change]) -> Vec<(ChangeKind, &str)> {
    changes.iter().map(|change| (change.kind, change.node.as_str())).collect()
}

#[test]
fn a_new_purpose_for_data_that_are_held_is_told_first() {
    let found = when(
        "recipients:\n",
        "  survey: {purpose: vragen wat beter kan, basis: [legitimate_interest], subjects: [tenant], data: [phone]}\nrecipients:\n",
    );
    assert_eq!(kinds(&found), [(ChangeKind::NewPurpose, "activities.survey")]);
    assert!(found[0].inform_first);
    assert_eq!(
        (found[0].what.as_slice(), found[0].subjects.as_slice()),
        (&["phone".to_owned()][..], &["tenant".to_owned()][..])
    );
}

#[test]
fn a_new_purpose_for_new_data_is_told_when_they_are_collected() {
    let found =
        when("recipients:\n", "  test: {purpose: inkomen toetsen, basis: [contract], data: [income]}\nrecipients:\n");
    assert_eq!(
        kinds(&found),
        [(ChangeKind::NewPurpose, "activities.test"), (ChangeKind::NewlyCollected, "categories.money")]
    );
    assert!(!found[0].inform_first);
    assert_eq!(found[1].what, ["income"]);
}

#[test]
fn uses_and_sharing_grow_and_shrink() {
    let found = when("data: [contact, iban]", "data: [contact, iban, income]");
    assert_eq!(
        kinds(&found),
        [(ChangeKind::UsedForMore, "activities.rent"), (ChangeKind::NewlyCollected, "categories.money")]
    );
    assert!(found[0].inform_first);
    assert_eq!(kinds(&when("data: [contact, iban]", "data: [contact]"))[0].0, ChangeKind::NoLongerCollected);
    assert_eq!(kinds(&when("{data: [name]}", "{data: [contact]}")), [(ChangeKind::NewlyShared, "recipients.bailiff")]);
    assert_eq!(
        kinds(&when("role: controller,", "role: controller, region: third_country,")),
        [(ChangeKind::LeavesEea, "recipients.bailiff")]
    );
    assert_eq!(
        kinds(&when("functions: [clerk]", "functions: [clerk, boss]")),
        [(ChangeKind::MoreFunctions, "activities.rent")]
    );
    let basis = when("basis: [contract]", "basis: [legitimate_interest]");
    assert_eq!((basis[0].kind, basis[0].inform_first), (ChangeKind::BasisChanged, true));
}

#[test]
fn terms_are_compared_where_they_can_be() {
    let table = [
        ("2 years after", "3 years after", ChangeKind::KeptLonger, false),
        ("2 years after", "1 year after", ChangeKind::KeptShorter, true),
        ("2 years after tenancy_ended", "2 years after audited", ChangeKind::TermChanged, true),
        ("2 years after tenancy_ended", "as long as needed", ChangeKind::KeptLonger, false),
        ("as long as needed", "28 days after recorded", ChangeKind::TermAdded, true),
    ];
    for (from, to, kind, due) in table {
        let found = when(from, to);
        assert_eq!((found[0].kind, found[0].due_at_once), (kind, due), "{from} → {to}");
        assert!(found[0].new.as_deref().is_some_and(|new| new.contains(to)), "{to}");
    }
}

#[test]
fn rights_and_their_terms() {
    assert_eq!(kinds(&when(", erasure: {}", "")), [(ChangeKind::RightEnded, "rights.erasure")]);
    assert_eq!(
        kinds(&when("erasure: {}", "erasure: {}, portability: {}")),
        [(ChangeKind::RightAdded, "rights.portability")]
    );
    let found = when("term: 1 month", "term: 4 weeks");
    let terms: Vec<_> = found.iter().filter(|change| change.kind == ChangeKind::AnswerTerm).collect();
    assert_eq!(terms.len(), 2);
    assert_eq!((terms[0].old.as_deref(), terms[0].new.as_deref()), (Some("1 month"), Some("4 weeks")));
}

#[test]
fn what_has_no_kind_of_its_own_is_still_told() {
    assert_eq!(kinds(&when("boss: {}", "boss: {label: directeur}")), [(ChangeKind::Changed, "functions.boss")]);
    // Beside a change with a kind, another field of the same node.
    let found = when("purpose: huur innen,", "purpose: de huur innen, marketing: true,");
    assert_eq!(
        kinds(&found),
        [(ChangeKind::PurposeReworded, "activities.rent"), (ChangeKind::Changed, "activities.rent")]
    );
    assert_eq!(
        kinds(&changes(BASE, &format!("{BASE}complaints: {{channels: [email]}}\n"))),
        [(ChangeKind::Added, "complaints")]
    );
}

#[test]
fn comments_traces_and_order_change_nothing() {
    let new =
        BASE.replace("rights: {access: {}, erasure: {}}", "# rechten\nrights: {erasure: {trace: ['3']}, access: {}}");
    assert_eq!(changes(BASE, &new), []);
}

proptest! {
    #[test]
    fn what_is_added_one_way_is_gone_the_other(more in proptest::sample::subsequence(vec!["income", "phone", "name"], 0..=3)) {
        let new = BASE.replace("data: [contact, iban]", &format!("data: [iban{}]", more.iter().map(|id| format!(", {id}")).collect::<String>()));
        let items = |found: Vec<Change>, kind| {
            found.into_iter().filter(|change| change.kind == kind).flat_map(|change| change.what).collect::<Vec<_>>()
        };
        let (there, back) = (changes(BASE, &new), changes(&new, BASE));
        prop_assert_eq!(items(there.clone(), ChangeKind::NewlyCollected), items(back.clone(), ChangeKind::NoLongerCollected));
        prop_assert_eq!(items(there, ChangeKind::UsedForLess), items(back, ChangeKind::UsedForMore));
    }
}
