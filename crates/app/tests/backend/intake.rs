//! A request comes in: mistakes of the form, notations, the day the answer is due, and who may do what with it.

use gestand_app::{Actor, AppError, Intake, testing};
use gestand_store::{CaseFilter, CaseKind, CaseState};
use jiff::SignedDuration;
use jiff::civil::date;

use crate::common::{conflict, engines, identified, intake, known, page, problems};

fn empty() -> Intake {
    Intake {
        kind: CaseKind::Access,
        name: " ".into(),
        email: String::new(),
        birth_date: None,
        relation_number: None,
        postcode: None,
        message: None,
        asked: Default::default(),
        channel: "website".into(),
        received_on: None,
    }
}

#[tokio::test]
async fn a_form_with_mistakes_is_refused_with_all_of_them_and_nothing_is_stored() {
    let t = testing::app("model").await;
    let wrong = Intake {
        birth_date: Some("31-2-1984".into()),
        postcode: Some("0123 AB".into()),
        email: "fenna@nergens".into(),
        message: Some("x".repeat(4001)),
        ..empty()
    };
    let found = problems(t.app.submit_request(wrong, &Actor::Requester).await);
    let expected = [
        ("name", "name-empty"),
        ("email", "email-form"),
        ("birth_date", "date-form"),
        ("postcode", "postcode-form"),
        ("message", "too-long"),
    ];
    assert_eq!(found, expected);
    let tomorrow = Intake { birth_date: Some("21-11-2026".into()), ..intake(CaseKind::Access, &t.known[0]) };
    assert_eq!(problems(t.app.submit_request(tomorrow, &Actor::Requester).await), [("birth_date", "date-future")]);
    let all = CaseFilter { open: None, kind: None, limit: 10, offset: 0 };
    assert!(t.app.cases(&t.officer(), all).await.unwrap().is_empty());
}

#[tokio::test]
async fn however_the_particulars_are_written_the_same_person_is_found() {
    let t = testing::app("model").await;
    let fenna = known(&t, "Fenna");
    let spaced = fenna.postcode.replace(' ', "").to_lowercase();
    for (birth_date, postcode, email) in [
        ("1984-03-12", fenna.postcode.as_str(), fenna.email.clone()),
        ("12-3-1984", spaced.as_str(), fenna.email.to_uppercase()),
        (" 12/03/1984 ", " ", format!(" {} ", fenna.email)),
        ("12.3.1984", spaced.as_str(), fenna.email.clone()),
    ] {
        let asked = Intake {
            birth_date: Some(birth_date.into()),
            postcode: Some(postcode.into()),
            relation_number: None,
            email,
            ..intake(CaseKind::Access, fenna)
        };
        let case = identified(&t, asked).await;
        let candidates = page(&t, case.id).await.candidates;
        let first = &candidates[0];
        assert_eq!(first.relation_number.as_deref(), Some(fenna.relation_number.as_str()), "{birth_date}");
        assert!(first.score >= 80 && first.differs.is_empty(), "{birth_date}: {} {:?}", first.score, first.differs);
        assert!(candidates.iter().any(|line| line.source == "documents"), "{birth_date}");
    }
}

/// The day an answer is due to a request of 20 November 2026 under a pack.
async fn due(pack: &str, kind: CaseKind) -> (jiff::civil::Date, jiff::civil::Date) {
    let t = testing::app(pack).await;
    let submitted = t.app.submit_request(intake(kind, &t.known[0]), &Actor::Requester).await.unwrap();
    assert_eq!(submitted.received_on, date(2026, 11, 20));
    (submitted.due_on, page(&t, submitted.id).await.statutory_due_on)
}

/// A month from Friday 20 November ends on Sunday 20 December, so on the Monday after.
#[tokio::test]
async fn a_month_ends_on_the_next_working_day() {
    for pack in ["model", "woonpunt", "woonpartners", "woonmensen"] {
        assert_eq!(due(pack, CaseKind::Access).await, (date(2026, 12, 21), date(2026, 12, 21)), "{pack}");
    }
}

