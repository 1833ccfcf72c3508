//! What files say: each format, made here, read back with the place of every text.

use encoding_rs::WINDOWS_1252;
use gestand_documents::extract::{Place, Reason};
use lopdf::{Object, Stream, dictionary, text_string};

use crate::files::{
    Pdf, all_text, base64, bitmap, compound, docx, drawn, field, package, pixels, read, saved, text_at, utf16,
};

const LINES: [&str; 3] = ["Geachte heer Verzonnen,", "Uw nummer is 123456782", "Met vriendelijke groet"];

fn section(name: &str) -> Place {
    Place::Section(name.to_owned())
}

fn header(name: &str) -> Place {
    Place::Header(name.to_owned())
}

fn reasons(extracted: &gestand_documents::extract::Extracted) -> Vec<Reason> {
    extracted.problems.iter().map(|problem| problem.reason).collect()
}

#[test]
fn a_pdf_says_its_pages_properties_notes_fields_and_embedded_files() {
    let mut document = Pdf::new().page(&LINES).page(&["Bladzijde twee"]).finish();
    let note = dictionary! { "Type" => "Annot", "Subtype" => "Text", "Contents" => text_string("Let op: één noot") };
    document.add_object(note);
    document.add_object(dictionary! { "FT" => "Tx", "T" => text_string("huurder"), "V" => text_string("B. Bedacht") });
    let brief = docx("<w:p><w:t>Ingesloten brief</w:t></w:p>", &[]);
    let embedded = document.add_object(Stream::new(dictionary! { "Type" => "EmbeddedFile" }, brief));
    let name = Object::string_literal("bijlage.docx");
    document.add_object(dictionary! { "Type" => "Filespec", "F" => name, "EF" => dictionary! { "F" => embedded } });
    let said = read("brief.pdf", &saved(document));

    assert!(said.complete(), "{said:?}");
    assert_eq!(said.media_type.as_deref(), Some("application/pdf"));
    let first = text_at(&said, &[], &Place::Page(1)).unwrap();
    assert_eq!(first.lines().map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>(), LINES);
    assert_eq!(text_at(&said, &[], &Place::Page(2)), Some("Bladzijde twee"));
    assert_eq!(field(&said, "Author"), Some("A. Verzonnen"));
    assert_eq!(text_at(&said, &[], &section("annotation")), Some("Let op: één noot"));
    assert!(text_at(&said, &[], &section("form")).unwrap().contains("B. Bedacht"));
    assert_eq!(text_at(&said, &["bijlage.docx"], &section("word/document.xml")), Some("Ingesloten brief"));
}

#[test]
fn pages_and_images_without_text_are_read_by_character_recognition() {
    let pdf = Pdf::new().page(&LINES).bytes();
    let scanned = Pdf::new().page(&["Zie het volgende blad"]).scan(&pixels(&pdf)).bytes();
    let said = read("scan.pdf", &scanned);
    assert!(said.complete(), "{said:?}");
    let seen = said.parts.iter().find(|part| part.place == Place::Page(2)).unwrap();
    assert!(seen.ocr && seen.text.contains("123456782") && seen.text.contains("Verzonnen"), "{}", seen.text);
    assert!(!said.parts.iter().any(|part| part.ocr && part.place == Place::Page(1)), "page 1 has a text layer");

    let said = read("foto", &bitmap(&pixels(&pdf)));
    assert_eq!(said.media_type.as_deref(), Some("image/bmp"));
    assert!(said.complete() && all_text(&said).contains("123456782"), "{said:?}");
    for (form, media_type) in [("-png", "image/png"), ("-jpeg", "image/jpeg"), ("-tiff", "image/tiff")] {
        let said = read("foto", &drawn(&pdf, form));
        assert!(said.complete(), "{form} {said:?}");
        assert_eq!(said.media_type.as_deref(), Some(media_type));
        assert!(all_text(&said).contains("123456782"), "{form} {}", all_text(&said));
    }
}

