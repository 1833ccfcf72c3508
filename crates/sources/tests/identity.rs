//! One person over a database of each kind, a folder and a mailbox: who is proposed together, and who never is.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod common;

use common::engine::{Db, Engine};
use common::*;
use gestand_sources::{Everyone, Person, Sources, SubjectQuery, everywhere};

const HOUSE: &str = "
CREATE TABLE persoon (id INTEGER PRIMARY KEY, nummer TEXT, voornaam TEXT, tussen TEXT, achternaam TEXT, geboren TEXT,
  email TEXT, telefoon TEXT, postcode TEXT);
INSERT INTO persoon VALUES
  (1, 'R1', 'Fenna', 'van der', 'Voort', '1984-03-12', 'fenna@voort.example', '06-12345678', '1234 AB'),
  (2, 'R2', 'Anna', '', 'Bakker', '1990-05-05', 'gezin@bakker.example', '', '2000AA'),
  (3, 'R3', 'Emma', '', 'Bakker', '1990-05-05', 'gezin@bakker.example', '', '2000AA'),
  (4, 'R4', 'S.', '', 'Proef', '1991-01-01', '', '', '2100AA'),
  (5, 'R5', 'S.', '', 'Proef', '1991-01-01', '', '', '2100AA'),
  (6, 'R6', 'Jan', '', 'Smit', '1950-01-01', 'smit@example.example', '', '3000AA'),
  (7, 'R7', 'Jan', '', 'Smit', '1980-01-01', 'smit@example.example', '', '3000AA'),
  (8, 'R8', 'Karel', '', 'Kok', '1970-01-01', 'samen@kokmol.example', '', '4000AA'),
  (9, 'R9', 'Lies', '', 'Mol', '1971-01-01', 'samen@kokmol.example', '', '4000AA'),
  (10, 'R10', 'Mila', '', 'Jansen', '1985-07-07', 'mila@example.example', '', '5000AA'),
  (11, 'R11', 'Noor', '', 'Dubbel', '1970-02-02', 'noor@dubbel.example', '', '6000AA'),
  (12, 'R12', 'Noor', '', 'Dubbel', '1970-02-02', '', '', '6000AA'),
  (13, 'R13', 'Oskar', 'den', 'Ouden', NULL, '', '', '7000AA');
";

const PORTAL: &str = "
CREATE TABLE klant (id INTEGER PRIMARY KEY, naam VARCHAR(200), geboren DATE, email VARCHAR(200), telefoon VARCHAR(200));
INSERT INTO klant VALUES (1, 'Fënna', '1984-03-12', 'prive@voort.example', '+31 6 12 34 56 78'),
  (2, 'S. Proef', '1991-01-01', NULL, NULL), (3, 'Mila de Vries', '1985-07-07', 'mila@example.example', NULL),
  (4, 'Lies Mol', NULL, 'samen@kokmol.example', NULL), (5, 'Jan Smit', NULL, 'smit@example.example', NULL),
  (6, NULL, NULL, 'samen@kokmol.example', NULL);
UPDATE klant SET naam = 'Fënna van der Voort' WHERE id = 1;
";

const HOUSE_ANNOTATION: &str = "
source: primary
label: Primair systeem
kind: sqlite
mode: read
path: primary.sqlite
person: {table: persoon, key: [id], relation_number: nummer, name: [voornaam, tussen, achternaam], birth_date: geboren,
  email: email, phone: telefoon, postcode: postcode}
classes: {person: {label: Persoon, table: persoon, key: [id], subjects: [{role: subject, path: []}], columns: {}}}
";

const PORTAL_ANNOTATION: &str = "
source: portal
label: Portaal
kind: postgres
mode: read
url_file: url
person: {table: klant, key: [id], name: [naam], birth_date: geboren, email: email, phone: telefoon}
classes: {account: {label: Account, table: klant, key: [id], subjects: [{role: subject, path: []}], columns: {}}}
";

const DOCUMENTS: &str = "
source: documents
label: Documenten
kind: folder
mode: read
root: documents
classes: {letter: {label: Brief, pattern: '{relation_number}/{title}.txt', items: [correspondence]}}
";

const POST: &str = "
source: post
label: Postvak
kind: mail
mode: read
own_domains: [corporatie.example]
classes: {mail: {label: E-mail, files: post, item: correspondence}}
";

