//! A request for restriction, whole: held and marked, told, and lifted only after the person was told.

use gestand_app::testing::{self, TestApp};
use gestand_app::{AppError, Intake, PackageForm, Submitted};
use gestand_cases::{Asked, Reason, RestrictionGround};
use gestand_plans::{RuleChoice, propose_retention};
use gestand_store::{CaseKind, CaseState, FollowUpKind, HoldKind, HoldRow, PlanKind, PlanState, Verdict};
use gestand_synthetic::KnownPerson;

use crate::common::*;

fn asks(person: &KnownPerson, ground: RestrictionGround) -> Intake {
    let asked = Asked { restriction: Some(ground), ..Asked::default() };
    Intake { asked, ..intake(CaseKind::Restriction, person) }
}

async fn holds_of(t: &TestApp, submitted: &Submitted) -> Vec<HoldRow> {
    let mut holds = t.app.engine().store.read().await.unwrap().holds_active().await.unwrap();
    holds.retain(|hold| hold.case == Some(submitted.id) && hold.kind == HoldKind::Restriction);
    holds
}

/// Asked, all proposals accepted, and colleagues have marked what Gestand cannot mark.
async fn restricted(t: &TestApp, person: &KnownPerson) -> Submitted {
    let submitted = review_of(t, asks(person, RestrictionGround::Accuracy), person).await;
    accepted(t, &submitted).await;
    done_by_hand(t, submitted.id).await;
    assert_eq!(state(t, submitted.id).await, CaseState::Answered);
    submitted
}

#[tokio::test]
async fn what_is_restricted_is_held_from_the_decision_on_and_the_person_is_told() {
    for t in engines("model").await {
        let ruben = known(&t, "Ruben");
        let submitted = review_of(&t, asks(ruben, RestrictionGround::Claim), ruben).await;
        let found = findings(&t, submitted.id).await;
        assert!(found.iter().all(|line| line.proposal == Verdict::Restrict && line.verdict.is_none()));
        assert!(found.iter().all(|line| line.grounds[0].reason == Reason::NeededForClaim));
        let pass = found.iter().find(|line| line.class_label.nl == "Toegangspas").unwrap();
        let keep = t.app.decide(&t.officer(), submitted.id, pass.id, Verdict::Keep, None).await;
        assert_eq!(problems(keep), [("ground", "ground-empty")]);
        let ground = Some("ground_absent".to_owned());
        t.app.decide(&t.officer(), submitted.id, pass.id, Verdict::Keep, ground).await.unwrap();
        accepted(&t, &submitted).await;

        let held = holds_of(&t, &submitted).await;
        let records: u32 = found.iter().map(|line| line.records).sum();
        assert_eq!(held.len() as u32, records - pass.records, "every record but the one that stays in use");
        let seen = page(&t, submitted.id).await;
        assert_eq!((seen.line.state, seen.restricted as usize), (CaseState::Executing, held.len()));
        assert!(done_by_hand(&t, submitted.id).await > 0, "the sources of this corporation have no mark");
        let answer = answer_json(&t, &submitted).await;
        assert_eq!(answer["format"], "gestand.restriction-answer/1");
        let told: u64 =
            answer["restricted"].as_array().unwrap().iter().map(|line| line["count"].as_u64().unwrap()).sum();
        assert_eq!(told as usize, held.len(), "{answer}");
        assert_eq!(answer["kept"][0]["what"], "Toegangspas");
        assert!(!answer["recipients"].as_array().unwrap().is_empty());
        let visit = t.app.follow_login(&submitted.number, &submitted.code).await.unwrap_or_else(|e| panic!("{e}"));
        let mine = t.app.follow(&visit.0).await.unwrap_or_else(|e| panic!("{e}"));
        assert_eq!(mine.restricted as usize, held.len());

        // It cannot be closed, nor freed behind the back of the person.
        assert_eq!(conflict(t.app.close(&t.officer(), submitted.id).await), "still-restricted");
        assert_eq!(conflict(t.app.release_hold(&t.officer(), held[0].id).await), "hold-of-restriction");
        ledger_is_sound(&t).await;
    }
}

