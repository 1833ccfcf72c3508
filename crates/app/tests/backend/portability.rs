//! A request for portability, whole: what goes along and what does not, the files, and handing them to another.

use gestand_app::testing::{self, TestApp};
use gestand_app::{AppError, Intake, PackageForm, Submitted};
use gestand_cases::{Asked, Reason};
use gestand_store::{CaseKind, CaseState, Verdict};
use gestand_synthetic::KnownPerson;
use serde_json::Value;

use crate::common::*;

fn asks(person: &KnownPerson, transfer_to: Option<&str>) -> Intake {
    let asked = Asked { transfer_to: transfer_to.map(str::to_owned), ..Asked::default() };
    Intake { asked, ..intake(CaseKind::Portability, person) }
}

/// Asked and answered as the policy proposes.
async fn taken_along(t: &TestApp, person: &KnownPerson, transfer_to: Option<&str>) -> Submitted {
    let submitted = review_of(t, asks(person, transfer_to), person).await;
    accepted(t, &submitted).await;
    assert_eq!(state(t, submitted.id).await, CaseState::Answered);
    submitted
}

#[tokio::test]
async fn what_is_used_on_consent_or_contract_goes_along_in_the_shape_of_vera() {
    for t in engines("model").await {
        let fenna = known(&t, "Fenna");
        let submitted = taken_along(&t, fenna, None).await;
        let answer = answer_json(&t, &submitted).await;
        assert_eq!(answer["format"], "gestand.portability-answer/1");
        assert!(answer.get("purposes").is_none() && answer["documents"].as_array().unwrap().len() >= 6, "{answer}");
        let zip = download(&t, &submitted, PackageForm::Zip).await;
        let file = |name: &str| -> Value {
            let text = unzipped(&zip, name).unwrap_or_else(|| panic!("no {name}"));
            serde_json::from_str(&text).unwrap()
        };
        let person = &file("natuurlijk-personen.json")[0];
        assert_eq!(person["achternaam"], "Voorbeeld");
        assert_eq!(person["geboortedatum"], "1984-03-12");
        let contact = file("contactgegevens.json");
        let email = contact.as_array().unwrap().iter().find(|one| one["soort"]["code"] == "EMA").unwrap();
        assert_eq!((&email["waarde"], &email["relatie"]["id"]), (&fenna.email.as_str().into(), &person["id"]));
        let table = unzipped(&zip, "contactgegevens.csv").unwrap();
        assert!(table.starts_with("id,waarde,soort.code,relatie.id") && table.contains(&fenna.email), "{table}");
        // Nobody else, and nothing of what others said.
        let whole = answer.to_string();
        assert!(!whole.contains("Wouter") && !whole.contains("overlast"), "{whole}");
        ledger_is_sound(&t).await;
    }
}

/// What rests on another basis stays out with its reason, by record and by field, and is told.
async fn only_consent_and_contract(t: &TestApp) {
    let fenna = known(t, "Fenna");
    let submitted = review_of(t, asks(fenna, None), fenna).await;
    let policy = t.app.policy();
    let found = findings(t, submitted.id).await;
    let other = found.iter().filter(|line| line.grounds[0].reason == Reason::OtherBasis).collect::<Vec<_>>();
    assert!(!other.is_empty() && other.iter().all(|line| line.proposal == Verdict::Exclude && !line.needs_review));
    accepted(t, &submitted).await;
    let answer = answer_json(t, &submitted).await;
    let left_out = answer["left_out"].as_array().unwrap();
    assert!(left_out.iter().any(|line| line["law"] == "GDPR 20(1)(a)" && !line["ground"].as_str().unwrap().is_empty()));
    for line in other {
        assert!(left_out.iter().any(|out| out["what"] == line.class_label.nl.as_str()), "{}", line.class_label.nl);
    }
    // No field of an item that surely rests on another basis is in it.
    let label = |item: &str| {
        let mut categories = policy.document.categories.values();
        categories.find_map(|category| category.items.get(item)?.label.clone()).map(|label| label.nl)
    };
    let items = policy.document.categories.values().flat_map(|category| category.items.keys());
    let no: Vec<_> = items
        .filter(|item| gestand_cases::portable(policy, item) == gestand_cases::Portable::No)
        .filter_map(|i| label(i))
        .collect();
    assert!(!no.is_empty());
    let sections = answer["data"].as_array().unwrap().iter().flat_map(|section| section["records"].as_array().unwrap());
    let fields: Vec<_> = sections.flat_map(|record| record["fields"].as_array().unwrap()).collect();
    assert!(!fields.is_empty(), "{answer}");
    for field in fields {
        assert!(!no.iter().any(|label| field["label"] == label.as_str()), "{field}");
    }
}

