//! Nothing of a masked number is left: not in the bytes, not in any stream, not in what programs read, not in pixels.
#![expect(clippy::unwrap_used, reason = "a test fails by it")]

mod mask_make;

use std::io::{Cursor, Read};

use gestand_documents::bsn::Verdict;
use gestand_documents::mask::{Masked, Refusal, mask, mask_text, take_in};
use mask_make::{package, page, pdf, revised, said, scanned, stream};

/// A documented test number, and the ways in which it may be written.
const NUMBER: &str = "999999990";
const WAYS: [&str; 4] = ["999999990", "9999.99.990", "999 999 990", "99999"];

#[track_caller]
fn assert_gone(bytes: &[u8], what: &str) {
    let text = String::from_utf8_lossy(bytes);
    for way in WAYS {
        assert!(!text.contains(way), "{way} is in {what}");
        let wide: Vec<u8> = way.encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert!(!bytes.windows(wide.len()).any(|window| window == wide), "{way} is in {what}, as UTF-16");
    }
}

/// What another eye reads in a PDF or picture: OCR by other ways and another size than the masking uses.
fn read_again(picture: &[u8]) -> String {
    let texts =
        ["4", "6", "12"].map(|mode| said("tesseract", &["in", "stdout", "--dpi", "200", "--psm", mode], picture));
    texts.concat().split_whitespace().collect()
}

#[track_caller]
fn assert_pdf_clean(masked: &Masked) {
    assert_gone(&masked.bytes, "the bytes");
    let document = lopdf::Document::load_mem(&masked.bytes).unwrap();
    for object in document.objects.values() {
        if let Ok(stream) = object.as_stream() {
            assert_gone(&stream.decompressed_content().unwrap_or_else(|_| stream.content.clone()), "a stream");
        }
    }
    assert!(document.trailer.get(b"Info").is_err() && document.trailer.get(b"Prev").is_err());
    assert_eq!(masked.bytes.windows(5).filter(|window| window == b"%%EOF").count(), 1, "one revision");
    assert_eq!(said("pdftotext", &["in", "-"], &masked.bytes).trim(), "");
    assert!(said("pdfdetach", &["-list", "in"], &masked.bytes).starts_with('0'));
    assert_gone(read_again(&scanned(&masked.bytes, "-png", 200)).as_bytes(), "the pixels");
}

#[test]
fn a_text() {
    let text = "Mijn BSN is 9999.99.990, klantnummer 123456782. Zie ook 111222333.\nI<NLDXX00000012999999990<<<<<8";
    let (masked, places) = mask_text(text, Verdict::Certain);
    assert_eq!(places, 2);
    assert_eq!(
        masked,
        "Mijn BSN is ****.**.***, klantnummer 123456782. Zie ook 111222333.\nI<NLDXX00000012*********<<<<<8"
    );
    assert_eq!(mask_text(text, Verdict::Likely).1, 3);
    let file = mask(text.as_bytes(), "text/plain; charset=utf-8", Verdict::Certain).unwrap();
    assert_eq!(file.bytes, masked.as_bytes());
    assert!(matches!(mask(text.as_bytes(), "message/rfc822", Verdict::Certain), Err(Refusal::Unsupported)));
    assert!(matches!(mask(b"\xff\xfe1", "text/plain", Verdict::Certain), Err(Refusal::Unsupported)));
}

