//! A record class of VERA: what its objects mean, and how they lead to persons.

use std::collections::{BTreeMap, BTreeSet};

use gestand_policy::model::Text;
use serde::Deserialize;

use super::entity::{Entity, KEYS};
use super::file::Collection;
use crate::Mark;

/// A record class: the objects of one collection.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Class {
    pub label: Text,
    pub domain: String,
    pub collection: String,
    /// Only objects whose `soort` is one of these; empty: all that no other class of the collection has.
    #[serde(default)]
    pub soort: BTreeSet<String>,
    pub subjects: Vec<Way>,
    /// Links to objects that are not persons, and fields that only administer.
    #[serde(default)]
    pub links: BTreeSet<String>,
    pub fields: BTreeMap<String, Field>,
    #[serde(default)]
    pub events: BTreeMap<String, Event>,
    #[serde(default)]
    pub marks: BTreeSet<Mark>,
    /// The field with the archive status (`archiefstatus`), where the class has one.
    pub archive: Option<String>,
    /// The field with the archive nomination.
    pub nomination: Option<String>,
    /// Field → codes that somebody must look at.
    #[serde(default)]
    pub review: BTreeMap<String, BTreeSet<String>>,
    /// Link → the object that is told with the record, where its domain is there.
    #[serde(default)]
    pub embed: BTreeMap<String, Embed>,
    /// A record stays while records of other classes are about its person.
    #[serde(default)]
    pub keep_while_others: bool,
    /// The kinds of the other classes of the collection.
    #[serde(skip)]
    pub(super) but: BTreeSet<String>,
}

/// An object told with a record: the record says that the person has to do with it, the object is of nobody.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Embed {
    pub domain: String,
    pub collection: String,
    pub fields: BTreeMap<String, Field>,
}

/// How a record leads to a person; the first way that fits gives the role. A way with a role only: it is the person.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Way {
    pub role: String,
    /// A field of the record that links to the person (with `through`: to the other record).
    pub link: Option<String>,
    /// A field of the person (with `through`: of the other record) that lists the record.
    pub listed: Option<String>,
    /// Another class that comes between.
    pub through: Option<String>,
    /// A collection of roles in the record: `relatie` leads to the person, `link` to the record.
    pub by: Option<String>,
    /// With `by`: the kinds of role.
    #[serde(default)]
    pub soort: BTreeSet<String>,
    /// Only where the person has such a role (`relatierollen`).
    #[serde(default)]
    pub person_is: BTreeSet<String>,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Field {
    /// Item id of the policy; without one the field holds no personal item.
    pub item: Option<String>,
    /// `subject`, `other`, or a role; absent: `subject`.
    pub about: Option<String>,
    #[serde(default)]
    pub free_text: bool,
    /// A number of the corporation itself, never reported as a BSN.
    #[serde(default)]
    pub own_number: bool,
}

/// When an event happened.
#[derive(Debug, Clone, Deserialize)]
#[serde(untagged)]
pub enum Event {
    /// The day in a field of the record.
    Field(String),
    Roles(RolesEnded),
}

/// The last day of the roles of all its persons, when each has ended.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RolesEnded {
    /// Only these roles; empty: all.
    pub roles_ended: BTreeSet<String>,
    /// It has not happened to who has such a role.
    #[serde(default)]
    pub unless: BTreeSet<String>,
}

impl Class {
    pub fn place(&self) -> Collection<'_> {
        Collection { domain: &self.domain, path: &self.collection }
    }

    /// Whether the object is of this class and not of another of the same collection.
    pub fn takes(&self, entity: &Entity) -> bool {
        let soort = entity.code("soort");
        let one_of = |kinds: &BTreeSet<String>| soort.as_ref().is_some_and(|soort| kinds.contains(soort));
        if self.soort.is_empty() { !one_of(&self.but) } else { one_of(&self.soort) }
    }

    /// The items about a person of the class.
    pub fn subject_items(&self) -> BTreeSet<String> {
        let own = self.fields.values().filter(|field| field.about.as_deref() != Some("other"));
        own.filter_map(|field| field.item.clone()).collect()
    }

    /// Whether the field only holds keys, links or the archive: it is no value of a record.
    pub fn administers(&self, field: &str) -> bool {
        let linked = |way: &Way| way.by.is_none() && way.link.as_deref() == Some(field);
        !self.fields.contains_key(field)
            && (KEYS.contains(&field)
                || self.links.contains(field)
                || self.archive.as_deref() == Some(field)
                || self.nomination.as_deref() == Some(field)
                || self.subjects.iter().any(linked))
    }
}
