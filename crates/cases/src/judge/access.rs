//! Access (Art. 15): what of a record the person sees.

use gestand_policy::model::{Exclusion, ExclusionGives};
use gestand_policy::{At, Policy};
use gestand_sources::{About, Record};
use gestand_store::Verdict;

use super::{Ground, Judgement, Reason};

/// Judges a record for an access request (Art. 15).
pub fn judge_access(policy: &Policy, record: &Record) -> Judgement {
    let mut verdict = Verdict::Include;
    let mut needs_review = false;
    let mut grounds = Vec::new();
    if record.values.iter().any(|value| value.field.about == About::Other) {
        verdict = Verdict::Redact;
        grounds.push(Ground {
            node: node_of(policy, "third_party").unwrap_or_default(),
            law: Some("GDPR 15(4)".to_owned()),
            until: None,
            reason: Reason::OthersData,
        });
    }
    for mark in &record.marks {
        needs_review = true;
        let Some((id, exclusion)) = exclusion(policy, mark.as_str()) else {
            grounds.push(Ground { node: String::new(), law: None, until: None, reason: Reason::MustBeWeighed });
            continue;
        };
        verdict = strictest(verdict, verdict_of(exclusion));
        grounds.push(Ground {
            node: format!("exclusions.{id}"),
            law: exclusion.law.as_ref().map(|law| law.value.clone()),
            until: None,
            reason: Reason::ExcludedByPolicy,
        });
    }
    // In free text and in files anything can stand, also about others: a person reads them first.
    let unread = |value: &gestand_sources::Value| value.field.free_text && value.field.about == About::Subject;
    if record.document.is_some() || record.values.iter().any(unread) {
        needs_review = true;
    }
    if grounds.is_empty() {
        grounds.push(Ground { node: "rights.access".into(), law: None, until: None, reason: Reason::NothingExcludes });
    }
    Judgement { proposal: verdict, needs_review, grounds }
}

fn exclusion<'p>(policy: &'p Policy, mark: &str) -> Option<(&'p String, &'p At<Exclusion>)> {
    policy.document.exclusions.iter().find(|(_, exclusion)| exclusion.mark.as_deref() == Some(mark))
}

fn node_of(policy: &Policy, mark: &str) -> Option<String> {
    exclusion(policy, mark).map(|(id, _)| format!("exclusions.{id}"))
}

fn verdict_of(exclusion: &Exclusion) -> Verdict {
    match exclusion.gives.as_ref().map(|gives| gives.value) {
        Some(ExclusionGives::ExistenceNotice) => Verdict::ExistenceNotice,
        Some(ExclusionGives::Redacted) => Verdict::Redact,
        Some(ExclusionGives::Nothing) | None => Verdict::Exclude,
    }
}

/// The verdict that shows least, so that nothing of another person slips out before an officer has looked.
fn strictest(a: Verdict, b: Verdict) -> Verdict {
    let rank = |verdict| match verdict {
        Verdict::Exclude => 3,
        Verdict::ExistenceNotice => 2,
        Verdict::Redact => 1,
        _ => 0,
    };
    if rank(b) > rank(a) { b } else { a }
}
