//! Copies of an invented passport, drawn here: shielded well, and with each fault alone.
#![expect(clippy::unwrap_used, reason = "a test fails by it")]

mod mask_make;

use gestand_documents::mask::Refusal;
use gestand_documents::shielded::{Fault, Rules, Shielded};
use jiff::civil::{Date, date};
use mask_make::{pdf, scanned, stream};

fn check(bytes: &[u8], rules: &Rules, today: Date) -> Result<Shielded, Refusal> {
    gestand_documents::shielded::check(&[bytes], rules, today).map(|checked| checked.shielded)
}

const TODAY: Date = date(2026, 11, 20);
const NAME: &str = "P<NLDVOORBEELD<<VERA<<<<<<<<<<<<<<<<<<<<<<<<";
/// The numbers of the specimen in the documentation; the check digits are right.
const NUMBERS: &str = "SPECI20142NLD6503101F2403096999999990<<<<<84";
/// A character of the zone, in points.
const SIGN: f64 = 9.6;

/// What is on the copy.
struct Copy {
    mark: &'static str,
    field_covered: bool,
    /// Height of the bar over the BSN in the zone, in points; the characters are 12 high.
    bar: f64,
    photo_covered: bool,
    numbers: &'static str,
}

const GOOD: Copy = Copy {
    mark: "KOPIE voor Woonpartners, 18 november 2026",
    field_covered: true,
    bar: 16.0,
    photo_covered: true,
    numbers: NUMBERS,
};

impl Copy {
    fn drawn(&self) -> Vec<u8> {
        let text = |x: f64, y: f64, font: &str, size: u32, text: &str| {
            format!("BT /{font} {size} Tf {x} {y} Td ({text}) Tj ET\n")
        };
        let black = |x: f64, y: f64, wide: f64, high: f64| format!("0 g {x} {y} {wide} {high} re f\n");
        let mut page = text(60.0, 780.0, "F", 20, self.mark);
        page += &text(60.0, 700.0, "F", 14, "KONINKRIJK DER NEDERLANDEN");
        page += &text(240.0, 670.0, "F", 12, "Paspoort / Passport");
        page += &text(240.0, 640.0, "F", 12, "Naam: VOORBEELD");
        page += &text(240.0, 610.0, "F", 12, "Voornaam: VERA");
        page += &text(240.0, 580.0, "F", 12, "Geboren: 10 MRT 1965");
        page += &text(240.0, 550.0, "F", 12, "BSN: 999999990");
        // Grey patches stand for a face.
        for patch in 0..154 {
            let (x, y) = (f64::from(patch % 11) * 9.0, f64::from(patch / 11) * 9.0);
            page += &format!("{:.2} g {} {} 9 9 re f\n", f64::from(patch * 37 % 100) / 100.0, 68.0 + x, 535.0 + y);
        }
        page += "0 g\n";
        page += &text(60.0, 480.0, "M", 16, NAME);
        page += &text(60.0, 450.0, "M", 16, self.numbers);
        if self.field_covered {
            page += &black(266.0, 546.0, 80.0, 16.0);
        }
        page += &black(60.0 + 28.0 * SIGN, 455.0 - self.bar / 2.0, 9.0 * SIGN, self.bar);
        if self.photo_covered {
            page += &black(62.0, 525.0, 115.0, 150.0);
        }
        let font = |name: &str| format!("<< /Type /Font /Subtype /Type1 /BaseFont /{name} >>");
        let objects = [
            "<< /Type /Catalog /Pages 2 0 R >>".into(),
            "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".into(),
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F 5 0 R /M 6 0 R >> >> >>".into(),
            stream("", &page),
            font("Helvetica"),
            font("Courier"),
        ];
        pdf(&objects, "")
    }

    fn checked(&self) -> Shielded {
        check(&scanned(&self.drawn(), "-jpeg", 200), &rules(), TODAY).unwrap()
    }
}

fn rules() -> Rules {
    Rules {
        marked_as_copy: true,
        recipient: vec!["Woonpartners".into(), "Stichting Woonpartners".into()],
        date: Some(date(2026, 10, 20)),
        bsn: true,
        document_number: false,
        photo: true,
    }
}

#[test]
fn a_copy_that_is_shielded_well_is_accepted_as_a_picture_and_as_a_pdf() {
    let outcome = GOOD.checked();
    assert_eq!(outcome, Shielded { faults: vec![], photo_unseen: false });
    assert!(outcome.acceptable());
    assert!(check(&GOOD.drawn(), &rules(), TODAY).unwrap().acceptable());
    let more = Rules { document_number: true, ..rules() };
    assert_eq!(check(&GOOD.drawn(), &more, TODAY).unwrap().faults, [Fault::DocumentNumber]);
}

