//! The editor: texts, conflicts, and what two officers must do before a policy is in force.

use gestand_app::testing::{self, TestApp};
use gestand_app::{Actor, App, AppError, Change, Lang, Proposal};
use gestand_store::DraftState;

use crate::common::*;
use crate::publishing::*;

const TERM: (&str, &str) = ("term: 1 month", "term: 2 weeks");

fn asked(revision: u32, reason: &str, effective_on: &str) -> Proposal {
    Proposal { revision, reason: reason.into(), effective_on: effective_on.into(), ..Proposal::default() }
}

async fn draft(t: &TestApp, app: &App) -> gestand_app::DraftView {
    app.editor_page(&t.officer(), Lang::Nl).await.unwrap().draft.unwrap()
}

async fn save(app: &App, actor: &Actor, name: &str, text: &str) {
    let seen = app.editor_file(actor, PACK, name).await.unwrap().seen;
    app.editor_save(actor, name, text, &seen).await.unwrap();
}

#[tokio::test]
async fn two_officers_publish_and_one_alone_cannot() {
    for t in engines(PACK).await {
        let (officer, second) = (t.officer(), t.second());
        edit(&t, &t.app, "rights.yaml", TERM.0, TERM.1).await;
        let first = revision(&t, &t.app).await;
        let revision = propose(&t, &t.app, "").await;
        assert_eq!(conflict(t.app.editor_propose(&officer, &asked(first, "x", "")).await), "draft-state", "once");
        for _ in 0..2 {
            assert_eq!(conflict(t.app.editor_approve(&officer, revision).await), "four-eyes");
        }
        assert_eq!(conflict(t.app.editor_approve(&second, first).await), "draft-state", "not what was seen");
        assert_eq!(t.app.current().await.unwrap().policy_number(), 1);
        // Two second officers at once, or one that clicks twice: one approval.
        let (one, two) = tokio::join!(t.app.editor_approve(&second, revision), t.app.editor_approve(&second, revision));
        assert!(one.is_ok() != two.is_ok());
        assert_eq!(conflict(if one.is_ok() { two } else { one }), "draft-state");
        let now = t.app.current().await.unwrap();
        let page = now.editor_page(&officer, Lang::Nl).await.unwrap();
        assert!(page.draft.is_none());
        let line = &page.versions[0];
        assert_eq!(
            (line.number, &line.written_by, line.approved_by.as_deref()),
            (2, &vec!["officer".into()], Some("second"))
        );
        let kinds = kinds(&t).await;
        assert_eq!(kinds[kinds.len() - 3..], ["policy_proposed", "policy_approved", "policy_activated"]);
        ledger_is_sound(&t).await;
    }
}

#[tokio::test]
async fn who_wrote_last_cannot_have_another_propose_it_and_approve() {
    let t = testing::app(PACK).await;
    edit(&t, &t.app, "rights.yaml", TERM.0, TERM.1).await;
    let seen = revision(&t, &t.app).await;
    t.app.editor_propose(&t.second(), &asked(seen, "Sneller", "")).await.unwrap();
    let seen = revision(&t, &t.app).await;
    assert_eq!(conflict(t.app.editor_approve(&t.officer(), seen).await), "four-eyes", "wrote it");
    assert_eq!(conflict(t.app.editor_approve(&t.second(), seen).await), "four-eyes", "proposed it");
    // What the other wrote first makes no difference: who wrote last approves nothing.
    t.app.editor_return(&t.second(), seen, "").await.unwrap();
    let file = t.app.editor_file(&t.second(), PACK, "rights.yaml").await.unwrap();
    save(&t.app, &t.second(), "rights.yaml", &file.text.replacen("free: true", "free: true # altijd", 1)).await;
    let seen = revision(&t, &t.app).await;
    edit(&t, &t.app, "rights.yaml", TERM.1, "term: 10 days").await;
    assert_ne!(revision(&t, &t.app).await, seen);
    let seen = revision(&t, &t.app).await;
    t.app.editor_propose(&t.second(), &asked(seen, "Sneller", "")).await.unwrap();
    let seen = revision(&t, &t.app).await;
    assert_eq!(conflict(t.app.editor_approve(&t.officer(), seen).await), "four-eyes", "wrote last");
    // Once the other has written last and proposes, two have looked at the same words.
    t.app.editor_return(&t.second(), seen, "").await.unwrap();
    let file = t.app.editor_file(&t.second(), PACK, "rights.yaml").await.unwrap();
    save(&t.app, &t.second(), "rights.yaml", &file.text.replacen("# altijd", "# echt altijd", 1)).await;
    let seen = revision(&t, &t.app).await;
    t.app.editor_propose(&t.second(), &asked(seen, "Sneller", "")).await.unwrap();
    let seen = revision(&t, &t.app).await;
    assert!(t.app.editor_approve(&t.officer(), seen).await.unwrap());
}

