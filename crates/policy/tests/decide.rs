//! Decisions: each reason by a table of uses, and what holds for every use.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use std::sync::LazyLock;

use gestand_policy::decide::{Decision, IdSet, Reason, SubjectState, Tables, Use};
use gestand_policy::model::{Basis, Document};
use proptest::prelude::*;

const POLICY: &str = "
categories:
  contact: {items: {name: {label: achternaam}, phone: {}, email: {}}}
  health: {sensitivity: special, items: {diagnosis: {}, appointment: {sensitivity: ordinary}}}
  identity: {items: {bsn: {sensitivity: identification}}}
functions: {clerk: {label: {nl: medewerker, en: clerk}}, technician: {}}
activities:
  repair:
    label: {nl: reparatie, en: repairs}
    basis: [contract]
    data: [contact]
    functions: [clerk, technician]
    recipients: [contractor, no_agreement, abroad, safe_abroad, agent, listless]
  newsletter: {basis: [consent, legitimate_interest], marketing: true, data: [email], functions: [clerk]}
  photo: {basis: [consent], data: [name], functions: [clerk], recipients: [contractor]}
  survey: {basis: [legitimate_interest], data: [contact], functions: [clerk]}
  mixed: {basis: [consent, public_task], data: [contact], functions: [clerk]}
  care: {basis: [contract], data: [health], functions: [clerk]}
  care_ground: {basis: [contract], ground: GDPR 9(2)(a), data: [health, bsn], functions: [clerk]}
  care_act: {basis: [contract], ground: UAVG 22, data: [health, bsn], functions: [clerk]}
  care_words: {basis: [contract], ground: afspraak met de zorg, data: [health, bsn], functions: [clerk]}
  care_both: {basis: [contract], ground: 'GDPR 9(2)(a), afspraak', data: [health, bsn], functions: [clerk]}
  care_near: {basis: [contract], ground: GDPR 9(1), data: [health, bsn], functions: [clerk]}
  tax: {basis: [legal_obligation], statutory: true, data: [contact, bsn], functions: [clerk]}
  adrift: {data: [contact], functions: [clerk]}
recipients:
  contractor:
    role: processor
    agreement: required
    may_receive:
      - {for: repair, data: [name, phone]}
      - {for: photo, data: [name]}
      - {for: no_such_activity, data: [email]}
  no_agreement: {role: processor, agreement: none, may_receive: [{data: [contact]}]}
  abroad: {role: controller, agreement: none, region: third_country, may_receive: [{data: [contact]}]}
  safe_abroad: {region: third_country, safeguard: adequacy decision, may_receive: [{data: [contact]}]}
  agent:
    may_receive:
      - {for: repair, data: [name]}
      - {for: repair, data: [phone, email], only_if: [mandate]}
      - {for: repair, data: [email], only_if: [consent]}
  listless: {}
  stranger: {may_receive: [{data: [contact]}]}
";

fn tables() -> &'static Tables {
    static TABLES: LazyLock<Tables> = LazyLock::new(|| {
        let document: Document = serde_saphyr::from_str(POLICY).unwrap();
        Tables::compile(&document).unwrap()
    });
    &TABLES
}

/// What the person of a test has said, by name of activity.
#[derive(Default, Clone, Copy)]
struct Person<'a> {
    consent: &'a str,
    objection: &'a str,
    marketing: bool,
    restricted: bool,
    mandate: bool,
}

const NOBODY: Person = Person { consent: "", objection: "", marketing: false, restricted: false, mandate: false };

fn state(tables: &Tables, person: Person) -> SubjectState {
    let set = |name: &str| tables.activity(name).map_or(IdSet::EMPTY, |id| IdSet::EMPTY.with(id.number()));
    SubjectState {
        consents: set(person.consent),
        objections: set(person.objection),
        marketing_objection: person.marketing,
        restricted: person.restricted,
        mandate: person.mandate,
    }
}

/// `activity: item item > recipient`, done by the clerk.
fn a_use(tables: &Tables, text: &str, person: Person) -> Use {
    let (activity, rest) = text.split_once(':').unwrap();
    let (items, recipient) = rest.split_once('>').unwrap_or((rest, ""));
    Use {
        activity: tables.activity(activity).unwrap(),
        function: tables.function("clerk").unwrap(),
        items: items.split_whitespace().fold(IdSet::EMPTY, |all, name| all.union(tables.items_of(name))),
        recipient: (!recipient.is_empty()).then(|| tables.recipient(recipient.trim()).unwrap()),
        conditions: IdSet::EMPTY,
        subject: state(tables, person),
    }
}

