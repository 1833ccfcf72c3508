//! A request for access, whole: found, searched, reviewed, answered, delivered, closed; and nothing leaks on the way.

use gestand_app::{AppError, PackageForm};
use gestand_store::{CaseKind, CaseState, Engine, SearchState, TaskState, Verdict};
use jiff::SignedDuration;
use serde_json::Value;

use crate::common::*;

/// What a PDF says.
fn pdf_text(bytes: &[u8]) -> String {
    let pdf = lopdf::Document::load_mem(bytes).unwrap();
    let pages: Vec<u32> = pdf.get_pages().into_keys().collect();
    pdf.extract_text(&pages).unwrap().split_whitespace().collect::<Vec<_>>().join(" ")
}

#[tokio::test]
async fn fenna_gets_her_data_and_not_those_of_her_neighbour() {
    for t in engines("model").await {
        let (fenna, wouter) = (known(&t, "Fenna"), known(&t, "Wouter"));
        let dir = t.dir.path().to_owned();
        // Texts that stand in one record only.
        let texts =
            "melding_tekst = 'Melding nr ' || id || ': lawaai.', omschrijving = 'Gedrag nr ' || id || ': feest.'";
        change(&dir, &format!("UPDATE overlastzaak SET {texts}")).await;
        let reports = rows(&dir, "SELECT melding_tekst FROM overlastzaak WHERE betrokkene_id = 1").await;
        let behaviour = rows(&dir, "SELECT omschrijving FROM overlastzaak WHERE betrokkene_id = 1").await;
        let submitted = to_review(&t, CaseKind::Access, fenna).await;
        assert_eq!(conflict(t.app.complete_review(&t.officer(), submitted.id).await), "records-undecided");

        let found = findings(&t, submitted.id).await;
        let of = |class: &str| found.iter().filter(|line| line.class_label.nl == class).collect::<Vec<_>>();
        for note in of("Werkaantekening") {
            assert!(note.needs_review && note.verdict.is_none() && note.proposal == Verdict::Redact);
        }
        let reported: Vec<_> = of("Overlastzaak").into_iter().filter(|line| line.role == "reported").collect();
        assert_eq!((reported.len(), of("Werkaantekening").len()), (2, 2));
        assert!(reported.iter().all(|line| line.proposal == Verdict::Redact && line.needs_review));

        // An exclusion must say on what ground; free text is no ground.
        let (note, case) = (of("Werkaantekening")[0].id, submitted.id);
        let decide = |verdict, ground: Option<&str>| {
            let ground = ground.map(str::to_owned);
            let (app, officer) = (&t.app, t.officer());
            async move { app.decide(&officer, case, note, verdict, ground).await }
        };
        assert_eq!(problems(decide(Verdict::Exclude, None).await), [("ground", "ground-empty")]);
        let gossip = Some("omdat mevrouw lastig is");
        assert_eq!(problems(decide(Verdict::Exclude, gossip).await), [("ground", "ground-unknown")]);
        assert_eq!(problems(decide(Verdict::Erase, None).await), [("verdict", "verdict-unfit")]);
        decide(Verdict::Exclude, Some("exclusions.work_notes")).await.unwrap();

        assert!(t.app.accept_proposals(&t.officer(), case).await.unwrap() > 0);
        t.app.complete_review(&t.officer(), case).await.unwrap();
        assert_eq!(conflict(t.app.complete_review(&t.officer(), case).await), "case-state");

        let answer = answer_json(&t, &submitted).await;
        assert_eq!(answer["format"], "gestand.access-answer/1");
        assert_eq!(answer["not_searched"], serde_json::json!([]));
        assert_eq!(answer["left_out"][0]["count"], 1);
        assert_eq!(answer["left_out"][0]["law"], "GDPR 15(4)");
        let classes: Vec<&str> =
            answer["data"].as_array().unwrap().iter().filter_map(|s| s["class"].as_str()).collect();
        for class in ["Persoonsgegevens", "Betaling", "Overlastzaak", "Huurcontract (document)", "Brief"] {
            assert!(classes.contains(&class), "{class} is not in {classes:?}");
        }
        for part in ["purposes", "recipients", "terms", "origins", "rights", "complaint"] {
            assert!(!answer[part].as_array().unwrap().is_empty(), "{part}");
        }

        let pdf = pdf_text(&download(&t, &submitted, PackageForm::Pdf).await);
        let html = String::from_utf8(download(&t, &submitted, PackageForm::Html).await).unwrap();
        for (form, text) in [("json", answer.to_string()), ("pdf", pdf), ("html", html)] {
            for hers in ["Fenna", &fenna.email, &fenna.phone, &fenna.relation_number, "1984-03-12", &behaviour[0][0]] {
                // A long word may be broken over lines in a PDF.
                let whole = text.contains(hers) || text.replace(' ', "").contains(&hers.replace(' ', ""));
                assert!(whole, "{form}: {hers} is missing");
            }
            for his in ["Wouter", wouter.email.as_str(), &wouter.phone, &reports[0][0], &reports[1][0]] {
                let whole = text.contains(his) || text.replace(' ', "").contains(&his.replace(' ', ""));
                assert!(!whole, "{form}: {his}");
            }
        }
        ledger_is_sound(&t).await;
    }
}

