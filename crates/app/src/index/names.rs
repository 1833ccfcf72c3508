//! Names in a text: an initial with a surname, in the orders that letters have.

use std::collections::BTreeSet;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::terms::{Found, Kind};

/// Words before a surname that belong to it.
const PREFIXES: [&str; 22] = [
    "van", "de", "den", "der", "het", "'t", "’t", "ten", "ter", "te", "op", "in", "von", "zu", "la", "le", "du", "da",
    "dos", "el", "al", "bin",
];
/// Forms of address.
const TITLES: [&str; 13] =
    ["mevrouw", "mevr", "mw", "meneer", "dhr", "heer", "familie", "fam", "mr", "mrs", "ms", "drs", "dr"];
/// Given names that are looked at before a surname.
const GIVEN: usize = 4;

/// A word of a text.
struct Word<'t> {
    text: &'t str,
    /// Something ends behind it: what follows is no part of the same name.
    ends: bool,
    comma: bool,
}

/// The names in a text.
pub fn names(text: &str, found: &mut BTreeSet<Found>) {
    let words: Vec<Word> = text.lines().flat_map(words).collect();
    for (at, word) in words.iter().enumerate().filter(|(_, word)| is_name(word.text)) {
        let mut before = words[..at].iter().rev().take_while(|word| !word.ends && !word.comma).peekable();
        while before.next_if(|word| is_prefix(word.text)).is_some() {}
        let mut given = Vec::new();
        while let Some(word) =
            before.next_if(|word| given.len() < GIVEN && (is_name(word.text) || is_initials(word.text)))
        {
            given.push(word.text);
        }
        if given.is_empty() && before.peek().is_some_and(|word| is_title(word.text)) {
            given.push("~");
        }
        if word.comma {
            let mut after = words[at + 1..].iter().skip_while(|word| is_prefix(word.text));
            given.extend(after.next().map(|word| word.text).filter(|word| is_name(word) || is_initials(word)));
        }
        for initial in given.iter().filter_map(|given| fold(given).chars().next()) {
            found.extend(surnames(word.text).map(|surname| (Kind::Name, format!("{initial} {surname}"))));
        }
    }
}

/// The forms in which the name of somebody who is looked for may stand in a text.
pub fn asked(name: &str) -> BTreeSet<String> {
    let words: Vec<&str> = name.split_whitespace().filter(|word| !is_prefix(word) && !is_title(word)).collect();
    // A surname may have two halves: from the first with a hyphen on, all are surnames.
    let first = words.iter().position(|word| word.contains('-')).filter(|at| *at > 0);
    let (given, family) = words.split_at(first.unwrap_or_else(|| words.len().saturating_sub(1)));
    let initials = given.iter().filter_map(|given| fold(given).chars().next()).chain(['~']);
    let initials: BTreeSet<char> = initials.collect();
    let family: BTreeSet<String> = family.iter().flat_map(|word| surnames(word)).collect();
    family.iter().flat_map(|surname| initials.iter().map(move |initial| format!("{initial} {surname}"))).collect()
}

fn words(line: &str) -> impl Iterator<Item = Word<'_>> {
    line.split_whitespace().map(|raw| {
        let raw = raw.trim_start_matches(|c: char| !c.is_alphanumeric() && c != '\'' && c != '’');
        let text = raw.trim_end_matches(|c: char| !c.is_alphanumeric());
        let tail = &raw[text.len()..];
        let point = tail.starts_with('.') && !is_initials(text) && !is_title(text);
        Word { text, ends: point || tail.contains([';', ':', '!', '?', ')']), comma: tail.starts_with(',') }
    })
}

fn is_name(word: &str) -> bool {
    let letters = word.chars().all(|c| c.is_alphabetic() || "-'’".contains(c));
    letters && word.chars().count() > 1 && word.starts_with(char::is_uppercase) && !is_prefix(word) && !is_title(word)
}

/// `F`, `F.A`, `Th`: the last point was taken off.
fn is_initials(word: &str) -> bool {
    let part = |part: &str| part.chars().count() <= 2 && part.starts_with(char::is_uppercase);
    !word.is_empty() && word.split('.').all(part)
}

fn is_prefix(word: &str) -> bool {
    PREFIXES.contains(&word.to_lowercase().as_str())
}

fn is_title(word: &str) -> bool {
    TITLES.contains(&word.trim_end_matches('.').to_lowercase().as_str())
}

/// The halves of a surname, without what belongs to it.
fn surnames(word: &str) -> impl Iterator<Item = String> + '_ {
    word.split('-').filter(|half| half.chars().count() > 1 && !is_prefix(half)).map(fold)
}

/// Small letters without diacritics.
fn fold(word: &str) -> String {
    let plain = word.nfd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase);
    plain
        .map(|c| match c {
            'ø' => 'o',
            'ł' => 'l',
            'đ' => 'd',
            'ı' => 'i',
            c => c,
        })
        .filter(|c| c.is_alphanumeric() || *c == '~')
        .collect()
}
