//! Orders to a supplier: given once, waited for, and verified by reading what it holds then.

use std::collections::BTreeMap;
use std::time::Duration;

use sha2::{Digest, Sha256};

use super::channel::Ask;
use super::file::SupplierClass;
use super::talk::{Asked, Held, Order, Standing, State};
use super::{SupplierSource, due_day};
use crate::{Applied, SourceError, Verb, Verified, Work};

/// How often an order is given anew after the supplier failed, or said that it was done when it was not.
const ATTEMPTS: u32 = 20;
const WHY: &str = "order to a supplier";

impl SupplierSource {
    /// Gives the order for what is still to be done, and waits a while for it.
    ///
    /// All that must be remembered of an order the supplier remembers: its id follows from what is ordered, so after a
    /// kill the same order is asked after, not given again.
    pub(super) async fn have_done(&self, work: &Work) -> Result<Applied, SourceError> {
        let open = self.open(work).await?.0;
        if open.is_empty() {
            return Ok(Applied::default());
        }
        for attempt in 0..ATTEMPTS {
            let id = self.order_id(work, attempt);
            let standing = self.standing(work, &id).await?;
            match standing.state {
                State::Unknown => {
                    self.give(work, &id, &open).await?;
                    let standing = self.standing(work, &id).await?;
                    return self.wait(work, &id, open.len(), standing).await;
                }
                State::Running => return self.wait(work, &id, open.len(), standing).await,
                // It may have been done since it was read.
                State::Done if self.open(work).await?.0.is_empty() => {
                    return Ok(Applied { affected: open.len() as u64 });
                }
                // Said to be done, or to have failed, and it is not done: a new order.
                State::Done | State::Failed => {}
            }
        }
        Err(self.refused(&work.class, "the supplier failed too often; ask it what is wrong"))
    }

    /// What is left of a step, by a fresh read.
    pub(super) async fn look_again(&self, work: &Work) -> Result<Verified, SourceError> {
        let (remaining, not_due) = self.open(work).await?;
        let left = remaining.len() + not_due.len();
        let absent = u64::try_from(work.keys.len().saturating_sub(left)).unwrap_or(u64::MAX);
        Ok(Verified { absent, remaining, not_due })
    }

    /// Keys on which the step is still to be done, and keys that are no longer due.
    async fn open(&self, work: &Work) -> Result<(Vec<String>, Vec<String>), SourceError> {
        let class = self.class(&work.class)?;
        let (mut open, mut left) = (Vec::new(), Vec::new());
        for (key, held) in self.held(&work.class, &work.keys).await? {
            if self.is_done(class, work, &held)? {
                continue;
            }
            let due = work
                .still
                .as_ref()
                .is_none_or(|rule| self.day_of(class, rule).is_some_and(|day| due_day(&held, day, rule).is_some()));
            if due { open.push(key) } else { left.push(key) }
        }
        Ok((open, left))
    }

    fn is_done(&self, class: &SupplierClass, work: &Work, held: &Held) -> Result<bool, SourceError> {
        let empty = |name: &String| held.fields.get(name).is_none_or(|value| value.as_deref().unwrap_or("").is_empty());
        Ok(match &work.verb {
            Verb::Delete => false,
            Verb::Clear { items } => class.fields_of(items).all(empty),
            Verb::Anonymise => held.persons.is_empty() && class.fields_of(&class.items()).all(empty),
            Verb::Restrict => held.restricted,
            Verb::Lift => !held.restricted,
            Verb::Rectify { values, permit, .. } => {
                let names = named(class, values.keys()).map_err(|reason| self.refused(&work.class, reason))?;
                let same = |(asked, name): &(&String, &String)| {
                    let wanted = values.get(*asked).map(|value| value.open(permit, WHY).as_str());
                    held.fields.get(*name).and_then(Option::as_deref).unwrap_or_default() == wanted.unwrap_or_default()
                };
                names.iter().all(same)
            }
        })
    }

