//! What the headers of a message say: who, about what, and when.

use std::panic::{AssertUnwindSafe, catch_unwind};

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use mail_parser::{DateTime, HeaderName, HeaderValue, Message, MessageParser};

use super::address::address;

/// The headers with the addresses of people.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Line {
    From,
    ReplyTo,
    To,
    Cc,
    Bcc,
}

impl Line {
    /// As the officer sees it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Line::From => "van",
            Line::ReplyTo => "antwoord aan",
            Line::To => "aan",
            Line::Cc => "cc",
            Line::Bcc => "bcc",
        }
    }

    /// Whoever it names wrote the message.
    pub const fn is_sender(self) -> bool {
        matches!(self, Line::From | Line::ReplyTo)
    }

    fn of(name: &HeaderName<'_>) -> Option<Line> {
        Some(match name {
            HeaderName::From | HeaderName::Sender => Line::From,
            HeaderName::ReplyTo => Line::ReplyTo,
            HeaderName::To => Line::To,
            HeaderName::Cc => Line::Cc,
            HeaderName::Bcc => Line::Bcc,
            _ => return None,
        })
    }
}

/// Somebody in a header.
pub struct Named {
    pub line: Line,
    pub name: String,
    /// In the form that addresses are compared in.
    pub address: String,
}

/// The headers of a message.
#[derive(Default)]
pub struct Head {
    pub people: Vec<Named>,
    pub subject: String,
    pub sent: Option<Date>,
    pub received: Option<Date>,
    /// It has more than one part, so perhaps attachments.
    pub parts: bool,
}

/// The most bytes of headers that are looked at.
pub const LONGEST_HEAD: usize = 1 << 20;

/// The headers of a message, up to the first empty line.
pub fn of(message: &[u8]) -> &[u8] {
    let mut at = 0;
    while let Some(end) = memchr::memchr(b'\n', &message[at..]) {
        if message[at..at + end].trim_ascii().is_empty() {
            return &message[..at];
        }
        at += end + 1;
    }
    &message[..message.len().min(LONGEST_HEAD)]
}

/// Reads headers; `None`: there are none that can be read.
pub fn read(message: &[u8]) -> Option<Head> {
    let head = of(message);
    let read = || MessageParser::default().parse_headers(head).map(|message| gather(&message));
    // Headers come from anybody: what breaks the parser is a message that cannot be read.
    let found = catch_unwind(AssertUnwindSafe(read)).ok().flatten()?;
    let says_nothing = found.people.is_empty() && found.sent.is_none() && found.subject.is_empty();
    (!says_nothing).then_some(found)
}

fn gather(message: &Message<'_>) -> Head {
    let mut head = Head::default();
    for header in message.headers() {
        let Some(line) = Line::of(&header.name) else { continue };
        if let HeaderValue::Address(addresses) = &header.value {
            head.people.extend(addresses.iter().filter_map(|one| {
                let name = one.name.as_deref().unwrap_or_default().trim().to_owned();
                Some(Named { line, name, address: address(one.address.as_deref()?)? })
            }));
        }
    }
    head.subject = message.subject().unwrap_or_default().to_owned();
    head.sent = message.date().and_then(day);
    // Each server puts its line before the others.
    head.received = message.received_all().next().and_then(|received| received.date.as_ref()).and_then(day);
    let kind = message.header(HeaderName::ContentType).and_then(HeaderValue::as_content_type);
    head.parts = kind.is_some_and(|kind| !kind.c_type.eq_ignore_ascii_case("text"))
        || message.header(HeaderName::ContentDisposition).is_some();
    head
}

/// The day in the Netherlands.
fn day(moment: &DateTime) -> Option<Date> {
    moment.is_valid().then(|| day_of(moment.to_timestamp())).flatten()
}

/// The day in the Netherlands of a number of seconds since 1970.
pub fn day_of(seconds: i64) -> Option<Date> {
    let zone = TimeZone::get("Europe/Amsterdam").unwrap_or(TimeZone::UTC);
    Some(Timestamp::from_second(seconds).ok()?.to_zoned(zone).date())
}

#[cfg(test)]
mod tests {
    use super::*;

    const MESSAGE: &[u8] = b"Received: from a by b; Mon, 2 Mar 2026 23:30:00 +0000\r\n\
        Received: from x by a; Sun, 1 Mar 2026 10:00:00 +0000\r\n\
        From: =?UTF-8?Q?F=C3=ABnna_Voorbeeld?= <Fenna@Voorbeeld.example>\r\n\
        To: Huur <huur@corporatie.example>, \"x@y.example\" <ruben@proef.example>\r\n\
        Cc: Groep: a@b.example, c@d.example;\r\nReply-To: thuis@voorbeeld.example\r\n\
        Subject: =?iso-8859-1?B?S2Ft6XI=?=\r\nDate: Sun, 1 Mar 2026 10:00:00 +0100\r\n\
        Content-Type: multipart/mixed; boundary=x\r\n\r\nFrom: niet@header.example\r\n";

    #[test]
    fn headers_say_who_and_when() {
        let head = read(MESSAGE).unwrap();
        let people: Vec<_> = head.people.iter().map(|one| (one.line.as_str(), one.address.as_str())).collect();
        let wanted = [
            ("van", "fenna@voorbeeld.example"),
            ("aan", "huur@corporatie.example"),
            ("aan", "ruben@proef.example"),
            ("cc", "a@b.example"),
            ("cc", "c@d.example"),
            ("antwoord aan", "thuis@voorbeeld.example"),
        ];
        assert_eq!(people, wanted);
        assert_eq!(
            (head.people[0].name.as_str(), head.subject.as_str(), head.parts),
            ("Fënna Voorbeeld", "Kamér", true)
        );
        // The last server's line is the first; half past eleven at night in London is the next day here.
        let days = (head.sent.unwrap().to_string(), head.received.unwrap().to_string());
        assert_eq!(days, ("2026-03-01".to_owned(), "2026-03-03".to_owned()));
    }

    #[test]
    fn what_has_no_headers_says_nothing() {
        for wrong in [&b""[..], b"\n", b"gewoon een regel\n", b"\xff\xfe\x00\x01", b"From:\n\n", b"X: y\r\n\r\n"] {
            assert!(read(wrong).is_none(), "{wrong:?}");
        }
        for cut in 0..MESSAGE.len() {
            let _ = read(&MESSAGE[..cut]);
        }
        let wrong = read(b"From: a@b.example\nDate: Sun, 99 Foo 99999 77:88:99 +9999\n\n").unwrap();
        assert_eq!(wrong.sent, None);
    }
}
