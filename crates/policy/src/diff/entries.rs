//! Every other difference, so that nothing changes without being told: entry by entry of every section.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use super::{Change, ChangeKind};
use crate::model::Document;

/// Sections whose members are fields of one node, not entries.
const SINGLE: [&str; 10] = [
    "organisation",
    "statement",
    "transfers",
    "sharing",
    "identification",
    "requests",
    "complaints",
    "breaches",
    "cookie_rules",
    "mandates",
];

/// Fields whose change has a kind of its own, by section.
const EXPLAINED: [(&str, &[&str]); 4] = [
    ("activities", &["purpose", "basis", "data", "functions", "recipients", "subjects"]),
    ("recipients", &["may_receive", "region"]),
    ("retention", &["keep", "subjects"]),
    ("rights", &["term"]),
];

/// Adds what differs beside what is in `told`. Traces, and what describes the pack itself, say nothing to people.
pub(super) fn compare(old: &Document, new: &Document, told: &BTreeSet<String>, changes: &mut Vec<Change>) {
    let (old, new) = (sections(old), sections(new));
    let empty = Value::Null;
    let names: BTreeSet<&String> = old.keys().chain(new.keys()).collect();
    for section in names {
        let (was, will) = (old.get(section).unwrap_or(&empty), new.get(section).unwrap_or(&empty));
        if SINGLE.contains(&section.as_str()) {
            differ(section, was, will, told, changes);
            continue;
        }
        let none = Map::new();
        let (was, will) = (was.as_object().unwrap_or(&none), will.as_object().unwrap_or(&none));
        let ids: BTreeSet<&String> = was.keys().chain(will.keys()).collect();
        for id in ids {
            let (was, will) = (was.get(id).unwrap_or(&empty), will.get(id).unwrap_or(&empty));
            differ(&format!("{section}.{id}"), was, will, told, changes);
        }
    }
}

fn differ(node: &str, was: &Value, will: &Value, told: &BTreeSet<String>, changes: &mut Vec<Change>) {
    let explained = told.contains(node);
    let kind = match (was.is_null(), will.is_null()) {
        _ if was == will || (explained && rest(node, was) == rest(node, will)) => return,
        (true, _) | (_, true) if explained => return,
        (true, _) => ChangeKind::Added,
        (_, true) => ChangeKind::Removed,
        _ => ChangeKind::Changed,
    };
    changes.push(Change::of(kind, node));
}

/// What of a told node no kind of change has told.
fn rest(node: &str, value: &Value) -> Value {
    let mut value = value.clone();
    let section = node.split('.').next().unwrap_or_default();
    let fields = EXPLAINED.iter().find(|(name, _)| *name == section).map_or(&[][..], |(_, fields)| *fields);
    if let Value::Object(entry) = &mut value {
        fields.iter().for_each(|field| drop(entry.remove(*field)));
    }
    value
}

fn sections(document: &Document) -> Map<String, Value> {
    let mut value = serde_json::to_value(document).unwrap_or_default();
    without_traces(&mut value);
    let Value::Object(mut sections) = value else { return Map::new() };
    for of_the_pack in ["pack", "kind", "extends", "about", "law"] {
        sections.remove(of_the_pack);
    }
    sections
}

fn without_traces(value: &mut Value) {
    match value {
        Value::Object(fields) => {
            fields.remove("trace");
            fields.values_mut().for_each(without_traces);
        }
        Value::Array(items) => items.iter_mut().for_each(without_traces),
        _ => {}
    }
}