/// The sources; `None` where there is no PostgreSQL and there need not be.
async fn house() -> Option<(Dir, Db, Sources)> {
    let db = Db::new(Engine::Postgres).await?;
    db.sql(PORTAL).await;
    let dir = Dir::new();
    dir.sql(HOUSE).await;
    dir.write("url", &db.url);
    let files =
        [("primary", HOUSE_ANNOTATION), ("portal", PORTAL_ANNOTATION), ("documents", DOCUMENTS), ("post", POST)];
    for (name, text) in files {
        dir.write(&format!("{name}.yaml"), text);
    }
    for number in ["R1", "R11", "R12", "R3"] {
        dir.write(&format!("documents/{number}/brief.txt"), "een brief");
    }
    let mail = |from: &str| format!("From: {from}\nTo: huur@corporatie.example\nSubject: x\n\nEen vraag.\n");
    dir.write("post/1.eml", mail("Fenna <prive@voort.example>"));
    dir.write("post/2.eml", mail("Lies Mol <samen@kokmol.example>"));
    dir.write("post/3.eml", mail("gezin@bakker.example"));
    let sources = Sources::open(dir.path(), &reader()).unwrap();
    Some((dir, db, sources))
}

fn who(name: &str, birth_date: Option<&str>, email: Option<&str>, number: Option<&str>) -> SubjectQuery {
    SubjectQuery {
        name: some(name),
        birth_date: birth_date.and_then(some),
        email: email.and_then(some),
        relation_number: number.and_then(some),
        ..SubjectQuery::default()
    }
}

async fn ask(sources: &Sources, query: SubjectQuery) -> Everyone {
    let found = everywhere(sources, &query, &permit()).await;
    assert!(found.failed.is_empty(), "{:?}", found.failed);
    found
}

/// `source:key` of everyone in a person.
fn outline(person: &Person) -> Vec<String> {
    let name = |key: &str| if key.starts_with("a:") { "adres".to_owned() } else { key.to_owned() };
    let mut all: Vec<_> = person.candidates.iter().map(|one| format!("{}:{}", one.source, name(&one.key))).collect();
    all.sort();
    all
}

fn of<'e>(found: &'e Everyone, member: &str) -> &'e Person {
    let has = |person: &&Person| outline(person).contains(&member.to_owned());
    found.people.iter().find(has).unwrap_or_else(|| panic!("{member}"))
}

fn alone(person: &Person, member: &str) {
    assert_eq!(outline(person), [member]);
}

#[tokio::test]
async fn one_person_is_found_over_all_sources() {
    let Some((_dir, db, sources)) = house().await else { return };
    // Number, telephone, then the address that only the portal knows: each leads further. Accents and "van der" are no
    // difference.
    let found = ask(&sources, who("Fenna van der Voort", Some("1984-03-12"), None, Some("R1"))).await;
    let fenna = &found.people[0];
    assert_eq!(outline(fenna), ["documents:R1", "portal:1", "post:adres", "primary:1"]);
    assert_eq!(fenna.because, ["birth_date", "email", "name", "phone", "relation_number"]);
    assert!(!fenna.alike);
    assert_eq!(found.people.len(), 1, "{:?}", found.people);
    db.close().await;
}

#[tokio::test]
async fn twins_are_two() {
    let Some((_dir, db, sources)) = house().await else { return };
    let found = ask(&sources, who("Anna Bakker", Some("1990-05-05"), Some("gezin@bakker.example"), None)).await;
    alone(of(&found, "primary:2"), "primary:2");
    assert_eq!(of(&found, "primary:3").candidates[0].differs, ["name"]);
    assert!(of(&found, "primary:2").candidates[0].score > of(&found, "primary:3").candidates[0].score);
    // A message of the address they share is of neither: it fits with both.
    let mail = of(&found, "post:adres");
    alone(mail, "post:adres");
    assert!(mail.alike && mail.candidates[0].score < 80);
    // With equal initials nobody is sure, and the account that could be of either is left by itself.
    let found = ask(&sources, who("Sara Proef", Some("1991-01-01"), None, None)).await;
    for member in ["primary:4", "primary:5", "portal:2"] {
        let one = of(&found, member);
        alone(one, member);
        assert!(one.alike, "{member}");
    }
    assert!(of(&found, "primary:4").candidates[0].score < 80);
    db.close().await;
}

