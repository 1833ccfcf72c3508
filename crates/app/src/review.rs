//! The officer judges what the policy could not decide, and sends the answer on its way.

use std::sync::Arc;

use gestand_base::{CaseId, FindingId};
use gestand_cases::{Ground, Reason};
use gestand_ledger::EntryKind;
use gestand_store::{CaseKind, CaseRow, CaseState, FindingHead, Job, Tx, Verdict};
use serde_json::json;

use crate::findings::{grounds_of, undecided};
use crate::work::Alone;
use crate::{Actor, App, AppError, FieldError, Result};

/// Verdicts that fit a kind of case.
pub fn verdicts(kind: CaseKind) -> &'static [Verdict] {
    match kind {
        CaseKind::Access => &[Verdict::Include, Verdict::Redact, Verdict::Exclude, Verdict::ExistenceNotice],
        CaseKind::Rectification => &[Verdict::Correct, Verdict::Annotate, Verdict::Keep],
        CaseKind::Erasure => &[Verdict::Erase, Verdict::Keep],
        CaseKind::Restriction => &[Verdict::Restrict, Verdict::Keep],
        CaseKind::Portability => &[Verdict::Include, Verdict::Redact, Verdict::Exclude],
    }
}

/// Reasons that an officer can name beside the nodes of the policy, each with its article.
pub fn reasons_to_choose(kind: CaseKind) -> &'static [(&'static str, Reason, &'static str)] {
    match kind {
        CaseKind::Access | CaseKind::Erasure => &[],
        CaseKind::Rectification => {
            &[("found_right", Reason::FoundRight, "GDPR 16"), ("opinion", Reason::Opinion, "GDPR 16")]
        }
        CaseKind::Restriction => &[("ground_absent", Reason::GroundAbsent, "GDPR 18(1)")],
        CaseKind::Portability => {
            &[("other_basis", Reason::OtherBasis, "GDPR 20(1)(a)"), ("not_provided", Reason::NotProvided, "GDPR 20(1)")]
        }
    }
}

/// Verdicts that keep something from the person and so need a ground (Art. 12(4), 15(4), 17(3), 23).
fn needs_ground(verdict: Verdict) -> bool {
    matches!(verdict, Verdict::Exclude | Verdict::ExistenceNotice | Verdict::Keep)
}

impl App {
    /// Judges the records of one finding. A verdict that keeps something from the person names its ground: one of the policy's
    /// exclusions, a retention rule, or an article.
    ///
    /// # Errors
    /// [`AppError::Invalid`] for a verdict that does not fit, or without a ground where one is needed;
    /// [`AppError::Conflict`] when the case is not being reviewed.
    pub async fn decide(
        &self,
        actor: &Actor,
        id: CaseId,
        finding: FindingId,
        verdict: Verdict,
        ground: Option<String>,
    ) -> Result<()> {
        let mut tx = self.engine.store.write("finding_decide").await?;
        let case = self.case_to_handle(&mut tx, actor, id).await?;
        if case.state != CaseState::Reviewing {
            return Err(AppError::Conflict { what: "case-state" });
        }
        let row = tx.finding_by_id(finding).await?.filter(|row| row.case == id).ok_or(AppError::NotFound)?;
        if !verdicts(case.kind).contains(&verdict) {
            return Err(AppError::Invalid(vec![FieldError { field: "verdict", problem: "verdict-unfit" }]));
        }
        let permit = self.permit(actor)?;
        if verdict == Verdict::Correct
            && self.open_finding(case.person, &row, &permit)?.iter().any(|record| record.new_values().is_empty())
        {
            return Err(AppError::Invalid(vec![FieldError { field: "values", problem: "values-empty" }]));
        }
        if verdict == Verdict::Annotate && self.identity(&mut tx, case.person, &permit).await?.message.is_none() {
            return Err(AppError::Invalid(vec![FieldError { field: "verdict", problem: "no-statement" }]));
        }
        let ground = ground.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
        let mut grounds = grounds_of(&row.grounds);
        if verdict != row.proposal {
            if needs_ground(verdict) && ground.is_none() {
                return Err(AppError::Invalid(vec![FieldError { field: "ground", problem: "ground-empty" }]));
            }
            let chosen = reasons_to_choose(case.kind).iter().find(|(id, ..)| ground.as_deref() == Some(*id));
            let (node, law, reason) = match chosen {
                Some((_, reason, law)) => (String::new(), Some((*law).to_owned()), *reason),
                None => {
                    let (node, law) = self.ground_named(ground.as_deref())?;
                    (node, law, Reason::OfficerDecided)
                }
            };
            grounds = vec![Ground { node, law, until: None, reason }];
        }
        tx.finding_decide(finding, verdict, &serde_json::to_value(&grounds)?, actor.login()).await?;
        let facts = json!({"finding": finding.to_string(), "verdict": verdict, "proposal": row.proposal});
        self.append(&mut tx, EntryKind::RecordJudged, Some(case.person), Some(id.to_string()), facts);
        Ok(tx.commit().await?)
    }

