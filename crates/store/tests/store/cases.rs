//! Case files, their history, links, searches and numbers.

use gestand_base::CaseId;
use gestand_store::{CaseEventRow, CaseFilter, CaseKind, CaseRow, CaseSearchRow, CaseState, SearchState, StoreError};
use jiff::civil::date;
use serde_json::json;

use crate::common::{at, case, databases, id, token};

fn numbers(cases: &[CaseRow]) -> Vec<&str> {
    cases.iter().map(|case| case.number.as_str()).collect()
}

#[tokio::test]
async fn a_case_comes_back_as_it_went_in() {
    for db in databases().await {
        let row =
            CaseRow { identity_method: Some("desk".into()), closed_at: Some(at(3)), extended: true, ..case("2026-1") };
        let mut tx = db.store.write("test").await.unwrap();
        tx.case_insert(&row).await.unwrap();
        assert_eq!(format!("{:?}", tx.case_by_id(row.id).await.unwrap().unwrap()), format!("{row:?}"));
        assert_eq!(tx.case_by_number("2026-1").await.unwrap().unwrap().id, row.id);
        assert!(tx.case_by_number("2026-2").await.unwrap().is_none());
        assert!(matches!(tx.case_insert(&case("2026-1")).await, Err(StoreError::Conflict)));
    }
}

#[tokio::test]
async fn cases_are_listed_by_due_day_and_filtered() {
    for db in databases().await {
        let late = CaseRow { due_on: date(2026, 9, 1), ..case("late") };
        let soon = CaseRow { due_on: date(2026, 6, 1), kind: CaseKind::Erasure, ..case("soon") };
        let done = CaseRow { due_on: date(2026, 1, 1), state: CaseState::Refused, ..case("done") };
        let mut tx = db.store.write("test").await.unwrap();
        for row in [&late, &soon, &done] {
            tx.case_insert(row).await.unwrap();
        }
        let all = CaseFilter::default();
        assert_eq!(numbers(&tx.cases(all).await.unwrap()), ["done", "soon", "late"]);
        assert_eq!(numbers(&tx.cases(CaseFilter { open: Some(true), ..all }).await.unwrap()), ["soon", "late"]);
        assert_eq!(numbers(&tx.cases(CaseFilter { open: Some(false), ..all }).await.unwrap()), ["done"]);
        assert_eq!(numbers(&tx.cases(CaseFilter { kind: Some(CaseKind::Erasure), ..all }).await.unwrap()), ["soon"]);
        assert_eq!(numbers(&tx.cases(CaseFilter { limit: 1, offset: 1, ..all }).await.unwrap()), ["soon"]);
        let mut counts = tx.case_counts().await.unwrap();
        counts.sort_by_key(|(state, _)| state.as_str());
        assert_eq!(counts, [(CaseState::Received, 2), (CaseState::Refused, 1)]);
    }
}

#[tokio::test]
async fn a_state_is_compared_before_it_is_set() {
    for db in databases().await {
        let row = case("2026-1");
        let mut tx = db.store.write("test").await.unwrap();
        tx.case_insert(&row).await.unwrap();
        assert!(tx.case_set_state(row.id, CaseState::Received, CaseState::Identified).await.unwrap());
        assert!(!tx.case_set_state(row.id, CaseState::Received, CaseState::Withdrawn).await.unwrap());
        tx.case_set_identity(row.id, "letter_code").await.unwrap();
        tx.case_set_deadline(row.id, date(2026, 8, 1), date(2026, 8, 28), true).await.unwrap();
        tx.case_set_closed(row.id, at(77)).await.unwrap();
        let now = tx.case_by_id(row.id).await.unwrap().unwrap();
        let expected = CaseRow {
            state: CaseState::Identified,
            identity_method: Some("letter_code".into()),
            due_on: date(2026, 8, 1),
            statutory_due_on: date(2026, 8, 28),
            extended: true,
            closed_at: Some(at(77)),
            ..row
        };
        assert_eq!(format!("{now:?}"), format!("{expected:?}"));
        assert!(matches!(tx.case_set_closed(id!(CaseId), at(1)).await, Err(StoreError::Missing("case_file"))));
    }
}

#[tokio::test]
async fn history_keeps_its_order_even_in_one_moment() {
    for db in databases().await {
        let row = case("2026-1");
        let mut tx = db.store.write("test").await.unwrap();
        tx.case_insert(&row).await.unwrap();
        for kind in ["opened", "identified", "searched"] {
            let event = CaseEventRow { at: at(5), actor: "noor".into(), kind: kind.into(), facts: json!({"count": 2}) };
            tx.case_event_insert(row.id, &event).await.unwrap();
        }
        let events = tx.case_events(row.id).await.unwrap();
        assert_eq!(
            events.iter().map(|event| event.kind.as_str()).collect::<Vec<_>>(),
            ["opened", "identified", "searched"]
        );
        assert_eq!((events[0].at, events[0].actor.as_str(), &events[0].facts), (at(5), "noor", &json!({"count": 2})));
        let nowhere = tx.case_event_insert(id!(CaseId), &events[0]).await;
        assert!(matches!(nowhere, Err(StoreError::Missing(_))));
    }
}

#[tokio::test]
async fn links_expire_and_searches_are_replaced() {
    for db in databases().await {
        let row = case("2026-1");
        let link = token();
        let mut tx = db.store.write("test").await.unwrap();
        tx.case_insert(&row).await.unwrap();
        tx.follow_link_insert(&link, row.id, at(50)).await.unwrap();
        assert_eq!(tx.follow_link_case(&link, at(49)).await.unwrap(), Some(row.id));
        assert_eq!(tx.follow_link_case(&link, at(50)).await.unwrap(), None);
        assert_eq!(tx.follow_link_case(&token(), at(1)).await.unwrap(), None);

        let failed = CaseSearchRow {
            source: "erp".into(),
            state: SearchState::Failed,
            subject_keys: vec![],
            progress: None,
            problem: Some("no connection".into()),
        };
        tx.case_search_upsert(row.id, &failed).await.unwrap();
        let found = CaseSearchRow {
            state: SearchState::Searched,
            subject_keys: vec!["R-7".into(), "R-8".into()],
            progress: Some("half".into()),
            problem: None,
            ..failed
        };
        tx.case_search_upsert(row.id, &found).await.unwrap();
        let searches = tx.case_searches(row.id).await.unwrap();
        assert_eq!(format!("{searches:?}"), format!("{:?}", [found]));
    }
}

#[tokio::test]
async fn numbers_run_per_series_and_year() {
    for db in databases().await {
        let mut tx = db.store.write("test").await.unwrap();
        assert_eq!(tx.next_number("case", 2026).await.unwrap(), 1);
        assert_eq!(tx.next_number("case", 2026).await.unwrap(), 2);
        assert_eq!(tx.next_number("case", 2027).await.unwrap(), 1);
        assert_eq!(tx.next_number("plan", 2026).await.unwrap(), 1);
    }
}
