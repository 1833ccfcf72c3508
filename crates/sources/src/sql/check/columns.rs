//! Columns that no class tells of, and plain columns with values that look personal. Nothing sampled is kept.

use std::collections::BTreeSet;

use gestand_policy::Severity;

use super::super::Inner;
use super::super::database::Session;
use super::super::schema::Schema;
use super::finding;
use crate::looks::{Looks, name_is_personal, values_look};
use crate::path::JsonPath;
use crate::{SourceError, SourceFinding};

impl Inner {
    pub(super) async fn uncovered(
        &self,
        session: &mut Session,
        schema: &Schema,
    ) -> Result<Vec<SourceFinding>, SourceError> {
        let told: BTreeSet<(String, String)> =
            self.places().into_iter().map(|(_, table, column)| (table, column)).collect();
        let mut found = Vec::new();
        for (table, live_table) in &schema.tables {
            for live in &live_table.columns {
                let fields = self.file.classes.values().filter(|class| class.table == *table);
                let fields: Vec<_> = fields
                    .flat_map(|class| class.columns.iter().filter(|(name, column)| column.name(name) == live.name))
                    .map(|(_, column)| column)
                    .collect();
                let places: Vec<&JsonPath> = fields.iter().filter_map(|column| column.json.as_ref()).collect();
                let plain = fields.iter().any(|column| column.plain && !column.own_number && column.json.is_none());
                let known = told.contains(&(table.clone(), live.name.clone()));
                if known && !plain && places.is_empty() {
                    continue;
                }
                let place = format!("{table}.{}", live.name);
                let sample = session.sample(&live_table.quoted, live).await;
                let sample = sample.map_err(|error| self.failed(&place, &error))?;
                if places.is_empty() || plain {
                    found.extend(doubt(known, values_look(&sample), place, &live.name));
                } else {
                    found.extend(untold_places(&place, &places, &sample));
                }
            }
        }
        Ok(found)
    }
}

/// What is to be said of a column that is not told of, or that counts as plain.
fn doubt(known: bool, looks: Option<Looks>, place: String, name: &str) -> Option<SourceFinding> {
    if known {
        let looks = looks?;
        let (nl, en) = (looks.nl(), looks.en());
        return Some(finding(
            "S0005",
            Severity::Warning,
            place,
            (format!("staat als `plain`, maar lijkt {nl} te bevatten"), format!("is `plain`, but seems to hold {en}")),
            ("Geef de kolom een item.", "Give the column an item."),
        ));
    }
    let personal = looks.is_some() || name_is_personal(name);
    let (nl, en) = match looks {
        Some(looks) => (format!(" en lijkt {} te bevatten", looks.nl()), format!(" and seems to hold {}", looks.en())),
        None if personal => (" en lijkt een persoonsgegeven".to_owned(), " and looks like personal data".to_owned()),
        None => (String::new(), String::new()),
    };
    Some(finding(
        if personal { "S0004" } else { "S0003" },
        Severity::Error,
        place,
        (format!("staat niet in de annotatie{nl}"), format!("is not in the annotation{en}")),
        (
            "Geef de kolom een item, of `plain: true` als het geen persoonsgegeven is.",
            "Give the column an item, or `plain: true` if it is no personal data.",
        ),
    ))
}

/// Places in JSON documents that no field tells of.
fn untold_places(column: &str, told: &[&JsonPath], sample: &[String]) -> Vec<SourceFinding> {
    let mut leaves = BTreeSet::new();
    for document in sample.iter().filter_map(|text| serde_json::from_str(text).ok()) {
        gather(&document, &mut Vec::new(), &mut leaves);
    }
    let untold = leaves.into_iter().filter(|names| !names.is_empty() && !told.iter().any(|path| path.covers(names)));
    untold
        .filter_map(|names| {
            let last = names.last().cloned().unwrap_or_default();
            doubt(false, None, format!("{column} $.{}", names.join(".")), &last)
        })
        .collect()
}

/// The names that lead to each value; places in a list count as one.
fn gather(value: &serde_json::Value, names: &mut Vec<String>, leaves: &mut BTreeSet<Vec<String>>) {
    match value {
        serde_json::Value::Object(fields) => {
            for (name, value) in fields {
                names.push(name.clone());
                gather(value, names, leaves);
                names.pop();
            }
        }
        serde_json::Value::Array(values) => values.iter().for_each(|value| gather(value, names, leaves)),
        _ => {
            leaves.insert(names.clone());
        }
    }
}
