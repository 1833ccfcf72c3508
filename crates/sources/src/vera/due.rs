//! What a rule finds due, and the keys of a class: whole collections are read.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use jiff::civil::Date;
use tokio::time::Instant;

use super::VeraSource;
use super::class::Class;
use super::entity::Entity;
use super::feed::Narrow;
use super::index::Index;
use crate::{DueClass, DueKey, DueRule, SourceError, Verb, VerbKind};

/// Archive codes of VERA under which a record must stay as it is: blocked, and to be kept by law.
const STAYS: [&str; 2] = ["GEB", "BEW"];

/// How long the pages after the first may use what was read for it.
const FRESH: Duration = Duration::from_secs(600);

/// What the last reading found, for the pages after the first: a page costs no reading of its own. Holds keys only.
#[derive(Debug)]
pub struct Memory<T>(Mutex<Option<Read<T>>>);

/// What was asked, when it was read, and what came.
type Read<T> = (String, Instant, Arc<Vec<T>>);

impl<T> Default for Memory<T> {
    fn default() -> Self {
        Memory(Mutex::new(None))
    }
}

impl<T> Memory<T> {
    fn of(&self, what: &str) -> Option<Arc<Vec<T>>> {
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let fits = |(kept, read, _): &&Read<T>| kept == what && read.elapsed() < FRESH;
        kept.as_ref().filter(fits).map(|(.., all)| Arc::clone(all))
    }

    fn keep(&self, what: String, all: Vec<T>) -> Arc<Vec<T>> {
        let all = Arc::new(all);
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some((what, Instant::now(), Arc::clone(&all)));
        all
    }
}

/// The part of a sorted list after a key.
fn rest<T: Clone>(all: &[T], key: impl Fn(&T) -> &str, after: Option<&str>, limit: u32) -> Vec<T> {
    let start = after.map_or(0, |after| all.partition_point(|one| key(one) <= after));
    all[start..].iter().take(usize::try_from(limit).unwrap_or(usize::MAX)).cloned().collect()
}

/// Tells whether a record may be changed now.
pub struct Ripeness<'a> {
    class: &'a Class,
    rule: Option<&'a DueRule>,
    index: Option<Index>,
    /// Persons whom other records are still about, where the class waits for these.
    kept: BTreeSet<String>,
}

impl Ripeness<'_> {
    /// Whether nothing in the source keeps the record, and its term (for retention) is over.
    pub fn is_ripe(&self, entity: &Entity) -> bool {
        match self.rule {
            Some(_) => self.due(entity).is_some(),
            None => !self.stays(entity),
        }
    }

    fn stays(&self, entity: &Entity) -> bool {
        let blocked = self.class.archive.as_ref().and_then(|field| entity.code(field));
        blocked.is_some_and(|code| STAYS.contains(&code.as_str()))
            || entity.id().is_some_and(|id| self.kept.contains(&id))
    }

    /// Whom a due record is about, and since when it is due.
    fn due(&self, entity: &Entity) -> Option<(Vec<String>, Date)> {
        let (rule, index) = (self.rule?, self.index.as_ref()?);
        let persons = index.relate(self.class, entity);
        let day = index.day(self.class.events.get(&rule.event)?, entity, persons.keys());
        let day = day.filter(|day| *day <= rule.on_or_before && !self.stays(entity))?;
        Some((persons.into_keys().collect(), day))
    }
}

impl VeraSource {
    /// What the rule does to records of the class; `None` when the rule is not about them.
    fn due_verb(&self, class: &Class, rule: &DueRule) -> Option<Verb> {
        let items = class.subject_items();
        let covered: BTreeSet<String> = items.intersection(&rule.items).cloned().collect();
        if covered.is_empty() || !class.events.contains_key(&rule.event) {
            return None;
        }
        Some(if covered == items { Verb::Delete } else { Verb::Clear { items: covered } })
    }

    pub(super) async fn due_classes(&self, rule: &DueRule) -> Result<Vec<DueClass>, SourceError> {
        let mut due = Vec::new();
        for (id, class) in &self.classes {
            let Some(verb) = self.due_verb(class, rule) else { continue };
            let days: Vec<_> =
                self.read_due(rule, id, class, &verb).await?.into_iter().map(|key| key.event_day).collect();
            if !days.is_empty() {
                due.push(DueClass {
                    class: id.clone(),
                    label: class.label.clone(),
                    verb,
                    count: u64::try_from(days.len()).unwrap_or(u64::MAX),
                    oldest: days.iter().min().copied(),
                    newest: days.iter().max().copied(),
                });
            }
        }
        Ok(due)
    }

