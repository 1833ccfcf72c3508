//! Portability (Art. 20): data that the person provided, used by computer on consent or for a contract.

use gestand_policy::Policy;
use gestand_policy::model::{Basis, Right};
use gestand_sources::{About, Record};
use gestand_store::Verdict;

use super::{Ground, Judgement, Reason, access::judge_access, names_any};

/// Whether an item can be taken along, by the bases of the activities that use it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Portable {
    Yes,
    /// Every activity that uses it rests on another basis.
    No,
    /// The policy links no basis to some activity that uses it, or no activity uses it.
    Unknown,
}

/// Whether an item can be taken along.
pub fn portable(policy: &Policy, item: &str) -> Portable {
    let items = [item].into();
    let mut using = policy.document.activities.values().filter(|one| names_any(policy, &one.data, &items)).peekable();
    if using.peek().is_none() {
        return Portable::Unknown;
    }
    let mut known = true;
    for activity in using {
        if activity.basis.iter().any(|basis| matches!(basis.value, Basis::Consent | Basis::Contract)) {
            return Portable::Yes;
        }
        known &= !activity.basis.is_empty();
    }
    if known { Portable::No } else { Portable::Unknown }
}

/// Judges a record for a request for portability. Rights of others keep it out as they do on access (Art. 20(4)). Where
/// the policy cannot tell basis or origin, a person weighs it; a statement that promises all data asks for no origin.
pub fn judge_portability(policy: &Policy, record: &Record) -> Judgement {
    let mut judged = judge_access(policy, record);
    judged.grounds.retain(|ground| ground.reason != Reason::NothingExcludes);
    let ground = |reason, law: &str| Ground {
        node: "rights.portability".into(),
        law: Some(law.to_owned()),
        until: None,
        reason,
    };
    let mut items: Vec<&str> = record
        .values
        .iter()
        .filter(|value| value.field.about == About::Subject)
        .filter_map(|value| value.field.item.as_deref())
        .collect();
    items.sort_unstable();
    items.dedup();
    let of = |wanted| items.iter().copied().filter(move |item| portable(policy, item) == wanted);
    let (mut yes, mut unknown) = (of(Portable::Yes).peekable(), of(Portable::Unknown).peekable());
    if yes.peek().is_none() && unknown.peek().is_none() && record.document.is_none() {
        let reason = if items.is_empty() { Reason::NotProvided } else { Reason::OtherBasis };
        let law = if items.is_empty() { "GDPR 20(1)" } else { "GDPR 20(1)(a)" };
        return Judgement { proposal: Verdict::Exclude, needs_review: false, grounds: vec![ground(reason, law)] };
    }
    if unknown.peek().is_some() {
        judged.needs_review = true;
        judged.grounds.push(ground(Reason::BasisUnknown, "GDPR 20(1)(a)"));
    }
    let all = policy.document.rights.get(&Right::Portability).is_some_and(|right| right.all_data);
    let elsewhere = |item: &str| {
        let items = [item].into();
        policy.document.origins.values().any(|origin| names_any(policy, &origin.data, &items))
    };
    if !all && yes.chain(unknown).any(elsewhere) {
        judged.needs_review = true;
        judged.grounds.push(ground(Reason::OriginUnsure, "GDPR 20(1)"));
    }
    if judged.grounds.is_empty() {
        judged.grounds.push(ground(Reason::OnConsentOrContract, "GDPR 20(1)(a)"));
    }
    judged
}
