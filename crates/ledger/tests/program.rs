//! `gestand-verify` as someone runs it who does not trust the corporation.
#![allow(clippy::unwrap_used, reason = "a test may fail")]

#[expect(dead_code, reason = "the database side is for the other tests")]
mod support;

use std::path::PathBuf;
use std::process::{Command, Output};

use gestand_ledger::Checkpoint;
use support::{Ledger, key};

/// A folder of this test only.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
        std::fs::create_dir_all(&path).unwrap();
        Folder(path)
    }

    fn file(&self, name: &str, text: &str) -> String {
        let path = self.0.join(name);
        std::fs::write(&path, text).unwrap();
        path.to_str().unwrap().to_owned()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

fn verify(arguments: &[&str]) -> (i32, String) {
    let Output { status, stdout, stderr } =
        Command::new(env!("CARGO_BIN_EXE_gestand-verify")).args(arguments).output().unwrap();
    (status.code().unwrap(), String::from_utf8([stdout, stderr].concat()).unwrap())
}

#[test]
fn says_what_a_right_receipt_proves() {
    let folder = Folder::new("right");
    let receipt = folder.file("step.tlog-proof", &Ledger::of(9).receipt(4).to_string());
    let vkey = key().verifier().to_string();
    let (code, text) = verify(&[&receipt, "--key", &vkey]);
    assert_eq!(code, 0, "{text}");
    assert!(text.starts_with("OK: dit bewijs klopt.\n"), "{text}");
    for expected in ["entry 4 of 9", "(step_applied)", "2026-09-21T", "\"step-4\"", r#"{"affected":4}"#] {
        assert!(text.contains(expected), "{expected} in {text}");
    }
    let file = folder.file("ledger.vkey", &format!("{vkey}\n"));
    let (code, text) = verify(&["--format", "json", "--key", &file, &receipt]);
    let answer: serde_json::Value = serde_json::from_str(&text).unwrap();
    assert_eq!((code, &answer["outcome"], &answer["entry"]["facts"]["affected"]), (0, &"right".into(), &4.into()));
}

#[test]
fn refuses_a_tampered_receipt() {
    let folder = Folder::new("tampered");
    let text = Ledger::of(9).receipt(4).to_string();
    let receipt = folder.file("step.tlog-proof", &text.replace("index 4", "index 5"));
    let vkey = key().verifier().to_string();
    let (code, text) = verify(&[&receipt, "--key", &vkey]);
    assert_eq!(code, 1, "{text}");
    assert!(text.starts_with("NIET OK") && text.contains("does not lead to the root"), "{text}");
    let (code, text) = verify(&[&receipt, "--key", &vkey, "--format", "json"]);
    assert!(code == 1 && text.contains(r#""outcome": "wrong""#), "{text}");
}

#[test]
fn compares_with_a_checkpoint_from_elsewhere() {
    let folder = Folder::new("against");
    let receipt = folder.file("step.tlog-proof", &Ledger::of(9).receipt(4).to_string());
    let vkey = key().verifier().to_string();
    let against =
        |name: &str, checkpoint: &str| verify(&[&receipt, "--key", &vkey, "--against", &folder.file(name, checkpoint)]);
    assert_eq!(against("same", Ledger::of(9).signed().as_str()).0, 0);
    let split = Checkpoint::sign(9, [1; 32], &key()).unwrap();
    let (code, text) = against("split", split.as_str());
    assert!(code == 1 && text.contains("two different ledgers"), "{text}");
    let (code, text) = against("later", Ledger::of(10).signed().as_str());
    assert!(code == 2 && text.contains("ask for the receipt at 10 entries"), "{text}");
}

#[test]
fn says_what_is_missing() {
    let folder = Folder::new("missing");
    let receipt = folder.file("step.tlog-proof", &Ledger::of(9).receipt(4).to_string());
    for (arguments, expected) in [
        (vec![], "which receipt?"),
        (vec![receipt.as_str()], "which key?"),
        (vec![&receipt, "--key"], "needs a value"),
        (vec![&receipt, "--key", "x", "--fast"], "no option --fast"),
        (vec![&receipt, "--key", "x"], "not a verifier key"),
        (vec!["nowhere.tlog-proof", "--key", &key().verifier().to_string()], "cannot read nowhere.tlog-proof"),
    ] {
        let (code, text) = verify(&arguments);
        assert!(code == 2 && text.contains(expected), "{arguments:?}: {code} {text}");
    }
    assert_eq!(verify(&["--help"]).0, 0);
}
