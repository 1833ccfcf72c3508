//! Writes back: empties what must go, says in the archive what was destroyed or is restricted, and reads it again.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value, json};

use super::along::Linked;
use super::class::Class;
use super::content::DESTROYED;
use super::entity::Entity;
use super::{NO_MARK, VeraSource};
use crate::{Applied, Mode, Source, SourceError, Verb, VerbKind, Verified, Work};

/// The archive codes of a record that is blocked, and of one that is in use.
pub(super) const BLOCKED: &str = "GEB";
const IN_USE: &str = "ACT";
/// Those of a record that is not here any more: transferred, and destroyed.
const GONE: [&str; 2] = ["OVE", DESTROYED];

impl VeraSource {
    /// Does the work.
    pub(super) async fn do_work(&self, work: &Work) -> Result<Applied, SourceError> {
        self.supports(&work.class, work.verb.kind())?;
        let class = self.class(&work.class)?;
        match &work.verb {
            Verb::Restrict | Verb::Lift => self.mark(class, work).await,
            Verb::Rectify { role, values, permit } => self.rectify(work, class, (role, values, permit)).await,
            Verb::Delete | Verb::Clear { .. } | Verb::Anonymise => self.destroy(class, work).await,
        }
    }

    /// In mode `write` the content is emptied and, after a fresh read finds it so, the record is marked as destroyed. In
    /// mode `orchestrate` the record is nominated for destruction, which its own system does.
    async fn destroy(&self, class: &Class, work: &Work) -> Result<Applied, SourceError> {
        let keys: BTreeSet<String> = work.keys.iter().cloned().collect();
        let ripe = self.ripeness(&work.class, class, &work.verb, work.still.as_ref()).await?;
        let waiting = self.feed.waiting(class.place())?;
        let (mut affected, mut empty) = (0, BTreeSet::new());
        for entity in self.objects(class, &keys).await? {
            let Some(id) = entity.id() else { continue };
            let content = class.content(&entity, &work.verb);
            if content.is_empty() {
                empty.insert(id);
                continue;
            }
            if waiting.contains(&id) || !ripe.is_ripe(&entity) {
                continue;
            }
            if self.file.mode == Mode::Write {
                let emptied: Map<String, Value> = content.into_iter().map(|field| (field, Value::Null)).collect();
                self.feed.change(class.place(), &id, emptied).await?;
                affected += 1;
                empty.insert(id);
            } else if let (Verb::Delete, Some(field)) = (&work.verb, &class.nomination) {
                self.archive(class, &entity, field, Some(DESTROYED)).await?;
            }
        }
        if let (Mode::Write, Verb::Delete) = (self.file.mode, &work.verb) {
            self.after_emptying(class, &keys, &empty).await?;
        }
        Ok(Applied { affected })
    }

    /// Marks what is empty as destroyed, and takes with a person what only links to them.
    async fn after_emptying(
        &self,
        class: &Class,
        keys: &BTreeSet<String>,
        empty: &BTreeSet<String>,
    ) -> Result<(), SourceError> {
        if let Some(field) = &class.archive {
            for entity in self.objects(class, keys).await? {
                if !class.has_content(&entity, &Verb::Delete) {
                    self.archive(class, &entity, field, Some(DESTROYED)).await?;
                }
            }
        }
        for Linked { class: other, entity, .. } in self.that_link_to(class, empty).await? {
            let waits = self.feed.waiting(other.place())?;
            let Some(id) = entity.id().filter(|id| !waits.contains(id)) else { continue };
            let content = other.content(&entity, &Verb::Delete);
            let emptied: Map<String, Value> = content.into_iter().map(|field| (field, Value::Null)).collect();
            self.feed.change(other.place(), &id, emptied).await?;
        }
        Ok(())
    }

    /// Reads afresh what is left of the work.
    pub(super) async fn look_again(&self, work: &Work) -> Result<Verified, SourceError> {
        let class = self.class(&work.class)?;
        let keys: BTreeSet<String> = work.keys.iter().cloned().collect();
        let ripe = self.ripeness(&work.class, class, &work.verb, work.still.as_ref()).await?;
        let linked = match work.verb {
            Verb::Delete => self.that_link_to(class, &keys).await?,
            _ => Vec::new(),
        };
        let linked: BTreeSet<String> = linked.into_iter().flat_map(|linked| linked.about).collect();
        let waiting = self.feed.waiting(class.place())?;
        let mut verified = Verified::default();
        for entity in self.objects(class, &keys).await? {
            let Some(id) = entity.id() else { continue };
            let done = match &work.verb {
                Verb::Delete => class.is_destroyed(&entity) && !linked.contains(&id),
                Verb::Clear { .. } | Verb::Anonymise => !class.has_content(&entity, &work.verb),
                Verb::Rectify { role, values, permit } => {
                    self.is_rectified(work, class, &entity, (role, values, permit))?
                }
                // A change that its system has not taken in yet may still set another mark.
                Verb::Restrict | Verb::Lift => {
                    let marked = is_marked(&entity, self.place_of_mark(class, &work.class)?, work.verb.kind());
                    class.is_destroyed(&entity) || marked && !waiting.contains(&id)
                }
            };
            if done {
                continue;
            }
            // A record without content is past being due; only the mark is missing.
            if !work.verb.kind().destroys() || !class.has_content(&entity, &work.verb) || ripe.is_ripe(&entity) {
                verified.remaining.push(id);
            } else {
                verified.not_due.push(id);
            }
        }
        if verified.remaining.iter().any(|id| waiting.contains(id)) {
            let (source_id, class) = (self.id(), work.class.clone());
            return Err(SourceError::Waiting { source_id, class, retry_in: None });
        }
        let there = verified.remaining.len() + verified.not_due.len();
        verified.absent = u64::try_from(keys.len().saturating_sub(there)).unwrap_or(u64::MAX);
        Ok(verified)
    }

