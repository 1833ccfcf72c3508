//! Rectification (Art. 16): records that hold what the person says is not right.

use std::collections::BTreeSet;

use gestand_policy::decide::Permit;
use gestand_sources::{About, Record};
use gestand_store::Verdict;

use super::{Ground, Judgement, Reason};
use crate::Correction;

/// Judges a record for a request for rectification; `None` when it holds nothing that was asked about. Whether the new
/// value is the right one a person must find out. Where a source is right already, there is nothing to do. `may_hold` are
/// the items of the class of the record: what it could hold and does not can be completed.
pub fn judge_rectification(
    record: &Record,
    may_hold: &BTreeSet<String>,
    corrections: &[Correction],
    permit: &Permit,
) -> Option<Judgement> {
    let about_person = |item: &str| {
        let of_person = record.values.iter().filter(|value| value.field.about == About::Subject);
        of_person.filter(move |value| value.field.item.as_deref() == Some(item)).collect::<Vec<_>>()
    };
    let (mut found, mut differs) = (false, false);
    for correction in corrections {
        let values = about_person(&correction.item);
        let is_asked = |value: &&gestand_sources::Value| {
            value.value.open(permit, "value that a person contests").trim() == correction.value.trim()
        };
        let completes = values.is_empty() && may_hold.contains(&correction.item);
        found |= completes || !values.is_empty();
        // Of an item in several fields one may hold what was asked: surname beside prefix and name at birth.
        differs |= completes || !values.is_empty() && !values.iter().any(is_asked);
    }
    if !found {
        return None;
    }
    let (proposal, reason) =
        if differs { (Verdict::Correct, Reason::Differs) } else { (Verdict::Keep, Reason::RightAlready) };
    let ground = Ground { node: "rights.rectification".into(), law: Some("GDPR 16".into()), until: None, reason };
    Some(Judgement { proposal, needs_review: differs, grounds: vec![ground] })
}
