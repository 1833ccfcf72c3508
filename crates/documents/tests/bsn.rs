//! What is a BSN in a text, and what is not. The numbers are the documented test numbers.

use gestand_documents::bsn::{Verdict, find_bsns, find_bsns_in_scan};

fn verdicts(text: &str) -> Vec<(String, Verdict)> {
    find_bsns(text).into_iter().map(|hit| (text[hit.range].to_owned(), hit.verdict)).collect()
}

#[track_caller]
fn only(text: &str, number: &str, verdict: Verdict) {
    assert_eq!(verdicts(text), [(number.to_owned(), verdict)], "{text}");
}

#[test]
fn a_name_beside_it_makes_it_certain() {
    for (text, number) in [
        ("Mevrouw gaf haar BSN op: 1112.22.333, bel 0612345678", "1112.22.333"),
        ("BSN111222333", "111222333"),
        ("bsn-nummer 111 222 333 12-03-1980", "111 222 333"),
        ("Burgerservicenummer\n111222333", "111222333"),
        ("burger service nummer = 111-222-333", "111-222-333"),
        ("uw Sofinr. 123456782", "123456782"),
        ("Citizen service number: 999999990", "999999990"),
        ("b.s.n.: 999999990", "999999990"),
        ("111222333 (BSN) is bekend", "111222333"),
        ("BSN van de huurder is 11 122 2333", "11 122 2333"),
        ("BSN 1 1 1 2 2 2 3 3 3", "1 1 1 2 2 2 3 3 3"),
        ("BSN/RSIN 111222333", "111222333"),
        ("bsnr. 1112 22333", "1112 22333"),
        ("BSN 10000008 staat erop", "10000008"),
    ] {
        only(text, number, Verdict::Certain);
    }
    let list = verdicts("BSN's: 111222333, 123456782 en 999999990");
    assert_eq!(list.iter().filter(|(_, verdict)| *verdict == Verdict::Certain).count(), 3, "{list:?}");
}

#[test]
fn without_a_name_it_is_likely() {
    only("dossiers: 111222333 gesloten", "111222333", Verdict::Likely);
    only("kopie_111222333.pdf", "111222333", Verdict::Likely);
    only(&format!("bsn {} 111222333", "x".repeat(50)), "111222333", Verdict::Likely);
    only("burgeservicenummer 111222333", "111222333", Verdict::Likely);
    only("Sofie 111222333", "111222333", Verdict::Likely);
    let two = verdicts("Overleg over 123456782. BSN: 999999990, daarna 111222333");
    let kinds: Vec<Verdict> = two.iter().map(|(_, verdict)| *verdict).collect();
    assert_eq!(kinds, [Verdict::Likely, Verdict::Certain, Verdict::Likely], "{two:?}");
}

#[test]
fn other_numbers_are_none() {
    for text in [
        "klantnummer 111222333",
        "Ordernr.: 123456782",
        "Uw kenmerk: 999999990",
        "BSN onbekend, klantnummer 111222333",
        "tel. 111222333",
        "+31 612345679 of +31 (0)612345679, 0031 612345679",
        "RSIN 999999990",
        "€ 111.222.333,00",
        "111.222.333,50 euro",
        "NL00TEST0111222333",
        "NL111222333B01",
        "code X111222333",
        "52.111222333",
        "BSN onbekend, geboren 01-01-1984",
        "op 20240118",
        "BSN onbekend, geboren 19521121",
        "1112223330 en 11122233",
        "000000000 BSN",
    ] {
        assert_eq!(verdicts(text), [], "{text}");
    }
}

#[test]
fn a_scan_is_read_with_its_errors() {
    let hits = |text: &str| -> Vec<(String, Verdict)> {
        find_bsns_in_scan(text).into_iter().map(|hit| (text[hit.range].to_owned(), hit.verdict)).collect()
    };
    assert_eq!(hits("B5N: l112Z2333 Naam"), [("l112Z2333".to_owned(), Verdict::Certain)]);
    assert_eq!(hits("BSN 11122233 staat hier"), [("11122233".to_owned(), Verdict::Likely)], "one digit lost");
    assert_eq!(hits("BSN niet nodig, bel 14 030"), []);
    assert_eq!(hits("BSN onbekend, geboren 08.05.1979"), []);
}
