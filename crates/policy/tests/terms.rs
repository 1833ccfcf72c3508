//! The counting of terms: the vectors of our law notes, and properties that hold for every date.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use gestand_policy::terms::{Due, Keep, Length, Rule, RuleStart, Unit, is_working_day, public_holidays, roll_forward};
use jiff::civil::{Date, date};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp, ToSpan};
use proptest::prelude::*;

fn amsterdam() -> TimeZone {
    TimeZone::get("Europe/Amsterdam").expect("the system has time zone data")
}

fn due(rule: &str, from: &str) -> Due {
    let (rule, from) = (rule.parse::<Rule>().unwrap(), from.parse::<RuleStart>().unwrap());
    rule.due(from, &amsterdam()).unwrap()
}

#[test]
fn answers_by_regulation_1182_71() {
    // Rule, receipt, last day before it rolls, last day.
    let vectors = [
        ("answer", "2026-11-20", "2026-12-20", "2026-12-21"),
        ("answer", "2026-11-25", "2026-12-25", "2026-12-28"),
        ("answer", "2027-01-29", "2027-02-28", "2027-03-01"),
        ("answer", "2027-01-31", "2027-02-28", "2027-03-01"),
        ("answer", "2027-02-28", "2027-03-28", "2027-03-30"),
        ("answer", "2027-03-27", "2027-04-27", "2027-04-28"),
        ("answer", "2028-01-30", "2028-02-29", "2028-02-29"),
        ("answer-extended", "2027-03-27", "2027-06-27", "2027-06-28"),
        ("answer-extended", "2028-01-30", "2028-04-30", "2028-05-01"),
        ("1 month + 2 months", "2028-01-31", "2028-04-30", "2028-05-01"),
        // Good Friday 2027, then the Easter weekend.
        ("answer", "2027-02-26", "2027-03-26", "2027-03-30"),
        ("28 days", "2026-11-20", "2026-12-18", "2026-12-18"),
        ("28 days", "2026-11-27", "2026-12-25", "2026-12-28"),
        ("4 weeks", "2026-11-27", "2026-12-25", "2026-12-28"),
        ("6 weeks", "2026-11-20", "2027-01-01", "2027-01-04"),
        ("2 months", "2026-12-31", "2027-02-28", "2027-03-01"),
        ("1 year", "2028-02-29", "2029-02-28", "2029-02-28"),
    ];
    for (rule, from, calendar, last) in vectors {
        let due = due(rule, from);
        assert_eq!(
            (due.calendar_date.to_string().as_str(), due.date.to_string().as_str()),
            (calendar, last),
            "{rule} {from}"
        );
        assert_eq!(due.moment, None);
        assert_eq!(due.rolled_over.first().map_or(due.date, |day| day.date), due.calendar_date);
    }
    let reasons: Vec<String> =
        due("answer", "2027-02-26").rolled_over.iter().map(|day| day.reason.to_string()).collect();
    assert_eq!(reasons, ["Goede Vrijdag", "zaterdag", "zondag", "tweede paasdag"]);
}

#[test]
fn seventy_two_hours_are_clock_time() {
    let vectors = [
        // A Friday: the end falls on Monday, and would not roll if it did not.
        ("2026-11-20T16:00", "2026-11-23T16:00:00+01:00[Europe/Amsterdam]"),
        ("2026-12-23T09:30", "2026-12-26T09:30:00+01:00[Europe/Amsterdam]"),
        // The clock goes forward on 28 March 2027 and back on 25 October 2026.
        ("2027-03-26T12:00", "2027-03-29T13:00:00+02:00[Europe/Amsterdam]"),
        ("2026-10-23T12:00", "2026-10-26T11:00:00+01:00[Europe/Amsterdam]"),
        ("2026-11-20T22:30:00Z", "2026-11-23T23:30:00+01:00[Europe/Amsterdam]"),
    ];
    for (from, moment) in vectors {
        let due = due("breach", from);
        assert_eq!(due.moment.as_ref().map(ToString::to_string).as_deref(), Some(moment));
        assert_eq!((Some(due.date), due.date), (due.moment.map(|moment| moment.date()), due.calendar_date));
        assert!(due.rolled_over.is_empty());
    }
}

#[test]
fn retention_terms_never_roll() {
    // Each last day is a Saturday, a Sunday or a holiday.
    let vectors = [
        ("7 years after tenancy_ended", "2020-02-29", "2027-02-28"),
        ("7 years after tenancy_ended, to end of book year", "2026-03-15", "2033-12-31"),
        ("28 days after recorded", "2026-11-27", "2026-12-25"),
        ("until daeb_settled", "2026-12-25", "2026-12-25"),
    ];
    for (rule, from, last) in vectors {
        let due = due(rule, from);
        assert_eq!((due.date.to_string().as_str(), due.calendar_date), (last, due.date), "{rule}");
        assert!(due.rolled_over.is_empty() && due.moment.is_none());
    }
}

#[test]
fn a_moment_counts_from_the_day_it_has_here() {
    assert_eq!(due("answer", "2026-11-30T23:30:00Z").calendar_date, date(2027, 1, 1));
}

/// Any day of a few centuries, with 28-31 of a month and the ends of the calendar as often as others.
fn dates() -> impl Strategy<Value = Date> {
    let any_day = (0..200_000i32).prop_map(|days| date(1800, 1, 1).checked_add(days.days()).unwrap());
    let month_end = (1990..2100i16, 1..=12i8, 0..4i32)
        .prop_map(|(year, month, back)| date(year, month, 1).last_of_month().checked_sub(back.days()).unwrap());
    prop_oneof![4 => any_day, 4 => month_end, 1 => Just(Date::MIN), 1 => Just(Date::MAX)]
}

