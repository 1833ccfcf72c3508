//! Fixed words in cells, in Dutch and English: choosing the one that is meant, saying it again, dates, yes and no.

use gestand_policy::Bilingual;
use gestand_publish::{Lang, words};
use jiff::civil::Date;

/// A text as it is compared: small letters, single spaces, no underscores, no article in front.
pub(super) fn plain(text: &str) -> String {
    let small = text.replace(['_', '’'], " ").to_lowercase();
    let words: Vec<&str> = small.split_whitespace().collect();
    match words.as_slice() {
        ["de" | "het" | "een" | "the" | "a" | "an", rest @ ..] if !rest.is_empty() => rest.join(" "),
        all => all.join(" "),
    }
}

/// The parts of a list in a cell.
pub(super) fn parts(cell: &str) -> impl Iterator<Item = &str> {
    cell.split([',', ';']).map(str::trim).filter(|part| !part.is_empty())
}

/// The value whose words hold `cell`. Of each value the first word is Dutch, the second English.
pub(super) fn choose<T: Copy>(cell: &str, known: &[(T, &[&'static str])]) -> Result<T, Bilingual> {
    let wanted = plain(cell);
    let hit = known.iter().find(|(_, words)| words.iter().any(|word| plain(word) == wanted));
    hit.map(|(value, _)| *value).ok_or_else(|| unknown(cell, known.iter().flat_map(|(_, words)| words.iter().copied())))
}

/// The words of `value`, as [`choose`] reads them.
pub(super) fn said<T: Copy + PartialEq>(value: T, known: &[(T, &[&str])]) -> Bilingual {
    match known.iter().find(|(other, _)| *other == value) {
        Some((_, [nl, en, ..])) => Bilingual::new(*nl, *en),
        _ => Bilingual::new("", ""),
    }
}

/// `word` is none of `known`.
pub(super) fn unknown<'a>(word: &str, known: impl Iterator<Item = &'a str>) -> Bilingual {
    let known: Vec<&str> = known.collect();
    let likeness = |other: &str| {
        let of = |wanted: &str| strsim::jaro_winkler(wanted, other);
        of(word).max(of(&plain(word)))
    };
    let near = known.iter().map(|other| (likeness(other), *other)).filter(|(likeness, _)| *likeness > 0.8);
    match near.max_by(|a, b| a.0.total_cmp(&b.0)) {
        Some((_, near)) => Bilingual::new(
            format!("'{word}' is niet bekend; bedoelt u '{near}'?"),
            format!("'{word}' is not known; did you mean '{near}'?"),
        ),
        None => {
            let list = known.iter().take(40).copied().collect::<Vec<_>>().join(", ");
            Bilingual::new(
                format!("'{word}' is niet bekend; mogelijk zijn onder meer: {list}"),
                format!("'{word}' is not known; possible are, among others: {list}"),
            )
        }
    }
}

const YES_NO: &[(bool, &[&str])] = &[(true, &["ja", "yes"]), (false, &["nee", "no"])];

/// Yes or no; an empty cell is no.
pub(super) fn yes(cell: &str) -> Result<bool, Bilingual> {
    if cell.is_empty() { Ok(false) } else { choose(cell, YES_NO) }
}

pub(super) fn say_yes(is: bool) -> Bilingual {
    said(is, YES_NO)
}

/// A day: `2026-11-20`, `20 november 2026` or `20 November 2026`.
pub(super) fn day(cell: &str) -> Result<Date, Bilingual> {
    let date = cell.trim().parse::<Date>().ok().filter(|_| cell.trim().len() == 10);
    date.or_else(|| day_in_words(cell)).ok_or_else(|| {
        Bilingual::new(
            format!("'{cell}' is geen datum; schrijf '2026-11-20' of '20 november 2026'"),
            format!("'{cell}' is not a date; write '2026-11-20' or '20 November 2026'"),
        )
    })
}

fn day_in_words(cell: &str) -> Option<Date> {
    let [day, month, year] = cell.split_whitespace().collect::<Vec<_>>().try_into().ok()?;
    let named = |number: &i8| {
        let is = |lang| words::word("month", &number.to_string(), lang).eq_ignore_ascii_case(month);
        is(Lang::Nl) || is(Lang::En)
    };
    Date::new(year.parse().ok()?, (1..=12).find(named)?, day.parse().ok()?).ok()
}

/// A day in both languages.
pub(super) fn say_day(date: Date) -> Bilingual {
    Bilingual::new(date.to_string(), date.to_string())
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn days_are_read_as_people_write_them() {
        for text in ["2026-03-01", " 1 maart 2026", "1 March 2026", "01 MAART 2026"] {
            assert_eq!(day(text), Ok(date(2026, 3, 1)), "{text}");
        }
        for text in ["", "2026-02-30", "2026-3-1", "maart 2026", "1 mrt 2026", "2026-03-01T10:00", "31 april 2026"] {
            assert!(day(text).is_err(), "{text}");
        }
    }

    #[test]
    fn case_spaces_underscores_and_articles_make_no_difference() {
        assert_eq!(plain(" Het  Einde van_de huur "), "einde van de huur");
        assert_eq!(plain("de"), "de");
    }

    #[test]
    fn an_unknown_word_gets_a_suggestion() {
        let message = choose("jaa", YES_NO).expect_err("unknown");
        assert_eq!(message.nl, "'jaa' is niet bekend; bedoelt u 'ja'?");
    }
}
