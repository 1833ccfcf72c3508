//! A request for erasure, whole: what goes, what stays with why and until when, and what the answer says of it.

use gestand_app::testing;
use gestand_store::{CaseKind, CaseState, PlanKind, PlanState, Verdict};
use serde_json::Value;

use crate::common::*;

/// Lines of the answer by what they are about.
fn lines<'a>(answer: &'a Value, part: &str, what: &str) -> Vec<&'a Value> {
    answer[part].as_array().unwrap().iter().filter(|line| line["what"] == what).collect()
}

#[tokio::test]
async fn ruben_is_told_what_went_and_what_stays_until_when() {
    for t in engines("model").await {
        let (ruben, dir) = (known(&t, "Ruben"), t.dir.path().to_owned());
        let mine = format!("relatie_id = {}", ruben.id);
        let payments = format!("SELECT COUNT(*) FROM betaling WHERE {mine}");
        let others = "SELECT COUNT(*) FROM contactmoment WHERE relatie_id IS NOT NULL AND relatie_id <>";
        let others = format!("{others} {}", ruben.id);
        let (paid, others_before) = (number(&dir, &payments).await, number(&dir, &others).await);
        assert_eq!(paid, 12);

        let submitted = answered(&t, CaseKind::Erasure, ruben).await;
        let answer = answer_json(&t, &submitted).await;
        // Payments stay for the tax: seven years after the end, to the end of the book year.
        let kept = lines(&answer, "kept", "Betaling");
        assert_eq!(kept.len(), 1, "{answer}");
        assert_eq!((kept[0]["count"].as_u64(), kept[0]["law"].as_str()), (Some(paid), Some("AWR 52")));
        assert_eq!(kept[0]["until"], "2030-12-31");
        assert!(kept[0]["why"].as_str().is_some_and(|why| !why.is_empty()));
        for what in ["Huurovereenkomst", "E-mailadres", "Adres", "Contactmoment", "Brief", "Toegangspas"] {
            assert!(!lines(&answer, "erased", what).is_empty(), "{what} should have gone: {answer}");
            assert!(lines(&answer, "kept", what).is_empty(), "{what}: {answer}");
        }
        // His own row waits for the payments that hang on it; the answer does not claim otherwise.
        assert!(lines(&answer, "erased", "Persoonsgegevens").is_empty());
        assert_eq!(lines(&answer, "kept", "Persoonsgegevens").len(), 1);
        assert!(
            answer["kept"].as_array().unwrap().iter().all(|line| line["why"].as_str().is_some_and(|w| !w.is_empty()))
        );

        for table in ["contactmoment", "relatie_adres", "contactgegeven", "toegangspas"] {
            assert_eq!(number(&dir, &format!("SELECT COUNT(*) FROM {table} WHERE {mine}")).await, 0, "{table}");
        }
        assert_eq!(number(&dir, &payments).await, paid);
        assert_eq!(number(&dir, &format!("SELECT COUNT(*) FROM natuurlijk_persoon WHERE id = {}", ruben.id)).await, 1);
        assert_eq!(number(&dir, &others).await, others_before, "nobody else lost anything");
        assert!(!files(&dir, "documents").iter().any(|path| path.contains(&ruben.relation_number)));

        // It went through a plan, approved by who judged it, and every record that went is in the register.
        let plan = page(&t, submitted.id).await.plan.unwrap();
        assert_eq!((plan.kind, plan.state), (PlanKind::Erasure, PlanState::Completed));
        gestand_plans::spread_erased(t.app.engine()).await.unwrap();
        let mut tx = t.app.engine().store.read().await.unwrap();
        for step in tx.plan_steps(plan.id).await.unwrap() {
            for key in step.keys.iter().filter(|_| step.withheld == 0) {
                let digest = gestand_plans::digest_of_record(t.app.engine(), &step.source, &step.class, &key.key);
                assert_eq!(tx.erased_among(&[digest]).await.unwrap().len(), 1, "{} {}", step.class, key.key);
            }
        }
        drop(tx);

        // Asked again, what is gone is not found and what stayed still stays.
        t.app.close(&t.officer(), submitted.id).await.unwrap();
        let again = answered(&t, CaseKind::Erasure, ruben).await;
        let answer = answer_json(&t, &again).await;
        assert!(lines(&answer, "erased", "Contactmoment").is_empty(), "{answer}");
        assert_eq!(lines(&answer, "kept", "Betaling").len(), 1);
        ledger_is_sound(&t).await;
    }
}

