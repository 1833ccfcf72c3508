//! The files of a mailbox: the messages of a Maildir with its folders, or of a folder of EML and MSG files.

use std::io;
use std::path::{Path, PathBuf};

use super::mbox::Mark;

/// Where restricted messages are moved to: a folder of the Maildir, with the folders of before as its own.
const RESTRICTED: &str = ".Restricted";

/// A file with one message.
pub struct Spot {
    /// Folder and name, the same wherever mail programs move it within its folder, and when it is restricted.
    pub name: String,
    pub path: PathBuf,
    pub restricted: bool,
    pub mark: Mark,
}

/// The messages of a Maildir: those in `new` and `cur` of it and of every folder in it. `tmp` is not delivered yet.
pub fn maildir(root: &Path) -> io::Result<Vec<Spot>> {
    let mut found = Vec::new();
    folders(root, &mut |folder, is_box| {
        for part in ["new", "cur"].iter().filter(|_| is_box) {
            files(&root.join(folder).join(part), &mut |name, path, mark| {
                let base = name.split(':').next().unwrap_or(name);
                let (place, restricted) = logical(folder);
                found.push(Spot { name: join(&place, base), path, restricted, mark });
            })?;
        }
        Ok(())
    })?;
    Ok(found)
}

/// The EML and MSG files below a folder.
pub fn letters(root: &Path) -> io::Result<Vec<Spot>> {
    let mut found = Vec::new();
    folders(root, &mut |folder, _| {
        files(&root.join(folder), &mut |name, path, mark| {
            let (place, restricted) = logical(folder);
            if is_letter(name) {
                found.push(Spot { name: join(&place, name), path, restricted, mark });
            }
        })
    })?;
    Ok(found)
}

pub fn is_letter(name: &str) -> bool {
    let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension);
    extension.eq_ignore_ascii_case("eml") || is_msg(name)
}

/// Whether a file is an Outlook message, by its name.
pub fn is_msg(name: &str) -> bool {
    name.rsplit_once('.').is_some_and(|(_, extension)| extension.eq_ignore_ascii_case("msg"))
}

/// Every folder, as its path below the root, and whether it has messages in `new` and `cur`. Links are not followed.
fn folders(root: &Path, each: &mut dyn FnMut(&str, bool) -> io::Result<()>) -> io::Result<()> {
    let mut open = vec![String::new()];
    while let Some(folder) = open.pop() {
        let at = root.join(&folder);
        let mut is_box = false;
        for entry in read(&at)? {
            let entry = entry?;
            if !entry.file_type()?.is_dir() {
                continue;
            }
            let name = text(&entry.file_name())?;
            match name.as_str() {
                "new" | "cur" => is_box = true,
                "tmp" => {}
                _ => open.push(join(&folder, &name)),
            }
        }
        each(&folder, is_box)?;
    }
    Ok(())
}

fn files(folder: &Path, each: &mut dyn FnMut(&str, PathBuf, Mark)) -> io::Result<()> {
    for entry in read(folder)? {
        let entry = entry?;
        let name = text(&entry.file_name())?;
        if entry.file_type()?.is_file() && !name.starts_with('.') {
            match entry.metadata() {
                Ok(metadata) => each(&name, entry.path(), Mark::of(&metadata)),
                // A mail program moved it: whoever looks for it finds it gone and looks again.
                Err(error) if error.kind() == io::ErrorKind::NotFound => {}
                Err(error) => return Err(error),
            }
        }
    }
    Ok(())
}

/// The entries of a folder; none where there is no such folder (a Maildir may lack `new` or `cur`).
fn read(folder: &Path) -> io::Result<Box<dyn Iterator<Item = io::Result<std::fs::DirEntry>>>> {
    match std::fs::read_dir(folder) {
        Ok(entries) => Ok(Box::new(entries)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Box::new(std::iter::empty())),
        Err(error) => Err(error),
    }
}

fn text(name: &std::ffi::OsStr) -> io::Result<String> {
    name.to_str().map(str::to_owned).ok_or_else(|| io::Error::other("a file name is no UTF-8 text"))
}

fn join(folder: &str, name: &str) -> String {
    if folder.is_empty() { name.to_owned() } else { format!("{folder}/{name}") }
}

/// The folder that a message is of, and whether it lies there as restricted.
fn logical(folder: &str) -> (String, bool) {
    match folder.strip_prefix(RESTRICTED) {
        Some(rest) if rest.is_empty() || rest.starts_with(['/', '.']) => {
            (rest.strip_prefix('/').unwrap_or(rest).to_owned(), true)
        }
        _ => (folder.to_owned(), false),
    }
}

/// Where a message belongs that is restricted, or no longer: the path of its file below the root of its mailbox.
///
/// `None` when it is there already.
pub fn moved(relative: &Path, restricted: bool) -> Option<PathBuf> {
    let text = relative.to_str()?;
    let (place, now) = logical(text);
    match (now, restricted) {
        (true, true) | (false, false) => None,
        (true, false) => Some(place.into()),
        // A folder of a Maildir begins with a point; its messages of the first level do not.
        (false, true) if text.starts_with('.') => Some(format!("{RESTRICTED}{text}").into()),
        (false, true) => Some(format!("{RESTRICTED}/{text}").into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_restricted_message_finds_its_way_back() {
        for at in ["cur/1.a:2,S", ".Archief.2020/cur/2.b", "Archief/2020/new/3.c", "brief.eml"] {
            let away = moved(Path::new(at), true).unwrap();
            assert!(
                away.starts_with(RESTRICTED) || away.to_str().unwrap().starts_with(".Restricted.Archief"),
                "{away:?}"
            );
            assert_eq!(moved(&away, true), None);
            assert_eq!(moved(&away, false).unwrap(), Path::new(at));
            assert_eq!(moved(Path::new(at), false), None);
        }
        assert_eq!(logical(".RestrictedArea"), (".RestrictedArea".to_owned(), false));
    }
}