/// A PDF with the number in every place where a PDF can hold it.
fn everywhere() -> Vec<u8> {
    let xmp = format!("<x:xmpmeta xmlns:x='adobe:ns:meta/'><d>BSN {NUMBER}</d></x:xmpmeta>");
    let objects = [
        "<< /Type /Catalog /Pages 2 0 R /Metadata 6 0 R /AcroForm << /Fields [8 0 R] /DR << /Font << /F 5 0 R >> >> >> \
         /Names << /EmbeddedFiles << /Names [(bijlage.txt) 9 0 R] >> >> >>"
            .to_owned(),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F 5 0 R >> >> \
         /Annots [7 0 R 8 0 R] >>"
            .to_owned(),
        stream("", &mask_make::lines(&["Inkomensverklaring van V. Voorbeeld", "BSN: 999 999 990", "Inkomen 2024: 31.000 euro"], 14)),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>".to_owned(),
        stream("/Type /Metadata /Subtype /XML", &xmp),
        format!("<< /Type /Annot /Subtype /Text /Rect [400 700 420 720] /Contents (BSN {NUMBER}) >>"),
        format!(
            "<< /Type /Annot /Subtype /Widget /FT /Tx /T (bsn) /V ({NUMBER}) /DA (/F 12 Tf 0 g) /Rect [60 500 260 530] \
             /AP << /N 12 0 R >> /F 4 >>"
        ),
        "<< /Type /Filespec /F (bijlage.txt) /EF << /F 10 0 R >> >>".to_owned(),
        stream("/Type /EmbeddedFile", &format!("BSN {NUMBER}")),
        format!("<< /Title (Verklaring BSN {NUMBER}) >>"),
        stream(
            "/Type /XObject /Subtype /Form /BBox [0 0 200 30] /Resources << /Font << /F 5 0 R >> >>",
            &format!("BT /F 12 Tf 4 8 Td (BSN {NUMBER}) Tj ET"),
        ),
    ];
    let first = pdf(&objects, "/Info 11 0 R");
    let later = stream(
        "",
        &mask_make::lines(
            &["Inkomensverklaring van V. Voorbeeld", "BSN: 9999.99.990", "Inkomen 2025: 32.000 euro"],
            14,
        ),
    );
    revised(first, &[(4, later)], "/Info 11 0 R")
}

#[test]
fn a_pdf_with_the_number_in_every_place() {
    let bytes = everywhere();
    assert!(said("pdftotext", &["in", "-"], &bytes).contains("9999.99.990"), "the file is as meant");
    let masked = mask(&bytes, "application/pdf", Verdict::Certain).unwrap();
    assert!(masked.places >= 2, "the text and the form field: {}", masked.places);
    assert_pdf_clean(&masked);
    let left = read_again(&scanned(&masked.bytes, "-png", 200));
    assert!(left.contains("Inkomensverklaring") && left.contains("32.000"), "the rest can be read: {left}");
}

#[test]
fn a_pdf_without_a_number_stays_as_it_is_unless_something_can_hide_in_it() {
    let letter = page(&["Geachte mevrouw Voorbeeld,", "Uw huur is 612 euro. Klantnummer 123456782."], 14, "Helvetica");
    let masked = mask(&letter, "application/pdf", Verdict::Certain).unwrap();
    assert!(masked.bytes == letter && masked.places == 0, "its text can still be read aloud");
    let written = |more: &str| stream("", &mask_make::lines(&["Uw huur is 612 euro.", more], 14));
    let objects = |catalog: &str, more: &str| {
        [
            format!("<< /Type /Catalog /Pages 2 0 R {catalog} >>"),
            "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F 5 0 R >> >> >>"
                .to_owned(),
            written(more),
            "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>".to_owned(),
        ]
    };
    let changed = revised(pdf(&objects("", "BSN 999999990"), ""), &[(4, written("Groeten"))], "");
    let layered = pdf(&objects("/OCProperties << /OCGs [] /D << >> >>", "Groeten"), "");
    for (what, hides) in [("an earlier revision", changed), ("a layer", layered)] {
        let masked = mask(&hides, "application/pdf", Verdict::Certain).unwrap();
        assert_eq!(masked.places, 0, "{what}");
        assert_pdf_clean(&masked);
    }
}

