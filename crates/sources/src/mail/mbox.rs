//! Files of many messages (mboxrd, mboxo): where each begins, and writing the file again without some of them.
//!
//! A message is known by a digest of its content, so that its key stays when others go. Equal messages are one.

use std::fs::{File, OpenOptions};
use std::io::{self, BufRead, BufReader, BufWriter, Read, Seek, SeekFrom, Write};
use std::os::unix::fs::{MetadataExt, fchown};
use std::path::{Path, PathBuf};

use rustix::fs::{FlockOperation, fcntl_lock};
use sha2::{Digest, Sha256};

use super::address::short;
use super::head::LONGEST_HEAD;

/// Headers that mail programs change while a message lies in its mailbox: they do not count for its digest.
const CHANGING: [&[u8]; 6] = [b"status:", b"x-status:", b"x-keywords:", b"x-uid:", b"x-imap:", b"x-imapbase:"];

/// What stands in a lock file of ours.
const OURS: &str = "gestand";
const LOCKED: &str = "another program has it locked";

/// A message in the file.
pub struct Member {
    /// Where its `From ` line begins, where the message begins, and where it ends.
    pub line: u64,
    pub start: u64,
    pub end: u64,
    /// Digest of what it says.
    pub id: String,
    /// Its headers as they are.
    pub head: Vec<u8>,
    /// The line before it.
    pub envelope: Vec<u8>,
}

/// Goes through a mailbox, giving each message to `each`; memory holds one line and one head.
///
/// # Errors
/// When the file cannot be read, or does not begin with a message.
pub fn walk(file: impl Read, each: &mut dyn FnMut(Member) -> io::Result<()>) -> io::Result<()> {
    let mut reader = BufReader::with_capacity(1 << 18, file);
    let (mut at, mut line) = (0u64, Vec::new());
    let mut open: Option<(Member, Sha256, bool)> = None;
    let mut after_empty = true;
    loop {
        line.clear();
        let read = reader.by_ref().take(1 << 20).read_until(b'\n', &mut line)? as u64;
        if read == 0 {
            break;
        }
        if after_empty && is_envelope(&line) {
            close(open.take(), at, each)?;
            let (id, head, envelope) = (String::new(), Vec::new(), line.clone());
            let member = Member { line: at, start: at + read, end: 0, id, head, envelope };
            open = Some((member, Sha256::new(), true));
        } else if let Some((member, hash, in_head)) = &mut open {
            let text = line.trim_ascii_end();
            *in_head &= !text.is_empty();
            let changing = |name: &&[u8]| text.len() >= name.len() && text[..name.len()].eq_ignore_ascii_case(name);
            if !*in_head || !CHANGING.iter().any(changing) {
                hash.update(text);
                hash.update(b"\n");
            }
            if *in_head && member.head.len() < LONGEST_HEAD {
                member.head.extend_from_slice(&line);
            }
        } else if !line.trim_ascii().is_empty() {
            return Err(io::Error::other("it does not begin with a message"));
        }
        after_empty = line.trim_ascii().is_empty();
        at += read;
    }
    close(open, at, each)
}

fn close(
    open: Option<(Member, Sha256, bool)>,
    end: u64,
    each: &mut dyn FnMut(Member) -> io::Result<()>,
) -> io::Result<()> {
    let Some((mut member, hash, _)) = open else { return Ok(()) };
    member.end = end;
    member.id = short(hash);
    each(member)
}

/// The line before a message: `From `, somebody, and a moment with a time and a year.
fn is_envelope(line: &[u8]) -> bool {
    let Some(text) = line.strip_prefix(b"From ").and_then(|rest| std::str::from_utf8(rest).ok()) else { return false };
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let time = |word: &str| word.split(':').count() >= 2 && word.split(':').all(|part| part.len() == 2 && digits(part));
    let mut words = text.split_ascii_whitespace().peekable();
    words.any(time) && words.any(|word| word.len() == 4 && digits(word))
}

/// The message at a place, as it was before it was put into the mailbox: a `>` before quoted `From ` lines is gone.
pub fn content(path: &Path, start: u64, end: u64) -> io::Result<Vec<u8>> {
    let mut file = File::open(path)?;
    file.seek(SeekFrom::Start(start))?;
    let mut raw = Vec::new();
    file.take(end.saturating_sub(start)).read_to_end(&mut raw)?;
    if (raw.len() as u64) < end.saturating_sub(start) {
        return Err(io::Error::new(io::ErrorKind::UnexpectedEof, "the mailbox became shorter while it was read"));
    }
    let mut out = Vec::with_capacity(raw.len());
    for line in raw.split_inclusive(|byte| *byte == b'\n') {
        let quotes = line.iter().take_while(|byte| **byte == b'>').count();
        let quoted = quotes > 0 && line[quotes..].starts_with(b"From ");
        out.extend_from_slice(if quoted { &line[1..] } else { line });
    }
    Ok(out)
}

