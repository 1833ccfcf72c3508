//! Messages and their attachments as records.

use std::collections::BTreeMap;
use std::sync::Arc;

use compact_str::format_compact;
use gestand_documents::extract::Attachment;
use gestand_vault::Sensitive;

use super::file::{MailClass, attachments_of};
use super::head::{self, Head, Line};
use super::index::{Known, is_own};
use super::text::{self, Said};
use super::{Mailboxes, address, later};
use crate::{About, Document, FieldInfo, Mark, Page, Record, SourceError, Value};

/// Messages, and bytes of messages, in one page.
const PAGE: (usize, u64) = (50, 32 << 20);

/// The message and the number of an attachment, from the key of its record.
pub fn message_of(key: &str) -> Option<(&str, usize)> {
    let (message, number) = key.rsplit_once('#')?;
    Some((message, number.parse().ok()?))
}

impl Mailboxes {
    /// A page of the messages of whoever has this key, with their attachments.
    pub(super) fn page(&self, subject: &str, from: Option<&str>) -> Result<Page, SourceError> {
        let start = from.and_then(|key| key.split_once(':')).map(|(class, _)| class);
        let (mut keys, mut bytes, mut next) = (Vec::new(), 0, None);
        'classes: for id in self.file.classes.keys().filter(|id| start.is_none_or(|start| id.as_str() >= start)) {
            let messages = self.messages(id, false)?;
            let after = from.filter(|_| start == Some(id.as_str()));
            for (key, known) in later(&messages, after).filter(|(_, known)| known.who.iter().any(|who| who == subject))
            {
                if keys.len() >= PAGE.0 || bytes + known.bytes() > PAGE.1 && !keys.is_empty() {
                    next = keys.last().map(|(_, key): &(&String, String)| key.clone());
                    break 'classes;
                }
                bytes += known.bytes();
                keys.push((id, key.clone()));
            }
        }
        let (mut known, mut raws) = (Vec::new(), Vec::new());
        for (id, key) in keys {
            if let Some((message, raw)) = self.fetch(id, &key)? {
                known.push((id, message));
                raws.push((key, raw));
            }
        }
        let texts = text::of_all(&self.reader, &raws);
        let mut records = Vec::new();
        for (((id, known), (key, raw)), said) in known.into_iter().zip(raws).zip(texts) {
            let class = self.class(id)?;
            records.extend(Letter { boxes: self, id, class, key, known, raw }.records(subject, said));
        }
        Ok(Page { records, next })
    }

    /// The bytes of a message or of an attachment; `None` when it is gone.
    pub(super) fn document(&self, key: &str) -> Result<Option<Vec<u8>>, SourceError> {
        let bad = || SourceError::BadKey { source_id: self.file.source.clone(), class: String::new() };
        let id = key.split_once(':').ok_or_else(bad)?.0;
        self.class(id).map_err(|_| bad())?;
        if let Some((_, raw)) = self.fetch(id, key)? {
            return Ok(Some(raw));
        }
        let Some((message, number)) = message_of(key) else { return Ok(None) };
        let Some((_, raw)) = self.fetch(id, message)? else { return Ok(None) };
        let unread = |refusal: gestand_documents::mask::Refusal| SourceError::Read {
            source_id: self.file.source.clone(),
            place: attachments_of(id),
            reason: refusal.to_string(),
        };
        self.reader.attachment(&raw, number).map_err(unread)
    }
}

/// A message that was read.
struct Letter<'a> {
    boxes: &'a Mailboxes,
    id: &'a String,
    class: &'a MailClass,
    key: String,
    known: Known,
    raw: Vec<u8>,
}

