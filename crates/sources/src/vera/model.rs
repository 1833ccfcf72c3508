//! VERA's own model (`model.yaml`), as an annotation changes it.

use std::collections::{BTreeMap, BTreeSet};

use gestand_policy::model::Text;
use serde::Deserialize;

use super::class::{Class, Event, Field, Way};
use super::file::VeraFile;
use crate::Mark;

/// What VERA 4.3 means in the words of the sector vocabulary.
const MODEL: &str = include_str!("model.yaml");

/// What an annotation changes of a class, or a class that the model does not have.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClassChange {
    label: Option<Text>,
    domain: Option<String>,
    collection: Option<String>,
    soort: Option<BTreeSet<String>>,
    subjects: Option<Vec<Way>>,
    #[serde(default)]
    links: BTreeSet<String>,
    /// Field → item id.
    #[serde(default)]
    items: BTreeMap<String, String>,
    #[serde(default)]
    fields: BTreeMap<String, Field>,
    #[serde(default)]
    events: BTreeMap<String, Event>,
    marks: Option<BTreeSet<Mark>>,
    archive: Option<String>,
    nomination: Option<String>,
}

impl VeraFile {
    /// The classes of the domains that the source has: those of the model, as the annotation changes them.
    pub fn classes(&mut self) -> Result<Vec<(String, Class)>, String> {
        let domains = self.domains();
        if !domains.contains("relaties") {
            return Err("`domains` must have `relaties`: persons are found there".to_owned());
        }
        let model: BTreeMap<String, Class> = serde_saphyr::from_str(MODEL).map_err(|error| error.to_string())?;
        let mut classes: BTreeMap<String, Class> = model;
        for (id, change) in std::mem::take(&mut self.classes) {
            let class = match classes.remove(&id) {
                Some(class) => change.apply(class),
                None => change.fresh(&id)?,
            };
            classes.insert(id, class);
        }
        classes.retain(|_, class| domains.contains(&class.domain) && !self.skip.contains(&class.collection));
        apart(&mut classes)?;
        let known: BTreeSet<String> = classes.keys().cloned().collect();
        for class in classes.values_mut() {
            class.subjects.retain(|way| {
                let there = way.by.as_ref().is_none_or(|by| !self.skip.contains(by));
                there && way.through.as_ref().is_none_or(|through| known.contains(through))
            });
        }
        for class in classes.values_mut() {
            class.embed.retain(|_, embed| domains.contains(&embed.domain) && !self.skip.contains(&embed.collection));
        }
        in_order(classes)
    }

    fn domains(&self) -> BTreeSet<String> {
        let files = self.files.iter().flat_map(|files| files.domains.iter());
        files.chain(self.http.iter().flat_map(|http| http.domains.keys())).cloned().collect()
    }
}

/// Divides a collection that several classes read: no object is in two of them, and none in no class.
fn apart(classes: &mut BTreeMap<String, Class>) -> Result<(), String> {
    let kinds: Vec<(String, String, BTreeSet<String>)> =
        classes.iter().map(|(id, class)| (id.clone(), class.collection.clone(), class.soort.clone())).collect();
    for (id, class) in classes.iter_mut() {
        for (other, _, soort) in kinds.iter().filter(|(other, path, _)| other != id && *path == class.collection) {
            if !soort.is_disjoint(&class.soort) || soort.is_empty() && class.soort.is_empty() {
                return Err(format!(
                    "classes.{id} and classes.{other} take the same objects of '{}'",
                    class.collection
                ));
            }
            class.but.extend(soort.iter().cloned());
        }
    }
    Ok(())
}

/// Every class after those that it is reached through.
fn in_order(mut classes: BTreeMap<String, Class>) -> Result<Vec<(String, Class)>, String> {
    let mut done: Vec<(String, Class)> = Vec::new();
    while !classes.is_empty() {
        let ready = |class: &Class| {
            let mut through = class.subjects.iter().filter_map(|way| way.through.as_ref());
            through.all(|through| done.iter().any(|(id, _)| id == through))
        };
        let Some(id) = classes.iter().find(|(_, class)| ready(class)).map(|(id, _)| id.clone()) else {
            let names: Vec<&String> = classes.keys().collect();
            return Err(format!("classes {names:?}: `through` leads in a circle"));
        };
        let class = classes.remove(&id).into_iter();
        done.extend(class.map(|class| (id.clone(), class)));
    }
    Ok(done)
}

impl ClassChange {
    fn apply(self, mut class: Class) -> Class {
        class.label = self.label.unwrap_or(class.label);
        class.domain = self.domain.unwrap_or(class.domain);
        class.collection = self.collection.unwrap_or(class.collection);
        class.soort = self.soort.unwrap_or(class.soort);
        class.subjects = self.subjects.unwrap_or(class.subjects);
        class.marks = self.marks.unwrap_or(class.marks);
        class.archive = self.archive.or(class.archive);
        class.nomination = self.nomination.or(class.nomination);
        class.links.extend(self.links);
        class.fields.extend(self.fields);
        class.events.extend(self.events);
        for (field, item) in self.items {
            class.fields.entry(field).or_default().item = Some(item);
        }
        class
    }

