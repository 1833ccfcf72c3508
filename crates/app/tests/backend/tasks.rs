//! What colleagues do in sources that nobody can connect to: answers with files, corrections, and the yearly clearing;
//! and why a person was chosen.

use gestand_app::testing::TestApp;
use gestand_store::{CaseKind, CaseState, TaskState};
use jiff::SignedDuration;

use crate::common::*;

/// Begins as a PDF; what is in it nobody reads here.
const PDF: &[u8] = b"%PDF-1.4 een scan van map 12";

async fn entries(t: &TestApp, kind: &str) -> Vec<String> {
    let kind = format!("\"{kind}\"");
    leaves(t).await.into_iter().filter(|leaf| leaf.contains(&kind)).collect()
}

/// Fenna is found and chosen; the task for the paper archive is open.
async fn searching(t: &TestApp) -> gestand_app::Submitted {
    let fenna = known(t, "Fenna");
    let submitted = identified(t, intake(CaseKind::Access, fenna)).await;
    let chosen = same_person(&page(t, submitted.id).await.candidates, fenna);
    t.app.choose_subject(&t.officer(), submitted.id, chosen).await.unwrap();
    submitted
}

#[tokio::test]
async fn a_colleague_hands_in_what_was_found_and_corrects_it() {
    for t in engines("model").await {
        let submitted = searching(&t).await;
        let task = page(&t, submitted.id).await.tasks.remove(0);
        let wrong = t.app.answer_task_with(&t.desk(), task.id, None, vec![b"MZ program".to_vec()]).await;
        assert_eq!(problems(wrong), [("file", "file-kind")]);
        let text = Some("Map 12 uit 1998.".to_owned());
        t.app.answer_task_with(&t.desk(), task.id, text, vec![PDF.to_vec()]).await.unwrap();
        assert_eq!(state(&t, submitted.id).await, CaseState::Reviewing);

        let found = findings(&t, submitted.id).await;
        let file = found.iter().find(|line| line.document.as_deref() == Some("gevonden-1.pdf")).unwrap();
        assert!(file.needs_review && file.verdict.is_none());
        let opened = t.app.finding_document(&t.officer(), submitted.id, file.id).await.unwrap();
        assert_eq!(opened.bytes().await.unwrap(), PDF);
        assert!(found.iter().any(|line| line.fields.iter().any(|field| field.value == "Map 12 uit 1998.")));
        let file = file.id;

        // The colleague looked in the wrong folder: nothing was found after all.
        t.clock.advance(SignedDuration::from_hours(1));
        t.app.answer_task(&t.officer(), task.id, None).await.unwrap();
        let found = findings(&t, submitted.id).await;
        assert!(!found.iter().any(|line| line.document.as_deref() == Some("gevonden-1.pdf")));
        assert!(!found.iter().any(|line| line.fields.iter().any(|field| field.value.contains("Map 12"))));
        assert!(t.app.finding_document(&t.officer(), submitted.id, file).await.is_err());
        let shown = t.app.task(&t.officer(), task.id).await.unwrap();
        let told: Vec<_> = shown.answers.iter().map(|answer| (answer.state, answer.text.as_deref())).collect();
        assert_eq!(told, [(TaskState::Answered, Some("Map 12 uit 1998.")), (TaskState::NothingFound, None)]);
        assert!(shown.answers[0].by != shown.answers[1].by && shown.answers[0].at < shown.answers[1].at);
        let written = entries(&t, "source_answered").await;
        let archive: Vec<_> = written.iter().filter(|leaf| leaf.contains("\"archive\"")).collect();
        assert_eq!(archive.len(), 2);
        assert!(archive[1].contains("\"corrects\":true") && !archive.iter().any(|leaf| leaf.contains("Map 12")));

        // What is answered is answered.
        t.app.accept_proposals(&t.officer(), submitted.id).await.unwrap();
        t.app.complete_review(&t.officer(), submitted.id).await.unwrap();
        assert_eq!(conflict(t.app.answer_task(&t.desk(), task.id, None).await), "case-state");
        assert!(!t.app.task(&t.desk(), task.id).await.unwrap().open);
        ledger_is_sound(&t).await;
    }
}

#[tokio::test]
async fn an_archive_is_cleared_once_a_year_for_each_rule() {
    for t in engines("model").await {
        let asked = t.app.ask_archives().await.unwrap();
        assert!(asked > 0);
        assert_eq!(t.app.ask_archives().await.unwrap(), 0, "once a year");
        let today = t.app.today_page(&t.officer()).await.unwrap();
        assert_eq!(today.archive_tasks.len(), asked as usize);
        let task = today.archive_tasks[0].clone();
        assert_eq!(
            (task.source.nl.as_str(), task.period.as_str(), task.state),
            ("Papieren archief", "2026", TaskState::Open)
        );

        t.app.answer_archive(&t.desk(), task.id, Some(12)).await.unwrap();
        let shown = t.app.archive_page(&t.desk(), task.id, gestand_publish::Lang::Nl).await.unwrap();
        assert_eq!((shown.records, shown.line.state), (Some(12), TaskState::Answered));
        assert!(shown.done_by.is_some() && shown.done_at.is_some() && !shown.term.is_empty());
        t.app.answer_archive(&t.officer(), task.id, None).await.unwrap();
        let shown = t.app.archive_page(&t.desk(), task.id, gestand_publish::Lang::Nl).await.unwrap();
        assert_eq!((shown.records, shown.line.state), (None, TaskState::NothingFound));
        let written = entries(&t, "done_by_hand").await;
        assert!(written[0].contains("\"records\":12") && written[1].contains("\"corrects\":true"), "{written:?}");
        let today = t.app.today_page(&t.officer()).await.unwrap();
        assert_eq!(today.archive_tasks.len(), asked as usize - 1);

        t.clock.advance(SignedDuration::from_hours(24 * 60));
        assert_eq!(t.app.ask_archives().await.unwrap(), asked, "a new year asks again");
        ledger_is_sound(&t).await;
    }
}

#[tokio::test]
async fn why_a_person_was_chosen_is_in_the_ledger_and_nothing_of_the_person() {
    for t in engines("model").await {
        let fenna = known(&t, "Fenna");
        let submitted = identified(&t, intake(CaseKind::Access, fenna)).await;
        let candidates = page(&t, submitted.id).await.candidates;
        let theirs: Vec<_> =
            candidates.iter().filter(|line| line.relation_number.as_deref() == Some(&fenna.relation_number)).collect();
        assert!(theirs.len() > 1 && theirs.iter().all(|line| line.person == theirs[0].person));
        assert!(theirs[0].because.contains(&"relation_number"));
        let chosen = same_person(&candidates, fenna);
        t.app.choose_subject(&t.officer(), submitted.id, chosen).await.unwrap();
        let written = entries(&t, "subject_resolved").await;
        assert_eq!(written.len(), 1);
        assert!(
            written[0].contains("\"with_others\":[") && written[0].contains("\"relation_number\""),
            "{}",
            written[0]
        );
        for secret in [&fenna.name, &fenna.email, &fenna.relation_number] {
            assert!(!written[0].contains(secret.as_str()), "{}", written[0]);
        }
    }
}
