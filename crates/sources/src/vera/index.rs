//! Who has to do with what: persons, households, roles, and the records that others are reached through.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::class::{Class, Event, RolesEnded, Way};
use super::entity::{Entity, Link, id_in};
use super::file::{GROUPS, PERSONS};

/// Name of an object → ids of persons.
pub type People = HashMap<String, BTreeSet<String>>;

/// A role of a person: its code and the day it ended.
type Role = (String, Option<Date>);

#[derive(Debug, Default)]
pub struct Index {
    /// Persons by name.
    people: People,
    /// Households by name: their members.
    households: People,
    pub roles: HashMap<String, Vec<Role>>,
    /// Collection of roles in records → name of the record → person and kind of role.
    joined: HashMap<String, HashMap<String, BTreeSet<(String, String)>>>,
    pub between: Between,
    /// Class → its collection.
    places: BTreeMap<String, String>,
}

/// What stands between persons and records. Holds keys only.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Between {
    /// Class → names of its records → persons.
    found: BTreeMap<String, People>,
    /// Name of a list (see [`list_name`]) → names of the listed records → persons.
    listed: BTreeMap<String, People>,
}

/// `class.field>collection`: which class lists (empty: the person), in which field, records of which collection.
pub fn list_name(class: &Class, way: &Way) -> Option<String> {
    let through = way.through.as_deref().unwrap_or_default();
    Some(format!("{through}.{}>{}", way.listed.as_ref()?, class.collection))
}

/// The field and the collection of a list of the person.
fn own_list(list: &str) -> Option<(&str, &str)> {
    list.strip_prefix('.')?.split_once('>')
}

impl Index {
    /// `places`: class → its collection.
    pub fn new(places: BTreeMap<String, String>) -> Index {
        Index { places, ..Index::default() }
    }

    /// Whom the record is about, with the role of each: the first way that fits.
    pub fn relate(&self, class: &Class, entity: &Entity) -> BTreeMap<String, String> {
        let mut related: BTreeMap<String, String> = BTreeMap::new();
        for way in &class.subjects {
            for person in self.by_way(class, way, entity) {
                let fits = way.person_is.is_empty() || self.has_role(&person, &way.person_is);
                if fits && !related.contains_key(&person) {
                    related.insert(person, way.role.clone());
                }
            }
        }
        related
    }

    fn by_way(&self, class: &Class, way: &Way, entity: &Entity) -> BTreeSet<String> {
        let names = entity.names();
        let all = |people: Option<&People>| -> BTreeSet<String> {
            let people = people.into_iter().flat_map(|people| names.iter().filter_map(|name| people.get(name)));
            people.flatten().cloned().collect()
        };
        if let Some(list) = list_name(class, way) {
            return all(self.between.listed.get(&list));
        }
        let Some(link) = &way.link else { return entity.id().into_iter().collect() };
        if let Some(by) = &way.by {
            let joined =
                self.joined.get(by).into_iter().flat_map(|records| names.iter().filter_map(|name| records.get(name)));
            let kind = |soort: &String| way.soort.is_empty() || way.soort.contains(soort);
            return joined.flatten().filter(|(_, soort)| kind(soort)).map(|(person, _)| person.clone()).collect();
        }
        let links = entity.links(link);
        match &way.through {
            Some(through) => {
                let found = self.between.found.get(through);
                let place = self.places.get(through).map_or("", String::as_str);
                let there = links.iter().filter(|link| self.may_be_in(link, place));
                there.filter_map(|link| found?.get(&link.name())).flatten().cloned().collect()
            }
            None => links.iter().flat_map(|link| self.persons(link)).collect(),
        }
    }

    /// The persons behind a link: the person, or the members of the household.
    fn persons(&self, link: &Link) -> BTreeSet<String> {
        let name = link.name();
        let (person, household) = (self.people.get(&name), self.households.get(&name));
        match link.collection.as_deref() {
            Some("rechtspersonen") => BTreeSet::new(),
            Some(path) if path == GROUPS.path => household.cloned().unwrap_or_default(),
            // Who is not read here is still somebody: a hold on them holds the record.
            _ => person.or(household).cloned().unwrap_or_else(|| link.id.iter().cloned().collect()),
        }
    }

    /// Whether a link to a relation leads to a household.
    fn is_household(&self, link: &Link) -> bool {
        match link.collection.as_deref() {
            Some(path) if path == GROUPS.path => true,
            Some(path) if path == PERSONS.path => false,
            _ => !self.people.contains_key(&link.name()) && self.households.contains_key(&link.name()),
        }
    }

    /// Whether an address does not say that the object is in another collection that we know.
    fn may_be_in(&self, link: &Link, collection: &str) -> bool {
        let elsewhere = |path: &String| path != collection && self.places.values().any(|place| place == path);
        !link.collection.as_ref().is_some_and(elsewhere)
    }

    fn has_role(&self, person: &str, codes: &BTreeSet<String>) -> bool {
        self.roles.get(person).is_some_and(|roles| roles.iter().any(|(code, _)| codes.contains(code)))
    }

