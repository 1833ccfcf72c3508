//! A supplier over HTTP: a real server, orders that take time, failures, and what is in an address.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use axum::{Router, body};
use gestand_sources::{About, Source, SourceError, Verb, VerbKind, Work};
use serde_json::Value;

use crate::common::*;
use crate::world::World;

type Shared = Arc<Mutex<World>>;

/// What each request said beside its body.
static SEEN: Mutex<Vec<String>> = Mutex::new(Vec::new());

async fn handle(State(world): State<Shared>, request: Request) -> Response {
    let (head, content) = request.into_parts();
    SEEN.lock().unwrap().push(format!("{} {:?}", head.uri, head.headers));
    if head.headers.get("authorization").is_none_or(|value| value != "Bearer geheim-woord") {
        return StatusCode::UNAUTHORIZED.into_response();
    }
    let content = body::to_bytes(content, 1 << 20).await.unwrap();
    let asked: Value = serde_json::from_slice(&content).unwrap();
    let mut world = world.lock().unwrap();
    let answer = match head.uri.path() {
        "/zoek" => world.query(&asked),
        "/opdracht" => world.order(&asked),
        _ => world.status(&asked),
    };
    answer.to_string().into_response()
}

const SERVICE: &str = "
source: sms
label: {nl: Sms-dienst, en: Text message service}
kind: supplier
mode: orchestrate
http:
  query: http://ADDRESS/zoek
  order: http://ADDRESS/opdracht
  status: http://ADDRESS/stand
  auth: {bearer: {file: woord.txt}}
limits: {timeout_ms: 5000, wait_ms: WAIT, poll_ms: 10}
classes:
  text_message:
    label: {nl: Sms, en: Text message}
    fields:
      tekst: {item: correspondence, free_text: true}
      nummer: {item: phone}
      van: {item: name, other: true}
    events: {letter_sent: verstuurd}
    verbs: [delete, clear, rectify, restrict, lift]
";

async fn supplier(wait: &str) -> (Dir, Shared, Box<dyn Source>) {
    let world: Shared = Arc::new(Mutex::new(World::new()));
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap().to_string();
    let routes = ["/zoek", "/opdracht", "/stand"];
    let app = routes.iter().fold(Router::new(), |app, path| app.route(path, post(handle))).with_state(world.clone());
    tokio::spawn(async move { axum::serve(listener, app).await });
    let dir = Dir::new();
    dir.write("woord.txt", "geheim-woord\n");
    let source = dir.source(&SERVICE.replace("ADDRESS", &address).replace("WAIT", wait));
    (dir, world, source)
}

fn work(verb: Verb, keys: &[&str]) -> Work {
    let keys = keys.iter().map(|key| (*key).to_owned()).collect();
    Work { class: "text_message".into(), verb, keys, still: None }
}

fn given(world: &Shared) -> Vec<u32> {
    world.lock().unwrap().given.values().copied().collect()
}

#[tokio::test]
async fn records_of_a_person_come_whole_over_pages() {
    let (_dir, _world, source) = supplier("1000").await;
    let found = source.find(&by_number("R1"), &permit()).await.unwrap();
    assert_eq!((found.len(), found[0].key.as_str(), found[0].score), (1, "R1", 100));
    assert!(source.find(&by_number("R7"), &permit()).await.unwrap().is_empty());
    let records = source.all_records("R1", &permit()).await.unwrap();
    assert_eq!(outline(&records), ["text_message m1 subject", "text_message m2 subject", "text_message m3 subject"]);
    let of = |name: &str| records[0].values.iter().find(|value| value.field.name == name).unwrap();
    assert_eq!((of("van").field.about, of("tekst").field.free_text), (About::Other, true));
    // A field that nobody told of is given too, for a person to read.
    assert_eq!((of("intern").field.item.as_deref(), of("intern").field.free_text), (None, true));
    let who = source.subjects("text_message", &["m9".into(), "weg".into()]).await.unwrap();
    assert_eq!((who["m9"].clone(), who["weg"].len()), (BTreeSet::from(["R2".to_owned()]), 0));
    assert_eq!(source.check(&policy()).await.unwrap().iter().filter(|finding| finding.code == "S0011").count(), 1);
}

#[tokio::test]
async fn an_order_is_waited_for_and_verified_by_reading() {
    let (_dir, world, source) = supplier("1000").await;
    let due = rule(&["correspondence", "phone"], "letter_sent", "2020-12-31");
    let classes = source.due(&due).await.unwrap();
    assert_eq!((classes[0].count, classes[0].oldest.unwrap().to_string()), (2, "2019-01-01".to_owned()));
    assert!(source.due(&rule(&["correspondence"], "letter_sent", "2020-12-31")).await.unwrap().is_empty());
    assert_eq!(source.due_keys(&due, "text_message", Some("m1"), 5).await.unwrap().len(), 1);
    let mut step = work(Verb::Delete, &["m1", "m2", "m3"]);
    step.still = Some(due);
    assert_eq!(source.apply(&step).await.unwrap().affected, 2, "of the third the term is not over");
    let verified = source.verify(&step).await.unwrap();
    assert_eq!((verified.absent, verified.not_due, verified.remaining.len()), (2, vec!["m3".to_owned()], 0));
    assert_eq!(source.apply(&step).await.unwrap().affected, 0);
    assert_eq!(given(&world), [1], "what is done is not ordered again");
}

