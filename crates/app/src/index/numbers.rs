//! Numbers in a text that tell persons apart: of telephones, accounts, addresses, days of birth, files.

use std::collections::BTreeSet;

use gestand_documents::bsn::looks_like_bsn;
use jiff::civil::Date;

use super::terms::{Found, Kind};

const MONTHS: [(&str, i8); 24] = [
    ("jan", 1),
    ("feb", 2),
    ("mrt", 3),
    ("maa", 3),
    ("mar", 3),
    ("apr", 4),
    ("mei", 5),
    ("may", 5),
    ("jun", 6),
    ("jul", 7),
    ("aug", 8),
    ("sep", 9),
    ("okt", 10),
    ("oct", 10),
    ("nov", 11),
    ("dec", 12),
    ("januari", 1),
    ("februari", 2),
    ("maart", 3),
    ("juni", 6),
    ("juli", 7),
    ("augustus", 8),
    ("march", 3),
    ("june", 6),
];
/// Lengths of account numbers that are written in groups of four: the Netherlands, Belgium, Germany.
const GROUPED: [(&str, usize); 3] = [("NL", 18), ("BE", 16), ("DE", 22)];
/// How far before a postcode its house number stands.
const BEFORE: usize = 14;

fn is_digit(c: char) -> bool {
    c.is_ascii_digit()
}

/// Dutch numbers without `0` and country code; others with `+` and theirs.
pub fn phones(text: &str, found: &mut BTreeSet<Found>) {
    let mut rest = text;
    let mut before = None;
    while let Some(c) = rest.chars().next() {
        let begins = matches!(c, '+' | '0') && !before.is_some_and(|c: char| c.is_alphanumeric() || c == '+');
        match begins.then(|| phone(rest)).flatten() {
            Some((number, length)) => {
                found.insert((Kind::Phone, number));
                before = Some('0');
                rest = &rest[length..];
            }
            None => {
                before = Some(c);
                rest = &rest[c.len_utf8()..];
            }
        }
    }
}

/// The number at the start of a text, and how long it is there.
fn phone(text: &str) -> Option<(String, usize)> {
    let abroad = text.strip_prefix("+31").or_else(|| text.strip_prefix("0031"));
    let (prefix, rest, needed) = match (abroad, text.strip_prefix('0'), text.strip_prefix('+')) {
        (Some(rest), ..) => ("", rest, 9),
        (None, Some(rest), _) => ("", rest, 9),
        (None, None, Some(rest)) => ("+", rest, 15),
        _ => return None,
    };
    let trimmed = rest.trim_start_matches([' ', '-', '.']);
    let rest = if abroad.is_some() { trimmed.strip_prefix("(0)").unwrap_or(rest) } else { rest };
    let (mut digits, mut end, mut parted) = (String::new(), 0, 0);
    for (at, c) in rest.char_indices() {
        match c {
            c if is_digit(c) => {
                if digits.len() == needed {
                    // Longer than any number.
                    return None;
                }
                digits.push(c);
                (end, parted) = (at + 1, 0);
            }
            ' ' | '-' | '.' | '(' | ')' | '/' if parted < 2 && digits.len() < needed => parted += 1,
            _ => break,
        }
    }
    let enough = if prefix.is_empty() { digits.len() == 9 } else { digits.len() >= 8 };
    let length = text.len() - rest.len() + end;
    (enough && !digits.starts_with('0')).then(|| (format!("{prefix}{digits}"), length))
}

pub fn ibans(text: &str, found: &mut BTreeSet<Found>) {
    let mut before = ' ';
    for (at, c) in text.char_indices() {
        if c.is_ascii_alphabetic() && !before.is_alphanumeric() {
            found.extend(iban(&text[at..]).map(|iban| (Kind::Iban, iban)));
        }
        before = c;
    }
}

fn iban(text: &str) -> Option<String> {
    let head = text.get(..4).filter(|head| head.is_ascii())?.to_ascii_uppercase();
    let shape = head[..2].bytes().all(|b| b.is_ascii_uppercase()) && head[2..].bytes().all(|b| b.is_ascii_digit());
    let plain: String = text.chars().take_while(char::is_ascii_alphanumeric).collect();
    let whole = match GROUPED.iter().find(|(country, _)| head.starts_with(country)) {
        Some((_, length)) => {
            let signs = text.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == ' ');
            signs.filter(|c| *c != ' ').take(*length).collect()
        }
        None => plain,
    };
    let whole: String = whole.to_ascii_uppercase();
    (shape && (15..=34).contains(&whole.len()) && checks(&whole)).then_some(whole)
}

/// ISO 13616: the number modulo 97 is 1.
fn checks(iban: &str) -> bool {
    let turned = iban[4..].chars().chain(iban[..4].chars());
    turned.filter_map(|c| c.to_digit(36)).fold(0, |rest, digit| (rest * if digit > 9 { 100 } else { 10 } + digit) % 97)
        == 1
}

