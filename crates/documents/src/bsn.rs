//! Finds numbers that are a BSN: the eleven-test, the words beside the number, and the machine-readable zone.
//!
//! One in eleven numbers of nine digits passes the eleven-test by chance. So the test alone makes a number *likely*;
//! a name of the BSN beside it, the field it stands in, or a machine-readable zone of the Netherlands makes it
//! *certain*; another name beside it ("klantnummer") says that it is none. A number of eight digits (the leading zero
//! dropped) counts only with a name. A VAT number that was made from a BSN is not told.

mod numbers;
mod scan;
mod words;

use std::borrow::Cow;
use std::ops::Range;

use serde::{Deserialize, Serialize};

use crate::mrz;
use numbers::{Number, numbers};
pub(crate) use scan::bsn_name_ends;
pub use scan::find_bsns_in_scan;
use words::Says;

/// How sure it is that a number is a BSN. What is no BSN is not told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// It passes the eleven-test and nothing says that it is something else: for a person to look at.
    Likely,
    /// Something beside it says what it is.
    Certain,
}

/// A number in a text that is a BSN, or may be one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    /// Bytes of the text, separators included.
    pub range: Range<usize>,
    pub verdict: Verdict,
}

/// Whether `digits` (8 or 9, nothing else) pass the eleven-test of the BSN.
pub fn looks_like_bsn(digits: &str) -> bool {
    let bytes = digits.as_bytes();
    if !matches!(bytes.len(), 8 | 9)
        || !bytes.iter().all(u8::is_ascii_digit)
        || bytes.iter().all(|digit| *digit == b'0')
    {
        return false;
    }
    let weights = [9, 8, 7, 6, 5, 4, 3, 2, -1];
    let sum: i32 =
        weights[9 - bytes.len()..].iter().zip(bytes).map(|(weight, digit)| weight * i32::from(digit - b'0')).sum();
    sum % 11 == 0
}

/// Whether the name of a field says that it holds a BSN.
pub fn field_name_is_bsn(name: &str) -> bool {
    let name = name.to_lowercase();
    let part = name.split(|c: char| !c.is_alphanumeric()).any(|part| part == "bsn" || part == "sofi");
    part || ["burgerservice", "sofinummer", "sofinr", "bsnnummer"].iter().any(|word| name.contains(word))
}

/// All numbers of `text` that are a BSN or may be one, in order; no two overlap.
pub fn find_bsns(text: &str) -> Vec<Hit> {
    let mut hits: Vec<Hit> = numbers(text).iter().filter_map(|number| judge(text, number)).collect();
    hits.extend(mrz::find(text).into_iter().filter_map(mrz::Zone::into_hit));
    let mut hits = apart(hits);
    for next in 1..hits.len() {
        let last = &hits[next - 1];
        if last.verdict == Verdict::Certain && goes_on(&text[last.range.end..hits[next].range.start]) {
            hits[next].verdict = Verdict::Certain;
        }
    }
    hits
}

/// Whether a list goes on between two numbers: what the first is, the next is too.
fn goes_on(between: &str) -> bool {
    let joins = |word: &str| matches!(word, "" | "en" | "of" | "and" | "or");
    between.len() <= 8 && !between.contains("\n\n") && between.split(|c: char| !c.is_alphabetic()).all(joins)
}

/// The numbers in the value of a field that are certainly a BSN, as byte ranges in their order.
pub fn certain_bsns(field: &str, value: &str) -> Vec<Range<usize>> {
    // Most values hold neither a number nor the filler of a machine-readable zone.
    if value.len() < 8 || memchr::memchr(b'<', value.as_bytes()).is_none() && numbers(value).is_empty() {
        return Vec::new();
    }
    let hits = find_bsns(value).into_iter();
    if field_name_is_bsn(field) {
        let numbers = numbers(value).into_iter().filter(|number| !number.part);
        let all = numbers.map(|number| Hit { range: number.range, verdict: Verdict::Certain });
        return apart(all.chain(hits).collect()).into_iter().map(|hit| hit.range).collect();
    }
    let whole = value.trim();
    let alone = whole.len() == 9 && looks_like_bsn(whole) && !words::is_other(&field.to_lowercase());
    hits.filter(|hit| alone || hit.verdict == Verdict::Certain).map(|hit| hit.range).collect()
}

/// The value with every certain BSN replaced by `mask`.
pub fn without_bsns<'v>(field: &str, value: &'v str, mask: &str) -> Cow<'v, str> {
    let mut masked = Cow::Borrowed(value);
    for range in certain_bsns(field, value).into_iter().rev() {
        masked.to_mut().replace_range(range, mask);
    }
    masked
}