/// The system knows them; the officer alone says who is who.
#[tokio::test]
async fn people_who_look_alike_are_never_merged() {
    let t = gestand_app::testing::app("model").await;
    for (first, others) in [("Tessa", 2), ("Karel", 2), ("Joke", 2)] {
        let person = known(&t, first);
        let asked = gestand_app::Intake {
            relation_number: None,
            // What twins, namesakes and partners at one address share.
            email: if first == "Joke" { person.email.clone() } else { "anders@example.nl".into() },
            birth_date: (first == "Tessa").then(|| person.birth_date.to_string()),
            name: person.name.replace("Tessa", "T.").replace("Joke", ""),
            ..intake(CaseKind::Access, person)
        };
        let candidates = page(&t, identified(&t, asked).await.id).await.candidates;
        let alike: Vec<_> = candidates.iter().filter(|line| line.source == "primary").collect();
        assert!(alike.len() >= others, "{first}: {} candidates", alike.len());
        assert!(alike[..others].iter().all(|line| line.score < 80), "{first}: somebody was taken as sure");
        let numbers: std::collections::BTreeSet<_> = alike.iter().map(|line| &line.relation_number).collect();
        assert_eq!(numbers.len(), alike.len(), "{first}: two people in one line");
    }
}

#[tokio::test]
async fn a_source_that_is_down_is_said_so_and_asked_again() {
    for t in engines("model").await {
        let fenna = known(&t, "Fenna");
        let dir = t.dir.path().to_owned();
        let submitted = identified(&t, intake(CaseKind::Access, fenna)).await;
        let chosen = same_person(&page(&t, submitted.id).await.candidates, fenna);
        assert_eq!(chosen.len(), 2, "{chosen:?}");
        primary_down(&dir, true);
        t.app.choose_subject(&t.officer(), submitted.id, chosen).await.unwrap();
        nothing_in_archive(&t, submitted.id).await;
        let seen = page(&t, submitted.id).await;
        assert_eq!(seen.line.state, CaseState::Searching, "the review waits for every source");
        let line = |source: &str| seen.searches.iter().find(|line| line.source == source).unwrap();
        assert_eq!((line("primary").state, line("primary").records), (SearchState::Failed, 0));
        assert!(line("primary").problem.as_ref().unwrap().contains("primary"));
        assert_eq!(line("documents").state, SearchState::Searched);
        // Still down: asking again changes nothing.
        t.app.search_again(&t.officer(), submitted.id).await.unwrap();
        assert_eq!(state(&t, submitted.id).await, CaseState::Searching);
        primary_down(&dir, false);
        let documents = line("documents").records;
        t.app.search_again(&t.officer(), submitted.id).await.unwrap();
        let seen = page(&t, submitted.id).await;
        assert_eq!(seen.line.state, CaseState::Reviewing);
        let line = |source: &str| seen.searches.iter().find(|line| line.source == source).unwrap();
        assert_eq!((line("primary").state, line("primary").problem.as_deref()), (SearchState::Searched, None));
        assert!(line("primary").records > 20);
        assert_eq!(line("documents").records, documents, "what had answered was not asked twice");
    }
}

