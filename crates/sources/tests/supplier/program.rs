//! A supplier that is a program on this machine: a real script, its arguments, its environment, and time.

use std::os::unix::fs::PermissionsExt;

use gestand_sources::{Source, SourceError, Verb, Work};

use crate::common::*;

/// Holds records as files; an order is a file too. What it was started with stands in `seen`.
const SCRIPT: &str = r#"#!/bin/sh
cd "$(dirname "$0")"
echo "$0 $* $(env | sort | tr '\n' ' ')" >> seen
body=$(cat)
case "$1" in
  query)
    printf '{"records":['
    first=1
    for file in records/*; do
      [ -e "$file" ] || continue
      key=$(basename "$file")
      case "$body" in *'"keys":['*) case "$body" in *"\"$key\""*) ;; *) continue;; esac;; esac
      [ $first = 1 ] || printf ','
      first=0
      printf '{"key":"%s","persons":["R1"],"fields":{"tekst":"x"}}' "$key"
    done
    printf ']}' ;;
  order)
    echo "$2" >> orders
    for key in $(echo "$body" | sed 's/.*"keys":\[\([^]]*\)\].*/\1/; s/[",]/ /g'); do rm -f "records/$key"; done
    printf '{}' ;;
  status)
    if grep -qx "$2" orders 2>/dev/null; then printf '{"state":"done"}'; else printf '{"state":"unknown"}'; fi ;;
  slow) sleep 60 & echo $! > slow-child; wait ;;
  broken) echo 'Fenna Voorbeeld' >&2; exit 3 ;;
esac
"#;

fn supplier(query: &str) -> (Dir, Box<dyn Source>) {
    let dir = Dir::new();
    dir.write("leverancier.sh", SCRIPT);
    let script = dir.path().join("leverancier.sh");
    std::fs::set_permissions(&script, std::fs::Permissions::from_mode(0o755)).unwrap();
    for key in ["k1", "k2"] {
        dir.write(&format!("records/{key}"), "x");
    }
    let source = dir.source(&format!(
        "
source: drukker
label: Drukker
kind: supplier
mode: orchestrate
command:
  query: [./leverancier.sh, {query}, '{{class}}']
  order: [./leverancier.sh, order, '{{order}}']
  status: [./leverancier.sh, status, '{{order}}']
  environment: [LANG_OF_TEST]
limits: {{timeout_ms: 1500, wait_ms: 1000, poll_ms: 100}}
classes:
  print: {{label: Drukwerk, fields: {{tekst: {{item: correspondence}}}}, verbs: [delete]}}
"
    ));
    (dir, source)
}

fn work(keys: &[&str]) -> Work {
    let keys = keys.iter().map(|key| (*key).to_owned()).collect();
    Work { class: "print".into(), verb: Verb::Delete, keys, still: None }
}

#[tokio::test]
async fn a_program_does_an_order_once() {
    let (dir, source) = supplier("query");
    assert_eq!(source.all_records("R1", &permit()).await.unwrap().len(), 2);
    let step = work(&["k1"]);
    assert_eq!(source.apply(&step).await.unwrap().affected, 1);
    assert_eq!(source.verify(&step).await.unwrap().absent, 1);
    assert!(!dir.path().join("records/k1").exists() && dir.path().join("records/k2").exists());
    source.apply(&step).await.unwrap();
    assert_eq!(std::fs::read_to_string(dir.path().join("orders")).unwrap().lines().count(), 1);
    let seen = std::fs::read_to_string(dir.path().join("seen")).unwrap();
    assert!(seen.contains("query print") && !seen.contains("k1") && !seen.contains("R1"), "{seen}");
    assert!(!seen.contains("CARGO") && !seen.contains("HOME="), "the environment is empty: {seen}");
}

#[tokio::test]
async fn a_program_that_hangs_or_fails_is_an_error_and_leaves_nothing_behind() {
    let (dir, source) = supplier("slow");
    let error = source.all_records("R1", &permit()).await.unwrap_err();
    assert!(matches!(error, SourceError::Unreachable { .. }) && error.to_string().contains("in time"), "{error}");
    let child = std::fs::read_to_string(dir.path().join("slow-child")).unwrap();
    // What it started is gone too: killed, or waiting for somebody to look.
    let path = format!("/proc/{}/stat", child.trim());
    let gone = || std::fs::read_to_string(&path).map_or(true, |state| state.contains(") Z "));
    for _ in 0..100 {
        if !gone() {
            tokio::time::sleep(std::time::Duration::from_millis(50)).await;
        }
    }
    assert!(gone(), "{}", std::fs::read_to_string(&path).unwrap_or_default());
    let (_dir, source) = supplier("broken");
    let error = source.all_records("R1", &permit()).await.unwrap_err().to_string();
    assert!(error.contains("ended with 3") && !error.contains("Fenna"), "{error}");
}
