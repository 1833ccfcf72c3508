//! Files that are made to harm or that are broken: an end is reached, and what is missing is said.

use std::fmt::Write as _;

use gestand_documents::extract::{Extracted, Limits, Reason};
use lopdf::{Object, dictionary};

use crate::files::{Pdf, all_text, base64, compound, docx, drawn, package, read, read_within, saved, utf16};

fn has(said: &Extracted, reason: Reason) -> bool {
    said.problems.iter().any(|problem| problem.reason == reason)
}

#[test]
fn a_bomb_does_not_unpack() {
    let zeros = vec![b' '; 40 << 20];
    let bomb = docx("<w:p><w:t>voor de bom</w:t></w:p>", &[("word/header1.xml", &zeros)]);
    assert!(bomb.len() < 1 << 20);
    let said = read("bom.docx", &bomb);
    assert!(has(&said, Reason::Unpacks), "{said:?}");
    assert!(all_text(&said).contains("voor de bom"), "what came before stays said");

    let sheet =
        package(&[("[Content_Types].xml", b"<Types/>"), ("xl/workbook.xml", b"<workbook/>"), ("xl/a.xml", &zeros)]);
    assert!(has(&read("bom.xlsx", &sheet), Reason::Unpacks));

    let laughs = (0..20).fold(String::from("<!DOCTYPE d [<!ENTITY l0 \"ha\">"), |mut all, n| {
        write!(all, "<!ENTITY l{} \"&l{n};&l{n};&l{n};&l{n};&l{n};&l{n};&l{n};&l{n};&l{n};&l{n};\">", n + 1).unwrap();
        all
    });
    let part = format!("{laughs}]><w:hdr><w:p><w:t>&l20; einde</w:t></w:p></w:hdr>");
    let said = read("lach.docx", &docx("", &[("word/header1.xml", part.as_bytes())]));
    assert!(has(&said, Reason::Damaged) && !all_text(&said).contains("haha"), "{said:?}");
}

#[test]
fn a_loop_in_a_tree_of_pages_ends() {
    let mut document = Pdf::new().page(&["Een blad"]).finish();
    let root = document.trailer.get(b"Root").unwrap().as_reference().unwrap();
    let tree = document.get_dictionary(root).unwrap().get(b"Pages").unwrap().as_reference().unwrap();
    let page = document.get_dictionary(tree).unwrap().get(b"Kids").unwrap().as_array().unwrap()[0].clone();
    let inner =
        document.add_object(dictionary! { "Type" => "Pages", "Count" => 9, "Kids" => vec![Object::from(tree)] });
    let looped = dictionary! { "Type" => "Pages", "Count" => 9, "Kids" => vec![page, inner.into(), tree.into()] };
    document.objects.insert(tree, looped.into());
    let said = read("lus.pdf", &saved(document));
    assert!(all_text(&said).contains("Een blad") && !said.complete(), "{said:?}");
}

#[test]
fn more_text_than_is_read_is_said() {
    let mut text = "Een regel met wat woorden erin.\n".repeat((200 << 20) / 32);
    text.push_str("het einde");
    let said = read("groot.txt", text.as_bytes());
    assert!(has(&said, Reason::TooMuchText), "{said:?}");
    assert!(all_text(&said).len() > 7 << 20, "what fits is said");

    let limits = Limits { input: 1 << 20, ..Limits::default() };
    assert!(has(&read_within("groot.txt", text.as_bytes(), &limits), Reason::TooLarge));

    let limits = Limits { output: 10_000, ..Limits::default() };
    let many: String = (0..5_000).map(|n| format!("X-{n}: a\n")).collect();
    let said = read_within("a.eml", format!("From: a@b.c\nTo: a@b.c\n{many}\nhallo").as_bytes(), &limits);
    assert!(has(&said, Reason::TooMuchText) && said.parts.len() < 200, "{said:?}");
}

