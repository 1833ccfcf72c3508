//! Numbers that are no BSN and look like one: each with its kind.

use rand::{Rng, RngExt};

use super::prose;
use super::writing::number;
use super::zones;

/// A decoy as it stands in a text: what comes before it, and the number.
pub struct Decoy {
    pub kind: &'static str,
    pub before: &'static str,
    pub text: String,
}

/// One decoy, all kinds alike.
pub fn decoy(rng: &mut impl Rng) -> Decoy {
    let nine: u32 = rng.random_range(100_000_000..1_000_000_000);
    let eight: u32 = rng.random_range(10_000_000..100_000_000);
    let pick = |rng: &mut _, options: &[&'static str]| -> &'static str {
        options[Rng::next_u32(rng) as usize % options.len()]
    };
    let (kind, before, text) = match rng.random_range(0..22) {
        0 => ("mobile phone", pick(rng, &["tel. ", "bel mij op ", "Mobiel: ", "", "06: "]), mobile(rng, eight)),
        1 => ("landline", pick(rng, &["tel. ", "Telefoon: ", "", "of "]), landline(rng, eight)),
        2 => ("IBAN", pick(rng, &["IBAN ", "rekening ", "naar ", ""]), iban(rng, eight)),
        3 => (
            "KvK number",
            pick(rng, &["KvK ", "K.v.K.-nr. ", "KvK-nummer: ", "ingeschreven onder "]),
            eight.to_string(),
        ),
        // Legal persons have a number with the same test.
        4 => ("RSIN", pick(rng, &["RSIN ", "RSIN: ", "rsin-nummer "]), number(rng)),
        5 => ("VAT number of a company", pick(rng, &["BTW ", "btw-nummer: ", ""]), format!("NL{}B01", number(rng))),
        6 => (
            "customer number",
            pick(rng, &["klantnummer ", "Klantnr.: ", "relatienummer ", "uw klantcode "]),
            nine.to_string(),
        ),
        7 => (
            "customer number that passes the test",
            pick(rng, &["klantnummer ", "Relatienr: ", "huurdernummer "]),
            number(rng),
        ),
        8 => ("order number", pick(rng, &["order ", "ordernummer: ", "bestelling ", "opdrachtnr. "]), nine.to_string()),
        9 => ("invoice", pick(rng, &["factuur ", "Factuurnummer: ", "fact.nr. "]), format!("2025-{nine}")),
        10 => ("case number", pick(rng, &["zaak ", "Ons kenmerk: ", "dossier ", "uw referentie "]), nine.to_string()),
        11 => ("number without a name", pick(rng, &["zie ", "(", "- ", "nummer "]), nine.to_string()),
        12 | 13 => ("date", pick(rng, &["op ", "geboren ", "d.d. ", "BSN onbekend, geboren "]), prose::day(rng)),
        14 => ("amount", pick(rng, &["€ ", "EUR ", "een begroting van "]), amount(rng, nine)),
        15 => ("EAN", pick(rng, &["EAN ", "EAN-code: ", "meter "]), format!("8716{nine}{:05}", eight % 100_000)),
        16 => ("meter reading", pick(rng, &["meterstand ", "stand ", "meternummer "]), eight.to_string()),
        17 => ("parcel", pick(rng, &["pakket ", "track & trace ", "3S"]), format!("KABC{nine}")),
        18 => ("place", pick(rng, &["locatie ", "gps ", "coördinaten "]), format!("52.{nine}, 5.{eight}")),
        19 => ("passport without a BSN", "", zones::passport(rng, "NLD", "").text),
        20 => ("card without a BSN", "", zones::card(rng, "NLD", "").text),
        _ => ("driving licence", "", zones::licence(rng).text),
    };
    Decoy { kind, before, text }
}

fn mobile(rng: &mut impl Rng, eight: u32) -> String {
    let e = eight.to_string();
    match rng.random_range(0..7) {
        0 => format!("06{e}"),
        1 => format!("06-{e}"),
        2 => format!("06 {} {} {} {}", &e[..2], &e[2..4], &e[4..6], &e[6..]),
        3 => format!("+31 6 {e}"),
        4 => format!("+316{e}"),
        5 => format!("+31 (0)6{e}"),
        _ => format!("0031 6{e}"),
    }
}

fn landline(rng: &mut impl Rng, eight: u32) -> String {
    let e = eight.to_string();
    match rng.random_range(0..5) {
        0 => format!("010-{}", &e[..7]),
        1 => format!("0{}-{}", &e[..3], &e[2..]),
        2 => format!("(0{}) {} {}", &e[..3], &e[2..5], &e[5..]),
        3 => format!("+31 {} {}", &e[..2], &e[1..]),
        _ => format!("020 {} {} {}", &e[..3], &e[3..5], &e[5..7]),
    }
}

fn iban(rng: &mut impl Rng, eight: u32) -> String {
    let account = format!("00{eight}");
    if rng.random_bool(0.5) {
        format!("NL{}TEST{account}", rng.random_range(10..99))
    } else {
        let (a, b, c) = (&account[..4], &account[4..8], &account[8..]);
        format!("NL{} TEST {a} {b} {c}", rng.random_range(10..99))
    }
}

fn amount(rng: &mut impl Rng, nine: u32) -> String {
    let n = nine.to_string();
    let grouped = format!("{}.{}.{}", &n[..3], &n[3..6], &n[6..]);
    if rng.random_bool(0.5) { format!("{grouped},00") } else { format!("{grouped},{:02}", nine % 100) }
}
