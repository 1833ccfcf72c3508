//! What goes along with a person: records that hold nothing of anybody but the link (their roles).

use std::collections::BTreeSet;

use super::VeraSource;
use super::class::Class;
use super::entity::Entity;
use super::feed::Narrow;
use crate::{Along, SourceError, Verb};

/// Such a record.
pub struct Linked<'a> {
    pub id: &'a str,
    pub class: &'a Class,
    pub entity: Entity,
    /// Everyone it links to.
    pub about: BTreeSet<String>,
}

impl VeraSource {
    /// The records that go when these are emptied.
    pub(super) async fn taken_along(&self, id: &str, keys: &[String]) -> Result<Vec<Along>, SourceError> {
        let persons: BTreeSet<String> = keys.iter().cloned().collect();
        let mut along = Vec::new();
        for linked in self.that_link_to(self.class(id)?, &persons).await? {
            let Some(key) = linked.entity.id() else { continue };
            let subjects: Vec<String> = linked.about.into_iter().collect();
            for with in subjects.iter().filter(|person| persons.contains(*person)) {
                let (with, class) = (with.clone(), linked.id.to_owned());
                along.push(Along { with, class, key: key.clone(), subjects: subjects.clone() });
            }
        }
        Ok(along)
    }

    /// Records that hold nothing of these persons but the link to one of them.
    pub(super) async fn that_link_to<'a>(
        &'a self,
        class: &Class,
        persons: &BTreeSet<String>,
    ) -> Result<Vec<Linked<'a>>, SourceError> {
        let mut found = Vec::new();
        if !class.keep_while_others || persons.is_empty() {
            return Ok(found);
        }
        for (id, other) in self.classes.iter().filter(|(_, other)| !other.matters()) {
            let index = self.index(&BTreeSet::from([id.as_str()]), true).await?;
            let take = |_, entity: Entity| {
                if !other.takes(&entity) || !other.has_content(&entity, &Verb::Delete) {
                    return;
                }
                let about: BTreeSet<String> = index.relate(other, &entity).into_keys().collect();
                if !about.is_disjoint(persons) {
                    found.push(Linked { id, class: other, entity, about });
                }
            };
            self.feed.each(other.place(), Narrow::All, take).await?;
        }
        Ok(found)
    }
}
