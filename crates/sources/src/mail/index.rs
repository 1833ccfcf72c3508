//! What is known of every message: whom it is about and when it was, kept in memory as long as its file is the same.
//!
//! Each question lists the files again (names, sizes, times), and reads the headers of new and changed ones only. What
//! is kept of a message are keys of persons, days and its place: no address, no text.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use gestand_documents::extract::Reason;
use gestand_documents::worker::Reader;
use jiff::civil::Date;

use super::address::{by_address, by_number};
use super::file::{Form, MailFile, Moment};
use super::head::{self, Head, LONGEST_HEAD};
use super::list::{self, Spot};
use super::mbox::{self, Mark};
use super::text;

/// How often a mailbox is listed again when messages move while it is read.
const TRIES: usize = 5;
/// Messages, and bytes, whose texts are looked through at once.
const AT_ONCE: (usize, usize) = (200, 4 << 20);

/// What is known of a message.
#[derive(Debug, Clone)]
pub struct Known {
    pub path: PathBuf,
    mark: Mark,
    /// Where it stands in a file of many.
    pub range: Option<(u64, u64)>,
    pub restricted: bool,
    /// Keys of whom it is from, to or about.
    pub who: Arc<[String]>,
    pub sent: Option<Date>,
    pub received: Option<Date>,
    /// Its headers could be read; and its text, where a number is looked for in it.
    pub readable: bool,
    /// Reading it again would tell nothing else.
    settled: bool,
}

impl Known {
    fn at(path: PathBuf, mark: Mark, range: Option<(u64, u64)>) -> Known {
        let (who, sent, received) = (Arc::from([]), None, None);
        Known { path, mark, range, restricted: false, who, sent, received, readable: false, settled: true }
    }

    /// All of the message; `None` when it is no longer at its place.
    pub fn raw(&self) -> io::Result<Option<Vec<u8>>> {
        let read = || match self.range {
            Some((start, end)) if Mark::of(&std::fs::metadata(&self.path)?) == self.mark => {
                mbox::content(&self.path, start, end)
            }
            Some(_) => Err(io::Error::from(io::ErrorKind::NotFound)),
            None => std::fs::read(&self.path),
        };
        match read() {
            Ok(bytes) => Ok(Some(bytes)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    }

    pub fn bytes(&self) -> u64 {
        self.range.map_or(self.mark.size(), |(start, end)| end - start)
    }

    pub fn day(&self, moment: Moment) -> Option<Date> {
        match moment {
            Moment::Sent => self.sent,
            Moment::Received => self.received,
        }
    }
}

/// The messages of a class, by key.
pub type Messages = BTreeMap<String, Known>;

/// The messages of each class as they were at the last question.
#[derive(Debug, Default)]
pub struct Index(Mutex<BTreeMap<String, Arc<Messages>>>);

/// Where an index is made from.
pub struct Ground<'a> {
    pub file: &'a MailFile,
    pub folder: &'a Path,
    pub reader: &'a Reader,
}

impl Index {
    /// The messages of a class as they are now. `afresh` reads a file of many messages again although it looks the same.
    ///
    /// # Errors
    /// A mailbox that is away, cannot be read, or does not come to rest.
    pub fn of(&self, ground: &Ground<'_>, class: &str, afresh: bool) -> io::Result<Arc<Messages>> {
        let before = self.map().get(class).cloned().unwrap_or_default();
        let mut tries = 0;
        let now = loop {
            match gather(ground, class, &before, afresh) {
                // A message was moved between listing and reading: list again, so that none is overlooked.
                Err(error) if error.kind() == io::ErrorKind::NotFound && tries < TRIES => tries += 1,
                other => break Arc::new(other?),
            }
        };
        self.map().insert(class.to_owned(), now.clone());
        Ok(now)
    }

    fn map(&self) -> std::sync::MutexGuard<'_, BTreeMap<String, Arc<Messages>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The key of a message: its class and its place, or its digest in a file of many.
fn key(class: &str, name: &str) -> String {
    format!("{class}:{name}")
}

fn gather(ground: &Ground<'_>, class: &str, before: &Messages, afresh: bool) -> io::Result<Messages> {
    let place = ground.file.classes.get(class).and_then(|class| class.place());
    let Some((form, path)) = place else { return Ok(Messages::new()) };
    let root = ground.folder.join(path);
    let mut new = New { ground, class, found: Messages::new(), waiting: Vec::new(), bytes: 0 };
    match form {
        Form::Mbox => new.mailbox(&root, before, afresh)?,
        Form::Maildir | Form::Files => {
            if !root.is_dir() {
                return Err(io::Error::other(format!("there is no folder {}", root.display())));
            }
            let spots = if form == Form::Maildir { list::maildir(&root)? } else { list::letters(&root)? };
            for spot in spots {
                new.spot(spot, before)?;
            }
        }
    }
    new.look_into_texts()?;
    Ok(new.found)
}

/// An index that is being made.
struct New<'a> {
    ground: &'a Ground<'a>,
    class: &'a str,
    found: Messages,
    /// Messages in whose text a number is still to be looked for.
    waiting: Vec<(String, Vec<u8>)>,
    bytes: usize,
}

impl New<'_> {
    fn spot(&mut self, spot: Spot, before: &Messages) -> io::Result<()> {
        let key = key(self.class, &spot.name);
        if let Some(known) = before.get(&key).filter(|known| known.settled && known.mark == spot.mark) {
            let known = Known { path: spot.path, restricted: spot.restricted, ..known.clone() };
            self.found.insert(key, known);
            return Ok(());
        }
        let is_msg = list::is_msg(&spot.name);
        let whole = is_msg || self.ground.file.relation_number.is_some();
        let limit = if whole { u64::MAX } else { LONGEST_HEAD as u64 };
        let mut raw = Vec::new();
        File::open(&spot.path)?.take(limit).read_to_end(&mut raw)?;
        let head = if is_msg { text::msg(self.ground.reader, &raw).0 } else { head::read(&raw) };
        let delivered = head::day_of(spot.mark.seconds());
        let known = Known { restricted: spot.restricted, ..Known::at(spot.path, spot.mark, None) };
        self.add(key, known, head, delivered, raw)
    }