#[tokio::test]
async fn a_draft_without_any_file_can_be_seen_and_thrown_away() {
    let t = testing::app(PACK).await;
    let officer = t.officer();
    let page = t.app.editor_page(&officer, Lang::Nl).await.unwrap();
    for file in page.files.iter().filter(|file| file.own) {
        save(&t.app, &officer, &file.name, "").await;
    }
    let page = t.app.editor_page(&officer, Lang::Nl).await.unwrap();
    assert!(page.files.iter().all(|file| !file.own || file.change == Change::Removed));
    let view = page.draft.unwrap();
    assert!(!view.review.readable);
    let refused = t.app.editor_propose(&officer, &asked(view.revision, "x", "")).await;
    assert_eq!(conflict(refused), "draft-unreadable");
    assert!(!t.app.editor_check(&officer, "rights.yaml", "", Lang::Nl).await.unwrap().readable);
    t.app.editor_discard(&officer, view.revision).await.unwrap();
    assert!(t.app.editor_page(&officer, Lang::Nl).await.unwrap().draft.is_none());
}

#[tokio::test]
async fn only_privacy_officers_come_near() {
    let t = testing::app(PACK).await;
    edit(&t, &t.app, "rights.yaml", TERM.0, TERM.1).await;
    let seen = revision(&t, &t.app).await;
    let file = t.app.editor_file(&t.officer(), PACK, "rights.yaml").await.unwrap();
    for actor in [t.desk(), Actor::Requester] {
        let forbidden = |result: gestand_app::Result<()>| assert!(matches!(result, Err(AppError::Forbidden(_))));
        forbidden(t.app.editor_page(&actor, Lang::Nl).await.map(drop));
        forbidden(t.app.editor_file(&actor, PACK, "rights.yaml").await.map(drop));
        forbidden(t.app.editor_check(&actor, "rights.yaml", "x", Lang::Nl).await.map(drop));
        forbidden(t.app.editor_save(&actor, "rights.yaml", "x", &file.seen).await);
        forbidden(t.app.editor_propose(&actor, &asked(seen, "x", "")).await);
        forbidden(t.app.editor_approve(&actor, seen).await.map(drop));
        forbidden(t.app.editor_return(&actor, seen, "x").await);
        forbidden(t.app.editor_discard(&actor, seen).await);
        forbidden(t.app.editor_rebase(&actor, seen).await.map(drop));
    }
    assert_eq!(revision(&t, &t.app).await, seen);
}

