//! The checks behind promises: each looks at what really is, and says what it saw in numbers.

use gestand_ledger::EntryKind;
use gestand_plans::{count_held, countable_rules};
use gestand_sources::HitKind;
use gestand_store::{CaseFilter, CaseKind, HoldIndex, PromiseCheckRow, PromiseStatus};
use serde_json::{Value, json};

use crate::follow::is_over;
use crate::{Actor, App, Result, Right};

/// A plan runs at least once a month: records may wait that long after their term before the promise is broken.
const GRACE_DAYS: i64 = 31;

/// The finding of `gestand sources check` for a field that looks personal and that no annotation names.
const UNNAMED: &str = "S0004";

/// What one check saw for one promise.
pub(crate) struct Outcome {
    /// Policy node.
    pub promise: String,
    pub check: &'static str,
    pub status: PromiseStatus,
    pub evidence: Value,
}

fn kept(fine: bool) -> PromiseStatus {
    if fine { PromiseStatus::Kept } else { PromiseStatus::Broken }
}

impl App {
    /// Runs every check now, and writes the outcomes.
    pub async fn run_checks(&self, actor: &Actor) -> Result<()> {
        actor.must(Right::RunChecks)?;
        let mut outcomes = self.check_retention().await?;
        outcomes.extend(self.check_answers().await?);
        outcomes.extend(self.check_identity().await?);
        outcomes.extend(self.check_identification_numbers().await);
        outcomes.extend(self.check_categories().await);
        self.write_outcomes(outcomes).await
    }

    /// Writes outcomes down, each with its entry in the ledger.
    pub(crate) async fn write_outcomes(&self, outcomes: Vec<Outcome>) -> Result<()> {
        let now = self.engine.clock.now();
        let mut tx = self.engine.store.write("promise_check").await?;
        let entry = |outcome: &Outcome| {
            let facts = json!({
                "promise": outcome.promise, "check": outcome.check, "status": outcome.status,
                "evidence": outcome.evidence,
            });
            gestand_plans::entry(&self.engine, EntryKind::PromiseChecked, None, facts)
        };
        let first = tx.ledger_append_all(outcomes.iter().map(entry).collect()).await?;
        for (ledger_index, outcome) in (first..).zip(outcomes) {
            tx.promise_check_upsert(&PromiseCheckRow {
                promise: outcome.promise,
                check: outcome.check.to_owned(),
                status: outcome.status,
                evidence: outcome.evidence,
                checked_at: now,
                ledger_index,
            })
            .await?;
        }
        Ok(tx.commit().await?)
    }

    /// Retention rules: no record is more than a month past its term, unless a hold is on it.
    pub(crate) async fn check_retention(&self) -> Result<Vec<Outcome>> {
        let holds = HoldIndex::new(self.engine.store.read().await?.holds_active().await?);
        let limit = self.today().saturating_sub(jiff::Span::new().days(GRACE_DAYS));
        let mut outcomes = Vec::new();
        for rule in countable_rules(self.policy(), limit) {
            let Ok(due) = &rule.due else { continue };
            let (mut late, mut held, mut down) = (0u64, 0u64, None);
            for source in self.engine.sources.all() {
                let found = match source.due(due).await {
                    Ok(found) => found,
                    Err(_) => {
                        down = Some(source.info().id.clone());
                        continue;
                    }
                };
                for class in found {
                    let on_hold = count_held(source, due, &class, &holds).await.unwrap_or(0);
                    held += on_hold;
                    late += class.count.saturating_sub(on_hold);
                }
            }
            let status = if down.is_some() { PromiseStatus::Unknown } else { kept(late == 0) };
            let evidence = json!({"late": late, "held": held, "grace_days": GRACE_DAYS, "source_down": down});
            let promise = format!("retention.{}", rule.id);
            // A camera promise rests on the rule for its images.
            let items = &due.items;
            let cameras = self.policy().document.cameras.iter().filter(|(_, camera)| {
                camera.data.as_ref().is_some_and(|data| {
                    let category = self.policy().document.categories.get(&data.value);
                    items.contains(&data.value)
                        || category.is_some_and(|c| c.items.keys().any(|item| items.contains(item)))
                })
            });
            let nodes = cameras.map(|(id, _)| format!("cameras.{id}")).chain([promise]);
            outcomes.extend(nodes.map(|promise| Outcome {
                promise,
                check: "retention",
                status,
                evidence: evidence.clone(),
            }));
        }
        Ok(outcomes)
    }