    /// Marks records as blocked, or takes the mark away.
    async fn mark(&self, class: &Class, work: &Work) -> Result<Applied, SourceError> {
        let field = self.place_of_mark(class, &work.class)?;
        let code = if work.verb.kind() == VerbKind::Restrict { BLOCKED } else { IN_USE };
        let waiting = self.feed.waiting(class.place())?;
        let mut affected = 0;
        for entity in self.objects(class, &work.keys.iter().cloned().collect()).await? {
            let stays = class.is_destroyed(&entity) || entity.id().is_some_and(|id| waiting.contains(&id));
            if !stays && !is_marked(&entity, field, work.verb.kind()) {
                self.archive(class, &entity, field, Some(code)).await?;
                affected += 1;
            }
        }
        Ok(Applied { affected })
    }

    /// The archive codes that stand in these records, of those that are still here.
    pub(super) async fn codes_of(
        &self,
        id: &str,
        keys: &[String],
    ) -> Result<BTreeMap<String, Option<String>>, SourceError> {
        let class = self.class(id)?;
        let field = self.place_of_mark(class, id)?;
        let mut codes = BTreeMap::new();
        for entity in self.objects(class, &keys.iter().cloned().collect()).await? {
            let code = entity.code(field);
            let gone = code.as_deref().is_some_and(|code| GONE.contains(&code));
            if let (Some(id), false) = (entity.id(), gone) {
                codes.insert(id, code);
            }
        }
        Ok(codes)
    }

    /// Blocks records in which these archive codes stand, or puts the codes back. What a system has yet to take in comes
    /// first.
    pub(super) async fn block(
        &self,
        id: &str,
        codes: &BTreeMap<String, Option<String>>,
        blocked: bool,
    ) -> Result<(), SourceError> {
        self.supports(id, VerbKind::Restrict)?;
        let class = self.class(id)?;
        let field = self.place_of_mark(class, id)?;
        let waiting = self.feed.waiting(class.place())?;
        for entity in self.objects(class, &codes.keys().cloned().collect()).await? {
            let Some((key, code)) = entity.id().and_then(|key| codes.get_key_value(&key)) else { continue };
            let (code, block) = (code.as_deref(), Some(BLOCKED));
            let (from, to) = if blocked { (code, block) } else { (block, code) };
            if !waiting.contains(key) && entity.code(field).as_deref() == from {
                self.archive(class, &entity, field, to).await?;
            }
        }
        let waiting = self.feed.waiting(class.place())?;
        if codes.keys().any(|key| waiting.contains(key)) {
            return Err(SourceError::Waiting { source_id: self.id(), class: id.to_owned(), retry_in: None });
        }
        Ok(())
    }

    fn place_of_mark<'a>(&self, class: &'a Class, id: &str) -> Result<&'a String, SourceError> {
        class.archive.as_ref().ok_or_else(|| self.refused(id, NO_MARK))
    }

    pub(super) fn refused(&self, class: &str, reason: &str) -> SourceError {
        SourceError::Refused { source_id: self.id(), class: class.to_owned(), reason: reason.to_owned() }
    }

    /// Writes an archive code, where it is another; `None` empties the field.
    async fn archive(
        &self,
        class: &Class,
        entity: &Entity,
        field: &str,
        code: Option<&str>,
    ) -> Result<(), SourceError> {
        let Some(id) = entity.id().filter(|_| entity.code(field).as_deref() != code) else { return Ok(()) };
        let value = code.map_or(Value::Null, |code| json!({ "code": code }));
        let fields = Map::from_iter([(field.to_owned(), value)]);
        self.feed.change(class.place(), &id, fields).await
    }

    pub(super) async fn objects(&self, class: &Class, keys: &BTreeSet<String>) -> Result<Vec<Entity>, SourceError> {
        let mut objects = self.feed.some(class.place(), keys).await?;
        objects.retain(|entity| class.takes(entity));
        Ok(objects)
    }
}

/// Whether the archive says what the verb (to restrict or to lift) wants.
fn is_marked(entity: &Entity, field: &str, verb: VerbKind) -> bool {
    (entity.code(field).as_deref() == Some(BLOCKED)) == (verb == VerbKind::Restrict)
}
