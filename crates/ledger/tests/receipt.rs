//! Receipts: what they prove, and that a changed one proves nothing.
#![allow(clippy::unwrap_used, reason = "a test may fail")]

#[expect(dead_code, reason = "the database side is for the other tests")]
mod support;

use gestand_ledger::{MerkleError, Receipt, ReceiptError, SigningKey};
use proptest::prelude::*;
use support::{Ledger, entry, key};

#[test]
fn a_receipt_proves_its_entry() {
    let ledger = Ledger::of(11);
    for index in 0..11 {
        let text = ledger.receipt(index).to_string();
        assert!(text.starts_with("c2sp.org/tlog-proof@v1\nextra "));
        let verified = Receipt::parse(&text).unwrap().verify(key().verifier()).unwrap();
        assert_eq!((verified.entry, verified.index, verified.checkpoint.size), (entry(index), index, 11));
    }
}

#[test]
fn another_entry_index_or_key_is_refused() {
    let receipt = Ledger::of(11).receipt(6);
    let other = Receipt { leaf: entry(7).to_leaf(), ..receipt.clone() };
    assert!(matches!(other.verify(key().verifier()), Err(ReceiptError::Inclusion(MerkleError::WrongProof))));
    let moved = Receipt { index: 7, ..receipt.clone() };
    assert!(matches!(moved.verify(key().verifier()), Err(ReceiptError::Inclusion(_))));
    let stranger = SigningKey::from_seed("woningstichting.example/ledger", &[6; 32]).unwrap();
    assert!(matches!(receipt.verify(stranger.verifier()), Err(ReceiptError::Checkpoint(_))));
    let mut ledger = Ledger::of(3);
    ledger.append(b"{}".to_vec());
    assert!(matches!(ledger.receipt(3).verify(key().verifier()), Err(ReceiptError::Entry(_))));
}

#[test]
fn forms_that_are_not_a_receipt_are_refused() {
    let text = Ledger::of(11).receipt(6).to_string();
    let hash = text.lines().nth(3).unwrap().to_owned();
    for (from, to) in [
        ("@v1", "@v2"),
        ("index 6", "index 06"),
        ("index 6", "index -6"),
        ("extra ", "extra  "),
        (hash.as_str(), "AAAA"),
        (hash.as_str(), &[hash.as_str(); 65].join("\n")),
        ("\n\n", "\n"),
    ] {
        assert!(Receipt::parse(&text.replace(from, to)).is_err(), "{from:?} to {to:?}");
    }
}

proptest! {
    #[test]
    fn arbitrary_text_does_not_panic(text in "(\\PC|\n|index |extra |— ){0,60}") {
        let _ = Receipt::parse(&text);
        let _ = Receipt::parse(&format!("c2sp.org/tlog-proof@v1\n{text}"));
    }

    #[test]
    fn a_receipt_with_one_other_byte_proves_nothing(at in any::<prop::sample::Index>(), with in 0..128u8) {
        let mut text = Ledger::of(11).receipt(6).to_string().into_bytes();
        let at = at.index(text.len());
        prop_assume!(text[at] != with);
        text[at] = with;
        if let Ok(text) = String::from_utf8(text) {
            let verified = Receipt::parse(&text).and_then(|receipt| receipt.verify(key().verifier()));
            prop_assert!(verified.is_err(), "{text}");
        }
    }
}
