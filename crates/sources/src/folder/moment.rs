//! The placeholders of a path that tell a time, in the usual forms of recorders, and the day they stand for.

use jiff::Timestamp;
use jiff::civil::{Date, DateTime, Time};
use jiff::tz::TimeZone;

use super::pattern::Values;

/// Where terms are counted.
const HERE: &str = "Europe/Amsterdam";

/// What an event of a class may be counted from, and the placeholders that its pattern must have for it.
pub const EVENTS: [(&str, &[&str]); 6] = [
    ("date", &["date"]),
    ("datetime", &["datetime"]),
    ("epoch", &["epoch"]),
    ("epoch_ms", &["epoch_ms"]),
    ("day", &["year", "month", "day"]),
    // The time of the file itself: for names that tell no day.
    ("modified", &[]),
];

/// The zone that names are written in, and the one in which days are counted.
#[derive(Debug, Clone)]
pub struct Zones {
    names: TimeZone,
    days: TimeZone,
}

impl Zones {
    /// `names`: an IANA name such as `UTC`; without it names are written in the zone in which days are counted.
    ///
    /// # Errors
    /// A zone that is not known.
    pub fn new(names: Option<&str>) -> Result<Zones, String> {
        let zone = |name: &str| TimeZone::get(name).map_err(|error| format!("zone '{name}': {error}"));
        Ok(Zones { names: zone(names.unwrap_or(HERE))?, days: zone(HERE)? })
    }

    /// The day of an event; `None` when the values do not tell it.
    pub fn day(&self, event: &str, values: &Values, modified: Timestamp) -> Option<Date> {
        let value = |hole: &str| values.get(hole).map(String::as_str);
        match event {
            "modified" => Some(self.day_of(modified)),
            "epoch" | "epoch_ms" => epoch(event, value(event)?).map(|at| self.day_of(at)),
            "datetime" => {
                let (moment, utc) = datetime(value("datetime")?)?;
                self.counted(moment, if utc { TimeZone::UTC } else { self.names.clone() })
            }
            _ => {
                let date = match event {
                    "day" => date(&[value("year")?, value("month")?, value("day")?].concat())?,
                    _ => date(value("date")?)?,
                };
                let clock = match (value("time"), value("hour")) {
                    (Some(text), _) => time(text),
                    (None, Some(hour)) => {
                        let rest = [value("minute").unwrap_or("00"), value("second").unwrap_or("00")];
                        time(&[hour, &rest.concat()].concat())
                    }
                    (None, None) => None,
                };
                match clock {
                    Some(clock) => self.counted(DateTime::from_parts(date, clock), self.names.clone()),
                    None => Some(date),
                }
            }
        }
    }

    fn day_of(&self, at: Timestamp) -> Date {
        at.to_zoned(self.days.clone()).date()
    }

    fn counted(&self, moment: DateTime, zone: TimeZone) -> Option<Date> {
        if zone == self.days {
            return Some(moment.date());
        }
        Some(self.day_of(moment.to_zoned(zone).ok()?.timestamp()))
    }
}

/// Whether a placeholder can stand for this text. Names without a meaning stand for any.
pub fn fits(hole: &str, value: &str) -> bool {
    match hole {
        "date" => date(value).is_some(),
        "datetime" => datetime(value).is_some(),
        "time" => time(value).is_some(),
        "epoch" | "epoch_ms" => epoch(hole, value).is_some(),
        "year" => value.len() == 4 && number(value).is_some_and(|year| (1970..3000).contains(&year)),
        "month" => value.len() == 2 && number(value).is_some_and(|month| (1..=12).contains(&month)),
        "day" => value.len() == 2 && number(value).is_some_and(|day| (1..=31).contains(&day)),
        "hour" => value.len() == 2 && number(value).is_some_and(|hour| hour < 24),
        "minute" | "second" => value.len() == 2 && number(value).is_some_and(|part| part < 60),
        _ => true,
    }
}

fn number(digits: &str) -> Option<i16> {
    digits.bytes().all(|byte| byte.is_ascii_digit()).then(|| digits.parse().ok())?
}

/// `2026-11-20`, `2026_11_20`, `2026.11.20` or `20261120`.
fn date(value: &str) -> Option<Date> {
    let bytes = value.as_bytes();
    let step = match bytes.len() {
        8 => 0,
        10 if matches!(bytes[4], b'-' | b'_' | b'.') && bytes[4] == bytes[7] => 1,
        _ => return None,
    };
    let part = |at: usize, length: usize| number(value.get(at..at + length)?);
    let (year, month, day) = (part(0, 4)?, part(4 + step, 2)?, part(6 + 2 * step, 2)?);
    Date::new(year, month.try_into().ok()?, day.try_into().ok()?).ok()
}

