//! Applies the remedies of a pack, and keeps a remedy only when nothing else gets worse.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::edit::apply_all;
use crate::load::{PackReader, compile_on};
use crate::{Bilingual, Compiled, Diagnostic, PackFile, ReadError};

/// The outcome of [`fix_pack`].
#[derive(Debug)]
pub struct Fixed {
    /// The files of the pack as they were read.
    pub before: Vec<PackFile>,
    /// The same files with every remedy that could be applied.
    pub after: Vec<PackFile>,
    /// The findings that are gone by a remedy, in the order of the work.
    pub done: Vec<Diagnostic>,
    /// The findings whose remedy was not applied.
    pub left: Vec<(Diagnostic, Left)>,
    /// What the checks say of `after`.
    pub compiled: Compiled,
}

/// Why a remedy was not applied.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Left {
    #[error(transparent)]
    NotPossible(#[from] super::FixError),
    #[error("the finding would stay")]
    StaysThere,
    #[error("it would bring a new finding: {0}")]
    NewFinding(&'static str),
}

impl Left {
    /// The same in both languages.
    pub fn message(&self) -> Bilingual {
        let nl = match self {
            Left::NotPossible(error) => return error.message(),
            Left::StaysThere => "de bevinding zou blijven".to_owned(),
            Left::NewFinding(code) => format!("dat zou een nieuwe bevinding geven: {code}"),
        };
        Bilingual::new(nl, self.to_string())
    }
}

/// Applies the remedies of pack `name`. Nothing is written: the caller saves `after` where it differs from `before`.
/// A second run on `after` changes nothing.
///
/// # Errors
/// [`ReadError`] as of [`compile_on`].
pub fn fix_pack(reader: &mut dyn PackReader, name: &str, today: Option<Date>) -> Result<Fixed, ReadError> {
    let before = reader.read(name)?;
    let compiled = compile_on(&mut Overlay { reader, name, files: &before }, name, today)?;
    let mut work = Work { reader, name, today, after: before.clone(), compiled, done: Vec::new(), left: Vec::new() };
    loop {
        // A remedy that was refused may fit once others are in, so each round tries all that are left.
        let offered = work.compiled.diagnostics.iter().filter(|found| found.fix.is_some());
        let offered: Vec<Diagnostic> = offered.cloned().collect();
        let done = work.done.len();
        work.left.clear();
        work.apply(&offered)?;
        if work.done.len() == done {
            let Work { after, compiled, done, left, .. } = work;
            return Ok(Fixed { before, after, done, left, compiled });
        }
    }
}

/// The pack as it is so far.
struct Work<'r> {
    reader: &'r mut dyn PackReader,
    name: &'r str,
    today: Option<Date>,
    after: Vec<PackFile>,
    compiled: Compiled,
    done: Vec<Diagnostic>,
    left: Vec<(Diagnostic, Left)>,
}

impl Work<'_> {
    /// Applies the remedies together; where that goes wrong, each half by itself, down to the one that is to blame.
    fn apply(&mut self, found: &[Diagnostic]) -> Result<(), ReadError> {
        match (self.attempt(found)?, found) {
            (_, []) => {}
            (Ok(()), _) => self.done.extend_from_slice(found),
            (Err(why), [one]) => self.left.push((one.clone(), why)),
            (Err(_), many) => {
                let (first, second) = many.split_at(many.len() / 2);
                self.apply(first)?;
                self.apply(second)?;
            }
        }
        Ok(())
    }

    /// Keeps the changes only when every finding is gone and none is new.
    fn attempt(&mut self, found: &[Diagnostic]) -> Result<Result<(), Left>, ReadError> {
        let edits = found.iter().filter_map(|found| found.fix.as_ref()).flat_map(|fix| &fix.edits);
        let files = match apply_all(&self.after, edits) {
            Ok(files) => files,
            Err(error) => return Ok(Err(error.into())),
        };
        let mut overlay = Overlay { reader: self.reader, name: self.name, files: &files };
        let compiled = compile_on(&mut overlay, self.name, self.today)?;
        let (old, new) = (counts(&self.compiled), counts(&compiled));
        let worse = new.iter().find(|(finding, count)| old.get(*finding).is_none_or(|before| before < *count));
        let stays = |found: &Diagnostic| new.get(&key(found)) >= old.get(&key(found));
        Ok(match worse {
            Some(((code, _), _)) => Err(Left::NewFinding(code)),
            None if compiled.policy.is_none() || found.iter().any(stays) => Err(Left::StaysThere),
            None => {
                (self.after, self.compiled) = (files, compiled);
                Ok(())
            }
        })
    }
}

/// A remedy moves lines, so a finding is known by what it says.
fn key(found: &Diagnostic) -> (&'static str, String) {
    (found.code, found.message.nl.clone())
}

fn counts(compiled: &Compiled) -> BTreeMap<(&'static str, String), usize> {
    let mut counts = BTreeMap::new();
    compiled.diagnostics.iter().for_each(|found| *counts.entry(key(found)).or_default() += 1);
    counts
}

/// The pack in memory over the packs it extends.
struct Overlay<'r> {
    reader: &'r mut dyn PackReader,
    name: &'r str,
    files: &'r [PackFile],
}

impl PackReader for Overlay<'_> {
    fn read(&mut self, name: &str) -> Result<Vec<PackFile>, ReadError> {
        if name == self.name { Ok(self.files.to_vec()) } else { self.reader.read(name) }
    }
}