#[tokio::test]
async fn who_saves_over_a_text_they_did_not_see_is_told() {
    for t in engines(PACK).await {
        let (officer, second) = (t.officer(), t.second());
        // Both open the same two files.
        let rights = t.app.editor_file(&officer, PACK, "rights.yaml").await.unwrap();
        let cookies = t.app.editor_file(&second, PACK, "cookies.yaml").await.unwrap();
        let mine = rights.text.replacen(TERM.0, TERM.1, 1);
        let theirs = rights.text.replacen(TERM.0, "term: 3 weeks", 1);
        let (one, two) = tokio::join!(
            t.app.editor_save(&officer, "rights.yaml", &mine, &rights.seen),
            t.app.editor_save(&second, "rights.yaml", &theirs, &rights.seen)
        );
        assert!(one.is_ok() != two.is_ok(), "one was first");
        assert_eq!(conflict(if one.is_ok() { two } else { one }), "draft-text");
        // Another file is not in the way.
        let text = format!("{}# Een opmerking.\n", cookies.text);
        t.app.editor_save(&second, "cookies.yaml", &text, &cookies.seen).await.unwrap();
        let saved = t.app.editor_file(&officer, PACK, "rights.yaml").await.unwrap();
        assert!(saved.text == mine || saved.text == theirs);
        assert_eq!(saved.in_force.as_deref(), Some(rights.text.as_str()));
        let page = t.app.editor_page(&officer, Lang::Nl).await.unwrap();
        let changed: Vec<_> = page.files.iter().filter(|file| file.change != Change::Same).collect();
        assert_eq!(changed.iter().map(|file| file.name.as_str()).collect::<Vec<_>>(), ["cookies.yaml", "rights.yaml"]);
        assert!(page.files.iter().any(|file| file.pack == "sector" && !file.own));
    }
}

#[tokio::test]
async fn texts_of_forms_are_stored_plain_and_files_come_and_go() {
    let t = testing::app(PACK).await;
    let officer = t.officer();
    let rights = t.app.editor_file(&officer, PACK, "rights.yaml").await.unwrap();
    let windows = rights.text.replace('\n', "\r\n");
    t.app.editor_save(&officer, "rights.yaml", &windows, &rights.seen).await.unwrap();
    assert!(t.app.editor_page(&officer, Lang::Nl).await.unwrap().draft.is_none(), "nothing was changed");
    save(&t.app, &officer, "rights.yaml", &windows.replacen(TERM.0, TERM.1, 1)).await;
    assert!(!t.app.editor_file(&officer, PACK, "rights.yaml").await.unwrap().text.contains('\r'));

    let new = t.app.editor_file(&officer, PACK, "extra.yaml").await.unwrap();
    assert_eq!((new.text.as_str(), new.writable), ("", true));
    save(&t.app, &officer, "extra.yaml", "# nog niets").await;
    save(&t.app, &officer, "cameras.yaml", " \r\n").await;
    let page = t.app.editor_page(&officer, Lang::Nl).await.unwrap();
    let change = |name: &str| page.files.iter().find(|file| file.own && file.name == name).unwrap().change;
    assert_eq!((change("extra.yaml"), change("cameras.yaml")), (Change::Added, Change::Removed));
    let review = page.draft.unwrap().review;
    let gone: Vec<_> = review.changes.iter().filter(|change| change.new.is_none()).map(|change| &change.id).collect();
    assert!(gone.iter().any(|id| id.starts_with("cameras")), "{gone:?}");

    for (pack, name) in
        [(PACK, "../secret.yaml"), (PACK, "x.txt"), ("sector", "nothing.yaml"), ("woonbron", "pack.yaml")]
    {
        assert!(matches!(t.app.editor_file(&officer, pack, name).await, Err(AppError::NotFound)), "{pack}/{name}");
    }
    assert!(!t.app.editor_file(&officer, "sector", "events.yaml").await.unwrap().writable);
    let huge = "x".repeat(1024 * 1024 + 1);
    assert_eq!(problems(t.app.editor_save(&officer, "rights.yaml", &huge, "").await), [("text", "text-too-large")]);
    assert!(matches!(t.app.editor_save(&officer, "../x.yaml", "x", "").await, Err(AppError::NotFound)));
}