#[tokio::test]
async fn father_and_son_with_one_name_are_two() {
    let Some((_dir, db, sources)) = house().await else { return };
    let found = ask(&sources, who("Jan Smit", Some("1980-01-01"), Some("smit@example.example"), None)).await;
    assert_eq!(of(&found, "primary:6").candidates[0].differs, ["birth_date"]);
    assert!(of(&found, "primary:7").candidates[0].score >= 80);
    // The account without a day of birth may be of either: it does not go along with the father.
    assert!(!outline(of(&found, "primary:6")).contains(&"portal:5".to_owned()));
    // Without a day of birth neither is likelier.
    let found = ask(&sources, who("Jan Smit", None, Some("smit@example.example"), None)).await;
    for member in ["primary:6", "primary:7"] {
        let one = of(&found, member);
        alone(one, member);
        assert!(one.alike && one.candidates[0].score < 80, "{member}");
    }
    assert!(of(&found, "portal:5").alike);
    db.close().await;
}

#[tokio::test]
async fn a_couple_with_one_address_is_two() {
    let Some((_dir, db, sources)) = house().await else { return };
    let found = ask(&sources, who("Lies Mol", None, Some("samen@kokmol.example"), None)).await;
    let lies = of(&found, "primary:9");
    assert_eq!(outline(lies), ["portal:4", "post:adres", "primary:9"]);
    assert_eq!(lies.because, ["email"]);
    let karel = of(&found, "primary:8");
    alone(karel, "primary:8");
    assert_eq!(
        (karel.candidates[0].matched.as_slice(), karel.candidates[0].differs.as_slice()),
        (&["email"][..], &["name"][..])
    );
    // An account with only the address is of nobody in particular, and not sure.
    let nameless = of(&found, "portal:6");
    assert!(nameless.alike && nameless.candidates[0].score < 80);
    alone(nameless, "portal:6");
    db.close().await;
}

#[tokio::test]
async fn who_married_is_found_under_the_old_name() {
    let Some((_dir, db, sources)) = house().await else { return };
    let found = ask(&sources, who("Mila de Vries", Some("1985-07-07"), Some("mila@example.example"), None)).await;
    let mila = of(&found, "primary:10");
    assert_eq!(outline(mila), ["portal:3", "primary:10"]);
    let old = mila.candidates.iter().find(|one| one.source == "primary").unwrap();
    assert_eq!(old.differs, ["family_name"], "it is shown that the name differs");
    db.close().await;
}

#[tokio::test]
async fn two_numbers_of_one_person_are_two_proposals() {
    let Some((_dir, db, sources)) = house().await else { return };
    let found = ask(&sources, who("Noor Dubbel", Some("1970-02-02"), None, None)).await;
    for (number, member) in [("R11", "primary:11"), ("R12", "primary:12")] {
        let one = of(&found, member);
        assert!(one.alike && one.candidates.iter().all(|one| one.score < 80), "{number}");
    }
    // Asked by one number, the other still is shown: an officer may choose both.
    let found = ask(&sources, who("Noor Dubbel", Some("1970-02-02"), None, Some("R11"))).await;
    assert_eq!(outline(of(&found, "primary:11")), ["documents:R11", "primary:11"]);
    assert!(outline(of(&found, "primary:12")).contains(&"primary:12".to_owned()));
    db.close().await;
}

#[tokio::test]
async fn without_a_day_of_birth_a_name_alone_is_not_sure() {
    let Some((_dir, db, sources)) = house().await else { return };
    let found = ask(&sources, who("O. den Ouden", None, None, None)).await;
    assert!(of(&found, "primary:13").candidates[0].score < 80);
    let mut query = who("Oskar Ouden", Some("1960-01-01"), None, None);
    query.postcode = some("7000 aa");
    let found = ask(&sources, query).await;
    assert!(of(&found, "primary:13").candidates[0].score < 80);
    db.close().await;
}

#[tokio::test]
async fn a_source_that_is_down_is_told() {
    let Some((dir, db, sources)) = house().await else { return };
    std::fs::rename(dir.path().join("post"), dir.path().join("weg")).unwrap();
    let query = who("Fenna van der Voort", Some("1984-03-12"), Some("fenna@voort.example"), Some("R1"));
    let found = everywhere(&sources, &query, &permit()).await;
    assert_eq!(found.failed.iter().map(|(id, _)| id.as_str()).collect::<Vec<_>>(), ["post"]);
    assert_eq!(outline(&found.people[0]), ["documents:R1", "portal:1", "primary:1"]);
    db.close().await;
}
