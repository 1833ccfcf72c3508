//! A request for rectification, whole: from the form to the answer and the recipients, and what goes wrong on the way.

use std::collections::{BTreeMap, BTreeSet};

use gestand_app::testing::{self, TestApp};
use gestand_app::{Actor, AppError, FieldError, Intake, PackageForm};
use gestand_cases::{Asked, Correction, Reason};
use gestand_store::{CaseKind, CaseState, FollowUpKind, FollowUpState, PlanKind, PlanState, Verdict};
use gestand_synthetic::KnownPerson;
use serde_json::json;

use crate::common::*;

/// A request that these items become something else.
fn asks(person: &KnownPerson, corrections: &[(&str, &str)]) -> Intake {
    let one = |(item, value): &(&str, &str)| Correction { item: (*item).into(), value: (*value).into() };
    let asked = Asked { corrections: corrections.iter().map(one).collect(), ..Asked::default() };
    Intake { asked, message: Some("Ik ben het zat.".into()), ..intake(CaseKind::Rectification, person) }
}

fn email_of(person: &KnownPerson) -> String {
    format!("SELECT waarde FROM contactgegeven WHERE soort = 'EMA' AND relatie_id = {}", person.id)
}

#[tokio::test]
async fn what_is_wrong_is_corrected_everywhere_and_the_answer_shows_old_and_new() {
    for t in engines("model").await {
        let (fenna, dir) = (known(&t, "Fenna"), t.dir.path().to_owned());
        let born = fenna.birth_date.to_string();
        let asked = asks(fenna, &[("email", "fenna.nieuw@example.nl"), ("birth_date", "12-3-1984")]);
        let submitted = review_of(&t, asked, fenna).await;
        let found = findings(&t, submitted.id).await;
        let kinds: Vec<_> = found.iter().map(|line| (line.class_label.nl.as_str(), line.proposal)).collect();
        assert_eq!(kinds.len(), 2, "only what holds the items: {kinds:?}");
        assert!(
            kinds.contains(&("E-mailadres", Verdict::Correct)) && kinds.contains(&("Persoonsgegevens", Verdict::Keep))
        );
        let email = found.iter().find(|line| line.proposal == Verdict::Correct).unwrap();
        let field = email.fields.iter().find(|field| field.contested).unwrap();
        assert_eq!(
            (field.value.as_str(), field.new.as_deref()),
            (fenna.email.as_str(), Some("fenna.nieuw@example.nl"))
        );
        assert_eq!(email.verdict, None, "whether it is right a person finds out");

        accepted(&t, &submitted).await;
        let seen = page(&t, submitted.id).await;
        let plan = seen.plan.as_ref().unwrap();
        assert_eq!((plan.kind, plan.state, plan.records), (PlanKind::Rectification, PlanState::Completed, 1));
        assert_eq!(seen.line.state, CaseState::Answered);
        assert_eq!(rows(&dir, &email_of(fenna)).await, [["fenna.nieuw@example.nl"]]);
        assert_eq!(
            number(&dir, "SELECT COUNT(*) FROM contactgegeven WHERE waarde = 'fenna.nieuw@example.nl'").await,
            1
        );

        let answer = answer_json(&t, &submitted).await;
        let change = json!([{"data": "e-mailadres", "old": fenna.email, "new": "fenna.nieuw@example.nl"}]);
        assert_eq!(answer["corrected"][0]["changes"], change, "{answer}");
        assert_eq!(answer["corrected"][0]["where"], "Primair systeem");
        assert_eq!(answer["kept"][0]["why"], "Dit stond al goed.", "{answer}");
        assert!(String::from_utf8_lossy(&download(&t, &submitted, PackageForm::Pdf).await).starts_with("%PDF"));

        // The recipients of an e-mail address are told, each by the officer, who writes down when.
        let tell: Vec<_> = seen.follow_ups.iter().filter(|line| line.kind == FollowUpKind::Tell).collect();
        assert!(!tell.is_empty() && answer["recipients"].as_array().unwrap().len() == tell.len(), "{answer}");
        let shown = t.app.follow_up(&t.officer(), tell[0].id).await.unwrap_or_else(|e| panic!("{e}"));
        assert_eq!(shown.items, ["e-mailadres"], "of the person only what was changed");
        let desk = t.app.end_follow_up(&t.desk(), tell[0].id, true, None, None).await;
        assert!(matches!(desk, Err(AppError::Forbidden(_))));
        t.app.end_follow_up(&t.officer(), tell[0].id, true, Some("19-11-2026"), None).await.unwrap();
        let again = t.app.end_follow_up(&t.officer(), tell[0].id, false, None, Some("x".into())).await;
        assert_eq!(conflict(again), "follow-up-ended");
        let visit = t.app.follow_login(&submitted.number, &submitted.code).await.unwrap_or_else(|e| panic!("{e}"));
        let mine = t.app.follow(&visit.0).await.unwrap_or_else(|e| panic!("{e}"));
        assert_eq!(mine.recipients.len(), tell.len());
        let told = mine.recipients.iter().filter_map(|(_, on)| *on).map(|on| on.to_string()).collect::<Vec<_>>();
        assert_eq!(told, ["2026-11-19"]);

        let leaves = leaves(&t).await;
        assert!(leaves.iter().any(|leaf| leaf.contains("recipient_told") && leaf.contains("2026-11-19")));
        for secret in ["fenna.nieuw", &fenna.email, &born] {
            assert!(!leaves.iter().any(|leaf| leaf.contains(secret)), "{secret} is in the ledger");
        }
        ledger_is_sound(&t).await;
        t.app.close(&t.officer(), submitted.id).await.unwrap();
    }
}

