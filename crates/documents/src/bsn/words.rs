//! What the words beside a number say it is: a BSN, something else, or nothing.

/// What a word says of the number it stands beside.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Says {
    /// The word directly before the number names the BSN.
    Bsn,
    /// A name of the BSN stands near, with other words between.
    BsnNear,
    Other,
}

/// Names of the BSN, lower case. They start a word, and only `nummer`, `nr` and a sign may follow at once.
const NAMES: [&str; 14] = [
    "bsnr",
    "bsn",
    "b.s.n.",
    "burgerservicenummer",
    "burgerservicenr",
    "burger service n",
    "burger-service-n",
    "burgerservice n",
    "burgerservice-n",
    "sofi",
    "sociaal-fiscaal",
    "sociaal fiscaal",
    "sociaalfiscaal",
    "citizen service n",
];

/// How a scanner reads `BSN` at times.
const MISREAD: [&str; 4] = ["b5n", "8sn", "85n", "bsm"];

/// How near a name of the BSN must stand, in characters.
const NEAR: usize = 40;

/// How near it must stand when it comes after the number.
const BEHIND: usize = 20;

/// Words that may stand between a name and its number.
const BETWEEN: [&str; 12] =
    ["is", "was", "luidt", "nr", "nummer", "no", "number", "van", "klant", "met", "het", "mijn"];

/// Words that say a number beside them is no BSN, also when `nummer` or the like does not follow.
const OTHERS: [&str; 34] = [
    "tel",
    "telefoon",
    "mobiel",
    "mob",
    "fax",
    "phone",
    "bel",
    "iban",
    "rekening",
    "giro",
    "kvk",
    "k.v.k",
    "rsin",
    "btw",
    "vat",
    "order",
    "bestelling",
    "factuur",
    "polis",
    "dossier",
    "zaak",
    "kenmerk",
    "referentie",
    "ref",
    "ticket",
    "melding",
    "contract",
    "ean",
    "meter",
    "barcode",
    "track",
    "trace",
    "vestiging",
    "lidmaatschap",
];

/// Ends of a word that names some number.
const ENDS: [&str; 6] = ["nummer", "nr", "number", "kenmerk", "code", "id"];

/// What the words before the number at `start` say.
pub(super) fn before(text: &str, start: usize) -> Option<Says> {
    let near = tail(text, start);
    let name = last_name(&near);
    beside(&near, name).or_else(|| name.filter(|end| still_meant(&near[*end..])).map(|_| Says::BsnNear))
}

/// Whether a name of the BSN stands behind the number that ends at `end`, and does not belong to a next number.
pub(super) fn behind(text: &str, end: usize) -> bool {
    let near: String = text[end..].chars().take(2 * BEHIND).take_while(|c| *c != '\n').collect();
    let near = near.to_lowercase();
    first_name(&near, &NAMES).filter(|(at, _)| *at <= BEHIND).is_some_and(|(at, name_end)| {
        let next = near[name_end..].trim_start_matches(|c: char| !c.is_alphanumeric());
        let next = next.trim_start_matches("nummer").trim_start_matches("nr").trim_start_matches([' ', ':', '.', '=']);
        !near[..at].contains(|c: char| c.is_ascii_digit()) && !next.starts_with(|c: char| c.is_ascii_digit())
    })
}

/// Whether a name of the BSN is written directly to the number, without a space: `BSN111222333`.
pub(super) fn attached(text: &str, start: usize) -> bool {
    let near = tail(text, start);
    last_name(&near).is_some_and(|end| matches!(&near[end..], "" | "nr" | "nummer"))
}

/// Where names of the BSN end in a text that a scanner read.
pub(super) fn names_in_scan(text: &str) -> Vec<usize> {
    let lower = text.to_ascii_lowercase();
    let (mut from, mut ends) = (0, Vec::new());
    loop {
        let first = [first_name(&lower[from..], &NAMES), first_name(&lower[from..], &MISREAD)];
        let Some((_, end)) = first.into_iter().flatten().min() else { return ends };
        from += end;
        ends.push(from);
    }
}

/// Whether a word names some other number.
pub(super) fn is_other(word: &str) -> bool {
    // A mistyped burgerservicenummer does not name another number.
    let ends = || ENDS.iter().any(|end| word.len() > end.len() + 2 && word.ends_with(end));
    OTHERS.contains(&word) || (!word.starts_with("burg") && ends())
}

/// The characters before `start`, lower case.
fn tail(text: &str, start: usize) -> String {
    let from = text[..start].char_indices().rev().take(NEAR).last().map_or(start, |(at, _)| at);
    text[from..start].to_lowercase()
}

/// What the word directly before the number says, when only signs and words such as `nr` and `is` stand between;
/// `name` is where the last name of the BSN ends.
fn beside(near: &str, name: Option<usize>) -> Option<Says> {
    let mut rest = near;
    for _ in 0..4 {
        rest = rest.trim_end_matches(|c: char| !c.is_alphanumeric());
        let at = rest.rfind(|c: char| c.is_whitespace() || matches!(c, ':' | '(' | ',' | ';')).map_or(0, |at| at + 1);
        if name.is_some_and(|end| end > at) {
            return Some(Says::Bsn);
        }
        let word = &rest[at..];
        if is_other(word) {
            return Some(Says::Other);
        }
        if !BETWEEN.contains(&word) {
            return None;
        }
        rest = &rest[..at];
    }
    None
}

/// Whether a name still speaks of a number that stands behind `between`: no other number took it.
fn still_meant(between: &str) -> bool {
    between.bytes().filter(u8::is_ascii_digit).count() < 8
}

/// Where the last name in `text` ends.
fn last_name(text: &str) -> Option<usize> {
    let (mut from, mut last) = (0, None);
    while let Some((_, end)) = first_name(&text[from..], &NAMES) {
        from += end;
        last = Some(from);
    }
    last
}

/// Where the first of `names` stands in `text`, as a word of its own: start and end.
fn first_name(text: &str, names: &[&str]) -> Option<(usize, usize)> {
    let mut inside = false;
    for (at, c) in text.char_indices() {
        // Every name starts with one of these; most words do not.
        let starts = !inside && matches!(c, 'b' | 's' | 'c' | '8');
        inside = c.is_alphabetic();
        let name = names.iter().filter(|_| starts).find(|name| text[at..].starts_with(**name));
        if let Some(end) = name.map(|name| at + name.len()).filter(|end| is_whole(&text[at..*end], &text[*end..])) {
            return Some((at, end));
        }
    }
    None
}

/// Whether a name ends where it ends: what follows is no letter, or `nummer` and the like.
fn is_whole(name: &str, rest: &str) -> bool {
    let open = name.ends_with('n') && name.contains([' ', '-']);
    open || !rest.starts_with(char::is_alphabetic)
        || ["nummer", "nr", "s "].iter().any(|behind| rest.starts_with(behind))
}