/// What a number is by its digits, its shape and what stands beside it.
fn judge(text: &str, number: &Number) -> Option<Hit> {
    let (start, end) = (number.range.start, number.range.end);
    let letter = |c: char| c.is_alphabetic();
    if text[end..].starts_with(letter) || (text[..start].ends_with(letter) && !words::attached(text, start)) {
        return None;
    }
    let named = match words::before(text, number.chain.start) {
        Some(Says::Other) => return None,
        Some(Says::Bsn) => start == number.chain.start || number.groups == [9],
        Some(Says::BsnNear) => {
            !is_date(&[4, 2, 2], &number.digits) && (start == number.chain.start || number.groups == [9])
        }
        None => words::behind(text, number.chain.end) && end == number.chain.end,
    };
    if named && !is_date(&number.groups, &number.digits) && (!number.part || number.digits.len() == 9) {
        return Some(Hit { range: number.range.clone(), verdict: Verdict::Certain });
    }
    let plain = number.digits.len() == 9 && !number.part && is_usual(&number.groups);
    (plain && !is_phone(text, number) && !is_amount(text, number))
        .then(|| Hit { range: number.range.clone(), verdict: Verdict::Likely })
}

/// Whether people write a BSN in these groups.
fn is_usual(groups: &[usize]) -> bool {
    matches!(groups, [9] | [3, 3, 3] | [4, 2, 3] | [2, 2, 2, 3] | [1, 1, 1, 1, 1, 1, 1, 1, 1])
}

/// A day with its month and year: eight digits that are no BSN.
fn is_date(groups: &[usize], digits: &str) -> bool {
    let part = |range: Range<usize>| digits[range].parse::<u32>().unwrap_or_default();
    let year = |year: u32| (1900..2100).contains(&year);
    let day = |day: u32, month: u32| (1..=31).contains(&day) && (1..=12).contains(&month);
    match groups {
        _ if digits.len() != 8 => false,
        [2, 2, 4] => day(part(0..2), part(2..4)) && year(part(4..8)),
        [4, 2, 2] => year(part(0..4)) && day(part(6..8), part(4..6)),
        _ => false,
    }
}

/// A country code or a zero between brackets stands before it.
fn is_phone(text: &str, number: &Number) -> bool {
    let (before, chain) = (&text[..number.chain.start], &text[number.chain.clone()]);
    before.ends_with('+')
        || before.ends_with("(0)")
        || (chain.starts_with("00") && number.chain.start < number.range.start)
}

/// An amount of money, or digits behind a decimal point.
fn is_amount(text: &str, number: &Number) -> bool {
    let (before, after) = (text[..number.range.start].trim_end(), &text.as_bytes()[number.range.end..]);
    let decimals = |digits: &[u8]| digits.iter().take_while(|digit| digit.is_ascii_digit()).count() == 2;
    let thousands = number.separator == "." && number.groups == [3, 3, 3];
    let point = number.groups == [9]
        && text[..number.range.start]
            .strip_suffix('.')
            .is_some_and(|rest| rest.ends_with(|c: char| c.is_ascii_digit()));
    ["€", "EUR", "eur", "$", "£"].iter().any(|sign| before.ends_with(sign))
        || (thousands && matches!(after, [b',', rest @ ..] if decimals(rest)))
        || point
}

/// The hits in order; where two overlap, the surest and then the longest.
fn apart(mut hits: Vec<Hit>) -> Vec<Hit> {
    hits.sort_by_key(|hit| (hit.range.start, hit.range.end));
    let mut kept: Vec<Hit> = Vec::with_capacity(hits.len());
    for hit in hits {
        match kept.last_mut().filter(|last| hit.range.start < last.range.end) {
            Some(last) if (hit.verdict, hit.range.len()) > (last.verdict, last.range.len()) => *last = hit,
            Some(_) => {}
            None => kept.push(hit),
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_eleven_test() {
        for good in ["999999990", "111222333", "123456782"] {
            assert!(looks_like_bsn(good), "{good}");
        }
        for bad in ["000000000", "123456789", "12345678", "1234567820", "12345678x", ""] {
            assert!(!looks_like_bsn(bad), "{bad}");
        }
        assert_eq!(looks_like_bsn("10000008"), looks_like_bsn("010000008"), "8 digits are padded on the left");
    }

    #[test]
    fn fields_count() {
        assert_eq!(certain_bsns("opmerking", "111222333").len(), 1);
        assert_eq!(certain_bsns("klantnummer", "111222333").len(), 0, "a field that names another number");
        assert_eq!(certain_bsns("opmerking", "zaak 111222333 loopt").len(), 0);
        assert_eq!(certain_bsns("bsn", "zaak 111222333").len(), 1);
        assert_eq!(certain_bsns("opmerking", "é bsn 999999990").len(), 1);
        assert_eq!(
            without_bsns("opmerking", "é bsn 999999990 en bsn 111222333.", "[weg]"),
            "é bsn [weg] en bsn [weg]."
        );
        assert_eq!(without_bsns("opmerking", "Dossier 12345, om 10 uur.", "[weg]"), "Dossier 12345, om 10 uur.");
        assert_eq!(certain_bsns("iban", "bsn NL00TEST0111222333444").len(), 0);
    }
}
