//! Plans in the workspace: shown, approved by one officer, run in the background, and their certificate.

use std::collections::BTreeMap;
use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use gestand_base::{CaseId, PlanId, StepId};
use gestand_ledger::EntryKind;
use gestand_plans::{Boundary, Outcome, PlanError, Tries};
use gestand_publish::{DestructionCertificate, DestructionRow, Lang};
use gestand_store::{Job, Lease, PlanKind, PlanRow, PlanState, StepHead, StepState, StepVerb, Tx};
use jiff::SignedDuration;
use serde_json::json;

use crate::account::actor_of;
use crate::views::{PlanGroup, PlanLine, PlanPage, WaitsFor};
use crate::work::{ELSEWHERE, done_or_elsewhere};
use crate::{Actor, App, AppError, Result, Right};

/// Plans shown in lists.
const MOST: u32 = 50;
/// Record keys shown of a group.
const SAMPLES: usize = 5;
/// After this a wait is a trouble that somebody must look at.
const LONG: SignedDuration = SignedDuration::from_hours(24);

impl App {
    pub(crate) async fn plan_lines(&self, tx: &mut Tx) -> Result<Vec<PlanLine>> {
        let mut lines = Vec::new();
        for plan in tx.plans(MOST).await? {
            let steps = tx.plan_step_heads(plan.id).await?;
            lines.push(self.plan_line(&plan, &steps));
        }
        Ok(lines)
    }

    /// The newest plan of a case.
    pub(crate) async fn plan_line_of(&self, tx: &mut Tx, case: CaseId) -> Result<Option<PlanLine>> {
        let Some(plan) = tx.plans_of(case).await?.pop() else { return Ok(None) };
        let steps = tx.plan_step_heads(plan.id).await?;
        Ok(Some(self.plan_line(&plan, &steps)))
    }

    fn plan_line(&self, plan: &PlanRow, steps: &[StepHead]) -> PlanLine {
        let done = steps.iter().filter(|step| step.state == StepState::Verified).count();
        PlanLine {
            id: plan.id,
            number: plan.number.clone(),
            kind: plan.kind,
            state: plan.state,
            case: plan.case,
            proposed_on: self.day_of(plan.proposed_at),
            records: steps.iter().map(|step| step.records).sum(),
            held: plan.held,
            steps_done: u32::try_from(done).unwrap_or(u32::MAX),
            steps: u32::try_from(steps.len()).unwrap_or(u32::MAX),
            waits: plan.state == PlanState::Running && plan.retry_at.is_some(),
        }
    }

    async fn plan_and_steps(&self, id: PlanId) -> Result<(PlanRow, Vec<StepHead>)> {
        let mut tx = self.engine.store.read().await?;
        let plan = tx.plan_by_id(id).await?.ok_or(AppError::NotFound)?;
        let steps = tx.plan_step_heads(id).await?;
        Ok((plan, steps))
    }

    /// The page of a plan.
    pub async fn plan_page(&self, actor: &Actor, id: PlanId, lang: Lang) -> Result<PlanPage> {
        actor.must(Right::SeeWork)?;
        let (plan, steps) = self.plan_and_steps(id).await?;
        let case = match plan.case {
            Some(case) => self.engine.store.read().await?.case_by_id(case).await?.map(|row| (row.id, row.number)),
            None => None,
        };
        let mut tx = self.engine.store.read().await?;
        let live = tx.lease_live(Job::Plan(id), self.engine.clock.now()).await?;
        let mut groups = Vec::new();
        for (first, mut group) in self.groups(&steps, lang) {
            let keys = tx.step_by_id(first).await?.map(|step| step.keys).unwrap_or_default();
            group.samples.extend(keys.into_iter().take(SAMPLES).map(|key| key.key));
            if let Some((earlier, number)) = group.earlier.as_mut() {
                *number = tx.plan_by_id(*earlier).await?.map(|plan| plan.number).unwrap_or_default();
            }
            groups.push(group);
        }
        let waits = plan.state == PlanState::Running && plan.retry_at.is_some() && !live;
        let idle = matches!(plan.state, PlanState::Approved | PlanState::Running) && !live && !waits;
        Ok(PlanPage {
            line: self.plan_line(&plan, &steps),
            idle,
            trouble: self.troubles.of(Job::Plan(id)).filter(|_| idle),
            waits_for: if waits { self.waits_for(&steps) } else { Vec::new() },
            case,
            policy: plan.policy,
            proposed_by: plan.proposed_by,
            approved_by: plan.approved_by,
            approved_at: plan.approved_at,
            completed_at: plan.completed_at,
            groups,
            certificate: plan.certificate,
        })
    }