#[test]
fn a_word_document_says_every_part_and_its_images() {
    let image = drawn(&Pdf::new().page(&LINES).bytes(), "-png");
    let note =
        "<w:comments><w:comment w:author=\"C. Collega\"><w:p><w:t>Klopt dit?</w:t></w:p></w:comment></w:comments>";
    let properties = "<p:coreProperties><dc:creator>D. Schrijver</dc:creator></p:coreProperties>";
    let bytes = docx(
        "<w:p><w:r><w:t>Bronck</w:t></w:r><w:r><w:t>horst</w:t></w:r></w:p>\
         <w:p><w:del w:author=\"E. Wisser\"><w:r><w:delText>oude tekst</w:delText></w:r></w:del></w:p>",
        &[
            ("word/header1.xml", b"<w:hdr><w:p><w:t>Kop van de brief</w:t></w:p></w:hdr>"),
            ("word/comments.xml", note.as_bytes()),
            ("docProps/core.xml", properties.as_bytes()),
            ("word/media/image1.png", &image),
        ],
    );
    let said = read("brief.pdf", &bytes); // the wrong extension: content decides
    assert!(said.complete(), "{said:?}");
    assert!(said.media_type.as_deref().unwrap().ends_with("wordprocessingml.document"));
    assert_eq!(text_at(&said, &[], &section("word/document.xml")), Some("Bronckhorst"));
    assert_eq!(text_at(&said, &[], &section("word/document.xml (aside)")), Some("E. Wisser\noude tekst"));
    assert_eq!(text_at(&said, &[], &section("word/header1.xml")), Some("Kop van de brief"));
    assert_eq!(text_at(&said, &[], &section("word/comments.xml")), Some("Klopt dit?"));
    assert_eq!(field(&said, "creator"), Some("D. Schrijver"));
    let seen = text_at(&said, &["word/media/image1.png"], &Place::Page(1)).unwrap();
    assert!(seen.contains("123456782"), "{seen}");
}

#[test]
fn a_workbook_says_its_cells_with_their_names() {
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet().set_name("Huurders").unwrap();
    sheet.write(1, 1, "F. Fictief").unwrap().write(1, 2, 123_456_782).unwrap().write(1, 4, true).unwrap();
    let date = rust_xlsxwriter::ExcelDateTime::from_ymd(2026, 11, 20).unwrap();
    sheet.write_with_format(4, 27, &date, &rust_xlsxwriter::Format::new().set_num_format("dd-mm-yyyy")).unwrap();
    sheet.insert_note(1, 1, &rust_xlsxwriter::Note::new("Een notitie").set_author("G. Noteerder")).unwrap();
    sheet.set_header("&LKop van het blad");
    let hidden = book.add_worksheet().set_name("Weg").unwrap().set_hidden(true);
    hidden.write(0, 0, "verborgen").unwrap();
    let said = read("lijst.xlsx", &book.save_to_buffer().unwrap());

    assert!(said.complete(), "{said:?}");
    let row = said.parts.iter().find(|part| part.text.starts_with("F. Fictief")).unwrap();
    assert_eq!(row.place, Place::Row { sheet: "Huurders".to_owned(), row: 2, column: 1 });
    assert_eq!(row.text, "F. Fictief\t123456782\t\ttrue");
    assert_eq!(row.cell_at(row.text.find("123").unwrap()).as_deref(), Some("C2"));
    assert_eq!(row.cell_at(row.text.len()).as_deref(), Some("E2"));
    let date = said.parts.iter().find(|part| part.text == "2026-11-20").unwrap();
    assert_eq!(date.cell_at(0).as_deref(), Some("AB5"));
    let text = all_text(&said);
    for said in ["verborgen", "Een notitie", "G. Noteerder", "Kop van het blad"] {
        assert!(text.contains(said), "{said}: {text}");
    }
}