/// Nobody can be chosen in a source that is down at that moment: it must not count as searched for that.
#[tokio::test]
async fn nobody_is_said_to_be_in_no_source_while_one_cannot_be_asked() {
    let t = gestand_app::testing::app("model").await;
    let fenna = known(&t, "Fenna");
    let submitted = identified(&t, intake(CaseKind::Access, fenna)).await;
    let documents = t.dir.path().join("sources/documents");
    let away = t.dir.path().join("sources/away");
    std::fs::rename(&documents, &away).unwrap();
    let chosen = same_person(&page(&t, submitted.id).await.candidates, fenna);
    assert_eq!(chosen.len(), 1, "{chosen:?}");
    let refused = t.app.choose_subject(&t.officer(), submitted.id, chosen).await;
    assert!(matches!(refused, Err(AppError::SourceDown { source_id, .. }) if source_id == "documents"));
    assert_eq!(state(&t, submitted.id).await, CaseState::Identified, "nothing was done");
    std::fs::rename(&away, &documents).unwrap();
    let chosen = same_person(&page(&t, submitted.id).await.candidates, fenna);
    assert_eq!(chosen.len(), 2, "{chosen:?}");
    t.app.choose_subject(&t.officer(), submitted.id, chosen).await.unwrap();
    nothing_in_archive(&t, submitted.id).await;
    let seen = page(&t, submitted.id).await;
    let line = seen.searches.iter().find(|line| line.source == "documents").unwrap();
    assert_eq!(seen.line.state, CaseState::Reviewing);
    assert!(line.records > 0, "her documents are in the answer");
}

#[tokio::test]
async fn a_colleague_answers_for_the_paper_archive() {
    for t in engines("model").await {
        let fenna = known(&t, "Fenna");
        let submitted = identified(&t, intake(CaseKind::Access, fenna)).await;
        let chosen = same_person(&page(&t, submitted.id).await.candidates, fenna);
        t.app.choose_subject(&t.officer(), submitted.id, chosen).await.unwrap();
        let seen = page(&t, submitted.id).await;
        assert_eq!((seen.line.state, seen.tasks.len(), seen.line.open_tasks), (CaseState::Searching, 1, 1));
        let task = &seen.tasks[0];
        assert!(task.due_on < submitted.due_on && task.due_on > submitted.received_on);
        let opened = t.app.task(&t.desk(), task.id).await;
        // What the desk may see follows from the policy: it handles requests, so it sees whom to look for.
        if let Ok(opened) = opened {
            assert_eq!(opened.requester.name, fenna.name);
        }
        assert_eq!(
            problems(t.app.answer_task(&t.desk(), task.id, Some(" ".into())).await),
            [("answer", "answer-empty")]
        );
        let letter = "Brief uit 1998 over de schutting, map 12.";
        t.app.answer_task(&t.desk(), task.id, Some(letter.into())).await.unwrap();
        let seen = page(&t, submitted.id).await;
        assert_eq!((seen.line.state, seen.tasks[0].state), (CaseState::Reviewing, TaskState::Answered));
        let found = findings(&t, submitted.id).await;
        let paper = found.iter().find(|line| line.fields.iter().any(|field| field.value == letter)).unwrap();
        assert!(paper.needs_review && paper.verdict.is_none());
        t.app.accept_proposals(&t.officer(), submitted.id).await.unwrap();
        t.app.complete_review(&t.officer(), submitted.id).await.unwrap();
        assert!(answer_json(&t, &submitted).await.to_string().contains(letter));
    }
}

