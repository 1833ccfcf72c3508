//! What a folder and a bucket must do alike.

use gestand_sources::{SourceError, Verb, VerbKind, Work};

use crate::common::{by_number, outline, permit, policy, rule};
use crate::world::{World, work};

const HUUR: &str = "contracten/R1/huur-2020-01-31.txt";

#[tokio::test]
async fn a_person_is_their_relation_number() {
    for World { name, source, dir: _dir, .. } in World::both().await {
        let found = source.find(&by_number("R1"), &permit()).await.unwrap();
        assert_eq!((found.len(), found[0].key.as_str(), found[0].score), (1, "R1", 100), "{name}");
        assert!(source.find(&by_number("R"), &permit()).await.unwrap().is_empty());
        let records = source.all_records("R1", &permit()).await.unwrap();
        assert_eq!(
            outline(&records),
            [
                "contract_document contracten/R1/bijlage-2024-01-31.pdf subject",
                "contract_document contracten/R1/huur-2020-01-31.txt subject",
                "letter brieven/R1/brief.txt subject"
            ],
            "{name}"
        );
        let contract = records.iter().find(|record| record.key == HUUR).unwrap();
        assert_eq!(contract.events["contract_signed"].to_string(), "2020-01-31");
        assert_eq!(contract.document.as_ref().unwrap().bytes, 12);
        let bytes = source.read_document(HUUR, &permit()).await.unwrap().unwrap();
        assert_eq!(bytes.open(&permit(), "test").as_slice(), b"een contract");
        assert!(source.read_document("brieven/R1/weg.txt", &permit()).await.unwrap().is_none());
        assert!(source.check(&policy()).await.unwrap().is_empty(), "{name}");
    }
}

#[tokio::test]
async fn many_files_come_in_pages_and_none_twice() {
    for world in World::both().await {
        for number in 0..1100 {
            world.put(&format!("brieven/R5/brief{number}.txt"), "x");
        }
        let first = world.source.records("R5", None, &permit()).await.unwrap();
        assert_eq!(first.records.len(), 500, "{}", world.name);
        let mut keys: Vec<_> = first.records.into_iter().map(|record| record.key).collect();
        let mut next = first.next;
        while let Some(from) = next {
            let page = world.source.records("R5", Some(&from), &permit()).await.unwrap();
            keys.extend(page.records.into_iter().map(|record| record.key));
            next = page.next;
        }
        let mut once = keys.clone();
        once.sort();
        once.dedup();
        assert_eq!((keys.len(), once.len()), (1100, 1100), "{}", world.name);
        let mut listed: Vec<String> = Vec::new();
        loop {
            let page = world.source.keys("letter", listed.last().map(String::as_str), 7).await.unwrap();
            if page.is_empty() {
                break;
            }
            listed.extend(page);
        }
        once.insert(0, "brieven/R1/brief.txt".into());
        assert_eq!(listed, once, "{}", world.name);
    }
}

#[tokio::test]
async fn what_is_due_goes_once_and_is_looked_for_again() {
    for world in World::both().await {
        let source = &world.source;
        world.put("contracten/R3/x-2019-05-05.pdf", "x");
        let signed = rule(&["tenancy_contract"], "contract_signed", "2020-01-31");
        let due = source.due(&signed).await.unwrap();
        let days = (due[0].oldest.unwrap().to_string(), due[0].newest.unwrap().to_string());
        assert_eq!(
            (due.len(), due[0].count, days),
            (1, 3, ("2019-05-05".into(), "2020-01-31".into())),
            "{}",
            world.name
        );
        let first = source.due_keys(&signed, "contract_document", None, 2).await.unwrap();
        let rest = source.due_keys(&signed, "contract_document", Some(&first[1].key), 2).await.unwrap();
        let keys: Vec<&str> = first.iter().chain(&rest).map(|due| due.key.as_str()).collect();
        assert_eq!(keys, [HUUR, "contracten/R12/huur-2020-01-31.txt", "contracten/R3/x-2019-05-05.pdf"]);
        assert_eq!(first[1].subjects, ["R12"]);
        // One that is not due is asked for too.
        let all = [&keys[..], &["contracten/R1/bijlage-2024-01-31.pdf"]].concat();
        let step = Work { still: Some(signed), ..work(Verb::Delete, "contract_document", &all) };
        assert_eq!(source.verify(&step).await.unwrap().remaining.len(), 3);
        assert_eq!(source.apply(&step).await.unwrap().affected, 3, "{}", world.name);
        assert_eq!(source.apply(&step).await.unwrap().affected, 0);
        let verified = source.verify(&step).await.unwrap();
        assert_eq!((verified.absent, verified.not_due.len(), verified.remaining.len()), (3, 1, 0));
        assert!(!world.has(HUUR) && world.has("contracten/R1/bijlage-2024-01-31.pdf"), "{}", world.name);
    }
}

