//! When an answer is due: the law's term from receipt, or the shorter one that the statement promises.

use gestand_policy::Policy;
use gestand_policy::model::{Requests, Right};
use gestand_policy::terms::{Length, RuleError, Statutory, Unit, answer_deadline};
use gestand_store::CaseKind;
use jiff::civil::Date;

/// The days that count for a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CaseClock {
    /// The day we promised: never later than the law's.
    pub due_on: Date,
    /// The law's day (Art. 12(3), Regulation 1182/71).
    pub statutory_due_on: Date,
}

/// The law's periods, from the dated rule table of the policy; the published text of Art. 12(3) where it has none.
fn statutory(policy: &Policy) -> Statutory {
    let rule = |id: &str| policy.document.law.get(id).and_then(|rule| rule.length.as_ref()).map(|length| length.value);
    Statutory {
        answer: rule("answer_term").unwrap_or(Length::new(1, Unit::Months)),
        extension: rule("extension").unwrap_or(Length::new(2, Unit::Months)),
    }
}

/// The right that a kind of case uses.
pub fn right_of(kind: CaseKind) -> Right {
    match kind {
        CaseKind::Access => Right::Access,
        CaseKind::Rectification => Right::Rectification,
        CaseKind::Erasure => Right::Erasure,
        CaseKind::Restriction => Right::Restriction,
        CaseKind::Portability => Right::Portability,
    }
}

fn promised(policy: &Policy, kind: CaseKind) -> Option<Length> {
    let own = policy.document.rights.get(&right_of(kind)).and_then(|right| right.term.as_ref());
    own.or_else(|| requests(policy)?.term.as_ref()).map(|length| length.value)
}

fn requests(policy: &Policy) -> Option<&Requests> {
    policy.document.requests.as_ref().map(|requests| &requests.value)
}

/// The clock of a new case. It starts at receipt, whatever the statement says (invariant 10).
///
/// # Errors
/// [`RuleError`] when the day lies outside the calendar.
pub fn first_deadline(policy: &Policy, kind: CaseKind, received_on: Date) -> Result<CaseClock, RuleError> {
    clock(policy, kind, received_on, None)
}

/// The clock of a case that is extended: counted from receipt, by what the statement names and at most what the law
/// allows (Art. 12(3)). `None` where the statement promises a term and names no extension, so that the promise binds
/// without one.
///
/// # Errors
/// [`RuleError`] when the day lies outside the calendar.
pub fn extended_deadline(policy: &Policy, kind: CaseKind, received_on: Date) -> Result<Option<CaseClock>, RuleError> {
    let named = requests(policy).and_then(|requests| requests.extension.as_ref());
    if promised(policy, kind).is_some() && named.is_none() {
        return Ok(None);
    }
    let by = named.and_then(|extension| extension.by.as_ref()).map_or(statutory(policy).extension, |by| by.value);
    clock(policy, kind, received_on, Some(by)).map(Some)
}

fn clock(policy: &Policy, kind: CaseKind, received_on: Date, by: Option<Length>) -> Result<CaseClock, RuleError> {
    let deadline = answer_deadline(received_on, promised(policy, kind), by, statutory(policy))?;
    Ok(CaseClock { due_on: deadline.due, statutory_due_on: deadline.statutory })
}
