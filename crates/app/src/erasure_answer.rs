//! An erasure request after the review: what goes, goes through a plan; then the person is told what went and what
//! stayed, why and until when (Art. 17, 12(4)).

use std::collections::BTreeMap;
use std::sync::Arc;

use gestand_base::CaseId;
use gestand_cases::{Reason, Step};
use gestand_plans::{ErasureTarget, propose_erasure};
use gestand_policy::model::AddressForm;
use gestand_publish::{Erased, ErasureAnswer, Kept, Lang, erasure_html, erasure_json, erasure_pdf, policy_part};
use gestand_sources::Work;
use gestand_store::{CaseFilter, CaseKind, CaseRow, CaseState, FindingRow, HoldIndex, PlanState, StepKey, Verdict};

use crate::findings::grounds_of;
use crate::package::{Forms, reason_in_words};
use crate::{Actor, App, AppError, Result};

const LANG: Lang = Lang::Nl;

/// Source, class and key of a record.
type Place = (String, String, String);

impl App {
    /// Starts the erasing: the plan carries out what the officer has judged record by record, so its approval is
    /// the completion of the review.
    pub(crate) async fn execute_erasure(self: &Arc<Self>, actor: &Actor, case: &CaseRow) -> Result<()> {
        let mut tx = self.engine.store.write("erasure_start").await?;
        // What cannot be erased here is refused before anything is promised.
        self.targets(case, &tx.findings(case.id).await?)?;
        self.move_on(&mut tx, case, Step::ReviewCompleted).await?;
        tx.commit().await?;
        self.erase(actor, case).await
    }

    /// Plans, approves and runs the erasing of a case; answers at once when nothing goes.
    async fn erase(self: &Arc<Self>, actor: &Actor, case: &CaseRow) -> Result<()> {
        let targets = {
            let mut tx = self.engine.store.read().await?;
            self.targets(case, &tx.findings(case.id).await?)?
        };
        if targets.is_empty() {
            return self.answer_erasure(case.id).await;
        }
        let plan = propose_erasure(&self.engine, case.id, actor.login(), targets).await?;
        self.approve(actor, plan).await?;
        self.run_plan(plan, &|_| {}).await.map(drop)
    }

    /// What goes, in the order of the plan.
    ///
    /// # Errors
    /// [`AppError::Conflict`] for a record that we cannot erase ourselves: it may not be said to be gone.
    fn targets(&self, case: &CaseRow, rows: &[FindingRow]) -> Result<Vec<ErasureTarget>> {
        let mut by_class: BTreeMap<(String, String), Vec<StepKey>> = BTreeMap::new();
        for row in rows.iter().filter(|row| row.verdict == Some(Verdict::Erase)) {
            let keys = by_class.entry((row.source.clone(), row.class.clone())).or_default();
            let subjects = self.open_finding(case.person, row, self.system_permit())?.subjects;
            keys.push(StepKey { key: row.record_key.clone(), subjects });
        }
        let mut targets: Vec<ErasureTarget> = by_class
            .into_iter()
            .map(|((source, class), keys)| {
                let verb = self.engine.sources.get(&source).and_then(|source| source.erasure_verb(&class));
                let verb = verb.ok_or(AppError::Conflict { what: "cannot-erase-here" })?;
                Ok(ErasureTarget { source, class, verb, keys })
            })
            .collect::<Result<_>>()?;
        // What other rows hang on goes last.
        targets.sort_by_key(|target| {
            self.engine.sources.get(&target.source).is_some_and(|source| source.waits_for_others(&target.class))
        });
        Ok(targets)
    }

    /// Tells the person, when the plan is done. Does nothing for a case that is not waiting for that.
    pub(crate) async fn answer_erasure(&self, id: CaseId) -> Result<()> {
        let case = self.engine.store.read().await?.case_by_id(id).await?.ok_or(AppError::NotFound)?;
        if case.state != CaseState::Executing {
            return Ok(());
        }
        let answer = self.erasure_answer(&case).await?;
        let forms = Forms::render(Vec::new(), move || {
            Ok((erasure_html(&answer, LANG)?, erasure_json(&answer), erasure_pdf(&answer, LANG)?))
        })
        .await?;
        let mut tx = self.engine.store.write("erasure_answer").await?;
        self.move_on(&mut tx, &case, Step::PlanCompleted).await?;
        self.store_package(&mut tx, &Actor::System, &case, &forms).await?;
        Ok(tx.commit().await?)
    }

