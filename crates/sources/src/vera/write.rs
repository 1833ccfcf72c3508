//! Writes back: empties what must go, says in the archive what was destroyed or is blocked, and reads it again.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use super::VeraSource;
use super::class::Class;
use super::content::DESTROYED;
use super::entity::Entity;
use crate::{Applied, Mode, SourceError, Verb, Verified, Work};

/// The archive codes of a record that is blocked, and of one that is in use.
const BLOCKED: &str = "GEB";
const IN_USE: &str = "ACT";

impl VeraSource {
    /// Does the work. In mode `write` the content is emptied and, after a fresh read finds it so, the record is marked
    /// as destroyed. In mode `orchestrate` the record is nominated for destruction, which its own system does.
    pub(super) async fn do_work(&self, work: &Work) -> Result<Applied, SourceError> {
        let class = self.class(&work.class)?;
        if self.file.mode == Mode::Read {
            return Err(SourceError::ReadOnly { source_id: self.id() });
        }
        let keys: BTreeSet<String> = work.keys.iter().cloned().collect();
        let ripe = self.ripeness(&work.class, class, &work.verb, work.still.as_ref()).await?;
        let waiting = self.feed.waiting(class.place())?;
        let mut affected = 0;
        for entity in self.objects(class, &keys).await? {
            let Some(id) = entity.id() else { continue };
            let content = class.content(&entity, &work.verb);
            if content.is_empty() || waiting.contains(&id) || !ripe.is_ripe(&entity) {
                continue;
            }
            if self.file.mode == Mode::Write {
                let emptied: Map<String, Value> = content.into_iter().map(|field| (field, Value::Null)).collect();
                self.feed.change(class.place(), &id, emptied).await?;
                affected += 1;
            } else if let (Verb::Delete, Some(field)) = (&work.verb, &class.nomination) {
                self.archive(class, &entity, field, DESTROYED).await?;
            }
        }
        if let (Mode::Write, Verb::Delete, Some(field)) = (self.file.mode, &work.verb, &class.archive) {
            for entity in self.objects(class, &keys).await? {
                if !class.has_content(&entity, &Verb::Delete) {
                    self.archive(class, &entity, field, DESTROYED).await?;
                }
            }
        }
        Ok(Applied { affected })
    }

    /// Reads afresh what is left of the work.
    pub(super) async fn look_again(&self, work: &Work) -> Result<Verified, SourceError> {
        let class = self.class(&work.class)?;
        let keys: BTreeSet<String> = work.keys.iter().cloned().collect();
        let ripe = self.ripeness(&work.class, class, &work.verb, work.still.as_ref()).await?;
        let mut verified = Verified::default();
        for entity in self.objects(class, &keys).await? {
            let gone = match work.verb {
                Verb::Delete => class.is_destroyed(&entity),
                Verb::Clear { .. } => !class.has_content(&entity, &work.verb),
            };
            let Some(id) = entity.id().filter(|_| !gone) else { continue };
            // A record without content is past being due; only the mark is missing.
            if !class.has_content(&entity, &work.verb) || ripe.is_ripe(&entity) {
                verified.remaining.push(id);
            } else {
                verified.not_due.push(id);
            }
        }
        let waiting = self.feed.waiting(class.place())?;
        if verified.remaining.iter().any(|id| waiting.contains(id)) {
            return Err(SourceError::Waiting { source_id: self.id(), class: work.class.clone() });
        }
        let there = verified.remaining.len() + verified.not_due.len();
        verified.absent = u64::try_from(keys.len().saturating_sub(there)).unwrap_or(u64::MAX);
        Ok(verified)
    }

    /// Marks records as blocked or takes the mark away; keys on which a fresh read does not find it so.
    pub(super) async fn mark_blocked(&self, id: &str, keys: &[String], yes: bool) -> Result<Vec<String>, SourceError> {
        let class = self.class(id)?;
        if self.file.mode == Mode::Read {
            return Err(SourceError::ReadOnly { source_id: self.id() });
        }
        let Some(field) = &class.archive else {
            let reason = "VERA has no archive status for these records".to_owned();
            return Err(SourceError::Refused { source_id: self.id(), class: id.to_owned(), reason });
        };
        let wanted: BTreeSet<String> = keys.iter().cloned().collect();
        let as_asked = |entity: &Entity| (entity.code(field).as_deref() == Some(BLOCKED)) == yes;
        for entity in self.objects(class, &wanted).await?.iter().filter(|entity| !as_asked(entity)) {
            self.archive(class, entity, field, if yes { BLOCKED } else { IN_USE }).await?;
        }
        let fresh = self.objects(class, &wanted).await?;
        let done: BTreeSet<String> = fresh.iter().filter(|entity| as_asked(entity)).filter_map(Entity::id).collect();
        Ok(wanted.difference(&done).cloned().collect())
    }

    /// Writes an archive code, where it is another.
    async fn archive(&self, class: &Class, entity: &Entity, field: &str, code: &str) -> Result<(), SourceError> {
        let Some(id) = entity.id().filter(|_| entity.code(field).as_deref() != Some(code)) else { return Ok(()) };
        let fields = Map::from_iter([(field.to_owned(), json!({ "code": code }))]);
        self.feed.change(class.place(), &id, fields).await
    }

    async fn objects(&self, class: &Class, keys: &BTreeSet<String>) -> Result<Vec<Entity>, SourceError> {
        let mut objects = self.feed.some(class.place(), keys).await?;
        objects.retain(|entity| class.takes(entity));
        Ok(objects)
    }
}