/// Writes the mailbox again without the messages that `goes` names. Gives how many went.
///
/// Locked as mail programs lock: a lock file beside it, and a lock of the system on it.
///
/// # Errors
/// When somebody else has it locked, when it changed while it was read, or when it cannot be written. Then nothing
/// was changed.
pub fn rewrite(path: &Path, goes: &dyn Fn(&Member) -> bool) -> io::Result<u64> {
    let path = path.canonicalize()?;
    let file = OpenOptions::new().read(true).write(true).open(&path)?;
    let locked = fcntl_lock(&file, FlockOperation::NonBlockingLockExclusive);
    locked.map_err(|_| io::Error::other(LOCKED))?;
    let _dot = DotLock::take(&path)?;
    let before = Mark::of(&file.metadata()?);
    let mut ranges = Vec::new();
    let mut gone = 0;
    walk(&file, &mut |member| {
        if goes(&member) {
            gone += 1;
        } else {
            ranges.push((member.line, member.end));
        }
        Ok(())
    })?;
    if gone == 0 {
        return Ok(0);
    }
    let new = beside(&path, ".gestand-new");
    let written = copy(&file, &path, &new, &ranges, before);
    if written.is_err() {
        // What was written so far holds messages: it may not stay.
        let _gone = std::fs::remove_file(&new);
    }
    written.map(|()| gone)
}

/// Writes what stays to `new`, and puts it in the place of the mailbox.
fn copy(mut file: &File, path: &Path, new: &Path, ranges: &[(u64, u64)], before: Mark) -> io::Result<()> {
    let old = file.metadata()?;
    // A file of this name is left by a run that was killed: nobody else can be here now.
    let _left = std::fs::remove_file(new);
    let target = OpenOptions::new().write(true).create_new(true).open(new)?;
    target.set_permissions(old.permissions())?;
    let made = target.metadata()?;
    if (made.uid(), made.gid()) != (old.uid(), old.gid()) {
        fchown(&target, Some(old.uid()), Some(old.gid()))?;
    }
    let mut out = BufWriter::new(&target);
    for (from, to) in ranges {
        file.seek(SeekFrom::Start(*from))?;
        let copied = io::copy(&mut file.take(to - from), &mut out)?;
        if copied < to - from {
            return Err(io::Error::other("it changed while it was read"));
        }
    }
    out.flush()?;
    drop(out);
    target.sync_all()?;
    if Mark::of(&std::fs::metadata(path)?) != before {
        return Err(io::Error::other("it changed while it was read"));
    }
    std::fs::rename(new, path)?;
    sync_folder(path)
}

/// What is done in a folder is on disk.
pub fn sync_folder(path: &Path) -> io::Result<()> {
    path.parent().map_or(Ok(()), |folder| File::open(folder)?.sync_all())
}

/// What tells that a file was changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mark {
    inode: u64,
    size: u64,
    modified: (i64, i64),
}

impl Mark {
    pub fn of(metadata: &std::fs::Metadata) -> Mark {
        Mark { inode: metadata.ino(), size: metadata.size(), modified: (metadata.mtime(), metadata.mtime_nsec()) }
    }

    pub fn size(self) -> u64 {
        self.size
    }

    /// When it was written last, in seconds since 1970.
    pub fn seconds(self) -> i64 {
        self.modified.0
    }
}

fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    name.into()
}

/// The lock file beside a mailbox, gone when it is dropped.
struct DotLock(PathBuf);

impl DotLock {
    /// Only with the lock of the system: a lock file of ours is then left by a run that was killed.
    fn take(path: &Path) -> io::Result<DotLock> {
        let lock = beside(path, ".lock");
        match OpenOptions::new().write(true).create_new(true).open(&lock) {
            Ok(mut file) => {
                let lock = DotLock(lock);
                file.write_all(OURS.as_bytes())?;
                Ok(lock)
            }
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => match std::fs::read_to_string(&lock) {
                Ok(text) if text == OURS => Ok(DotLock(lock)),
                _ => Err(io::Error::other(LOCKED)),
            },
            Err(error) => Err(error),
        }
    }
}

impl Drop for DotLock {
    fn drop(&mut self) {
        // A lock file that cannot be taken away shows at the next try.
        let _gone = std::fs::remove_file(&self.0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BOX: &[u8] = b"From a@b.example Mon Mar  2 10:00:00 2026\nFrom: a@b.example\nStatus: R\n\nEen.\n\
        >From hier.\n>>From daar.\nFrom hier ook\n\nFrom mijn huis om 10:30 vertrok ik.\n\n\
        From c@d.example Tue Mar  3 11:00:00 2026 +0100\nFrom: c@d.example\n\nTwee.\n";

    fn members(bytes: &[u8]) -> Vec<Member> {
        let mut all = Vec::new();
        walk(bytes, &mut |member| {
            all.push(member);
            Ok(())
        })
        .unwrap();
        all
    }

    #[test]
    fn a_line_in_a_text_is_no_new_message() {
        let all = members(BOX);
        assert_eq!(all.len(), 2);
        assert!(all[0].head.starts_with(b"From: a@b") && all[1].head == b"From: c@d.example\n");
        assert_eq!((all[0].line, all[1].end), (0, BOX.len() as u64));
    }

    #[test]
    fn a_read_flag_does_not_change_what_a_message_is() {
        let read = String::from_utf8(BOX.to_vec()).unwrap();
        let unread = read.replace("Status: R\n", "X-Status: A\nStatus: RO\n");
        let other = read.replace("Een.", "Eén.");
        let id = |text: &str| members(text.as_bytes())[0].id.clone();
        assert_eq!(id(&read), id(&unread));
        assert_ne!(id(&read), id(&other));
    }

    #[test]
    fn what_is_no_mailbox_is_an_error() {
        assert!(walk(&b"zomaar tekst\n"[..], &mut |_| Ok(())).is_err());
        assert!(members(b"").is_empty() && members(b"\n\n").is_empty());
    }
}
