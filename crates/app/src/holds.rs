//! Holds: what stops destruction, what waits for one, and what releasing it sets free.

use std::sync::Arc;

use gestand_base::{CaseId, HoldId};
use gestand_ledger::EntryKind;
use gestand_plans::{count_held, countable_rules};
use gestand_publish::Lang;
use gestand_store::{CaseRow, CaseSearchRow, HoldIndex, HoldKind, HoldRow, Job, Tx};
use serde_json::json;

use crate::views::{HoldLine, HoldPage, WaitLine};
use crate::work::done_or_elsewhere;
use crate::{Actor, App, AppError, Result, Right};

impl App {
    /// Holds all records of the persons of a request, in each source, until it is closed (invariant 3).
    pub(crate) async fn hold_for_request(
        &self,
        tx: &mut Tx,
        actor: &Actor,
        case: CaseId,
        subjects: &[(String, String)],
    ) -> Result<()> {
        for (source, key) in subjects {
            let hold =
                HoldRow { subject_key: Some(key.clone()), ..self.hold_of(HoldKind::Request, actor, case, source) };
            self.place_hold(tx, &hold).await?;
        }
        Ok(())
    }

    /// A hold on a source that a case places on its own behalf; on what of it, the caller says.
    pub(crate) fn hold_of(&self, kind: HoldKind, actor: &Actor, case: CaseId, source: &str) -> HoldRow {
        let words = match kind {
            HoldKind::Restriction => ("restriction", "restriction_lifted"),
            _ => ("open_request", "case_closed"),
        };
        HoldRow { case: Some(case), ..self.new_hold(kind, actor, source, words) }
    }

    /// A hold on a source, with its reason and its end condition; on what of it, the caller says.
    pub(crate) fn new_hold(
        &self,
        kind: HoldKind,
        actor: &Actor,
        source: &str,
        (reason, until): (&str, &str),
    ) -> HoldRow {
        HoldRow {
            id: HoldId::new(self.engine.clock.now(), &*self.engine.random),
            kind,
            source: source.to_owned(),
            class: None,
            record_key: None,
            subject_key: None,
            case: None,
            reason: reason.to_owned(),
            until: until.to_owned(),
            placed_at: self.engine.clock.now(),
            placed_by: actor.login().to_owned(),
            released_at: None,
            marked: None,
        }
    }

    /// Places a hold, with its entry in the ledger.
    pub async fn place_hold(&self, tx: &mut Tx, hold: &HoldRow) -> Result<()> {
        tx.hold_insert(hold).await?;
        let mut facts = json!({"kind": hold.kind, "source": hold.source});
        // What an officer wrote may name somebody, and the ledger forgets nothing.
        if hold.case.is_some() {
            facts["until"] = hold.until.clone().into();
        }
        self.append(tx, EntryKind::HoldPlaced, None, Some(hold.id.to_string()), facts);
        Ok(())
    }

    /// Releases the holds of a case that ends. What they deferred is due again in the next plan; requests for erasure
    /// go on by [`App::work`].
    pub(crate) async fn release_holds_of(&self, tx: &mut Tx, actor: &Actor, case: &CaseRow) -> Result<()> {
        let released = tx.holds_release_for_case(case.id, HoldKind::Request, self.engine.clock.now()).await?;
        if released > 0 {
            let facts = json!({"released": released, "by": actor.login() == "system"});
            self.append(tx, EntryKind::HoldReleased, None, Some(case.id.to_string()), facts);
        }
        Ok(())
    }

