//! `gestand ledger verify`: recompute the ledger, without the policy or the sources.

use std::path::Path;
use std::process::ExitCode;

use gestand_app::audit_ledger;
use gestand_ledger::{SigningKey, VerifierKey};
use gestand_store::Store;
use gestand_vault::KeyRing;
use serde_json::json;

use crate::args::{Format, LedgerArgs, LedgerCommand};
use crate::home;
use crate::output::{Failure, json as print, line};

pub async fn verify(args: LedgerArgs) -> Result<ExitCode, Failure> {
    let LedgerCommand::Verify { dir, database, keys, key, format } = args.command;
    let store = Store::open(&home::database_url(&dir, database.as_deref())).await.map_err(Failure::of)?;
    let mut tx = store.read().await.map_err(Failure::of)?;
    let key = match key {
        Some(given) => given_key(&given)?,
        None => own_key(&home::keys_dir(&dir, keys.as_ref()), tx.ledger_checkpoint().await.map_err(Failure::of)?)?,
    };
    let report = audit_ledger(&mut tx, &key).await.map_err(Failure::of)?;
    let fault = report.fault.as_ref().map(ToString::to_string);
    match format {
        Format::Json => print(&json!({"sound": report.is_sound(), "entries": report.entries,
            "checkpoints": report.checkpoints, "fault": fault, "verifier_key": key.to_string()})),
        Format::Text => match &fault {
            None => line(format!("{} entries, all as they were written", report.entries)),
            Some(fault) => line(format!("after {} sound entries: {fault}", report.entries)),
        },
    }
    Ok(if report.is_sound() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn given_key(given: &str) -> Result<VerifierKey, Failure> {
    let text = match std::fs::read_to_string(given) {
        Ok(text) => text,
        Err(_) => given.to_owned(),
    };
    text.trim().parse().map_err(|error| Failure::in_doing("--key", error))
}

/// The key of this folder, under the name that its checkpoint carries in the first line.
fn own_key(folder: &Path, checkpoint: Option<String>) -> Result<VerifierKey, Failure> {
    // Opening an empty folder would make new keys, and then find fault with a sound ledger.
    if !folder.is_dir() {
        return Err(Failure::of(format!("there are no keys in {}; give --keys or --key", folder.display())));
    }
    let keys = KeyRing::open(folder).map_err(Failure::of)?;
    let name = checkpoint.as_deref().and_then(|text| text.lines().next()).unwrap_or("gestand");
    let signer = SigningKey::from_seed(name, keys.ledger_seed()).map_err(Failure::of)?;
    Ok(signer.verifier().clone())
}