/// `153000`, `15-30-00`, `15:30:00` or `15.30.00`.
fn time(value: &str) -> Option<Time> {
    let bytes = value.as_bytes();
    let step = match bytes.len() {
        6 => 0,
        8 if matches!(bytes[2], b'-' | b':' | b'.') && bytes[2] == bytes[5] => 1,
        _ => return None,
    };
    let part = |at: usize| i8::try_from(number(value.get(at..at + 2)?)?).ok();
    Time::new(part(0)?, part(2 + step)?, part(4 + 2 * step)?, 0).ok()
}

/// A date and a time, with `T`, `_`, `-` or a space between, or as 14 digits; with `Z` behind it, it is UTC.
fn datetime(value: &str) -> Option<(DateTime, bool)> {
    let (value, utc) = value.strip_suffix('Z').map_or((value, false), |value| (value, true));
    let split = |day: usize| {
        let (day, rest) = (value.get(..day)?, value.get(day..)?);
        let clock = match value.len() {
            14 => rest,
            _ => rest.strip_prefix(['T', '_', '-', ' '])?,
        };
        Some(DateTime::from_parts(date(day)?, time(clock)?))
    };
    Some((split(10).or_else(|| split(8))?, utc))
}

/// Seconds (10 digits) or milliseconds (13 digits) since 1970.
fn epoch(hole: &str, value: &str) -> Option<Timestamp> {
    let digits = if hole == "epoch" { 10 } else { 13 };
    if value.len() != digits || !value.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let since: i64 = value.parse().ok()?;
    if hole == "epoch" { Timestamp::from_second(since).ok() } else { Timestamp::from_millisecond(since).ok() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(zone: Option<&str>, event: &str, values: &[(&str, &str)]) -> String {
        let values: Values = values.iter().map(|(hole, value)| ((*hole).to_owned(), (*value).to_owned())).collect();
        assert!(values.iter().all(|(hole, value)| fits(hole, value)), "{values:?}");
        Zones::new(zone).unwrap().day(event, &values, Timestamp::UNIX_EPOCH).map_or("-".to_owned(), |d| d.to_string())
    }

    #[test]
    fn the_forms_of_recorders() {
        for value in [
            "2026-11-20T15-30-00",
            "20261120_153000",
            "20261120-153000",
            "20261120153000",
            "2026.11.20 15.30.00",
            "2026-11-20_153000",
            "20261120_15.30.00",
        ] {
            assert_eq!(day(None, "datetime", &[("datetime", value)]), "2026-11-20", "{value}");
        }
        for value in ["2026-11-20", "2026_11_20", "20261120"] {
            assert_eq!(day(None, "date", &[("date", value)]), "2026-11-20", "{value}");
        }
        assert_eq!(day(None, "day", &[("year", "2026"), ("month", "11"), ("day", "20")]), "2026-11-20");
        assert_eq!(day(None, "modified", &[]), "1970-01-01");
        for (hole, wrong) in [
            ("date", "20261320"),
            ("date", "2026-11_20"),
            ("datetime", "20261120x153000"),
            ("datetime", "2026112015300"),
            ("time", "25-00-00"),
            ("epoch", "176364900"),
            ("month", "13"),
            ("hour", "24"),
            ("date", "２０２６１１２０"),
        ] {
            assert!(!fits(hole, wrong), "{hole} {wrong}");
        }
    }

    #[test]
    fn names_in_another_zone_are_of_our_day() {
        let late = [("datetime", "20261120_233000")];
        assert_eq!(day(Some("UTC"), "datetime", &late), "2026-11-21");
        assert_eq!(day(None, "datetime", &late), "2026-11-20");
        assert_eq!(day(None, "datetime", &[("datetime", "20261120T233000Z")]), "2026-11-21");
        assert_eq!(day(Some("UTC"), "date", &[("date", "20261120"), ("time", "23.30.00")]), "2026-11-21");
        assert_eq!(day(Some("UTC"), "date", &[("date", "20261120"), ("hour", "23")]), "2026-11-21");
        assert_eq!(day(Some("UTC"), "date", &[("date", "20261120")]), "2026-11-20", "no time is told");
        // Half past eleven in the evening, UTC, in winter and in summer.
        assert_eq!(day(None, "epoch", &[("epoch", "1795217400")]), "2026-11-21");
        assert_eq!(day(None, "epoch_ms", &[("epoch_ms", "1782257400000")]), "2026-06-24");
        assert!(Zones::new(Some("Mars/Phobos")).is_err());
    }
}