    /// A ground is a node of the policy or an article; free text would bring personal data into the ledger's reach.
    pub(crate) fn ground_named(&self, ground: Option<&str>) -> Result<(String, Option<String>)> {
        let Some(ground) = ground else { return Ok((String::new(), None)) };
        let document = &self.policy().document;
        let in_policy = match ground.split_once('.') {
            Some(("exclusions", id)) => {
                document.exclusions.get(id).map(|e| e.law.as_ref().map(|law| law.value.clone()))
            }
            Some(("retention", id)) => document.retention.get(id).map(|r| r.law.as_ref().map(|law| law.value.clone())),
            _ => None,
        };
        if let Some(law) = in_policy {
            return Ok((ground.to_owned(), law));
        }
        if is_article(ground) {
            return Ok((String::new(), Some(ground.to_owned())));
        }
        Err(AppError::Invalid(vec![FieldError { field: "ground", problem: "ground-unknown" }]))
    }

    /// The officer has looked at the open records and takes every proposal as it is. Gives how many
    /// records.
    ///
    /// # Errors
    /// [`AppError::Conflict`] when the case is not being reviewed, or an officer must say what a field becomes.
    pub async fn accept_proposals(&self, actor: &Actor, id: CaseId) -> Result<u32> {
        let mut tx = self.engine.store.write("findings_accept").await?;
        let case = self.case_to_handle(&mut tx, actor, id).await?;
        if case.state != CaseState::Reviewing {
            return Err(AppError::Conflict { what: "case-state" });
        }
        let mut open = tx.finding_heads(id).await?;
        open.retain(|head| head.verdict.is_none());
        if !self.values_known(&mut tx, &case, &open).await? {
            return Err(AppError::Conflict { what: "values-unknown" });
        }
        let open = open.iter();
        let count = open.map(|head| head.records).sum();
        tx.findings_accept(id, actor.login()).await?;
        if count > 0 {
            let facts = json!({"accepted": count});
            self.append(&mut tx, EntryKind::RecordJudged, Some(case.person), Some(id.to_string()), facts);
        }
        // Nobody outside is told of it (ADR 0016).
        tx.commit_soon().await?;
        Ok(count)
    }

    /// Every record has its verdict: the answer is built, or what was decided is done in the sources through a plan.
    ///
    /// # Errors
    /// [`AppError::Conflict`] while a record waits for a verdict, or when the case is not being reviewed.
    pub async fn complete_review(self: &Arc<Self>, actor: &Actor, id: CaseId) -> Result<()> {
        // The work goes on when the officer closes the page.
        let (app, actor) = (Arc::clone(self), actor.clone());
        let work = tokio::spawn(async move {
            let job = Job::Case(id);
            let begin = async |tx: &mut Tx| {
                let case = app.case_to_handle(tx, &actor, id).await?;
                let judged = tx.finding_heads(id).await?;
                if case.state != CaseState::Reviewing {
                    return Err(AppError::Conflict { what: "case-state" });
                }
                if undecided(&judged) > 0 {
                    return Err(AppError::Conflict { what: "records-undecided" });
                }
                if is_carried_out(case.kind) {
                    app.begin_to_carry_out(tx, &actor, &case, &judged).await?;
                }
                Ok((case, judged))
            };
            let work = async |(case, judged): (CaseRow, Vec<FindingHead>), alone: &Alone| {
                if is_carried_out(case.kind) {
                    app.carry_out(id).await
                } else {
                    app.answer_access(&actor, &case, &judged, alone).await
                }
            };
            let outcome = app.alone_after(job, begin, work).await;
            app.remember(job, &outcome);
            outcome
        });
        work.await.map_err(AppError::internal)?
    }
}

/// Whether something is done in the sources on a request of this kind; else the answer gives what was found.
fn is_carried_out(kind: CaseKind) -> bool {
    match kind {
        CaseKind::Access | CaseKind::Portability => false,
        CaseKind::Erasure | CaseKind::Rectification | CaseKind::Restriction => true,
    }
}

/// Whether the text names an article and nothing more, such as `GDPR 15(4)` or `UAVG 41(1)(i)`: no name fits in it.
fn is_article(text: &str) -> bool {
    let Some((act, rest)) = text.split_once(' ') else { return false };
    let mut words = rest.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    matches!(act, "GDPR" | "UAVG")
        && text.len() <= 40
        && words.all(|word| word.len() == 1 || word.bytes().all(|byte| byte.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::is_article;

    #[test]
    fn a_ground_is_an_article_and_no_name() {
        assert!(is_article("GDPR 15(4)") && is_article("UAVG 41(1)(i), (j)"));
        assert!(!is_article("GDPR 15(4) mevr. Jansen") && !is_article("omdat") && !is_article("BW 7:1"));
    }
}