// shows: woonbron-055
#[tokio::test]
async fn woonbron_erases_what_is_not_needed_and_lists_what_stays_with_its_ground() {
    let t = testing::app("woonbron").await;
    grounds_are_listed(&t).await;
}

#[tokio::test]
async fn woonpunt_erases_and_names_per_kept_item_why_it_stays() {
    let t = testing::app("woonpunt").await;
    grounds_are_listed(&t).await;
}

#[tokio::test]
async fn woonpartners_erases_and_names_per_kept_item_why_it_stays() {
    let t = testing::app("woonpartners").await;
    grounds_are_listed(&t).await;
}

/// Ruben asks; the officer erases one thing that the policy is silent on, and takes every other proposal.
async fn grounds_are_listed(t: &testing::TestApp) {
    let ruben = known(t, "Ruben");
    let submitted = to_review(t, CaseKind::Erasure, ruben).await;
    let found = findings(t, submitted.id).await;
    for line in &found {
        assert!(!line.grounds.is_empty(), "{}", line.class_label.nl);
    }
    let moment = found.iter().find(|line| line.class_label.nl == "Contactmoment").unwrap();
    if moment.verdict.is_none() {
        t.app.decide(&t.officer(), submitted.id, moment.id, Verdict::Erase, None).await.unwrap();
    }
    t.app.accept_proposals(&t.officer(), submitted.id).await.unwrap();
    t.app.complete_review(&t.officer(), submitted.id).await.unwrap();
    let answer = answer_json(t, &submitted).await;
    assert!(!lines(&answer, "erased", "Contactmoment").is_empty(), "{answer}");
    let kept = answer["kept"].as_array().unwrap();
    assert!(!kept.is_empty());
    for line in kept {
        let said = |part: &str| line[part].as_str().is_some_and(|text| !text.is_empty());
        assert!(said("why"), "no ground: {line}");
    }
    let left = format!("SELECT COUNT(*) FROM contactmoment WHERE relatie_id = {}", ruben.id);
    assert_eq!(number(t.dir.path(), &left).await, 0);
}

// shows: woonpunt-112
#[tokio::test]
async fn the_privacy_officer_and_nobody_else_judges_erasure() {
    let t = testing::app("woonpunt").await;
    let submitted = to_review(&t, CaseKind::Erasure, known(&t, "Ruben")).await;
    let finding = findings(&t, submitted.id).await[0].id;
    let desk = t.app.decide(&t.desk(), submitted.id, finding, Verdict::Keep, None).await;
    assert!(matches!(desk, Err(gestand_app::AppError::Forbidden(_))));
    let keep = |ground: Option<&str>| {
        let ground = ground.map(str::to_owned);
        let (app, officer) = (&t.app, t.officer());
        async move { app.decide(&officer, submitted.id, finding, Verdict::Keep, ground).await }
    };
    let proposed = findings(&t, submitted.id).await.into_iter().find(|line| line.id == finding).unwrap().proposal;
    if proposed == Verdict::Erase {
        assert_eq!(problems(keep(None).await), [("ground", "ground-empty")]);
    }
    keep(Some("GDPR 17(3)(e)")).await.unwrap();
}

#[tokio::test]
async fn a_hold_keeps_everything_and_the_answer_says_so() {
    for t in engines("model").await {
        let (ruben, dir) = (known(&t, "Ruben"), t.dir.path().to_owned());
        incident_hold(&t, &ruben.id.to_string()).await;
        let submitted = answered(&t, CaseKind::Erasure, ruben).await;
        let answer = answer_json(&t, &submitted).await;
        let kept = lines(&answer, "kept", "Contactmoment");
        assert_eq!((kept.len(), kept[0]["law"].as_str()), (1, Some("GDPR 17(3)(e)")), "{answer}");
        let left = format!("SELECT COUNT(*) FROM contactmoment WHERE relatie_id = {}", ruben.id);
        assert_eq!(number(&dir, &left).await, 1);
    }
}

