//! Outlook messages (MSG): the text properties of a compound file, its recipients and its attachments.
//!
//! After [MS-OXMSG]: a stream `__substg1.0_PPPPTTTT` holds the property PPPP with type TTTT.

use std::io::{Cursor, Read};
use std::path::{Path, PathBuf};

use encoding_rs::{Encoding, UTF_16LE, WINDOWS_1252};

use super::archive::Cfb;
use super::walk::{Flow, Walk};
use super::{File, Place, Reason, html, text};

const UNICODE: u16 = 0x001F;
const ANSI: u16 = 0x001E;
const BINARY: u16 = 0x0102;
const OBJECT: u16 = 0x000D;

const BODY: u16 = 0x1000;
const RTF: u16 = 0x1009;
const HTML: u16 = 0x1013;
const DATA: u16 = 0x3701;
/// The name of an attachment, the best first: long file name, file name, display name.
const NAMES: [u16; 3] = [0x3707, 0x3704, 0x3001];
/// The code page of the message, and that of its text as it came over the internet.
const CODE_PAGES: [u16; 2] = [0x3FFD, 0x3FDE];

/// Properties whose name is worth knowing; others have their number for a name.
const HEADERS: [(u16, &str); 14] = [
    (0x0037, "Subject"),
    (0x0C1A, "From"),
    (0x0C1F, "From address"),
    (0x5D01, "From address"),
    (0x0042, "Sent for"),
    (0x0065, "Sent for address"),
    (0x0E02, "Bcc"),
    (0x0E03, "Cc"),
    (0x0E04, "To"),
    (0x007D, "Headers"),
    (0x3001, "Recipient"),
    (0x3003, "Recipient address"),
    (0x39FE, "Recipient address"),
    (0x1035, "Message-ID"),
];

/// The property of a stream or storage, by its name.
fn property(name: &str) -> Option<(u16, u16)> {
    let digits = name.strip_prefix("__substg1.0_")?;
    Some((u16::from_str_radix(digits.get(..4)?, 16).ok()?, u16::from_str_radix(digits.get(4..8)?, 16).ok()?))
}

pub fn read(walk: &mut Walk<'_>, bytes: &[u8]) -> Flow {
    match Cfb::open(Cursor::new(bytes)) {
        Ok(mut file) => message(walk, &mut file, Path::new("/")),
        Err(_) => walk.problem(Reason::Damaged),
    }
}

/// The message in the storage `at`; a message in a message is one too.
fn message(walk: &mut Walk<'_>, file: &mut Cfb<'_>, at: &Path) -> Flow {
    let encoding = code_page(file, at);
    let (mut has_body, mut has_rtf) = (false, false);
    for (name, path, is_stream) in entries(file, at) {
        if !is_stream {
            if name.starts_with("__recip_version1.0") {
                recipient(walk, file, &path, encoding)?;
            } else if name.starts_with("__attach_version1.0") {
                attachment(walk, file, &path, encoding)?;
            }
            continue;
        }
        let Some((id, kind)) = property(&name) else { continue };
        match (id, kind) {
            (HTML, _) => {
                has_body = true;
                match content(walk, file, &path) {
                    Ok(bytes) => {
                        let page = if kind == BINARY {
                            text::decode(&bytes).map(|page| page.text.into_owned())
                        } else {
                            string(kind, &bytes, encoding)
                        };
                        match page {
                            Some(page) => walk.text(Place::Body, &html::text_of(&page))?,
                            None => walk.problem(Reason::Damaged)?,
                        }
                    }
                    Err(reason) => walk.problem(reason)?,
                }
            }
            (RTF, BINARY) => has_rtf = true,
            (_, UNICODE | ANSI) => {
                has_body |= id == BODY;
                let place = if id == BODY { Place::Body } else { Place::Header(header(id)) };
                say(walk, file, &path, kind, encoding, place)?;
            }
            _ => {}
        }
    }
    // A body in rich text only is not read.
    if has_rtf && !has_body { walk.problem(Reason::Unsupported) } else { Ok(()) }
}

fn recipient(walk: &mut Walk<'_>, file: &mut Cfb<'_>, at: &Path, encoding: &'static Encoding) -> Flow {
    for (name, path, _) in entries(file, at).into_iter().filter(|(_, _, is_stream)| *is_stream) {
        if let Some((id, kind @ (UNICODE | ANSI))) = property(&name) {
            say(walk, file, &path, kind, encoding, Place::Header(header(id)))?;
        }
    }
    Ok(())
}