fn reasons(decision: Decision) -> Vec<Reason> {
    decision.refusal().map(|refusal| refusal.reasons().iter().collect()).unwrap_or_default()
}

#[test]
fn permits_name_the_basis_that_carries() {
    let consents = |consent| Person { consent, ..NOBODY };
    let objects = |objection| Person { objection, ..NOBODY };
    let table = [
        ("repair: name phone", NOBODY, Basis::Contract),
        ("repair: contact", NOBODY, Basis::Contract),
        ("repair: name phone > contractor", NOBODY, Basis::Contract),
        ("repair: name > safe_abroad", NOBODY, Basis::Contract),
        ("repair: name > agent", NOBODY, Basis::Contract),
        ("repair: phone > agent", Person { mandate: true, ..NOBODY }, Basis::Contract),
        ("repair: email > agent", consents("repair"), Basis::Contract),
        // Nobody can object to a contract.
        ("repair: name", objects("repair"), Basis::Contract),
        ("repair: name", Person { marketing: true, ..NOBODY }, Basis::Contract),
        ("photo: name", consents("photo"), Basis::Consent),
        ("photo: name", Person { consent: "photo", restricted: true, ..NOBODY }, Basis::Consent),
        ("survey: email", NOBODY, Basis::LegitimateInterest),
        ("survey: email", objects("photo"), Basis::LegitimateInterest),
        ("mixed: email", NOBODY, Basis::PublicTask),
        ("mixed: email", consents("mixed"), Basis::Consent),
        ("mixed: email", Person { consent: "mixed", objection: "mixed", ..NOBODY }, Basis::Consent),
        ("care: appointment", NOBODY, Basis::Contract),
        // An article that is an exception lifts the prohibition.
        ("care_ground: diagnosis bsn", NOBODY, Basis::Contract),
        ("care_act: diagnosis bsn", NOBODY, Basis::Contract),
        ("tax: name", Person { restricted: true, objection: "tax", ..NOBODY }, Basis::LegalObligation),
        ("newsletter: email", consents("newsletter"), Basis::Consent),
        ("newsletter: email", NOBODY, Basis::LegitimateInterest),
    ];
    let tables = tables();
    for (text, person, basis) in table {
        let wanted = a_use(tables, text, person);
        let decision = tables.decide(&wanted);
        let permit = decision.permit().unwrap_or_else(|| panic!("{text}: {:?}", reasons(decision)));
        assert_eq!(permit.basis(), basis, "{text}");
        assert_eq!((permit.activity(), permit.items()), (wanted.activity, wanted.items));
        assert_eq!((permit.function(), permit.recipient()), (wanted.function, wanted.recipient));
    }
}