    /// The sources that steps wait for, each once.
    fn waits_for(&self, steps: &[StepHead]) -> Vec<WaitsFor> {
        let mut waits: BTreeMap<&str, WaitsFor> = BTreeMap::new();
        for step in steps.iter().filter(|step| step.state == StepState::Waiting) {
            let (Some(since), Some(problem)) = (step.waiting_since, step.problem.clone()) else { continue };
            let (source, retry_at) = (self.source_label(&step.source), step.retry_at.unwrap_or(since));
            let long = self.engine.clock.now().duration_since(since) >= LONG;
            let line = waits.entry(&step.source).or_insert(WaitsFor { source, problem, since, retry_at, long });
            line.since = line.since.min(since);
            line.retry_at = line.retry_at.min(retry_at);
            line.long |= long;
        }
        waits.into_values().collect()
    }

    /// Steps of one rule on one class together, in the order of the plan, with the first of them.
    fn groups(&self, steps: &[StepHead], lang: Lang) -> Vec<(StepId, PlanGroup)> {
        let mut groups: Vec<(&StepHead, PlanGroup)> = Vec::new();
        for step in steps {
            let same = |first: &StepHead| {
                first.rule == step.rule
                    && first.source == step.source
                    && first.class == step.class
                    && first.verb == step.verb
                    && first.earlier == step.earlier
            };
            let at = groups.iter().position(|(first, _)| same(first)).unwrap_or_else(|| {
                groups.push((step, self.empty_group(step, lang)));
                groups.len() - 1
            });
            let Some((_, group)) = groups.get_mut(at) else { continue };
            group.records += step.records;
            group.verified += step.absent;
            group.withheld += step.withheld;
            if step.state == StepState::Failed {
                group.failed += 1;
                group.problem.clone_from(&step.problem);
            }
        }
        groups.into_iter().map(|(first, group)| (first.id, group)).collect()
    }

    fn empty_group(&self, step: &StepHead, lang: Lang) -> PlanGroup {
        PlanGroup {
            rule: step.rule.clone(),
            rule_label: self.rule_label(&step.rule, lang),
            term: self.rule_term(&step.rule, lang),
            law: self
                .policy()
                .document
                .retention
                .get(&step.rule)
                .and_then(|rule| Some(rule.law.as_ref()?.value.clone())),
            source: self.source_label(&step.source),
            class: self.class_label(&step.source, &step.class),
            verb: step.verb,
            records: 0,
            verified: 0,
            withheld: 0,
            samples: Vec::new(),
            failed: 0,
            problem: None,
            earlier: step.earlier.map(|plan| (plan, String::new())),
        }
    }

    /// Approves a plan; the run starts in the background.
    ///
    /// # Errors
    /// [`AppError::Conflict`] when another officer was first, or the plan is not waiting for approval.
    pub async fn approve_plan(self: &Arc<Self>, actor: &Actor, id: PlanId) -> Result<()> {
        self.approve(actor, id).await?;
        self.run_in_background(id);
        Ok(())
    }

    /// Approves a plan under the login of an officer, for the command line.
    ///
    /// # Errors
    /// [`AppError::NotFound`] when there is no such account, [`AppError::Forbidden`] when it may not.
    pub async fn approve_as(&self, login: &str, id: PlanId) -> Result<()> {
        let account = self.engine.store.read().await?.account_by_login(login).await?;
        let account = account.filter(|account| !account.disabled).ok_or(AppError::NotFound)?;
        self.approve(&actor_of(&account), id).await
    }

    /// Writes the approval down, without running.
    pub async fn approve(&self, actor: &Actor, id: PlanId) -> Result<()> {
        actor.must(Right::ApprovePlan)?;
        self.approved_by(actor.login(), id).await
    }

