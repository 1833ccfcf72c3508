//! Files that the tests of extraction make: every name and number in them is invented.

use std::io::{Cursor, Write};
use std::path::Path;
use std::process::{Command, Stdio};

use gestand_documents::extract::{Extracted, File, Limits, Place, extract};
use lopdf::content::{Content, Operation};
use lopdf::{Dictionary, Document, Object, ObjectId, Stream, dictionary};

/// Extracts in this process, with small limits.
pub fn read(name: &str, bytes: &[u8]) -> Extracted {
    read_within(name, bytes, &Limits { unpacked: 32 << 20, output: 8 << 20, ..Limits::default() })
}

pub fn read_within(name: &str, bytes: &[u8], limits: &Limits) -> Extracted {
    let mut extracted = Extracted::default();
    extract(File { name, media_type: None, bytes }, limits, &mut |said| extracted.take(said));
    extracted
}

/// All text, one part a line.
pub fn all_text(extracted: &Extracted) -> String {
    extracted.parts.iter().map(|part| part.text.as_str()).collect::<Vec<_>>().join("\n")
}

/// The first text at a place, in the files with these names.
pub fn text_at<'a>(extracted: &'a Extracted, inside: &[&str], place: &Place) -> Option<&'a str> {
    let part = extracted.parts.iter().find(|part| part.inside == inside && part.place == *place)?;
    Some(part.text.trim())
}

pub fn field<'a>(extracted: &'a Extracted, name: &str) -> Option<&'a str> {
    extracted.fields.iter().find(|field| field.name == name).map(|field| field.value.as_str())
}

/// A PDF being made: pages with lines of text, or with an image.
pub struct Pdf {
    pub document: Document,
    tree: ObjectId,
    pages: Vec<Object>,
}

impl Pdf {
    pub fn new() -> Self {
        let mut document = Document::with_version("1.5");
        let tree = document.new_object_id();
        let info = document.add_object(dictionary! {
            "Title" => Object::string_literal("Brief aan testpersoon"), "Author" => Object::string_literal("A. Verzonnen"),
        });
        document.trailer.set("Info", info);
        Self { document, tree, pages: Vec::new() }
    }

    pub fn page(mut self, lines: &[&str]) -> Self {
        let mut operations = vec![
            Operation::new("BT", vec![]),
            Operation::new("Tf", vec!["F1".into(), 14.into()]),
            Operation::new("TL", vec![24.into()]),
            Operation::new("Td", vec![60.into(), 760.into()]),
        ];
        for line in lines {
            operations.push(Operation::new("Tj", vec![Object::string_literal(*line)]));
            operations.push(Operation::new("T*", vec![]));
        }
        operations.push(Operation::new("ET", vec![]));
        self.add(operations, Dictionary::new());
        self
    }

    /// A page that is one grey image, as a scanner makes it.
    pub fn scan(mut self, (width, height, pixels): &(i64, i64, Vec<u8>)) -> Self {
        let image = dictionary! {
            "Type" => "XObject", "Subtype" => "Image", "Width" => *width, "Height" => *height,
            "ColorSpace" => "DeviceGray", "BitsPerComponent" => 8,
        };
        let mut image = Stream::new(image, pixels.clone());
        image.compress().unwrap();
        let image = self.document.add_object(image);
        let matrix = [595, 0, 0, 842, 0, 0].map(Object::from).to_vec();
        let operations = vec![Operation::new("cm", matrix), Operation::new("Do", vec!["I1".into()])];
        self.add(operations, dictionary! { "I1" => image });
        self
    }

    fn add(&mut self, operations: Vec<Operation>, images: Dictionary) {
        let font = dictionary! { "Type" => "Font", "Subtype" => "Type1", "BaseFont" => "Courier" };
        let font = self.document.add_object(font);
        let content = self.document.add_object(Stream::new(dictionary! {}, Content { operations }.encode().unwrap()));
        let page = self.document.add_object(dictionary! {
            "Type" => "Page", "Parent" => self.tree, "Contents" => content,
            "Resources" => dictionary! { "Font" => dictionary! { "F1" => font }, "XObject" => images },
            "MediaBox" => vec![0.into(), 0.into(), 595.into(), 842.into()],
        });
        self.pages.push(page.into());
    }

