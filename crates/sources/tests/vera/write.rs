//! What is written back to VERA, and that only a fresh read counts.

use std::collections::BTreeMap;

use gestand_sources::{Along, SourceError, Verb, VerbKind, Work};
use gestand_vault::Sensitive;
use serde_json::{Value, json};

use crate::common::{Dir, outline, permit, rule};
use crate::records;
use crate::server::Server;
use crate::world::{deliver, files, world};

fn work(class: &str, verb: Verb, keys: &[&str]) -> Work {
    Work { class: class.into(), verb, keys: keys.iter().map(|key| (*key).to_owned()).collect(), still: None }
}

fn delete(class: &str, keys: &[&str]) -> Work {
    work(class, Verb::Delete, keys)
}

fn object(server: &Server, collection: &str, id: &str) -> Value {
    server.system().data[collection].iter().find(|object| object["id"] == id).unwrap().clone()
}

async fn started(mode: &str) -> (Dir, Server, Box<dyn gestand_sources::Source>) {
    let dir = Dir::new();
    let server = Server::start(world()).await;
    let source = dir.source(&server.annotation(&dir, mode, "  find_by: {post: _zoek}\n"));
    (dir, server, source)
}

#[tokio::test]
async fn what_is_destroyed_is_empty_says_so_and_stays_so() {
    let (_dir, server, source) = started("write").await;
    let work = delete("case", &["Z1", "weg"]);
    assert_eq!(source.verify(&work).await.unwrap().remaining, ["Z1"]);
    assert_eq!(source.apply(&work).await.unwrap().affected, 1);
    let case = object(&server, "zaken", "Z1");
    assert_eq!((&case["archiefstatus"]["code"], &case["omschrijving"]), (&json!("VER"), &Value::Null));
    let verified = source.verify(&work).await.unwrap();
    assert_eq!((verified.absent, verified.remaining.len()), (2, 0));
    let writes = || server.system().log.iter().filter(|line| line.starts_with("PATCH")).count();
    let before = writes();
    assert_eq!(source.apply(&work).await.unwrap().affected, 0);
    assert_eq!(writes(), before, "doing it again writes nothing");
    assert!(!outline(&records(&*source, "P1").await).iter().any(|line| line.starts_with("case")));
}

#[tokio::test]
async fn a_crash_between_the_two_writes_is_completed() {
    let (_dir, server, source) = started("write").await;
    server.system().data.get_mut("zaken").unwrap()[0]["omschrijving"] = Value::Null;
    let work = delete("case", &["Z1"]);
    assert_eq!(source.verify(&work).await.unwrap().remaining, ["Z1"], "empty but not marked");
    source.apply(&work).await.unwrap();
    assert_eq!(source.verify(&work).await.unwrap().absent, 1);
    assert_eq!(object(&server, "zaken", "Z1")["archiefstatus"]["code"], "VER");
}

#[tokio::test]
async fn clearing_takes_the_items_and_deleting_takes_what_nobody_knows_too() {
    let (_dir, server, source) = started("write").await;
    let items = ["rent_amount".to_owned()].into();
    let work =
        Work { class: "tenancy_contract".into(), verb: Verb::Clear { items }, keys: vec!["H1".into()], still: None };
    source.apply(&work).await.unwrap();
    assert_eq!(source.verify(&work).await.unwrap().absent, 1);
    let contract = object(&server, "huurovereenkomsten", "H1");
    assert_eq!((&contract["brutohuur"], &contract["code"]), (&Value::Null, &json!("HC-1")));
    let work = delete("phone_number", &["C4"]);
    source.apply(&work).await.unwrap();
    let number = object(&server, "contactgegevens", "C4");
    assert_eq!((&number["waarde"], &number["nieuwVeld"]), (&Value::Null, &Value::Null));
    assert_eq!(source.verify(&work).await.unwrap().absent, 1);
}

