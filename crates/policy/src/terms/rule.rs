//! From a start and a rule to the moment it is due.

use std::fmt;
use std::str::FromStr;

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Zoned};

use super::calendar::{SkippedDay, roll};
use super::{Keep, Length, RuleStart, Unit};

/// A rule that turns a start into an end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Rule {
    /// One month from receipt (GDPR 12(3)).
    Answer,
    /// Three months from receipt in all (GDPR 12(3), extended by two months).
    AnswerExtended,
    /// 72 hours by the clock after becoming aware (GDPR 33(1)).
    Breach,
    /// A procedure term counted by Regulation 1182/71; hours are clock time and never roll (art. 3(4)).
    Length(Length),
    /// A retention term; never rolls.
    Keep(Keep),
}

/// When something is due.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Due {
    /// The last day of the term. For a retention term the last day that data are kept; for `until EVENT` the day of
    /// the event, on which the term is over.
    pub date: Date,
    /// The exact moment, for terms in hours only.
    pub moment: Option<Zoned>,
    /// The last day before it rolled: the internal target, safe where a holiday is disputed.
    pub calendar_date: Date,
    /// The days from `calendar_date` up to `date`, each with the reason it does not count as last day.
    pub rolled_over: Vec<SkippedDay>,
}

/// Why there is no due date.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RuleError {
    #[error(
        "'{0}' is not a rule; write 'answer', 'answer-extended' or 'breach', a length such as '28 days' or \
         '2 months', or a retention term such as '7 years after tenancy_ended'"
    )]
    UnknownRule(String),
    #[error(
        "'{0}' is not a date or a moment; write a date ('2026-11-20'), a date with a time ('2026-11-20T09:30') or a \
         moment with its offset ('2026-11-20T09:30:00+01:00')"
    )]
    UnreadableStart(String),
    #[error("'{0}' counts hours, so the day alone is not enough; add the time, such as '2026-11-20T09:30'")]
    TimeNeeded(Rule),
    #[error(
        "'as long as needed' has no end to compute; give the data a term in the policy, such as '2 years after EVENT'"
    )]
    NoEnd,
    #[error(
        "the end of '{rule}' from {from} lies outside the calendar (years -9999 to 9999); check the date and the length"
    )]
    OutOfRange { rule: Box<Rule>, from: RuleStart },
}

impl Rule {
    /// When this rule is due, counted from `from`. Days, weeks, months and years: the day of the start is not counted
    /// (Regulation 1182/71 art. 3(1)), months end on the same day number or else on the last day of the month (art.
    /// 3(2)(c)), and the last day rolls over weekends and public holidays (art. 3(4)). `zone` tells on which day a
    /// moment falls.
    ///
    /// # Errors
    /// [`RuleError::TimeNeeded`], [`RuleError::NoEnd`] or [`RuleError::OutOfRange`].
    pub fn due(&self, from: RuleStart, zone: &TimeZone) -> Result<Due, RuleError> {
        let out_of_range = || RuleError::OutOfRange { rule: Box::new(self.clone()), from };
        match (self, self.length()) {
            (_, Some(Length { count, unit: Unit::Hours })) => {
                if matches!(from, RuleStart::Day(_)) {
                    return Err(RuleError::TimeNeeded(self.clone()));
                }
                let clock_time = SignedDuration::from_hours(i64::from(count));
                let start = from.moment(zone).ok_or_else(out_of_range)?;
                let moment = start.checked_add(clock_time).map_err(|_| out_of_range())?;
                Ok(Due { moment: Some(moment.clone()), ..Due::on(moment.date()) })
            }
            (_, Some(length)) => {
                let calendar_date = from.day(zone).checked_add(length.calendar()).map_err(|_| out_of_range())?;
                let (date, rolled_over) = roll(calendar_date);
                Ok(Due { date, rolled_over, ..Due::on(calendar_date) })
            }
            (Rule::Keep(Keep::AsNeeded), None) => Err(RuleError::NoEnd),
            (Rule::Keep(keep @ Keep::After { .. }), None) => {
                keep.last_day(from.day(zone)).map(Due::on).ok_or_else(out_of_range)
            }
            // Only `until EVENT` is left: the event is the whole term.
            (_, None) => Ok(Due::on(from.day(zone))),
        }
    }

