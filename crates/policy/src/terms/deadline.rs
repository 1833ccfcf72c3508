//! When an answer to a request of a person is due, by the law and by the statement.

use jiff::Span as CalendarSpan;
use jiff::civil::Date;

use super::{Length, Rule, RuleError, Unit, roll_forward};

/// The lengths of GDPR 12(3), as the pack's dated rule table gives them (`answer_term`, `extension`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Statutory {
    /// The term of answer, counted from receipt.
    pub answer: Length,
    /// The most it can be extended with.
    pub extension: Length,
}

/// Which term sets the deadline.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Counts {
    /// The term of the law.
    Statutory,
    /// The term of the law, extended.
    StatutoryExtended,
    /// The shorter term that the statement promises.
    Promised,
    /// The shorter term that the statement promises, extended.
    PromisedExtended,
}

/// The last day to answer a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Deadline {
    /// The last day on which the answer is in time.
    pub due: Date,
    /// The same day before it rolled over weekends and holidays: the day to aim at.
    pub internal_target: Date,
    /// The last day the law allows, whatever was promised: the full extension included when there is one.
    pub statutory: Date,
    pub counts: Counts,
}

/// The deadline of a request received on `received`: the earlier of the statutory term and the promised one, both
/// counted from receipt by Regulation 1182/71 (GDPR 12(3); a promise may only shorten the law). An extension adds to
/// the term and is counted from receipt as well, never from the first deadline: 31 January plus one plus two months is
/// 30 April. Terms in hours count as whole days here, rounded down.
///
/// # Errors
/// [`RuleError::OutOfRange`] when the statutory end lies outside the calendar.
pub fn answer_deadline(
    received: Date,
    promised: Option<Length>,
    extended_by: Option<Length>,
    statutory: Statutory,
) -> Result<Deadline, RuleError> {
    let end = |term: Length, extension: Option<Length>| {
        let out_of_range = |_| RuleError::OutOfRange { rule: Box::new(Rule::Length(term)), from: received.into() };
        received.checked_add(total(term, extension)).map_err(out_of_range)
    };
    let longest = end(statutory.answer, extended_by.map(|_| statutory.extension))?;
    // A short extension of the statutory term ends before the longest one the law allows.
    let lawful = end(statutory.answer, extended_by).map_or(longest, |day| day.min(longest));
    let promise = promised.and_then(|term| end(term, extended_by).ok());
    let (internal_target, counts) = match (promise, extended_by) {
        (Some(day), None) if day < lawful => (day, Counts::Promised),
        (Some(day), Some(_)) if day < lawful => (day, Counts::PromisedExtended),
        (_, None) => (lawful, Counts::Statutory),
        (_, Some(_)) => (lawful, Counts::StatutoryExtended),
    };
    Ok(Deadline { due: roll_forward(internal_target), internal_target, statutory: roll_forward(longest), counts })
}

/// Both lengths as one span, so that months clamp once.
fn total(term: Length, extension: Option<Length>) -> CalendarSpan {
    let count = |units: &[Unit]| {
        let parts = [Some(term), extension].into_iter().flatten();
        parts.filter(|part| units.contains(&part.unit)).map(|part| i64::from(part.count)).sum::<i64>()
    };
    let months = count(&[Unit::Months]) + 12 * count(&[Unit::Years]);
    let days = count(&[Unit::Days]) + 7 * count(&[Unit::Weeks]) + count(&[Unit::Hours]) / 24;
    // No calendar is longer than this, so capping cannot make a date of what lies outside it.
    CalendarSpan::new().months(months.min(MOST_MONTHS)).days(days)
}

/// More months than the calendar has.
const MOST_MONTHS: i64 = 239_976;

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    const GDPR: Statutory = Statutory { answer: Length::new(1, Unit::Months), extension: Length::new(2, Unit::Months) };

    #[test]
    fn the_law_alone() {
        let deadline = answer_deadline(date(2026, 11, 20), None, None, GDPR).unwrap();
        let (due, target) = (date(2026, 12, 21), date(2026, 12, 20));
        assert_eq!(deadline, Deadline { due, internal_target: target, statutory: due, counts: Counts::Statutory });
    }

    #[test]
    fn a_promise_only_shortens() {
        let days = |n| Some(Length::new(n, Unit::Days));
        let with = |promised| answer_deadline(date(2027, 3, 1), promised, None, GDPR).unwrap();
        assert_eq!((with(days(14)).due, with(days(14)).counts), (date(2027, 3, 15), Counts::Promised));
        assert_eq!(with(days(14)).statutory, date(2027, 4, 1));
        assert_eq!((with(days(60)).due, with(days(60)).counts), (date(2027, 4, 1), Counts::Statutory));
        // A promise that equals the law is the law.
        assert_eq!(with(Some(Length::new(1, Unit::Months))).counts, Counts::Statutory);
        assert_eq!(with(Some(Length::new(47, Unit::Hours))).due, date(2027, 3, 2));
    }

    #[test]
    fn extensions_count_from_receipt() {
        let extended = |received, promised, by| answer_deadline(received, promised, Some(by), GDPR).unwrap();
        let received = date(2028, 1, 31);
        let full = extended(received, None, GDPR.extension);
        // Sunday 30 April 2028 rolls to Monday.
        assert_eq!(
            (full.internal_target, full.due, full.counts),
            (date(2028, 4, 30), date(2028, 5, 1), Counts::StatutoryExtended)
        );
        let short = extended(received, None, Length::new(1, Unit::Months));
        assert_eq!((short.due, short.statutory), (date(2028, 3, 31), date(2028, 5, 1)));
        let promised = extended(date(2027, 3, 1), Some(Length::new(14, Unit::Days)), Length::new(14, Unit::Days));
        assert_eq!((promised.due, promised.counts), (date(2027, 3, 30), Counts::PromisedExtended));
        // More than the law allows is cut off.
        assert_eq!(extended(received, None, Length::new(1, Unit::Years)).due, full.due);
    }

    #[test]
    fn the_end_of_the_calendar_is_an_error() {
        assert!(answer_deadline(Date::MAX, None, None, GDPR).is_err());
        let forever = Some(Length::new(u16::MAX, Unit::Years));
        // A promise beyond the calendar does not count: the law does.
        let deadline = answer_deadline(date(2026, 1, 5), forever, forever, GDPR).unwrap();
        assert_eq!(deadline.due, date(2026, 4, 7));
    }
}