/// A surname stands in several fields: what each becomes an officer says.
#[tokio::test]
async fn of_an_item_in_several_fields_an_officer_says_what_each_becomes() {
    for t in engines("model").await {
        let (fenna, dir) = (known(&t, "Fenna"), t.dir.path().to_owned());
        let both = "UPDATE natuurlijk_persoon SET tussenvoegsels = 'van', geslachtsnaam = 'Voorbeeld' WHERE id =";
        change(&dir, &format!("{both} {}", fenna.id)).await;
        let submitted = review_of(&t, asks(fenna, &[("name", "Nieuwenaam")]), fenna).await;
        let found = findings(&t, submitted.id).await;
        let line = found.iter().find(|line| line.class_label.nl == "Persoonsgegevens").unwrap();
        let contested: BTreeSet<&str> = line.fields.iter().filter(|f| f.contested).map(|f| f.name.as_str()).collect();
        assert_eq!(contested, ["tussenvoegsels", "achternaam", "geslachtsnaam"].into());
        let filled = line.fields.iter().filter(|field| field.contested && !field.value.is_empty()).count();
        assert!(filled > 1 && line.fields.iter().all(|field| field.new.is_none()));
        assert_eq!(conflict(t.app.accept_proposals(&t.officer(), submitted.id).await), "values-unknown");
        let decide = t.app.decide(&t.officer(), submitted.id, line.id, Verdict::Correct, None).await;
        assert_eq!(problems(decide), [("values", "values-empty")]);

        let correct = |actor: Actor, values: &[(&str, &str)]| {
            let values: BTreeMap<_, _> = values.iter().map(|(f, v)| ((*f).to_owned(), (*v).to_owned())).collect();
            let (app, case, finding) = (t.app.clone(), submitted.id, line.id);
            async move { app.correct(&actor, case, finding, values).await }
        };
        assert_eq!(problems(correct(t.officer(), &[("achternaam", " ")]).await), [("values", "values-empty")]);
        assert_eq!(problems(correct(t.officer(), &[("voornaam", "X")]).await), [("values", "verdict-unfit")]);
        assert!(matches!(correct(t.desk(), &[("achternaam", "X")]).await, Err(AppError::Forbidden(_))));
        correct(t.officer(), &[("achternaam", "Nieuwenaam"), ("tussenvoegsels", "")]).await.unwrap();
        let ground = Some("found_right".to_owned());
        for other in found.iter().filter(|other| other.id != line.id) {
            t.app.decide(&t.officer(), submitted.id, other.id, Verdict::Keep, ground.clone()).await.unwrap();
        }
        t.app.complete_review(&t.officer(), submitted.id).await.unwrap();
        let sql =
            format!("SELECT tussenvoegsels, achternaam, geslachtsnaam FROM natuurlijk_persoon WHERE id = {}", fenna.id);
        assert_eq!(rows(&dir, &sql).await, [["van", "Nieuwenaam", "Voorbeeld"]]);
        assert_eq!(state(&t, submitted.id).await, CaseState::Answered);
        assert_eq!(conflict(correct(t.officer(), &[("achternaam", "Weer")]).await), "case-state");
    }
}