#[test]
fn mail_in_mail_ends_where_the_depth_ends() {
    let mut mail = "From: a@example.invalid\nSubject: binnenste\n\nkern".to_owned();
    for depth in 0..1_000 {
        mail = format!("From: a@example.invalid\nSubject: {depth}\nContent-Type: message/rfc822\n\n{mail}");
    }
    let said = read("diep.eml", mail.as_bytes());
    assert!(has(&said, Reason::TooDeep), "{said:?}");
    assert!(all_text(&said).contains("998") && !all_text(&said).contains("kern"));

    let mut mail = "From: a@example.invalid\nSubject: binnenste\n\nkern".to_owned();
    for depth in 0..12 {
        let headers = "Content-Type: message/rfc822\nContent-Transfer-Encoding: base64";
        mail = format!("From: a@example.invalid\nSubject: {depth}\n{headers}\n\n{}", base64(mail.as_bytes()));
    }
    let said = read("diep64.eml", mail.as_bytes());
    assert!(has(&said, Reason::TooDeep) && all_text(&said).contains('4'), "{said:?}");

    let limits = Limits { files: 20, ..Limits::default() };
    let part = "--b\nContent-Type: application/octet-stream; name=a.txt\n\nhallo\n";
    let many =
        format!("From: a@b.c\nTo: a@b.c\nContent-Type: multipart/mixed; boundary=b\n\n{}--b--\n", part.repeat(50));
    let said = read_within("veel.eml", many.as_bytes(), &limits);
    assert!(has(&said, Reason::TooManyFiles) && said.problems.len() == 1, "{said:?}");
}

/// A file of each format that is made of parts.
fn composed() -> [(&'static str, Vec<u8>); 4] {
    let document = docx(&"<w:p><w:t>Een alinea</w:t></w:p>".repeat(50), &[]);
    let mut book = rust_xlsxwriter::Workbook::new();
    book.add_worksheet().write(0, 0, "Een cel").unwrap();
    let mail = format!(
        "From: a@b.c\nTo: a@b.c\nContent-Type: multipart/mixed; boundary=bb\n\n--bb\n\nhallo\n--bb\n\
         Content-Type: application/octet-stream; name=a.docx\nContent-Transfer-Encoding: base64\n\n{}\n--bb--\n",
        base64(&document)
    );
    let message = compound(&[
        ("/__properties_version1.0", &[0; 32]),
        ("/__substg1.0_1000001F", &utf16(&"Een lange tekst. ".repeat(600))),
        ("/__attach_version1.0_#00000000/__substg1.0_37010102", b"bijlage"),
    ]);
    [("docx", document), ("xlsx", book.save_to_buffer().unwrap()), ("eml", mail.into_bytes()), ("msg", message)]
}

/// Bytes that changed anywhere: reading comes to its end, and no parser panics.
#[test]
fn a_file_with_changed_bytes_is_read_to_its_end() {
    let mut state = 7_u64; // a small generator: the same bytes every time
    let mut next = |most: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        usize::try_from(state >> 33).unwrap() % most
    };
    for (name, whole) in composed() {
        for round in 0..300 {
            let mut bytes = whole.clone();
            for _ in 0..=next(6) {
                let at = next(bytes.len());
                bytes[at] = u8::try_from(next(256)).unwrap();
            }
            let said = read(name, &bytes);
            assert!(!has(&said, Reason::Crashed), "{name} {round}: {said:?}");
        }
    }
}

/// Every file with a form of its own, cut off anywhere, is not complete.
#[test]
fn a_file_that_is_cut_off_is_never_complete() {
    let pdf = Pdf::new().page(&["Een blad met tekst", "en nog een regel"]).bytes();
    let drawn = ["-png", "-jpeg", "-tiff"].map(|form| (form, drawn(&pdf, form)));
    for (name, whole) in [("pdf", pdf.clone())].into_iter().chain(composed()).chain(drawn) {
        assert!(read(name, &whole).complete(), "{name}: {:?}", read(name, &whole));
        // The first sixteenth of a mail may be its headers alone, which is a whole mail without a body.
        for part in 1..16 {
            let cut = &whole[..whole.len() * part / 16];
            let said = read(name, cut);
            let only_headers = name == "eml" && said.media_type.as_deref() == Some("text/plain");
            assert!(!said.complete() || only_headers, "{name} at {part}/16: {said:?}");
        }
    }
}

#[test]
fn a_sheet_with_a_cell_in_every_corner_stays_small() {
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    sheet.write(0, 0, "eerste").unwrap().write(1_048_575, 16_383, "laatste").unwrap();
    let said = read("hoeken.xlsx", &book.save_to_buffer().unwrap());
    assert!(said.complete() && all_text(&said).len() < 100, "{said:?}");
    let last = said.parts.iter().find(|part| part.text == "laatste").unwrap();
    assert_eq!(last.cell_at(0).as_deref(), Some("XFD1048576"));
}
