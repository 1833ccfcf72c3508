//! What a file is follows from its path: the classes of a folder, and the parts of it in which a class can lie.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::Date;

use super::moment::{EVENTS, Zones};
use super::pattern::Values;
use super::place::{Entry, Kind};
use crate::annotation::FolderClass;
use crate::{About, Document, DueRule, FieldInfo, Record, Value};
use gestand_vault::Sensitive;

/// The placeholder that leads to the person.
pub const PERSON: &str = "relation_number";
/// The folder in which restricted files lie, under the path that they had.
pub const QUARANTINE: &str = "quarantine";

/// The classes of a folder.
#[derive(Debug)]
pub struct Layout {
    pub source: String,
    pub classes: BTreeMap<String, FolderClass>,
    zones: Zones,
}

/// A file that has the shape of exactly one class.
#[derive(Debug, Clone)]
pub struct Found {
    /// The path of the file, also where it lies in quarantine.
    pub key: String,
    pub class: String,
    pub values: Values,
    pub entry: Entry,
    pub restricted: bool,
}

impl Found {
    pub fn person(&self) -> Option<&String> {
        self.values.get(PERSON)
    }
}

impl Layout {
    /// # Errors
    /// An event that the paths of its class cannot tell; a class that lies in the quarantine.
    pub fn new(source: &str, classes: BTreeMap<String, FolderClass>, zone: Option<&str>) -> Result<Layout, String> {
        for (id, class) in &classes {
            let pattern = &class.pattern;
            for (event, from) in &class.events {
                let known = EVENTS.iter().find(|(name, _)| name == from);
                if !known.is_some_and(|(_, holes)| holes.iter().all(|hole| pattern.has(hole))) {
                    let all: Vec<String> = EVENTS.iter().map(|(name, holes)| told(name, holes)).collect();
                    return Err(format!(
                        "classes.{id}.events.{event}: '{from}' must be one of {}, in the pattern '{}'",
                        all.join(", "),
                        pattern.text
                    ));
                }
            }
            if pattern.lies_in(QUARANTINE) {
                return Err(format!("classes.{id}.pattern: '{QUARANTINE}' is where restricted files lie"));
            }
        }
        Ok(Layout { source: source.to_owned(), classes, zones: Zones::new(zone)? })
    }

    /// The classes whose shape a path has, with what its placeholders stand for.
    pub fn fits(&self, key: &str) -> Vec<(&String, Values)> {
        self.classes.iter().filter_map(|(id, class)| Some((id, class.pattern.matches(key)?))).collect()
    }

    /// `None` for what is no file, or not of exactly one class.
    pub fn found(&self, entry: Entry) -> Option<Found> {
        let (key, restricted) = key_of(&entry.path);
        let mut fits = self.fits(key);
        let (class, values) = fits.pop().filter(|_| fits.is_empty() && entry.kind == Kind::File)?;
        Some(Found { key: key.to_owned(), class: class.clone(), values, restricted, entry })
    }

    pub fn event(&self, found: &Found, event: &str) -> Option<Date> {
        let from = self.classes.get(&found.class)?.events.get(event)?;
        self.zones.day(from, &found.values, found.entry.modified)
    }

    /// The day of the event, when the rule covers the whole file and its term is over. What is restricted may only lie
    /// where it is (Art. 18(2)).
    pub fn due_day(&self, found: &Found, rule: &DueRule) -> Option<Date> {
        let class = self.classes.get(&found.class)?;
        let day = self.event(found, &rule.event)?;
        (covers(rule, class) && !found.restricted && day <= rule.on_or_before).then_some(day)
    }

    /// Whether a folder can hold files of these classes; with `known` values, and where a rule is given, files that are
    /// due by it.
    pub fn may_hold(&self, folder: &str, classes: &[&str], known: &Values, rule: Option<&DueRule>) -> bool {
        self.classes.iter().filter(|(id, _)| classes.contains(&id.as_str())).any(|(_, class)| {
            let Some(values) = class.pattern.begins(folder, known.clone()) else { return false };
            let Some(rule) = rule else { return true };
            let Some(from) = class.events.get(&rule.event).filter(|_| covers(rule, class)) else { return false };
            // A folder tells the day; the time in the name of the file may move it by one.
            let day = if from == "modified" { None } else { self.zones.day(from, &values, jiff::Timestamp::MIN) };
            let last = rule.on_or_before.tomorrow().unwrap_or(Date::MAX);
            day.is_none_or(|day| day <= last)
        })
    }

    /// The record of a file, for somebody who has this role in it.
    pub fn record(&self, found: Found, role: &str) -> Record {
        let name = found.key.rsplit('/').next().unwrap_or(&found.key).to_owned();
        let class = self.classes.get(&found.class);
        let value = |item: &String| {
            let (item, file) = (Some(item.clone()), "file".to_owned());
            let field = FieldInfo { item, name: file, about: About::Subject, free_text: false };
            Value { field: Arc::new(field), value: Sensitive::new(name.as_str().into()) }
        };
        let events = class.into_iter().flat_map(|class| class.events.keys());
        Record {
            source: self.source.as_str().into(),
            role: role.into(),
            subjects: found.person().cloned().into_iter().collect(),
            values: class.into_iter().flat_map(|class| &class.items).map(value).collect(),
            events: events.filter_map(|event| Some((event.clone(), self.event(&found, event)?))).collect(),
            marks: class.map(|class| class.marks.clone()).unwrap_or_default(),
            document: Some(Document {
                media_type: super::text::media_type(&name).to_owned(),
                bytes: found.entry.bytes,
                name,
            }),
            class: found.class.into(),
            key: found.key.into(),
        }
    }
}

/// Whether a rule is about all that a file of the class holds: it can only go as a whole.
fn covers(rule: &DueRule, class: &FolderClass) -> bool {
    !rule.anonymise && !class.items.is_empty() && class.items.is_subset(&rule.items)
}

/// The key of what lies at a path, and whether it lies in quarantine.
pub fn key_of(path: &str) -> (&str, bool) {
    match path.strip_prefix(QUARANTINE).and_then(|rest| rest.strip_prefix('/')) {
        Some(key) => (key, true),
        None => (path, false),
    }
}

/// Where the file of a key lies when it is restricted.
pub fn quarantined(key: &str) -> String {
    [QUARANTINE, "/", key].concat()
}

fn told(event: &str, holes: &[&str]) -> String {
    match holes {
        [one] if *one == event => format!("`{event}`"),
        [] => format!("`{event}`"),
        holes => format!("`{event}` (of {{{}}})", holes.join("}, {")),
    }
}