/// An opinion stays, and the statement of the person is put beside it by a colleague (Art. 16, second sentence).
#[tokio::test]
async fn what_stays_has_its_ground_or_the_statement_of_the_person_beside_it() {
    for t in engines("model").await {
        let ruben = known(&t, "Ruben");
        let submitted = review_of(&t, asks(ruben, &[("contact_moment", "Ik belde niet.")]), ruben).await;
        let found = findings(&t, submitted.id).await;
        let moment = found.iter().find(|line| line.class_label.nl == "Contactmoment").unwrap();
        let keep = |ground: Option<&str>| {
            let (app, officer, ground) = (t.app.clone(), t.officer(), ground.map(str::to_owned));
            let (case, finding) = (submitted.id, moment.id);
            async move { app.decide(&officer, case, finding, Verdict::Keep, ground).await }
        };
        assert_eq!(problems(keep(None).await), [("ground", "ground-empty")]);
        assert_eq!(problems(keep(Some("omdat hij liegt")).await), [("ground", "ground-unknown")]);
        keep(Some("opinion")).await.unwrap();
        let kept = findings(&t, submitted.id).await.into_iter().find(|line| line.id == moment.id).unwrap();
        assert_eq!(kept.grounds[0].reason, Reason::Opinion);
        t.app.decide(&t.officer(), submitted.id, moment.id, Verdict::Annotate, None).await.unwrap();
        t.app.complete_review(&t.officer(), submitted.id).await.unwrap();

        let seen = page(&t, submitted.id).await;
        assert_eq!((seen.line.state, seen.plan.is_none()), (CaseState::Executing, true), "a colleague must do it");
        assert!(seen.package.is_none());
        let ask = seen.follow_ups.iter().find(|line| line.kind == FollowUpKind::Change).unwrap();
        let shown = t.app.follow_up(&t.desk(), ask.id).await.unwrap_or_else(|e| panic!("{e}"));
        assert_eq!((shown.records.len(), shown.requester.message.as_deref()), (1, Some("Ik ben het zat.")));
        t.app.resume_all().await.unwrap();
        assert_eq!(state(&t, submitted.id).await, CaseState::Executing, "it waits for the colleague");
        assert_eq!(done_by_hand(&t, submitted.id).await, 1);
        assert_eq!(state(&t, submitted.id).await, CaseState::Answered);
        let answer = answer_json(&t, &submitted).await;
        assert_eq!(answer["corrected"][0]["changes"], json!([]), "{answer}");
        assert_eq!((&answer["corrected"][0]["what"], &answer["recipients"]), (&json!("Contactmoment"), &json!([])));
    }
}

#[tokio::test]
async fn without_a_statement_there_is_nothing_to_put_beside_it() {
    let t = testing::app("model").await;
    let ruben = known(&t, "Ruben");
    let silent = Intake { message: None, ..asks(ruben, &[("contact_moment", "Ik belde niet.")]) };
    let submitted = review_of(&t, silent, ruben).await;
    let finding = findings(&t, submitted.id).await[0].id;
    let annotate = t.app.decide(&t.officer(), submitted.id, finding, Verdict::Annotate, None).await;
    assert_eq!(problems(annotate), [("verdict", "no-statement")]);
}