// shows: woonbron-058
#[tokio::test]
async fn woonbron_answers_within_28_days_and_is_late_on_day_29() {
    is_due_after_28_days("woonbron", CaseKind::Access).await;
    is_due_after_28_days("woonbron", CaseKind::Erasure).await;
}

// shows: thuisvester-095
#[tokio::test]
async fn thuisvester_answers_access_within_28_days_and_is_late_on_day_29() {
    is_due_after_28_days("thuisvester", CaseKind::Access).await;
    // The four weeks are promised for access alone.
    assert_eq!(due("thuisvester", CaseKind::Erasure).await.0, date(2026, 12, 21));
}

async fn is_due_after_28_days(pack: &str, kind: CaseKind) {
    let t = testing::app(pack).await;
    let case = t.app.submit_request(intake(kind, &t.known[0]), &Actor::Requester).await.unwrap();
    assert_eq!(case.due_on, date(2026, 12, 18));
    t.clock.advance(SignedDuration::from_hours(28 * 24));
    assert_eq!(page(&t, case.id).await.line.urgency, gestand_app::views::Urgency::Soon);
    t.clock.advance(SignedDuration::from_hours(24));
    let line = page(&t, case.id).await.line;
    assert_eq!((line.urgency, line.days_left), (gestand_app::views::Urgency::Overdue, -1));
    assert_eq!(t.app.today_page(&t.officer()).await.unwrap().cases[0].id, case.id);
}

#[tokio::test]
async fn an_extension_counts_from_receipt_once_and_with_a_reason() {
    for t in engines("model").await {
        let case = t.app.submit_request(intake(CaseKind::Access, &t.known[0]), &Actor::Requester).await.unwrap();
        assert_eq!(problems(t.app.extend(&t.officer(), case.id, " ").await), [("reason", "reason-empty")]);
        let reason = "Wij wachten op het papieren archief.";
        let until = t.app.extend(&t.officer(), case.id, reason).await.unwrap();
        // Three months from 20 November is Saturday 20 February.
        assert_eq!(until, date(2027, 2, 22));
        assert_eq!(conflict(t.app.extend(&t.officer(), case.id, reason).await), "no-extension");
        let token = t.app.follow_login(&case.number, &case.code).await.unwrap();
        let told = t.app.follow(&token.0).await.unwrap();
        assert!(told.extended && told.notes == [("extension".to_owned(), reason.to_owned())]);
    }
}

#[tokio::test]
async fn a_promise_without_extension_binds() {
    let t = testing::app("woonbron").await;
    let case = t.app.submit_request(intake(CaseKind::Access, &t.known[0]), &Actor::Requester).await.unwrap();
    assert_eq!(conflict(t.app.extend(&t.officer(), case.id, "Druk.").await), "no-extension");
}

// shows: woonpunt-121
#[tokio::test]
async fn only_a_method_of_the_policy_shows_who_somebody_is() {
    let t = testing::app("woonpunt").await;
    let case = t.app.submit_request(intake(CaseKind::Access, &t.known[0]), &Actor::Requester).await.unwrap();
    let wrong = t.app.confirm_identity(&t.officer(), case.id, "masked_copy").await;
    assert_eq!(problems(wrong), [("method", "method-not-allowed")]);
    // Nothing is searched before that step.
    assert_eq!(conflict(t.app.choose_subject(&t.officer(), case.id, Vec::new()).await), "case-state");
    assert_eq!(conflict(t.app.search_again(&t.officer(), case.id).await), "case-state");
    t.app.confirm_identity(&t.officer(), case.id, "video_call").await.unwrap();
    let page = page(&t, case.id).await;
    assert_eq!((page.line.state, page.identity_method.as_deref()), (CaseState::Identified, Some("video_call")));
    let step = page.history.iter().find(|line| line.kind == "identity_confirmed").unwrap();
    assert_eq!((step.actor.as_str(), &step.facts), ("officer", &serde_json::json!({"method": "video_call"})));
}