    /// An officer releases a hold. Records past their term are in the next plan; requests for erasure go on at once.
    ///
    /// # Errors
    /// [`AppError::Conflict`] when it is released already, or belongs to a request that is still open.
    pub async fn release_hold(self: &Arc<Self>, actor: &Actor, id: HoldId) -> Result<()> {
        actor.must(Right::Hold)?;
        let mut tx = self.engine.store.write("hold_release").await?;
        let hold = tx.hold_by_id(id).await?.ok_or(AppError::NotFound)?;
        match hold.kind {
            HoldKind::Request => return Err(AppError::Conflict { what: "hold-of-request" }),
            // The person is told before (Art. 18(3)): that goes by the request.
            HoldKind::Restriction if hold.case.is_some() => {
                return Err(AppError::Conflict { what: "hold-of-restriction" });
            }
            _ => {}
        }
        if !tx.hold_release(id, self.engine.clock.now()).await? {
            return Err(AppError::Conflict { what: "hold-released" });
        }
        let waiting = tx.deferred_of_hold(id).await?;
        let facts = json!({"kind": hold.kind, "source": hold.source});
        self.append(&mut tx, EntryKind::HoldReleased, None, Some(id.to_string()), facts);
        tx.commit().await?;
        let mut cases: Vec<CaseId> = waiting.into_iter().map(|row| row.case).collect();
        cases.dedup();
        // Erasing goes on when the officer closes the page.
        let app = Arc::clone(self);
        let work = tokio::spawn(async move {
            // What is marked is not erased.
            if hold.marked.is_some() {
                app.mark_at_once(&hold.source).await;
            }
            for case in cases {
                if let Err(error) = done_or_elsewhere(app.take_up_case(case).await) {
                    app.troubles.note(Job::Case(case), &error, app.engine.clock.now());
                    tracing::error!(%error, "a request that waited for a hold could not go on; it is tried again");
                }
            }
        });
        work.await.map_err(AppError::internal)
    }

    pub(crate) async fn hold_line(&self, tx: &mut Tx, hold: HoldRow) -> Result<HoldLine> {
        let case_number = match hold.case {
            Some(case) => tx.case_by_id(case).await?.map(|case| case.number),
            None => None,
        };
        Ok(HoldLine {
            id: hold.id,
            kind: hold.kind,
            source: self.source_label(&hold.source),
            case_number,
            reason: hold.reason,
            until: hold.until,
            placed_on: self.day_of(hold.placed_at),
        })
    }

    /// The page of a hold: what waits for it, by rule or request and class.
    ///
    /// # Errors
    /// [`AppError::NotFound`] when there is no such hold, or it was released.
    pub async fn hold_page(&self, actor: &Actor, id: HoldId, lang: Lang) -> Result<HoldPage> {
        actor.must(Right::SeeWork)?;
        let mut tx = self.engine.store.read().await?;
        let hold = tx.hold_by_id(id).await?.filter(|hold| hold.released_at.is_none()).ok_or(AppError::NotFound)?;
        let mut requests = Vec::new();
        for row in tx.deferred_of_hold(id).await? {
            let number = tx.case_by_id(row.case).await?.map(|case| case.number).unwrap_or_default();
            let class = self.class_label(&row.source, &row.class);
            requests.push(WaitLine { what: number, case: Some(row.case), class, records: row.records });
        }
        let line = self.hold_line(&mut tx, hold.clone()).await?;
        drop(tx);
        let index = HoldIndex::new(vec![hold.clone()]);
        let (mut rules, mut problem) = (Vec::new(), None);
        let source = self.engine.sources.get(&hold.source);
        for rule in countable_rules(self.policy(), self.today()) {
            let (Some(source), Ok(due)) = (source, &rule.due) else { continue };
            let counted = async {
                let mut counts = Vec::new();
                for class in source.due(due).await? {
                    let records = count_held(source, due, &class, &index).await?;
                    counts.push((class.label, records));
                }
                Ok::<_, gestand_sources::SourceError>(counts)
            };
            match counted.await {
                Ok(counts) => {
                    let some = counts.into_iter().filter(|(_, records)| *records > 0);
                    let what = self.rule_label(rule.id, lang);
                    rules.extend(some.map(|(class, records)| WaitLine {
                        what: what.clone(),
                        case: None,
                        class,
                        records,
                    }));
                }
                Err(error) => problem = Some(error.to_string()),
            }
        }
        Ok(HoldPage { line, mark: hold.marked, rules, requests, problem })
    }
}

/// The persons of a request, by source and key.
pub(crate) fn persons_of(searches: Vec<CaseSearchRow>) -> Vec<(String, String)> {
    let keys = searches.into_iter().map(|search| (search.source, search.subject_keys));
    keys.flat_map(|(source, keys)| keys.into_iter().map(move |key| (source.clone(), key))).collect()
}