/// A source that Gestand may not write: a colleague gets old and new value, and can say that it cannot be.
#[tokio::test]
async fn a_source_that_cannot_be_written_is_the_work_of_a_colleague() {
    for t in engines("model").await {
        let t = annotated(t, "primary.yaml", |text| text.replacen("mode: write", "mode: read", 1)).await;
        let (ruben, dir) = (known(&t, "Ruben"), t.dir.path().to_owned());
        let submitted =
            review_of(&t, asks(ruben, &[("email", "ruben@example.nl"), ("income_amount", "1")]), ruben).await;
        accepted(&t, &submitted).await;
        let seen = page(&t, submitted.id).await;
        assert_eq!((seen.line.state, seen.plan.is_none()), (CaseState::Executing, true));
        let ask = &seen.follow_ups[0];
        let shown = t.app.follow_up(&t.desk(), ask.id).await.unwrap_or_else(|e| panic!("{e}"));
        let field = shown.records[0].fields.iter().find(|field| field.contested).unwrap();
        assert_eq!((field.value.as_str(), field.new.as_deref()), (ruben.email.as_str(), Some("ruben@example.nl")));
        let end = |done, on: Option<&'static str>, note: Option<&str>| {
            let (app, desk, id, note) = (t.app.clone(), t.desk(), ask.id, note.map(str::to_owned));
            async move { app.end_follow_up(&desk, id, done, on, note).await }
        };
        assert_eq!(problems(end(false, None, Some(" ")).await), [("note", "reason-empty")]);
        assert_eq!(problems(end(true, Some("1-1-2030"), None).await), [("done_on", "date-future")]);
        assert_eq!(problems(end(true, Some("gisteren"), None).await), [("done_on", "date-form")]);
        end(false, None, Some("Het systeem is afgesloten voor wijzigingen.")).await.unwrap();
        assert_eq!(state(&t, submitted.id).await, CaseState::Answered);
        assert_eq!(page(&t, submitted.id).await.follow_ups[0].state, FollowUpState::NotDone);
        let answer = answer_json(&t, &submitted).await;
        assert_eq!(answer["corrected"], json!([]), "{answer}");
        let why: Vec<_> = answer["kept"].as_array().unwrap().iter().map(|line| line["why"].as_str().unwrap()).collect();
        assert!(why.contains(&"Het systeem is afgesloten voor wijzigingen."), "{answer}");
        assert!(why.contains(&"Dit gegeven vonden wij nergens bij u."), "{answer}");
        assert_eq!(rows(&dir, &email_of(ruben)).await, [[ruben.email.clone()]]);
    }
}

#[tokio::test]
async fn mistakes_in_the_form_are_told_at_their_row_and_nothing_is_stored() {
    let t = testing::app("model").await;
    let fenna = known(&t, "Fenna");
    let check = |corrections: &[(&str, &str)], message: Option<&str>| {
        let form = Intake { message: message.map(str::to_owned), ..asks(fenna, corrections) };
        let told: Vec<_> =
            t.app.check_request(&form).into_iter().map(|FieldError { field, problem }| (field, problem)).collect();
        told
    };
    assert_eq!(check(&[], None), [("item_1", "corrections-empty")]);
    assert_eq!(check(&[], Some("Mijn naam is verkeerd gespeld.")), []);
    assert_eq!(check(&[("", ""), ("email", "")], None), [("value_2", "field-empty")]);
    assert_eq!(check(&[("", "iets")], None), [("item_1", "choose")]);
    assert_eq!(
        check(&[("bsn", "111222333"), ("geen_gegeven", "x")], None),
        [("item_1", "choose"), ("item_2", "choose")]
    );
    let wrong = [("email", "geen adres"), ("birth_date", "31-2-1984"), ("postcode", "12")];
    assert_eq!(
        check(&wrong, None),
        [("value_1", "email-form"), ("value_2", "date-form"), ("value_3", "postcode-form")]
    );
    let refused = t.app.submit_request(asks(fenna, &wrong), &Actor::Requester).await;
    assert_eq!(problems(refused).len(), 3);
    assert!(t.app.cases(&t.officer(), Default::default()).await.unwrap().is_empty());
    let words: Vec<_> = t.app.items_to_correct().into_iter().flat_map(|group| group.items).map(|(id, _)| id).collect();
    assert!(words.contains(&"email".to_owned()) && !words.contains(&"bsn".to_owned()), "{words:?}");
}

