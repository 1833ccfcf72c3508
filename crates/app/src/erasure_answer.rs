//! Erasure: what goes, goes through a plan; then the person is told what went and what stayed, why and until when
//! (Art. 17, 12(4)).

use std::collections::{BTreeMap, BTreeSet};

use gestand_base::HoldId;
use gestand_cases::Reason;
use gestand_plans::{ErasureTarget, held};
use gestand_publish::{Action, ActionAnswer, Done, Kept, Lang};
use gestand_sources::{SourceError, Verb, Work};
use gestand_store::{CaseRow, FindingHead, StepKey, Tx, Verdict};
use jiff::civil::Date;

use crate::carry_out::{Phase, Place};
use crate::package::reason_in_words;
use crate::{App, AppError, Result};

const LANG: Lang = Lang::Nl;

/// A record that should go and is still there.
struct Left {
    hold: Option<HoldId>,
    /// No other record hangs on it.
    ripe: bool,
}

impl Left {
    /// Whether nothing keeps it any more.
    fn can_go(&self) -> bool {
        self.ripe && self.hold.is_none()
    }
}

impl App {
    /// What a plan has to do now: all that goes, or after an earlier plan what that one had to leave.
    pub(crate) async fn to_erase(&self, case: &CaseRow, again: bool) -> Result<Vec<ErasureTarget>> {
        let mut targets = self.erasure_targets(&mut self.engine.store.read().await?, case).await?;
        if !again {
            return Ok(targets);
        }
        let left = self.left_of(case, &targets).await?;
        if !left.values().any(Left::can_go) {
            return Ok(Vec::new());
        }
        for target in &mut targets {
            let place = |key: &StepKey| (target.source.clone(), target.class.clone(), key.key.clone());
            target.keys.retain(|key| left.get(&place(key)).is_some_and(|left| left.hold.is_none()));
        }
        targets.retain(|target| !target.keys.is_empty());
        Ok(targets)
    }

    /// Whether we can erase all that goes.
    ///
    /// # Errors
    /// [`AppError::Conflict`] where something should go that we cannot erase ourselves: it may not be said to be gone.
    pub(crate) fn must_be_erasable(&self, judged: &[FindingHead]) -> Result<()> {
        let goes = judged.iter().filter(|head| head.verdict == Some(Verdict::Erase));
        let places: BTreeSet<(&String, &String)> = goes.map(|head| (&head.source, &head.class)).collect();
        places.iter().try_for_each(|(source, class)| self.erasure_verb(source, class).map(drop))
    }

    fn erasure_verb(&self, source: &str, class: &str) -> Result<Verb> {
        let verb = self.engine.sources.get(source).and_then(|source| source.erasure_verb(class));
        verb.ok_or(AppError::Conflict { what: "cannot-erase-here" })
    }

    /// What goes, in the order of the plan.
    ///
    /// # Errors
    /// As [`App::must_be_erasable`].
    async fn erasure_targets(&self, tx: &mut Tx, case: &CaseRow) -> Result<Vec<ErasureTarget>> {
        let judged = self.judged(tx, case, Verdict::Erase).await?;
        let mut targets: Vec<ErasureTarget> = judged
            .into_iter()
            .map(|((source, class), keys)| {
                let verb = self.erasure_verb(&source, &class)?;
                Ok(ErasureTarget { source, class, verb, keys })
            })
            .collect::<Result<_>>()?;
        // What other rows hang on goes last.
        targets.sort_by_key(|target| {
            self.engine.sources.get(&target.source).is_some_and(|source| source.waits_for_others(&target.class))
        });
        Ok(targets)
    }

    /// Tells the person, when the plan is done. Does nothing when something is left that can go now: another plan comes
    /// first.
    pub(crate) async fn answer_erasure(&self, case: &CaseRow) -> Result<()> {
        let (answer, left) = match self.all_went_on(case).await? {
            Some(day) => (self.answer_all_gone(case, day).await?, BTreeMap::new()),
            None => {
                let targets = self.erasure_targets(&mut self.engine.store.read().await?, case).await?;
                let left = self.left_of(case, &targets).await?;
                if left.values().any(Left::can_go) {
                    return Ok(());
                }
                (self.erasure_answer(case, &targets, &left).await?, left)
            }
        };
        let items = self.items_erased(case).await?;
        let items = items.iter().map(String::as_str).collect();
        self.answer_action(case, answer, &items, async |tx| self.defer(tx, case, &left).await).await
    }

    /// The items of the classes of which plans erased something since the last answer.
    async fn items_erased(&self, case: &CaseRow) -> Result<BTreeSet<String>> {
        let mut tx = self.engine.store.read().await?;
        let answered = tx.package_of(case.id).await?.map(|package| package.built_at);
        let mut items = BTreeSet::new();
        for plan in tx.plans_of(case.id).await?.iter().filter(|plan| plan.completed_at > answered) {
            for step in tx.plan_step_heads(plan.id).await?.iter().filter(|step| step.absent > 0) {
                items.extend(self.class_items(&step.source, &step.class));
            }
        }
        Ok(items)
    }

    /// The day on which the only plan of a case was done, when its fresh reads found none of the records that go.
    async fn all_went_on(&self, case: &CaseRow) -> Result<Option<Date>> {
        let mut tx = self.engine.store.read().await?;
        let plans = tx.plans_of(case.id).await?;
        let ([plan], heads) = (plans.as_slice(), tx.finding_heads(case.id).await?) else { return Ok(None) };
        let goes = heads.iter().filter(|head| head.verdict == Some(Verdict::Erase));
        let goes: u64 = goes.map(|head| u64::from(head.records)).sum();
        let gone: u64 = tx.plan_step_heads(plan.id).await?.iter().map(|step| step.absent).sum();
        Ok(plan.completed_at.filter(|_| gone == goes).map(|at| self.day_of(at)))
    }