    /// Writes down by whom a plan was approved.
    pub(crate) async fn approved_by(&self, login: &str, id: PlanId) -> Result<()> {
        let mut tx = self.engine.store.write("plan_approve").await?;
        if !tx.plan_approve(id, login, self.engine.clock.now()).await? {
            return Err(AppError::Conflict { what: "plan-state" });
        }
        self.append(&mut tx, EntryKind::PlanApproved, None, Some(id.to_string()), json!({}));
        Ok(tx.commit().await?)
    }

    /// Rejects a plan: nothing of it is done.
    pub async fn reject_plan(&self, actor: &Actor, id: PlanId) -> Result<()> {
        actor.must(Right::ApprovePlan)?;
        let mut tx = self.engine.store.write("plan_reject").await?;
        let plan = tx.plan_by_id(id).await?.ok_or(AppError::NotFound)?;
        // The plan of a request carries out what was judged there; a stopped plan may be given up.
        let open = matches!(plan.state, PlanState::Proposed | PlanState::Stopped) && plan.case.is_none();
        if !open || !tx.plan_set_state(id, plan.state, PlanState::Rejected).await? {
            return Err(AppError::Conflict { what: "plan-state" });
        }
        let dismissed = if plan.kind == PlanKind::Reappeared { self.dismiss(&mut tx, id).await? } else { 0 };
        let facts = json!({"dismissed": dismissed});
        self.append(&mut tx, EntryKind::PlanCancelled, None, Some(id.to_string()), facts);
        Ok(tx.commit().await?)
    }

    /// What a person says is not what was erased, although it has the same key: the register forgets it, and it is not
    /// told again. Gives how many records.
    async fn dismiss(&self, tx: &mut Tx, id: PlanId) -> Result<usize> {
        let mut dismissed = 0;
        for step in tx.plan_steps(id).await? {
            for key in &step.keys {
                let digest = gestand_plans::digest_of_record(&self.engine, &step.source, &step.class, &key.key);
                tx.erased_delete(&digest).await?;
            }
            dismissed += step.keys.len();
        }
        Ok(dismissed)
    }

    /// Goes on with a plan that stopped at a step, that waits for a source, or that nobody works on.
    ///
    /// # Errors
    /// [`AppError::Conflict`] when it waits for approval, is over, or somebody works on it.
    pub async fn resume_plan(self: &Arc<Self>, actor: &Actor, id: PlanId) -> Result<()> {
        actor.must(Right::ApprovePlan)?;
        let mut tx = self.engine.store.read().await?;
        let plan = tx.plan_by_id(id).await?.ok_or(AppError::NotFound)?;
        if !matches!(plan.state, PlanState::Stopped | PlanState::Approved | PlanState::Running) {
            return Err(AppError::Conflict { what: "plan-state" });
        }
        if tx.lease_live(Job::Plan(id), self.engine.clock.now()).await? {
            return Err(ELSEWHERE);
        }
        drop(tx);
        self.run_in_background(id);
        Ok(())
    }

    fn run_in_background(self: &Arc<Self>, id: PlanId) {
        let app = Arc::clone(self);
        tokio::spawn(async move {
            if let Err(error) = done_or_elsewhere(app.run_plan(id, &|_| {}).await) {
                tracing::error!(plan = %id, %error, "a plan could not be run; it is tried again");
            }
        });
    }

    /// Runs a plan to its end, and what follows from it. When another version of the policy comes into force, the steps
    /// that are left are done under that one.
    ///
    /// # Errors
    /// [`AppError::Conflict`] when the plan is not approved, or somebody works on it now; what went wrong. A plan that
    /// an error cut short is gone on with by [`App::work`].
    pub async fn run_plan(self: &Arc<Self>, id: PlanId, observe: &(dyn Fn(Boundary) + Send + Sync)) -> Result<Outcome> {
        self.run_steps(id, Tries::All, observe).await
    }

    /// Goes on with a plan by itself: steps that wait for a source are tried when their time has come.
    pub(crate) async fn go_on(self: &Arc<Self>, id: PlanId) -> Result<Outcome> {
        self.run_steps(id, Tries::Due, &|_| {}).await
    }

    async fn run_steps(
        self: &Arc<Self>,
        id: PlanId,
        tries: Tries,
        observe: &(dyn Fn(Boundary) + Send + Sync),
    ) -> Result<Outcome> {
        let job = Job::Plan(id);
        let outcome = self.alone(job, async |alone| self.run_under(alone.lease, id, tries, observe).await).await;
        self.remember(job, &outcome);
        outcome
    }

