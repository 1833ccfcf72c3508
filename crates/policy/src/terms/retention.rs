//! From the start of a term to the last day that data are kept, and back: whole days, which never roll.

use jiff::ToSpan;
use jiff::civil::Date;

use super::{Keep, Length, Rounding, Unit};

impl Length {
    /// The last day of a term of this length that began on `start`. A term in hours keeps the day in which it ends,
    /// whatever the time of its start. `None` when it lies outside the calendar.
    pub fn last_day(self, start: Date) -> Option<Date> {
        let span = match self.unit {
            Unit::Hours => i64::from(self.count.div_ceil(24)).days(),
            _ => self.calendar(),
        };
        start.checked_add(span).ok()
    }

    /// The first day of which a term of this length still runs on `today`: what began before it is over. This is the
    /// exact inverse of [`Length::last_day`].
    pub fn earliest_start(self, today: Date) -> Date {
        let over = latest_over(today, |start| self.last_day(start));
        over.and_then(|day| day.tomorrow().ok()).unwrap_or(Date::MIN)
    }
}

impl Keep {
    /// The last day on which data with this event are kept; from the next day on the term is over. Whole days: a term
    /// in hours keeps the day in which it ends, whatever the time of the event. For `until EVENT` that is the day
    /// before the event. `None` when there is no end ([`Keep::AsNeeded`]) or it lies outside the calendar.
    pub fn last_day(&self, event: Date) -> Option<Date> {
        match self {
            Keep::After { length, round, .. } => {
                let start = match round {
                    Rounding::None => event,
                    Rounding::BookYear => event.last_of_year(),
                };
                length.last_day(start)
            }
            Keep::Until { .. } => event.yesterday().ok(),
            Keep::AsNeeded => None,
        }
    }

    /// The latest date of the event for which the term is over on `today`: a record is due exactly when its event is
    /// on or before it. This is the exact inverse of [`Keep::last_day`], so a source can be asked for all due records
    /// with one comparison. `None`: nothing can be due.
    pub fn latest_due(&self, today: Date) -> Option<Date> {
        match self {
            Keep::Until { .. } => Some(today),
            _ => latest_over(today, |event| self.last_day(event)),
        }
    }
}

/// The latest start of which the term is over on `today`. `last_day` never goes down when the start moves later, so a
/// binary search over all days finds the edge.
fn latest_over(today: Date, last_day: impl Fn(Date) -> Option<Date>) -> Option<Date> {
    let is_over = |start: Date| last_day(start).is_some_and(|last| last < today);
    let day = |number: i32| Date::MIN.checked_add(number.days()).ok();
    if !is_over(Date::MIN) {
        return None;
    }
    let (mut over, mut kept) = (0, Date::MIN.until(Date::MAX).ok()?.get_days() + 1);
    while kept - over > 1 {
        let middle = over + (kept - over) / 2;
        if day(middle).is_some_and(is_over) { over = middle } else { kept = middle }
    }
    day(over)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn keep(text: &str) -> Keep {
        text.parse().unwrap()
    }

    #[test]
    fn last_days() {
        let table = [
            ("7 years after e", date(2020, 2, 29), date(2027, 2, 28)),
            ("7 years after e, to end of book year", date(2020, 1, 1), date(2027, 12, 31)),
            ("18 months after e, to end of book year", date(2020, 12, 31), date(2022, 6, 30)),
            ("1 month after e", date(2027, 1, 31), date(2027, 2, 28)),
            ("28 days after e", date(2027, 2, 1), date(2027, 3, 1)),
            ("4 weeks after e", date(2026, 12, 4), date(2027, 1, 1)),
            ("72 hours after e", date(2026, 10, 24), date(2026, 10, 27)),
            ("30 hours after e", date(2026, 1, 1), date(2026, 1, 3)),
            ("0 days after e", date(2026, 1, 1), date(2026, 1, 1)),
            ("until e", date(2026, 1, 1), date(2025, 12, 31)),
        ];
        for (rule, event, last) in table {
            assert_eq!(keep(rule).last_day(event), Some(last), "{rule}");
        }
        assert_eq!(keep("as long as needed").last_day(date(2026, 1, 1)), None);
    }

    #[test]
    fn the_latest_event_that_is_due() {
        let table = [
            // Events on 28, 29, 30 and 31 January are all kept up to 28 February.
            ("1 month after e", date(2027, 3, 1), date(2027, 1, 31)),
            ("1 month after e", date(2027, 2, 28), date(2027, 1, 27)),
            ("7 years after e, to end of book year", date(2027, 12, 31), date(2019, 12, 31)),
            ("7 years after e, to end of book year", date(2028, 1, 1), date(2020, 12, 31)),
            ("7 days after e", date(2026, 1, 9), date(2026, 1, 1)),
            ("until e", date(2026, 1, 1), date(2026, 1, 1)),
        ];
        for (rule, today, latest) in table {
            assert_eq!(keep(rule).latest_due(today), Some(latest), "{rule}");
        }
        assert_eq!(keep("as long as needed").latest_due(Date::MAX), None);
        assert_eq!(keep("65535 years after e").latest_due(date(2026, 1, 1)), None);
        assert_eq!(keep("1 day after e").latest_due(Date::MIN), None);
        assert_eq!(keep("0 days after e").latest_due(Date::MAX), Date::MAX.yesterday().ok());
    }
}