/// Art. 18(2): nothing that is restricted is destroyed, by no rule and on no request; and who asks sees that it is.
#[tokio::test]
async fn what_is_restricted_is_not_destroyed_and_later_answers_say_so() {
    for t in engines("model").await {
        let (ruben, dir) = (known(&t, "Ruben"), t.dir.path().to_owned());
        restricted(&t, ruben).await;
        t.clock.advance(jiff::SignedDuration::from_hours(24 * 365 * 12));
        if let Ok(plan) = propose_retention(t.app.engine(), "officer", RuleChoice::All).await {
            t.app.approve(&t.officer(), plan).await.unwrap();
            t.app.run_plan(plan, &|_| {}).await.unwrap();
        }
        let left = format!("SELECT COUNT(*) FROM betaling WHERE relatie_id = {}", ruben.id);
        assert_eq!(number(&dir, &left).await, 12, "long past its term");

        let access = answered(&t, CaseKind::Access, ruben).await;
        let answer = answer_json(&t, &access).await;
        let records: Vec<_> =
            answer["data"].as_array().unwrap().iter().flat_map(|s| s["records"].as_array().unwrap()).collect();
        assert!(!records.is_empty());
        for record in records {
            assert!(record["note"].as_str().is_some_and(|note| note.contains("bewaren wij op uw verzoek")), "{record}");
        }
        let erasure = answered(&t, CaseKind::Erasure, ruben).await;
        let answer = answer_json(&t, &erasure).await;
        assert_eq!(answer["erased"].as_array().unwrap().len(), 0, "{answer}");
        assert!(answer["kept"].as_array().unwrap().iter().all(|line| line["law"] == "GDPR 18"), "{answer}");
        let again = review_of(&t, asks(ruben, RestrictionGround::Objection), ruben).await;
        let found = findings(&t, again.id).await;
        assert!(
            found.iter().all(|line| line.proposal == Verdict::Keep && line.grounds[0].reason == Reason::Restricted)
        );
    }
}

#[tokio::test]
async fn a_restriction_is_lifted_only_after_the_person_was_told() {
    for t in engines("model").await {
        let ruben = known(&t, "Ruben");
        let submitted = restricted(&t, ruben).await;
        let (app, officer, id) = (&t.app, t.officer(), submitted.id);
        assert_eq!(conflict(app.lift_told(&officer, id, "20-11-2026", "letter").await), "case-state");
        assert!(matches!(app.lift_letter(&officer, id).await, Err(AppError::NotFound)));
        assert_eq!(problems(app.announce_lift(&officer, id, " ").await), [("reason", "reason-empty")]);
        assert!(matches!(app.announce_lift(&t.desk(), id, "Nagekeken.").await, Err(AppError::Forbidden(_))));
        app.announce_lift(&officer, id, "Eerst gedacht.").await.unwrap();
        app.drop_lift(&officer, id).await.unwrap();
        assert_eq!(conflict(app.drop_lift(&officer, id).await), "case-state");
        app.announce_lift(&officer, id, "Wij hebben nagekeken dat het klopt.").await.unwrap();

        let visit = app.follow_login(&submitted.number, &submitted.code).await.unwrap_or_else(|e| panic!("{e}"));
        let mine = app.follow(&visit.0).await.unwrap_or_else(|e| panic!("{e}"));
        assert_eq!(mine.notes, [("lift".to_owned(), "Wij hebben nagekeken dat het klopt.".to_owned())]);
        let letter = app.lift_letter(&officer, id).await.unwrap_or_else(|e| panic!("{e}")).bytes().await.unwrap();
        assert!(letter.starts_with(b"%PDF"));
        t.clock.advance(jiff::SignedDuration::from_hours(48));
        assert!(!holds_of(&t, &submitted).await.is_empty(), "announcing lifts nothing");
        for (on, by, wrong) in [
            ("", "letter", ("told_on", "date-form")),
            ("19-11-2026", "letter", ("told_on", "date-before")),
            ("23-11-2026", "letter", ("told_on", "date-future")),
            ("21-11-2026", "duif", ("told_by", "choose")),
        ] {
            assert_eq!(problems(app.lift_told(&officer, id, on, by).await), [wrong]);
        }
        app.lift_told(&officer, id, "21-11-2026", "letter").await.unwrap();
        assert_eq!(state(&t, id).await, CaseState::Lifting, "colleagues take their marks away");
        assert!(!holds_of(&t, &submitted).await.is_empty());
        let lift = page(&t, id).await.follow_ups.into_iter().filter(|line| line.kind == FollowUpKind::Lift).count();
        assert_eq!(done_by_hand(&t, id).await, lift);
        assert!(lift > 0 && holds_of(&t, &submitted).await.is_empty());
        assert_eq!(state(&t, id).await, CaseState::Answered);
        assert_eq!(conflict(app.announce_lift(&officer, id, "Nog eens.").await), "not-restricted");
        app.close(&officer, id).await.unwrap();
        let leaves = leaves(&t).await;
        let at = |kind: &str| leaves.iter().position(|leaf| leaf.contains(kind)).unwrap();
        assert!(at("lift_announced") < at("lift_told"));
        assert!(!leaves.iter().any(|leaf| leaf.contains("nagekeken dat")));
        ledger_is_sound(&t).await;
    }
}

