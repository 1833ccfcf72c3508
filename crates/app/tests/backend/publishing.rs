//! Helpers of the tests that change the policy: other files, an edit, a proposal, an approval.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use gestand_app::testing::TestApp;
use gestand_app::{App, Lang, Proposal, compile_pack};

use crate::common::*;

/// The name of the pack that these tests change.
pub const PACK: &str = "model";

/// The pack of `t` in a folder, with a piece of a file replaced.
pub fn folder(t: &TestApp, name: &str, from: &str, to: &str) -> PathBuf {
    let folder = t.dir.path().join("packs").join(&t.pack);
    std::fs::create_dir_all(&folder).unwrap();
    for file in compile_pack(&t.pack).unwrap().files {
        let path = Path::new(&file.path);
        if path.parent().unwrap().ends_with(&t.pack) {
            let mut text = String::from_utf8(file.bytes).unwrap();
            if path.ends_with(name) {
                assert!(text.contains(from));
                text = text.replacen(from, to, 1);
            }
            std::fs::write(folder.join(path.file_name().unwrap()), text).unwrap();
        }
    }
    folder
}

/// Replaces a piece of a file in the draft, as the privacy officer.
pub async fn edit(t: &TestApp, app: &App, name: &str, from: &str, to: &str) {
    let file = app.editor_file(&t.officer(), PACK, name).await.unwrap();
    assert!(file.text.contains(from), "{name} has no {from:?}");
    app.editor_save(&t.officer(), name, &file.text.replacen(from, to, 1), &file.seen).await.unwrap();
}

/// The revision of the draft.
pub async fn revision(t: &TestApp, app: &App) -> u32 {
    app.editor_page(&t.officer(), Lang::Nl).await.unwrap().draft.unwrap().revision
}

/// Proposed by the first officer, with a reason and a first day (empty: at once).
pub async fn propose(t: &TestApp, app: &App, effective_on: &str) -> u32 {
    let proposal = Proposal {
        revision: revision(t, app).await,
        reason: "Wij antwoorden sneller.".into(),
        effective_on: effective_on.into(),
        ..Proposal::default()
    };
    app.editor_propose(&t.officer(), &proposal).await.unwrap_or_else(|error| panic!("{error}: {error:?}"));
    revision(t, app).await
}

/// Edited, proposed and approved: in force. Gives the view under the new version.
pub async fn publish(t: &TestApp, app: &Arc<App>, name: &str, from: &str, to: &str) -> Arc<App> {
    edit(t, app, name, from, to).await;
    let revision = propose(t, app, "").await;
    assert!(app.editor_approve(&t.second(), revision).await.unwrap());
    app.current().await.unwrap()
}

/// The kinds of all entries of the ledger, in order.
pub async fn kinds(t: &TestApp) -> Vec<String> {
    let leaves = leaves(t).await;
    let kind =
        |leaf: &String| serde_json::from_str::<serde_json::Value>(leaf).unwrap()["kind"].as_str().unwrap().into();
    leaves.iter().map(kind).collect()
}

pub async fn count(t: &TestApp, kind: &str) -> usize {
    kinds(t).await.iter().filter(|known| *known == kind).count()
}