#[tokio::test]
async fn it_is_done_once_and_can_be_taken_back_before() {
    for t in engines("model").await {
        let (fenna, dir) = (known(&t, "Fenna"), t.dir.path().to_owned());
        let submitted = review_of(&t, asks(fenna, &[("email", "eerst@example.nl")]), fenna).await;
        t.app.accept_proposals(&t.officer(), submitted.id).await.unwrap();
        t.app.withdraw(&t.officer(), submitted.id).await.unwrap();
        assert_eq!(conflict(t.app.complete_review(&t.officer(), submitted.id).await), "case-state");
        assert_eq!(rows(&dir, &email_of(fenna)).await, [[fenna.email.clone()]]);

        let submitted = review_of(&t, asks(fenna, &[("email", "dan@example.nl")]), fenna).await;
        t.app.accept_proposals(&t.officer(), submitted.id).await.unwrap();
        let (officer, second) = (t.officer(), t.second());
        let both =
            tokio::join!(t.app.complete_review(&officer, submitted.id), t.app.complete_review(&second, submitted.id));
        assert!(both.0.is_ok() != both.1.is_ok(), "one of two is told: {both:?}");
        assert_eq!(state(&t, submitted.id).await, CaseState::Answered);
        let plans = t.app.engine().store.read().await.unwrap().plans_of(submitted.id).await.unwrap();
        assert_eq!(plans.len(), 1);
        assert_eq!(conflict(t.app.withdraw(&t.officer(), submitted.id).await), "case-state");
    }
}

/// The source goes away in the middle: nothing is claimed, and when it is back the work goes on.
#[tokio::test]
async fn a_source_that_is_down_delays_the_answer() {
    for t in engines("model").await {
        let (fenna, dir) = (known(&t, "Fenna"), t.dir.path().to_owned());
        let submitted = review_of(&t, asks(fenna, &[("email", "straks@example.nl")]), fenna).await;
        t.app.accept_proposals(&t.officer(), submitted.id).await.unwrap();
        primary_down(&dir, true);
        t.app.complete_review(&t.officer(), submitted.id).await.unwrap();
        let seen = page(&t, submitted.id).await;
        assert_eq!((seen.line.state, seen.package.is_none()), (CaseState::Executing, true));
        primary_down(&dir, false);
        t.app.run_plan(seen.plan.unwrap().id, &|_| {}).await.unwrap();
        assert_eq!(state(&t, submitted.id).await, CaseState::Answered);
        assert_eq!(rows(&dir, &email_of(fenna)).await, [["straks@example.nl"]]);
        assert_eq!(answer_json(&t, &submitted).await["corrected"].as_array().unwrap().len(), 1);
    }
}

/// A source that refuses the value stops the plan; then a colleague does what is left.
#[tokio::test]
async fn what_a_source_refuses_can_be_done_by_a_colleague() {
    for t in engines("model").await {
        let (fenna, dir) = (known(&t, "Fenna"), t.dir.path().to_owned());
        let refuses = "CREATE TRIGGER weiger BEFORE UPDATE ON contactgegeven BEGIN SELECT RAISE(ABORT, 'dicht'); END";
        change(&dir, refuses).await;
        let asked = asks(fenna, &[("email", "nee@example.nl"), ("first_names", "Fenna Maria")]);
        let submitted = review_of(&t, asked, fenna).await;
        accepted(&t, &submitted).await;
        let seen = page(&t, submitted.id).await;
        assert_eq!((seen.line.state, seen.plan.unwrap().state), (CaseState::Executing, PlanState::Stopped));
        assert!(matches!(t.app.by_hand_instead(&t.desk(), submitted.id).await, Err(AppError::Forbidden(_))));
        t.app.by_hand_instead(&t.officer(), submitted.id).await.unwrap();
        assert_eq!(conflict(t.app.by_hand_instead(&t.officer(), submitted.id).await), "plan-state");
        let ask = page(&t, submitted.id).await.follow_ups.remove(0);
        let shown = t.app.follow_up(&t.desk(), ask.id).await.unwrap_or_else(|e| panic!("{e}"));
        assert_eq!(shown.records.len(), 1, "what the plan did is not asked again");
        done_by_hand(&t, submitted.id).await;
        assert_eq!(state(&t, submitted.id).await, CaseState::Answered);
        assert_eq!(answer_json(&t, &submitted).await["corrected"].as_array().unwrap().len(), 2);
    }
}

