//! How people and scanners write a number and its name. Written from letters and forms as they are, typing errors and
//! bad scans included, and not from what the finder looks for: some of it cannot be found, and the figures say so.

use rand::seq::IndexedRandom;
use rand::{Rng, RngExt};

/// How a person calls the number just before writing it.
const NAMES: [&str; 30] = [
    "BSN: ",
    "BSN ",
    "bsn ",
    "Bsn: ",
    "bsn nr ",
    "bsnr. ",
    "BSN-nummer: ",
    "BSN nummer: ",
    "bsnnummer ",
    "B.S.N.: ",
    "Burgerservicenummer: ",
    "burgerservicenummer ",
    "Burger Service Nummer: ",
    "Burgerservicenummer (BSN): ",
    "burgerservicenr ",
    "sofinummer: ",
    "Sofi-nummer ",
    "sofi nr. ",
    "Sociaal-fiscaal nummer: ",
    "mijn bsn is ",
    "Mijn BSN nummer is ",
    "het bsn van mijn partner is ",
    "BSN kind: ",
    "BSN aanvrager\n",
    "BSN\t",
    "BSN = ",
    "Citizen service number: ",
    "BSN (9 cijfers): ",
    "bsn van de medehuurder: ",
    "Burgerservicenummer\n\n",
];

/// The same with typing errors.
const MISTYPED: [&str; 5] = ["bns ", "BNS nummer: ", "burgeservicenummer ", "burger servicenummmer: ", "bs n: "];

/// A number that passes the eleven-test, in a range that the Netherlands does not give to people: 9999.
pub fn number(rng: &mut impl Rng) -> String {
    passing(rng, 999_900_000..1_000_000_000)
}

/// The same with a zero in front that the writer left out.
pub fn short_number(rng: &mut impl Rng) -> String {
    passing(rng, 99_900_000..100_000_000)
}

/// The eleven-test, written once more, so that the finder is not measured with its own.
fn passing(rng: &mut impl Rng, range: std::ops::Range<u32>) -> String {
    loop {
        let number = rng.random_range(range.clone());
        let digit = |place: u32| number / 10_u32.pow(place) % 10;
        let sum: u32 = (1..9).map(|place| digit(place) * (place + 1)).sum();
        if sum % 11 == digit(0) {
            return number.to_string();
        }
    }
}

pub fn label(rng: &mut impl Rng) -> &'static str {
    NAMES.choose(rng).copied().unwrap_or("BSN ")
}

pub fn mistyped(rng: &mut impl Rng) -> &'static str {
    MISTYPED.choose(rng).copied().unwrap_or("bns ")
}

/// The number as a person writes it: half of the time without anything between the digits.
pub fn spaced(rng: &mut impl Rng, digits: &str) -> String {
    if rng.random_bool(0.5) || digits.len() != 9 {
        return digits.to_owned();
    }
    let cut = |sizes: &[usize], between: &str| {
        let mut at = 0;
        let parts: Vec<&str> = sizes
            .iter()
            .map(|size| {
                at += size;
                &digits[at - size..at]
            })
            .collect();
        parts.join(between)
    };
    match rng.random_range(0..12) {
        0 | 1 => cut(&[4, 2, 3], "."),
        2 | 3 => cut(&[3, 3, 3], " "),
        4 => cut(&[3, 3, 3], "."),
        5 => cut(&[3, 3, 3], "-"),
        6 => cut(&[3, 3, 3], "\u{a0}"),
        7 => cut(&[4, 5], " "),
        8 => cut(&[2, 2, 2, 3], " "),
        9 => cut(&[1; 9], " "),
        10 => cut(&[1; 9], "|"),
        _ => cut(&[3, 2, 4], " "),
    }
}

/// What a scanner makes of a row of characters: each is misread with the chance `chance`, some are lost.
pub fn misread(rng: &mut impl Rng, text: &str, chance: f64) -> String {
    let mut read = String::with_capacity(text.len());
    for c in text.chars() {
        if !rng.random_bool(chance) {
            read.push(c);
            continue;
        }
        match c {
            '0' => read.push(if rng.random_bool(0.7) { 'O' } else { 'D' }),
            '1' => read.push(if rng.random_bool(0.5) { 'l' } else { 'I' }),
            '2' => read.push('Z'),
            '5' => read.push('S'),
            '6' => read.push('G'),
            '8' => read.push('B'),
            '9' => read.push('g'),
            'B' => read.push('8'),
            'S' => read.push('5'),
            'D' => read.push('0'),
            'e' => read.push('c'),
            'm' => read.push_str("rn"),
            '<' => read.push(if rng.random_bool(0.5) { '«' } else { 'c' }),
            ' ' => {}
            c => read.push(c),
        }
    }
    read
}