    async fn give(&self, work: &Work, id: &str, keys: &[String]) -> Result<(), SourceError> {
        let class = self.class(&work.class)?;
        let (names, all) = match &work.verb {
            Verb::Rectify { values, .. } => {
                (named(class, values.keys()).map_err(|reason| self.refused(&work.class, reason))?, Default::default())
            }
            _ => (Vec::new(), class.items()),
        };
        let fields = match &work.verb {
            Verb::Rectify { values, permit, .. } => {
                let mut new = BTreeMap::new();
                for (asked, name) in &names {
                    new.insert(name.as_str(), values.get(*asked).map(|value| value.open(permit, WHY).as_str()));
                }
                Some(new)
            }
            Verb::Clear { items } => Some(class.fields_of(items).map(|name| (name.as_str(), None)).collect()),
            Verb::Anonymise => Some(class.fields_of(&all).map(|name| (name.as_str(), None)).collect()),
            Verb::Delete | Verb::Restrict | Verb::Lift => None,
        };
        let order = Order { order: id, verb: work.verb.kind(), class: &work.class, keys, fields };
        // Whatever it answers: how the order stands is asked.
        let _taken: serde_json::Value =
            self.channel.ask(Ask::Order, &self.names(&work.class, id), &order).await.map_err(|e| self.away(&e))?;
        Ok(())
    }

    /// Waits for an order that stands so now.
    async fn wait(
        &self,
        work: &Work,
        id: &str,
        records: usize,
        mut standing: Standing,
    ) -> Result<Applied, SourceError> {
        let limits = self.file.limits;
        let mut left = limits.wait_ms;
        loop {
            match standing.state {
                State::Done => return Ok(Applied { affected: records as u64 }),
                State::Failed => return Err(self.refused(&work.class, standing.problem())),
                State::Running | State::Unknown if left < limits.poll_ms => {
                    let (source_id, class) = (self.id(), work.class.clone());
                    let retry_in = standing.retry_in_s.map(Duration::from_secs);
                    return Err(SourceError::Waiting { source_id, class, retry_in });
                }
                State::Running | State::Unknown => {
                    tokio::time::sleep(Duration::from_millis(limits.poll_ms)).await;
                    left -= limits.poll_ms;
                    standing = self.standing(work, id).await?;
                }
            }
        }
    }

    async fn standing(&self, work: &Work, id: &str) -> Result<Standing, SourceError> {
        let asked = Asked { order: id };
        self.channel.ask(Ask::Status, &self.names(&work.class, id), &asked).await.map_err(|error| self.away(&error))
    }

    fn names<'n>(&'n self, class: &'n str, order: &'n str) -> BTreeMap<&'n str, &'n str> {
        [("source", self.file.source.as_str()), ("class", class), ("order", order)].into()
    }

    fn away(&self, error: &std::io::Error) -> SourceError {
        SourceError::Unreachable { source_id: self.id(), reason: error.to_string() }
    }

    /// The id of an order: the same for the same work, however often it is taken up.
    fn order_id(&self, work: &Work, attempt: u32) -> String {
        let mut hash = Sha256::new();
        let mut keys: Vec<&str> = work.keys.iter().map(String::as_str).collect();
        keys.sort_unstable();
        let verb = format!("{:?}", work.verb.kind());
        for part in [self.file.source.as_str(), &work.class, &verb, &attempt.to_string()].into_iter().chain(keys) {
            hash.update(part.len().to_be_bytes());
            hash.update(part);
        }
        if let Verb::Rectify { values, permit, .. } = &work.verb {
            for (name, value) in values {
                let value = value.open(permit, WHY);
                for part in [name, value] {
                    hash.update(part.len().to_be_bytes());
                    hash.update(part);
                }
            }
        }
        hash.finalize()[..16].iter().map(|byte| format!("{byte:02x}")).collect()
    }
}

/// The field of each asked name: a field about the person, or an item that exactly one of them holds.
///
/// # Errors
/// A name that is neither, or an item of several fields.
pub fn named<'a>(
    class: &'a SupplierClass,
    asked: impl Iterator<Item = &'a String>,
) -> Result<Vec<(&'a String, &'a String)>, String> {
    let mut names = Vec::new();
    for name in asked {
        if let Some((field, _)) = class.fields.get_key_value(name).filter(|(_, field)| !field.other) {
            names.push((name, field));
            continue;
        }
        let holds = |field: &super::Field| !field.other && field.item.as_ref() == Some(name);
        let mut fields = class.fields.iter().filter(|(_, field)| holds(field)).map(|(field, _)| field);
        match (fields.next(), fields.next()) {
            (Some(field), None) => names.push((name, field)),
            (Some(_), Some(_)) => return Err(format!("several fields hold '{name}': name the field")),
            (None, _) => return Err(format!("no field about the person is, or holds, '{name}'")),
        };
    }
    Ok(names)
}