    /// Answers: no open request is past its day.
    async fn check_answers(&self) -> Result<Vec<Outcome>> {
        let mut tx = self.engine.store.read().await?;
        let filter = CaseFilter { open: Some(true), kind: None, limit: u32::MAX, offset: 0 };
        let open: Vec<_> = tx.cases(filter).await?.into_iter().filter(|case| !is_over(case.state)).collect();
        let today = self.today();
        let mut outcomes = Vec::new();
        for kind in CaseKind::ALL.iter().copied() {
            let of_kind: Vec<_> = open.iter().filter(|case| case.kind == kind).collect();
            let late = of_kind.iter().filter(|case| case.due_on < today).count();
            let evidence = json!({"open": of_kind.len(), "late": late});
            let node = format!("rights.{}", kind.as_str());
            outcomes.push(Outcome { promise: node, check: "answer_on_time", status: kept(late == 0), evidence });
        }
        let late = open.iter().filter(|case| case.due_on < today).count();
        if self.policy().document.requests.is_some() {
            let evidence = json!({"open": open.len(), "late": late});
            outcomes.push(Outcome {
                promise: "requests".into(),
                check: "answer_on_time",
                status: kept(late == 0),
                evidence,
            });
        }
        Ok(outcomes)
    }

    /// Identity: nothing was searched for a requester who had not shown who they are.
    async fn check_identity(&self) -> Result<Vec<Outcome>> {
        if self.policy().document.requests.as_ref().is_none_or(|requests| requests.identity.is_none()) {
            return Ok(Vec::new());
        }
        let mut tx = self.engine.store.read().await?;
        let filter = CaseFilter { open: None, kind: None, limit: u32::MAX, offset: 0 };
        let (mut searched, mut without) = (0u32, 0u32);
        for case in tx.cases(filter).await? {
            if tx.case_searches(case.id).await?.is_empty() {
                continue;
            }
            searched += 1;
            without += u32::from(case.identity_method.is_none());
        }
        Ok(vec![Outcome {
            promise: "requests".into(),
            check: "identity_first",
            status: kept(without == 0),
            evidence: json!({"searched": searched, "without": without}),
        }])
    }

    /// The BSN: where the statement says it is not stored, no source holds one.
    async fn check_identification_numbers(&self) -> Vec<Outcome> {
        let promised = self.policy().document.identification.as_ref();
        let stored = promised.and_then(|identification| identification.bsn_stored.as_ref()).map(|stored| stored.value);
        if stored != Some(false) {
            return Vec::new();
        }
        let (mut found, mut unreadable, mut places, mut down) = (0u64, 0u64, Vec::new(), None);
        for source in self.engine.sources.all().filter(|source| !source.is_manual()) {
            match source.scan_identification_numbers().await {
                Ok(hits) => {
                    for hit in hits {
                        match hit.kind {
                            HitKind::Number => {
                                found += hit.count;
                                let class = self.class_label(&source.info().id, &hit.class);
                                places.push(format!("{}: {}", source.info().label.nl, class.nl));
                            }
                            HitKind::Unreadable => unreadable += hit.count,
                        }
                    }
                }
                Err(_) => down = Some(source.info().id.clone()),
            }
        }
        let blind = down.is_some() || unreadable > 0;
        let status = if blind && found == 0 { PromiseStatus::Unknown } else { kept(found == 0) };
        let evidence = json!({"found": found, "places": places, "unreadable": unreadable, "source_down": down});
        vec![Outcome { promise: "identification".into(), check: "no_bsn", status, evidence }]
    }

    /// Categories: the sources hold no personal data that the policy does not name.
    async fn check_categories(&self) -> Vec<Outcome> {
        let document = &self.policy().document;
        let own =
            document.categories.iter().filter(|(_, c)| self.policy().origin(c.span) == gestand_policy::Origin::Own);
        let (mut unnamed, mut down) = (0u32, None);
        for source in self.engine.sources.all() {
            match source.check(document).await {
                Ok(findings) => {
                    unnamed += u32::try_from(findings.iter().filter(|f| f.code == UNNAMED).count()).unwrap_or(0)
                }
                Err(_) => down = Some(source.info().id.clone()),
            }
        }
        let status = if down.is_some() { PromiseStatus::Unknown } else { kept(unnamed == 0) };
        let evidence = json!({"unnamed_fields": unnamed, "source_down": down});
        own.map(|(id, _)| Outcome {
            promise: format!("categories.{id}"),
            check: "only_named_data",
            status,
            evidence: evidence.clone(),
        })
        .collect()
    }
}