#[tokio::test]
async fn the_answer_expires_and_guessing_its_code_is_slowed_down() {
    for t in engines("model").await {
        let submitted = answered(&t, CaseKind::Access, known(&t, "Yara")).await;
        let token = t.app.follow_login(&submitted.number, &submitted.code.to_lowercase()).await.ok().unwrap().0;
        assert!(t.app.follow(&token).await.unwrap().package.is_some());
        t.app.download(&token, PackageForm::Pdf).await.ok().unwrap();
        assert_eq!(page(&t, submitted.id).await.package.unwrap().downloads, 1);
        // The visit ends after an hour, the answer after 30 days.
        t.clock.advance(SignedDuration::from_hours(1));
        assert!(matches!(t.app.follow(&token).await, Err(AppError::LoginFailed)));
        assert!(matches!(t.app.download(&token, PackageForm::Pdf).await, Err(AppError::LoginFailed)));
        t.clock.advance(SignedDuration::from_hours(30 * 24));
        let token = t.app.follow_login(&submitted.number, &submitted.code).await.ok().unwrap().0;
        assert!(matches!(t.app.download(&token, PackageForm::Pdf).await, Err(AppError::NotFound)));
        assert!(t.app.follow(&token).await.unwrap().package.is_none());

        for _ in 0..5 {
            let wrong = t.app.follow_login(&submitted.number, "AAAA-AAAA-AAAA").await;
            assert!(matches!(wrong, Err(AppError::LoginFailed)));
        }
        let right = t.app.follow_login(&submitted.number, &submitted.code).await;
        assert!(matches!(right, Err(AppError::Throttled { .. })), "the right code does not help either now");
        t.clock.advance(SignedDuration::from_secs(15));
        t.app.follow_login(&submitted.number, &submitted.code).await.ok().unwrap();
        // A code opens its own case alone.
        let other = t.app.submit_request(intake(CaseKind::Access, &t.known[0]), &t.desk()).await.unwrap();
        let crossed = t.app.follow_login(&other.number, &submitted.code).await;
        assert!(matches!(crossed, Err(AppError::LoginFailed)));
    }
}

#[tokio::test]
async fn closing_releases_what_was_held_for_the_request() {
    for t in engines("model").await {
        let fenna = known(&t, "Fenna");
        let submitted = identified(&t, intake(CaseKind::Access, fenna)).await;
        let chosen = same_person(&page(&t, submitted.id).await.candidates, fenna);
        t.app.choose_subject(&t.officer(), submitted.id, chosen.clone()).await.unwrap();
        let held = t.app.retention_page(&t.officer(), gestand_app::Lang::Nl).await.unwrap().holds;
        assert_eq!(held.len(), chosen.len());
        assert_eq!(conflict(t.app.release_hold(&t.officer(), held[0].id).await), "hold-of-request");
        assert_eq!(conflict(t.app.close(&t.officer(), submitted.id).await), "case-state");
        nothing_in_archive(&t, submitted.id).await;
        t.app.accept_proposals(&t.officer(), submitted.id).await.unwrap();
        t.app.complete_review(&t.officer(), submitted.id).await.unwrap();
        t.app.close(&t.officer(), submitted.id).await.unwrap();
        assert_eq!(state(&t, submitted.id).await, CaseState::Closed);
        assert!(t.app.retention_page(&t.officer(), gestand_app::Lang::Nl).await.unwrap().holds.is_empty());
        ledger_is_sound(&t).await;
    }
}

/// Everything that a database file, the ledger, the histories and the log hold after a whole request.
#[tokio::test]
async fn nothing_personal_stands_in_the_clear() {
    for t in engines("model").await {
        let (fenna, dir) = (known(&t, "Fenna"), t.dir.path().to_owned());
        let report = rows(&dir, "SELECT melding_tekst FROM overlastzaak WHERE betrokkene_id = 1").await[0][0].clone();
        let submitted = answered(&t, CaseKind::Access, fenna).await;
        download(&t, &submitted, PackageForm::Html).await;
        let secrets = ["Fenna", fenna.email.as_str(), &fenna.phone, "1984-03-12", &report, &submitted.code];
        let clear = |what: &str, text: &str, extra: &[&str]| {
            for secret in secrets.iter().chain(extra) {
                assert!(!text.contains(secret), "{what} holds {secret}");
            }
        };
        for leaf in leaves(&t).await {
            clear("the ledger", &leaf, &[&fenna.relation_number]);
        }
        for line in page(&t, submitted.id).await.history {
            clear("the history", &line.facts.to_string(), &[&fenna.relation_number]);
        }
        let log = String::from_utf8_lossy(&log().lock().unwrap()).into_owned();
        assert!(log.contains("gestand"), "nothing was captured");
        clear("the log", &log, &[&fenna.relation_number, &fenna.postcode]);
        if t.app.engine().store.engine() == Engine::Sqlite {
            let mut read = 0;
            for name in ["gestand.sqlite", "gestand.sqlite-wal"] {
                let Ok(bytes) = std::fs::read(dir.join(name)) else { continue };
                read += bytes.len();
                for secret in secrets {
                    let found = bytes.windows(secret.len()).any(|window| window == secret.as_bytes());
                    assert!(!found, "{name} holds {secret}");
                }
            }
            assert!(read > 100_000, "the database was not looked at");
        }
    }
}