    /// The answer when nothing is left of what should go.
    async fn answer_all_gone(&self, case: &CaseRow, on: Date) -> Result<ActionAnswer> {
        let mut answer = self.empty_answer(Action::Erasure, case).await?;
        let heads = self.engine.store.read().await?.finding_heads(case.id).await?;
        let (goes, stays): (Vec<_>, Vec<_>) = heads.iter().partition(|head| head.verdict == Some(Verdict::Erase));
        let mut counts: BTreeMap<String, u32> = BTreeMap::new();
        for head in goes {
            let what = self.class_label(&head.source, &head.class).get(LANG.code()).to_owned();
            *counts.entry(what).or_default() += head.records;
        }
        let done = |(what, count)| Done { what, place: String::new(), count, on, changes: Vec::new() };
        answer.done = counts.into_iter().map(done).collect();
        answer.kept = self.kept_lines(stays.into_iter());
        Ok(answer)
    }

    /// Records that should go but are still there, because other records hang on them or a hold came in between:
    /// asked of the sources again, so that the answer tells what is so and not what was meant.
    async fn left_of(&self, case: &CaseRow, targets: &[ErasureTarget]) -> Result<BTreeMap<Place, Left>> {
        let holds = self.holds_against(case).await?;
        let mut there = BTreeMap::new();
        for target in targets {
            let Some(source) = self.engine.sources.get(&target.source) else { continue };
            let keys = target.keys.iter().map(|key| key.key.clone()).collect();
            let Some(verb) = source.erasure_verb(&target.class) else { continue };
            let work = Work { class: target.class.clone(), verb, keys, still: None };
            let down = |error: SourceError| AppError::source(&target.source, &error);
            let seen = source.verify(&work).await.map_err(down)?;
            let waiting = seen.not_due.into_iter().map(|key| (key, false));
            let seen: BTreeMap<_, _> = waiting.chain(seen.remaining.into_iter().map(|key| (key, true))).collect();
            let still: Vec<StepKey> = target.keys.iter().filter(|key| seen.contains_key(&key.key)).cloned().collect();
            let held = held(source, &holds, &target.class, work.verb.kind(), &still).await.map_err(down)?;
            for (key, ripe) in seen {
                let left = Left { hold: held.get(&key).map(|hold| hold.id), ripe };
                there.insert((target.source.clone(), target.class.clone(), key), left);
            }
        }
        Ok(there)
    }

    /// Writes down which findings wait for which hold: its release goes on with them.
    async fn defer(&self, tx: &mut Tx, case: &CaseRow, left: &BTreeMap<Place, Left>) -> Result<()> {
        if left.values().all(|left| left.hold.is_none()) {
            return Ok(());
        }
        for head in tx.finding_heads(case.id).await?.iter().filter(|head| head.verdict == Some(Verdict::Erase)) {
            let row = tx.finding_by_id(head.id).await?.ok_or(AppError::NotFound)?;
            for record in self.open_finding(case.person, &row, self.system_permit())? {
                let place = (row.source.clone(), row.class.clone(), record.key.into());
                if let Some(hold) = left.get(&place).and_then(|left| left.hold) {
                    tx.deferred_insert(row.id, hold).await?;
                }
            }
        }
        Ok(())
    }

    async fn erasure_answer(
        &self,
        case: &CaseRow,
        targets: &[ErasureTarget],
        left: &BTreeMap<Place, Left>,
    ) -> Result<ActionAnswer> {
        let mut answer = self.empty_answer(Action::Erasure, case).await?;
        let days = self.done_on(case.id, Phase::Deciding).await?;
        let mut erased: BTreeMap<(String, Date), Done> = BTreeMap::new();
        let mut waits: BTreeMap<(String, String), Kept> = BTreeMap::new();
        for target in targets {
            let what = self.class_label(&target.source, &target.class).get(LANG.code()).to_owned();
            for key in &target.keys {
                let place = (target.source.clone(), target.class.clone(), key.key.clone());
                let Some(left) = left.get(&place) else {
                    let on = days.get(&place).copied().unwrap_or_else(|| self.today());
                    let line = erased.entry((what.clone(), on));
                    let (what, place, changes) = (what.clone(), String::new(), Vec::new());
                    line.or_insert_with(|| Done { what, place, count: 0, on, changes }).count += 1;
                    continue;
                };
                let reason = if left.hold.is_some() { Reason::Held } else { Reason::StillNeeded };
                let law = if left.hold.is_some() { "GDPR 17(3)(e)" } else { "GDPR 17(3)" }.to_owned();
                let why = reason_in_words(reason, LANG).to_owned();
                let line = waits.entry((what.clone(), law.clone()));
                line.or_insert_with(|| Kept { what: what.clone(), count: 0, why, law, until: None }).count += 1;
            }
        }
        let heads = self.engine.store.read().await?.finding_heads(case.id).await?;
        let stays = heads.iter().filter(|head| head.verdict != Some(Verdict::Erase));
        answer.done = erased.into_values().collect();
        answer.kept = waits.into_values().chain(self.kept_lines(stays)).collect();
        Ok(answer)
    }
}
