//! Who in the sources the requester is: candidates by identifiers, and the officer's choice.

use std::collections::BTreeSet;

use gestand_base::CaseId;
use gestand_cases::Step;
use gestand_ledger::EntryKind;
use gestand_policy::decide::Permit;
use gestand_sources::{Candidate, Source, SubjectQuery};
use gestand_store::{CaseSearchRow, SearchState};
use gestand_vault::Sensitive;
use serde_json::json;

use crate::views::{CandidateLine, Requester};
use crate::{Actor, App, AppError, Result};

/// From this score on, the number of a candidate is used to find the same person in other sources.
const SURE: u8 = 80;

impl App {
    /// People in the sources who may be the requester, the likeliest first, and sources that could not be asked.
    /// Nobody is merged: the officer chooses.
    pub(crate) async fn candidates(&self, actor: &Actor, identity: Requester) -> Result<Vec<CandidateLine>> {
        let permit = self.permit(actor)?;
        let mut found = self.find_in_all(identity, &permit).await;
        let sure = found.iter().filter(|candidate| candidate.score >= SURE);
        let numbers = numbers_of(sure, &permit);
        let asked: BTreeSet<String> = found.iter().map(|candidate| candidate.source.clone()).collect();
        // Whatever is wrong with another source is told when the officer chooses.
        found.extend(self.find_by_number(&numbers, &asked, &permit).await.unwrap_or_default());
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

    /// Asks every source that can be asked. One that is down is left out here: choosing, and the search itself, ask it
    /// again and say what is wrong with it (invariant 9).
    async fn find_in_all(&self, identity: Requester, permit: &Permit) -> Vec<Candidate> {
        let query = identity.query();
        let mut found = Vec::new();
        for source in self.engine.sources.all().filter(|source| source.knows_persons()) {
            match source.find(&query, permit).await {
                Ok(candidates) => found.extend(candidates),
                Err(error) => tracing::warn!(source = source.info().id, %error, "a source could not be asked"),
            }
        }
        found
    }

    /// The same persons in the sources that are not in `asked`, by the number they have in common.
    async fn find_by_number(
        &self,
        numbers: &BTreeSet<String>,
        asked: &BTreeSet<String>,
        permit: &Permit,
    ) -> Result<Vec<Candidate>> {
        let mut found = Vec::new();
        for source in self.engine.sources.all().filter(|source| source.knows_persons()) {
            let id = source.info().id;
            if asked.contains(&id) {
                continue;
            }
            for number in numbers {
                let by_number =
                    SubjectQuery { relation_number: Some(Sensitive::new(number.clone())), ..Default::default() };
                found.extend(source.find(&by_number, permit).await.map_err(|error| AppError::source(&id, &error))?);
            }
        }
        Ok(found)
    }

    /// The keys of the chosen persons in the sources where the officer chose none: documents are known by a person's
    /// number, and that number is sure once the officer has said who it is.
    ///
    /// # Errors
    /// [`AppError::SourceDown`] when a source cannot be asked: "not there" would only mean "not seen" (invariant 9).
    async fn chosen_elsewhere(
        &self,
        query: &SubjectQuery,
        chosen: &[(String, String)],
        permit: &Permit,
    ) -> Result<Vec<(String, String)>> {
        let mut asked: BTreeSet<String> = chosen.iter().map(|(source, _)| source.clone()).collect();
        let everywhere = |source: &dyn Source| !source.knows_persons() || asked.contains(&source.info().id);
        if self.engine.sources.all().all(everywhere) {
            return Ok(Vec::new());
        }
        let (mut numbers, mut sure) = (BTreeSet::new(), BTreeSet::new());
        for source in self.engine.sources.all().filter(|source| source.knows_persons()) {
            let id = source.info().id;
            let found = source.find(query, permit).await.map_err(|error| AppError::source(&id, &error))?;
            let is_chosen = |one: &&Candidate| chosen.iter().any(|(of, key)| *of == one.source && *key == one.key);
            numbers.extend(numbers_of(found.iter().filter(is_chosen), permit));
            sure.extend(numbers_of(found.iter().filter(|one| one.score >= SURE), permit));
            // Where candidates were shown, not choosing one is a choice.
            if !found.is_empty() {
                asked.insert(id);
            }
        }
        for shown in self.find_by_number(&sure, &asked, permit).await? {
            asked.insert(shown.source);
        }
        let others = self.find_by_number(&numbers, &asked, permit).await?;
        let certain = others.into_iter().filter(|candidate| candidate.score >= SURE);
        Ok(certain.map(|candidate| (candidate.source, candidate.key)).collect())
    }

    /// The officer says who the requester is in each source (none: not there). Their records are held, and the
    /// search starts.
    ///
    /// # Errors
    /// [`crate::AppError::Conflict`] when the case is not at this step; [`crate::AppError::SourceDown`] when a source
    /// in which nobody was chosen cannot be asked: "not there" would only mean "not seen" (invariant 9).
    pub async fn choose_subject(&self, actor: &Actor, id: CaseId, chosen: Vec<(String, String)>) -> Result<()> {
        let permit = self.permit(actor)?;
        let query = {
            let mut tx = self.engine.store.read().await?;
            let case = self.case_to_handle(&mut tx, actor, id).await?;
            self.identity(&mut tx, case.person, &permit).await?.query()
        };
        let mut chosen = chosen;
        chosen.extend(self.chosen_elsewhere(&query, &chosen, &permit).await?);
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
                progress: None,
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
}

/// The numbers that other sources know these candidates by.
fn numbers_of<'c>(candidates: impl Iterator<Item = &'c Candidate>, permit: &Permit) -> BTreeSet<String> {
    let numbers = candidates.filter_map(|candidate| candidate.relation_number.as_ref());
    numbers.map(|number| number.open(permit, "same person in other sources").clone()).collect()
}