/// The hold comes while the officer is reviewing: it wins over the verdict.
#[tokio::test]
async fn a_hold_that_comes_after_the_verdict_wins() {
    let t = testing::app("model").await;
    let (ruben, dir) = (known(&t, "Ruben"), t.dir.path().to_owned());
    let submitted = to_review(&t, CaseKind::Erasure, ruben).await;
    t.app.accept_proposals(&t.officer(), submitted.id).await.unwrap();
    incident_hold(&t, &ruben.id.to_string()).await;
    t.app.complete_review(&t.officer(), submitted.id).await.unwrap();
    let left = format!("SELECT COUNT(*) FROM contactmoment WHERE relatie_id = {}", ruben.id);
    assert_eq!(number(&dir, &left).await, 1);
    let answer = answer_json(&t, &submitted).await;
    let kept = lines(&answer, "kept", "Contactmoment");
    assert_eq!((kept.len(), kept[0]["law"].as_str()), (1, Some("GDPR 17(3)(e)")), "{answer}");
    assert!(lines(&answer, "erased", "Contactmoment").is_empty());
}

/// A nuisance case is about two people: the open request of one protects it from the erasure of the other.
#[tokio::test]
async fn the_open_request_of_another_protects_what_is_shared() {
    for t in engines("model").await {
        let (fenna, wouter, dir) = (known(&t, "Fenna"), known(&t, "Wouter"), t.dir.path().to_owned());
        to_review(&t, CaseKind::Access, fenna).await;
        let both = format!("({0}, {1}) OR (melder_id, betrokkene_id) = ({1}, {0})", fenna.id, wouter.id);
        let shared = format!("SELECT COUNT(*) FROM overlastzaak WHERE (melder_id, betrokkene_id) = {both}");
        assert_eq!(number(&dir, &shared).await, 3);
        let submitted = to_review(&t, CaseKind::Erasure, wouter).await;
        let found = findings(&t, submitted.id).await;
        let of_both = |line: &&gestand_app::views::FindingLine| {
            line.class_label.nl == "Overlastzaak" && line.grounds[0].reason == gestand_cases::Reason::Held
        };
        let cases: Vec<_> = found.iter().filter(of_both).collect();
        assert_eq!(cases.len(), 3);
        for case in cases {
            assert_eq!(case.proposal, Verdict::Keep, "{:?}", case.grounds);
            // Even where the officer says otherwise.
            t.app.decide(&t.officer(), submitted.id, case.id, Verdict::Erase, None).await.unwrap();
        }
        t.app.accept_proposals(&t.officer(), submitted.id).await.unwrap();
        t.app.complete_review(&t.officer(), submitted.id).await.unwrap();
        assert_eq!(number(&dir, &shared).await, 3);
        let answer = answer_json(&t, &submitted).await;
        assert_eq!(lines(&answer, "kept", "Overlastzaak")[0]["law"], "GDPR 17(3)(e)", "{answer}");
    }
}

#[tokio::test]
async fn nothing_to_erase_is_an_answer_without_a_plan() {
    let t = testing::app("model").await;
    let submitted = to_review(&t, CaseKind::Erasure, known(&t, "Ruben")).await;
    for line in findings(&t, submitted.id).await {
        let ground = Some("GDPR 17(3)(e)".to_owned());
        t.app.decide(&t.officer(), submitted.id, line.id, Verdict::Keep, ground).await.unwrap();
    }
    t.app.complete_review(&t.officer(), submitted.id).await.unwrap();
    let seen = page(&t, submitted.id).await;
    assert_eq!((seen.line.state, seen.plan.is_none()), (CaseState::Answered, true));
    assert_eq!(answer_json(&t, &submitted).await["erased"], Value::Array(Vec::new()));
}

/// The source goes down in the middle: the plan waits, the person is not answered, and nothing is claimed.
#[tokio::test]
async fn an_erasure_that_could_not_be_finished_is_not_answered() {
    for t in engines("model").await {
        let (ruben, dir) = (known(&t, "Ruben"), t.dir.path().to_owned());
        let submitted = to_review(&t, CaseKind::Erasure, ruben).await;
        t.app.accept_proposals(&t.officer(), submitted.id).await.unwrap();
        primary_down(&dir, true);
        t.app.complete_review(&t.officer(), submitted.id).await.unwrap();
        let seen = page(&t, submitted.id).await;
        let plan = seen.plan.unwrap();
        assert_eq!((seen.line.state, plan.state, plan.waits), (CaseState::Executing, PlanState::Running, true));
        assert!(seen.package.is_none());
        assert_eq!(conflict(t.app.withdraw(&t.officer(), submitted.id).await), "case-state");
        primary_down(&dir, false);
        t.app.run_plan(plan.id, &|_| {}).await.unwrap();
        assert_eq!(state(&t, submitted.id).await, CaseState::Answered);
        let left = format!("SELECT COUNT(*) FROM contactmoment WHERE relatie_id = {}", ruben.id);
        assert_eq!(number(&dir, &left).await, 0);
    }
}
