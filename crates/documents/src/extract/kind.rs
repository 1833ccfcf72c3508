//! What a file is: by its content; by its name and media type only where text can be either of two things.

use super::archive::{Cfb, Zip};
use super::{File, Reason, mail, text};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Pdf,
    /// Word, PowerPoint or OpenDocument, with its media type.
    Office(&'static str),
    Xlsx,
    Xls,
    Mail,
    Mbox,
    Msg,
    Html,
    Text,
    /// With its media type.
    Image(&'static str),
    /// It cannot be read.
    Not(Reason),
}

const WORD: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
const SLIDES: &str = "application/vnd.openxmlformats-officedocument.presentationml.presentation";
const SHEET: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
const OPEN: &str = "application/vnd.oasis.opendocument.text";

impl Kind {
    pub fn media_type(self) -> Option<&'static str> {
        Some(match self {
            Self::Pdf => "application/pdf",
            Self::Office(media_type) | Self::Image(media_type) => media_type,
            Self::Xlsx => SHEET,
            Self::Xls => "application/vnd.ms-excel",
            Self::Mail => "message/rfc822",
            Self::Mbox => "application/mbox",
            Self::Msg => "application/vnd.ms-outlook",
            Self::Html => "text/html",
            Self::Text => "text/plain",
            Self::Not(_) => return None,
        })
    }
}

pub fn kind_of(file: File<'_>) -> Kind {
    let bytes = file.bytes;
    let head = &bytes[..bytes.len().min(1024)];
    let starts = |magic: &[u8]| head.starts_with(magic);
    if contains(head, b"%PDF-") && !mail::has_headers(head) {
        return Kind::Pdf;
    }
    if starts(b"PK\x03\x04") {
        return zipped(bytes);
    }
    if starts(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1") {
        return compound(bytes);
    }
    if let Some(media_type) = image_type(head) {
        return Kind::Image(media_type);
    }
    if starts(b"{\\rtf") || starts(b"PK\x05\x06") {
        return Kind::Not(Reason::Unsupported);
    }
    if starts(b"-----BEGIN PGP MESSAGE-----") || claims(file, "application/pkcs7-mime", &["p7m"]) {
        return Kind::Not(Reason::Encrypted);
    }
    if known_binary(head) {
        return Kind::Not(Reason::Unsupported);
    }
    if mail::is_mailbox(head) {
        return Kind::Mbox;
    }
    if mail::is_mail(head) || claims(file, "message/rfc822", &["eml"]) && mail::has_headers(head) {
        return Kind::Mail;
    }
    match text::decode(bytes) {
        Some(decoded) if looks_like_html(&decoded.text) || claims(file, "text/html", &["html", "htm"]) => Kind::Html,
        Some(_) => Kind::Text,
        None => Kind::Not(Reason::Unknown),
    }
}

fn image_type(head: &[u8]) -> Option<&'static str> {
    const TYPES: [(&[u8], &str); 8] = [
        (b"\x89PNG\r\n\x1A\n", "image/png"),
        (b"\xFF\xD8\xFF", "image/jpeg"),
        (b"II*\0", "image/tiff"),
        (b"MM\0*", "image/tiff"),
        (b"GIF87a", "image/gif"),
        (b"GIF89a", "image/gif"),
        (b"RIFF", "image/webp"),
        (b"BM", "image/bmp"),
    ];
    let (_, media_type) = TYPES.into_iter().find(|(magic, _)| head.starts_with(magic))?;
    let fits = match media_type {
        "image/webp" => head.get(8..12) == Some(b"WEBP"),
        "image/bmp" => head.get(6..10) == Some(&[0; 4]),
        _ => true,
    };
    fits.then_some(media_type)
}

/// Sound, film and archives, by their first bytes.
fn known_binary(head: &[u8]) -> bool {
    let starts = [&b"7z\xBC\xAF"[..], b"Rar!\x1A", b"\x1F\x8B", b"OggS\0", b"ID3\x03", b"ID3\x04", b"\x1A\x45\xDF\xA3"];
    let riff = head.starts_with(b"RIFF") && head.get(8..12).is_some_and(|four| matches!(four, b"WAVE" | b"AVI "));
    riff || head.get(4..8) == Some(b"ftyp") || starts.iter().any(|magic| head.starts_with(magic))
}

fn zipped(bytes: &[u8]) -> Kind {
    let Ok(mut zip) = Zip::new(bytes) else { return Kind::Not(Reason::Damaged) };
    if zip.has("META-INF/manifest.xml") && zip.has("content.xml") {
        return if zip.is_encrypted() { Kind::Not(Reason::Encrypted) } else { Kind::Office(OPEN) };
    }
    if !zip.has("[Content_Types].xml") {
        return Kind::Not(Reason::Unsupported);
    }
    if zip.has("xl/workbook.bin") {
        return Kind::Not(Reason::Unsupported);
    }
    for (folder, kind) in [("xl/", Kind::Xlsx), ("word/", Kind::Office(WORD)), ("ppt/", Kind::Office(SLIDES))] {
        if zip.has_below(folder) {
            return kind;
        }
    }
    Kind::Not(Reason::Unsupported)
}

fn compound(bytes: &[u8]) -> Kind {
    let Ok(file) = Cfb::open(std::io::Cursor::new(bytes)) else { return Kind::Not(Reason::Damaged) };
    if file.exists("/EncryptedPackage") {
        Kind::Not(Reason::Encrypted)
    } else if file.exists("/__properties_version1.0") {
        Kind::Msg
    } else if file.exists("/Workbook") || file.exists("/Book") {
        Kind::Xls
    } else {
        Kind::Not(Reason::Unsupported)
    }
}

fn looks_like_html(text: &str) -> bool {
    let text = text.trim_start();
    let start = text[..text.floor_char_boundary(512)].to_ascii_lowercase();
    start.starts_with("<!doctype html") || start.contains("<html") || start.contains("<body")
}

/// Whether name or media type say that the file is of a kind.
fn claims(file: File<'_>, media_type: &str, extensions: &[&str]) -> bool {
    let extension = file.name.rsplit_once('.').map_or("", |(_, extension)| extension);
    file.media_type.is_some_and(|said| said.trim().to_ascii_lowercase().starts_with(media_type))
        || extensions.iter().any(|known| extension.eq_ignore_ascii_case(known))
}

fn contains(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}