/// Who has thousands of records is judged by kinds; one record among them can be judged apart; nothing is lost on the
/// way to any form of the answer.
#[tokio::test]
async fn many_records_are_judged_together_and_one_of_them_apart() {
    for t in engines("model").await {
        let dir = t.dir.path().to_owned();
        let columns = "relatie_id, overeenkomst_id, datum, bedrag_cent, omschrijving, huur_beeindigd_op";
        let many = format!(
            "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5100) \
             INSERT INTO betaling ({columns}) SELECT relatie_id, overeenkomst_id, datum, 100 + i, 'boeking ' || i, \
             huur_beeindigd_op FROM betaling, n WHERE id = (SELECT MIN(id) FROM betaling WHERE relatie_id = 1)"
        );
        change(&dir, &many).await;
        let payments = number(&dir, "SELECT COUNT(*) FROM betaling WHERE relatie_id = 1").await;
        let submitted = to_review(&t, CaseKind::Access, known(&t, "Fenna")).await;
        let case = submitted.id;
        let of_payments = |lines: Vec<gestand_app::views::FindingLine>| {
            lines.into_iter().filter(|line| line.class_label.nl == "Betaling").collect::<Vec<_>>()
        };
        let found = of_payments(findings(&t, case).await);
        assert!(found.len() < 20, "{} findings", found.len());
        assert_eq!(found.iter().map(|line| u64::from(line.records)).sum::<u64>(), payments);

        let bundle = found.iter().find(|line| line.records == 500).unwrap();
        let shown = t.app.finding_page(&t.officer(), case, bundle.id, 9).await.unwrap();
        assert_eq!((shown.pages, shown.records.len(), shown.records[0].0), (10, 50, 450));
        let apart = t.app.take_apart(&t.officer(), case, bundle.id, 450).await.unwrap();
        let again = t.app.finding_page(&t.officer(), case, apart, 0).await.unwrap();
        let values = |fields: &[gestand_app::views::FindingField]| -> Vec<String> {
            fields.iter().map(|field| field.value.clone()).collect()
        };
        assert_eq!(values(&again.records[0].1), values(&shown.records[0].1));
        let alone = t.app.take_apart(&t.officer(), case, apart, 0).await;
        assert!(matches!(alone, Err(AppError::NotFound)), "one record cannot be taken apart");
        let ground = Some("GDPR 15(4)".to_owned());
        t.app.decide(&t.officer(), case, apart, Verdict::Exclude, ground).await.unwrap();
        t.app.accept_proposals(&t.officer(), case).await.unwrap();
        t.app.complete_review(&t.officer(), case).await.unwrap();

        let json = download(&t, &submitted, PackageForm::Json).await;
        let answer: Value = serde_json::from_slice(&json).unwrap();
        let told = answer["data"].as_array().unwrap().iter().filter(|section| section["class"] == "Betaling");
        let told: u64 = told.map(|section| section["records"].as_array().unwrap().len() as u64).sum();
        assert_eq!(told, payments - 1);
        let titles = answer["data"].as_array().unwrap().iter().flat_map(|section| {
            section["records"].as_array().unwrap().iter().map(|record| record["title"].as_str().unwrap().to_owned())
        });
        assert!(titles.collect::<Vec<_>>().contains(&format!("Betaling {}", payments - 1)), "counted through");
        let html = String::from_utf8(download(&t, &submitted, PackageForm::Html).await).unwrap();
        assert!(html.matches("boeking ").count() as u64 >= 5_098 && html.ends_with("</html>"));
        let zip = download(&t, &submitted, PackageForm::Zip).await;
        let mut zip = zip::ZipArchive::new(std::io::Cursor::new(zip)).unwrap();
        let mut inside = Vec::new();
        std::io::Read::read_to_end(&mut zip.by_name("antwoord.json").unwrap(), &mut inside).unwrap();
        assert_eq!(inside, json);
        let documents = answer["documents"].as_array().unwrap().len();
        let named = |name: &std::result::Result<std::borrow::Cow<str>, _>| {
            name.as_ref().is_ok_and(|n| n.starts_with("documenten/"))
        };
        assert_eq!(zip.file_names().filter(named).count(), documents);

        // What the ledger says was given is what was given.
        let ledger = t.app.ledger_page(&t.officer()).await.unwrap().last;
        let built = ledger.iter().find(|(_, entry)| entry.kind == gestand_ledger::EntryKind::PackageBuilt).unwrap();
        let digest = aws_lc_rs::digest::digest(&aws_lc_rs::digest::SHA256, &json);
        let hex: String = digest.as_ref().iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(built.1.facts["sha256"], hex);
    }
}

