//! Finds numbers that are a BSN: the eleven-test, and words near the number that make it certain.

use std::ops::Range;

/// Words that say a number beside them is a BSN, lower case.
const WORDS: [&str; 7] = [
    "bsn",
    "burgerservicenummer",
    "burger service nummer",
    "sofinummer",
    "sofi-nummer",
    "sofinr",
    "citizen service number",
];

/// How near such a word must stand, in characters.
const NEAR: usize = 40;

/// A number in a text that passes the eleven-test.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    /// Bytes of the text, separators included.
    pub range: Range<usize>,
    /// One in eleven numbers passes the test by chance; certain means that a word near it says what it is.
    pub certain: bool,
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
    part || ["burgerservice", "sofinummer", "sofinr", "bsnnummer", "bsn_"].iter().any(|word| name.contains(word))
}

/// All numbers of `text` that pass the eleven-test, written with or without `.`, `-` or one space between digits.
pub fn find_bsns(text: &str) -> Vec<Hit> {
    numbers(text)
        .into_iter()
        .filter(|(_, digits)| looks_like_bsn(digits))
        .map(|(range, _)| Hit { certain: word_near(text, &range), range })
        .collect()
}

/// The numbers in the value of a field that are certainly a BSN, as byte ranges in their order.
pub fn certain_bsns(field: &str, value: &str) -> Vec<Range<usize>> {
    let whole = value.trim();
    let all = field_name_is_bsn(field) || (whole.len() == 9 && looks_like_bsn(whole));
    find_bsns(value).into_iter().filter(|hit| all || hit.certain).map(|hit| hit.range).collect()
}

/// The value with every certain BSN replaced by `mask`.
pub fn without_bsns(field: &str, value: &str, mask: &str) -> String {
    let mut masked = value.to_owned();
    for range in certain_bsns(field, value).into_iter().rev() {
        masked.replace_range(range, mask);
    }
    masked
}

/// Runs of 8 or 9 digits, with at most one separator between two digits.
fn numbers(text: &str) -> Vec<(Range<usize>, String)> {
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        if !bytes[at].is_ascii_digit() {
            at += 1;
            continue;
        }
        let (start, mut end, mut digits) = (at, at, String::new());
        while at < bytes.len() {
            if bytes[at].is_ascii_digit() {
                digits.push(char::from(bytes[at]));
                end = at + 1;
            } else if !matches!(bytes[at], b'.' | b'-' | b' ') || !bytes.get(at + 1).is_some_and(u8::is_ascii_digit) {
                break;
            }
            at += 1;
        }
        if matches!(digits.len(), 8 | 9) {
            found.push((start..end, digits));
        } else {
            found.extend(plain_runs(&text[start..end], start));
        }
    }
    found
}

/// In a longer chain of digits and separators: the parts without separators that have 8 or 9 digits.
fn plain_runs(chain: &str, offset: usize) -> Vec<(Range<usize>, String)> {
    let mut start = offset;
    let mut found = Vec::new();
    for run in chain.split(['.', '-', ' ']) {
        if matches!(run.len(), 8 | 9) {
            found.push((start..start + run.len(), run.to_owned()));
        }
        start += run.len() + 1;
    }
    found
}

fn word_near(text: &str, number: &Range<usize>) -> bool {
    let before: Vec<char> = text[..number.start].chars().rev().take(NEAR).collect();
    let before: String = before.into_iter().rev().collect();
    let after: String = text[number.end..].chars().take(NEAR).collect();
    [before, after].iter().any(|side| {
        let side = side.to_lowercase();
        WORDS.iter().any(|word| side.contains(word))
    })
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
    fn a_word_makes_it_certain() {
        let hits = find_bsns("Mevrouw gaf haar BSN op: 1112.22.333, bel 0612345678");
        assert_eq!(hits.len(), 1);
        assert!(hits[0].certain);
        assert!(!find_bsns("dossier 111222333 gesloten")[0].certain);
        let far = format!("bsn {} 111222333", "x".repeat(50));
        assert!(!find_bsns(&far)[0].certain);
    }

    #[test]
    fn fields_count() {
        assert_eq!(certain_bsns("opmerking", "111222333").len(), 1);
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
