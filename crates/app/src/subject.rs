//! Who in the sources the requester is: candidates by identifiers, and the officer's choice.

use std::collections::BTreeSet;

use gestand_base::CaseId;
use gestand_cases::Step;
use gestand_ledger::EntryKind;
use gestand_sources::{Candidate, Source, SubjectQuery};
use gestand_store::{CaseSearchRow, SearchState};
use gestand_vault::Sensitive;
use serde_json::json;

use crate::requester::Identity;
use crate::views::CandidateLine;
use crate::{Actor, App, AppError, Result, Right};

/// From this score on, the number of a candidate is used to find the same person in other sources.
const SURE: u8 = 80;

impl App {
    /// People in the sources who may be the requester, the likeliest first, and sources that could not be asked.
    /// Nobody is merged: the officer chooses.
    pub(crate) async fn candidates(&self, actor: &Actor, identity: Identity) -> Result<Vec<CandidateLine>> {
        let permit = self.permit(actor)?;
        let query = identity.query();
        let mut found: Vec<Candidate> = Vec::new();
        let mut empty: Vec<&Source> = Vec::new();
        for source in self.engine.sources.all().iter().filter(|source| !source.is_manual()) {
            match source.find(&query, &permit).await {
                Ok(candidates) if candidates.is_empty() => empty.push(source),
                Ok(candidates) => found.extend(candidates),
                // The search itself will ask again and say what is wrong with this source (invariant 9).
                Err(error) => tracing::warn!(source = source.info().id, %error, "a source could not be asked"),
            }
        }
        // The same person in other sources, by the number of a sure candidate.
        let sure = found.iter().filter(|candidate| candidate.score >= SURE);
        let numbers: BTreeSet<String> = sure
            .filter_map(|candidate| candidate.relation_number.as_ref())
            .map(|number| number.open(&permit, "same person in other sources").clone())
            .collect();
        for source in empty {
            for number in &numbers {
                let by_number = SubjectQuery { relation_number: Some(Sensitive::new(number.clone())), ..Default::default() };
                if let Ok(candidates) = source.find(&by_number, &permit).await {
                    found.extend(candidates);
                }
            }
        }
        found.sort_by(|a, b| b.score.cmp(&a.score).then_with(|| a.source.cmp(&b.source)));
        Ok(found
            .into_iter()
            .map(|candidate| CandidateLine {
                source_label: self.source_label(&candidate.source),
                source: candidate.source,
                key: candidate.key,
                display: candidate.display.open(&permit, "candidate for a request").clone(),
                relation_number: candidate
                    .relation_number
                    .map(|number| number.open(&permit, "candidate for a request").clone()),
                score: candidate.score,
                matched: candidate.matched,
                differs: candidate.differs,
            })
            .collect())
    }

    /// The officer says who the requester is in each source (none: not there). Their records are held, and the
    /// search starts.
    ///
    /// # Errors
    /// [`crate::AppError::Conflict`] when the case is not at this step; [`crate::AppError::SourceDown`] when a source
    /// in which nobody was chosen cannot be asked: "not there" would only mean "not seen" (invariant 9).
    pub async fn choose_subject(&self, actor: &Actor, id: CaseId, chosen: Vec<(String, String)>) -> Result<()> {
        actor.must(Right::HandleRequest)?;
        self.others_can_be_asked(actor, id, &chosen).await?;
        let mut tx = self.engine.store.write("subject_choose").await?;
        let case = self.case_to_handle(&mut tx, actor, id).await?;
        self.move_on(&mut tx, &case, Step::SubjectChosen).await?;
        for source in self.engine.sources.all() {
            let source_id = &source.info().id;
            let keys = chosen.iter().filter(|(of, _)| of == source_id).map(|(_, key)| key.clone()).collect();
            let search = CaseSearchRow {
                source: source_id.clone(),
                state: SearchState::Pending,
                subject_keys: keys,
                problem: None,
            };
            tx.case_search_upsert(id, &search).await?;
        }
        self.hold_for_request(&mut tx, actor, id, &chosen).await?;
        let facts = json!({"sources": self.engine.sources.all().len(), "persons": chosen.len()});
        self.case_event(&mut tx, id, actor, "subject_chosen", facts.clone()).await?;
        self.append(&mut tx, EntryKind::SubjectResolved, Some(case.person), Some(id.to_string()), facts).await?;
        tx.commit().await?;
        self.search(actor, id).await
    }

    /// Asks every source in which nobody was chosen once more.
    async fn others_can_be_asked(&self, actor: &Actor, id: CaseId, chosen: &[(String, String)]) -> Result<()> {
        let permit = self.permit(actor)?;
        let mut tx = self.engine.store.read().await?;
        let case = self.case_to_handle(&mut tx, actor, id).await?;
        let query = self.identity(&mut tx, case.person, &permit).await?.query();
        drop(tx);
        for source in self.engine.sources.all().iter().filter(|source| !source.is_manual()) {
            let info = source.info();
            if !chosen.iter().any(|(of, _)| *of == info.id) {
                source.find(&query, &permit).await.map_err(|error| AppError::source(&info.id, &error))?;
            }
        }
        Ok(())
    }
}
