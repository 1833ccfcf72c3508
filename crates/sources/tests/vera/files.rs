//! VERA as a delivery of files.

use gestand_sources::{HitKind, SourceError, SubjectQuery};
use serde_json::json;

use crate::common::{Dir, by_number, outline, permit, policy, rule, some, value};
use crate::records;
use crate::world::{OF_FENNA, deliver, files, world};

fn delivered() -> Dir {
    let dir = Dir::new();
    deliver(&dir, &world());
    dir
}

#[tokio::test]
async fn everything_about_a_person_is_found_over_every_way() {
    let dir = delivered();
    let source = dir.source(&files("read"));
    let records = records(&*source, "P1").await;
    assert_eq!(outline(&records), OF_FENNA);
    let subjects = |key: &str| records.iter().find(|record| record.key == key).unwrap().subjects.clone();
    assert_eq!(*subjects("H1"), ["P1", "P2"]);
    assert_eq!(*subjects("H2"), ["P1", "P2"], "a contract of a household is about its members");
    assert_eq!(*subjects("Z1"), ["P1", "P3"]);
    assert_eq!(value(&records, "address", "adres.postcode"), Some("1234 AB"));
    assert_eq!(value(&records, "tenancy_contract", "brutohuur"), Some("612.34"));
    let contract = records.iter().find(|record| record.key == "H1").unwrap();
    assert_eq!(contract.events["tenancy_ended"], "2020-01-31".parse().unwrap(), "the day it was in the Netherlands");
}

#[tokio::test]
async fn unknown_fields_are_kept_and_told() {
    let dir = delivered();
    let source = dir.source(&files("read"));
    let records = records(&*source, "P1").await;
    let person = records.iter().find(|record| record.class == "person").unwrap();
    for field in ["huisdier", "extra-attributen"] {
        let value = person.values.iter().find(|value| value.field.name == field).unwrap();
        assert!(value.field.free_text && value.field.item.is_none(), "{field} must be read by a person");
    }
    let shoe = value(&records, "person", "extra-attributen").unwrap();
    assert!(shoe.contains("schoenmaat") && shoe.contains("39"), "{shoe}");
    let findings = source.check(&policy()).await.unwrap();
    let unknown: Vec<&str> =
        findings.iter().filter(|finding| finding.code == "S0030").map(|finding| finding.place.as_str()).collect();
    assert_eq!(unknown, ["person.extra-attributen", "person.huisdier", "phone_number.nieuwVeld"]);
    let nobody: Vec<&str> =
        findings.iter().filter(|finding| finding.code == "S0033").map(|finding| finding.place.as_str()).collect();
    assert_eq!(nobody, ["authentic_data.subjects"], "Q2 leads to nobody");
}

#[tokio::test]
async fn namesakes_and_shared_addresses_are_never_merged() {
    let dir = delivered();
    let source = dir.source(&files("read"));
    let find = async |query: SubjectQuery| {
        let found = source.find(&query, &permit()).await.unwrap();
        found.iter().map(|one| (one.key.clone(), one.score)).collect::<Vec<_>>()
    };
    assert_eq!(find(by_number("R1")).await, [("P1".to_owned(), 100)]);
    let mail = find(SubjectQuery { email: some("SAMEN@example.nl "), ..Default::default() }).await;
    assert_eq!(mail, [("P1".to_owned(), 79), ("P2".to_owned(), 79)], "a shared address makes nobody sure");
    let name = find(SubjectQuery { name: some("Ruben Proef"), ..Default::default() }).await;
    assert_eq!(name.iter().map(|(key, _)| key.as_str()).collect::<Vec<_>>(), ["P2", "P3"]);
    let born = SubjectQuery { name: some("R. Proef"), birth_date: some("1980-08-08"), ..Default::default() };
    assert_eq!(find(born).await, [("P3".to_owned(), 80)]);
    let listed = find(SubjectQuery { phone: some("0031101234567"), ..Default::default() }).await;
    assert_eq!(listed, [("P3".to_owned(), 79)], "a number alone makes nobody sure");
    let place = SubjectQuery { name: some("Ruben Proef"), postcode: some("4321ba"), ..Default::default() };
    assert_eq!(find(place).await, [("P3".to_owned(), 55)]);
    let found = source.find(&by_number("R1"), &permit()).await.unwrap();
    assert_eq!(found[0].display.open(&permit(), "test"), "Fenna Voorbeeld, Proefstad");
}

#[tokio::test]
async fn a_document_comes_with_its_bytes() {
    let dir = delivered();
    let source = dir.source(&files("read"));
    let records = records(&*source, "P2").await;
    let document = records.iter().find(|record| record.key == "D2").unwrap().document.clone().unwrap();
    assert_eq!(
        (document.name.as_str(), document.media_type.as_str(), document.bytes),
        ("contract.txt", "text/plain", 10)
    );
    let bytes = source.read_document("D2", &permit()).await.unwrap().unwrap();
    assert_eq!(bytes.open(&permit(), "test").as_slice(), b"Huldr huur");
    assert!(source.read_document("D1", &permit()).await.unwrap().is_none());
}