#[test]
fn refusals_name_every_reason() {
    use Reason::*;
    let objects = |objection| Person { objection, ..NOBODY };
    let restricted = Person { restricted: true, ..NOBODY };
    let table: &[(&str, Person, &[Reason])] = &[
        ("adrift: name", NOBODY, &[NoBasis]),
        ("photo: name email", Person { consent: "photo", ..NOBODY }, &[ItemsNotInActivity]),
        ("care: health", NOBODY, &[SpecialDataWithoutGround]),
        // Words that are no article lift nothing, also beside one that is, and neither does the prohibition itself.
        ("care_words: diagnosis bsn", NOBODY, &[SpecialDataWithoutGround]),
        ("care_both: diagnosis", NOBODY, &[SpecialDataWithoutGround]),
        ("care_near: diagnosis", NOBODY, &[SpecialDataWithoutGround]),
        ("tax: bsn", NOBODY, &[SpecialDataWithoutGround]),
        ("photo: name", NOBODY, &[ConsentMissing]),
        ("photo: name", Person { consent: "survey", ..NOBODY }, &[ConsentMissing]),
        ("survey: email", objects("survey"), &[Objected]),
        ("mixed: email", objects("mixed"), &[ConsentMissing, Objected]),
        ("newsletter: email", Person { consent: "newsletter", marketing: true, ..NOBODY }, &[MarketingObjected]),
        (
            "newsletter: email",
            Person { consent: "newsletter", objection: "newsletter", ..NOBODY },
            &[MarketingObjected],
        ),
        ("repair: name", restricted, &[Restricted]),
        ("repair: name", Person { consent: "repair", ..restricted }, &[Restricted]),
        ("photo: name", restricted, &[ConsentMissing, Restricted]),
        ("mixed: email", restricted, &[Restricted]),
        ("repair: name > stranger", NOBODY, &[RecipientNotInActivity]),
        ("survey: name > contractor", NOBODY, &[RecipientNotInActivity, RecipientMayNotReceive]),
        ("repair: contact > contractor", NOBODY, &[RecipientMayNotReceive]),
        ("repair: name > listless", NOBODY, &[RecipientMayNotReceive]),
        ("repair: name > no_agreement", NOBODY, &[NoAgreement]),
        ("repair: name > abroad", NOBODY, &[OutsideEea]),
        ("repair: name phone > agent", NOBODY, &[MandateMissing]),
        ("repair: email > agent", NOBODY, &[MandateMissing, ConsentForDisclosureMissing]),
        (
            "photo: diagnosis > abroad",
            restricted,
            &[
                ItemsNotInActivity,
                SpecialDataWithoutGround,
                ConsentMissing,
                Restricted,
                RecipientNotInActivity,
                RecipientMayNotReceive,
                OutsideEea,
            ],
        ),
    ];
    let tables = tables();
    for (text, person, expected) in table {
        let found = reasons(tables.decide(&a_use(tables, text, *person)));
        assert_eq!(&found, expected, "{text}");
    }
    let wanted = a_use(tables, "photo: name", Person { consent: "photo", ..NOBODY });
    let technician = tables.function("technician").unwrap();
    assert_eq!(reasons(tables.decide(&Use { function: technician, ..wanted })), [FunctionNotAllowed]);
    // An activity of another policy.
    let found = Tables::default().decide(&wanted);
    assert_eq!(reasons(found), [UnknownActivity]);
}

#[test]
fn names_and_ids_go_both_ways() {
    let tables = tables();
    let id = tables.activity("photo").unwrap();
    assert_eq!(tables.activity_name(id), "photo");
    assert_eq!(tables.activity("no_such_activity"), None);
    assert_eq!(tables.item_name(tables.item("bsn").unwrap()), "bsn");
    assert_eq!(tables.function_name(tables.function("technician").unwrap()), "technician");
    assert_eq!(tables.recipient_name(tables.recipient("agent").unwrap()), "agent");
    assert_eq!(tables.item_names(tables.items_of("contact")).collect::<Vec<_>>(), ["name", "phone", "email"]);
    assert_eq!(tables.item_names(tables.items_of("phone")).collect::<Vec<_>>(), ["phone"]);
    assert!(tables.items_of("unheard_of").is_empty());
    assert_eq!(tables.item_names(tables.sensitive_items()).collect::<Vec<_>>(), ["diagnosis", "bsn"]);
}

#[test]
fn explanations_point_at_the_line_of_the_policy() {
    // Each reason, a use that gives it, a text of the line, and a word of the message.
    let table = [
        (Reason::NoBasis, "adrift: name", "adrift:", "adrift"),
        (Reason::ItemsNotInActivity, "photo: name email", "photo:", "email"),
        (Reason::ConsentMissing, "photo: name", "photo:", "toestemming"),
        (Reason::NoAgreement, "repair: name > no_agreement", "no_agreement: {", "verwerkersovereenkomst"),
        (Reason::OutsideEea, "repair: name > abroad", "abroad: {", "Economische Ruimte"),
        (Reason::MandateMissing, "repair: phone > agent", "only_if: [mandate]", "volmacht"),
        (Reason::ConsentForDisclosureMissing, "repair: email > agent", "only_if: [consent]", "toestemming"),
        (
            Reason::RecipientMayNotReceive,
            "repair: contact > contractor",
            "- {for: repair, data: [name, phone]}",
            "email",
        ),
        (Reason::RecipientMayNotReceive, "repair: name > listless", "listless:", "achternaam"),
        (Reason::RecipientNotInActivity, "repair: name > stranger", "repair:", "reparatie"),
    ];
    let tables = tables();
    for (reason, text, line, word) in table {
        let refusal = tables.decide(&a_use(tables, text, NOBODY)).refusal().unwrap();
        let details = tables.explain(refusal);
        let detail = details.iter().find(|detail| detail.reason == reason).unwrap();
        let place = detail.span.line as usize;
        let around = POLICY.lines().nth(place - 1).unwrap();
        // A block mapping starts on the line after its key.
        let before = POLICY.lines().nth(place - 2).unwrap();
        assert!(around.contains(line) || before.contains(line), "{reason:?}: {around}");
        assert!(detail.message.nl.contains(word), "{}", detail.message.nl);
        assert!(!detail.message.en.is_empty() && !detail.remedy.nl.is_empty() && !detail.remedy.en.is_empty());
    }
    let refusal = tables.decide(&a_use(tables, "repair: contact > contractor", NOBODY)).refusal().unwrap();
    // The message names only the item that may not go.
    assert!(!tables.explain(refusal)[0].message.nl.contains("achternaam"));
}

