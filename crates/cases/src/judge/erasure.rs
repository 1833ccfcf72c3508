//! Erasure (Art. 17): what goes, and what stays, why and until when.

use std::collections::BTreeSet;

use gestand_policy::Policy;
use gestand_policy::model::Basis;
use gestand_policy::terms::Keep;
use gestand_sources::Record;
use gestand_store::{HoldRow, Verdict};
use jiff::civil::Date;

use super::{Ground, Judgement, Reason, names_any};

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
    let items: BTreeSet<&str> = record.values.iter().filter_map(|value| value.field.item.as_deref()).collect();
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
