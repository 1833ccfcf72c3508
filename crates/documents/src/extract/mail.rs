//! Mail: headers, bodies, attachments and messages in messages; mailboxes of many messages.

use std::borrow::Cow;
use std::fmt::Write as _;

use mail_parser::decoders::base64::base64_decode;
use mail_parser::decoders::quoted_printable::quoted_printable_decode;
use mail_parser::mailbox::mbox::MessageIterator;
use mail_parser::{Address, Encoding, Header, HeaderValue, Message, MessageParser, MessagePart, MimeHeaders, PartType};

use super::walk::{Flow, Walk};
use super::{Attachment, File, Place, Reason, html, text};

/// Headers that a mail has; one that says two of these in its first lines is a mail.
const KNOWN: [&str; 10] = [
    "from",
    "to",
    "date",
    "subject",
    "received",
    "message-id",
    "mime-version",
    "return-path",
    "delivered-to",
    "content-type",
];

/// Whether the bytes begin with the headers of a mail.
pub fn is_mail(head: &[u8]) -> bool {
    let known = header_names(head).filter(|name| KNOWN.iter().any(|known| name.eq_ignore_ascii_case(known)));
    known.count() >= 2
}

/// Whether the bytes begin with a header.
pub fn has_headers(head: &[u8]) -> bool {
    header_names(head).next().is_some()
}

/// Whether the bytes begin with the line before a message of a mailbox, and then a header.
pub fn is_mailbox(head: &[u8]) -> bool {
    let Some(end) = head.iter().position(|byte| *byte == b'\n') else { return false };
    head.starts_with(b"From ") && head[..end].contains(&b':') && has_headers(&head[end + 1..])
}

fn header_names(head: &[u8]) -> impl Iterator<Item = &str> {
    let lines = head.split(|byte| *byte == b'\n').take_while(|line| !line.trim_ascii().is_empty());
    let mut lines = lines.filter(|line| !matches!(line[0], b' ' | b'\t'));
    std::iter::from_fn(move || {
        let line = lines.next()?;
        let name = &line[..line.iter().position(|byte| *byte == b':')?];
        let fits = name.iter().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.'));
        if fits && !name.is_empty() { std::str::from_utf8(name).ok() } else { None }
    })
}

/// Reads one mail.
pub fn read(walk: &mut Walk<'_>, bytes: &[u8]) -> Flow {
    match MessageParser::default().parse(bytes) {
        Some(found) => message(walk, &found, bytes),
        None => walk.problem(Reason::Damaged),
    }
}

/// Reads every message of a mailbox.
pub fn mailbox(walk: &mut Walk<'_>, bytes: &[u8]) -> Flow {
    for (number, member) in (1..).zip(MessageIterator::new(bytes)) {
        match member {
            Ok(member) => walk.enter(&number.to_string(), |walk| read(walk, member.contents()))?,
            Err(_) => walk.problem(Reason::Damaged)?,
        }
    }
    Ok(())
}

fn message(walk: &mut Walk<'_>, message: &Message<'_>, raw: &[u8]) -> Flow {
    let mut damaged = false;
    for (index, part) in message.parts.iter().enumerate() {
        if index == 0 {
            for header in &part.headers {
                walk.text(Place::Header(header.name.as_str().to_owned()), &value(header, raw))?;
            }
        }
        damaged |= part.is_encoding_problem || is_open(part.content_type(), raw);
        let name = part.attachment_name();
        let media_type = media_type(part);
        match &part.body {
            PartType::Text(text) | PartType::Html(text) => {
                let (text, broken) = readable(part, text, raw);
                damaged |= broken;
                let page = matches!(part.body, PartType::Html(_)).then(|| html::text_of(&text));
                named(walk, name, |walk| walk.text(Place::Body, page.as_deref().unwrap_or(&text)))?;
            }
            PartType::Binary(bytes) | PartType::InlineBinary(bytes) => {
                let name = name.unwrap_or("attachment");
                walk.file(File { name, media_type: media_type.as_deref(), bytes })?;
            }
            PartType::Message(inner) => {
                let name = name.or(inner.subject()).unwrap_or("message").to_owned();
                walk.enter(&name, |walk| self::message(walk, inner, &inner.raw_message))?;
            }
            PartType::Multipart(_) => {}
        }
    }
    walk.damaged_if(damaged)
}

