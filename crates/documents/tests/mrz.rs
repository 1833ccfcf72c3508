//! The machine-readable zone: invented people, numbers for tests, check digits counted here.
#![expect(clippy::unwrap_used, reason = "a test fails by it")]

use gestand_documents::bsn::{Verdict, find_bsns, find_bsns_in_scan};
use gestand_documents::mrz::{Document, find, find_in_scan};

/// The check digit of ICAO 9303 part 3, written once more from the standard.
fn check(field: &str) -> u32 {
    let value = |c: char| if c == '<' { 0 } else { c.to_digit(36).unwrap() };
    field.chars().zip([7, 3, 1].iter().cycle()).map(|(c, weight)| value(c) * weight).sum::<u32>() % 10
}

fn passport(personal: &str) -> String {
    let (number, birth, until) = ("XX0000001", "650310", "240309");
    let personal = format!("{personal:<<14}");
    let parts = [number, birth, until].map(|field| format!("{field}{}", check(field)));
    let whole = format!("{}{}{}{personal}{}", parts[0], parts[1], parts[2], check(&personal));
    let line = format!("{}NLD{}F{}{personal}{}{}", parts[0], parts[1], parts[2], check(&personal), check(&whole));
    assert_eq!(line.len(), 44);
    format!("{:<<44}\n{line}", "P<NLDVOORBEELD<<VERA")
}

fn card(personal: &str) -> String {
    let line = match personal {
        "" => format!("I<NLDXX0000001{}{:<<15}", check("XX0000001"), ""),
        some => format!("I<NLDXX0000001{}{some}<<<<<{}", check("XX0000001"), check(some)),
    };
    assert_eq!(line.len(), 30);
    line
}

#[test]
fn old_documents_hold_a_bsn() {
    for (text, document) in [(passport("999999990"), Document::Passport), (card("111222333"), Document::Card)] {
        let mail = format!("> Hierbij mijn gegevens\n> {}\nGroet", text.replace('\n', "\n> "));
        let zone = find(&mail).into_iter().find(|zone| zone.bsn.is_some()).unwrap();
        assert_eq!(zone.document, document);
        let hit = zone.bsn.unwrap();
        assert_eq!(hit.verdict, Verdict::Certain);
        assert!(["999999990", "111222333"].contains(&&mail[hit.range.clone()]));
        assert_eq!(find_bsns(&mail), [hit], "told once");
    }
    let specimen = "SPECI20142NLD6503101F2403096999999990<<<<<84";
    assert_eq!(find_bsns(specimen)[0].range, 28..37);
}

#[test]
fn new_documents_and_licences_hold_none() {
    let licence = "D1NLD15094962111659VW87Z78NB84";
    for text in [passport(""), card(""), licence.to_owned()] {
        assert_eq!(find_bsns(&text), [], "{text}");
        assert_eq!(find_bsns_in_scan(&text), [], "{text}");
    }
    assert_eq!(find_in_scan(licence)[0].document, Document::Licence);
    assert_eq!(find(&passport("")).len(), 2, "both lines are seen");
    let foreign = passport("999999990").replace("NLD", "UTO");
    assert!(find_bsns(&foreign).iter().all(|hit| hit.verdict == Verdict::Likely), "{foreign}");
}

#[test]
fn confused_characters_are_put_right_where_the_check_digit_proves_it() {
    let line = passport("999999990").lines().last().unwrap().to_owned();
    for read in [
        line.replace("999999990", "99999999O"),
        line.replace("<<<<<", "««<"),
        line.replace("NLD", "NL0"),
        line.replace("F2403096", "F 2403096 "),
        line[1..].to_owned(),
    ] {
        let hits = find_bsns_in_scan(&read);
        assert_eq!(hits.len(), 1, "{read}");
        assert_eq!(hits[0].verdict, Verdict::Certain, "{read}");
        assert!(read[hits[0].range.clone()].starts_with("99999999"), "{read}");
    }
    let struck = line.replace("999999990", "999 ■■■ 0");
    assert_eq!(find_bsns_in_scan(&struck), []);
}