#[tokio::test]
async fn what_cannot_be_read_is_kept_and_not_proposed() {
    let t = testing::app(PACK).await;
    edit(&t, &t.app, "rights.yaml", TERM.0, "term: [").await;
    let view = draft(&t, &t.app).await;
    assert!(!view.review.readable && view.review.changes.is_empty() && view.review.mended.is_empty());
    let finding = &view.review.new[0];
    assert_eq!((finding.pack.as_str(), finding.file.as_str()), (PACK, "rights.yaml"));
    assert!(finding.line > 1, "{finding:?}");
    let refused = t.app.editor_propose(&t.officer(), &asked(view.revision, "x", "")).await;
    assert_eq!(conflict(refused), "draft-unreadable");
    // A pack without its own name, and one under which no request could be handled.
    let pack = t.app.editor_file(&t.officer(), PACK, "pack.yaml").await.unwrap().text;
    save(&t.app, &t.officer(), "pack.yaml", &pack.replace("pack: model", "pack: ander")).await;
    let seen = revision(&t, &t.app).await;
    assert_eq!(conflict(t.app.editor_propose(&t.officer(), &asked(seen, "x", "")).await), "draft-unreadable");
    t.app.editor_discard(&t.officer(), seen).await.unwrap();
    save(&t.app, &t.officer(), "extra.yaml", "activities:\n  rights_requests: {functions: [auditor]}\n").await;
    let view = draft(&t, &t.app).await;
    assert!(view.review.readable && view.review.requests_forbidden.is_some(), "{:?}", view.review);
    let refused = t.app.editor_propose(&t.officer(), &asked(view.revision, "x", "")).await;
    assert_eq!(conflict(refused), "draft-forbids-requests");
}

#[tokio::test]
async fn against_the_law_only_with_a_written_reason() {
    for t in engines(PACK).await {
        edit(&t, &t.app, "rights.yaml", TERM.0, "term: 3 months").await;
        let view = draft(&t, &t.app).await;
        let errors = view.review.count(gestand_policy::Severity::Error);
        assert!(errors > 0 && view.review.new.iter().any(|finding| !finding.diagnostic.law.is_empty()));
        let mut proposal = asked(view.revision, "", "31-02-2027");
        let wrong = problems(t.app.editor_propose(&t.officer(), &proposal).await);
        assert_eq!(wrong, [("reason", "reason-empty"), ("despite", "reason-empty"), ("effective_on", "date-form")]);
        proposal = asked(view.revision, "Wij antwoorden later.", "2026-11-19");
        proposal.despite = "De FG beoordeelt dit nog met de jurist.".into();
        assert_eq!(problems(t.app.editor_propose(&t.officer(), &proposal).await), [("effective_on", "date-past")]);
        proposal.effective_on = "2030-01-01".into();
        assert_eq!(problems(t.app.editor_propose(&t.officer(), &proposal).await), [("effective_on", "date-far")]);
        proposal.effective_on = String::new();
        t.app.editor_propose(&t.officer(), &proposal).await.unwrap();
        let seen = revision(&t, &t.app).await;
        assert!(t.app.editor_approve(&t.second(), seen).await.unwrap());
        let page = t.app.current().await.unwrap().editor_page(&t.officer(), Lang::Nl).await.unwrap();
        assert_eq!(page.versions[0].despite, "De FG beoordeelt dit nog met de jurist.");
        let activated = leaves(&t).await.into_iter().rfind(|leaf| leaf.contains("policy_activated")).unwrap();
        assert!(activated.contains(&format!("\"errors\":{errors}")), "{activated}");
    }
}