    /// The day of an event of a record about these persons; `None`: not happened, or not known.
    pub fn day<'a>(
        &self,
        event: &Event,
        entity: &Entity,
        persons: impl IntoIterator<Item = &'a String>,
    ) -> Option<Date> {
        match event {
            Event::Field(field) => entity.day(field),
            Event::Roles(ended) => {
                let days =
                    persons.into_iter().map(|person| self.ended(person, ended)).collect::<Option<Vec<Date>>>()?;
                days.into_iter().max()
            }
        }
    }

    fn ended(&self, person: &str, ended: &RolesEnded) -> Option<Date> {
        if self.has_role(person, &ended.unless) {
            return None;
        }
        let of = |code: &String| ended.roles_ended.is_empty() || ended.roles_ended.contains(code);
        let days = self.roles.get(person)?.iter().filter(|(code, _)| of(code)).map(|(_, day)| *day);
        days.collect::<Option<Vec<Date>>>()?.into_iter().max()
    }

    /// Ids of the records of the class that are known before it is read: the person, listed, or joined by a role.
    pub fn known(&self, class: &Class, person: &str) -> BTreeSet<String> {
        let mut ids = BTreeSet::new();
        let theirs = |persons: &BTreeSet<String>| persons.contains(person);
        for way in &class.subjects {
            if way.link.is_none() && way.listed.is_none() {
                ids.insert(person);
            }
            if let Some(people) = list_name(class, way).and_then(|list| self.between.listed.get(&list)) {
                ids.extend(people.iter().filter(|(_, persons)| theirs(persons)).filter_map(|(name, _)| id_in(name)));
            }
            if let Some(records) = way.by.as_ref().and_then(|by| self.joined.get(by)) {
                let ours = records.iter().filter(|(_, roles)| roles.iter().any(|(who, _)| who == person));
                ids.extend(ours.filter_map(|(name, _)| id_in(name)));
            }
        }
        ids.into_iter().map(str::to_owned).collect()
    }

    /// Ids that a field of the class links to when the record is about the person.
    pub fn targets(&self, way: &Way, person: &str) -> BTreeSet<String> {
        let people = match &way.through {
            Some(through) => self.between.found.get(through).into_iter().flatten().collect::<Vec<_>>(),
            None => self.people.iter().chain(&self.households).collect(),
        };
        let theirs = people.into_iter().filter(|(_, persons)| persons.contains(person));
        theirs.filter_map(|(name, _)| id_in(name).map(str::to_owned)).collect()
    }

    /// Keeps what other classes are reached through.
    pub fn keep(&mut self, classes: &[(String, Class)], id: &str, entity: &Entity, persons: &BTreeSet<String>) {
        let mut between = false;
        for (class, way) in classes.iter().flat_map(|(_, class)| class.subjects.iter().map(move |way| (class, way))) {
            if way.through.as_deref() != Some(id) {
                continue;
            }
            between |= way.link.is_some();
            if let (Some(list), Some(field)) = (list_name(class, way), &way.listed) {
                self.list(&list, &class.collection, entity.links(field), persons);
            }
        }
        if between {
            let found = self.between.found.entry(id.to_owned()).or_default();
            for name in entity.names() {
                found.entry(name).or_default().extend(persons.iter().cloned());
            }
        }
    }

    fn list(&mut self, list: &str, collection: &str, links: Vec<Link>, persons: &BTreeSet<String>) {
        for link in links.into_iter().filter(|link| self.may_be_in(link, collection)).collect::<Vec<_>>() {
            let listed = self.between.listed.entry(list.to_owned()).or_default();
            listed.entry(link.name()).or_default().extend(persons.iter().cloned());
        }
    }

    pub fn take_person(&mut self, id: &str, entity: &Entity, lists: &BTreeSet<String>) {
        for name in entity.names() {
            self.people.entry(name).or_default().insert(id.to_owned());
        }
        for group in entity.links("groepen") {
            self.households.entry(group.name()).or_default().insert(id.to_owned());
        }
        let own = BTreeSet::from([id.to_owned()]);
        for list in lists {
            if let Some((field, collection)) = own_list(list) {
                self.list(list, collection, entity.links(field), &own);
            }
        }
    }

    pub fn take_household(&mut self, entity: &Entity) {
        let members: BTreeSet<String> = entity.links("relaties").iter().flat_map(|link| self.persons(link)).collect();
        for name in entity.names() {
            self.households.entry(name).or_default().extend(members.iter().cloned());
        }
    }

    pub fn take_role(&mut self, entity: &Entity) {
        let persons: BTreeSet<String> = entity.links("relatie").iter().flat_map(|link| self.persons(link)).collect();
        for person in &persons {
            let role = (entity.code("soort").unwrap_or_default(), entity.day("einddatum"));
            self.roles.entry(person.clone()).or_default().push(role);
        }
        let groups = entity.links("rolRelatie").into_iter().filter(|link| self.is_household(link)).collect::<Vec<_>>();
        for group in groups {
            self.households.entry(group.name()).or_default().extend(persons.iter().cloned());
        }
    }

    pub fn take_join(&mut self, by: &str, link: &str, entity: &Entity) {
        let persons: Vec<String> = entity.links("relatie").iter().flat_map(|link| self.persons(link)).collect();
        let records = self.joined.entry(by.to_owned()).or_default();
        for record in entity.links(link) {
            let roles = records.entry(record.name()).or_default();
            let soort = entity.code("soort").unwrap_or_default();
            roles.extend(persons.iter().map(|person| (person.clone(), soort.clone())));
        }
    }
}
