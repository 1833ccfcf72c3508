//! Files that people send in: shielded copies, income statements; and documents of answers without BSNs.

use std::io::Read;

use gestand_app::testing::papers::{Passport, income_statement, letter};
use gestand_app::testing::{TestApp, reopen};
use gestand_app::{Actor, AppError, CopyOutcome, LARGEST_UPLOAD, PackageForm, PaperOutcome, Submitted};
use gestand_store::{CaseKind, CaseState, Choice, Verdict};
use jiff::SignedDuration;
use jiff::civil::date;

use crate::common::*;
use crate::publishing::folder;

/// A request with its visit.
async fn asked(t: &TestApp) -> (Submitted, String) {
    let submitted = t.app.submit_request(intake(CaseKind::Access, &t.known[0]), &Actor::Requester).await.unwrap();
    let token = t.app.follow_login(&submitted.number, &submitted.code).await.unwrap_or_else(|e| panic!("{e}"));
    (submitted, token.0)
}

async fn entries(t: &TestApp, kind: &str) -> Vec<String> {
    let named = format!("\"kind\":\"{kind}\"");
    leaves(t).await.into_iter().filter(|leaf| leaf.contains(&named)).collect()
}

async fn kept(t: &TestApp, submitted: &Submitted) -> bool {
    t.app.copy_of(&t.officer(), submitted.id).await.unwrap().is_some()
}