/// What a restriction kept from an erasure goes when it is lifted.
#[tokio::test]
async fn lifting_goes_on_with_what_it_deferred() {
    let t = testing::app("model").await;
    let (ruben, dir) = (known(&t, "Ruben"), t.dir.path().to_owned());
    let submitted = restricted(&t, ruben).await;
    let erasure = answered(&t, CaseKind::Erasure, ruben).await;
    let moments = format!("SELECT COUNT(*) FROM contactmoment WHERE relatie_id = {}", ruben.id);
    assert_eq!(number(&dir, &moments).await, 1);
    t.app.announce_lift(&t.officer(), submitted.id, "Klaar.").await.unwrap();
    t.app.lift_told(&t.officer(), submitted.id, "20-11-2026", "phone").await.unwrap();
    done_by_hand(&t, submitted.id).await;
    t.app.resume_all().await.unwrap();
    assert_eq!(state(&t, erasure.id).await, CaseState::Reviewing, "what is free again is judged");
    accepted(&t, &erasure).await;
    assert_eq!(number(&dir, &moments).await, 0);
    assert!(
        answer_json(&t, &erasure).await["erased"]
            .as_array()
            .unwrap()
            .iter()
            .any(|line| line["what"] == "Contactmoment")
    );
}

/// A source that has a mark is marked by a plan, and freed by one.
#[tokio::test]
async fn a_source_with_a_mark_is_marked_and_freed_by_plans() {
    for t in engines("model").await {
        let dir = t.dir.path().to_owned();
        change(&dir, "ALTER TABLE contactgegeven ADD COLUMN geblokkeerd TEXT").await;
        let marked = |text: &str| {
            let (before, after) = text.split_once("  email_address:").unwrap();
            let after = after.replacen(
                "    delete: row",
                "    delete: row\n    restricted: {column: geblokkeerd, value: ja}",
                1,
            );
            format!("{before}  email_address:{after}")
        };
        let t = annotated(t, "primary.yaml", marked).await;
        let ruben = known(&t, "Ruben");
        let of = |who: &str| {
            format!("SELECT COALESCE(geblokkeerd, '') FROM contactgegeven WHERE soort = 'EMA' AND relatie_id {who}")
        };
        let (mine, others) = (of(&format!("= {}", ruben.id)), of(&format!("<> {}", ruben.id)));
        let submitted = review_of(&t, asks(ruben, RestrictionGround::Unlawful), ruben).await;
        accepted(&t, &submitted).await;
        let plan = page(&t, submitted.id).await.plan.unwrap();
        assert_eq!((plan.kind, plan.state), (PlanKind::Restriction, PlanState::Completed));
        assert_eq!(rows(&dir, &mine).await, [["ja"]]);
        assert!(rows(&dir, &others).await.iter().all(|row| row[0].is_empty()));
        assert_eq!(state(&t, submitted.id).await, CaseState::Executing, "the other classes are for a colleague");
        done_by_hand(&t, submitted.id).await;
        assert!(!download(&t, &submitted, PackageForm::Html).await.is_empty());

        t.app.announce_lift(&t.officer(), submitted.id, "Klaar.").await.unwrap();
        t.app.lift_told(&t.officer(), submitted.id, "20-11-2026", "email").await.unwrap();
        assert_eq!(rows(&dir, &mine).await, [[""]]);
        done_by_hand(&t, submitted.id).await;
        assert_eq!(state(&t, submitted.id).await, CaseState::Answered);
        let plans = t.app.engine().store.read().await.unwrap().plans_of(submitted.id).await.unwrap();
        assert_eq!(plans.iter().filter(|plan| plan.state == PlanState::Completed).count(), 2, "to mark and to lift");
    }
}

#[tokio::test]
async fn without_a_ground_the_form_is_refused() {
    let t = testing::app("model").await;
    let fenna = known(&t, "Fenna");
    let form = intake(CaseKind::Restriction, fenna);
    assert_eq!(problems(t.app.submit_request(form, &gestand_app::Actor::Requester).await), [("restriction", "choose")]);
    let submitted = review_of(&t, asks(fenna, RestrictionGround::Accuracy), fenna).await;
    t.app.withdraw(&t.officer(), submitted.id).await.unwrap();
    assert!(holds_of(&t, &submitted).await.is_empty());
    assert_eq!(conflict(t.app.announce_lift(&t.officer(), submitted.id, "x").await), "not-restricted");
}