impl Letter<'_> {
    fn records(&self, subject: &str, said: Said) -> Vec<Record> {
        let is_msg = text::is_msg(&self.raw);
        let head = if is_msg { text::msg(&self.boxes.reader, &self.raw).0 } else { head::read(&self.raw) };
        let readable = head.is_some() && said.problem.is_none();
        let head = head.unwrap_or_default();
        let inner = if head.parts && !is_msg { self.boxes.reader.attachments(&self.raw) } else { Ok(Vec::new()) };
        // What could not be read is there to be looked at: then the message itself is the document.
        let whole = is_msg || !readable || inner.is_err();
        let theirs = |line: &dyn Fn(Line) -> bool| {
            head.people.iter().any(|one| line(one.line) && self.key_of(&one.address) == subject)
        };
        let role = match (theirs(&Line::is_sender), theirs(&|line| !line.is_sender())) {
            (true, _) => "sender",
            (false, true) => "recipient",
            (false, false) => "mentioned",
        };
        let mut marks = self.class.marks.clone();
        // Written by somebody else than the person or the corporation: it may say most of its writer.
        let by_other =
            |one: &head::Named| one.line.is_sender() && !is_own(&self.boxes.file, &one.address) && role != "sender";
        if head.people.iter().any(by_other) {
            marks.insert(Mark::ThirdParty);
        }
        let events = self.class.events.iter().filter_map(|(id, moment)| Some((id.clone(), self.known.day(*moment)?)));
        let record = Record {
            source: self.boxes.file.source.as_str().into(),
            class: self.id.as_str().into(),
            key: self.key.as_str().into(),
            role: role.into(),
            subjects: self.known.who.clone(),
            values: self.values(&head, &said, subject),
            events: events.collect(),
            marks,
            document: whole.then(|| self.itself(is_msg)),
        };
        let attachments = inner.unwrap_or_default();
        let mut all: Vec<Record> =
            attachments.iter().enumerate().map(|(number, inner)| self.attachment(&record, number, inner)).collect();
        all.insert(0, record);
        all
    }

    fn key_of(&self, address: &str) -> String {
        address::by_address(&self.boxes.file.source, address)
    }

    fn values(&self, head: &Head, said: &Said, subject: &str) -> Vec<Value> {
        let mut values = Vec::new();
        if !head.subject.is_empty() {
            values.push(value(None, "onderwerp", About::Subject, true, head.subject.clone()));
        }
        // Who: the person and the corporation by themselves, others apart.
        let mut people: BTreeMap<(Line, bool), Vec<String>> = BTreeMap::new();
        for one in &head.people {
            let other = self.key_of(&one.address) != subject && !is_own(&self.boxes.file, &one.address);
            let written =
                if one.name.is_empty() { one.address.clone() } else { format!("{} <{}>", one.name, one.address) };
            people.entry((one.line, other)).or_default().push(written);
        }
        values.extend(people.into_iter().map(|((line, other), names)| {
            let about = if other { About::Other } else { About::Subject };
            value(None, line.as_str(), about, false, names.join(", "))
        }));
        if let Some(day) = head.sent {
            values.push(value(None, "datum", About::Subject, false, day.to_string()));
        }
        let item = Some(self.class.item.clone());
        values.push(value(item, "tekst", About::Subject, true, said.text.clone()));
        values
    }

    /// The message as a file.
    fn itself(&self, is_msg: bool) -> Document {
        let (name, media_type) =
            if is_msg { ("bericht.msg", "application/vnd.ms-outlook") } else { ("bericht.eml", "message/rfc822") };
        Document { name: name.to_owned(), media_type: media_type.to_owned(), bytes: self.raw.len() as u64 }
    }

    fn attachment(&self, of: &Record, number: usize, inner: &Attachment) -> Record {
        let media_type = inner.media_type.clone().unwrap_or_else(|| "application/octet-stream".to_owned());
        Record {
            source: of.source.clone(),
            class: attachments_of(self.id).into(),
            key: format_compact!("{}#{number}", self.key),
            role: of.role.clone(),
            subjects: of.subjects.clone(),
            values: vec![value(Some(self.class.item.clone()), "bestand", About::Subject, false, inner.name.clone())],
            events: of.events.clone(),
            marks: of.marks.clone(),
            document: Some(Document { name: inner.name.clone(), media_type, bytes: inner.bytes }),
        }
    }
}

fn value(item: Option<String>, field: &str, about: About, free_text: bool, value: String) -> Value {
    let field = Arc::new(FieldInfo { item, name: field.to_owned(), about, free_text });
    Value { field, value: Sensitive::new(value.into()) }
}