// shows: woonpartners-066, woonpartners-068, woonpartners-069, woonpartners-070, woonpartners-071
#[tokio::test]
async fn a_copy_is_refused_until_it_is_shielded_then_looked_at_and_destroyed() {
    for t in engines("woonpartners").await {
        let (submitted, token) = asked(&t).await;
        let page = t.app.copy_page(&token).await.unwrap();
        assert_eq!(page.rules, ["marked_as_copy", "recipient", "date", "bsn", "bsn_strip"]);
        assert!(page.received_at.is_none() && t.app.can_send_copy(&token).await.unwrap());
        assert_eq!(page.kept_until, date(2026, 12, 4), "the policy says nothing");
        for (copy, fault) in [
            (Passport { field_covered: false, ..Passport::GOOD }, "bsn"),
            (Passport { zone_covered: false, ..Passport::GOOD }, "bsn_in_zone"),
            (Passport { mark: "voor Woonpartners, 18 november 2026", ..Passport::GOOD }, "not_marked"),
            (Passport { mark: "Kopie 18 november 2026", ..Passport::GOOD }, "no_recipient"),
            (Passport { mark: "Kopie voor Woonpartners", ..Passport::GOOD }, "no_date"),
        ] {
            let outcome = t.app.send_copy(&token, vec![copy.drawn()]).await.unwrap();
            assert_eq!(outcome, CopyOutcome::Refused(vec![fault]));
            assert!(!kept(&t, &submitted).await, "{fault}: nothing is kept");
        }
        let refused = entries(&t, "copy_refused").await;
        assert!(refused.len() == 5 && refused[0].contains(r#""faults":["bsn"]"#), "{refused:?}");

        assert_eq!(t.app.send_copy(&token, vec![Passport::GOOD.drawn()]).await.unwrap(), CopyOutcome::Kept);
        let page = t.app.copy_page(&token).await.unwrap();
        assert!(page.received_at.is_some() && page.tries_left == 4);
        assert!(matches!(t.app.copy_of(&t.desk(), submitted.id).await, Err(AppError::Forbidden(_))));
        assert!(matches!(t.app.copy_picture(&t.desk(), submitted.id).await, Err(AppError::Forbidden(_))));
        let line = t.app.copy_of(&t.officer(), submitted.id).await.unwrap().unwrap();
        assert!(!line.photo_unseen, "the photo is not asked");
        let picture = t.app.copy_picture(&t.officer(), submitted.id).await.unwrap();
        assert!(picture.starts_with(b"\xFF\xD8\xFF"), "a picture, whatever was sent");
        let looks = entries(&t, "value_opened").await;
        assert!(looks.len() == 1 && looks[0].contains("identity_copy"), "{looks:?}");

        t.app.confirm_identity(&t.officer(), submitted.id, "masked_copy").await.unwrap();
        assert!(!kept(&t, &submitted).await);
        assert!(matches!(t.app.copy_picture(&t.officer(), submitted.id).await, Err(AppError::NotFound)));
        assert_eq!(entries(&t, "copy_destroyed").await.len(), 1);
        assert_eq!(conflict(t.app.send_copy(&token, vec![Passport::GOOD.drawn()]).await), "copy-not-needed");
        assert!(!t.app.can_send_copy(&token).await.unwrap());
        ledger_is_sound(&t).await;
    }
}

#[tokio::test]
async fn a_copy_goes_by_an_officer_by_time_and_with_the_request() {
    for t in engines("woonpartners").await {
        let (submitted, token) = asked(&t).await;
        let good = || vec![Passport::GOOD.drawn()];
        t.app.send_copy(&token, good()).await.unwrap();
        assert_eq!(problems(t.app.reject_copy(&t.officer(), submitted.id, " ").await), [("reason", "reason-empty")]);
        assert!(kept(&t, &submitted).await);
        t.app.reject_copy(&t.officer(), submitted.id, "De naam is niet te lezen.").await.unwrap();
        assert!(!kept(&t, &submitted).await);
        let again = t.app.reject_copy(&t.officer(), submitted.id, "Nog eens.").await;
        assert!(matches!(again, Err(AppError::NotFound)), "there is none");
        let notes = t.app.follow(&token).await.unwrap().notes;
        assert_eq!(notes, [("copy".to_owned(), "De naam is niet te lezen.".to_owned())]);

        t.app.send_copy(&token, good()).await.unwrap();
        t.clock.advance(SignedDuration::from_hours(24 * 14));
        assert_eq!(t.app.forget_old_copies().await.unwrap(), 0, "the last day of its term");
        t.clock.advance(SignedDuration::from_hours(24));
        assert_eq!(t.app.forget_old_copies().await.unwrap(), 1);
        assert!(!kept(&t, &submitted).await);

        let token = t.app.follow_login(&submitted.number, &submitted.code).await.unwrap_or_else(|e| panic!("{e}")).0;
        let mark = Passport { mark: "KOPIE voor Woonpartners, 3 december 2026", ..Passport::GOOD };
        assert_eq!(t.app.send_copy(&token, vec![mark.drawn()]).await.unwrap(), CopyOutcome::Kept);
        t.app.withdraw_by_requester(&token).await.unwrap();
        assert!(!kept(&t, &submitted).await);
        let whys = entries(&t, "copy_destroyed").await;
        for (leaf, why) in whys.iter().zip(["rejected", "term", "decided"]) {
            assert!(leaf.contains(&format!(r#""why":"{why}""#)), "{leaf}");
        }
        assert_eq!(whys.len(), 3);
    }
}

#[tokio::test]
async fn the_policy_says_how_long_a_copy_is_kept_and_how_old_its_date_may_be() {
    for t in engines("woonpartners").await {
        let stated = "identification:\n  copy_kept: 2 days\n  copy_dated_within: 1 day";
        let folder = folder(&t, "retention.yaml", "identification:", stated);
        let app = reopen(folder.to_str().unwrap(), &t.database, t.dir.path(), t.clock.clone()).await;
        let t = TestApp { app, ..t };
        let (submitted, token) = asked(&t).await;
        assert_eq!(t.app.copy_page(&token).await.unwrap().kept_until, date(2026, 11, 22));
        let old = t.app.send_copy(&token, vec![Passport::GOOD.drawn()]).await.unwrap();
        assert_eq!(old, CopyOutcome::Refused(vec!["no_date"]), "of two days ago");
        let mark = Passport { mark: "KOPIE voor Woonpartners, 19 november 2026", ..Passport::GOOD };
        assert_eq!(t.app.send_copy(&token, vec![mark.drawn()]).await.unwrap(), CopyOutcome::Kept);
        t.clock.advance(SignedDuration::from_hours(48));
        assert_eq!(t.app.forget_old_copies().await.unwrap(), 0, "the last day of its term");
        t.clock.advance(SignedDuration::from_hours(24));
        assert_eq!(t.app.forget_old_copies().await.unwrap(), 1);
        assert!(!kept(&t, &submitted).await);
    }
}

#[tokio::test]
async fn what_is_no_picture_is_refused_and_there_are_so_many_tries() {
    for t in engines("woonpartners").await {
        let (submitted, token) = asked(&t).await;
        let send = |files: Vec<Vec<u8>>| t.app.send_copy(&token, files);
        let too_large = [b"%PDF-".to_vec(), vec![0; LARGEST_UPLOAD]].concat();
        for (files, problem) in [
            (vec![], "file-empty"),
            (vec![vec![], vec![]], "file-empty"),
            (vec![b"GIF89a".to_vec()], "file-kind"),
            (vec![Passport::GOOD.drawn(), b"PK\x03\x04".to_vec()], "file-kind"),
            (vec![too_large], "file-too-large"),
            (vec![b"%PDF-".to_vec(); 5], "file-too-large"),
        ] {
            assert_eq!(problems(send(files).await), [("file", problem)]);
        }
        for _ in 0..10 {
            let outcome = send(vec![b"%PDF-1.7 and nothing more".to_vec()]).await.unwrap();
            assert_eq!(outcome, CopyOutcome::Refused(vec!["damaged"]));
        }
        assert_eq!(conflict(send(vec![Passport::GOOD.drawn()]).await), "copy-tries");
        assert_eq!(t.app.copy_page(&token).await.unwrap().tries_left, 0);
        assert!(!kept(&t, &submitted).await);
        assert!(matches!(t.app.send_copy("unknown", vec![]).await, Err(AppError::LoginFailed)));
    }
}

// shows: woonbron-052, thuisvester-040, woonpunt-055
#[tokio::test]
async fn a_corporation_that_takes_no_copies_has_no_place_for_one() {
    for pack in ["model", "woonbron", "thuisvester", "woonpunt"] {
        let t = gestand_app::testing::app(pack).await;
        let (_, token) = asked(&t).await;
        assert!(!t.app.can_send_copy(&token).await.unwrap(), "{pack}");
        assert!(matches!(t.app.copy_page(&token).await, Err(AppError::NotFound)), "{pack}");
        let sent = t.app.send_copy(&token, vec![Passport::GOOD.drawn()]).await;
        assert!(matches!(sent, Err(AppError::NotFound)), "{pack}");
    }
}

// shows: thuisvester-029, woonpunt-055
#[tokio::test]
async fn an_income_statement_is_masked_before_it_is_kept() {
    for t in engines("thuisvester").await {
        let dir = t.dir.path().to_owned();
        let before = files(&dir, "documents");
        assert!(t.app.takes_papers());
        let outcome = t.app.hand_in_paper(" R009999 ", vec![income_statement()]).await.unwrap();
        let PaperOutcome::Kept { number, masked, .. } = outcome else { panic!("{outcome:?}") };
        assert!(number == "2026-P0001" && masked >= 1, "{number} {masked}");
        let new: Vec<String> = files(&dir, "documents").into_iter().filter(|file| !before.contains(file)).collect();
        assert_eq!(new, ["inkomen/R009999/inkomensverklaring-2026-11-20.pdf"]);
        let stored = std::fs::read(dir.join("sources/documents").join(&new[0])).unwrap();
        let pdf = lopdf::Document::load_mem(&stored).unwrap();
        assert_eq!(pdf.get_pages().len(), 1);
        assert!(!pdf.extract_text(&[1]).unwrap_or_default().contains("999"), "there is no text layer any more");
        let again = t.app.hand_in_paper("R009999", vec![income_statement()]).await;
        assert_eq!(conflict(again), "paper-today");
        assert_eq!(std::fs::read(dir.join("sources/documents").join(&new[0])).unwrap(), stored, "nothing is replaced");

        let passport = t.app.hand_in_paper("R009998", vec![Passport::GOOD.drawn()]).await.unwrap();
        assert_eq!(passport, PaperOutcome::Refused("identity"));
        let broken = t.app.hand_in_paper("R009998", vec![b"%PDF-1.7 nothing".to_vec()]).await.unwrap();
        assert_eq!(broken, PaperOutcome::Refused("damaged"));
        for (number, sent, field) in [
            ("", vec![income_statement()], "relation_number"),
            ("../R1", vec![income_statement()], "relation_number"),
            ("R009998", vec![], "file"),
            ("R009998", vec![b"MZ".to_vec()], "file"),
            ("R009998", vec![income_statement(), income_statement()], "file"),
        ] {
            assert_eq!(problems(t.app.hand_in_paper(number, sent).await)[0].0, field, "{number}");
        }
        assert_eq!(files(&dir, "documents").len(), before.len() + 1, "nothing of what was refused is kept");
        let taken = entries(&t, "paper_taken_in").await;
        assert_eq!(taken.len(), 1);
        assert!(taken[0].contains("2026-P0001") && !taken[0].contains("R009999"), "{taken:?}");
        ledger_is_sound(&t).await;
    }
}

#[tokio::test]
async fn a_policy_that_promises_no_masking_takes_no_papers() {
    let t = gestand_app::testing::app("woonbron").await;
    assert!(!t.app.takes_papers());
    let sent = t.app.hand_in_paper("R000001", vec![income_statement()]).await;
    assert!(matches!(sent, Err(AppError::NotFound)));
}

/// The documents of an answer, by the end of their name.
fn documents(zip: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(zip)).unwrap();
    let names = zip.file_names().map(|name| name.unwrap().into_owned());
    let names: Vec<String> = names.filter(|name| name.starts_with("documenten/")).collect();
    let mut read = |name: &String| {
        let mut bytes = Vec::new();
        zip.by_name(name).unwrap().read_to_end(&mut bytes).unwrap();
        bytes
    };
    names.iter().map(|name| (name[15..].to_owned(), read(name))).collect()
}

#[tokio::test]
async fn documents_of_an_answer_have_no_bsn_and_an_officer_says_what_else_goes() {
    for t in engines("model").await {
        let ruben = known(&t, "Ruben");
        let folder = t.dir.path().join("sources/documents");
        let put = |path: &str, bytes: &[u8]| {
            let path = folder.join(path.replace("{}", &ruben.relation_number));
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, bytes).unwrap();
        };
        put("brieven/{}/brief-2026-02-03.txt", "Uw BSN 999999990 hebben wij genoteerd.".as_bytes());
        put(
            "contracten/{}/huurcontract-2026-02-04.pdf",
            &letter(&["Huurcontract", "BSN: 999999990", "Huur: 700 euro"]),
        );
        let broken = b"%PDF-1.7 kapot";
        put("contracten/{}/huurcontract-2026-02-05.pdf", broken);
        let clean = letter(&["Huurcontract", "Klantnummer: 123456782", "Huur: 700 euro"]);
        put("contracten/{}/huurcontract-2026-02-06.pdf", &clean);

        let submitted = to_review(&t, CaseKind::Access, ruben).await;
        let (officer, id) = (t.officer(), submitted.id);
        t.app.accept_proposals(&officer, id).await.unwrap();
        for finding in findings(&t, id).await.iter().filter(|finding| finding.document.is_some()) {
            t.app.decide(&officer, id, finding.id, Verdict::Include, None).await.unwrap();
        }
        assert!(t.app.unmasked(&officer, id).await.unwrap().is_empty(), "nobody has tried yet");
        assert_eq!(conflict(t.app.complete_review(&officer, id).await), "documents-unmasked");
        assert_eq!(state(&t, id).await, CaseState::Reviewing);
        let unmasked = t.app.unmasked(&officer, id).await.unwrap();
        assert_eq!((unmasked.len(), unmasked[0].reason.as_str(), unmasked[0].choice), (1, "damaged", None));
        assert_eq!(conflict(t.app.complete_review(&officer, id).await), "documents-unmasked", "nothing was chosen");

        let finding = unmasked[0].finding;
        let choose = |choice, ground| t.app.choose_document(&officer, id, finding, choice, ground);
        assert_eq!(problems(choose(Choice::LeftOut, None).await), [("ground", "ground-empty")]);
        assert_eq!(problems(choose(Choice::LeftOut, Some("omdat")).await), [("ground", "ground-unknown")]);
        assert!(matches!(
            t.app.choose_document(&t.desk(), id, finding, Choice::Office, None).await,
            Err(AppError::Forbidden(_))
        ));
        choose(Choice::LeftOut, Some("GDPR 15(4)")).await.unwrap();
        choose(Choice::Office, None).await.unwrap();
        assert_eq!(t.app.unmasked(&officer, id).await.unwrap()[0].choice, Some(Choice::Office));
        t.app.complete_review(&officer, id).await.unwrap();

        let sent = documents(&download(&t, &submitted, PackageForm::Zip).await);
        let named = |name: &str| sent.iter().find(|(known, _)| known == name).map(|(_, bytes)| bytes.clone());
        let text = String::from_utf8(named("brief-2026-02-03.txt").unwrap()).unwrap();
        assert_eq!(text, "Uw BSN ********* hebben wij genoteerd.");
        let contract = named("huurcontract-2026-02-04.pdf").unwrap();
        let contract = lopdf::Document::load_mem(&contract).unwrap().extract_text(&[1]).unwrap_or_default();
        assert!(!contract.contains("999"), "{contract}");
        assert!(named("huurcontract-2026-02-05.pdf").is_none());
        assert!(named("huurcontract-2026-02-06.pdf").unwrap() == clean, "without a BSN it stays text");
        assert!(answer_json(&t, &submitted).await.to_string().contains("op ons kantoor bekijken"));
        let judged = entries(&t, "record_judged").await;
        assert!(judged.iter().any(|leaf| leaf.contains(r#""document":"office""#)), "the choice is in the ledger");
    }
}

#[tokio::test]
async fn a_document_that_an_officer_has_looked_at_goes_as_it_is() {
    let t = gestand_app::testing::app("model").await;
    let ruben = known(&t, "Ruben");
    let path = format!("sources/documents/brieven/{}/brief-2026-02-03.txt", ruben.relation_number);
    let old = b"Caf\xE9 op de hoek: een brief in een oude tekenset.";
    std::fs::create_dir_all(t.dir.path().join(&path).parent().unwrap()).unwrap();
    std::fs::write(t.dir.path().join(&path), old).unwrap();
    let submitted = to_review(&t, CaseKind::Access, ruben).await;
    let (officer, id) = (t.officer(), submitted.id);
    t.app.accept_proposals(&officer, id).await.unwrap();
    assert_eq!(conflict(t.app.complete_review(&officer, id).await), "documents-unmasked");
    let finding = t.app.unmasked(&officer, id).await.unwrap()[0].finding;
    t.app.choose_document(&officer, id, finding, Choice::AsItIs, None).await.unwrap();
    t.app.complete_review(&officer, id).await.unwrap();
    let sent = documents(&download(&t, &submitted, PackageForm::Zip).await);
    assert!(sent.iter().any(|(_, bytes)| bytes == old), "{:?}", sent.iter().map(|(name, _)| name).collect::<Vec<_>>());
}