#[tokio::test]
async fn findings_are_told_apart_from_those_in_force() {
    let t = testing::app(PACK).await;
    let now = publish_with_errors(&t).await;
    // One line further down everything is the same; with the term mended, that finding is.
    let rights = now.editor_file(&t.officer(), PACK, "rights.yaml").await.unwrap();
    let moved = format!("# Een opmerking.\n{}", rights.text);
    let review = now.editor_check(&t.officer(), "rights.yaml", &moved, Lang::Nl).await.unwrap();
    assert!(review.new.is_empty() && review.mended.is_empty() && !review.same.is_empty(), "{review:?}");
    assert!(review.changes.is_empty());
    let mended = rights.text.replacen("term: 3 months", TERM.0, 1);
    let review = now.editor_check(&t.officer(), "rights.yaml", &mended, Lang::En).await.unwrap();
    assert!(review.new.is_empty() && !review.mended.is_empty() && review.same.is_empty(), "{review:?}");
    assert!(!review.changes.is_empty());
    assert!(now.editor_page(&t.officer(), Lang::Nl).await.unwrap().draft.is_none(), "checking saves nothing");
}

async fn publish_with_errors(t: &TestApp) -> std::sync::Arc<App> {
    edit(t, &t.app, "rights.yaml", TERM.0, "term: 3 months").await;
    let proposal = Proposal { despite: "Tijdelijk".into(), ..asked(revision(t, &t.app).await, "Later", "") };
    t.app.editor_propose(&t.officer(), &proposal).await.unwrap();
    t.app.editor_approve(&t.second(), revision(t, &t.app).await).await.unwrap();
    t.app.current().await.unwrap()
}

#[tokio::test]
async fn a_proposal_is_sent_back_taken_back_and_recalled() {
    for t in engines(PACK).await {
        let (officer, second) = (t.officer(), t.second());
        edit(&t, &t.app, "rights.yaml", TERM.0, TERM.1).await;
        let seen = propose(&t, &t.app, "").await;
        let file = t.app.editor_file(&officer, PACK, "rights.yaml").await.unwrap();
        assert!(!file.writable);
        assert_eq!(conflict(t.app.editor_save(&officer, "rights.yaml", "x", &file.seen).await), "draft-state");
        assert_eq!(conflict(t.app.editor_discard(&officer, seen).await), "draft-state");
        assert_eq!(problems(t.app.editor_return(&second, seen, " \u{0} ").await), [("note", "reason-empty")]);
        t.app.editor_return(&second, seen, "Graag ook de Engelse tekst.\u{0}").await.unwrap();
        let view = draft(&t, &t.app).await;
        assert_eq!((view.state, view.note.as_str()), (DraftState::Draft, "Graag ook de Engelse tekst."));
        assert_eq!(view.reason, "Wij antwoorden sneller.", "what was filled in stays");
        let seen = propose(&t, &t.app, "").await;
        assert_eq!(draft(&t, &t.app).await.note, "");
        t.app.editor_return(&officer, seen, "").await.unwrap();
        let seen = propose(&t, &t.app, "2026-12-24").await;
        t.app.editor_approve(&second, seen).await.unwrap();
        let seen = revision(&t, &t.app).await;
        assert_eq!(conflict(t.app.editor_approve(&second, seen).await), "draft-state", "approved already");
        t.app.editor_return(&officer, seen, "Toch nog niet.").await.unwrap();
        let view = draft(&t, &t.app).await;
        assert_eq!((view.state, view.approved_by), (DraftState::Draft, None));
        assert!(t.app.statement_versions().await.unwrap().1.is_none());
        assert_eq!(count(&t, "policy_returned").await, 3);
        t.app.editor_discard(&officer, view.revision).await.unwrap();
        assert_eq!(conflict(t.app.editor_discard(&officer, view.revision).await), "draft-state");
        assert_eq!(t.app.current().await.unwrap().policy_number(), 1);
        ledger_is_sound(&t).await;
    }
}