fn calendar_lengths() -> impl Strategy<Value = Length> {
    let unit = prop_oneof![Just(Unit::Days), Just(Unit::Weeks), Just(Unit::Months), Just(Unit::Years)];
    (prop_oneof![9 => 0..200u16, 1 => any::<u16>()], unit).prop_map(|(count, unit)| Length::new(count, unit))
}

fn keeps() -> impl Strategy<Value = Keep> {
    let hours = (0..500u16).prop_map(|count| Length::new(count, Unit::Hours));
    let after = (prop_oneof![calendar_lengths(), hours], any::<bool>()).prop_map(|(length, book_year)| {
        let round = if book_year { ", to end of book year" } else { "" };
        format!("{length} after case_closed{round}")
    });
    prop_oneof![9 => after, 1 => Just("until case_closed".to_owned())].prop_map(|text| text.parse().unwrap())
}

proptest! {
    #[test]
    fn months_end_on_the_same_number_or_the_last_day(from in dates(), count in 0..200u16) {
        let rule = Rule::Length(Length::new(count, Unit::Months));
        if let Ok(due) = rule.due(from.into(), &TimeZone::UTC) {
            let end = due.calendar_date;
            prop_assert_eq!(end.day(), from.day().min(end.days_in_month()));
            let months = |day: Date| i32::from(day.year()) * 12 + i32::from(day.month());
            prop_assert_eq!(months(end) - months(from), i32::from(count));
        }
    }

    #[test]
    fn a_later_start_is_never_due_earlier(a in dates(), b in dates(), length in calendar_lengths()) {
        let (first, second) = (a.min(b), a.max(b));
        let rule = Rule::Length(length);
        let due = |from: Date| rule.due(from.into(), &TimeZone::UTC);
        match (due(first), due(second)) {
            (Ok(x), Ok(y)) => prop_assert!(x.date <= y.date && x.calendar_date <= y.calendar_date),
            (Err(_), Ok(_)) => prop_assert!(false, "only the earlier start left the calendar"),
            _ => {}
        }
    }

    #[test]
    fn the_last_day_is_a_working_day_and_the_days_before_it_are_not(from in dates(), length in calendar_lengths()) {
        if let Ok(due) = Rule::Length(length).due(from.into(), &TimeZone::UTC) {
            prop_assert!(due.date >= due.calendar_date && due.calendar_date >= from);
            prop_assert!(is_working_day(due.date));
            prop_assert_eq!(due.date, roll_forward(due.calendar_date));
            let mut day = due.calendar_date;
            for skipped in &due.rolled_over {
                prop_assert_eq!(skipped.date, day);
                prop_assert!(!is_working_day(day));
                day = day.tomorrow().unwrap();
            }
            prop_assert_eq!(day, due.date);
            // Saturday, Sunday and two holidays is the longest row of free days, but for a holiday beside it.
            prop_assert!(due.rolled_over.len() <= 5);
        }
    }

    #[test]
    fn hours_are_exact(seconds in 0..4_000_000_000i64) {
        let from = Timestamp::from_second(seconds).unwrap();
        let due = Rule::Breach.due(from.into(), &amsterdam()).unwrap();
        let passed = due.moment.unwrap().timestamp().duration_since(from);
        prop_assert_eq!(passed, SignedDuration::from_secs(72 * 3600));
    }

    #[test]
    fn latest_due_is_the_exact_inverse_of_last_day(today in dates(), keep in keeps()) {
        match keep.latest_due(today) {
            Some(latest) => {
                if let Some(last) = keep.last_day(latest) {
                    prop_assert!(last < today);
                }
                if let Some(last) = latest.tomorrow().ok().and_then(|next| keep.last_day(next)) {
                    prop_assert!(today <= last);
                }
            }
            None => prop_assert!(keep.last_day(Date::MIN).is_none_or(|last| today <= last)),
        }
    }

    #[test]
    fn the_earliest_start_is_the_first_of_which_the_term_runs(today in dates(), length in calendar_lengths()) {
        let earliest = length.earliest_start(today);
        prop_assert!(length.last_day(earliest).is_none_or(|last| today <= last));
        if let Ok(before) = earliest.yesterday() {
            prop_assert!(length.last_day(before).is_some_and(|last| last < today));
        }
    }

    #[test]
    fn a_rule_reads_back_what_it_writes(length in calendar_lengths(), keep in keeps()) {
        for rule in [Rule::Length(length), Rule::Keep(keep)] {
            let again: Rule = rule.to_string().parse().unwrap();
            prop_assert_eq!(again.to_string().parse::<Rule>().unwrap(), again.clone());
            let from = RuleStart::Day(date(2026, 11, 20));
            prop_assert_eq!(rule.due(from, &TimeZone::UTC).ok(), again.due(from, &TimeZone::UTC).ok());
        }
    }

    #[test]
    fn no_text_makes_it_panic(rule in "\\PC{0,40}", start in "\\PC{0,40}") {
        if let (Ok(rule), Ok(from)) = (rule.parse::<Rule>(), start.parse::<RuleStart>()) {
            let _ = rule.due(from, &amsterdam());
        }
    }

    #[test]
    fn a_year_has_nine_holidays_in_order(year in 1..=9999i16) {
        let days = public_holidays(year);
        prop_assert_eq!(days.len(), 9);
        prop_assert!(days.windows(2).all(|pair| pair[0].date <= pair[1].date));
        prop_assert!(days.iter().all(|day| day.date.year() == year && !is_working_day(day.date)));
    }
}