    /// The length of a procedure term; `None` for a retention term.
    fn length(&self) -> Option<Length> {
        match self {
            Rule::Answer => Some(Length::new(1, Unit::Months)),
            Rule::AnswerExtended => Some(Length::new(3, Unit::Months)),
            Rule::Breach => Some(Length::new(72, Unit::Hours)),
            Rule::Length(length) => Some(*length),
            Rule::Keep(_) => None,
        }
    }
}

impl Due {
    /// A term that ends on `date` and does not roll.
    fn on(date: Date) -> Due {
        Due { date, moment: None, calendar_date: date, rolled_over: Vec::new() }
    }
}

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Rule::Answer => f.write_str("answer"),
            Rule::AnswerExtended => f.write_str("answer-extended"),
            Rule::Breach => f.write_str("breach"),
            Rule::Length(length) => length.fmt(f),
            Rule::Keep(keep) => keep.fmt(f),
        }
    }
}

impl FromStr for Rule {
    type Err = RuleError;

    fn from_str(text: &str) -> Result<Self, RuleError> {
        let words: Vec<&str> = text.split_whitespace().collect();
        let text = words.join(" ");
        match text.as_str() {
            "answer" | "gdpr-12-3" | "1 month" => return Ok(Rule::Answer),
            "answer-extended" | "gdpr-12-3-extended" | "3 months" | "1 month + 2 months" => {
                return Ok(Rule::AnswerExtended);
            }
            "breach" | "gdpr-33-1" | "72 hours" => return Ok(Rule::Breach),
            _ => {}
        }
        if let Ok(length) = text.parse() {
            return Ok(Rule::Length(length));
        }
        text.parse().map(Rule::Keep).map_err(|_| RuleError::UnknownRule(text.chars().take(80).collect()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_aliases() {
        let parse = |text: &str| text.parse::<Rule>().unwrap();
        for alias in ["answer", "gdpr-12-3", "1 month", " 1  month "] {
            assert_eq!(parse(alias), Rule::Answer);
        }
        for alias in ["answer-extended", "gdpr-12-3-extended", "3 months", "1 month + 2 months"] {
            assert_eq!(parse(alias), Rule::AnswerExtended);
        }
        for alias in ["breach", "gdpr-33-1", "72 hours"] {
            assert_eq!(parse(alias), Rule::Breach);
        }
        for text in ["answer", "answer-extended", "breach", "28 days", "until daeb_settled", "as long as needed"] {
            assert_eq!(parse(text).to_string(), text);
        }
        let long = "7 years after tenancy_ended, to end of book year";
        assert_eq!(parse(long).to_string(), long);
    }

    #[test]
    fn errors_say_what_to_write() {
        let zone = TimeZone::UTC;
        let unknown = "a fortnight".parse::<Rule>().unwrap_err().to_string();
        assert!(unknown.contains("'a fortnight'") && unknown.contains("28 days"), "{unknown}");
        let day = RuleStart::Day(Date::MAX);
        assert_eq!(Rule::Breach.due(day, &zone), Err(RuleError::TimeNeeded(Rule::Breach)));
        assert_eq!(Rule::Keep(Keep::AsNeeded).due(day, &zone), Err(RuleError::NoEnd));
        for rule in ["answer", "65535 years", "65535 years after moved, to end of book year", "65535 weeks"] {
            let rule: Rule = rule.parse().unwrap();
            assert!(matches!(rule.due(day, &zone), Err(RuleError::OutOfRange { .. })), "{rule}");
        }
        let moment = RuleStart::Moment(jiff::Timestamp::MAX);
        assert!(matches!(Rule::Breach.due(moment, &zone), Err(RuleError::OutOfRange { .. })));
    }
}
