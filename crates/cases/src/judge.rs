//! What happens to each record of a request: the policy decides where it can, a person where it cannot.
//!
//! An exemption counts per record, never per person (invariant 4). Where the law asks for weighing
//! (Art. 15(4), 23; UAVG 41), the outcome is a proposal that an officer must confirm.

use std::collections::BTreeSet;

use gestand_policy::model::{Basis, Exclusion, ExclusionGives, Refs};
use gestand_policy::terms::Keep;
use gestand_policy::{At, Policy};
use gestand_sources::{About, Record};
use gestand_store::{HoldRow, Verdict};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// Why a record is judged as it is. The interface has a text for each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// Access: nothing in the policy keeps it out.
    NothingExcludes,
    /// Access: it holds data of another person (Art. 15(4)).
    OthersData,
    /// Access: the policy has an exclusion for its mark.
    ExcludedByPolicy,
    /// Access: the mark asks for weighing, the policy has no exclusion for it.
    MustBeWeighed,
    /// Erasure: the law or the policy keeps it until a day (Art. 17(3)(b)).
    TermRuns,
    /// Erasure: the event its term counts from has not come; it is still needed (Art. 17(1)(a)).
    StillNeeded,
    /// Erasure: a hold is on it (Art. 17(3)(e), 18).
    Held,
    /// Erasure: the term is over or it is no longer needed (Art. 17(1)(a)).
    NoLongerNeeded,
    /// Erasure: it rests on consent alone, which the request withdraws (Art. 17(1)(b)).
    ConsentOnly,
    /// Erasure: no rule of the policy speaks of it.
    NoRule,
    /// An officer decided otherwise than proposed.
    OfficerDecided,
}

/// A reason with its place in the policy and the article behind it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ground {
    /// Policy node, such as `exclusions.third_party`; empty where the policy is silent.
    pub node: String,
    pub law: Option<String>,
    /// Last day it must stay (erasure).
    pub until: Option<Date>,
    pub reason: Reason,
}

/// The outcome for one record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Judgement {
    pub proposal: Verdict,
    /// A person must look before the answer goes out.
    pub needs_review: bool,
    pub grounds: Vec<Ground>,
}

/// Judges a record for an access request (Art. 15).
pub fn judge_access(policy: &Policy, record: &Record) -> Judgement {
    let mut verdict = Verdict::Include;
    let mut needs_review = false;
    let mut grounds = Vec::new();
    if record.values.iter().any(|value| value.about == About::Other) {
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
    let unread = |value: &gestand_sources::Value| value.free_text && value.about == About::Subject;
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
        Verdict::Include | Verdict::Erase | Verdict::Keep => 0,
    };
    if rank(b) > rank(a) { b } else { a }
}

/// Judges a record for an erasure request (Art. 17). `hold` is the hold that is on it, if any, other than the
/// one of the request itself.
pub fn judge_erasure(policy: &Policy, record: &Record, today: Date, hold: Option<&HoldRow>) -> Judgement {
    if let Some(hold) = hold {
        let ground = Ground {
            node: String::new(),
            law: Some(
                if hold.kind == gestand_store::HoldKind::Restriction { "GDPR 18" } else { "GDPR 17(3)(e)" }.into(),
            ),
            until: None,
            reason: Reason::Held,
        };
        return Judgement { proposal: Verdict::Keep, needs_review: false, grounds: vec![ground] };
    }
    let items: BTreeSet<&str> = record.values.iter().filter_map(|value| value.item.as_deref()).collect();
    let rules: Vec<_> =
        policy.document.retention.iter().filter(|(_, rule)| names_any(policy, &rule.data, &items)).collect();
    let (mut keeps, mut over, mut elsewhere) = (Vec::new(), Vec::new(), Vec::new());
    for (id, rule) in &rules {
        let ground = |reason, until| Ground {
            node: format!("retention.{id}"),
            law: rule.law.as_ref().map(|law| law.value.clone()),
            until,
            reason,
        };
        let Some(keep) = rule.keep.as_ref().map(|keep| &keep.value) else { continue };
        let Some(event) = keep.event() else { continue };
        match record.events.get(event).and_then(|day| keep.last_day(*day)) {
            Some(last) if last >= today => keeps.push(ground(Reason::TermRuns, Some(last))),
            Some(_) => over.push(ground(Reason::NoLongerNeeded, None)),
            None if matches!(keep, Keep::Until { .. } | Keep::After { .. }) => {
                // A rule for some groups of people may speak of a group that this person is not in.
                let waits = if rule.subjects.is_empty() { &mut keeps } else { &mut elsewhere };
                waits.push(ground(Reason::StillNeeded, None));
            }
            None => {}
        }
    }
    // It does when the event of another rule has come; while none has, every rule may still be theirs.
    if keeps.is_empty() && over.is_empty() {
        keeps.append(&mut elsewhere);
    }
    if !keeps.is_empty() {
        // The law's own term is certain; a term of the corporation alone must be weighed against the request.
        let certain = keeps.iter().any(|ground| ground.law.is_some() || ground.reason == Reason::StillNeeded);
        return Judgement { proposal: Verdict::Keep, needs_review: !certain, grounds: keeps };
    }
    if !over.is_empty() {
        // Whether the person is in such a group, a person must say: an active tenant may have an old registration.
        let needs_review = !elsewhere.is_empty();
        return Judgement { proposal: Verdict::Erase, needs_review, grounds: over };
    }
    if let Some(activity) = consent_only(policy, &items) {
        let ground = Ground {
            node: format!("activities.{activity}"),
            law: Some("GDPR 17(1)(b)".into()),
            until: None,
            reason: Reason::ConsentOnly,
        };
        return Judgement { proposal: Verdict::Erase, needs_review: false, grounds: vec![ground] };
    }
    let ground = Ground { node: String::new(), law: Some("GDPR 17(1)".into()), until: None, reason: Reason::NoRule };
    Judgement { proposal: Verdict::Keep, needs_review: true, grounds: vec![ground] }
}

/// Whether a list of categories and items names one of `items`.
fn names_any(policy: &Policy, names: &Refs, items: &BTreeSet<&str>) -> bool {
    names.iter().any(|name| {
        items.contains(name.value.as_str())
            || policy
                .document
                .categories
                .get(&name.value)
                .is_some_and(|category| category.items.keys().any(|item| items.contains(item.as_str())))
    })
}

/// The activity that uses these items, when every activity that does rests on consent alone.
fn consent_only<'p>(policy: &'p Policy, items: &BTreeSet<&str>) -> Option<&'p str> {
    let mut found = None;
    let using = policy.document.activities.iter().filter(|(_, a)| !a.statutory && names_any(policy, &a.data, items));
    for (id, activity) in using {
        if activity.basis.is_empty() || activity.basis.iter().any(|basis| basis.value != Basis::Consent) {
            return None;
        }
        found = Some(id.as_str());
    }
    found
}
