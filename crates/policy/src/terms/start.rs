//! From when a term runs: a day, a time of day, or an exact moment.

use std::fmt;
use std::str::FromStr;

use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;
use jiff::{Timestamp, Zoned};

use super::RuleError;

/// The start of a term as someone writes it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RuleStart {
    /// `2026-11-20`
    Day(Date),
    /// `2026-11-20T09:30`, on the clock of the zone. In the hour that comes twice when the clock goes back, the first.
    Clock(DateTime),
    /// `2026-11-20T09:30:00+01:00` or `2026-11-20T08:30:00Z`
    Moment(Timestamp),
}

impl RuleStart {
    /// The calendar day in `zone`.
    pub fn day(self, zone: &TimeZone) -> Date {
        match self {
            RuleStart::Day(day) => day,
            RuleStart::Clock(clock) => clock.date(),
            RuleStart::Moment(moment) => zone.to_datetime(moment).date(),
        }
    }

    /// The exact moment in `zone`; `None` for a bare day or a moment outside the calendar.
    pub(super) fn moment(self, zone: &TimeZone) -> Option<Zoned> {
        match self {
            RuleStart::Day(_) => None,
            RuleStart::Clock(clock) => clock.to_zoned(zone.clone()).ok(),
            RuleStart::Moment(moment) => Some(moment.to_zoned(zone.clone())),
        }
    }
}

impl From<Date> for RuleStart {
    fn from(day: Date) -> Self {
        RuleStart::Day(day)
    }
}

impl From<DateTime> for RuleStart {
    fn from(clock: DateTime) -> Self {
        RuleStart::Clock(clock)
    }
}

impl From<Timestamp> for RuleStart {
    fn from(moment: Timestamp) -> Self {
        RuleStart::Moment(moment)
    }
}

impl fmt::Display for RuleStart {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            RuleStart::Day(day) => day.fmt(f),
            RuleStart::Clock(clock) => clock.fmt(f),
            RuleStart::Moment(moment) => moment.fmt(f),
        }
    }
}

impl FromStr for RuleStart {
    type Err = RuleError;

    fn from_str(text: &str) -> Result<Self, RuleError> {
        let text = text.trim();
        let error = || RuleError::UnreadableStart(text.chars().take(60).collect());
        match text.split_once(['T', 't', ' ']) {
            None => text.parse().map(RuleStart::Day).map_err(|_| error()),
            // A text with an offset that is not a moment is wrong; jiff would read it and forget the offset.
            Some((_, time)) if time.contains(['Z', 'z', '+', '-', '[']) => {
                text.parse().map(RuleStart::Moment).map_err(|_| error())
            }
            Some(_) => text.parse().map(RuleStart::Clock).map_err(|_| error()),
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn three_ways_to_write_a_start() {
        let zone = TimeZone::get("Europe/Amsterdam").unwrap();
        let parse = |text: &str| text.parse::<RuleStart>().unwrap();
        assert_eq!(parse("2026-11-20"), RuleStart::Day(date(2026, 11, 20)));
        assert_eq!(parse("2026-11-20T09:30"), RuleStart::Clock(date(2026, 11, 20).at(9, 30, 0, 0)));
        assert_eq!(parse("2026-11-20 09:30:00").moment(&zone), parse("2026-11-20T08:30:00Z").moment(&zone));
        // Half past eleven in the evening in London is the next day here.
        assert_eq!(parse("2026-11-20T23:30:00+00:00").day(&zone), date(2026, 11, 21));
    }

    #[test]
    fn nonsense_is_refused() {
        for text in
            ["", "today", "20-11-2026", "2026-02-29", "2026-11-20T25:00", "2026-11-20T10:00+99:00", "20261301T10"]
        {
            assert!(text.parse::<RuleStart>().is_err(), "{text}");
        }
    }
}
