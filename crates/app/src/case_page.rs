//! The page of one case: everything an officer needs for the next step.

use gestand_base::CaseId;
use gestand_store::{CaseState, Job, TaskState};

use crate::findings::undecided;
use crate::portability::is_transfer;
use crate::views::{CasePage, HistoryLine, SearchLine};
use crate::{Actor, App, Result};

/// Findings on one page.
const PAGE: usize = 50;

impl App {
    /// The page of a case; `findings_page` counts from 0.
    ///
    /// # Errors
    /// [`crate::AppError::Forbidden`] for who may not handle requests, [`crate::AppError::NotFound`].
    pub async fn case_page(&self, actor: &Actor, id: CaseId, findings_page: u32) -> Result<CasePage> {
        let permit = self.permit(actor)?;
        let mut tx = self.engine.store.latest().await?;
        let case = self.case_to_handle(&mut tx, actor, id).await?;
        let identity = self.identity(&mut tx, case.person, &permit).await?;
        let history = tx.case_events(id).await?;
        let mut working = false;
        let (mut heads, mut searches, mut tasks, mut follow_ups) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        let (mut restricted, mut package, mut plan) = (0, None, None);
        // Before it is known who asks, nothing was searched or done.
        if !matches!(case.state, CaseState::Received | CaseState::Identified) {
            heads = tx.finding_heads(id).await?;
            searches = tx.case_searches(id).await?;
            tasks = self.task_lines(&mut tx, Some(id)).await?;
            follow_ups = self.follow_up_lines(&mut tx, Some(id)).await?;
            restricted = self.restricted(&mut tx, &case).await?;
            package = tx.package_of(id).await?;
            working = tx.lease_live(Job::Case(id), self.engine.clock.now()).await?;
            plan = self.plan_line_of(&mut tx, id).await?;
        }
        // What waits for the officer comes first.
        heads.sort_by_key(|head| (head.verdict.is_some(), !head.needs_review));
        let mut findings = Vec::new();
        // Where all fit on one page, one statement gives them.
        let mut all = match heads.len() {
            0..=PAGE => tx.findings_page(id, None, PAGE as u32).await?,
            _ => Vec::new(),
        };
        for head in heads.iter().skip(PAGE * findings_page as usize).take(PAGE) {
            let row = match all.iter().position(|row| row.id == head.id) {
                Some(at) => Some(all.swap_remove(at)),
                None => tx.finding_by_id(head.id).await?,
            };
            // What was replaced a moment ago is on the next page that is asked for.
            let Some(row) = row else { continue };
            findings.push(self.finding_line(case.person, &row, &permit)?);
        }
        drop(tx);

        let candidates = match case.state {
            CaseState::Identified => self.candidates(actor, identity.clone()).await?,
            _ => Vec::new(),
        };
        let open_tasks = tasks.iter().filter(|task| task.state == TaskState::Open).count();
        let searches = searches
            .into_iter()
            .map(|search| SearchLine {
                label: self.source_label(&search.source),
                records: heads.iter().filter(|head| head.source == search.source).map(|head| head.records).sum(),
                state: search.state,
                problem: search.problem,
                source: search.source,
            })
            .collect();
        Ok(CasePage {
            line: self.case_line(&case, count(open_tasks)),
            statutory_due_on: case.statutory_due_on,
            extended: case.extended,
            channel: case.channel.clone(),
            identity_method: case.identity_method.clone(),
            identity_methods: self.identity_methods(),
            requester: identity,
            candidates,
            searches,
            findings,
            findings_total: count(heads.len()),
            records_total: heads.iter().map(|head| head.records).sum(),
            undecided: undecided(&heads),
            tasks,
            follow_ups,
            restricted,
            transferred_on: history.iter().find(|event| is_transfer(&event.kind)).map(|event| self.day_of(event.at)),
            plan,
            package: package.map(Into::into),
            history: history
                .into_iter()
                .map(|event| HistoryLine { at: event.at, actor: event.actor, kind: event.kind, facts: event.facts })
                .collect(),
            working,
            trouble: self.troubles.of(Job::Case(id)).filter(|_| !working),
            extend_to: self.extension_of(&case),
        })
    }
}

fn count(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}
