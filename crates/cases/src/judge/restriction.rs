//! Restriction (Art. 18): whether a record is only stored for a time.

use gestand_store::Verdict;

use super::{Ground, Judgement, Reason};
use crate::RestrictionGround;

/// Judges a record for a request for restriction. Whether the ground holds for it a person must weigh; what is restricted
/// already stays so.
pub fn judge_restriction(ground: Option<RestrictionGround>, restricted: bool) -> Judgement {
    if restricted {
        let ground =
            Ground { node: String::new(), law: Some("GDPR 18".into()), until: None, reason: Reason::Restricted };
        return Judgement { proposal: Verdict::Keep, needs_review: false, grounds: vec![ground] };
    }
    let reason = match ground {
        Some(RestrictionGround::Accuracy) => Reason::AccuracyContested,
        Some(RestrictionGround::Unlawful) => Reason::UnlawfulUse,
        Some(RestrictionGround::Claim) => Reason::NeededForClaim,
        Some(RestrictionGround::Objection) => Reason::ObjectionPending,
        None => Reason::MustBeWeighed,
    };
    let law = ground.map(|ground| ground.law().to_owned());
    let ground = Ground { node: "rights.restriction".into(), law, until: None, reason };
    Judgement { proposal: Verdict::Restrict, needs_review: true, grounds: vec![ground] }
}