/// A mail with a body in windows-1252, the same as HTML, a document, and a mail that was forwarded.
fn mail() -> String {
    let (western, _, _) = WINDOWS_1252.encode("Beste één, dit kost € 5");
    let attached = base64(&docx("<w:p><w:t>In de bijlage</w:t></w:p>", &[]));
    format!(
        "From: =?utf-8?q?Hendri=C3=ABtte?= <h@example.invalid>\r\nTo: balie@example.invalid\r\nSubject: Vraag over\r\n \
         huur\r\nDate: Fri, 20 Nov 2026 10:00:00 +0100\r\nX-Kenmerk: ZK-77\r\nMIME-Version: 1.0\r\n\
         Content-Type: multipart/mixed; boundary=aa\r\n\r\n--aa\r\nContent-Type: text/plain; charset=windows-1252\r\n\
         Content-Transfer-Encoding: base64\r\n\r\n{}\r\n--aa\r\nContent-Type: text/html\r\n\r\n\
         <table><tr><td>Naam</td><td>I. Iemand</td></tr></table>\r\n--aa\r\n\
         Content-Type: application/octet-stream; name=\"brief.docx\"\r\nContent-Transfer-Encoding: base64\r\n\r\n\
         {attached}\r\n--aa\r\nContent-Type: message/rfc822\r\n\r\nFrom: j@example.invalid\r\nSubject: Doorgestuurd\r\n\r\n\
         De eerste mail\r\n--aa--\r\n",
        base64(&western)
    )
}

#[test]
fn a_mail_says_headers_bodies_attachments_and_forwarded_mail() {
    let said = read("vraag.eml", mail().as_bytes());
    assert!(said.complete(), "{said:?}");
    assert_eq!(said.media_type.as_deref(), Some("message/rfc822"));
    assert_eq!(text_at(&said, &[], &header("From")), Some("Hendriëtte <h@example.invalid>"));
    assert_eq!(text_at(&said, &[], &header("Subject")), Some("Vraag over huur"));
    assert_eq!(text_at(&said, &[], &header("X-Kenmerk")), Some("ZK-77"));
    assert_eq!(text_at(&said, &[], &Place::Body), Some("Beste één, dit kost € 5"));
    assert!(all_text(&said).contains("Naam I. Iemand"));
    assert_eq!(text_at(&said, &["brief.docx"], &section("word/document.xml")), Some("In de bijlage"));
    assert_eq!(text_at(&said, &["Doorgestuurd"], &Place::Body), Some("De eerste mail"));

    let member = mail().replace("\r\n", "\n");
    let mailbox = format!("From h@example.invalid Fri Nov 20 10:00:00 2026\n{member}\n").repeat(2);
    let said = read("archief", mailbox.as_bytes());
    assert!(said.complete(), "{said:?}");
    assert_eq!(said.media_type.as_deref(), Some("application/mbox"));
    assert_eq!(text_at(&said, &["2", "brief.docx"], &section("word/document.xml")), Some("In de bijlage"));
}

/// Fixed properties of a message that say its code page, after a header of this size.
fn code_page(header: usize, page: u32) -> Vec<u8> {
    let mut properties = vec![0; header];
    properties.extend(0x3FFD_0003_u32.to_le_bytes());
    properties.extend([0; 4]);
    properties.extend(page.to_le_bytes());
    properties.extend([0; 4]);
    properties
}

#[test]
fn a_mail_that_does_not_tell_its_encoding_is_read() {
    let mail = |encoding: &str, body: &[u8]| {
        [format!("From: a@b.c\nTo: a@b.c\nContent-Transfer-Encoding: {encoding}\n\n").as_bytes(), body].concat()
    };
    let (western, _, _) = WINDOWS_1252.encode("Beste één");
    for bytes in [
        mail("8bit", &western),
        mail("base64", base64(&western).as_bytes()),
        mail("quoted-printable", b"Beste =E9=E9n"),
        mail("8bit", "Beste één".as_bytes()),
    ] {
        let said = read("a.eml", &bytes);
        assert!(said.complete(), "{said:?}");
        assert_eq!(text_at(&said, &[], &Place::Body), Some("Beste één"));
    }
}