// shows: woonpartners-072
#[tokio::test]
async fn a_request_of_31_january_is_due_on_the_last_day_of_february() {
    let t = testing::app("woonpartners").await;
    // To Monday 31 January 2028; February ends on Tuesday the 29th.
    t.clock.advance(SignedDuration::from_hours(437 * 24));
    let case = t.app.submit_request(intake(CaseKind::Access, &t.known[0]), &Actor::Requester).await.unwrap();
    assert_eq!((case.received_on, case.due_on), (date(2028, 1, 31), date(2028, 2, 29)));
    t.clock.advance(SignedDuration::from_hours(30 * 24));
    assert_eq!(page(&t, case.id).await.line.urgency, gestand_app::views::Urgency::Overdue);
}

/// Customer service may take a request in and answer a task; judging it is the officer's.
#[tokio::test]
async fn the_desk_registers_but_does_not_handle() {
    let t = testing::app("model").await;
    let asked = Intake { channel: "phone".into(), ..intake(CaseKind::Erasure, &t.known[0]) };
    let case = t.app.submit_request(asked, &t.desk()).await.unwrap();
    let desk = t.desk();
    let forbidden = |result: gestand_app::Result<()>| assert!(matches!(result, Err(AppError::Forbidden(_))));
    forbidden(t.app.case_page(&desk, case.id, 0).await.map(drop));
    forbidden(t.app.confirm_identity(&desk, case.id, "call_back").await);
    forbidden(t.app.choose_subject(&desk, case.id, Vec::new()).await);
    forbidden(t.app.accept_proposals(&desk, case.id).await.map(drop));
    forbidden(t.app.complete_review(&desk, case.id).await);
    forbidden(t.app.extend(&desk, case.id, "Druk.").await.map(drop));
    forbidden(t.app.refuse(&desk, case.id, "excessive", "Te vaak.").await);
    forbidden(t.app.withdraw(&desk, case.id).await);
    forbidden(t.app.close(&desk, case.id).await);
    assert_eq!(page(&t, case.id).await.line.state, CaseState::Received);
}

#[tokio::test]
async fn a_refusal_needs_a_ground_of_the_policy_and_an_explanation_that_the_requester_reads() {
    let t = testing::app("model").await;
    let case = t.app.submit_request(intake(CaseKind::Access, &t.known[0]), &Actor::Requester).await.unwrap();
    let officer = t.officer();
    let refuse = |ground, why| t.app.refuse(&officer, case.id, ground, why);
    assert_eq!(problems(refuse("too_busy", "Druk.").await), [("ground", "ground-unknown")]);
    assert_eq!(problems(refuse("excessive", "").await), [("reason", "reason-empty")]);
    refuse("excessive", "Dit is de zesde keer deze maand.").await.unwrap();
    assert_eq!(conflict(refuse("excessive", "Nog eens.").await), "case-state");
    let token = t.app.follow_login(&case.number, &case.code).await.unwrap();
    let told = t.app.follow(&token.0).await.unwrap();
    assert_eq!(told.state, CaseState::Refused);
    assert_eq!(told.notes, [("refusal".to_owned(), "Dit is de zesde keer deze maand.".to_owned())]);
    assert_eq!(conflict(t.app.withdraw_by_requester(&token.0).await), "case-state");
}

#[tokio::test]
async fn the_term_of_a_letter_counts_from_the_day_it_came() {
    let t = gestand_app::testing::app("model").await;
    let letter = || Intake {
        channel: "letter".into(),
        received_on: Some("13-11-2026".into()),
        ..intake(CaseKind::Access, &t.known[0])
    };
    let registered = t.app.submit_request(letter(), &t.desk()).await.unwrap();
    assert_eq!((registered.received_on, registered.due_on), (date(2026, 11, 13), date(2026, 12, 14)));
    let requester = t.app.submit_request(letter(), &gestand_app::Actor::Requester).await.unwrap();
    assert_eq!(requester.received_on, date(2026, 11, 20), "a requester cannot make us late");
    let tomorrow = Intake { received_on: Some("21-11-2026".into()), ..letter() };
    assert_eq!(problems(t.app.submit_request(tomorrow, &t.desk()).await), [("received_on", "date-future")]);
}
