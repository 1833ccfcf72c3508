//! A length of time as a policy writes it: `28 days`, `1 month`, `72 hours`.

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

use jiff::Span as CalendarSpan;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::diagnostic::Bilingual;

/// A count of one calendar unit. Months and years keep their meaning: `1 month` is not `30 days`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Length {
    pub count: u16,
    pub unit: Unit,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Unit {
    Hours,
    Days,
    Weeks,
    Months,
    Years,
}

/// Days of the shortest run of so many months: one that has February in it.
const SHORTEST: [u32; 12] = [0, 28, 59, 89, 120, 150, 181, 212, 242, 273, 303, 334];

impl Length {
    pub const fn new(count: u16, unit: Unit) -> Self {
        Length { count, unit }
    }

    /// The same length for jiff's calendar arithmetic.
    pub fn calendar(self) -> CalendarSpan {
        let n = i64::from(self.count);
        match self.unit {
            Unit::Hours => CalendarSpan::new().hours(n),
            Unit::Days => CalendarSpan::new().days(n),
            Unit::Weeks => CalendarSpan::new().weeks(n),
            Unit::Months => CalendarSpan::new().months(n),
            // The most years a span can hold; longer than the calendar either way.
            Unit::Years => CalendarSpan::new().years(n.min(19_998)),
        }
    }

    /// The greatest number of days this can span, for "is it longer than" checks (a month counts 31, a year 366).
    pub fn longest_days(self) -> u32 {
        let n = u32::from(self.count);
        match self.unit {
            Unit::Hours => n.div_ceil(24),
            Unit::Days => n,
            Unit::Weeks => n * 7,
            Unit::Months => n * 31,
            Unit::Years => n * 366,
        }
    }

    /// The least number of days this can span (a month 28, six months 181, a year 365).
    pub fn shortest_days(self) -> u32 {
        let n = u32::from(self.count);
        match self.unit {
            Unit::Hours => n / 24,
            Unit::Days => n,
            Unit::Weeks => n * 7,
            Unit::Months => n / 12 * 365 + SHORTEST[(n % 12) as usize],
            Unit::Years => n * 365,
        }
    }

    /// As people write it in `lang` (`"nl"` or `"en"`): `3 weken`, `3 weeks`.
    pub fn in_words(self, lang: &str) -> String {
        if lang == "en" {
            return self.to_string();
        }
        let unit = match (self.unit, self.count) {
            (Unit::Hours, _) => "uur",
            (Unit::Days, 1) => "dag",
            (Unit::Days, _) => "dagen",
            (Unit::Weeks, 1) => "week",
            (Unit::Weeks, _) => "weken",
            (Unit::Months, 1) => "maand",
            (Unit::Months, _) => "maanden",
            (Unit::Years, _) => "jaar",
        };
        format!("{} {unit}", self.count)
    }
}

impl fmt::Display for Length {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let unit = match (self.unit, self.count) {
            (Unit::Hours, 1) => "hour",
            (Unit::Hours, _) => "hours",
            (Unit::Days, 1) => "day",
            (Unit::Days, _) => "days",
            (Unit::Weeks, 1) => "week",
            (Unit::Weeks, _) => "weeks",
            (Unit::Months, 1) => "month",
            (Unit::Months, _) => "months",
            (Unit::Years, 1) => "year",
            (Unit::Years, _) => "years",
        };
        write!(f, "{} {unit}", self.count)
    }
}

/// Why a text is not a length.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("'{0}' is not a length of time; write a number and a unit, such as '28 days', '1 month' or '72 hours'")]
pub struct LengthError(pub String);

impl LengthError {
    /// The same in both languages.
    pub fn message(&self) -> Bilingual {
        let text = &self.0;
        Bilingual::new(
            format!(
                "'{text}' is geen tijdsduur; schrijf een getal en een eenheid, zoals '28 days', '1 month' of '72 hours'"
            ),
            self.to_string(),
        )
    }
}

impl FromStr for Length {
    type Err = LengthError;

    fn from_str(text: &str) -> Result<Self, LengthError> {
        let error = || LengthError(text.chars().take(60).collect());
        let mut words = text.split_whitespace();
        let (Some(count), Some(unit), None) = (words.next(), words.next(), words.next()) else {
            return Err(error());
        };
        let count = count.parse().map_err(|_| error())?;
        let unit = match unit {
            "hour" | "hours" => Unit::Hours,
            "day" | "days" => Unit::Days,
            "week" | "weeks" => Unit::Weeks,
            "month" | "months" => Unit::Months,
            "year" | "years" => Unit::Years,
            _ => return Err(error()),
        };
        Ok(Length { count, unit })
    }
}

impl<'de> Deserialize<'de> for Length {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(|error: LengthError| error.message().into_error())
    }
}

impl Serialize for Length {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl JsonSchema for Length {
    fn schema_name() -> Cow<'static, str> {
        "Length".into()
    }
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": "string",
            "pattern": "^[0-9]+ (hours?|days?|weeks?|months?|years?)$",
            "description": "A number and a unit: 28 days, 1 month, 72 hours."
        })
    }
}
