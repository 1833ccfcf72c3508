//! What there is to destroy in a record: VERA has no way to delete one, so its content goes and its shell stays.

use super::class::Class;
use super::entity::Entity;
use crate::Verb;

/// The field with the bytes of a document.
pub const BYTES: &str = "bestand";
/// The archive code of a record that was destroyed.
pub const DESTROYED: &str = "VER";

impl Class {
    /// The fields that the verb empties and in which something stands.
    pub fn content(&self, entity: &Entity, verb: &Verb) -> Vec<String> {
        let goes = |name: &str| match (verb, self.fields.get(name)) {
            (Verb::Delete, Some(field)) => field.item.is_some() || field.free_text,
            (Verb::Delete, None) => !self.administers(name) || name == BYTES || self.is_person_link(name),
            (Verb::Clear { items }, field) => field.is_some_and(|field| {
                field.about.as_deref() != Some("other") && field.item.as_ref().is_some_and(|item| items.contains(item))
            }),
            (Verb::Anonymise | Verb::Rectify { .. } | Verb::Restrict | Verb::Lift, _) => false,
        };
        entity.fields().keys().filter(|name| goes(name) && !entity.is_empty(name)).cloned().collect()
    }

    pub fn has_content(&self, entity: &Entity, verb: &Verb) -> bool {
        !self.content(entity, verb).is_empty()
    }

    /// Whether only what tells of the destruction is left.
    pub fn is_destroyed(&self, entity: &Entity) -> bool {
        let said = self.archive.as_ref().is_none_or(|field| entity.code(field).as_deref() == Some(DESTROYED));
        said && !self.has_content(entity, &Verb::Delete)
    }

    /// Whether the class holds personal items, so that a person is not forgotten before its records.
    pub fn matters(&self) -> bool {
        !self.subject_items().is_empty()
    }

    fn is_person_link(&self, name: &str) -> bool {
        let direct = self.subjects.iter().filter(|way| way.by.is_none() && way.through.is_none());
        direct.filter_map(|way| way.link.as_deref()).any(|link| link == name)
    }
}
