//! The texts of messages, read in children that are shut in: many messages by one child.

use gestand_documents::extract::{Extracted, File, Limits, Place, Reason};
use gestand_documents::worker::Reader;

use super::address::address;
use super::head::{self, Head, Line, Named};

/// Begins a compound file, such as an Outlook message.
const COMPOUND: &[u8] = b"\xD0\xCF\x11\xE0";
/// Stands before each message that is handed to a child; the date says nothing.
const ENVELOPE: &[u8] = b"From gestand Thu Jan  1 00:00:00 1970\n";

/// What a message says, without its attachments.
#[derive(Default)]
pub struct Said {
    pub text: String,
    /// Why not all of it could be read.
    pub problem: Option<Reason>,
}

/// The texts of messages, in their order.
pub fn of_all(reader: &Reader, messages: &[(String, Vec<u8>)]) -> Vec<Said> {
    let (mut batch, mut members) = (Vec::new(), Vec::new());
    for (at, (_, raw)) in messages.iter().enumerate() {
        if !raw.starts_with(COMPOUND) && head::read(raw).is_some() {
            quote(&mut batch, raw);
            members.push(at);
        }
    }
    let mut said: Vec<Option<Said>> = messages.iter().map(|_| None).collect();
    if members.len() > 1 {
        let limits = Limits { depth: 1, files: usize::MAX, ocr_pages: 0, ..Limits::default() };
        let file = File { name: "mailbox", media_type: None, bytes: &batch };
        let read = reader.within(limits).read(file);
        let whole = read.problems.iter().all(|problem| !problem.inside.is_empty());
        for (number, at) in (1..).zip(members).filter(|_| whole) {
            said[at] = Some(of(&read, &[number.to_string()]));
        }
    }
    // A message that spoils the reading of others is read by itself, and so are they.
    let alone = |(one, (_, raw)): (Option<Said>, &(String, Vec<u8>))| one.unwrap_or_else(|| single(reader, raw));
    said.into_iter().zip(messages).map(alone).collect()
}

fn single(reader: &Reader, raw: &[u8]) -> Said {
    of(&read(reader, raw), &[])
}

fn read(reader: &Reader, raw: &[u8]) -> Extracted {
    let limits = Limits { depth: 0, files: usize::MAX, ocr_pages: 0, ..Limits::default() };
    reader.within(limits).read(File { name: "message.eml", media_type: Some("message/rfc822"), bytes: raw })
}

/// What stands in the message itself; what is told of files in it is not.
fn of(read: &Extracted, inside: &[String]) -> Said {
    let mut texts: Vec<&str> = Vec::new();
    for part in read.parts.iter().filter(|part| part.inside == inside && part.place == Place::Body) {
        let text = part.text.trim();
        // Most messages say the same as plain text and as a page.
        if !texts.iter().any(|known| known.split_whitespace().eq(text.split_whitespace())) {
            texts.push(text);
        }
    }
    let problem = read.problems.iter().find(|problem| problem.inside == inside).map(|problem| problem.reason);
    Said { text: texts.join("\n\n"), problem }
}

/// Adds a message to a mailbox, with its own `From ` lines quoted (mboxrd).
fn quote(batch: &mut Vec<u8>, raw: &[u8]) {
    batch.extend_from_slice(ENVELOPE);
    for line in raw.split_inclusive(|byte| *byte == b'\n') {
        let quotes = line.iter().take_while(|byte| **byte == b'>').count();
        if line[quotes..].starts_with(b"From ") {
            batch.push(b'>');
        }
        batch.extend_from_slice(line);
    }
    if !raw.ends_with(b"\n") {
        batch.push(b'\n');
    }
    batch.push(b'\n');
}

/// An Outlook message: its headers (`None`: none that can be read) and its text.
///
/// A message that travelled keeps its headers as text; of one that was only sent, Outlook keeps the people by
/// themselves, and no day is known.
pub fn msg(reader: &Reader, raw: &[u8]) -> (Option<Head>, Said) {
    let read = read(reader, raw);
    let headers = read.parts.iter().filter(|part| part.inside.is_empty());
    let headers = headers.filter_map(|part| match &part.place {
        Place::Header(name) => Some((name.as_str(), part.text.as_str())),
        _ => None,
    });
    let mut found = Head::default();
    let (mut from, mut subject) = ("", "");
    for (name, text) in headers {
        let line = match name {
            "Headers" => {
                let travelled = head::read(text.as_bytes()).unwrap_or_default();
                found.people.extend(travelled.people);
                (found.sent, found.received) = (travelled.sent, travelled.received);
                continue;
            }
            "From" => {
                from = text;
                continue;
            }
            "Subject" => {
                subject = text;
                continue;
            }
            "From address" | "Sent for address" => Line::From,
            "Recipient address" => Line::To,
            _ => continue,
        };
        if let Some(address) = address(text)
            && !found.people.iter().any(|one| one.address == address)
        {
            found.people.push(Named { line, name: String::new(), address });
        }
    }
    if let Some(sender) = found.people.iter_mut().find(|one| one.line.is_sender() && one.name.is_empty()) {
        sender.name = from.to_owned();
    }
    found.subject = subject.to_owned();
    found.parts = true;
    let says_nothing = found.people.is_empty() && found.subject.is_empty();
    ((!says_nothing).then_some(found), of(&read, &[]))
}

/// Whether the bytes are an Outlook message.
pub fn is_msg(raw: &[u8]) -> bool {
    raw.starts_with(COMPOUND)
}