    async fn run_under(
        self: &Arc<Self>,
        lease: Lease,
        id: PlanId,
        tries: Tries,
        observe: &(dyn Fn(Boundary) + Send + Sync),
    ) -> Result<Outcome> {
        let mut app = self.current().await?;
        let outcome = loop {
            match gestand_plans::run(&app.engine, id, lease, app.system_permit(), tries, observe).await {
                Err(PlanError::PolicyChanged) => app = app.current().await?,
                outcome => break outcome?,
            }
        };
        if outcome == Outcome::Completed {
            app.after_plan(id).await?;
        }
        Ok(outcome)
    }

    async fn after_plan(&self, id: PlanId) -> Result<()> {
        let (plan, _) = self.plan_and_steps(id).await?;
        if let Some(case) = plan.case {
            self.finish(case).await?;
        }
        if plan.kind == PlanKind::Reappeared {
            done_or_elsewhere(self.replay(&Actor::System).await)?;
        }
        // What the plan did shows at once in the proof; what needs a reading of whole sources waits for the night.
        match plan.kind {
            PlanKind::Retention => self.write_outcomes(self.check_retention().await?).await,
            _ => Ok(()),
        }
    }

    /// The destruction certificate of a completed plan, as PDF.
    ///
    /// # Errors
    /// [`AppError::Conflict`] while the plan is not complete; [`AppError::NotFound`] for a plan that destroys nothing.
    pub async fn certificate(&self, actor: &Actor, id: PlanId, lang: Lang) -> Result<Vec<u8>> {
        actor.must(Right::SeeWork)?;
        let (plan, steps) = self.plan_and_steps(id).await?;
        if !plan.kind.destroys() {
            return Err(AppError::NotFound);
        }
        let not_yet = AppError::Conflict { what: "plan-not-complete" };
        let (Some(receipt_index), Some(completed_at)) = (plan.certificate, plan.completed_at) else {
            return Err(not_yet);
        };
        let checkpoint = self.signed_head().await?;
        let rows = self.groups(&steps, lang).into_iter().map(|(_, group)| DestructionRow {
            anonymised: group.verb == StepVerb::Anonymise,
            rule_label: group.rule_label,
            source_label: group.source.get(lang.code()).to_owned(),
            class_label: group.class.get(lang.code()).to_owned(),
            term: group.term.unwrap_or_default(),
            law: group.law.unwrap_or_default(),
            count: group.records,
            verified_absent: group.verified,
            withheld: group.withheld,
        });
        let certificate = DestructionCertificate {
            organisation: self.organisation_name(),
            plan_number: plan.number,
            kind: plan.kind.as_str().to_owned(),
            policy_version: plan.policy,
            // Nobody approves what the policy runs by itself, or what a restart goes on with.
            approved_by_role: match plan.approved_by.as_deref() {
                Some("system") | None => String::new(),
                Some(_) => "Privacy Officer".to_owned(),
            },
            approved_on: self.day_of(plan.approved_at.unwrap_or(plan.proposed_at)),
            completed_on: self.day_of(completed_at),
            rows: rows.collect(),
            held: plan.held,
            receipt_index,
            checkpoint_origin: checkpoint.origin,
            checkpoint_size: checkpoint.size,
            root_base64: STANDARD.encode(checkpoint.root),
            verifier_key: self.verifier_key(),
        };
        gestand_publish::certificate_pdf(&certificate, lang).map_err(AppError::internal)
    }

    /// The receipt of a completed plan: a text that `gestand-verify` checks without us.
    pub async fn plan_receipt(&self, actor: &Actor, id: PlanId) -> Result<String> {
        actor.must(Right::SeeWork)?;
        let (plan, _) = self.plan_and_steps(id).await?;
        let certificate = plan.certificate.ok_or(AppError::Conflict { what: "plan-not-complete" })?;
        Ok(self.receipt_of(certificate).await?.to_string())
    }

    pub(crate) fn organisation_name(&self) -> String {
        let organisation = self.policy().document.organisation.as_ref();
        organisation.and_then(|organisation| organisation.name.clone()).unwrap_or_else(|| self.policy().name.clone())
    }
}