#[tokio::test]
async fn an_order_that_runs_is_not_given_twice() {
    let (dir, world, source) = supplier("0").await;
    let step = work(Verb::Restrict, &["m1", "m2"]);
    let waiting = source.apply(&step).await.unwrap_err();
    assert!(matches!(waiting, SourceError::Waiting { retry_in: Some(wait), .. } if wait == Duration::from_secs(90)));
    // Another process takes the step up after a kill: it knows nothing but the step.
    let text = std::fs::read_to_string(dir.path().join("source.yaml")).unwrap();
    let other = dir.source(&text);
    world.lock().unwrap().orders.values_mut().for_each(|(_, looks)| *looks = 0);
    let mut same = work(Verb::Restrict, &["m2", "m1"]);
    assert!(matches!(other.apply(&same).await.unwrap_err(), SourceError::Waiting { .. }));
    assert_eq!(other.apply(&same).await.unwrap().affected, 2);
    assert_eq!((given(&world), other.verify(&same).await.unwrap().absent), (vec![1], 2));
    // Lifted and restricted again, it is another order.
    same.verb = Verb::Lift;
    while other.apply(&same).await.is_err() {}
    assert!(!world.lock().unwrap().records["m1"]["restricted"].as_bool().unwrap());
    same.verb = Verb::Restrict;
    while other.apply(&same).await.is_err() {}
    assert_eq!((given(&world), other.verify(&same).await.unwrap().absent), (vec![1, 1, 1], 2));
}

#[tokio::test]
async fn a_supplier_that_fails_or_lies_is_not_believed() {
    let (_dir, world, source) = supplier("1000").await;
    world.lock().unwrap().fails = Some("E-17".into());
    let step = work(Verb::Delete, &["m1"]);
    let failed = source.apply(&step).await.unwrap_err();
    assert!(failed.to_string().contains("E-17"), "{failed}");
    // Taken up again, it is a new order.
    source.apply(&step).await.unwrap();
    assert_eq!((given(&world), source.verify(&step).await.unwrap().absent), (vec![1, 1], 1));
    world.lock().unwrap().lies = true;
    let step = work(Verb::Delete, &["m2"]);
    source.apply(&step).await.unwrap();
    assert_eq!(source.verify(&step).await.unwrap().remaining, ["m2"]);
    world.lock().unwrap().fails = Some("Fenna Voorbeeld kan niet".into());
    let told = source.apply(&step).await.unwrap_err().to_string();
    assert!(!told.contains("Fenna"), "what a supplier writes may name a person: {told}");
}

#[tokio::test]
async fn values_become_others() {
    let (_dir, world, source) = supplier("1000").await;
    let new = |field: &str| Verb::Rectify {
        role: "subject".into(),
        values: [(field.to_owned(), some("0687654321").unwrap())].into(),
        permit: permit(),
    };
    let step = work(new("phone"), &["m1"]);
    assert_eq!(source.verify(&step).await.unwrap().remaining, ["m1"]);
    source.apply(&step).await.unwrap();
    assert_eq!(source.verify(&step).await.unwrap().absent, 1);
    assert_eq!(world.lock().unwrap().records["m1"]["fields"]["nummer"], "0687654321");
    let values =
        source.values("text_message", &["m1".into()], "subject", &["phone".to_owned()].into(), &permit()).await;
    assert_eq!(values.unwrap()["m1"]["phone"].open(&permit(), "test"), "0687654321");
    // What is about another person stays as it is.
    let error = source.apply(&work(new("van"), &["m1"])).await.unwrap_err();
    assert!(matches!(error, SourceError::Refused { .. }), "{error}");
    let clear = work(Verb::Clear { items: ["phone".to_owned()].into() }, &["m2"]);
    source.apply(&clear).await.unwrap();
    assert!(world.lock().unwrap().records["m2"]["fields"]["nummer"].is_null());
    assert_eq!(source.verify(&clear).await.unwrap().absent, 1);
    assert!(source.supports("text_message", VerbKind::Anonymise).is_err());
}

#[tokio::test]
async fn no_key_is_in_an_address_and_a_wrong_word_is_an_error() {
    let (dir, _world, source) = supplier("1000").await;
    source.apply(&work(Verb::Delete, &["m1"])).await.unwrap();
    let seen = SEEN.lock().unwrap().join("\n");
    assert!(seen.contains("/opdracht") && !seen.contains("m1") && !seen.contains("R1"), "{seen}");
    dir.write("woord.txt", "een ander woord");
    let error = source.find(&by_number("R1"), &permit()).await.unwrap_err();
    assert!(matches!(error, SourceError::Unreachable { .. }) && error.to_string().contains("401"), "{error}");
    assert!(!error.to_string().contains("woord"), "{error}");
}

#[tokio::test]
async fn an_annotation_that_is_not_safe_is_refused() {
    let dir = Dir::new();
    dir.write("woord.txt", "x");
    for (from, to) in [("http://ADDRESS/zoek", "http://leverancier.example/zoek"), ("{file: woord.txt}", "{}")] {
        let text = SERVICE.replace("WAIT", "0").replace(from, to).replace("ADDRESS", "127.0.0.1:1");
        dir.write("source.yaml", text);
        assert!(gestand_sources::read(&dir.path().join("source.yaml"), &reader()).is_err(), "{to}");
    }
}