fn media_type(part: &MessagePart<'_>) -> Option<String> {
    part.content_type().map(|kind| match &kind.c_subtype {
        Some(subtype) => format!("{}/{subtype}", kind.c_type),
        None => kind.c_type.clone().into_owned(),
    })
}

/// Gives `each` the files in a mail, in their order: what has a name, what is no text, and messages in it.
///
/// # Errors
/// [`Reason::Damaged`] when it is no mail.
pub fn attachments(bytes: &[u8], each: &mut dyn FnMut(Attachment, &[u8])) -> Result<(), Reason> {
    let message = MessageParser::default().parse(bytes).ok_or(Reason::Damaged)?;
    for part in &message.parts {
        let name = part.attachment_name();
        let (content, otherwise) = match &part.body {
            PartType::Text(text) | PartType::Html(text) if name.is_some() => (text.as_bytes(), ""),
            PartType::Binary(bytes) | PartType::InlineBinary(bytes) => (bytes.as_ref(), "attachment"),
            PartType::Message(inner) => (inner.raw_message.as_ref(), "message.eml"),
            PartType::Text(_) | PartType::Html(_) | PartType::Multipart(_) => continue,
        };
        let name = name.unwrap_or(otherwise).chars().take(200).collect();
        each(Attachment { name, media_type: media_type(part), bytes: content.len() as u64 }, content);
    }
    Ok(())
}

/// A text without an encoding, or with a false one: its bytes tell what it can be. Whether some are no text.
fn readable<'a>(part: &MessagePart<'_>, text: &'a str, raw: &[u8]) -> (Cow<'a, str>, bool) {
    if !text.contains('\u{FFFD}') {
        return (Cow::Borrowed(text), false);
    }
    let bytes = raw.get(part.offset_body as usize..part.offset_end as usize).unwrap_or_default();
    let bytes = match part.encoding {
        Encoding::None => Some(bytes.to_vec()),
        Encoding::QuotedPrintable => quoted_printable_decode(bytes),
        Encoding::Base64 => base64_decode(bytes),
    };
    match bytes.as_deref().and_then(text::decode) {
        Some(decoded) => (Cow::Owned(decoded.text.into_owned()), decoded.damaged),
        None => (Cow::Borrowed(text), true),
    }
}

/// Text that is an attachment stands in it; a body does not.
fn named(walk: &mut Walk<'_>, name: Option<&str>, inner: impl FnOnce(&mut Walk<'_>) -> Flow) -> Flow {
    match name {
        Some(name) => walk.enter(name, inner),
        None => inner(walk),
    }
}

/// Whether a part of many parts does not end: the message was cut off.
fn is_open(kind: Option<&mail_parser::ContentType<'_>>, raw: &[u8]) -> bool {
    let Some(boundary) = kind.filter(|kind| kind.c_type.eq_ignore_ascii_case("multipart")) else { return false };
    let Some(boundary) = boundary.attribute("boundary") else { return true };
    let end = format!("--{boundary}--");
    memchr::memmem::find(raw, end.as_bytes()).is_none()
}

/// The text of a header, decoded where its form is known.
fn value(header: &Header<'_>, raw: &[u8]) -> String {
    let mut text = String::new();
    match &header.value {
        HeaderValue::Text(said) => text.push_str(said),
        HeaderValue::TextList(list) => text.push_str(&list.join(", ")),
        HeaderValue::Address(Address::List(list)) => list.iter().for_each(|one| address(&mut text, one)),
        HeaderValue::Address(Address::Group(groups)) => {
            for group in groups {
                text.push_str(group.name.as_deref().unwrap_or_default());
                group.addresses.iter().for_each(|one| address(&mut text, one));
            }
        }
        _ => {
            let (start, end) = (header.offset_start as usize, header.offset_end as usize);
            text.push_str(String::from_utf8_lossy(raw.get(start..end).unwrap_or_default()).trim());
        }
    }
    text
}

fn address(text: &mut String, one: &mail_parser::Addr<'_>) {
    let name = one.name.as_deref().unwrap_or_default();
    let apart = if text.is_empty() { "" } else { ", " };
    // Writing to a string does not fail.
    let _written = write!(text, "{apart}{name} <{}>", one.address.as_deref().unwrap_or_default());
}
