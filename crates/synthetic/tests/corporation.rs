//! The corporation is the same every time, holds what it says, and breaks no promise unasked.

mod support;

use std::collections::BTreeSet;

use gestand_documents::bsn::{certain_bsns, looks_like_bsn};
use gestand_synthetic::{Error, generate};
use jiff::ToSpan;
use support::{TODAY, dump, files, make, open, options, texts};

#[tokio::test]
async fn the_same_seed_gives_the_same_corporation() {
    let (one, first) = make("same-1", &options(300, 7)).await;
    let (two, second) = make("same-2", &options(300, 7)).await;
    let (three, _) = make("other", &options(300, 8)).await;
    assert_eq!(first, second);
    assert_eq!(dump(&one).await, dump(&two).await);
    assert_ne!(dump(&one).await, dump(&three).await);
    let below = |folder: &support::Folder| {
        let root = folder.sources().join("documents");
        let strip =
            |(path, content): (std::path::PathBuf, Vec<u8>)| (path.strip_prefix(&root).unwrap().to_owned(), content);
        files(&root).into_iter().map(strip).collect::<Vec<_>>()
    };
    assert_eq!(below(&one), below(&two));
}

#[tokio::test]
async fn counts_are_those_of_the_database_and_the_disk() {
    let (folder, summary) = make("counts", &options(500, 1)).await;
    let mut conn = open(&folder).await;
    assert!((500..=501).contains(&summary.persons));
    assert_eq!(summary.records["natuurlijk_persoon"], summary.persons);
    for (table, count) in &summary.records {
        let found = texts(&mut conn, format!("SELECT CAST(COUNT(*) AS TEXT) FROM {table}")).await;
        assert_eq!(found, [count.to_string()], "{table}");
        assert!(*count > 0, "{table} is empty");
    }
    let below = |name: &str| files(&folder.sources().join(name)).len() as u64;
    assert_eq!(below("documents"), summary.documents);
    assert_eq!(below("cameras"), summary.segments);
    assert!(texts(&mut conn, "SELECT \"table\" FROM pragma_foreign_key_check".to_owned()).await.is_empty());
}

#[tokio::test]
async fn no_bsn_unless_it_is_planted() {
    let numbers = |text: &str| {
        let runs: Vec<String> = text.split(|c: char| !c.is_ascii_digit()).map(str::to_owned).collect();
        runs.into_iter().filter(|run| run.len() == 9 && looks_like_bsn(run)).count()
    };
    let (folder, _) = make("no-bsn", &options(1500, 3)).await;
    for row in dump(&folder).await {
        assert_eq!((numbers(&row), certain_bsns("", &row).len()), (0, 0), "{row}");
    }
    for (path, content) in files(&folder.sources()) {
        if path.extension().is_none_or(|end| end != "sqlite") {
            let text = format!("{} {}", path.file_name().unwrap().display(), String::from_utf8_lossy(&content));
            assert_eq!(certain_bsns("", &text).len(), 0, "{}", path.display());
        }
    }
    let planted = gestand_synthetic::Options { plant_bsn: true, ..options(1500, 3) };
    let (folder, _) = make("bsn", &planted).await;
    let rows = dump(&folder).await;
    let hits: Vec<&String> = rows.iter().filter(|row| !certain_bsns("", row).is_empty()).collect();
    assert_eq!(hits.len(), 1);
    assert!(hits[0].contains("contactmoment") && hits[0].contains("999999990"));
}

#[tokio::test]
async fn the_difficult_people_are_there() {
    let (folder, summary) = make("difficult", &options(0, 1)).await;
    let mut conn = open(&folder).await;
    assert_eq!(summary.known.len() as u64, summary.persons);
    let fenna = &summary.known[0];
    assert_eq!((fenna.name.as_str(), fenna.relation_number.as_str()), ("mevrouw Fenna Voorbeeld", "R000001"));
    assert_eq!((fenna.birth_date.to_string().as_str(), fenna.postcode.as_str()), ("1984-03-12", "1234 AB"));
    let numbers: BTreeSet<&str> = summary.known.iter().map(|person| person.relation_number.as_str()).collect();
    assert_eq!(numbers.len(), summary.known.len());
    for person in &summary.known {
        let sql = format!(
            "SELECT p.aanhef || ' ' || p.voornaam || coalesce(' ' || p.tussenvoegsels, '') || ' ' || p.achternaam \
             FROM natuurlijk_persoon p JOIN contactgegeven c ON c.relatie_id = p.id JOIN relatie_adres a ON a.relatie_id = p.id \
             WHERE p.id = {} AND p.relatienummer = '{}' AND c.waarde = '{}' AND a.postcode = '{}' AND p.geboortedatum = '{}'",
            person.id, person.relation_number, person.email, person.postcode, person.birth_date
        );
        assert_eq!(texts(&mut conn, sql).await, std::slice::from_ref(&person.name));
    }
    let some = [
        ("key 0", "SELECT '' FROM natuurlijk_persoon WHERE id = 0"),
        ("a link that is NULL", "SELECT '' FROM contactmoment WHERE relatie_id IS NULL"),
        ("a changed name", "SELECT '' FROM natuurlijk_persoon WHERE geslachtsnaam <> achternaam"),
        (
            "one e-mail address of two",
            "SELECT '' FROM contactgegeven WHERE soort = 'EMA' GROUP BY waarde HAVING COUNT(*) > 1",
        ),
        ("namesakes", "SELECT '' FROM natuurlijk_persoon GROUP BY voornaam, achternaam HAVING COUNT(*) > 1"),
        (
            "twins",
            "SELECT '' FROM natuurlijk_persoon GROUP BY voorletters, achternaam, geboortedatum HAVING COUNT(*) > 1",
        ),
        (
            "Fenna reported",
            "SELECT '' FROM overlastzaak WHERE betrokkene_id = 1 AND melder_id <> 1 AND einddatum IS NULL",
        ),
    ];
    for (what, sql) in some {
        assert!(!texts(&mut conn, sql.to_owned()).await.is_empty(), "{what}");
    }
}

