//! Running work that a draft touches: open requests whose answer term it changes, and plans with a rule that it changes.

use gestand_base::PlanId;
use gestand_policy::diff::ChangeKind;
use gestand_publish::ChangeInWords;
use gestand_store::{CaseFilter, CaseKind};

use crate::{App, Result};

/// What a version would find running on its first day.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Touched {
    /// Open requests of a kind whose answer term changes. They keep the term that they have.
    pub cases: Vec<(CaseKind, usize)>,
    /// Plans that have not ended, with their number: what is left of them is done under the new version.
    pub plans: Vec<(PlanId, String)>,
}

impl Touched {
    pub fn is_empty(&self) -> bool {
        self.cases.is_empty() && self.plans.is_empty()
    }
}

impl App {
    /// What these changes touch now.
    pub(crate) async fn touched(&self, changes: &[ChangeInWords]) -> Result<Touched> {
        let changed = |node: &str| changes.iter().any(|one| one.change.node == node);
        let term =
            |node: &str| changes.iter().any(|one| one.change.kind == ChangeKind::AnswerTerm && one.change.node == node);
        let mut touched = Touched::default();
        let mut tx = self.engine.store.read().await?;
        for kind in CaseKind::ALL.iter().copied().filter(|kind| term(&format!("rights.{}", kind.as_str()))) {
            let filter = CaseFilter { open: Some(true), kind: Some(kind), limit: u32::MAX, offset: 0 };
            let open = tx.cases(filter).await?.len();
            touched.cases.extend((open > 0).then_some((kind, open)));
        }
        for (plan, number, rule) in tx.plan_rules_left().await? {
            if changed(&format!("retention.{rule}")) {
                touched.plans.push((plan, number));
            }
        }
        touched.plans.dedup();
        Ok(touched)
    }
}