#[tokio::test]
async fn a_restricted_record_is_left_alone_until_that_is_lifted() {
    let (_dir, server, source) = started("write").await;
    let restrict = work("case", Verb::Restrict, &["Z1", "weg"]);
    assert_eq!(source.verify(&restrict).await.unwrap().remaining, ["Z1"]);
    assert_eq!(source.apply(&restrict).await.unwrap().affected, 1);
    assert_eq!(
        (source.apply(&restrict).await.unwrap().affected, source.verify(&restrict).await.unwrap().absent),
        (0, 2)
    );
    assert_eq!(object(&server, "zaken", "Z1")["archiefstatus"]["code"], "GEB");
    let destroy = delete("case", &["Z1"]);
    assert_eq!(source.apply(&destroy).await.unwrap().affected, 0);
    assert_eq!(source.verify(&destroy).await.unwrap().not_due, ["Z1"]);
    assert_eq!(object(&server, "zaken", "Z1")["omschrijving"], "Muziek tot laat");
    let closed = rule(&["nuisance_report"], "case_closed", "2026-01-01");
    assert!(source.due(&closed).await.unwrap().is_empty());
    let lift = work("case", Verb::Lift, &["Z1"]);
    assert_eq!(source.verify(&lift).await.unwrap().remaining, ["Z1"]);
    assert_eq!((source.apply(&lift).await.unwrap().affected, source.verify(&lift).await.unwrap().absent), (1, 1));
    assert_eq!(source.due(&closed).await.unwrap()[0].count, 1);
    let refused = source.apply(&work("email_address", Verb::Restrict, &["C1"])).await.unwrap_err();
    assert!(matches!(refused, SourceError::Refused { .. }), "{refused}");
    assert_eq!(source.supports("email_address", VerbKind::Restrict), Err(refused));
    assert!(matches!(source.supports("email_address", VerbKind::Anonymise), Err(SourceError::Refused { .. })));
}

/// Only a class with an archive status can say so, and only where something is written.
#[tokio::test]
async fn holds_are_marked_where_the_mode_lets_it() {
    let dir = Dir::new();
    deliver(&dir, &world());
    for (mode, marks) in [("read", false), ("orchestrate", true), ("write", true)] {
        let source = dir.source(&files(mode));
        let told = ["case", "email_address", "nowhere"].map(|class| source.blocked(class));
        assert_eq!(told, [marks.then_some("GEB"), None, None], "{mode}");
    }
}

/// The archive code of the case, as it is told and set.
fn codes(code: Option<&str>) -> BTreeMap<String, Option<String>> {
    BTreeMap::from([("Z1".to_owned(), code.map(str::to_owned))])
}

fn archive(server: &Server, code: Option<&str>) {
    let status = code.map_or(Value::Null, |code| json!({"code": code}));
    server.system().data.get_mut("zaken").unwrap()[0]["archiefstatus"] = status;
}

#[tokio::test]
async fn what_stood_in_a_record_comes_back_after_a_block() {
    let keys = ["Z1", "weg"].map(str::to_owned);
    for mode in ["orchestrate", "write"] {
        let (_dir, server, source) = started(mode).await;
        let says = || object(&server, "zaken", "Z1")["archiefstatus"].clone();
        for (code, status) in [(Some("BEW"), json!({"code": "BEW"})), (None, Value::Null)] {
            archive(&server, code);
            assert_eq!(source.archive_codes("case", &keys).await.unwrap(), codes(code));
            for (blocked, expected) in [(false, &status), (true, &json!({"code": "GEB"})), (false, &status)] {
                for _ in 0..2 {
                    source.set_block("case", &codes(code), blocked).await.unwrap();
                    assert_eq!(says(), *expected, "{mode}");
                }
            }
        }
        archive(&server, Some("ACT"));
        for blocked in [true, false] {
            source.set_block("case", &codes(Some("BEW")), blocked).await.unwrap();
            assert_eq!(says()["code"], "ACT", "another code than was expected stays");
        }
        for gone in ["OVE", "VER"] {
            archive(&server, Some(gone));
            assert!(source.archive_codes("case", &keys).await.unwrap().is_empty(), "{gone}");
        }
    }
}

