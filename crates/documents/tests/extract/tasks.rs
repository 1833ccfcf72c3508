//! What a child does beside reading: masking, taking papers in, checking copies; with files made to harm too.

use std::time::Duration;

use gestand_documents::bsn::Verdict;
use gestand_documents::extract::{Limits, Reason};
use gestand_documents::mask::Refusal;
use gestand_documents::shielded::{Fault, Rules};
use jiff::civil::date;

use crate::files::{Pdf, docx, drawn};
use crate::worker::reader;

const TEXT: &[u8] = b"Mijn BSN is 999999990.";

/// A PNG that says how large it is and holds nothing.
fn png_of(side: u32) -> Vec<u8> {
    let mut bytes = b"\x89PNG\r\n\x1A\n\0\0\0\rIHDR".to_vec();
    bytes.extend(side.to_be_bytes());
    bytes.extend(side.to_be_bytes());
    bytes.extend([8, 2, 0, 0, 0]);
    let crc = bytes[12..].iter().fold(u32::MAX, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| (crc >> 1) ^ (0xEDB8_8320 * (crc & 1)))
    });
    bytes.extend((!crc).to_be_bytes());
    bytes
}

#[test]
fn a_child_masks_takes_in_and_checks() {
    let reader = reader("child_reads", Limits::default());
    let masked = reader.mask(TEXT, "text/plain", Verdict::Certain).unwrap();
    assert_eq!((masked.places, masked.bytes.as_slice()), (1, &b"Mijn BSN is *********."[..]));

    let paper = Pdf::new().page(&["Inkomensverklaring", "Burgerservicenummer 999999990", "Inkomen 31.000"]).bytes();
    let taken = reader.take_in(&drawn(&paper, "-png")).unwrap();
    assert!(taken.places >= 1 && taken.bytes.starts_with(b"%PDF-"));
    let long = reader.mask(&paper, "application/pdf", Verdict::Certain).unwrap();
    assert!(long.bytes.len() > 64 << 10 && long.bytes.starts_with(b"%PDF-") && long.bytes.ends_with(b"%%EOF"));

    let rules = Rules { marked_as_copy: true, bsn: true, ..Rules::default() };
    let front = Pdf::new().page(&["KONINKRIJK DER NEDERLANDEN", "PASPOORT", "Naam: VOORBEELD", "KOPIE"]).bytes();
    let back = Pdf::new().page(&["PASPOORT", "BSN 999999990", "Gemeente Voorbeeld"]).bytes();
    let today = date(2026, 11, 20);
    let whole = reader.check_copy(&[&front, &drawn(&back, "-jpeg")], &rules, today).unwrap();
    assert_eq!(whole.shielded.faults, [Fault::Bsn]);
    let front = reader.check_copy(&[&front], &rules, today).unwrap();
    assert!(front.shielded.acceptable() && front.picture.starts_with(b"\xFF\xD8\xFF"), "{front:?}");
}

#[test]
fn a_refusal_of_a_child_is_the_refusal_of_the_file() {
    let reader = reader("child_reads", Limits::default());
    for (bytes, refusal) in [
        (&b"GIF89a"[..], Refusal::Unsupported),
        (b"%PDF-1.7 and nothing more", Refusal::Damaged),
        (b"\x89PNG\r\n\x1A\n", Refusal::Damaged),
        (b"", Refusal::Unsupported),
        (&png_of(60_000), Refusal::TooLarge),
    ] {
        assert_eq!(reader.mask(bytes, "", Verdict::Certain), Err(refusal), "{} bytes", bytes.len());
        assert_eq!(reader.take_in(bytes), Err(refusal), "{} bytes", bytes.len());
    }
    let bomb = docx("<w:p/>", &[("word/header1.xml", &vec![b' '; 300 << 20])]);
    assert!(bomb.len() < 1 << 20);
    assert_eq!(reader.mask(&bomb, "", Verdict::Certain), Err(Refusal::TooLarge));
    assert_eq!(reader.take_in(&bomb), Err(Refusal::Unsupported));
}

#[test]
fn a_file_that_is_cut_off_is_not_masked_for_half() {
    let reader = reader("child_reads", Limits::default());
    let pdf = Pdf::new().page(&["Een blad met tekst", "BSN 999999990"]).bytes();
    for whole in [drawn(&pdf, "-png"), drawn(&pdf, "-jpeg"), docx("<w:p><w:t>BSN 999999990</w:t></w:p>", &[])] {
        for part in [1, 5, 9, 15] {
            let cut = &whole[..whole.len() * part / 16];
            let said = reader.mask(cut, "application/octet-stream", Verdict::Certain);
            let whole = matches!(said, Err(Refusal::Damaged | Refusal::Unsupported));
            assert!(whole || !cut.starts_with(b"\x89PNG"), "{part}/16: {said:?}");
            assert!(!matches!(said, Err(Refusal::NotDone(_))), "{part}/16: {said:?}");
        }
    }
}

#[test]
fn a_child_that_fails_made_nothing() {
    let limits = Limits { wall: Duration::from_secs(3), output: 1 << 20, ..Limits::default() };
    let wide = Limits { wall: Duration::from_secs(60), ..limits.clone() };
    let quick = Limits { cpu_seconds: 1, ..wide.clone() };
    for (child, limits, reason) in [
        ("child_grows", &wide, Reason::Memory),
        ("child_spins", &quick, Reason::Time),
        ("child_hangs", &limits, Reason::Time),
        ("child_floods", &wide, Reason::TooMuchText),
        ("child_dies", &wide, Reason::Crashed),
        ("no_such_child", &wide, Reason::Crashed),
        ("child_exposed", &wide, Reason::NoSandbox),
    ] {
        let said = reader(child, limits.clone()).mask(TEXT, "text/plain", Verdict::Certain);
        assert_eq!(said, Err(Refusal::NotDone(reason)), "{child}");
    }
    let small = reader("child_reads", Limits { input: 10, ..wide.clone() });
    assert_eq!(small.mask(TEXT, "text/plain", Verdict::Certain), Err(Refusal::TooLarge));
    let small = reader("child_reads", Limits { output: 1_000, ..wide });
    assert_eq!(small.mask(&TEXT.repeat(100), "text/plain", Verdict::Certain), Err(Refusal::TooLarge));
}

/// A picture of very many pixels in few bytes: the work on it ends in the time that it may take.
#[test]
fn a_picture_that_unpacks_to_much_ends() {
    let picture = image::GrayImage::from_pixel(11_000, 11_000, image::Luma([255]));
    let mut bytes = std::io::Cursor::new(Vec::new());
    picture.write_to(&mut bytes, image::ImageFormat::Png).unwrap();
    assert!(bytes.get_ref().len() < 2 << 20);
    let limits = Limits { wall: Duration::from_secs(10), ..Limits::default() };
    let said = reader("child_reads", limits).take_in(bytes.get_ref());
    assert!(matches!(said, Err(Refusal::NotDone(_) | Refusal::Unclear)), "an empty picture is no paper: {said:?}");
}