/// For every event: something past its term, something due near today, and something in order.
#[tokio::test]
async fn there_is_something_due_for_every_event() {
    let (folder, _) = make("due", &options(2000, 42)).await;
    let mut conn = open(&folder).await;
    let events = [
        ("huurovereenkomst", "einddatum", 2),
        ("betaling", "huur_beeindigd_op", 8),
        ("inkomen", "daeb_vastgesteld_op", 0),
        ("inkomensbewijs", "accountantscontrole_op", 0),
        ("huurvoorstel", "afgerond_op", 0),
        ("huurachterstand", "voldaan_op", 5),
        ("inschrijving", "einddatum", 1),
        ("contactmoment", "substr(afgehandeld_op, 1, 10)", 2),
        ("onderhoudsverzoek", "gereed_op", 2),
        ("overlastzaak", "einddatum", 2),
        ("werknotitie", "afgesloten_op", 2),
        ("toegangspas", "ingeleverd_op", 2),
    ];
    for (table, column, years) in events {
        let limit = TODAY.saturating_sub(years.years());
        let soon = limit.saturating_add(31.days());
        for (what, test) in [("overdue", format!("{column} < '{limit}'")), ("in order", format!("{column} > '{soon}'"))]
        {
            let found = texts(&mut conn, format!("SELECT '' FROM {table} WHERE {test} LIMIT 1")).await;
            assert!(!found.is_empty(), "{table}.{column}: nothing {what}");
        }
        if !["betaling", "huurachterstand", "inkomensbewijs", "overlastzaak", "werknotitie"].contains(&table) {
            let near = format!("SELECT '' FROM {table} WHERE {column} BETWEEN '{limit}' AND '{soon}' LIMIT 1");
            assert!(!texts(&mut conn, near).await.is_empty(), "{table}.{column}: nothing near its term");
        }
    }
    let days: BTreeSet<String> = files(&folder.sources().join("cameras"))
        .iter()
        .map(|(path, _)| path.parent().unwrap().file_name().unwrap().display().to_string())
        .collect();
    assert_eq!(days.first().map(String::as_str), Some("2026-09-21"));
    assert_eq!(days.last().map(String::as_str), Some("2026-11-20"));
}

#[tokio::test]
async fn what_is_there_is_left_alone() {
    let (folder, _) = make("twice", &options(0, 1)).await;
    let before = files(&folder.sources());
    let again = generate(&folder.0, &options(0, 2), &mut |_, _, _| {}).await;
    assert!(matches!(&again, Err(Error::Exists(_))));
    assert!(again.unwrap_err().message().nl.contains("Er is niets veranderd"));
    assert_eq!(before, files(&folder.sources()));
}

#[tokio::test]
#[expect(clippy::disallowed_methods, reason = "only shown, never compared")]
async fn it_is_quick_and_tells_how_far_it_is() {
    let folder = support::Folder::new("quick");
    let mut stages: Vec<(String, u64, u64)> = Vec::new();
    let start = std::time::Instant::now();
    let mut progress = |stage: &str, done, total| stages.push((stage.to_owned(), done, total));
    let summary = generate(&folder.0, &options(2000, 1), &mut progress).await.unwrap();
    println!("2,000 persons in {:?}: {summary:#?}", start.elapsed());
    assert!(summary.documents + summary.segments < 2500);
    assert!(stages.iter().all(|(_, done, total)| done <= total));
    for stage in ["Mensen, huur en dossiers", "Indexen", "Camerabeelden"] {
        let last = stages.iter().rfind(|(name, ..)| name == stage).unwrap();
        assert_eq!(last.1, last.2, "{stage}");
    }
}