    fn fresh(self, id: &str) -> Result<Class, String> {
        let missing = |what: &str| format!("classes.{id}: VERA's model has no such class, so it needs `{what}`");
        let class = Class {
            label: self.label.clone().ok_or_else(|| missing("label"))?,
            domain: self.domain.clone().ok_or_else(|| missing("domain"))?,
            collection: self.collection.clone().ok_or_else(|| missing("collection"))?,
            subjects: self.subjects.clone().ok_or_else(|| missing("subjects"))?,
            soort: BTreeSet::new(),
            links: BTreeSet::new(),
            fields: BTreeMap::new(),
            events: BTreeMap::new(),
            marks: BTreeSet::new(),
            archive: None,
            nomination: None,
            review: BTreeMap::new(),
            embed: BTreeMap::new(),
            keep_while_others: false,
            but: BTreeSet::new(),
        };
        Ok(self.apply(class))
    }
}

#[cfg(test)]
mod tests {
    use super::super::entity::Entity;
    use super::*;

    fn file(more: &str) -> VeraFile {
        let head = "source: v\nlabel: V\nkind: vera\nmode: read\n";
        serde_saphyr::from_str(&format!("{head}files: {{root: ., domains: [relaties, overeenkomsten]}}\n{more}"))
            .unwrap()
    }

    #[test]
    fn the_model_is_whole_and_in_order() {
        let all = "files: {root: ., domains: [relaties, overeenkomsten, dossier, onderhoud, woonruimteverdeling]}";
        let text = format!("source: v\nlabel: V\nkind: vera\nmode: read\n{all}\n");
        let classes = serde_saphyr::from_str::<VeraFile>(&text).unwrap().classes().unwrap();
        let model: BTreeMap<String, Class> = serde_saphyr::from_str(MODEL).unwrap();
        assert_eq!(classes.len(), model.len(), "every class belongs to one of these domains");
        for (id, class) in &classes {
            assert!(!class.subjects.is_empty() && !class.fields.is_empty(), "{id}");
            for (event, of) in &class.events {
                let Event::Field(field) = of else { continue };
                assert!(class.fields.contains_key(field), "{id}: the day of '{event}' is a field of the class");
            }
        }
    }

    #[test]
    fn an_annotation_changes_one_field_and_leaves_the_rest() {
        let mut file = file("classes: {person: {items: {extra: email}, fields: {geslacht: {}}}}");
        let classes = file.classes().unwrap();
        let (_, person) = classes.iter().find(|(id, _)| id == "person").unwrap();
        assert_eq!(person.fields["extra"].item.as_deref(), Some("email"));
        assert_eq!(person.fields["geslacht"].item, None);
        assert_eq!(person.fields["achternaam"].item.as_deref(), Some("name"));
    }

    #[test]
    fn every_object_is_of_one_class() {
        let classes = file("").classes().unwrap();
        let of = |soort: Option<&str>| {
            let fields = soort.map(|soort| ("soort".to_owned(), serde_json::json!({"code": soort})));
            let entity = Entity::new(fields.into_iter().collect());
            let ours =
                classes.iter().filter(|(_, class)| class.collection == "contactgegevens" && class.takes(&entity));
            ours.map(|(id, _)| id.as_str()).collect::<Vec<_>>()
        };
        assert_eq!(of(Some("EMA")), ["email_address"]);
        assert_eq!(of(Some("MOB")), ["phone_number"]);
        assert_eq!(of(Some("NIEUW")), ["other_contact"]);
        assert_eq!(of(None), ["other_contact"]);
        let twice = "classes: {faxes: {label: F, domain: relaties, collection: contactgegevens, soort: [FAX], \
            subjects: [{role: subject, link: relatie}]}}";
        assert!(file(twice).classes().unwrap_err().contains("faxes"));
    }

    #[test]
    fn a_class_of_ones_own_is_whole_or_told() {
        let wrong = file("classes: {pets: {label: Pets}}").classes().unwrap_err();
        assert!(wrong.contains("pets") && wrong.contains("domain"), "{wrong}");
        let circle = "classes: {person: {subjects: [{role: subject, link: id, through: contract}]}, contract: \
            {label: C, domain: relaties, collection: c, subjects: [{role: subject, link: x, through: person}]}}";
        assert!(file(circle).classes().unwrap_err().contains("circle"));
    }

    #[test]
    fn what_is_skipped_is_not_read() {
        let classes = file("skip: [contactgegevens]").classes().unwrap();
        assert!(classes.iter().all(|(_, class)| class.collection != "contactgegevens"));
        assert!(classes.iter().all(|(_, class)| class.domain != "dossier"), "only the domains that are there");
    }
}