    fn mailbox(&mut self, path: &Path, before: &Messages, afresh: bool) -> io::Result<()> {
        let file = File::open(path).map_err(|error| io::Error::other(format!("{}: {error}", path.display())))?;
        let mark = Mark::of(&file.metadata()?);
        if !afresh && !before.is_empty() && before.values().all(|known| known.settled && known.mark == mark) {
            self.found = before.clone();
            return Ok(());
        }
        mbox::walk(&file, &mut |member| {
            let key = key(self.class, &member.id);
            let range = Some((member.start, member.end));
            if let Some(known) = before.get(&key).filter(|known| known.settled) {
                self.found.insert(key, Known { path: path.to_owned(), mark, range, ..known.clone() });
                return Ok(());
            }
            if self.found.contains_key(&key) {
                return Ok(());
            }
            let delivered = envelope_day(&member.envelope);
            let raw = match &self.ground.file.relation_number {
                Some(_) => mbox::content(path, member.start, member.end)?,
                None => Vec::new(),
            };
            self.add(key, Known::at(path.to_owned(), mark, range), head::read(&member.head), delivered, raw)
        })
    }

    /// Takes in a message that is new: `known` with its place, what its headers say, and all of it.
    fn add(
        &mut self,
        key: String,
        known: Known,
        head: Option<Head>,
        delivered: Option<Date>,
        raw: Vec<u8>,
    ) -> io::Result<()> {
        let readable = head.is_some();
        let head = head.unwrap_or_default();
        let who = persons(self.ground.file, &head, "").into_iter().collect();
        let received = head.received.or(delivered);
        let known = Known { who, sent: head.sent, received, readable, ..known };
        self.found.insert(key.clone(), known);
        if self.ground.file.relation_number.is_some() {
            self.bytes += raw.len();
            self.waiting.push((key, raw));
            if self.waiting.len() >= AT_ONCE.0 || self.bytes >= AT_ONCE.1 {
                return self.look_into_texts();
            }
        }
        Ok(())
    }

    /// Looks for relation numbers in the texts of messages that are new.
    ///
    /// # Errors
    /// Where no text can be read on this machine: a number in one would stay unseen.
    fn look_into_texts(&mut self) -> io::Result<()> {
        let waiting = std::mem::take(&mut self.waiting);
        self.bytes = 0;
        let texts = text::of_all(self.ground.reader, &waiting);
        for ((key, _), said) in waiting.iter().zip(texts) {
            let Some(known) = self.found.get_mut(key) else { continue };
            known.readable &= said.problem.is_none();
            match said.problem {
                Some(reason @ (Reason::NoWorker | Reason::NoSandbox)) => return Err(io::Error::other(reason)),
                Some(Reason::Time | Reason::Memory | Reason::Crashed) => known.settled = false,
                _ => {}
            }
            let numbers = persons(self.ground.file, &Head::default(), &said.text);
            if !numbers.is_empty() {
                let all: BTreeSet<String> = known.who.iter().cloned().chain(numbers).collect();
                known.who = all.into_iter().collect();
            }
        }
        Ok(())
    }
}

/// Keys of everyone a message is from, to or about; the corporation itself is nobody.
pub fn persons(file: &MailFile, head: &Head, text: &str) -> BTreeSet<String> {
    let others = head.people.iter().filter(|one| !is_own(file, &one.address));
    let mut all: BTreeSet<String> = others.map(|one| by_address(&file.source, &one.address)).collect();
    if let Some(shape) = &file.relation_number {
        let numbers = shape.find_in(&head.subject).into_iter().chain(shape.find_in(text));
        all.extend(numbers.map(|number| by_number(&number)));
    }
    all
}

/// Whether an address (in its form) is the corporation's own.
pub fn is_own(file: &MailFile, address: &str) -> bool {
    let host = address.rsplit_once('@').map_or("", |(_, host)| host);
    file.own_domains.iter().any(|own| own.0 == host)
}

/// The day of the line before a message of a mailbox.
fn envelope_day(line: &[u8]) -> Option<Date> {
    let text = std::str::from_utf8(line).ok()?;
    let words: Vec<&str> = text.split_ascii_whitespace().collect();
    let at = words.iter().position(|word| word.contains(':') && word.as_bytes()[0].is_ascii_digit())?;
    let month = words.get(at.checked_sub(2)?)?;
    let year = words[at..].iter().find(|word| word.len() == 4 && word.parse::<i16>().is_ok())?;
    Date::strptime("%b %d %Y", format!("{month} {} {year}", words.get(at.checked_sub(1)?)?)).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mailbox_tells_the_day_of_delivery() {
        let day = |line: &str| envelope_day(line.as_bytes()).map(|day| day.to_string());
        assert_eq!(day("From a@b Mon Mar  2 10:00:00 2026\n").as_deref(), Some("2026-03-02"));
        assert_eq!(day("From a@b Mon Mar 12 10:00:00 +0100 2026\n").as_deref(), Some("2026-03-12"));
        assert_eq!(day("From a@b morgen\n"), None);
    }
}