/// A sealed finding opens for nobody else.
#[tokio::test]
async fn findings_are_sealed_for_their_person_and_their_place() {
    let t = gestand_app::testing::app("model").await;
    let mine = to_review(&t, CaseKind::Access, known(&t, "Fenna")).await;
    let theirs = to_review(&t, CaseKind::Access, known(&t, "Wouter")).await;
    let mut tx = t.app.engine().store.read().await.unwrap();
    let case = tx.case_by_id(theirs.id).await.unwrap().unwrap();
    let rows = tx.findings_page(mine.id, None, u32::MAX).await.unwrap();
    assert!(rows.len() > 20);
    for row in rows {
        let cell = gestand_vault::Cell { table: "finding", row: row.id.uuid(), column: "content" };
        assert!(row.content.unseal(&t.app.engine().keys, case.person, cell).is_err());
        let bytes = row.content.as_bytes();
        assert!(!bytes.windows(5).any(|window| window == b"Fenna"));
    }
}

#[tokio::test]
async fn a_person_who_is_in_no_source_gets_an_answer_too() {
    let t = gestand_app::testing::app("model").await;
    let stranger = gestand_app::Intake {
        name: "Onbekende Vreemdeling".into(),
        email: "vreemdeling@example.nl".into(),
        birth_date: Some("1-1-1970".into()),
        relation_number: None,
        postcode: None,
        ..intake(CaseKind::Access, &t.known[0])
    };
    let submitted = identified(&t, stranger).await;
    assert!(page(&t, submitted.id).await.candidates.is_empty());
    t.app.choose_subject(&t.officer(), submitted.id, Vec::new()).await.unwrap();
    nothing_in_archive(&t, submitted.id).await;
    t.app.complete_review(&t.officer(), submitted.id).await.unwrap();
    let answer = answer_json(&t, &submitted).await;
    assert_eq!(answer["data"], Value::Array(Vec::new()));
}

#[tokio::test]
async fn the_officer_opens_a_document_to_judge_it_and_the_ledger_knows() {
    let t = gestand_app::testing::app("model").await;
    let fenna = known(&t, "Fenna");
    let submitted = identified(&t, intake(CaseKind::Access, fenna)).await;
    let chosen = same_person(&page(&t, submitted.id).await.candidates, fenna);
    t.app.choose_subject(&t.officer(), submitted.id, chosen).await.unwrap();
    let findings = page(&t, submitted.id).await.findings;
    let with = findings.iter().find(|one| one.document.is_some()).unwrap();
    let without = findings.iter().find(|one| one.document.is_none()).unwrap();
    let opened = t.app.finding_document(&t.officer(), submitted.id, with.id).await.unwrap();
    assert!(opened.file_name.starts_with(&submitted.number), "the name in the source is not given on");
    assert!(!opened.bytes().await.unwrap().is_empty());
    let last = t.app.ledger_page(&t.officer()).await.unwrap().last;
    assert_eq!(last[0].1.kind, gestand_ledger::EntryKind::ValueOpened);
    let nothing = t.app.finding_document(&t.officer(), submitted.id, without.id).await;
    assert!(matches!(nothing, Err(AppError::NotFound)));
    let desk = t.app.finding_document(&t.desk(), submitted.id, with.id).await;
    assert!(matches!(desk, Err(AppError::Forbidden(_))));
}