#[test]
fn a_scanned_income_statement() {
    let picture = scanned(
        &page(
            &["Inkomensverklaring", "Burgerservicenummer 999999990", "Jaar 2024", "Inkomen 31.000"],
            14,
            "Times-Roman",
        ),
        "-jpeg",
        150,
    );
    let size = image::load_from_memory(&picture).unwrap();
    let image = format!(
        "/Type /XObject /Subtype /Image /Width {} /Height {} /ColorSpace /DeviceRGB /BitsPerComponent 8 /Filter [/ASCIIHexDecode /DCTDecode]",
        size.width(),
        size.height()
    );
    let hex: String = picture.iter().map(|byte| format!("{byte:02x}")).collect();
    let scan = pdf(
        &[
            "<< /Type /Catalog /Pages 2 0 R >>".into(),
            "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".into(),
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Rotate 0 /Contents 4 0 R /Resources << /XObject << /P 5 0 R >> >> >>".into(),
            stream("", "q 595 0 0 842 0 0 cm /P Do Q"),
            stream(&image, &(hex + ">")),
        ],
        "",
    );
    assert_eq!(said("pdftotext", &["in", "-"], &scan).trim(), "", "there is no text layer");
    let masked = take_in(&scan).unwrap();
    assert!(masked.places >= 1);
    assert_pdf_clean(&masked);
    assert!(read_again(&scanned(&masked.bytes, "-png", 200)).contains("31.000"));
}

#[test]
fn a_paper_that_is_handed_in_becomes_a_masked_pdf() {
    let lines = ["Inkomensverklaring 2025", "Burgerservicenummer 999999990", "Kenmerk 111222333", "Inkomen 31.000"];
    let photo = scanned(&page(&lines, 16, "Helvetica"), "-jpeg", 150);
    let masked = take_in(&photo).unwrap();
    assert!(masked.places >= 2, "also what is only likely a BSN");
    assert_pdf_clean(&masked);
    let left = read_again(&scanned(&masked.bytes, "-png", 200));
    assert!(left.contains("31.000") && !left.contains("111222333"), "{left}");

    let zone = ["P<NLDVOORBEELD<<VERA<<<<<<<<<<<<<<<<<<<<<<<<", "SPECI20142NLD6503101F2403096<<<<<<<<<<<<<<04"];
    let passport = scanned(&page(&zone, 16, "Courier"), "-png", 150);
    assert_eq!(take_in(&passport), Err(Refusal::Identity));
    assert_eq!(take_in(&page(&zone, 16, "Courier")), Err(Refusal::Identity));
    assert_eq!(take_in(&scanned(&page(&[""], 16, "Courier"), "-png", 72)), Err(Refusal::Unclear), "an empty page");
    assert_eq!(take_in(b"Inkomen 31.000"), Err(Refusal::Unsupported));
}

#[test]
fn pictures_without_their_metadata() {
    for format in ["-png", "-jpeg"] {
        let mut picture = scanned(&page(&["Kopie", "BSN 999999990", "Datum 1 mei 2025"], 24, "Courier"), format, 100);
        if format == "-jpeg" {
            let comment = format!("BSN {NUMBER}");
            let length = u16::try_from(comment.len() + 2).unwrap().to_be_bytes();
            picture.splice(2..2, [0xFF, 0xFE].into_iter().chain(length).chain(comment.bytes()));
        }
        assert!(read_again(&picture).contains("99999"), "the picture is as meant");
        let masked = mask(&picture, "image/x", Verdict::Likely).unwrap();
        assert_eq!(masked.places, 1, "{format}");
        assert_eq!(image::guess_format(&masked.bytes).unwrap(), image::guess_format(&picture).unwrap());
        assert_gone(&masked.bytes, "the bytes");
        let left = read_again(&masked.bytes);
        assert_gone(left.as_bytes(), "the pixels");
        assert!(left.contains("Datum"), "{left}");
    }
}

fn parts_of(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let read = |number| {
        let mut part = zip.by_index(number).unwrap();
        let mut content = Vec::new();
        part.read_to_end(&mut content).unwrap();
        (part.name().unwrap().into_owned(), content)
    };
    let count = zip::ZipArchive::new(Cursor::new(bytes)).unwrap().len();
    (0..count).map(read).collect()
}

