//! Who in the mailboxes may be the person that is asked for.

use std::collections::BTreeSet;

use super::address::{address, by_address, by_number};
use super::head::{self};
use super::{Mailboxes, text};
use crate::score::{Known, Wanted, judge};
use crate::{Candidate, SourceError};

/// In so many messages it is looked how somebody with an address calls themself.
const LOOKED_AT: usize = 20;

impl Mailboxes {
    /// Whoever has the asked address, and whoever has the asked number, each by themself: who they are together is for
    /// the officer.
    pub(super) fn candidates(&self, wanted: &Wanted) -> Result<Vec<Candidate>, SourceError> {
        let mut found = Vec::new();
        if let Some(address) = wanted.email.as_deref().and_then(address) {
            let key = by_address(&self.file.source, &address);
            if let Some(names) = self.names_of(&key, &address)? {
                let display = names.iter().next().cloned().unwrap_or_else(|| address.clone());
                // Several people may share an address: the name that fits best speaks for it.
                let of = |name: &String| Known {
                    key: key.clone(),
                    email: vec![address.clone()],
                    name: split_name(name),
                    ..Known::default()
                };
                let known = names.iter().map(of).find(|known| known.has_name(wanted));
                let known = known.or_else(|| names.iter().map(of).next());
                let known = known.unwrap_or_else(|| Known { email: vec![address], key, ..Known::default() });
                found.extend(
                    judge(&self.file.source, known, wanted)
                        .map(|candidate| Candidate { display: gestand_vault::Sensitive::new(display), ..candidate }),
                );
            }
        }
        if let Some(number) = &wanted.relation_number {
            let key = by_number(number);
            if self.is_there(&key)? {
                let known = Known { key, relation_number: Some(number.clone()), ..Known::default() };
                let candidate = judge(&self.file.source, known, wanted);
                let display = gestand_vault::Sensitive::new(number.clone());
                found.extend(candidate.map(|candidate| Candidate { display, ..candidate }));
            }
        }
        found.sort_by(|a, b| b.score.cmp(&a.score).then_with(|| a.key.cmp(&b.key)));
        Ok(found)
    }

    fn is_there(&self, person: &str) -> Result<bool, SourceError> {
        for id in self.file.classes.keys() {
            if self.messages(id, false)?.values().any(|known| known.who.iter().any(|who| who == person)) {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// How whoever has the address is called in the newest messages; `None`: nobody has it.
    fn names_of(&self, person: &str, of: &str) -> Result<Option<BTreeSet<String>>, SourceError> {
        let mut theirs = Vec::new();
        for id in self.file.classes.keys() {
            let messages = self.messages(id, false)?;
            let with = messages.iter().filter(|(_, known)| known.who.iter().any(|who| who == person));
            theirs.extend(with.map(|(key, known)| (known.sent, id, key.clone())));
        }
        if theirs.is_empty() {
            return Ok(None);
        }
        theirs.sort_by_key(|(sent, ..)| std::cmp::Reverse(*sent));
        let mut names = BTreeSet::new();
        for (_, id, key) in theirs.into_iter().take(LOOKED_AT) {
            let Some((_, raw)) = self.fetch(id, &key)? else { continue };
            let head = if text::is_msg(&raw) { text::msg(&self.reader, &raw).0 } else { head::read(&raw) };
            let people = head.into_iter().flat_map(|head| head.people);
            names.extend(people.filter(|one| one.address == of && !one.name.is_empty()).map(|one| one.name));
        }
        Ok(Some(names))
    }
}

/// A name as people write it, the family name last: `Voorbeeld, Fenna` too.
fn split_name(name: &str) -> Vec<String> {
    match name.split_once(',') {
        Some((family, first)) => vec![first.trim().to_owned(), family.trim().to_owned()],
        None => match name.trim().rsplit_once(' ') {
            Some((first, family)) => vec![first.to_owned(), family.to_owned()],
            None => vec![name.trim().to_owned()],
        },
    }
}
