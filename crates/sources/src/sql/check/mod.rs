//! Compares an annotation with the live database and with the policy.

mod changes;
mod columns;
mod indexes;

use std::collections::BTreeSet;

use gestand_policy::model::Document;
use gestand_policy::{Bilingual, Severity};

use super::schema::Schema;
use super::{Inner, paths};
use crate::annotation::Class;
use crate::path::Link;
use crate::{ClassInfo, SourceError, SourceFinding};

impl Inner {
    pub(super) fn classes(&self) -> Vec<ClassInfo> {
        let info = |(id, class): (&String, &Class)| ClassInfo {
            id: id.clone(),
            label: class.label.clone(),
            items: class.columns.values().filter_map(|column| column.item.clone()).collect(),
            events: class.events.keys().cloned().collect(),
        };
        self.file.classes.iter().map(info).collect()
    }

    /// All that is wrong or doubtful.
    ///
    /// # Errors
    /// When the database cannot be read; a table or column that is not there is a finding.
    pub(super) async fn check(&self, policy: &Document) -> Result<Vec<SourceFinding>, SourceError> {
        let mut session = self.database.whole().await?;
        let schema = session.schema.clone();
        let mut found = self.unknown_names(&schema);
        found.extend(crate::source::unknown_ids(policy, &self.classes()));
        found.extend(self.uncovered(&mut session, &schema).await?);
        found.extend(self.indexes(&schema));
        found.extend(self.changes_possible(&mut session, &schema, policy).await?);
        Ok(found)
    }

    /// Every place of the annotation that names a column: (where it is said, table, column).
    pub(super) fn places(&self) -> Vec<(String, String, String)> {
        let person = &self.file.person;
        let mut places = Vec::new();
        let mut say = |place: &str, table: &str, column: &str| {
            places.push((place.to_owned(), table.to_owned(), column.to_owned()));
        };
        for column in person.key.iter().chain(&person.name) {
            say("person", &person.table, column);
        }
        for field in person.fields() {
            walk(&person.table, &field.path, |table, column| say("person", table, column));
            let end = field.path.last().map_or(&person.table, |link| &link.table);
            say("person", end, &field.column);
        }
        for (id, class) in &self.file.classes {
            for column in &class.key {
                say(id, &class.table, column);
            }
            for (name, column) in &class.columns {
                say(id, &class.table, column.name(name));
            }
            for event in class.events.values() {
                let end = event.path.last().map_or(&class.table, |link| &link.table);
                say(id, end, &event.column);
            }
            let conditions = class.marks.values().chain(&class.condition).chain(&class.deleted);
            for condition in conditions.chain(class.subjects.iter().filter_map(|subject| subject.condition.as_ref())) {
                if !condition.column.is_empty() {
                    say(id, condition.table.as_ref().unwrap_or(&class.table), &condition.column);
                }
            }
            if let Some(mark) = &class.restricted {
                say(id, &class.table, &mark.column);
            }
            for path in paths(class) {
                walk(&class.table, path, |table, column| say(id, table, column));
            }
        }
        places
    }

    fn unknown_names(&self, schema: &Schema) -> Vec<SourceFinding> {
        let mut found = Vec::new();
        let mut seen = BTreeSet::new();
        for (place, table, column) in self.places() {
            let (code, name) = match schema.live(&table, &column) {
                Ok(_) => continue,
                Err(SourceError::UnknownTable { .. }) => ("S0001", table.clone()),
                Err(_) => ("S0002", format!("{table}.{column}")),
            };
            if seen.insert(name.clone()) {
                found.push(finding(
                    code,
                    Severity::Error,
                    name,
                    (
                        format!("bestaat niet in de bron; de annotatie noemt het bij '{place}'"),
                        format!("is not in the source; the annotation names it at '{place}'"),
                    ),
                    ("Pas de annotatie aan of herstel de bron.", "Correct the annotation or restore the source."),
                ));
            }
        }
        found
    }
}

fn walk(base: &str, path: &[Link], mut say: impl FnMut(&str, &str)) {
    let mut table = base;
    for link in path {
        link.from.iter().for_each(|column| say(table, column));
        link.to.iter().for_each(|column| say(&link.table, column));
        table = &link.table;
    }
}

/// `'place' …` in both languages.
fn finding(
    code: &'static str,
    severity: Severity,
    place: String,
    message: (impl AsRef<str>, impl AsRef<str>),
    help: (impl Into<String>, impl Into<String>),
) -> SourceFinding {
    let message =
        Bilingual::new(format!("'{place}' {}", message.0.as_ref()), format!("'{place}' {}", message.1.as_ref()));
    SourceFinding { code, severity, message, place, help: Bilingual::new(help.0.into(), help.1.into()) }
}
