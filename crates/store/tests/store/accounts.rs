//! Accounts and logins.

use gestand_store::StoreError;

use crate::common::{account, at, databases, token};

#[tokio::test]
async fn an_account_is_found_and_changed() {
    for db in databases().await {
        let noor = account("noor");
        let mut tx = db.store.write("test").await.unwrap();
        tx.account_insert(&noor, at(0)).await.unwrap();
        tx.account_insert(&account("bas"), at(0)).await.unwrap();
        let mut changed = tx.account_by_login("noor").await.unwrap().unwrap();
        assert_eq!(format!("{changed:?}"), format!("{noor:?}"));
        changed.functions = vec![];
        tx.account_update(&changed).await.unwrap();
        assert!(tx.account_by_id(noor.id).await.unwrap().unwrap().functions.is_empty());
        assert!(tx.account_by_login("Noor").await.unwrap().is_none(), "logins are compared exactly");
        assert!(matches!(tx.account_update(&account("wie")).await, Err(StoreError::Missing("account"))));
        tx.commit().await.unwrap();

        let mut tx = db.store.read().await.unwrap();
        assert_eq!(
            tx.accounts().await.unwrap().iter().map(|row| row.login.as_str()).collect::<Vec<_>>(),
            ["noor", "bas"]
        );
        drop(tx);
        let mut tx = db.store.write("test").await.unwrap();
        assert!(matches!(tx.account_insert(&account("noor"), at(1)).await, Err(StoreError::Conflict)));
    }
}

#[tokio::test]
async fn a_login_ends_by_time_by_hand_and_with_the_account() {
    for db in databases().await {
        let mut noor = account("noor");
        let (first, second) = (token(), token());
        let mut tx = db.store.write("test").await.unwrap();
        tx.account_insert(&noor, at(0)).await.unwrap();
        tx.session_insert(&first, noor.id, at(0), at(100)).await.unwrap();
        tx.session_insert(&second, noor.id, at(0), at(200)).await.unwrap();
        assert_eq!(tx.session_account(&first, at(99)).await.unwrap().unwrap().id, noor.id);
        assert!(tx.session_account(&first, at(100)).await.unwrap().is_none(), "it ends at the very moment");
        assert_eq!(tx.session_delete_expired(at(100)).await.unwrap(), 1);
        assert!(tx.session_account(&first, at(50)).await.unwrap().is_none());

        noor.disabled = true;
        tx.account_update(&noor).await.unwrap();
        assert!(tx.session_account(&second, at(99)).await.unwrap().is_none(), "a disabled account cannot work on");
        noor.disabled = false;
        tx.account_update(&noor).await.unwrap();
        assert!(tx.session_account(&second, at(99)).await.unwrap().is_some());
        tx.session_delete(&second).await.unwrap();
        tx.session_delete(&second).await.unwrap();
        assert!(tx.session_account(&second, at(99)).await.unwrap().is_none());
    }
}
