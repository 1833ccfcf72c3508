//! Reads what an index of persons and records is made of: of everyone, or of one person.

use std::collections::BTreeSet;

use super::VeraSource;
use super::entity::{Entity, name_of};
use super::feed::Narrow;
use super::file::{Collection, GROUPS, PERSONS, ROLES};
use super::index::{Index, list_name};
use crate::SourceError;

/// What an index must know to serve some classes.
struct Need<'a> {
    listed: BTreeSet<String>,
    joined: BTreeSet<(Collection<'a>, &'a str)>,
    through: BTreeSet<&'a str>,
}

impl VeraSource {
    /// Everyone in the source, and what these classes are reached through; with `read`, also the classes between.
    pub(super) async fn index(&self, classes: &BTreeSet<&str>, read: bool) -> Result<Index, SourceError> {
        let need = self.need(classes);
        let mut index = self.empty_index();
        self.feed.each(PERSONS, Narrow::All, |id, entity| index.take_person(&id, &entity, &need.listed)).await?;
        if self.has(GROUPS) {
            self.feed.each(GROUPS, Narrow::All, |_, entity| index.take_household(&entity)).await?;
        }
        if self.has(ROLES) {
            self.feed.each(ROLES, Narrow::All, |_, entity| index.take_role(&entity)).await?;
        }
        for (by, link) in &need.joined {
            self.feed.each(*by, Narrow::All, |_, entity| index.take_join(by.path, link, &entity)).await?;
        }
        for (id, class) in self.classes.iter().filter(|(id, _)| read && need.through.contains(id.as_str())) {
            let take = |_, entity: Entity| {
                if class.takes(&entity) {
                    let persons = index.relate(class, &entity).into_keys().collect();
                    index.keep(&self.classes, id, &entity, &persons);
                }
            };
            self.feed.each(class.place(), Narrow::All, take).await?;
        }
        Ok(index)
    }

    /// One person and what is known of them, asked for by id; `None` when there is no such person. What other classes
    /// are reached through is kept as they are read.
    pub(super) async fn index_of(&self, person: &str) -> Result<Option<Index>, SourceError> {
        let need = self.need(&self.classes.iter().map(|(id, _)| id.as_str()).collect());
        let mut index = self.empty_index();
        let Some(entity) = self.feed.some(PERSONS, &BTreeSet::from([person.to_owned()])).await?.pop() else {
            return Ok(None);
        };
        index.take_person(person, &entity, &need.listed);
        let mine = |role: &Entity| role.links("relatie").iter().any(|link| entity.names().contains(&link.name()));
        let mut roles = Vec::new();
        if self.has(ROLES) {
            self.feed.each(ROLES, Narrow::Link("relatie", person), |_, role| roles.push(role)).await?;
        }
        roles.retain(mine);
        let groups = entity.links("groepen").into_iter().chain(roles.iter().flat_map(|role| role.links("rolRelatie")));
        let groups: BTreeSet<String> = groups.filter_map(|link| link.id).collect();
        for group in if self.has(GROUPS) { self.feed.some(GROUPS, &groups).await? } else { Vec::new() } {
            index.take_household(&group);
            let Some(id) = group.id().filter(|_| self.has(ROLES)) else { continue };
            let take = |_, role: Entity| {
                if !mine(&role) && role.links("rolRelatie").iter().any(|link| link.name() == name_of(&id)) {
                    roles.push(role);
                }
            };
            self.feed.each(ROLES, Narrow::Link("rolRelatie", &id), take).await?;
        }
        roles.iter().for_each(|role| index.take_role(role));
        // Of the other members not every role is read here, so that their events are not known.
        index.roles.retain(|who, _| who == person);
        for (by, link) in &need.joined {
            let mut records = BTreeSet::new();
            let take = |_, role: Entity| {
                if mine(&role) {
                    records.extend(role.links(link).into_iter().filter_map(|link| link.id));
                }
            };
            self.feed.each(*by, Narrow::Link("relatie", person), take).await?;
            for record in &records {
                let take = |_, role: Entity| {
                    if role.links(link).iter().any(|link| link.name() == name_of(record)) {
                        index.take_join(by.path, link, &role);
                    }
                };
                self.feed.each(*by, Narrow::Link(link, record), take).await?;
            }
        }
        Ok(Some(index))
    }

    fn empty_index(&self) -> Index {
        let places = self.classes.iter().map(|(id, class)| (id.clone(), class.collection.clone())).collect();
        Index::new(places)
    }

    /// Whether the source reads the collection.
    pub(super) fn has(&self, of: Collection<'_>) -> bool {
        !self.file.skip.contains(of.path)
    }

    fn need(&self, classes: &BTreeSet<&str>) -> Need<'_> {
        let mut need = Need { listed: BTreeSet::new(), joined: BTreeSet::new(), through: BTreeSet::new() };
        // A class comes after those that it is reached through, so that one look back finds them all.
        for (id, class) in self.classes.iter().rev() {
            if !classes.contains(id.as_str()) && !need.through.contains(id.as_str()) {
                continue;
            }
            for way in &class.subjects {
                need.listed.extend(list_name(class, way));
                need.through.extend(way.through.as_deref());
                if let (Some(by), Some(link)) = (&way.by, &way.link) {
                    need.joined.insert((Collection { domain: &class.domain, path: by }, link));
                }
            }
        }
        need
    }
}