    /// After a crash: erasures whose plan is done, but whose answer was not yet made; and reviews that were
    /// completed, but whose plan was not yet made.
    pub(crate) async fn answer_erasures_that_wait(self: &Arc<Self>) -> Result<()> {
        let filter = CaseFilter { open: Some(true), kind: Some(CaseKind::Erasure), limit: u32::MAX, offset: 0 };
        let (cases, plans) = {
            let mut tx = self.engine.store.read().await?;
            (tx.cases(filter).await?, tx.plans(u32::MAX).await?)
        };
        for case in cases.into_iter().filter(|case| case.state == CaseState::Executing) {
            match plans.iter().find(|plan| plan.case == Some(case.id)) {
                Some(plan) if plan.state == PlanState::Completed => self.answer_erasure(case.id).await?,
                Some(plan) if plan.state == PlanState::Proposed => {
                    self.approve(&Actor::System, plan.id).await?;
                    self.run_plan(plan.id, &|_| {}).await?;
                }
                Some(_) => {}
                None => self.erase(&Actor::System, &case).await?,
            }
        }
        Ok(())
    }

    /// Records that should go but are still there, because other records hang on them or a hold came in between:
    /// asked of the sources again, so that the answer tells what is so and not what was meant.
    async fn still_there(&self, case: &CaseRow, rows: &[FindingRow]) -> Result<BTreeMap<Place, Reason>> {
        let mut holds = self.engine.store.read().await?.holds_active().await?;
        holds.retain(|hold| hold.case != Some(case.id));
        let holds = HoldIndex::new(holds);
        let mut there = BTreeMap::new();
        for target in self.targets(case, rows)? {
            let Some(source) = self.engine.sources.get(&target.source) else { continue };
            let keys = target.keys.iter().map(|key| key.key.clone()).collect();
            let work = Work { class: target.class.clone(), verb: target.verb, keys, still: None };
            let seen = source.verify(&work).await.map_err(|error| AppError::source(&target.source, &error))?;
            for key in seen.not_due.into_iter().chain(seen.remaining) {
                let subjects = target.keys.iter().filter(|step| step.key == key).flat_map(|step| &step.subjects);
                let hold = holds.holds(&target.source, &target.class, &key, subjects.map(String::as_str));
                let reason = if hold.is_some() { Reason::Held } else { Reason::StillNeeded };
                there.insert((target.source.clone(), target.class.clone(), key), reason);
            }
        }
        Ok(there)
    }

    async fn erasure_answer(&self, case: &CaseRow) -> Result<ErasureAnswer> {
        let permit = *self.system_permit();
        let mut tx = self.engine.store.read().await?;
        let identity = self.identity(&mut tx, case.person, &permit).await?;
        let rows = tx.findings(case.id).await?;
        drop(tx);
        let part = policy_part(self.policy(), &[], LANG);
        let class = |row: &FindingRow| self.class_label(&row.source, &row.class).get(LANG.code()).to_owned();
        let mut erased: BTreeMap<String, Erased> = BTreeMap::new();
        let mut kept: BTreeMap<(String, String, Option<jiff::civil::Date>), Kept> = BTreeMap::new();
        let waiting = self.still_there(case, &rows).await?;
        for row in &rows {
            let what = class(row);
            let place = (row.source.clone(), row.class.clone(), row.record_key.clone());
            if let Some(reason) = waiting.get(&place) {
                let law = if *reason == Reason::Held { "GDPR 17(3)(e)" } else { "GDPR 17(3)" }.to_owned();
                let why = reason_in_words(*reason, LANG).to_owned();
                let line = kept.entry((what.clone(), law.clone(), None));
                line.or_insert(Kept { what, count: 0, why, law, until: None }).count += 1;
                continue;
            }
            if row.verdict == Some(Verdict::Erase) {
                let line = erased.entry(what.clone()).or_insert(Erased { what, count: 0, on: self.today() });
                line.count += 1;
                continue;
            }
            let grounds = grounds_of(row);
            // The longest term is what the person needs to know.
            let ground = grounds.iter().max_by_key(|ground| ground.until);
            let law = ground.and_then(|ground| ground.law.clone()).unwrap_or_default();
            let until = ground.and_then(|ground| ground.until);
            let line = kept.entry((what.clone(), law.clone(), until)).or_insert_with(|| Kept {
                what,
                count: 0,
                why: ground.map(|ground| reason_in_words(ground.reason, LANG)).unwrap_or_default().to_owned(),
                law,
                until,
            });
            line.count += 1;
        }
        Ok(ErasureAnswer {
            organisation: self.organisation_name(),
            address: part.address.unwrap_or(AddressForm::U),
            case_number: case.number.clone(),
            received_on: case.received_on,
            answered_on: self.today(),
            person_name: identity.name,
            erased: erased.into_values().collect(),
            kept: kept.into_values().collect(),
            recipients_told: Vec::new(),
            complaint: part.complaint,
            not_searched: Vec::new(),
            policy_version: self.policy().version.clone(),
        })
    }
}
