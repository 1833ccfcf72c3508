//! Messages for tests, and the annotation of the mailboxes that hold them.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use gestand_sources::{Record, Source, SubjectQuery, Verb, Work};

use crate::common::*;

/// A Maildir, a mailbox of many and a folder of files, with the same meaning.
pub const MAILBOXES: &str = "
source: post
label: {nl: Postvakken, en: Mailboxes}
kind: mail
mode: write
own_domains: [Corporatie.example]
relation_number: R####
classes:
  inbox:
    label: {nl: E-mail, en: E-mail}
    maildir: Maildir
    item: correspondence
    events: {letter_sent: sent, letter_received: received}
  old: {label: Oude e-mail, mbox: oud.mbox, item: correspondence, events: {letter_sent: sent}}
  kept: {label: Bewaarde e-mail, files: bewaard, item: correspondence, events: {letter_sent: sent}}
";

pub const FENNA: &str = "Fenna Voorbeeld <Fenna@Voorbeeld.example>";
pub const RUBEN: &str = "Ruben Proef <ruben@proef.example>";
pub const OWN: &str = "Verhuur <verhuur@corporatie.example>";

/// A message in plain text.
pub fn letter(from: &str, to: &str, subject: &str, text: &str) -> String {
    format!(
        "Received: from x by y; Mon, 2 Mar 2020 09:00:00 +0100\r\nFrom: {from}\r\nTo: {to}\r\nSubject: {subject}\r\n\
         Date: Sun, 1 Mar 2020 10:00:00 +0100\r\nMessage-ID: <{subject}@x.example>\r\n\
         Content-Type: text/plain; charset=utf-8\r\n\r\n{text}\r\n"
    )
}

/// A message with a page, a note in quoted-printable and a file in base64.
pub fn with_files(from: &str, to: &str, file: &[u8]) -> String {
    let file = STANDARD.encode(file);
    format!(
        "From: {from}\r\nTo: {to}\r\nSubject: =?UTF-8?Q?Caf=C3=A9?=\r\nDate: Tue, 3 Mar 2020 10:00:00 +0100\r\n\
         MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=buiten\r\n\r\n--buiten\r\n\
         Content-Type: multipart/alternative; boundary=binnen\r\n\r\n--binnen\r\n\
         Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n\
         De kraan lekt =E2=80=93 alweer.\r\n--binnen\r\nContent-Type: text/html\r\n\r\n\
         <p>De kraan lekt – <b>alweer</b>.</p>\r\n--binnen--\r\n--buiten\r\n\
         Content-Type: text/plain; name=\"notitie.txt\"\r\nContent-Disposition: attachment; filename=\"notitie.txt\"\r\n\r\n\
         Een notitie.\r\n--buiten\r\nContent-Type: application/octet-stream; name=\"foto.bin\"\r\n\
         Content-Disposition: attachment; filename=\"foto.bin\"\r\nContent-Transfer-Encoding: base64\r\n\r\n{file}\r\n--buiten--\r\n"
    )
}

/// A mailbox of messages, with their `From ` lines quoted.
pub fn mailbox(letters: &[String]) -> String {
    let quoted = |text: &str| {
        let lines = text.replace("\r\n", "\n");
        let lines = lines.lines().map(|line| match line.trim_start_matches('>').starts_with("From ") {
            true => format!(">{line}\n"),
            false => format!("{line}\n"),
        });
        lines.collect::<String>()
    };
    letters.iter().map(|text| format!("From x@y.example Mon Mar  2 09:00:00 2020\n{}\n", quoted(text))).collect()
}

pub fn by_email(email: &str) -> SubjectQuery {
    SubjectQuery { email: some(email), ..SubjectQuery::default() }
}

/// The key of whoever has the address.
pub async fn key_of(source: &dyn Source, email: &str) -> String {
    let found = source.find(&by_email(email), &permit()).await.unwrap();
    assert_eq!(found.len(), 1, "{email}");
    found[0].key.clone()
}

pub async fn all(source: &dyn Source, subject: &str) -> Vec<Record> {
    source.all_records(subject, &permit()).await.unwrap()
}

pub fn work(class: &str, verb: Verb, keys: &[String]) -> Work {
    Work { class: class.into(), verb, keys: keys.to_vec(), still: None }
}

/// The value of a field of a record, opened.
pub fn field<'a>(record: &'a Record, name: &str) -> Vec<(&'a str, bool)> {
    let of = record.values.iter().filter(|value| value.field.name == name);
    of.map(|value| (value.value.open(&permit(), "test").as_str(), value.field.about == gestand_sources::About::Other))
        .collect()
}
