//! The decision itself: which reasons speak against a use, and which basis carries it.

use super::tables::{ActivityRow, RecipientRow};
use super::{Decision, IdSet, Permit, Reason, Reasons, Refusal, SubjectState, Tables, Use};
use crate::model::Basis;

impl Tables {
    /// Decides whether `wanted` may happen. All reasons against it are given, not only the first. Allocates nothing.
    pub fn decide(&self, wanted: &Use) -> Decision {
        let mut reasons = Reasons::default();
        let Some(activity) = self.activity_rows.get(usize::from(wanted.activity.0)) else {
            reasons.add(Reason::UnknownActivity, true);
            return refusal(wanted, reasons);
        };
        reasons.add(Reason::FunctionNotAllowed, !activity.functions.contains(wanted.function.0));
        reasons.add(Reason::ItemsNotInActivity, !wanted.items.is_subset_of(activity.items));
        let any = activity.any_condition.is_empty() || activity.any_condition.intersects(wanted.conditions);
        reasons.add(Reason::ConditionMissing, !any || !activity.conditions.is_subset_of(wanted.conditions));
        let special = wanted.items.intersects(self.sensitive_items());
        reasons.add(Reason::SpecialDataWithoutGround, special && !activity.ground);
        let basis = carrying_basis(activity, wanted, &mut reasons);
        if let Some(recipient) = wanted.recipient {
            reasons.add(Reason::RecipientNotInActivity, !activity.recipients.contains(recipient.0));
            if let Some(row) = self.recipient_rows.get(usize::from(recipient.0)) {
                disclosure(row, wanted, &mut reasons);
            }
        }
        match basis {
            Some(basis) if reasons.is_empty() => Decision::Permit(Permit {
                activity: wanted.activity,
                items: wanted.items,
                basis,
                function: wanted.function,
                recipient: wanted.recipient,
            }),
            _ => refusal(wanted, reasons),
        }
    }
}

fn refusal(wanted: &Use, reasons: Reasons) -> Decision {
    Decision::Refusal(Refusal {
        reasons,
        activity: wanted.activity,
        function: wanted.function,
        items: wanted.items,
        recipient: wanted.recipient,
    })
}

/// Whether the person has consented to the activity.
fn consents(wanted: &Use) -> bool {
    wanted.subject.consents.contains(wanted.activity.0)
}

/// The first basis of the activity that holds for this person; without one, at least one reason is added. Missing
/// consent and objection count only when no other basis carries the activity.
fn carrying_basis(activity: &ActivityRow, wanted: &Use, reasons: &mut Reasons) -> Option<Basis> {
    let SubjectState { objections, marketing_objection, restricted, .. } = wanted.subject;
    let objected = objections.contains(wanted.activity.0);
    // An objection to an activity of direct marketing is one to direct marketing, on whatever basis (Art. 21(2)).
    reasons.add(Reason::MarketingObjected, activity.marketing && (marketing_objection || objected));
    reasons.add(Reason::NoBasis, activity.bases.is_empty());
    // Art. 18(2): restricted data may be used where the law asks it, or with consent.
    let only_consent = restricted && !activity.statutory;
    let bases = || activity.bases.iter().map(|basis| basis.value);
    let consent_holds = bases().any(|basis| basis == Basis::Consent) && consents(wanted);
    reasons.add(Reason::Restricted, only_consent && !consent_holds);

    let holds = |basis: &Basis| match basis {
        Basis::Consent => consents(wanted),
        Basis::PublicTask | Basis::LegitimateInterest => !objected,
        Basis::Contract | Basis::LegalObligation | Basis::VitalInterest => true,
    };
    let carrying = bases().find(holds);
    if carrying.is_none() {
        let is_objectionable = |basis| matches!(basis, Basis::PublicTask | Basis::LegitimateInterest);
        reasons.add(Reason::ConsentMissing, bases().any(|basis| basis == Basis::Consent));
        reasons.add(Reason::Objected, bases().any(is_objectionable));
    }
    if only_consent { consent_holds.then_some(Basis::Consent) } else { carrying }
}

/// Adds what stops the items from going to the recipient.
fn disclosure(recipient: &RecipientRow, wanted: &Use, reasons: &mut Reasons) {
    reasons.add(Reason::NoAgreement, recipient.without_agreement.is_some());
    reasons.add(Reason::OutsideEea, recipient.outside_eea.is_some());
    let lines = || recipient.disclosures.iter().filter(|line| line.activity.is_none_or(|id| id == wanted.activity));
    let (mut listed, mut open) = (IdSet::EMPTY, IdSet::EMPTY);
    for line in lines() {
        listed = listed.union(line.items);
        let as_asked = line.conditions.is_subset_of(wanted.conditions);
        if as_asked && (!line.needs_mandate || wanted.subject.mandate) && (!line.needs_consent || consents(wanted)) {
            open = open.union(line.items);
        }
    }
    reasons.add(Reason::RecipientMayNotReceive, !wanted.items.is_subset_of(listed));
    // Items that stand only on lines whose condition does not hold.
    let closed = wanted.items.intersection(listed).minus(open);
    for line in lines().filter(|line| line.items.intersects(closed)) {
        reasons.add(Reason::MandateMissing, line.needs_mandate && !wanted.subject.mandate);
        reasons.add(Reason::ConsentForDisclosureMissing, line.needs_consent && !consents(wanted));
        reasons.add(Reason::ConditionForDisclosureMissing, !line.conditions.is_subset_of(wanted.conditions));
    }
}
