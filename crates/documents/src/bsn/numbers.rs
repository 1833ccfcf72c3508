//! Walks a text for numbers of 8 or 9 digits, however they are spaced; text without such numbers costs almost nothing.

use std::ops::Range;

use super::looks_like_bsn;

/// A number as it stands in the text, before anybody asked what it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Number {
    /// Bytes of the text, separators included.
    pub range: Range<usize>,
    /// 8 or 9 digits.
    pub digits: String,
    /// The digits per group: `[9]`, `[4, 2, 3]`, `[3, 3, 3]`.
    pub groups: Vec<usize>,
    /// The bytes between two groups; empty when there is one group.
    pub separator: String,
    /// The whole row of digits and separators that the number stands in.
    pub chain: Range<usize>,
    /// Whether the groups beside it in the chain are separated in the same way, so that it may be a part of more.
    pub part: bool,
}

/// No separator is longer, in bytes.
const GAP: usize = 3;

/// Characters that stand between the digits of one number, beside ASCII.
const WIDE: [&str; 7] = ["\u{a0}", "\u{b7}", "\u{202f}", "\u{2007}", "\u{2009}", "\u{2011}", "\u{2013}"];

/// Every number of 8 or 9 digits that passes the eleven-test. One chain can be read in several ways; all are given, in order of their start.
///
/// Of a chain of 8 digits or more, each 4 bytes that follow each other hold a digit, as a separator has 3 at most.
/// So it is enough to look at 4 of every 5 bytes.
pub(super) fn numbers(text: &str) -> Vec<Number> {
    let bytes = text.as_bytes();
    let (mut at, mut floor, mut groups, mut found) = (0, 0, Vec::new(), Vec::new());
    while let Some(four) = bytes.get(at..at + 4) {
        if !has_digit([four[0], four[1], four[2], four[3]]) {
            at += 5;
            continue;
        }
        let first = at + four.iter().position(u8::is_ascii_digit).unwrap_or_default();
        let start = start_of(bytes, first, floor);
        let (end, digits) = end_of(bytes, start);
        if digits >= 8 {
            read(text, start..end, &mut groups, &mut found);
        }
        (at, floor) = (end, end);
    }
    found
}

/// Whether one of four bytes is an ASCII digit, without a branch per byte.
const fn has_digit(four: [u8; 4]) -> bool {
    let x = u32::from_ne_bytes(four) ^ 0x3030_3030;
    // A byte below 10 borrows into its highest bit; see "Bit Twiddling Hacks", hasless.
    x.wrapping_sub(0x0a0a_0a0a) & !x & 0x8080_8080 != 0
}

/// The first digit of the chain that holds the digit at `at`; not before `floor`.
fn start_of(bytes: &[u8], at: usize, floor: usize) -> usize {
    let mut start = at;
    loop {
        let before = (1..=GAP + 1)
            .take_while(|back| start >= floor + back)
            .find(|back| bytes[start - back].is_ascii_digit())
            .filter(|back| is_gap(&bytes[start - back + 1..start]));
        match before {
            Some(back) => start -= back,
            None => return start,
        }
    }
}

/// Behind the last digit of the chain that starts at `start`, and how many digits it has.
fn end_of(bytes: &[u8], start: usize) -> (usize, usize) {
    let (mut end, mut digits) = (start + 1, 1);
    loop {
        let gap = bytes[end..].iter().take(GAP + 1).position(u8::is_ascii_digit);
        match gap.filter(|gap| is_gap(&bytes[end..end + gap])) {
            Some(gap) => (end, digits) = (end + gap + 1, digits + 1),
            None => return (end, digits),
        }
    }
}

/// Whether these bytes between two digits can belong to one number; nothing between them can.
fn is_gap(bytes: &[u8]) -> bool {
    bytes.iter().all(|byte| matches!(byte, b' ' | b'.' | b'-' | b'/' | b'|'))
        || WIDE.iter().any(|wide| wide.as_bytes() == bytes)
}

/// The ways to read 8 or 9 digits in a chain: groups that follow each other, separated in one way.
fn read(text: &str, chain: Range<usize>, groups: &mut Vec<Range<usize>>, found: &mut Vec<Number>) {
    let bytes = text.as_bytes();
    groups.clear();
    for at in chain.clone().filter(|at| bytes[*at].is_ascii_digit()) {
        match groups.last_mut().filter(|group| group.end == at) {
            Some(group) => group.end += 1,
            None => groups.push(at..at + 1),
        }
    }
    let between = |left: usize| &text[groups[left].end..groups[left + 1].start];
    for first in 0..groups.len() {
        let mut digits = 0;
        for last in first..groups.len() {
            digits += groups[last].len();
            if digits > 9 || (last > first && between(last - 1) != between(first)) {
                break;
            }
            if digits < 8 {
                continue;
            }
            let range = groups[first].start..groups[last].end;
            let (mut read, mut length) = ([0; 9], 0);
            for digit in bytes[range.clone()].iter().filter(|byte| byte.is_ascii_digit()) {
                (read[length], length) = (*digit, length + 1);
            }
            let Some(read) = std::str::from_utf8(&read[..length]).ok().filter(|read| looks_like_bsn(read)) else {
                continue;
            };
            let separator = if last > first { between(first) } else { "" };
            let same = |gap: &str| !separator.is_empty() && gap == separator;
            found.push(Number {
                digits: read.to_owned(),
                range,
                groups: groups[first..=last].iter().map(Range::len).collect(),
                separator: separator.to_owned(),
                chain: chain.clone(),
                part: (first > 0 && same(between(first - 1))) || (last + 1 < groups.len() && same(between(last))),
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn digits(text: &str) -> Vec<String> {
        numbers(text).into_iter().filter(|number| !number.part).map(|number| number.digits).collect()
    }

    #[test]
    fn spaced_in_many_ways() {
        for text in
            ["111222333", "1112.22.333", "111 222 333", "111\u{a0}222\u{a0}333", "1|1|1|2|2|2|3|3|3", "11 - 1222333"]
        {
            assert_eq!(digits(text), ["111222333"], "{text}");
            for before in 0..9 {
                assert_eq!(digits(&format!("{} {text} einde", "é".repeat(before))), ["111222333"], "{before} {text}");
            }
        }
        assert_eq!(digits("om 12 uur, 06-12345, € 12,50"), Vec::<String>::new());
        assert_eq!(digits("2024-111222333"), ["111222333"]);
        assert_eq!(digits("111222333   999999990"), ["111222333", "999999990"]);
    }

    #[test]
    fn a_part_of_more_is_told() {
        let found = numbers("11 1 22 23 33 44");
        assert!(!found.is_empty() && found.iter().all(|number| number.part));
        assert!(!numbers("12-03-1980 111222333").iter().any(|number| number.digits.len() == 9 && number.part));
    }
}
