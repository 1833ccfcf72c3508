//! The index of who is mentioned where: what is in it, what changes it, and that nothing is left of what is gone.

use gestand_store::{DocumentDigest, IndexRoundRow, IndexedRow, Term};
use gestand_vault::Sealed;

use crate::common::databases;

fn row(number: u8, source: &str, mark: u8, round: u64) -> IndexedRow {
    let name = Sealed::from_bytes(vec![1, number]);
    IndexedRow {
        digest: [number; 32],
        source: source.into(),
        name,
        mark: [mark; 32],
        round,
        unread: None,
        again: false,
    }
}

fn term(number: u8) -> Term {
    [number; 16]
}

#[tokio::test]
async fn documents_are_found_by_their_terms_and_go_with_them() {
    for db in databases().await {
        let mut tx = db.store.write("test").await.unwrap();
        tx.document_insert(&row(1, "a", 1, 1), &[term(7), term(8), term(7)]).await.unwrap();
        tx.document_insert(&row(2, "a", 1, 1), &[term(8)]).await.unwrap();
        tx.document_insert(&row(3, "b", 1, 1), &[]).await.unwrap();
        tx.commit().await.unwrap();
        let among = async |terms: &[Term]| {
            let found = db.store.read().await.unwrap().mentions_among(terms).await.unwrap();
            found.into_iter().map(|(document, term)| (document[0], term[0])).collect::<Vec<_>>()
        };
        assert_eq!(among(&[term(8), term(9), term(8)]).await, [(1, 8), (2, 8)]);
        assert_eq!(among(&[term(7), term(8)]).await, [(1, 7), (1, 8), (2, 8)]);
        assert!(among(&[]).await.is_empty());
        let mut tx = db.store.write("test").await.unwrap();
        assert_eq!(tx.document_by_digest(&[2; 32]).await.unwrap().unwrap().1.as_bytes(), [1, 2]);
        // A document that was read anew has its new terms only.
        tx.document_insert(&row(1, "a", 2, 2), &[term(9)]).await.unwrap();
        assert_eq!(tx.documents_forget(&[[2; 32], [9; 32]]).await.unwrap(), 1);
        assert_eq!(tx.documents_forget(&[]).await.unwrap(), 0);
        tx.commit().await.unwrap();
        assert_eq!(among(&[term(7), term(8), term(9)]).await, [(1, 9)]);
        assert_eq!(db.count("mention", "1 = 1").await, 1, "terms go with their document");
        let mut tx = db.store.write("test").await.unwrap();
        tx.index_round_set(&IndexRoundRow { source: "a".into(), round: 1, place: None, finished_at: None })
            .await
            .unwrap();
        tx.index_forget_source("a").await.unwrap();
        assert!(tx.index_round("a").await.unwrap().is_none());
        assert_eq!((tx.documents_count("a").await.unwrap(), tx.documents_count("b").await.unwrap()), (0, 1));
        tx.commit().await.unwrap();
    }
}

#[tokio::test]
async fn a_round_sees_what_changed_and_what_is_gone() {
    for db in databases().await {
        let mut tx = db.store.write("test").await.unwrap();
        for number in 1..=4 {
            tx.document_insert(&row(number, "a", 1, 1), &[]).await.unwrap();
        }
        let waits = IndexedRow { unread: Some("no_worker".into()), again: true, ..row(5, "a", 1, 1) };
        tx.document_insert(&waits, &[]).await.unwrap();
        tx.document_insert(&row(6, "b", 1, 1), &[]).await.unwrap();
        let asked: Vec<(DocumentDigest, [u8; 32])> =
            [(1, 1), (2, 2), (5, 1), (9, 1), (3, 1)].map(|(number, mark)| ([number; 32], [mark; 32])).into();
        let mut same = tx.documents_unchanged(&asked).await.unwrap();
        same.sort_unstable();
        assert_eq!(same, [[1; 32], [3; 32]], "2 is changed, 5 is tried again, 9 is new");
        tx.documents_seen(&same, 2).await.unwrap();
        tx.documents_seen(&[], 2).await.unwrap();
        assert!(tx.documents_unchanged(&[]).await.unwrap().is_empty());
        assert_eq!(tx.documents_delete_unseen("a", 2).await.unwrap(), 3);
        assert_eq!((tx.documents_count("a").await.unwrap(), tx.documents_count("b").await.unwrap()), (2, 1));
        for number in [7, 8] {
            let unread = IndexedRow { unread: Some("damaged".into()), ..row(number, "a", 1, 2) };
            tx.document_insert(&unread, &[]).await.unwrap();
        }
        assert_eq!(tx.documents_unread("a").await.unwrap(), [("damaged".to_owned(), 2)]);
        assert!(tx.documents_unread("b").await.unwrap().is_empty());
        tx.commit().await.unwrap();
    }
}

#[tokio::test]
async fn where_a_round_is_stays_written_down() {
    for db in databases().await {
        let now = jiff::Timestamp::from_second(1_795_217_400).unwrap();
        let place = Some(Sealed::from_bytes(vec![1, 2, 3]));
        let begun = IndexRoundRow { source: "a".into(), round: 3, place, finished_at: Some(now) };
        let mut tx = db.store.write("test").await.unwrap();
        assert!(tx.index_round("a").await.unwrap().is_none());
        tx.index_round_set(&begun).await.unwrap();
        let read = tx.index_round("a").await.unwrap().unwrap();
        assert_eq!((read.round, read.place, read.finished_at), (3, begun.place.clone(), Some(now)));
        tx.index_round_set(&IndexRoundRow { place: None, ..begun }).await.unwrap();
        let all = tx.index_rounds().await.unwrap();
        assert_eq!((all.len(), all[0].source.as_str(), &all[0].place), (1, "a", &None));
        tx.commit().await.unwrap();
    }
}
