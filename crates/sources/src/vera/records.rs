//! The records of one person: class by class, each with whom else it is about.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use gestand_vault::Sensitive;
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;

use super::VeraSource;
use super::class::{Class, Field};
use super::content::BYTES;
use super::entity::{Entity, text_of};
use super::feed::Narrow;
use super::file::Collection;
use super::index::{Between, Index};
use crate::{About, Document, FieldInfo, Page, Record, SourceError, Value};

/// An object, and the role of everyone it is about.
type Found = (Entity, BTreeMap<String, String>);

/// From where the records of a person go on.
#[derive(Serialize, Deserialize)]
struct Cursor {
    class: String,
    between: Between,
}

impl VeraSource {
    /// The records of the person: a page per class where the interface narrows, and else all at once, so that no
    /// collection is read twice.
    pub(super) async fn page(&self, person: &str, from: Option<&str>) -> Result<Page, SourceError> {
        let bad = || SourceError::BadKey { source_id: self.id(), class: "person".to_owned() };
        let cursor: Option<Cursor> = from.map(serde_json::from_str).transpose().map_err(|_| bad())?;
        let narrows = self.feed.narrows();
        let mut index = if narrows {
            let Some(index) = self.index_of(person).await? else { return Ok(Page::default()) };
            index
        } else {
            self.index(&self.classes.iter().map(|(id, _)| id.as_str()).collect(), false).await?
        };
        let mut start = 0;
        if let Some(cursor) = cursor {
            start = self.classes.iter().position(|(id, _)| *id == cursor.class).ok_or_else(bad)?;
            index.between = cursor.between;
        }
        let mut page = Page::default();
        for (at, (id, class)) in self.classes.iter().enumerate().skip(start) {
            for (entity, related) in self.of_class(&index, class, person).await? {
                index.keep(&self.classes, id, &entity, &related.keys().cloned().collect());
                if !class.is_destroyed(&entity) {
                    page.records.push(self.record(&index, (id, class), &entity, person, related).await?);
                }
            }
            if let Some((next, _)) = self.classes.get(at + 1).filter(|_| narrows) {
                let cursor = Cursor { class: next.clone(), between: std::mem::take(&mut index.between) };
                page.next = Some(serde_json::to_string(&cursor).map_err(|_| bad())?);
                return Ok(page);
            }
        }
        Ok(page)
    }

    /// The objects of the class that are about the person, in the order of their ids.
    async fn of_class(&self, index: &Index, class: &Class, person: &str) -> Result<Vec<Found>, SourceError> {
        let mut found: BTreeMap<String, Found> = BTreeMap::new();
        let mut take = |id: String, entity: Entity| {
            let related = if class.takes(&entity) { index.relate(class, &entity) } else { BTreeMap::new() };
            if related.contains_key(person) {
                found.insert(id, (entity, related));
            }
        };
        let linked: Vec<_> = class.subjects.iter().filter(|way| way.by.is_none() && way.link.is_some()).collect();
        if self.feed.narrows() || linked.is_empty() {
            for entity in self.feed.some(class.place(), &index.known(class, person)).await? {
                take(entity.id().unwrap_or_default(), entity);
            }
            for way in linked {
                for target in index.targets(way, person) {
                    let narrow = Narrow::Link(way.link.as_deref().unwrap_or_default(), &target);
                    self.feed.each(class.place(), narrow, &mut take).await?;
                }
            }
        } else {
            self.feed.each(class.place(), Narrow::All, take).await?;
        }
        Ok(found.into_values().collect())
    }

    async fn record(
        &self,
        index: &Index,
        (id, class): (&str, &Class),
        entity: &Entity,
        person: &str,
        related: BTreeMap<String, String>,
    ) -> Result<Record, SourceError> {
        let key = entity.id().unwrap_or_default();
        let role = related.get(person).cloned().unwrap_or_default();
        let mut values = Vec::new();
        for (name, json) in entity.fields().iter().filter(|(name, _)| !class.administers(name)) {
            if let Some(text) = text_of(json) {
                values.push(value(class.fields.get(name), name, text, &role));
            }
        }
        for (link, embed) in &class.embed {
            let of = Collection { domain: &embed.domain, path: &embed.collection };
            let ids: BTreeSet<String> = entity.links(link).into_iter().filter_map(|link| link.id).collect();
            for object in self.feed.some(of, &ids).await? {
                for (name, spec) in &embed.fields {
                    let told = object.text(name).map(|text| value(Some(spec), &format!("{link}.{name}"), text, &role));
                    values.extend(told);
                }
            }
        }
        let persons: Vec<&String> = related.keys().collect();
        let day = |(event, of)| Some((String::clone(event), index.day(of, entity, persons.iter().copied())?));
        Ok(Record {
            source: self.id().into(),
            class: id.into(),
            key: key.into(),
            role: role.into(),
            values,
            events: class.events.iter().filter_map(day).collect(),
            marks: class.marks.clone(),
            document: document(entity),
            subjects: related.into_keys().collect(),
        })
    }

    /// The bytes of the document with this key; `None` when it is gone or has none.
    pub(super) async fn bytes(&self, key: &str) -> Result<Option<Vec<u8>>, SourceError> {
        let ids = BTreeSet::from([key.to_owned()]);
        for (id, class) in self.classes.iter().filter(|(_, class)| class.links.contains(BYTES)) {
            for entity in self.feed.some(class.place(), &ids).await?.iter().filter(|entity| class.takes(entity)) {
                let Some(text) = entity.fields().get(BYTES).and_then(Json::as_str) else { continue };
                let bad = |reason: base64::DecodeError| SourceError::Read {
                    source_id: self.id(),
                    place: format!("{id}.{BYTES}"),
                    reason: reason.to_string(),
                };
                let text: String = text.split_ascii_whitespace().collect();
                return STANDARD.decode(text).map(Some).map_err(bad);
            }
        }
        Ok(None)
    }
}

/// A field that nobody has told of is read by a person before it is given.
fn value(spec: Option<&Field>, name: &str, text: String, role: &str) -> Value {
    let about = spec.and_then(|spec| spec.about.as_deref()).unwrap_or("subject");
    let field = FieldInfo {
        item: spec.and_then(|spec| spec.item.clone()),
        name: name.to_owned(),
        about: if about == "subject" || about == role { About::Subject } else { About::Other },
        free_text: spec.is_none_or(|spec| spec.free_text),
    };
    Value { field: Arc::new(field), value: Sensitive::new(text.into()) }
}

fn document(entity: &Entity) -> Option<Document> {
    let text = entity.fields().get(BYTES)?.as_str().filter(|text| !text.is_empty())?;
    let padding = text.bytes().rev().take_while(|byte| *byte == b'=').count();
    let bytes = (text.len() / 4 * 3).saturating_sub(padding);
    Some(Document {
        name: entity.text("bestandsnaam").or_else(|| entity.id()).unwrap_or_default(),
        media_type: entity
            .code("formaat")
            .filter(|kind| kind.contains('/'))
            .unwrap_or_else(|| "application/octet-stream".to_owned()),
        bytes: u64::try_from(bytes).unwrap_or(u64::MAX),
    })
}