/// Days with a year of four digits.
pub fn dates(text: &str, found: &mut BTreeSet<Found>) {
    let words: Vec<&str> = text.split(|c: char| !c.is_alphanumeric() && !"-/.".contains(c)).collect();
    for (at, word) in words.iter().enumerate() {
        let word = word.trim_matches(['-', '/', '.']);
        let day = numeric(word).or_else(|| written(word, words.get(at + 1)?, words.get(at + 2)?));
        found.extend(day.map(|day| (Kind::BirthDate, day.to_string())));
    }
}

fn numeric(word: &str) -> Option<Date> {
    let separator = word.chars().find(|c| !is_digit(*c))?;
    let parts: Vec<&str> = word.split(separator).collect();
    let [a, b, c] = parts.as_slice() else { return None };
    let (year, day) = if a.len() == 4 { (a, c) } else { (c, a) };
    date(year, b.parse().ok()?, day)
}

fn written(day: &str, month: &str, year: &str) -> Option<Date> {
    let month = month.trim_matches('.').to_lowercase();
    let (_, number) = MONTHS.iter().find(|(name, _)| *name == month || name.len() == 3 && month.starts_with(name))?;
    date(year.trim_matches(['.', '-', '/']), *number, day)
}

fn date(year: &str, month: i8, day: &str) -> Option<Date> {
    let plain = year.len() == 4 && day.len() <= 2 && year.chars().chain(day.chars()).all(is_digit);
    let date = Date::new(year.parse().ok()?, month, day.parse().ok()?).ok()?;
    (plain && (1900..2100).contains(&date.year())).then_some(date)
}

/// Postcodes, and with the house number that stands before or behind them.
pub fn places(text: &str, found: &mut BTreeSet<Found>) {
    let mut before = ' ';
    for (at, c) in text.char_indices() {
        if c.is_ascii_digit()
            && !before.is_alphanumeric()
            && let Some((postcode, length)) = postcode(&text[at..])
        {
            let numbers = [house_before(&text[..at]), house_behind(&text[at + length..])];
            found.extend(numbers.into_iter().flatten().map(|number| (Kind::Address, format!("{postcode} {number}"))));
            found.insert((Kind::Postcode, postcode));
        }
        before = c;
    }
}

fn postcode(text: &str) -> Option<(String, usize)> {
    let digits = text.get(..4).filter(|digits| digits.chars().all(is_digit) && !digits.starts_with('0'))?;
    let rest = &text[4..];
    let spaced = rest.starts_with(' ');
    let letters = rest.get(usize::from(spaced)..usize::from(spaced) + 2)?;
    let ends = !rest[usize::from(spaced) + 2..].starts_with(char::is_alphanumeric);
    // In small letters and apart, two letters are a word.
    let shape =
        letters.chars().all(|c| c.is_ascii_alphabetic()) && (!spaced || letters.chars().all(char::is_uppercase));
    let letters = letters.to_ascii_uppercase();
    let given = !["SA", "SD", "SS"].contains(&letters.as_str());
    (shape && ends && given).then(|| (format!("{digits}{letters}"), 6 + usize::from(spaced)))
}

fn house_before(text: &str) -> Option<&str> {
    let end = text.rfind(is_digit)? + 1;
    let start =
        text[..end].rfind(|c| !is_digit(c)).map_or(0, |at| at + text[at..].chars().next().map_or(1, char::len_utf8));
    let (number, between) = (&text[start..end], &text[end..]);
    // The next postcode or telephone number is no house.
    let near = between.chars().count() <= BEFORE && (1..=5).contains(&number.len());
    (near && text[..start].ends_with([' ', '\n', '\t'])).then_some(number)
}

fn house_behind(text: &str) -> Option<&str> {
    let text = text.trim_start_matches([' ', ',']);
    let text = text.strip_prefix("nr").map_or(text, |text| text.trim_start_matches(['.', ' ']));
    let length = text.find(|c| !is_digit(c)).unwrap_or(text.len());
    (1..=5).contains(&length).then(|| &text[..length])
}

/// Numbers of files, contracts and persons: signs with digits, in capitals and without points and dashes.
pub fn references(text: &str, found: &mut BTreeSet<Found>) {
    for word in text.split(|c: char| !c.is_alphanumeric() && !"-/._".contains(c)) {
        let plain: String = word.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_uppercase();
        let digits = plain.chars().filter(|c| is_digit(*c)).count();
        let tells = plain.len() >= 4 && digits >= 2 && (digits < plain.len() || digits >= 5) && plain.len() <= 24;
        if tells && word.is_ascii() && !looks_like_bsn(&plain) {
            found.insert((Kind::Number, plain));
        }
    }
}