#[test]
fn a_letter_in_word() {
    let body = "<w:document xmlns:w='w'><w:body><w:p><w:r><w:t>Mijn BSN is 999</w:t></w:r><w:proofErr/><w:r><w:rPr><w:b/></w:rPr>\
                <w:t>999&#57;</w:t></w:r><w:r><w:t>90.</w:t></w:r></w:p><w:p><w:ins><w:r><w:t>Oud: bsn </w:t></w:r></w:ins><w:del><w:r>\
                <w:delText>9999.99.990</w:delText></w:r></w:del></w:p><!-- BSN 999999990 --></w:body></w:document>";
    let core = "<cp:coreProperties xmlns:cp='c' xmlns:dc='d'><dc:title>BSN 999999990</dc:title></cp:coreProperties>";
    let rels = "<Relationships><Relationship Id='r1' Target='https://example.invalid/?bsn=999999990'/></Relationships>";
    let picture = scanned(&page(&["BSN 999999990"], 30, "Helvetica"), "-png", 72);
    let parts = [
        ("[Content_Types].xml", b"<Types/>".to_vec()),
        ("word/document.xml", body.into()),
        ("docProps/core.xml", core.into()),
        ("word/_rels/document.xml.rels", rels.into()),
        ("word/media/image1.png", picture),
    ];
    let masked = mask(&package(&parts), "application/octet-stream", Verdict::Certain).unwrap();
    for (name, content) in parts_of(&masked.bytes) {
        assert_gone(&content, &name);
        if name == "word/document.xml" {
            let text = String::from_utf8(content).unwrap();
            assert!(text.contains("Mijn BSN is ***") && text.contains("<w:t>**.</w:t>"), "{text}");
            assert!(!text.contains("&#57;") && text.contains("****.**.***"), "{text}");
        } else if name.ends_with(".png") {
            assert_gone(read_again(&content).as_bytes(), "the picture");
        }
    }
    assert_eq!(masked.places, 6);
    let mut more = parts.to_vec();
    more.push(("word/embeddings/oleObject1.bin", vec![1, 2, 3]));
    assert!(matches!(mask(&package(&more), "", Verdict::Certain), Err(Refusal::Embedded)));
}

#[test]
fn a_spreadsheet() {
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    sheet.write(0, 0, "BSN").unwrap();
    sheet.write(1, 0, 999_999_990.0).unwrap();
    sheet.write(2, 0, "bsn 999 999 990").unwrap();
    sheet.write(3, 0, 12_345.0).unwrap();
    let bytes = book.save_to_buffer().unwrap();
    let masked = mask(&bytes, "", Verdict::Likely).unwrap();
    assert_eq!(masked.places, 2);
    for (name, content) in parts_of(&masked.bytes) {
        assert_gone(&content, &name);
    }
    let sheet = parts_of(&masked.bytes).into_iter().find(|(name, _)| name.ends_with("sheet1.xml")).unwrap().1;
    let sheet = String::from_utf8(sheet).unwrap();
    assert!(sheet.contains("<v>000000000</v>") && sheet.contains("<v>12345</v>"), "{sheet}");
}

#[test]
fn what_cannot_be_masked_for_certain_is_refused() {
    let intake = |bytes: &[u8]| mask(bytes, "application/octet-stream", Verdict::Likely);
    assert!(matches!(intake(b"%PDF-1.7 and nothing more"), Err(Refusal::Damaged)));
    assert!(matches!(intake(b"\x89PNG\r\n\x1A\n"), Err(Refusal::Damaged)));
    assert!(matches!(intake(b"PK\x03\x04"), Err(Refusal::Damaged)));
    assert!(matches!(intake(&package(&[("content.xml", vec![])])), Err(Refusal::Unsupported)));
    assert!(matches!(intake(b"GIF89a"), Err(Refusal::Unsupported)));
    let bomb = "<!DOCTYPE x [<!ENTITY a 'BSN 999999990'>]><x>&a;</x>";
    let bomb = package(&[("[Content_Types].xml", b"<Types/>".to_vec()), ("word/document.xml", bomb.into())]);
    assert!(matches!(intake(&bomb), Err(Refusal::Unsupported)));
    let upside_down = image::load_from_memory(&scanned(
        &page(
            &["Inkomensverklaring", "Burgerservicenummer 999999990", "Jaar 2024", "Inkomen 31.000 euro"],
            16,
            "Helvetica",
        ),
        "-png",
        120,
    ));
    let mut turned = Cursor::new(Vec::new());
    upside_down.unwrap().rotate180().write_to(&mut turned, image::ImageFormat::Png).unwrap();
    assert!(matches!(intake(turned.get_ref()), Err(Refusal::Unclear)));
}
