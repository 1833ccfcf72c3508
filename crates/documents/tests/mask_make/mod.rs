//! Files for the tests of masking, made here from invented text.
#![allow(dead_code, reason = "each test program uses a part of it")]

use std::io::{Cursor, Write};
use std::process::Command;

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// A PDF of numbered objects; `objects[0]` is object 1, which is the catalogue.
pub fn pdf(objects: &[String], trailer: &str) -> Vec<u8> {
    let mut bytes = b"%PDF-1.7\n".to_vec();
    let mut offsets = Vec::new();
    for (number, object) in (1..).zip(objects) {
        offsets.push((number, bytes.len()));
        bytes.extend(format!("{number} 0 obj\n{object}\nendobj\n").bytes());
    }
    table(&mut bytes, &offsets, &format!("/Size {} /Root 1 0 R {trailer}", objects.len() + 1), true);
    bytes
}

/// A later revision: `objects` replace those of the same number; all earlier bytes stay.
pub fn revised(mut bytes: Vec<u8>, objects: &[(usize, String)], trailer: &str) -> Vec<u8> {
    let text = String::from_utf8_lossy(&bytes).into_owned();
    let last: usize = text.rsplit("startxref\n").next().unwrap().lines().next().unwrap().parse().unwrap();
    let mut offsets = Vec::new();
    for (number, object) in objects {
        offsets.push((*number, bytes.len()));
        bytes.extend(format!("{number} 0 obj\n{object}\nendobj\n").bytes());
    }
    table(&mut bytes, &offsets, &format!("/Size 30 /Root 1 0 R /Prev {last} {trailer}"), false);
    bytes
}

fn table(bytes: &mut Vec<u8>, offsets: &[(usize, usize)], trailer: &str, whole: bool) {
    let start = bytes.len();
    bytes.extend(b"xref\n");
    if whole {
        bytes.extend(b"0 1\n0000000000 65535 f \n");
    }
    for (number, offset) in offsets {
        bytes.extend(format!("{number} 1\n{offset:010} 00000 n \n").bytes());
    }
    bytes.extend(format!("trailer\n<< {trailer} >>\nstartxref\n{start}\n%%EOF\n").bytes());
}

pub fn stream(dictionary: &str, content: &str) -> String {
    format!("<< {dictionary} /Length {} >>\nstream\n{content}\nendstream", content.len())
}

/// Lines of text as the content of a page of A4, 14 points high.
pub fn lines(lines: &[&str], size: u32) -> String {
    let mut content = format!("BT /F {size} Tf 60 780 Td {} TL\n", size * 2);
    for line in lines {
        content.push_str(&format!("({}) Tj T*\n", line.replace('(', "\\(").replace(')', "\\)")));
    }
    content + "ET"
}

/// A PDF of one page with these lines; `font` is the name of one of the standard fonts.
pub fn page(text: &[&str], size: u32, font: &str) -> Vec<u8> {
    pdf(
        &[
            "<< /Type /Catalog /Pages 2 0 R >>".into(),
            "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".into(),
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F 5 0 R >> >> >>".into(),
            stream("", &lines(text, size)),
            format!("<< /Type /Font /Subtype /Type1 /BaseFont /{font} /Encoding /WinAnsiEncoding >>"),
        ],
        "",
    )
}

/// What a scanner would make of a page: a picture.
pub fn scanned(pdf: &[u8], format: &str, dots: u32) -> Vec<u8> {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("in.pdf"), pdf).unwrap();
    let dots = dots.to_string();
    let args = [format, "-r", &dots, "-singlefile", "in.pdf", "out"];
    assert!(Command::new("pdftoppm").args(args).current_dir(&folder).status().unwrap().success());
    let name = if format == "-png" { "out.png" } else { "out.jpg" };
    std::fs::read(folder.path().join(name)).unwrap()
}

/// What a program of the system says of a file.
pub fn said(program: &str, args: &[&str], bytes: &[u8]) -> String {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("in"), bytes).unwrap();
    let output = Command::new(program).args(args).current_dir(&folder).output().unwrap();
    assert!(output.status.success(), "{program}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).into_owned()
}

pub fn package(parts: &[(&str, Vec<u8>)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(content).unwrap();
    }
    zip.finish().unwrap().into_inner()
}