#[test]
fn each_place_of_the_bsn_must_be_covered() {
    assert_eq!(Copy { field_covered: false, ..GOOD }.checked().faults, [Fault::Bsn]);
    assert_eq!(Copy { bar: 0.0, ..GOOD }.checked().faults, [Fault::BsnInZone]);
    assert_eq!(Copy { bar: 2.0, ..GOOD }.checked().faults, [Fault::BsnInZone], "a thin line");
    let none = Copy { numbers: "SPECI20142NLD6503101F2403096<<<<<<<<<<<<<<04", bar: 0.0, ..GOOD };
    assert_eq!(none.checked().faults, [], "a new passport has no BSN there");
    let not_asked = Rules { bsn: false, ..rules() };
    assert!(check(&Copy { bar: 0.0, ..GOOD }.drawn(), &not_asked, TODAY).unwrap().acceptable());
}

#[test]
fn it_must_say_that_it_is_a_copy_for_whom_and_when() {
    for (mark, faults) in [
        ("Woonpartners 18 november 2026", vec![Fault::NotMarked]),
        ("Kopie 18-11-2026", vec![Fault::NoRecipient]),
        ("Kopie voor Woonpartners", vec![Fault::NoDate]),
        ("Copy for Woonpartners 18-11-2025", vec![Fault::NoDate]),
        ("Kopie voor Woonpartners, 20 oktober 2026", vec![]),
        ("Kopie voor Woonpartners, 19 oktober 2026", vec![Fault::NoDate]),
        ("", vec![Fault::NotMarked, Fault::NoRecipient, Fault::NoDate]),
    ] {
        assert_eq!(Copy { mark, ..GOOD }.checked().faults, faults, "{mark}");
    }
}

#[test]
fn the_photo_must_be_covered_where_that_is_asked() {
    assert_eq!(Copy { photo_covered: false, ..GOOD }.checked().faults, [Fault::Photo]);
    let not_asked = Rules { photo: false, ..rules() };
    assert!(check(&Copy { photo_covered: false, ..GOOD }.drawn(), &not_asked, TODAY).unwrap().acceptable());
}

#[test]
fn what_cannot_be_seen_is_not_accepted() {
    let sharp = image::load_from_memory(&scanned(&GOOD.drawn(), "-png", 100)).unwrap();
    let mut bytes = std::io::Cursor::new(Vec::new());
    sharp.blur(6.0).write_to(&mut bytes, image::ImageFormat::Png).unwrap();
    let outcome = check(bytes.get_ref(), &rules(), TODAY).unwrap();
    assert!(outcome.faults.contains(&Fault::Unclear), "{outcome:?}");
    let letter =
        mask_make::page(&["KOPIE voor Woonpartners, 18 november 2026", "Dit is een gewone brief."], 16, "Helvetica");
    let outcome = check(&letter, &rules(), TODAY).unwrap();
    assert_eq!(outcome, Shielded { faults: vec![Fault::Unclear], photo_unseen: true }, "no identity document");
}

#[test]
fn front_and_back_are_looked_at_together_and_shown_as_one_picture_without_metadata() {
    let front = scanned(&Copy { numbers: "", ..GOOD }.drawn(), "-jpeg", 200);
    let back = scanned(&Copy { mark: "", ..GOOD }.drawn(), "-png", 100);
    let checked = gestand_documents::shielded::check(&[&front, &back], &rules(), TODAY).unwrap();
    assert!(checked.shielded.acceptable(), "what one page says counts for all: {:?}", checked.shielded);
    let shown = image::load_from_memory_with_format(&checked.picture, image::ImageFormat::Jpeg).unwrap();
    let below = image::load_from_memory(&back).unwrap().height();
    assert_eq!((shown.width(), shown.height()), (1240, 1754 + below), "a large page is made smaller");
    let open = scanned(&Copy { field_covered: false, ..GOOD }.drawn(), "-png", 150);
    let checked = gestand_documents::shielded::check(&[&front, &open], &rules(), TODAY).unwrap();
    assert_eq!(checked.shielded.faults, [Fault::Bsn], "a fault of the back is a fault");
    assert!(checked.picture.is_empty(), "what has faults is not given on");
    let many = [front.as_slice(); 5];
    assert_eq!(gestand_documents::shielded::check(&many, &rules(), TODAY), Err(Refusal::TooLarge));
}