#[test]
fn an_outlook_message_says_its_properties_recipients_and_attachments() {
    let (western, _, _) = WINDOWS_1252.encode("één");
    let attached = docx("<w:p><w:t>In de bijlage</w:t></w:p>", &[]);
    let bytes = compound(&[
        ("/__properties_version1.0", &code_page(32, 1252)),
        ("/__substg1.0_0037001F", &utf16("Vraag")),
        ("/__substg1.0_0C1A001E", &western),
        ("/__substg1.0_1000001F", &utf16("Beste balie,")),
        ("/__substg1.0_10130102", b"<html><body><div>Beste</div><div>balie</div></body></html>"),
        ("/__recip_version1.0_#00000000/__substg1.0_3001001F", &utf16("K. Klant")),
        ("/__attach_version1.0_#00000000/__substg1.0_3707001F", &utf16("brief.docx")),
        ("/__attach_version1.0_#00000000/__substg1.0_37010102", &attached),
        ("/__attach_version1.0_#00000001/__substg1.0_3001001F", &utf16("Oude vraag")),
        ("/__attach_version1.0_#00000001/__substg1.0_3701000D/__properties_version1.0", &code_page(24, 1251)),
        ("/__attach_version1.0_#00000001/__substg1.0_3701000D/__substg1.0_1000001E", b"\xCF\xF0\xE8"),
    ]);
    let said = read("vraag.msg", &bytes);
    assert!(said.complete(), "{said:?}");
    assert_eq!(said.media_type.as_deref(), Some("application/vnd.ms-outlook"));
    assert_eq!(text_at(&said, &[], &header("Subject")), Some("Vraag"));
    assert_eq!(text_at(&said, &[], &header("From")), Some("één"));
    assert_eq!(text_at(&said, &[], &header("Recipient")), Some("K. Klant"));
    assert_eq!(text_at(&said, &[], &Place::Body), Some("Beste balie,"));
    assert!(said.parts.iter().any(|part| part.text.split_whitespace().eq(["Beste", "balie"])));
    assert_eq!(text_at(&said, &["brief.docx"], &section("word/document.xml")), Some("In de bijlage"));
    assert_eq!(text_at(&said, &["Oude vraag"], &Place::Body), Some("При"));
}

#[test]
fn what_cannot_be_read_says_why() {
    use lopdf::{EncryptionState, EncryptionVersion, Permissions};
    let open_document = package(&[
        ("content.xml", b"\x01\x02"),
        ("META-INF/manifest.xml", b"<m:manifest><m:encryption-data/></m:manifest>"),
    ]);
    let protected = |user_password| {
        let mut document = Pdf::new().page(&LINES).finish();
        document.trailer.set("ID", Object::Array(vec![Object::string_literal("a"), Object::string_literal("b")]));
        let version = EncryptionVersion::V2 {
            document: &document,
            owner_password: "eigenaar",
            user_password,
            key_length: 128,
            permissions: Permissions::all(),
        };
        let state = EncryptionState::try_from(version).unwrap();
        document.encrypt(&state).unwrap();
        saved(document)
    };
    let said = read("only changing it asks a password", &protected(""));
    assert!(said.complete() && all_text(&said).contains("123456782"), "{said:?}");
    assert_eq!(field(&said, "Author"), Some("A. Verzonnen"));
    let rich_only = compound(&[("/__properties_version1.0", &[0; 32]), ("/__substg1.0_10090102", b"LZFu")]);
    for (name, bytes, reason) in [
        ("pdf with a password", protected("geheim"), Reason::Encrypted),
        ("office with a password", compound(&[("/EncryptedPackage", b"x")]), Reason::Encrypted),
        ("open document with a password", open_document, Reason::Encrypted),
        ("pgp", b"-----BEGIN PGP MESSAGE-----\n\nhQ==\n-----END PGP MESSAGE-----".to_vec(), Reason::Encrypted),
        ("old word", compound(&[("/WordDocument", b"x")]), Reason::Unsupported),
        ("zip", package(&[("a.txt", b"x")]), Reason::Unsupported),
        ("rich text", b"{\\rtf1 Jan}".to_vec(), Reason::Unsupported),
        ("message in rich text", rich_only, Reason::Unsupported),
        ("film", b"\0\0\0\x18ftypisom\0\0".to_vec(), Reason::Unsupported),
        ("noise", vec![7, 0, 3, 255, 0, 1, 9, 8], Reason::Unknown),
        ("no zip", b"PK\x03\x04rest".to_vec(), Reason::Damaged),
        ("no pdf", b"%PDF-1.5 and no more".to_vec(), Reason::Damaged),
    ] {
        let said = read(name, &bytes);
        assert!(!said.complete(), "{name}");
        assert!(reasons(&said).contains(&reason), "{name}: {said:?}");
        assert!(said.parts.is_empty(), "{name}: {}", all_text(&said));
    }
    assert!(read("empty", b"").complete(), "an empty file says nothing, and all of it was read");
}