/// A draft of an earlier version does not undo what came into force since.
#[tokio::test]
async fn a_draft_of_an_earlier_version_is_brought_up_to_date_first() {
    let t = testing::app(PACK).await;
    let officer = t.officer();
    edit(&t, &t.app, "rights.yaml", TERM.0, TERM.1).await;
    edit(&t, &t.app, "cookies.yaml", "cookies:", "# Mijn opmerking.\ncookies:").await;
    let approved = propose(&t, &t.app, "2026-12-01").await;
    t.app.editor_approve(&t.second(), approved).await.unwrap();
    // The administrator starts with other files before that day.
    let folder = t.dir.path().join("packs").join(PACK);
    std::fs::create_dir_all(&folder).unwrap();
    for file in t.app.editor_page(&officer, Lang::Nl).await.unwrap().files.iter().filter(|file| file.own) {
        let text = gestand_app::compile_pack(PACK).unwrap().files.into_iter();
        let text = text.map(|read| (read.path, String::from_utf8(read.bytes).unwrap()));
        let (_, text) = text.into_iter().find(|(path, _)| path.ends_with(&format!("{PACK}/{}", file.name))).unwrap();
        let text =
            text.replacen(TERM.0, "term: 3 weeks", 1).replacen("7 days after recorded", "8 days after recorded", 1);
        std::fs::write(folder.join(&file.name), text).unwrap();
    }
    let now = testing::reopen(folder.to_str().unwrap(), &t.database, t.dir.path(), t.clock.clone()).await;
    assert_eq!(now.policy_number(), 2);
    t.clock.advance(jiff::SignedDuration::from_hours(24 * 12));
    let now = now.current().await.unwrap();
    assert_eq!(now.policy_number(), 2, "what was approved does not come over it");
    let view = draft(&t, &now).await;
    assert_eq!((view.state, view.base, view.outdated, view.note.as_str()), (DraftState::Draft, 1, true, "outdated"));
    let refused = now.editor_propose(&officer, &asked(view.revision, "x", "")).await;
    assert_eq!(conflict(refused), "draft-outdated");
    assert_eq!(now.editor_rebase(&officer, view.revision).await.unwrap(), ["rights.yaml"], "both changed it");
    assert_eq!(conflict(now.editor_rebase(&officer, view.revision).await), "draft-state");
    let view = draft(&t, &now).await;
    assert_eq!((view.base, view.outdated), (2, false));
    let text = |name: &'static str| async { now.editor_file(&t.officer(), PACK, name).await.unwrap() };
    assert!(text("retention.yaml").await.text.contains("8 days after recorded"), "theirs");
    assert!(text("cookies.yaml").await.text.contains("Mijn opmerking"), "mine");
    let rights = text("rights.yaml").await;
    assert!(rights.text.contains(TERM.1) && rights.in_force.unwrap().contains("term: 3 weeks"), "to compare");
    let next = propose(&t, &now, "").await;
    assert!(now.editor_approve(&t.second(), next).await.unwrap());
}

#[tokio::test]
async fn a_draft_that_changes_nothing_is_not_proposed() {
    let t = testing::app(PACK).await;
    edit(&t, &t.app, "rights.yaml", TERM.0, TERM.1).await;
    edit(&t, &t.app, "rights.yaml", TERM.1, TERM.0).await;
    let seen = revision(&t, &t.app).await;
    assert_eq!(conflict(t.app.editor_propose(&t.officer(), &asked(seen, "x", "")).await), "draft-unchanged");
}

#[tokio::test]
async fn the_ledger_holds_no_name_and_no_text_of_officers() {
    let t = testing::app(PACK).await;
    edit(&t, &t.app, "rights.yaml", "free: true", "free: true # <b>Voor mevrouw Proefpersoon</b>").await;
    let seen = propose(&t, &t.app, "").await;
    t.app.editor_return(&t.second(), seen, "Haal de naam Proefpersoon weg.").await.unwrap();
    let seen = propose(&t, &t.app, "").await;
    t.app.editor_approve(&t.second(), seen).await.unwrap();
    let leaves = leaves(&t).await;
    let told: Vec<_> = leaves.iter().filter(|leaf| leaf.contains("\"policy_")).collect();
    assert_eq!(told.len(), 6);
    for leaf in told {
        for word in ["Proefpersoon", "officer", "second", "sneller", "<b>"] {
            assert!(!leaf.contains(word), "{word} in {leaf}");
        }
    }
}
