//! Policy versions and the one draft.

use gestand_store::{
    DraftState, PackDraftRow, PackText, PolicyInForce, PolicyVersionLine, PolicyVersionRow, StoreError, VersionOrigin,
};
use jiff::civil::date;

use crate::common::{at, databases};

fn files(text: &str) -> Vec<PackText> {
    vec![PackText { pack: "voorbeeld".into(), name: "rights.yaml".into(), text: text.into() }]
}

fn version(number: u32, version: &str) -> PolicyVersionRow {
    PolicyVersionRow {
        number,
        version: version.into(),
        pack: "voorbeeld".into(),
        document: r#"{"b":1,"a":2}"#.into(),
        statement: r#"{"nl":"Eén"}"#.into(),
        files: files("rights: {}\n# \"é\"\n"),
        origin: VersionOrigin::Editor,
        effective_on: date(2026, 6, 1),
        reason: "Eén termijn korter".into(),
        despite: String::new(),
        written_by: vec!["noor".into(), "bas".into()],
        approved_by: Some("sam".into()),
        activated_at: at(number.into()),
    }
}

fn draft(base: u32) -> PackDraftRow {
    PackDraftRow {
        revision: 0,
        state: DraftState::Draft,
        base,
        files: files("rights: {}\n"),
        written_by: vec!["noor".into()],
        changed_at: at(9),
        reason: String::new(),
        despite: String::new(),
        effective_on: None,
        proposed_by: None,
        approved_by: None,
        note: String::new(),
    }
}

#[tokio::test]
async fn the_highest_number_is_in_force_and_the_same_content_may_come_back() {
    for db in databases().await {
        let mut tx = db.store.write("test").await.unwrap();
        assert_eq!(tx.policy_in_force().await.unwrap(), None);
        let all = [version(1, "b"), version(2, "a"), version(3, "b")];
        for row in &all {
            tx.policy_version_insert(row).await.unwrap();
        }
        tx.commit().await.unwrap();
        let mut tx = db.store.read().await.unwrap();
        let holds = PolicyInForce { number: 3, version: "b".into(), next_on: None };
        assert_eq!(tx.policy_in_force().await.unwrap(), Some(holds));
        assert_eq!(tx.policy_versions().await.unwrap(), all);
        assert_eq!(tx.policy_version(2).await.unwrap().as_ref(), Some(&all[1]));
        assert_eq!(tx.policy_version(4).await.unwrap(), None);
        let PolicyVersionRow { number, version, origin, effective_on, reason, despite, .. } = all[2].clone();
        let PolicyVersionRow { written_by, approved_by, activated_at, .. } = all[2].clone();
        let last = PolicyVersionLine {
            number,
            version,
            origin,
            effective_on,
            reason,
            despite,
            written_by,
            approved_by,
            activated_at,
        };
        assert_eq!(tx.policy_version_lines().await.unwrap()[2], last);
        drop(tx);
        let mut tx = db.store.write("test").await.unwrap();
        assert!(matches!(tx.policy_version_insert(&all[0]).await, Err(StoreError::Conflict)), "someone was first");
    }
}

#[tokio::test]
async fn there_is_one_draft_and_an_old_revision_never_fits_again() {
    for db in databases().await {
        let mut tx = db.store.write("test").await.unwrap();
        tx.policy_version_insert(&version(1, "b")).await.unwrap();
        assert_eq!(tx.pack_draft().await.unwrap(), None);
        let first = tx.pack_draft_insert(&draft(1)).await.unwrap();
        let row = PackDraftRow { revision: first, ..draft(1) };
        assert_eq!(tx.pack_draft().await.unwrap().as_ref(), Some(&row));
        let second = PackDraftRow {
            state: DraftState::Scheduled,
            files: files("rights: {access: {}}\n"),
            written_by: vec!["noor".into(), "bas".into()],
            changed_at: at(12),
            reason: "waarom".into(),
            despite: "toch".into(),
            effective_on: Some(date(2026, 7, 1)),
            proposed_by: Some("noor".into()),
            approved_by: Some("sam".into()),
            note: "terug".into(),
            ..row.clone()
        };
        let revision = tx.pack_draft_update(&second).await.unwrap().unwrap();
        assert_eq!(tx.pack_draft().await.unwrap(), Some(PackDraftRow { revision, ..second.clone() }));
        assert_eq!(tx.policy_in_force().await.unwrap().unwrap().next_on, Some(date(2026, 7, 1)));
        assert_eq!(tx.pack_draft_update(&row).await.unwrap(), None, "the first revision is past");
        assert!(!tx.pack_draft_delete(first).await.unwrap());
        assert!(tx.pack_draft_delete(revision).await.unwrap());
        let next = tx.pack_draft_insert(&draft(1)).await.unwrap();
        assert!(next > revision, "what was seen of an earlier draft does not fit a later one");
        tx.commit().await.unwrap();
        let mut tx = db.store.write("test").await.unwrap();
        assert!(matches!(tx.pack_draft_insert(&draft(1)).await, Err(StoreError::Conflict)), "one at a time");
    }
}

#[tokio::test]
async fn a_draft_is_made_from_a_version_that_exists() {
    for db in databases().await {
        let mut tx = db.store.write("test").await.unwrap();
        assert!(matches!(tx.pack_draft_insert(&draft(1)).await, Err(StoreError::Missing(_))));
    }
}