fn attachment(walk: &mut Walk<'_>, file: &mut Cfb<'_>, at: &Path, encoding: &'static Encoding) -> Flow {
    let parts = entries(file, at);
    let find = |wanted: u16, kinds: &[u16]| {
        parts.iter().find_map(|(name, path, _)| {
            property(name)
                .filter(|(id, kind)| *id == wanted && kinds.contains(kind))
                .map(|(_, kind)| (path.clone(), kind))
        })
    };
    let mut name = None;
    for id in NAMES {
        if name.is_none()
            && let Some((path, kind)) = find(id, &[UNICODE, ANSI])
        {
            name = content(walk, file, &path).ok().and_then(|bytes| string(kind, &bytes, encoding));
        }
    }
    let name = name.unwrap_or_else(|| "attachment".to_owned());
    match find(DATA, &[BINARY, OBJECT]) {
        Some((path, BINARY)) => match content(walk, file, &path) {
            Ok(bytes) => walk.file(File { name: &name, media_type: None, bytes: &bytes }),
            Err(reason) => walk.enter(&name, |walk| walk.problem(reason)),
        },
        Some((path, _)) if file.exists(path.join("__properties_version1.0")) => {
            walk.enter(&name, |walk| message(walk, file, &path))
        }
        // An object of another program, or a link to a file elsewhere.
        _ => walk.enter(&name, |walk| walk.problem(Reason::Unsupported)),
    }
}

/// Name, path, and whether it is a stream, of everything in a storage.
fn entries(file: &Cfb<'_>, at: &Path) -> Vec<(String, PathBuf, bool)> {
    let entries = file.read_storage(at).into_iter().flatten();
    entries.map(|entry| (entry.name().to_owned(), entry.path().to_owned(), entry.is_stream())).collect()
}

fn say(
    walk: &mut Walk<'_>,
    file: &mut Cfb<'_>,
    path: &Path,
    kind: u16,
    encoding: &'static Encoding,
    place: Place,
) -> Flow {
    match content(walk, file, path).map(|bytes| string(kind, &bytes, encoding)) {
        Ok(Some(text)) => walk.text(place, &text),
        Ok(None) => walk.problem(Reason::Damaged),
        Err(reason) => walk.problem(reason),
    }
}

fn content(walk: &mut Walk<'_>, file: &mut Cfb<'_>, path: &Path) -> Result<Vec<u8>, Reason> {
    let stream = file.open_stream(path).map_err(|_| Reason::Damaged)?;
    let length = stream.len();
    let bytes = walk.unpack(stream)?;
    if bytes.len() as u64 == length { Ok(bytes) } else { Err(Reason::Damaged) }
}

/// `None` where the bytes are no text in their encoding.
fn string(kind: u16, bytes: &[u8], encoding: &'static Encoding) -> Option<String> {
    let decoded = text::with(if kind == UNICODE { UTF_16LE } else { encoding }, bytes);
    (!decoded.damaged).then(|| decoded.text.trim_end_matches('\0').to_owned())
}

fn header(id: u16) -> String {
    HEADERS.iter().find(|(known, _)| *known == id).map_or_else(|| format!("{id:04X}"), |(_, name)| (*name).to_owned())
}

/// The encoding of texts that are not Unicode: from the fixed properties, 16 bytes each after a header.
fn code_page(file: &mut Cfb<'_>, at: &Path) -> &'static Encoding {
    let mut bytes = Vec::new();
    let opened = file.open_stream(at.join("__properties_version1.0"));
    let read = opened.and_then(|stream| stream.take(1 << 20).read_to_end(&mut bytes));
    let header = if at == Path::new("/") { 32 } else { 24 };
    let properties = bytes.get(header..).filter(|_| read.is_ok()).unwrap_or_default();
    let pages = properties.chunks_exact(16).filter_map(|property| {
        let id = u16::from_le_bytes([property[2], property[3]]);
        CODE_PAGES.contains(&id).then(|| u16::from_le_bytes([property[8], property[9]]))
    });
    pages.filter_map(codepage::to_encoding).next().unwrap_or(WINDOWS_1252)
}
