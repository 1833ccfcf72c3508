//! The retention page: every rule with what is past its term now, the holds, and the next plan.

use gestand_base::PlanId;
use gestand_plans::{CountableRule, RuleChoice, carries_out, count_held, countable_rules, propose_retention};
use gestand_policy::Origin;
use gestand_policy::model::Text;
use gestand_publish::{Lang, words};
use gestand_store::HoldIndex;
use jiff::civil::Date;

use crate::views::{RetentionPage, RuleLine};
use crate::{Actor, App, Result, Right};

/// What a rule finds over all sources.
pub(crate) struct DueNow {
    pub count: u64,
    /// How many of them a hold keeps.
    pub held: u64,
    pub oldest: Option<Date>,
    /// Source that could not be asked, and why.
    pub problem: Option<(Text, String)>,
    /// Source that cannot do what the rule says, and why.
    pub refused: Option<(Text, String)>,
}

impl App {
    pub(crate) fn rule_label(&self, id: &str, lang: Lang) -> String {
        let rule = self.policy().document.retention.get(id);
        match rule.and_then(|rule| rule.label.as_ref()) {
            Some(label) => label.get(lang.code()).to_owned(),
            None => id.replace('_', " "),
        }
    }

    pub(crate) fn rule_term(&self, id: &str, lang: Lang) -> Option<String> {
        let keep = &self.policy().document.retention.get(id)?.keep.as_ref()?.value;
        Some(words::keep_in_words(keep, &self.policy().document.events, lang))
    }

    /// What a rule finds past its term.
    pub(crate) async fn due_now(&self, rule: &CountableRule<'_>, holds: &HoldIndex) -> Option<DueNow> {
        let due = rule.due.as_ref().ok()?;
        let mut found = DueNow { count: 0, held: 0, oldest: None, problem: None, refused: None };
        for source in self.engine.sources.all() {
            match source.due(due).await {
                Ok(classes) => {
                    for class in classes {
                        if let Err(error) = carries_out(source, due, &class.class, &class.verb) {
                            found.refused = Some((source.info().label, error.to_string()));
                        }
                        found.count += class.count;
                        found.held += count_held(source, due, &class, holds).await.unwrap_or(0);
                        found.oldest = [found.oldest, class.oldest].into_iter().flatten().min();
                    }
                }
                Err(error) => found.problem = Some((source.info().label.clone(), error.to_string())),
            }
        }
        Some(found)
    }

    /// Records past their term and not held, over all rules; `None` when a source could not be asked.
    pub(crate) async fn overdue(&self, holds: &HoldIndex) -> (Option<u64>, Vec<(Text, String)>) {
        let mut total = 0;
        let mut problems: Vec<(Text, String)> = Vec::new();
        for rule in countable_rules(self.policy(), self.today()) {
            let Some(found) = self.due_now(&rule, holds).await else { continue };
            total += found.count.saturating_sub(found.held);
            if let Some(problem) = found.problem
                && !problems.contains(&problem)
            {
                problems.push(problem);
            }
        }
        (problems.is_empty().then_some(total), problems)
    }

    /// The retention page.
    pub async fn retention_page(&self, actor: &Actor, lang: Lang) -> Result<RetentionPage> {
        actor.must(Right::SeeWork)?;
        let active = self.engine.store.read().await?.holds_active().await?;
        let index = HoldIndex::new(active.clone());
        let mut rules = Vec::new();
        for rule in countable_rules(self.policy(), self.today()) {
            let found = self.due_now(&rule, &index).await;
            let span = self.policy().document.retention.get(rule.id).map(|node| node.span).unwrap_or_default();
            rules.push(RuleLine {
                id: rule.id.to_owned(),
                label: self.rule_label(rule.id, lang),
                term: self.rule_term(rule.id, lang).unwrap_or_default(),
                law: rule.rule.law.as_ref().map(|law| law.value.clone()),
                own: self.policy().origin(span) == Origin::Own,
                due: found.as_ref().filter(|found| found.problem.is_none()).map(|found| found.count),
                oldest: found.as_ref().and_then(|found| found.oldest),
                anonymise: rule.due.as_ref().is_ok_and(|due| due.anonymise),
                problem: match (found, rule.due) {
                    (Some(found), _) => {
                        let problem = found.problem.or(found.refused);
                        problem.map(|(source, why)| format!("{}: {why}", source.get(lang.code())))
                    }
                    (None, Err(reason)) => Some(reason.to_owned()),
                    (None, Ok(_)) => None,
                },
            });
        }
        let mut tx = self.engine.store.read().await?;
        let mut holds = Vec::new();
        for hold in active {
            holds.push(self.hold_line(&mut tx, hold).await?);
        }
        let plans = self.plan_lines(&mut tx).await?;
        Ok(RetentionPage { today: self.today(), rules, holds, plans })
    }

    /// Computes a retention plan for approval.
    ///
    /// # Errors
    /// [`crate::AppError::Conflict`] when nothing is due or a retention plan is still open.
    pub async fn propose_retention(&self, actor: &Actor) -> Result<PlanId> {
        actor.must(Right::ApprovePlan)?;
        Ok(propose_retention(&self.engine, actor.login(), RuleChoice::All).await?)
    }
}