#[test]
fn a_policy_too_large_for_a_set_is_refused() {
    let with = |count: usize| {
        let functions: Vec<String> = (0..count).map(|number| format!("f{number}: {{}}")).collect();
        let document: Document = serde_saphyr::from_str(&format!("functions: {{{}}}", functions.join(", "))).unwrap();
        Tables::compile(&document)
    };
    let tables = with(512).unwrap();
    assert_eq!(tables.function_name(tables.function("f511").unwrap()), "f511");
    let error = with(513).unwrap_err();
    assert_eq!((error.kind, error.count), ("functions", 513));
}

const ACTIVITIES: [&str; 9] =
    ["repair", "newsletter", "photo", "survey", "mixed", "care", "care_ground", "tax", "adrift"];
const RECIPIENTS: [&str; 7] = ["contractor", "no_agreement", "abroad", "safe_abroad", "agent", "listless", "stranger"];

prop_compose! {
    fn uses()(
        activity in 0..ACTIVITIES.len(),
        recipient in proptest::option::of(0..RECIPIENTS.len()),
        items in 0..64u16,
        consents in 0..512u16,
        objections in 0..512u16,
        flags in 0..16u8,
    ) -> Use {
        let tables = tables();
        let bits = |bits: u16| (0..16).filter(|bit| bits >> bit & 1 == 1).collect::<IdSet>();
        Use {
            activity: tables.activity(ACTIVITIES[activity]).unwrap(),
            function: tables.function(if flags & 8 == 0 { "clerk" } else { "technician" }).unwrap(),
            items: bits(items),
            recipient: recipient.map(|number| tables.recipient(RECIPIENTS[number]).unwrap()),
            conditions: IdSet::EMPTY, subject: SubjectState {
                consents: bits(consents),
                objections: bits(objections),
                marketing_objection: flags & 1 == 1,
                restricted: flags & 2 == 2,
                mandate: flags & 4 == 4,
            },
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn fewer_items_keep_a_permit(wanted in uses(), kept in 0..64u16) {
        let tables = tables();
        if tables.decide(&wanted).permit().is_some() {
            let kept: IdSet = (0..16).filter(|bit| kept >> bit & 1 == 1).collect();
            let fewer = Use { items: wanted.items.intersection(kept), ..wanted };
            prop_assert!(tables.decide(&fewer).permit().is_some());
        }
    }

    #[test]
    fn saying_no_never_permits(wanted in uses(), objection in 0..9u16) {
        let tables = tables();
        if tables.decide(&wanted).permit().is_none() {
            let subject = wanted.subject;
            for subject in [
                SubjectState { objections: subject.objections.with(objection), ..subject },
                SubjectState { marketing_objection: true, ..subject },
                SubjectState { restricted: true, ..subject },
                SubjectState { consents: subject.consents.without(objection), ..subject },
                SubjectState { mandate: false, ..subject },
            ] {
                let more = Use { subject, ..wanted };
                prop_assert!(tables.decide(&more).permit().is_none());
            }
        }
    }

    #[test]
    fn every_refusal_has_reasons_and_words(wanted in uses()) {
        let tables = tables();
        if let Decision::Refusal(refusal) = tables.decide(&wanted) {
            prop_assert!(!refusal.reasons().is_empty());
            prop_assert_eq!(tables.explain(refusal).len(), refusal.reasons().iter().count());
        }
    }
}
