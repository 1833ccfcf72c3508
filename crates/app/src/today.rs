//! The first page of the workspace: what is due, and what is wrong.

use gestand_store::{CaseFilter, CaseRow, HoldIndex, PackageRow, PlanState, TaskState};
use jiff::civil::Date;

use crate::follow::is_over;
use crate::late_discovery::came_back;
use crate::views::{CaseLine, Mark, PackageLine, Today, Urgency};
use crate::{Actor, App, Result, Right};

/// From this many days before its end a term is close.
const SOON_DAYS: i32 = 7;
/// Lines of a list on one page.
const MOST: u32 = 200;

impl App {
    pub(crate) fn urgency_of_day(&self, due_on: Date, over: bool) -> Urgency {
        match (over, days_between(self.today(), due_on)) {
            (true, _) => Urgency::Done,
            (false, left) if left < 0 => Urgency::Overdue,
            (false, left) if left <= SOON_DAYS => Urgency::Soon,
            (false, _) => Urgency::InTime,
        }
    }

    pub(crate) fn urgency(&self, case: &CaseRow) -> Urgency {
        self.urgency_of_day(case.due_on, is_over(case.state))
    }

    pub(crate) fn case_line(&self, case: &CaseRow, open_tasks: u32) -> CaseLine {
        CaseLine {
            id: case.id,
            number: case.number.clone(),
            kind: case.kind,
            state: case.state,
            received_on: case.received_on,
            due_on: case.due_on,
            days_left: days_between(self.today(), case.due_on),
            urgency: self.urgency(case),
            open_tasks,
        }
    }

    /// What is due today and soon.
    pub async fn today_page(&self, actor: &Actor) -> Result<Today> {
        actor.must(Right::SeeWork)?;
        let mut tx = self.engine.store.read().await?;
        let tasks = self.task_lines(&mut tx, None).await?;
        let mut follow_ups = self.follow_up_lines(&mut tx, None).await?;
        follow_ups.retain(|line| actor.may(App::right_for(line.kind)));
        let archive_tasks = self.archive_lines(&mut tx).await?;
        let filter = CaseFilter { open: Some(true), kind: None, limit: MOST, offset: 0 };
        let cases = tx.cases(filter).await?;
        let cases = cases.iter().map(|case| {
            let open = tasks.iter().filter(|task| task.case == case.id && task.state == TaskState::Open).count();
            self.case_line(case, u32::try_from(open).unwrap_or(u32::MAX))
        });
        let cases = cases.collect();
        let mut plans = self.plan_lines(&mut tx).await?;
        plans.retain(|plan| !matches!(plan.state, PlanState::Completed | PlanState::Rejected));
        let checks = tx.promise_checks().await?;
        let holds = HoldIndex::new(tx.holds_active().await?);
        drop(tx);
        let broken = checks.iter().filter(|check| Mark::from(check.status) == Mark::Broken).count();
        let (overdue_records, source_problems) = self.overdue(&holds).await;
        Ok(Today {
            today: self.today(),
            came_back: came_back(&checks),
            cases,
            tasks,
            follow_ups,
            archive_tasks,
            plans,
            overdue_records,
            broken_promises: u32::try_from(broken).unwrap_or(u32::MAX),
            source_problems,
        })
    }

    /// A page of cases, the nearest deadline first.
    pub async fn cases(&self, actor: &Actor, filter: CaseFilter) -> Result<Vec<CaseLine>> {
        actor.must(Right::SeeWork)?;
        let mut tx = self.engine.store.read().await?;
        let cases = tx.cases(CaseFilter { limit: filter.limit.min(MOST), ..filter }).await?;
        let tasks = tx.tasks_open(MOST).await?;
        let open = |case: &CaseRow| tasks.iter().filter(|task| task.case == case.id).count();
        Ok(cases.iter().map(|case| self.case_line(case, u32::try_from(open(case)).unwrap_or(u32::MAX))).collect())
    }
}

/// Whole days from `from` to `to`; negative when `to` has passed.
pub(crate) fn days_between(from: Date, to: Date) -> i32 {
    from.until(to).map(|span| span.get_days()).unwrap_or(0)
}

impl From<PackageRow> for PackageLine {
    fn from(package: PackageRow) -> Self {
        PackageLine { built_at: package.built_at, expires_at: package.expires_at, downloads: package.downloads }
    }
}
