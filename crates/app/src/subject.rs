//! Who in the sources the requester is: candidates by identifiers, and the officer's choice.

use std::collections::BTreeSet;

use gestand_base::CaseId;
use gestand_cases::Step;
use gestand_ledger::EntryKind;
use gestand_policy::decide::Permit;
use gestand_sources::{Candidate, Everyone, SURE, SubjectQuery, everywhere};
use gestand_store::{CaseRow, CaseSearchRow, Job, SearchState, Tx};
use gestand_vault::Sensitive;
use serde_json::{Value, json};

use crate::search::Search;
use crate::views::{CandidateLine, Requester};
use crate::work::Alone;
use crate::{Actor, App, AppError, Result};

const WHY: &str = "candidate for a request";

impl App {
    /// People in the sources who may be the requester, the likeliest first; those who may be one person together, with
    /// the reason. Nobody is merged: the officer chooses. A source that is down is left out here: choosing, and the
    /// search itself, ask it again and say what is wrong with it (invariant 9).
    pub(crate) async fn candidates(&self, actor: &Actor, identity: Requester) -> Result<Vec<CandidateLine>> {
        let permit = self.permit(actor)?;
        let everyone = everywhere(&self.engine.sources, &identity.query(), &permit).await;
        for (source, error) in &everyone.failed {
            tracing::warn!(source, %error, "a source could not be asked");
        }
        let mut lines = Vec::new();
        for (person, proposed) in (1..).zip(everyone.people) {
            lines.extend(proposed.candidates.into_iter().enumerate().map(|(at, candidate)| CandidateLine {
                person,
                first: at == 0,
                because: proposed.because.clone(),
                alike: proposed.alike,
                source_label: self.source_label(&candidate.source),
                source: candidate.source,
                key: candidate.key,
                display: candidate.display.open(&permit, WHY).clone(),
                relation_number: candidate.relation_number.map(|number| number.open(&permit, WHY).clone()),
                score: candidate.score,
                matched: candidate.matched,
                differs: candidate.differs,
            }));
        }
        Ok(lines)
    }

    /// The keys of the chosen persons in the sources where nobody was shown: documents are known by a person's number,
    /// and that number is sure once the officer has said who it is.
    ///
    /// # Errors
    /// [`AppError::SourceDown`] when a source cannot be asked: "not there" would only mean "not seen" (invariant 9).
    async fn chosen_elsewhere(
        &self,
        everyone: &Everyone,
        chosen: &[(String, String)],
        permit: &Permit,
    ) -> Result<Vec<(String, String)>> {
        let mut asked: BTreeSet<String> = chosen.iter().map(|(source, _)| source.clone()).collect();
        if let Some((source, error)) = everyone.failed.iter().find(|(source, _)| !asked.contains(source)) {
            return Err(AppError::source(source, error));
        }
        // Where candidates were shown, not choosing one is a choice.
        asked.extend(candidates_of(everyone).map(|(one, _)| one.source.clone()));
        let is_chosen = |one: &&Candidate| chosen.iter().any(|(of, key)| *of == one.source && *key == one.key);
        let numbers: BTreeSet<String> = candidates_of(everyone)
            .map(|(one, _)| one)
            .filter(is_chosen)
            .filter_map(|one| Some(one.relation_number.as_ref()?.open(permit, WHY).clone()))
            .collect();
        let mut found = Vec::new();
        for source in self.engine.sources.all().filter(|source| source.knows_persons()) {
            let id = source.info().id;
            for number in numbers.iter().filter(|_| !asked.contains(&id)) {
                let relation_number = Some(Sensitive::new(number.clone()));
                let by_number = SubjectQuery { relation_number, ..Default::default() };
                let same = source.find(&by_number, permit).await.map_err(|error| AppError::source(&id, &error))?;
                let certain = same.into_iter().filter(|candidate| candidate.score >= SURE);
                found.extend(certain.map(|candidate| (candidate.source, candidate.key)));
            }
        }
        Ok(found)
    }

    /// The officer says who the requester is in each source (none: not there). Their records are held, and the
    /// search starts.
    ///
    /// # Errors
    /// [`crate::AppError::Conflict`] when the case is not at this step; [`crate::AppError::SourceDown`] when a source
    /// in which nobody was chosen cannot be asked: "not there" would only mean "not seen" (invariant 9).
    pub async fn choose_subject(&self, actor: &Actor, id: CaseId, chosen: Vec<(String, String)>) -> Result<()> {
        let permit = self.permit(actor)?;
        let requester = {
            let mut tx = self.engine.store.latest().await?;
            let case = self.case_to_handle(&mut tx, actor, id).await?;
            self.identity(&mut tx, case.person, &permit).await?
        };
        let (asked, query) = (requester.asked.clone(), requester.query());
        let everyone = everywhere(&self.engine.sources, &query, &permit).await;
        let elsewhere = self.chosen_elsewhere(&everyone, &chosen, &permit).await?;
        let reasons = reasons(&everyone, &chosen, &elsewhere);
        let mut chosen = chosen;
        chosen.extend(elsewhere);
        let choose = async |tx: &mut Tx| {
            let case = self.case_to_handle(tx, actor, id).await?;
            let case = CaseRow { state: self.move_on(tx, &case, Step::SubjectChosen).await?, ..case };
            let mut searches = Vec::new();
            for source in self.engine.sources.all() {
                let source = source.info().id;
                let subject_keys = chosen.iter().filter(|(of, _)| *of == source).map(|(_, key)| key.clone()).collect();
                let (state, progress, problem) = (SearchState::Pending, None, None);
                searches.push(CaseSearchRow { source, state, subject_keys, progress, problem });
            }
            for search in &searches {
                tx.case_search_upsert(id, search).await?;
            }
            self.hold_for_request(tx, actor, id, &chosen).await?;
            let facts = json!({"sources": searches.len(), "persons": chosen.len(), "chosen": reasons});
            self.case_event(tx, id, actor, "subject_chosen", facts.clone()).await?;
            self.append(tx, EntryKind::SubjectResolved, Some(case.person), Some(id.to_string()), facts);
            Ok((case, searches))
        };
        let search = async |(case, searches): (CaseRow, Vec<CaseSearchRow>), alone: &Alone| {
            self.search_all(actor, &Search { case: &case, asked: &asked, permit }, searches, alone).await
        };
        self.alone_after(Job::Case(id), choose, search).await
    }
}

/// Every candidate, with what it has in common with others of the same person.
fn candidates_of(everyone: &Everyone) -> impl Iterator<Item = (&Candidate, &[&'static str])> {
    everyone.people.iter().flat_map(|person| person.candidates.iter().map(|one| (one, person.because.as_slice())))
}

/// Why each was chosen, as far as the sources tell: names of fields, nothing of a person.
fn reasons(everyone: &Everyone, chosen: &[(String, String)], elsewhere: &[(String, String)]) -> Vec<Value> {
    let by_officer = chosen.iter().map(|(source, key)| {
        let of = candidates_of(everyone).find(|(one, _)| one.source == *source && one.key == *key);
        let (same, differs, because): (&[_], &[_], &[_]) = match of {
            Some((one, because)) => (&one.matched, &one.differs, because),
            None => (&[], &[], &[]),
        };
        json!({"source": source, "same": same, "differs": differs, "with_others": because})
    });
    let by_number = elsewhere.iter().map(|(source, _)| json!({"source": source, "with_others": ["relation_number"]}));
    by_officer.chain(by_number).collect()
}