#[tokio::test]
async fn nothing_is_blocked_where_it_cannot_be() {
    let (_dir, server, source) = started("read").await;
    assert_eq!(source.archive_codes("case", &["Z1".to_owned()]).await.unwrap(), codes(Some("ACT")));
    let error = source.set_block("case", &codes(Some("ACT")), true).await.unwrap_err();
    assert!(matches!(error, SourceError::ReadOnly { .. }), "{error}");
    assert_eq!(object(&server, "zaken", "Z1")["archiefstatus"]["code"], "ACT");
    let (_dir, _server, source) = started("write").await;
    let error = source.set_block("email_address", &codes(None), true).await.unwrap_err();
    assert!(matches!(error, SourceError::Refused { .. }), "{error}");
}

/// Else the block that its system has yet to take in would come after.
#[tokio::test]
async fn a_block_is_not_lifted_while_it_is_on_its_way() {
    let dir = Dir::new();
    let mut all = world();
    deliver(&dir, &all);
    let source = dir.source(&files("orchestrate"));
    for blocked in [true, false] {
        let error = source.set_block("case", &codes(Some("ACT")), blocked).await.unwrap_err();
        assert!(matches!(error, SourceError::Waiting { .. }), "{error}");
        let out = dir.path().join("uit").read_dir().unwrap().next().unwrap().unwrap().path();
        let out: Value = serde_json::from_slice(&std::fs::read(out).unwrap()).unwrap();
        assert_eq!(out, json!([{"archiefstatus": {"code": "GEB"}, "id": "Z1"}]));
    }
    std::fs::remove_dir_all(dir.path().join("uit")).unwrap();
    all.get_mut("zaken").unwrap()[0]["archiefstatus"] = json!({"code": "GEB"});
    deliver(&dir, &all);
    source.set_block("case", &codes(Some("ACT")), true).await.unwrap();
    let error = source.set_block("case", &codes(Some("ACT")), false).await.unwrap_err();
    assert!(matches!(error, SourceError::Waiting { .. }), "{error}");
}

/// The mark that the system has yet to take in would come after.
#[tokio::test]
async fn a_mark_is_not_away_while_it_is_on_its_way() {
    let dir = Dir::new();
    let mut all = world();
    deliver(&dir, &all);
    let source = dir.source(&files("write"));
    source.apply(&work("case", Verb::Restrict, &["Z1"])).await.unwrap();
    let lift = work("case", Verb::Lift, &["Z1"]);
    assert_eq!(source.apply(&lift).await.unwrap().affected, 0);
    let error = source.verify(&lift).await.unwrap_err();
    assert!(matches!(error, SourceError::Waiting { .. }), "{error}");
    std::fs::remove_dir_all(dir.path().join("uit")).unwrap();
    all.get_mut("zaken").unwrap()[0]["archiefstatus"] = json!({"code": "GEB"});
    deliver(&dir, &all);
    assert_eq!(source.verify(&lift).await.unwrap().remaining, ["Z1"]);
}

#[tokio::test]
async fn what_was_destroyed_gets_no_other_mark() {
    let (_dir, server, source) = started("write").await;
    source.apply(&delete("case", &["Z1"])).await.unwrap();
    for verb in [Verb::Restrict, Verb::Lift] {
        let work = work("case", verb, &["Z1"]);
        assert_eq!(source.apply(&work).await.unwrap().affected, 0);
        assert_eq!(source.verify(&work).await.unwrap().absent, 1);
    }
    assert_eq!(object(&server, "zaken", "Z1")["archiefstatus"]["code"], "VER");
}

fn rectify(role: &str, values: &[(&str, &str)]) -> Verb {
    let values = values.iter().map(|(field, value)| ((*field).to_owned(), Sensitive::new((*value).to_owned())));
    Verb::Rectify { role: role.into(), values: values.collect(), permit: permit() }
}