    pub fn finish(mut self) -> Document {
        let count = i64::try_from(self.pages.len()).unwrap();
        let tree = dictionary! { "Type" => "Pages", "Kids" => self.pages, "Count" => count };
        self.document.objects.insert(self.tree, Object::Dictionary(tree));
        let catalog = self.document.add_object(dictionary! { "Type" => "Catalog", "Pages" => self.tree });
        self.document.trailer.set("Root", catalog);
        self.document
    }

    pub fn bytes(self) -> Vec<u8> {
        saved(self.finish())
    }
}

pub fn saved(mut document: Document) -> Vec<u8> {
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).unwrap();
    bytes
}

/// The first page of a PDF as an image: `-png`, `-jpeg`, `-tiff`, `-gray`.
pub fn drawn(pdf: &[u8], form: &str) -> Vec<u8> {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("page");
    std::fs::write(folder.path().join("in.pdf"), pdf).unwrap();
    let arguments = ["-r", "150", "-singlefile", form];
    let status = Command::new("pdftoppm").args(arguments).arg(folder.path().join("in.pdf")).arg(root).status().unwrap();
    assert!(status.success(), "pdftoppm (package poppler-utils) draws the page");
    let mut files = std::fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().path());
    std::fs::read(files.find(|path| path.extension() != Some("pdf".as_ref())).unwrap()).unwrap()
}

/// Width, height and grey pixels of the first page of a PDF.
pub fn pixels(pdf: &[u8]) -> (i64, i64, Vec<u8>) {
    let image = drawn(pdf, "-gray");
    let mut parts = image.splitn(4, |byte| byte.is_ascii_whitespace());
    let mut number = || std::str::from_utf8(parts.next().unwrap()).unwrap().to_owned();
    assert_eq!(number(), "P5");
    let (width, height) = (number().parse().unwrap(), number().parse().unwrap());
    (width, height, parts.next().unwrap()[4..].to_vec()) // after "255\n"
}

/// Grey pixels as a Windows bitmap.
pub fn bitmap((width, height, pixels): &(i64, i64, Vec<u8>)) -> Vec<u8> {
    let row = usize::try_from(*width).unwrap();
    let size = |number: i64| u32::try_from(number).unwrap().to_le_bytes();
    let palette = (0..=255).flat_map(|grey| [grey, grey, grey, 0]);
    let lines = pixels.chunks(row).rev().flat_map(|line| {
        let filling = line.len().next_multiple_of(4) - line.len();
        line.iter().copied().chain(std::iter::repeat_n(0, filling))
    });
    let content: Vec<u8> = palette.chain(lines).collect();
    let whole = size(54 + i64::try_from(content.len()).unwrap());
    let head = [b"BM", &whole[..], &[0; 4], &size(54 + 1024), &size(40), &size(*width), &size(*height), &[1, 0, 8, 0]];
    [&head.concat()[..], &[0; 24], &content].concat()
}

/// A zip package of these entries.
pub fn package(entries: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in entries {
        let options = zip::write::SimpleFileOptions::default();
        zip.start_file(*name, options.compression_method(zip::CompressionMethod::Deflated)).unwrap();
        zip.write_all(content).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// A Word document with this body.
pub fn docx(body: &str, others: &[(&str, &[u8])]) -> Vec<u8> {
    let body = format!(r#"<?xml version="1.0"?><w:document xmlns:w="urn:w"><w:body>{body}</w:body></w:document>"#);
    let mut entries: Vec<(&str, &[u8])> =
        vec![("[Content_Types].xml", b"<Types/>"), ("word/document.xml", body.as_bytes())];
    entries.extend(others);
    package(&entries)
}

/// A compound file of these streams; storages come before what is in them.
pub fn compound(streams: &[(&str, &[u8])]) -> Vec<u8> {
    let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).unwrap();
    for (path, content) in streams {
        file.create_storage_all(Path::new(path).parent().unwrap()).unwrap();
        file.create_stream(path).unwrap().write_all(content).unwrap();
    }
    file.flush().unwrap();
    file.into_inner().into_inner()
}

pub fn utf16(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

pub fn base64(bytes: &[u8]) -> String {
    let mut child =
        Command::new("base64").stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().expect("base64 (coreutils)");
    let mut stdin = child.stdin.take().unwrap();
    std::thread::scope(|scope| {
        scope.spawn(move || stdin.write_all(bytes).unwrap());
        String::from_utf8(child.wait_with_output().unwrap().stdout).unwrap()
    })
}
