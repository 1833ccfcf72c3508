//! Which version holds at a start: the pack that was given, or the one that officers have published since.

use std::sync::Arc;

use gestand_plans::Engine;
use gestand_store::{PolicyVersionRow, VersionOrigin};

use super::activate::{insert_version, record_version};
use super::said::Statements;
use super::{InForce, compile_texts, of_pack};
use crate::{AppError, OpenError};

/// How often programs that start at once may stand in each other's way.
const ATTEMPTS: u32 = 5;

/// What a start makes of the pack that was given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Start {
    /// It becomes the next version.
    New(VersionOrigin),
    /// It is the version in force.
    Same,
    /// Officers have gone on since: what they published stays.
    Stored,
}

/// The version that holds. A new one, and its entry in the ledger, are written in one transaction.
pub(crate) async fn settle(engine: &Engine, mut given: InForce) -> Result<InForce, OpenError> {
    let mut attempt = 1;
    loop {
        let versions = engine.store.read().await.map_err(AppError::from)?.policy_versions().await;
        let mut versions = versions.map_err(AppError::from)?;
        if let Some(newest) = versions.last().filter(|newest| newest.pack != given.policy.name) {
            return Err(OpenError::OtherPack { given: given.policy.name.clone(), holds: newest.pack.clone() });
        }
        let start = choose(&versions, &given);
        let newest = versions.pop();
        let number = newest.as_ref().map_or(0, |row| row.number);
        let (next, origin) = match (start, newest) {
            (Start::Same, _) => {
                given.number = number;
                return Ok(given);
            }
            (Start::Stored, Some(row)) => {
                tracing::warn!(
                    number,
                    "the files of the pack are older than what was published in the workspace; that version stays"
                );
                match stored(&row)? {
                    (same, true) => return Ok(same),
                    (reread, false) => (reread, VersionOrigin::Program),
                }
            }
            (Start::New(origin), _) => (given, origin),
            (Start::Stored, None) => (given, VersionOrigin::Files),
        };
        match write(engine, &next, number + 1, origin).await {
            Ok(()) => return Ok(InForce { number: number + 1, ..next }),
            Err(AppError::Conflict { .. }) if attempt < ATTEMPTS => {
                attempt += 1;
                given = next;
            }
            Err(error) => return Err(error.into()),
        }
    }
}

/// The stored version, and whether this program reads and words it as the one that published it did.
fn stored(row: &PolicyVersionRow) -> Result<(InForce, bool), OpenError> {
    let read = compile_texts(&row.files, &row.pack).map_err(AppError::internal)?;
    let read = InForce::new(row.number, read).map_err(|_| OpenError::Stored(row.number))?;
    let same = same(row, &read);
    Ok((read, same))
}

/// Whether a version is this policy, and says the same to people.
fn same(row: &PolicyVersionRow, policy: &InForce) -> bool {
    row.version == policy.policy.version
        && Statements::stored(row).is_ok_and(|said| said == Statements::of(&policy.policy))
}

fn choose(versions: &[PolicyVersionRow], given: &InForce) -> Start {
    let name = &given.policy.name;
    let own = of_pack(&given.texts, name);
    let seen = |row: &PolicyVersionRow| row.version == given.policy.version || of_pack(&row.files, name) == own;
    let Some(at) = versions.iter().rposition(seen) else { return Start::New(VersionOrigin::Files) };
    let (until, after) = versions.split_at(at + 1);
    // A version that another release made of the same files is whose those files were.
    let edited = until.iter().rev().find(|row| row.origin != VersionOrigin::Program);
    let edited = edited.is_some_and(|row| row.origin == VersionOrigin::Editor);
    let edited_since = after.iter().any(|row| row.origin == VersionOrigin::Editor);
    match (after.is_empty(), until.last()) {
        _ if edited_since => Start::Stored,
        (true, _) if edited => Start::Stored,
        (true, Some(row)) if same(row, given) => Start::Same,
        (true, _) => Start::New(VersionOrigin::Program),
        (false, _) => Start::New(VersionOrigin::Files),
    }
}

async fn write(engine: &Engine, next: &InForce, number: u32, origin: VersionOrigin) -> Result<(), AppError> {
    let engine = Engine { policy: Arc::clone(&next.policy), ..engine.clone() };
    let now = engine.clock.now();
    let row = PolicyVersionRow {
        number,
        version: next.policy.version.clone(),
        pack: next.policy.name.clone(),
        document: serde_json::to_string(&next.policy.document)?,
        statement: serde_json::to_string(&Statements::of(&next.policy))?,
        files: next.texts.clone(),
        origin,
        effective_on: engine.clock.today(),
        reason: String::new(),
        despite: String::new(),
        written_by: Vec::new(),
        approved_by: None,
        activated_at: now,
    };
    let mut tx = engine.store.write("policy_activate").await?;
    insert_version(&mut tx, &row).await?;
    record_version(&engine, &mut tx, &row, &next.findings).await?;
    Ok(tx.commit().await?)
}