#[tokio::test]
async fn a_value_becomes_another_in_the_form_that_stands_there() {
    let (_dir, server, source) = started("write").await;
    let fields = ["achternaam".to_owned(), "geboortedatum".to_owned()].into();
    let before = source.values("person", &["P1".into(), "weg".into()], "subject", &fields, &permit()).await.unwrap();
    let name = before["P1"]["achternaam"].open(&permit(), "test").clone();
    assert_eq!(Value::from(name), object(&server, "natuurlijk-personen", "P1")["achternaam"]);
    let step = work("person", rectify("subject", &[("achternaam", "Proefman"), ("birth_date", "1984-12-03")]), &["P1"]);
    let several = source.apply(&step).await.unwrap_err();
    assert!(several.to_string().contains("overlijdensdatum"), "{several}");
    let step =
        work("person", rectify("subject", &[("achternaam", "Proefman"), ("geboortedatum", "1984-12-03")]), &["P1"]);
    assert_eq!(source.verify(&step).await.unwrap().remaining, ["P1"]);
    assert_eq!((source.apply(&step).await.unwrap().affected, source.verify(&step).await.unwrap().absent), (1, 1));
    assert_eq!(source.apply(&step).await.unwrap().affected, 0);
    let person = object(&server, "natuurlijk-personen", "P1");
    assert_eq!((&person["achternaam"], &person["geboortedatum"]), (&json!("Proefman"), &json!("1984-12-03")));
    let rent = work("tenancy_contract", rectify("subject", &[("brutohuur", "600.5")]), &["H1"]);
    source.apply(&rent).await.unwrap();
    assert_eq!(object(&server, "huurovereenkomsten", "H1")["brutohuur"], json!(600.5), "a number stays one");
}

#[tokio::test]
async fn what_does_not_fit_or_is_not_of_the_person_is_not_changed() {
    let (_dir, server, source) = started("write").await;
    let wrong = [("geboortedatum", "12 maart"), ("customer_number", "R9"), ("verzonnen", "x"), ("id", "P9")];
    for (field, value) in wrong {
        let step = work("person", rectify("subject", &[("achternaam", "Ander"), (field, value)]), &["P1"]);
        assert!(matches!(source.apply(&step).await, Err(SourceError::Refused { .. })), "{field}");
    }
    assert_ne!(object(&server, "natuurlijk-personen", "P1")["achternaam"], "Ander");
    let (_dir, _server, source) = started("orchestrate").await;
    let step = work("person", rectify("subject", &[("achternaam", "Ander")]), &["P1"]);
    assert!(matches!(source.apply(&step).await, Err(SourceError::ReadOnly { .. })));
}

#[tokio::test]
async fn a_person_waits_for_the_records_about_them() {
    let (_dir, server, source) = started("write").await;
    assert!(source.waits_for_others("person"));
    let work = delete("person", &["P3"]);
    source.apply(&work).await.unwrap();
    assert_eq!(source.verify(&work).await.unwrap().not_due, ["P3"], "his contract is still there");
    for (class, key) in
        [("tenancy_contract", "H9"), ("phone_number", "C4"), ("address", "A2"), ("case", "Z1"), ("document", "D1")]
    {
        source.apply(&delete(class, &[key])).await.unwrap();
    }
    source.apply(&work).await.unwrap();
    assert_eq!(source.verify(&work).await.unwrap().absent, 1);
    assert_eq!(object(&server, "natuurlijk-personen", "P3")["achternaam"], Value::Null);
    assert_eq!(object(&server, "relatierollen", "L3")["relatie"], Value::Null, "the role goes with the person");
    assert_ne!(object(&server, "relatierollen", "L1")["relatie"], Value::Null, "that of another stays");
    assert_eq!(object(&server, "adressen", "V2")["straatnaam"], "Proefweg", "a home is of nobody in particular");
}

/// A role may be of two: then it goes with either of them.
#[tokio::test]
async fn the_roles_of_a_person_go_along() {
    let (_dir, server, source) = started("write").await;
    server.system().data.get_mut("natuurlijk-personen").unwrap()[1]["rollen"] = json!([{"id": "L1"}]);
    let keys = ["P1", "P3", "weg"].map(str::to_owned);
    let along = |with: &str, key: &str, subjects: &[&str]| Along {
        with: with.into(),
        class: "role".into(),
        key: key.into(),
        subjects: subjects.iter().map(|person| (*person).to_owned()).collect(),
    };
    let found = source.along("person", &keys).await.unwrap();
    assert_eq!(found, [along("P1", "L1", &["P1", "P2"]), along("P3", "L3", &["P3"])]);
    assert!(source.along("case", &keys).await.unwrap().is_empty());
}