/// A wrong value is changed and an empty one filled in; the old value stays in the history, sealed; every recipient of
/// the item is told, on file.
async fn corrected_and_told(t: &TestApp) {
    let (ruben, dir) = (known(t, "Ruben"), t.dir.path());
    // Not every statement names the same items.
    let places = [
        ("city", "plaats", "relatie_adres WHERE relatie_id", "Ede"),
        ("marital_status", "burgerlijke_staat", "natuurlijk_persoon WHERE id", "gehuwd"),
    ];
    let known_items: Vec<_> = t.app.items_to_correct().into_iter().flat_map(|group| group.items).collect();
    let named = |item: &str| known_items.iter().any(|(id, _)| id == item);
    let (item, column, place, value) = places.into_iter().find(|(item, ..)| named(item)).unwrap();
    let (table, who) = place.split_once(' ').unwrap();
    change(dir, &format!("UPDATE {table} SET {column} = NULL {who} = {}", ruben.id)).await;
    let submitted = review_of(t, asks(ruben, &[("email", "ruben@example.nl"), (item, value)]), ruben).await;
    accepted(t, &submitted).await;
    assert_eq!(rows(dir, &email_of(ruben)).await, [["ruben@example.nl"]]);
    let completed = format!("SELECT {column} FROM {table} {who} = {}", ruben.id);
    assert!(rows(dir, &completed).await.iter().all(|row| *row == [value]));
    let plan = page(t, submitted.id).await.plan.unwrap().id;
    let steps = t.app.engine().store.read().await.unwrap().plan_steps(plan).await.unwrap();
    assert!(steps.iter().all(|step| step.old_values.is_some()), "what stood there before is kept");
    let answer = answer_json(t, &submitted).await;
    assert_eq!(answer["corrected"].as_array().unwrap().len(), 2, "{answer}");

    let document = &t.app.policy().document;
    let gets = |data: &[gestand_policy::At<String>]| {
        let named = |name: &gestand_policy::At<String>| match document.categories.get(&name.value) {
            Some(category) => category.items.contains_key("email") || category.items.contains_key(item),
            None => ["email", item].contains(&name.value.as_str()),
        };
        data.iter().any(named)
    };
    let recipients =
        document.recipients.values().filter(|one| one.may_receive.iter().any(|got| gets(&got.data))).count();
    let tell = page(t, submitted.id).await.follow_ups;
    assert!(recipients > 0 && tell.len() == recipients, "{} of {recipients}", tell.len());
    for line in &tell {
        t.app.end_follow_up(&t.officer(), line.id, true, None, None).await.unwrap();
    }
    let told = leaves(t).await.into_iter().filter(|leaf| leaf.contains("recipient_told")).count();
    assert_eq!(told, recipients, "each is on file");
}

// shows: woonpunt-107
#[tokio::test]
async fn woonpunt_corrects_and_tells_every_recipient() {
    corrected_and_told(&testing::app("woonpunt").await).await;
}

// shows: woonpartners-056
#[tokio::test]
async fn woonpartners_corrects_and_tells_every_recipient() {
    corrected_and_told(&testing::app("woonpartners").await).await;
}

// shows: woonmensen-068
#[tokio::test]
async fn woonmensen_corrects_and_completes_and_tells_every_recipient() {
    corrected_and_told(&testing::app("woonmensen").await).await;
}

// shows: woonbron-054
#[tokio::test]
async fn woonbron_corrects_and_tells_every_recipient() {
    corrected_and_told(&testing::app("woonbron").await).await;
}

// shows: thuisvester-096
#[tokio::test]
async fn thuisvester_corrects_and_tells_every_recipient() {
    corrected_and_told(&testing::app("thuisvester").await).await;
}