#[tokio::test]
async fn the_model_takes_only_consent_and_contract() {
    only_consent_and_contract(&testing::app("model").await).await;
}

// shows: woonpartners-060
#[tokio::test]
async fn woonpartners_takes_only_consent_and_contract() {
    only_consent_and_contract(&testing::app("woonpartners").await).await;
}

// shows: woonmensen-072
#[tokio::test]
async fn woonmensen_takes_only_consent_and_contract() {
    only_consent_and_contract(&testing::app("woonmensen").await).await;
}

/// Handing the data to another organisation takes the wish of the person, an officer and an answer; it leaves proof.
async fn handed_over_on_request_only(t: &TestApp) {
    let fenna = known(t, "Fenna");
    let submitted = review_of(t, asks(fenna, Some("Woonstichting Elders")), fenna).await;
    assert_eq!(conflict(t.app.transfer_file(&t.officer(), submitted.id).await), "case-state", "there is no answer yet");
    accepted(t, &submitted).await;
    // The person gets the files, and it is in the ledger that they did.
    assert!(unzipped(&download(t, &submitted, PackageForm::Zip).await, "natuurlijk-personen.json").is_some());
    assert!(leaves(t).await.iter().any(|leaf| leaf.contains("\"package_delivered\"")));
    assert!(matches!(t.app.transfer_file(&t.desk(), submitted.id).await, Err(AppError::Forbidden(_))));
    let file = t.app.transfer_file(&t.officer(), submitted.id).await.unwrap_or_else(|e| panic!("{e}"));
    let zip = file.bytes().await.unwrap();
    assert!(unzipped(&zip, "natuurlijk-personen.json").is_some());
    t.app.transferred(&t.officer(), submitted.id).await.unwrap();
    assert_eq!(conflict(t.app.transferred(&t.officer(), submitted.id).await), "case-state");
    assert_eq!(page(t, submitted.id).await.transferred_on, Some(t.app.today()));
    let leaves = leaves(t).await;
    assert!(
        leaves.iter().any(|leaf| leaf.contains("\"disclosed\"")) && !leaves.iter().any(|leaf| leaf.contains("Elders"))
    );
    t.app.close(&t.officer(), submitted.id).await.unwrap();

    let mine = taken_along(t, fenna, None).await;
    assert_eq!(conflict(t.app.transfer_file(&t.officer(), mine.id).await), "no-transfer-asked");
    assert_eq!(conflict(t.app.transferred(&t.officer(), mine.id).await), "no-transfer-asked");
}

#[tokio::test]
async fn the_model_hands_over_on_request_only() {
    for t in engines("model").await {
        handed_over_on_request_only(&t).await;
    }
}

// shows: woonpunt-114, woonpunt-115
#[tokio::test]
async fn woonpunt_hands_over_on_request_only() {
    handed_over_on_request_only(&testing::app("woonpunt").await).await;
}

#[tokio::test]
async fn woonpartners_hands_over_with_proof() {
    handed_over_on_request_only(&testing::app("woonpartners").await).await;
}

// shows: woonmensen-071
#[tokio::test]
async fn woonmensen_hands_over_with_proof() {
    handed_over_on_request_only(&testing::app("woonmensen").await).await;
}

#[tokio::test]
async fn a_source_that_is_down_keeps_the_answer_back_and_a_withdrawn_request_has_none() {
    for t in engines("model").await {
        let (ruben, dir) = (known(&t, "Ruben"), t.dir.path().to_owned());
        let submitted = identified(&t, asks(ruben, None)).await;
        let chosen = same_person(&page(&t, submitted.id).await.candidates, ruben);
        primary_down(&dir, true);
        t.app.choose_subject(&t.officer(), submitted.id, chosen).await.ok();
        assert!(matches!(state(&t, submitted.id).await, CaseState::Identified | CaseState::Searching));
        assert_eq!(conflict(t.app.complete_review(&t.officer(), submitted.id).await), "case-state");
        primary_down(&dir, false);
        t.app.withdraw(&t.officer(), submitted.id).await.unwrap();
        assert!(page(&t, submitted.id).await.package.is_none());

        let submitted = review_of(&t, asks(ruben, None), ruben).await;
        t.app.accept_proposals(&t.officer(), submitted.id).await.unwrap();
        t.app.complete_review(&t.officer(), submitted.id).await.unwrap();
        assert_eq!(conflict(t.app.complete_review(&t.officer(), submitted.id).await), "case-state");
    }
}