#[tokio::test]
async fn a_term_that_moved_leaves_the_record_alone() {
    let (_dir, server, source) = started("write").await;
    let ended = rule(&["email"], "tenancy_ended", "2020-12-31");
    let work = Work { still: Some(ended), ..delete("email_address", &["C1", "C2"]) };
    server.system().data.get_mut("relatierollen").unwrap()[0]["einddatum"] = Value::Null;
    assert_eq!(source.apply(&work).await.unwrap().affected, 1);
    let verified = source.verify(&work).await.unwrap();
    assert_eq!((verified.absent, verified.not_due.as_slice()), (1, &["C1".to_owned()][..]));
}

#[tokio::test]
async fn the_owner_is_asked_and_only_a_fresh_read_counts() {
    let (_dir, server, source) = started("orchestrate").await;
    let step = delete("case", &["Z1"]);
    assert_eq!(source.apply(&step).await.unwrap().affected, 0);
    let case = object(&server, "zaken", "Z1");
    assert_eq!((&case["archiefnominatie"]["code"], &case["omschrijving"]), (&json!("VER"), &json!("Muziek tot laat")));
    assert_eq!(source.verify(&step).await.unwrap().remaining, ["Z1"]);
    server.system().data.get_mut("zaken").unwrap().clear();
    assert_eq!(source.verify(&step).await.unwrap().absent, 1);
    let (_dir, _server, source) = started("read").await;
    assert!(matches!(source.apply(&step).await, Err(SourceError::ReadOnly { .. })));
    assert!(matches!(source.apply(&work("case", Verb::Restrict, &["Z1"])).await, Err(SourceError::ReadOnly { .. })));
}

#[tokio::test]
async fn a_change_in_a_file_is_done_when_the_next_delivery_shows_it() {
    let dir = Dir::new();
    let mut all = world();
    deliver(&dir, &all);
    let source = dir.source(&files("write"));
    let work = delete("case", &["Z1"]);
    assert_eq!(source.apply(&work).await.unwrap().affected, 1);
    assert_eq!(source.apply(&work).await.unwrap().affected, 0, "it waits already");
    let written = dir.path().join("uit").read_dir().unwrap().map(|entry| entry.unwrap().path()).collect::<Vec<_>>();
    assert_eq!(written.len(), 1);
    let out: Value = serde_json::from_slice(&std::fs::read(&written[0]).unwrap()).unwrap();
    assert_eq!(out, json!([{"id": "Z1", "omschrijving": null}]), "not marked as destroyed before it is");
    let error = source.verify(&work).await.unwrap_err();
    assert!(matches!(error, SourceError::Waiting { .. }), "{error}");
    // The system takes the file in and delivers again.
    std::fs::remove_file(&written[0]).unwrap();
    all.get_mut("zaken").unwrap()[0]["omschrijving"] = Value::Null;
    deliver(&dir, &all);
    assert_eq!(source.verify(&work).await.unwrap().remaining, ["Z1"], "empty but not marked");
    source.apply(&work).await.unwrap();
    let out: Value = serde_json::from_slice(&std::fs::read(&written[0]).unwrap()).unwrap();
    assert_eq!(out, json!([{"archiefstatus": {"code": "VER"}, "id": "Z1"}]));
    std::fs::remove_file(&written[0]).unwrap();
    all.get_mut("zaken").unwrap()[0]["archiefstatus"] = json!({"code": "VER"});
    deliver(&dir, &all);
    assert_eq!(source.verify(&work).await.unwrap().absent, 1);
}

#[tokio::test]
async fn without_a_folder_for_changes_nothing_is_changed() {
    let dir = Dir::new();
    deliver(&dir, &world());
    let source = dir.source(&files("write").replace(" outgoing: uit,", ""));
    let error = source.apply(&delete("case", &["Z1"])).await.unwrap_err();
    assert!(matches!(error, SourceError::Refused { .. }) && error.to_string().contains("outgoing"), "{error}");
}
