//! Copies of identity documents, and documents that could not be masked.

use gestand_store::{Choice, StoreError};

use crate::answers::finding;
use crate::common::{at, case, databases, sealed};

#[tokio::test]
async fn a_copy_is_replaced_destroyed_and_sent_in_so_often_only() {
    for db in databases().await {
        let (row, other) = (case("2026-1"), case("2026-2"));
        let mut tx = db.store.write("test").await.unwrap();
        tx.case_insert(&row).await.unwrap();
        tx.case_insert(&other).await.unwrap();
        assert!(tx.identity_copy_of(row.id).await.unwrap().is_none());
        let untried = tx.identity_copy_put(row.id, at(1), false, &sealed("a")).await;
        assert!(matches!(untried, Err(StoreError::Missing("identity_copy"))));
        for _ in 0..2 {
            assert!(tx.identity_copy_try(row.id, 2).await.unwrap());
        }
        assert!(!tx.identity_copy_try(row.id, 2).await.unwrap(), "not more often");
        assert!(tx.identity_copy_try(other.id, 2).await.unwrap(), "another case has tries of its own");
        assert!(!tx.identity_copy_destroy(row.id).await.unwrap(), "nothing is kept yet");
        tx.identity_copy_put(row.id, at(1), false, &sealed("a")).await.unwrap();
        tx.identity_copy_put(row.id, at(5), true, &sealed("b")).await.unwrap();
        tx.identity_copy_put(other.id, at(9), false, &sealed("c")).await.unwrap();
        let kept = tx.identity_copy_of(row.id).await.unwrap().unwrap();
        assert_eq!((kept.tries, kept.received_at, kept.photo_unseen), (2, Some(at(5)), Some(true)));
        assert_eq!(kept.picture.unwrap().as_bytes(), b"b");
        assert_eq!(tx.identity_copies_before(at(5)).await.unwrap(), []);
        assert_eq!(tx.identity_copies_before(at(6)).await.unwrap(), [row.id]);
        assert!(tx.identity_copy_destroy(row.id).await.unwrap());
        assert!(!tx.identity_copy_destroy(row.id).await.unwrap(), "gone is gone");
        let left = tx.identity_copy_of(row.id).await.unwrap().unwrap();
        assert!(left.tries == 2 && left.picture.is_none() && left.received_at.is_none());
        assert_eq!(tx.identity_copies_before(at(100)).await.unwrap(), [other.id]);
    }
}

#[tokio::test]
async fn a_choice_for_a_document_stays_until_the_document_can_be_masked() {
    for db in databases().await {
        let row = case("2026-1");
        let mut tx = db.store.write("test").await.unwrap();
        tx.case_insert(&row).await.unwrap();
        let found = finding(row.id, "1");
        tx.findings_insert(std::slice::from_ref(&found)).await.unwrap();
        let unknown = tx.unmasked_choose(found.id, Choice::Office, None, "anna").await;
        assert!(matches!(unknown, Err(StoreError::Missing("unmasked"))));
        tx.unmasked_note(found.id, "too_large").await.unwrap();
        assert_eq!(tx.unmasked_of(found.id).await.unwrap().unwrap().choice, None);
        tx.unmasked_choose(found.id, Choice::LeftOut, Some("GDPR 15(4)"), "anna").await.unwrap();
        tx.unmasked_note(found.id, "unclear").await.unwrap();
        let noted = tx.unmasked_of_case(row.id).await.unwrap().remove(0);
        assert_eq!((noted.finding, noted.reason.as_str(), noted.choice), (found.id, "unclear", Some(Choice::LeftOut)));
        assert_eq!(noted.ground.as_deref(), Some("GDPR 15(4)"));
        tx.unmasked_delete(found.id).await.unwrap();
        assert!(tx.unmasked_of_case(row.id).await.unwrap().is_empty());
    }
}
