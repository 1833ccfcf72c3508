//! What goes when a person is erased.

use gestand_base::PersonId;
use gestand_store::{
    CaseSearchRow, FollowUpState, PersonDeleted, PlanRow, SearchState, StepRow, Store, StoreError, TaskState,
};
use jiff::civil::date;

use crate::answers::{answer, built, finding, follow_up, package, task};
use crate::common::{at, case, databases, id, plan, sealed, step, token};
use crate::schema::classified;

/// A person with something in every table that can hold something of them.
async fn fill(store: &Store, number: &str) -> PersonId {
    let row = case(number);
    let mut tx = store.write("test").await.unwrap();
    tx.person_insert(row.person, &sealed("naam"), at(0)).await.unwrap();
    tx.case_insert(&row).await.unwrap();
    tx.follow_link_insert(&token(), row.id, at(900)).await.unwrap();
    let search = CaseSearchRow {
        source: "erp".into(),
        state: SearchState::Searched,
        subject_keys: vec!["R-7".into()],
        progress: Some("half".into()),
        problem: None,
    };
    tx.case_search_upsert(row.id, &search).await.unwrap();
    tx.findings_insert(&[finding(row.id, "1")]).await.unwrap();
    tx.findings_insert(&[finding(row.id, "2")]).await.unwrap();
    let task = task(row.id, "archive");
    tx.task_insert(&task).await.unwrap();
    tx.task_answer(&answer(task.id, 1, TaskState::Answered)).await.unwrap();
    tx.task_file_insert(task.id, 0, &sealed("scan")).await.unwrap();
    let told = follow_up(row.id, "contractor");
    tx.follow_up_insert(&told).await.unwrap();
    tx.follow_up_end(told.id, FollowUpState::Done, date(2026, 6, 1), Some(&sealed("verteld")), "bas").await.unwrap();
    assert!(built(&mut tx, &package(row.id)).await);
    let plan = PlanRow { case: Some(row.id), ..plan(number) };
    let step = StepRow { new_values: Some(sealed("nieuw")), old_values: Some(sealed("oud")), ..step(plan.id, 0) };
    tx.plan_insert(&plan, &[step]).await.unwrap();
    assert!(tx.identity_copy_try(row.id, 3).await.unwrap());
    tx.identity_copy_put(row.id, at(2), false, &sealed("kopie")).await.unwrap();
    tx.commit().await.unwrap();
    row.person
}

#[tokio::test]
async fn an_identity_is_replaced() {
    for db in databases().await {
        let person = id!(PersonId);
        let mut tx = db.store.write("test").await.unwrap();
        tx.person_insert(person, &sealed("naam"), at(0)).await.unwrap();
        tx.person_update(person, &sealed("andere naam")).await.unwrap();
        assert_eq!(tx.person_identity(person).await.unwrap().unwrap().as_bytes(), b"andere naam");
        assert!(matches!(tx.person_update(id!(PersonId), &sealed("x")).await, Err(StoreError::Missing("person"))));
    }
}

#[tokio::test]
async fn an_erased_person_leaves_nothing_sealed_and_others_keep_all() {
    for db in databases().await {
        let (gone, stays) = (fill(&db.store, "2026-1").await, fill(&db.store, "2026-2").await);
        let mut tx = db.store.write("test").await.unwrap();
        let expected = PersonDeleted {
            people: 1,
            findings: 2,
            packages: 1,
            answers: 1,
            files: 1,
            notes: 1,
            searches: 1,
            follow_links: 1,
            steps: 1,
            copies: 1,
        };
        assert_eq!(tx.person_delete(gone).await.unwrap(), expected);
        assert_eq!(tx.person_delete(gone).await.unwrap(), PersonDeleted::default(), "again does nothing");
        assert!(tx.person_identity(gone).await.unwrap().is_none());
        assert_eq!(tx.cases(Default::default()).await.unwrap().len(), 2, "the case file has a term of its own");
        tx.commit().await.unwrap();

        let sealed = classified().into_iter().filter(|(_, class)| class == "personal_sealed");
        // The index is of documents, not of persons: its names go with their documents.
        let columns: Vec<String> = sealed.map(|(column, _)| column).filter(|name| !name.starts_with("index")).collect();
        assert!(columns.len() >= 5, "{columns:?}");
        for column in &columns {
            let (table, name) = column.split_once('.').unwrap();
            let left = db.count(table, &format!("{name} IS NOT NULL")).await;
            assert_eq!(
                left,
                if ["finding", "package_part"].contains(&table) { 2 } else { 1 },
                "{column} of the person who stays"
            );
        }
        let mut tx = db.store.write("test").await.unwrap();
        tx.person_delete(stays).await.unwrap();
        tx.commit().await.unwrap();
        for column in &columns {
            let (table, name) = column.split_once('.').unwrap();
            assert_eq!(db.count(table, &format!("{name} IS NOT NULL")).await, 0, "{column} after the last person");
        }
        assert_eq!(db.count("case_search", "subject_keys <> '[]' OR progress IS NOT NULL").await, 0);
        assert_eq!(db.count("follow_link", "1 = 1").await, 0);
    }
}