#[tokio::test]
async fn a_delivery_that_is_not_whole_is_an_error() {
    let dir = delivered();
    let source = dir.source(&files("read"));
    let whole = std::fs::read(dir.path().join("levering/zaken.json")).unwrap();
    for end in [0, 1, whole.len() / 2, whole.len() - 1] {
        dir.write("levering/zaken.json", &whole[..end]);
        let error = source.all_records("P1", &permit()).await.unwrap_err();
        assert!(matches!(&error, SourceError::Read { place, .. } if place == "zaken"), "{error}");
        assert!(!error.to_string().contains("Muziek"), "{error}");
    }
    std::fs::remove_file(dir.path().join("levering/zaken.json")).unwrap();
    let error = source.all_records("P1", &permit()).await.unwrap_err();
    assert!(error.to_string().contains("skip"), "a file that did not come is not empty: {error}");
    let skipping = format!("{}skip: [zaken, zaakrollen]\n", files("read"));
    assert!(!outline(&records(&*dir.source(&skipping), "P1").await).contains(&"case Z1 reporter".to_owned()));
    std::fs::remove_dir_all(dir.path().join("levering")).unwrap();
    let error = source.find(&by_number("R1"), &permit()).await.unwrap_err();
    assert!(matches!(error, SourceError::Unreachable { .. }), "{error}");
}

#[tokio::test]
async fn parts_of_a_file_and_many_records_are_all_read() {
    let dir = delivered();
    let mut all = world();
    let many: Vec<_> = (0..1200)
        .map(|n| json!({"id": format!("M{n}"), "relaties": [{"id": if n % 3 == 0 { "P1" } else { "P2" }}], "onderwerp": "x"}))
        .collect();
    all.insert("contactmomenten".into(), many[..700].to_vec());
    deliver(&dir, &all);
    std::fs::rename(
        dir.path().join("levering/contactmomenten.json"),
        dir.path().join("levering/contactmomenten-001.json"),
    )
    .unwrap();
    dir.write("levering/contactmomenten-002.json", json!(many[700..]).to_string());
    let source = dir.source(&files("read"));
    let records = records(&*source, "P1").await;
    assert_eq!(records.iter().filter(|record| record.class == "contact_moment").count(), 400);
    let mut keys = Vec::new();
    loop {
        let after = keys.last().cloned();
        let page = source.keys("contact_moment", after.as_deref(), 499).await.unwrap();
        if page.is_empty() {
            break;
        }
        keys.extend(page);
    }
    assert_eq!(keys.len(), 1200);
    assert!(keys.is_sorted());
}

#[tokio::test]
async fn records_without_key_or_with_a_shared_key_stop_the_answer() {
    let dir = delivered();
    for (wrong, told) in [
        (json!([{"waarde": "x"}]), "without a key"),
        (json!([{"id": null}]), "without a key"),
        (json!([{"id": ""}]), "without a key"),
        (json!([{"id": "C1", "idAdministratie": "01"}, {"id": "C1", "idAdministratie": "02"}]), "share one id"),
    ] {
        dir.write("levering/contactgegevens.json", wrong.to_string());
        let error = dir.source(&files("read")).all_records("P1", &permit()).await.unwrap_err();
        assert!(error.to_string().contains(told), "{wrong}: {error}");
    }
    dir.write(
        "levering/contactgegevens.json",
        json!([{"id": 0, "soort": {"code": "EMA"}, "relatie": {"id": "P1"}, "waarde": "a@example.nl"}]).to_string(),
    );
    let found = records(&*dir.source(&files("read")), "P1").await;
    assert!(outline(&found).contains(&"email_address 0 subject".to_owned()), "a zero is a key");
}

#[tokio::test]
async fn due_follows_the_roles_of_all_persons() {
    let dir = delivered();
    let source = dir.source(&files("read"));
    let items = ["email", "phone", "social_media_name"];
    let contacts = rule(&items, "tenancy_ended", "2020-12-31");
    let due = source.due(&contacts).await.unwrap();
    let outline: Vec<(String, u64)> = due.iter().map(|due| (due.class.clone(), due.count)).collect();
    // The other Ruben still rents: his number stays. C4 only he lists.
    assert_eq!(outline, [("email_address".into(), 2), ("other_contact".into(), 1), ("phone_number".into(), 1)]);
    let first = source.due_keys(&contacts, "email_address", None, 1).await.unwrap();
    let second = source.due_keys(&contacts, "email_address", Some(&first[0].key), 1).await.unwrap();
    assert_eq!((first[0].key.as_str(), second[0].key.as_str()), ("C1", "C2"));
    assert_eq!(*second[0].subjects, ["P2"]);
    assert!(source.due_keys(&contacts, "email_address", Some("C2"), 1).await.unwrap().is_empty());
    let before = rule(&items, "tenancy_ended", "2020-01-30");
    let due = source.due(&before).await.unwrap();
    assert_eq!(
        due.iter().map(|due| due.class.as_str()).collect::<Vec<_>>(),
        ["email_address"],
        "only the first Ruben's"
    );
}

#[tokio::test]
async fn numbers_are_found_and_not_shown() {
    let dir = delivered();
    let mut all = world();
    all.get_mut("natuurlijk-personen").unwrap()[0]["bsn"] = json!("999999990");
    all.get_mut("huurovereenkomsten").unwrap()[0]["code"] = json!("999999990");
    all.get_mut("zaken").unwrap()[0]["toelichting"] = json!("zijn BSN is 111222333");
    deliver(&dir, &all);
    let source = dir.source(&files("read"));
    let hits = source.scan_identification_numbers().await.unwrap();
    let told: Vec<_> = hits.iter().map(|hit| (hit.class.as_str(), hit.field.as_str(), hit.count, hit.kind)).collect();
    assert_eq!(told, [("person", "bsn", 1, HitKind::Number), ("case", "toelichting", 1, HitKind::Number)]);
    assert!(!format!("{hits:?}").contains("999999990"));
}