    pub(super) async fn due_page(
        &self,
        rule: &DueRule,
        id: &str,
        after: Option<&str>,
        limit: u32,
    ) -> Result<Vec<DueKey>, SourceError> {
        let class = self.class(id)?;
        let Some(verb) = self.due_verb(class, rule) else { return Ok(Vec::new()) };
        let what = format!("{id} {} {} {}", rule.rule, rule.event, rule.on_or_before);
        let due = match after.and_then(|_| self.due.of(&what)) {
            Some(due) => due,
            None => self.due.keep(what, self.read_due(rule, id, class, &verb).await?),
        };
        Ok(rest(&due, |due| &due.key, after, limit))
    }

    /// Everything due in the class, in the order of the keys.
    async fn read_due(&self, rule: &DueRule, id: &str, class: &Class, verb: &Verb) -> Result<Vec<DueKey>, SourceError> {
        let ripe = self.ripeness(id, class, verb, Some(rule)).await?;
        let mut due = BTreeMap::new();
        let take = |key: String, entity: Entity| {
            if class.takes(&entity)
                && class.has_content(&entity, verb)
                && let Some((subjects, event_day)) = ripe.due(&entity)
            {
                due.insert(key.clone(), DueKey { key, subjects, event_day });
            }
        };
        self.feed.each(class.place(), Narrow::All, take).await?;
        Ok(due.into_values().collect())
    }

    /// What must be known to tell whether records of the class may be changed.
    pub(super) async fn ripeness<'a>(
        &self,
        id: &str,
        class: &'a Class,
        verb: &Verb,
        rule: Option<&'a DueRule>,
    ) -> Result<Ripeness<'a>, SourceError> {
        let waits = class.keep_while_others && verb.kind() == VerbKind::Delete;
        let of = if waits { self.classes.iter().map(|(id, _)| id.as_str()).collect() } else { BTreeSet::from([id]) };
        let index = if waits || rule.is_some() { Some(self.index(&of, true).await?) } else { None };
        let mut kept = BTreeSet::new();
        for (other, others) in self.classes.iter().filter(|(other, others)| waits && other != id && others.matters()) {
            let take = |_, entity: Entity| {
                if others.takes(&entity) && others.has_content(&entity, &Verb::Delete) {
                    kept.extend(index.iter().flat_map(|index| index.relate(others, &entity).into_keys()));
                }
            };
            tracing::debug!(target: "gestand::read", source = self.file.source, class = other, "what keeps a person");
            self.feed.each(others.place(), Narrow::All, take).await?;
        }
        Ok(Ripeness { class, rule, index, kept })
    }

    /// A page of all keys of the class.
    pub(super) async fn all_keys(&self, id: &str, after: Option<&str>, limit: u32) -> Result<Vec<String>, SourceError> {
        let class = self.class(id)?;
        let keys = match after.and_then(|_| self.keys.of(id)) {
            Some(keys) => keys,
            None => {
                let mut keys = BTreeSet::new();
                let take = |key: String, entity: Entity| {
                    if class.takes(&entity) && !class.is_destroyed(&entity) {
                        keys.insert(key);
                    }
                };
                self.feed.each(class.place(), Narrow::All, take).await?;
                self.keys.keep(id.to_owned(), keys.into_iter().collect())
            }
        };
        Ok(rest(&keys, String::as_str, after, limit))
    }

    /// Whom these records are about.
    pub(super) async fn persons_of(
        &self,
        id: &str,
        keys: &[String],
    ) -> Result<BTreeMap<String, BTreeSet<String>>, SourceError> {
        let class = self.class(id)?;
        let index = self.index(&BTreeSet::from([id]), true).await?;
        let entities = self.feed.some(class.place(), &keys.iter().cloned().collect()).await?;
        let of = |entity: &Entity| Some((entity.id()?, index.relate(class, entity).into_keys().collect()));
        Ok(entities.iter().filter_map(of).collect())
    }
}
