//! Dutch public holidays and the roll of Regulation 1182/71.

use std::fmt;

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

/// A public holiday with its Dutch name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Holiday {
    pub date: Date,
    pub name: &'static str,
}

/// Why nobody works on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DayOff {
    Saturday,
    Sunday,
    /// Name of the holiday, in Dutch.
    Holiday(&'static str),
}

impl fmt::Display for DayOff {
    /// The Dutch name of the day.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            DayOff::Saturday => "zaterdag",
            DayOff::Sunday => "zondag",
            DayOff::Holiday(name) => name,
        })
    }
}

/// A day that a term rolled over, and why.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SkippedDay {
    pub date: Date,
    pub reason: DayOff,
}

/// The Dutch public holidays of `year`, by date (Algemene termijnenwet art. 3, Good Friday included as the day
/// that art. 3(2) puts on a par). Ascension Day and 5 May can be the same day; both are in the list then.
/// Easter and Whit Sunday are Sundays and need no entry.
pub fn public_holidays(year: i16) -> Vec<Holiday> {
    let easter = easter_sunday(year);
    let moving = |days: i32, name| Some(Holiday { date: easter?.checked_add(days.days()).ok()?, name });
    let fixed = |month, day, name| Some(Holiday { date: Date::new(year, month, day).ok()?, name });
    let king = fixed(4, 27, "Koningsdag").map(|day| match day.date.weekday() {
        Weekday::Sunday => Holiday { date: day.date.yesterday().unwrap_or(day.date), ..day },
        _ => day,
    });
    let mut days: Vec<Holiday> = [
        fixed(1, 1, "Nieuwjaarsdag"),
        moving(-2, "Goede Vrijdag"),
        moving(1, "tweede paasdag"),
        king,
        fixed(5, 5, "Bevrijdingsdag"),
        moving(39, "Hemelvaartsdag"),
        moving(50, "tweede pinksterdag"),
        fixed(12, 25, "eerste kerstdag"),
        fixed(12, 26, "tweede kerstdag"),
    ]
    .into_iter()
    .flatten()
    .collect();
    days.sort_by_key(|day| day.date);
    days
}

/// Easter Sunday in the Gregorian calendar: the anonymous algorithm of Meeus, Jones and Butcher
/// (J. Meeus, *Astronomical Algorithms*, 2nd ed., chapter 9). `None` when the year is outside the calendar.
fn easter_sunday(year: i16) -> Option<Date> {
    let y = i32::from(year);
    let (a, b, c) = (y.rem_euclid(19), y.div_euclid(100), y.rem_euclid(100));
    let (d, e) = (b.div_euclid(4), b.rem_euclid(4));
    let f = (b + 8).div_euclid(25);
    let g = (b - f + 1).div_euclid(3);
    let h = (19 * a + b - d - g + 15).rem_euclid(30);
    let (i, k) = (c / 4, c % 4);
    let l = (32 + 2 * e + 2 * i - h - k).rem_euclid(7);
    let m = (a + 11 * h + 22 * l) / 451;
    let n = h + l - 7 * m + 114;
    Date::new(year, i8::try_from(n / 31).ok()?, i8::try_from(n % 31 + 1).ok()?).ok()
}

/// Why `date` is no working day; `None` on a working day. A holiday on a Saturday or Sunday is named as holiday.
pub fn day_off(date: Date) -> Option<DayOff> {
    if let Some(holiday) = public_holidays(date.year()).iter().find(|day| day.date == date) {
        return Some(DayOff::Holiday(holiday.name));
    }
    match date.weekday() {
        Weekday::Saturday => Some(DayOff::Saturday),
        Weekday::Sunday => Some(DayOff::Sunday),
        _ => None,
    }
}

/// Whether `date` is neither a Saturday, a Sunday nor a public holiday (Regulation 1182/71 art. 2(2)).
pub fn is_working_day(date: Date) -> bool {
    day_off(date).is_none()
}

/// The first working day on or after `date` (Regulation 1182/71 art. 3(4)).
pub fn roll_forward(date: Date) -> Date {
    roll(date).0
}

/// [`roll_forward`], with each day that was passed over. The last day of the calendar (31-12-9999) is a Friday,
/// so a roll never falls off the end.
pub(super) fn roll(mut date: Date) -> (Date, Vec<SkippedDay>) {
    let mut skipped = Vec::new();
    while let (Some(reason), Ok(next)) = (day_off(date), date.tomorrow()) {
        skipped.push(SkippedDay { date, reason });
        date = next;
    }
    (date, skipped)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn easter_falls_where_the_tables_say() {
        let known =
            [(1961, 4, 2), (2000, 4, 23), (2008, 3, 23), (2011, 4, 24), (2026, 4, 5), (2027, 3, 28), (2038, 4, 25)];
        for (year, month, day) in known {
            assert_eq!(easter_sunday(year), Some(date(year, month, day)));
        }
    }

    #[test]
    fn holidays_of_a_year_are_in_order() {
        let found: Vec<String> = public_holidays(2027).iter().map(|day| format!("{} {}", day.date, day.name)).collect();
        assert_eq!(
            found,
            [
                "2027-01-01 Nieuwjaarsdag",
                "2027-03-26 Goede Vrijdag",
                "2027-03-29 tweede paasdag",
                "2027-04-27 Koningsdag",
                "2027-05-05 Bevrijdingsdag",
                "2027-05-06 Hemelvaartsdag",
                "2027-05-17 tweede pinksterdag",
                "2027-12-25 eerste kerstdag",
                "2027-12-26 tweede kerstdag",
            ]
        );
    }

    #[test]
    fn kings_day_moves_to_saturday() {
        assert_eq!(day_off(date(2025, 4, 26)), Some(DayOff::Holiday("Koningsdag")));
        assert_eq!(day_off(date(2025, 4, 27)), Some(DayOff::Sunday));
        assert!(is_working_day(date(2027, 4, 26)));
    }

    #[test]
    fn a_roll_names_each_day_it_passes() {
        let (day, skipped) = roll(date(2026, 12, 25));
        assert_eq!(day, date(2026, 12, 28));
        let reasons: Vec<DayOff> = skipped.iter().map(|day| day.reason).collect();
        assert_eq!(reasons, [DayOff::Holiday("eerste kerstdag"), DayOff::Holiday("tweede kerstdag"), DayOff::Sunday]);
        assert_eq!(roll(date(2026, 12, 28)), (date(2026, 12, 28), Vec::new()));
    }

    #[test]
    fn the_ends_of_the_calendar_do_not_panic() {
        for year in [-9999, -1, 0, 1, 9999] {
            assert!(public_holidays(year).len() >= 8);
        }
        assert_eq!(roll_forward(Date::MAX), Date::MAX);
        assert!(roll_forward(Date::MIN) >= Date::MIN);
        // Years outside the calendar have no holidays.
        assert!(public_holidays(i16::MAX).is_empty());
    }
}
