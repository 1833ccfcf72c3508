//! Machine-readable zones of invented documents, with check digits by ICAO 9303 part 3.

use rand::{Rng, RngExt};

use super::prose;

/// Lines, and where the BSN stands in them when there is one.
pub struct Lines {
    pub text: String,
    pub bsn: Option<std::ops::Range<usize>>,
}

fn check(field: &str) -> u32 {
    let value = |c: char| if c == '<' { 0 } else { c.to_digit(36).unwrap_or_default() };
    field.chars().zip([7, 3, 1].iter().cycle()).map(|(c, weight)| value(c) * weight).sum::<u32>() % 10
}

fn checked(field: &str) -> String {
    format!("{field}{}", check(field))
}

fn date(rng: &mut impl Rng, years: std::ops::Range<u32>) -> String {
    checked(&format!("{:02}{:02}{:02}", rng.random_range(years), rng.random_range(1..13), rng.random_range(1..29)))
}

/// Two letters and seven signs, as the Netherlands numbers its documents; never the letter O.
fn document_number(rng: &mut impl Rng) -> String {
    const SIGNS: &[u8] = b"ABCDEFGHIJKLMNPQRSTUVWXYZ123456789";
    let mut sign = |from: &[u8]| char::from(from[rng.random_range(0..from.len())]);
    let mut number: String = (0..2).map(|_| sign(&SIGNS[..25])).collect();
    number.extend((0..6).map(|_| sign(SIGNS)));
    number.push(sign(b"123456789"));
    checked(&number)
}

/// A passport of `state`; the BSN stands in it when one is given.
pub fn passport(rng: &mut impl Rng, state: &str, bsn: &str) -> Lines {
    let (first, last) = prose::name(rng);
    let name = format!("{}<<{}", last.replace(' ', "<"), first).to_uppercase();
    let (number, birth, until) = (document_number(rng), date(rng, 40..99), date(rng, 24..34));
    let sex = if rng.random_bool(0.5) { 'F' } else { 'M' };
    let personal = checked(&format!("{bsn:<<14}"));
    let whole = check(&format!("{number}{birth}{until}{personal}"));
    let first = format!("{:<<44}", format!("P<{state}{name}"));
    let text = format!("{first}\n{number}{state}{birth}{sex}{until}{personal}{whole}");
    Lines { text, bsn: (!bsn.is_empty()).then_some(45 + 28..45 + 37) }
}

/// An identity card.
pub fn card(rng: &mut impl Rng, state: &str, bsn: &str) -> Lines {
    let (first, last) = prose::name(rng);
    let number = document_number(rng);
    let optional = if bsn.is_empty() { "<".repeat(15) } else { format!("{bsn}<<<<<{}", check(bsn)) };
    let (birth, until) = (date(rng, 40..99), date(rng, 24..34));
    let top = format!("I<{state}{number}{optional}");
    let middle = format!("{birth}F{until}{state}<<<<<<<<<<<");
    let whole = check(&format!("{}{birth}{until}<<<<<<<<<<<", &top[5..]));
    let name = format!("{}<<{}", last.replace(' ', "<"), first).to_uppercase();
    Lines { text: format!("{top}\n{middle}{whole}\n{name:<<30}"), bsn: (!bsn.is_empty()).then_some(15..24) }
}

/// The one line on a driving licence.
pub fn licence(rng: &mut impl Rng) -> Lines {
    let number: u64 = rng.random_range(3_000_000_000..5_999_999_999);
    Lines { text: checked(&format!("D1NLD1{number}1K3R8ZT5QW2XY")), bsn: None }
}