#[tokio::test]
async fn a_restricted_file_lies_apart_until_it_is_lifted() {
    for world in World::both().await {
        let source = &world.source;
        let step = |verb| work(verb, "contract_document", &[HUUR]);
        assert_eq!(source.verify(&step(Verb::Restrict)).await.unwrap().remaining, [HUUR]);
        assert_eq!(source.apply(&step(Verb::Restrict)).await.unwrap().affected, 1, "{}", world.name);
        assert_eq!(source.apply(&step(Verb::Restrict)).await.unwrap().affected, 0);
        assert_eq!(source.verify(&step(Verb::Restrict)).await.unwrap().absent, 1);
        assert!(!world.has(HUUR) && world.has(&format!("quarantine/{HUUR}")), "{}", world.name);

        let records = source.all_records("R1", &permit()).await.unwrap();
        assert!(records.iter().any(|record| record.key == HUUR), "it still is the person's");
        assert!(source.read_document(HUUR, &permit()).await.unwrap().is_some());
        let signed = rule(&["tenancy_contract"], "contract_signed", "2020-01-31");
        let due = source.due_keys(&signed, "contract_document", None, 9).await.unwrap();
        assert_eq!(due.len(), 1, "what is restricted is not destroyed: {due:?}");
        let retention = Work { still: Some(signed), ..step(Verb::Delete) };
        assert_eq!(source.apply(&retention).await.unwrap().affected, 0);
        assert!(source.check(&policy()).await.unwrap().is_empty(), "{}", world.name);

        world.put(HUUR, "een ander");
        assert!(source.apply(&step(Verb::Lift)).await.is_err(), "nothing is written over");
        std::fs::remove_file(world.dir.path().join(if world.name == "folder" {
            format!("documents/{HUUR}")
        } else {
            format!("server/dossiers/documents/{HUUR}")
        }))
        .unwrap();
        assert_eq!(source.verify(&step(Verb::Lift)).await.unwrap().remaining, [HUUR]);
        assert_eq!(source.apply(&step(Verb::Lift)).await.unwrap().affected, 1);
        assert_eq!(source.verify(&step(Verb::Lift)).await.unwrap().absent, 1);
        assert!(world.has(HUUR) && !world.has(&format!("quarantine/{HUUR}")), "{}", world.name);

        // Erasure ends it wherever it lies.
        source.apply(&step(Verb::Restrict)).await.unwrap();
        assert_eq!(source.apply(&step(Verb::Delete)).await.unwrap().affected, 1);
        assert_eq!(source.verify(&step(Verb::Delete)).await.unwrap().absent, 1);
        assert!(!world.has(&format!("quarantine/{HUUR}")), "{}", world.name);
    }
}

#[tokio::test]
async fn what_a_file_cannot_be_is_refused_with_the_reason() {
    for world in World::both().await {
        for verb in [Verb::Anonymise, Verb::Clear { items: ["tenancy_contract".to_owned()].into() }] {
            let kind = verb.kind();
            assert!(matches!(world.source.supports("contract_document", kind), Err(SourceError::Refused { .. })));
            let refused = world.source.apply(&work(verb, "contract_document", &[HUUR])).await;
            assert!(matches!(refused, Err(SourceError::Refused { .. })), "{kind:?}");
        }
        assert!(world.source.supports("contract_document", VerbKind::Rectify).is_err());
        assert!(world.source.supports("contract_document", VerbKind::Restrict).is_ok());
        assert!(matches!(world.source.supports("los", VerbKind::Delete), Err(SourceError::UnknownClass { .. })));
        assert!(world.has(HUUR));
    }
}

#[tokio::test]
async fn paths_out_of_the_place_are_refused() {
    for world in World::both().await {
        world.dir.write("geheim/x-2020-01-31.txt", "geheim");
        for key in [
            "../geheim/x-2020-01-31.txt",
            "contracten/../../geheim/x-2020-01-31.txt",
            "/etc/passwd",
            "contracten/R1/",
            "contracten//huur-2020-01-31.txt",
            "quarantine/contracten/R1/huur-2020-01-31.txt",
        ] {
            let read = world.source.read_document(key, &permit()).await;
            assert!(matches!(read, Err(SourceError::BadKey { .. })), "{} {key}", world.name);
            let step = work(Verb::Delete, "contract_document", &[HUUR, key]);
            assert!(matches!(world.source.apply(&step).await, Err(SourceError::BadKey { .. })), "{key}");
        }
        for number in ["..", ".", "", "a/b", "R1/../R12"] {
            assert!(world.source.all_records(number, &permit()).await.unwrap().is_empty(), "{number}");
        }
        assert!(world.has(HUUR) && world.dir.path().join("geheim/x-2020-01-31.txt").exists());
    }
}

#[tokio::test]
async fn a_place_that_is_away_is_an_error() {
    for world in World::both().await {
        // The folder of the bucket too: the service has no such bucket then.
        for folder in ["documents", "server/dossiers"] {
            let _ = std::fs::remove_dir_all(world.dir.path().join(folder));
        }
        let signed = rule(&["tenancy_contract"], "contract_signed", "2020-01-31");
        let away = |error: &SourceError| matches!(error, SourceError::Unreachable { .. });
        assert!(away(&world.source.due(&signed).await.unwrap_err()), "{}", world.name);
        assert!(away(&world.source.find(&by_number("R1"), &permit()).await.unwrap_err()));
        let step = work(Verb::Delete, "contract_document", &[HUUR]);
        let verified = world.source.verify(&step).await;
        assert!(away(&verified.unwrap_err()), "{}: not proof of absence", world.name);
        assert!(away(&world.source.documents().unwrap().documents(None, 9).await.unwrap_err()));
    }
}
