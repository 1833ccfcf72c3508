//! Reads the records of one person: one statement per class and way to a person, never per row.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use gestand_policy::decide::Permit;
use gestand_vault::Sensitive;
use sqlx::{Row, SqliteConnection};

use super::SqliteSource;
use super::schema::Schema;
use super::sql::{Sql, Walk, as_text, event_text, key_in, key_text};
use crate::annotation::{Class, SubjectPath};
use crate::{About, Record, SourceError, Value};

impl SqliteSource {
    /// All records about the person with `subject_key`. A record that several ways lead to counts once, in the role
    /// that the annotation names first.
    pub(super) async fn records(&self, subject_key: &str, permit: &Permit) -> Result<Vec<Record>, SourceError> {
        tracing::debug!(target: "gestand::read", source = self.file.source, activity = ?permit.activity(), "records");
        let (mut conn, schema) = self.reader().await?;
        let mut records = Vec::new();
        for (id, class) in &self.file.classes {
            let mut seen = HashSet::new();
            for subject in &class.subjects {
                let mut found =
                    self.class_records(&mut conn, &schema, (id.as_str(), class), subject, subject_key).await?;
                found.retain(|record| seen.insert(record.key.clone()));
                let keys: Vec<String> = found.iter().map(|record| record.key.clone()).collect();
                let mut subjects = self.subjects_of(&mut conn, &schema, id, class, &keys).await?;
                for record in &mut found {
                    record.subjects = subjects.remove(&record.key).unwrap_or_default().into_iter().collect();
                }
                records.extend(found);
            }
        }
        Ok(records)
    }

    async fn class_records(
        &self,
        conn: &mut SqliteConnection,
        schema: &Schema,
        (id, class): (&str, &Class),
        subject: &SubjectPath,
        subject_key: &str,
    ) -> Result<Vec<Record>, SourceError> {
        let base = &class.table;
        let walk = Walk { schema, base, path: &subject.path };
        let mut sql = Sql::new(format!("SELECT DISTINCT {}", key_text(schema, "t", base, &class.key)?));
        for name in class.columns.keys() {
            sql.push(", ").push(&as_text(&schema.column("t", base, name)?));
        }
        for event in class.events.values() {
            sql.push(", substr(").add(event_text(schema, class, event)?).push(", 1, 10)");
        }
        for condition in class.marks.values() {
            sql.push(", COALESCE(").add(walk.condition(Some(condition))?).push(", 0)");
        }
        sql.push(" FROM ").push(&walk.rows()?).push(" WHERE (").add(walk.condition(class.condition.as_ref())?);
        sql.push(") AND (").add(walk.condition(subject.condition.as_ref())?).push(") AND ");
        let person = &self.file.person;
        let alias = if subject.path.is_empty() { "t".to_owned() } else { format!("p{}", subject.path.len()) };
        sql.add(key_in(schema, &alias, id, &person.table, &person.key, &[subject_key.to_owned()])?);
        let rows = sql.query().fetch_all(conn).await.map_err(|error| self.failed(id, &error))?;
        rows.iter().map(|row| self.record(row, id, class, &subject.role)).collect()
    }

    fn record(
        &self,
        row: &sqlx::sqlite::SqliteRow,
        id: &str,
        class: &Class,
        role: &str,
    ) -> Result<Record, SourceError> {
        let failed = |error: sqlx::Error| self.failed(id, &error);
        let key = self.key_of(row, id)?;
        let mut at = 1;
        let mut values = Vec::new();
        for (name, column) in &class.columns {
            if let Some(value) = row.try_get::<Option<String>, _>(at).map_err(failed)? {
                let about =
                    if column.about == "subject" || column.about == role { About::Subject } else { About::Other };
                let (item, free_text) = (column.item.clone(), column.free_text);
                values.push(Value { item, field: name.clone(), about, free_text, value: Sensitive::new(value) });
            }
            at += 1;
        }
        let mut events = BTreeMap::new();
        for name in class.events.keys() {
            let day = row.try_get::<Option<String>, _>(at).map_err(failed)?;
            if let Some(day) = day.and_then(|day| day.parse().ok()) {
                events.insert(name.clone(), day);
            }
            at += 1;
        }
        let mut marks = BTreeSet::new();
        for mark in class.marks.keys() {
            if row.try_get::<i64, _>(at).map_err(failed)? != 0 {
                marks.insert(*mark);
            }
            at += 1;
        }
        let (source, class) = (self.id(), id.to_owned());
        let (role, subjects) = (role.to_owned(), Vec::new());
        Ok(Record { source, class, key, role, subjects, values, events, marks, document: None })
    }

    /// The key in the first column of a row; a row without one is an error, never left out.
    /// The empty class stands for the table of persons.
    pub(super) fn key_of(&self, row: &sqlx::sqlite::SqliteRow, class: &str) -> Result<String, SourceError> {
        let shown = if class.is_empty() { &self.file.person.table } else { class };
        let null = || SourceError::NullKey { source_id: self.id(), class: shown.to_owned() };
        let key = row.try_get::<Option<String>, _>(0).map_err(|error| self.failed(class, &error))?.ok_or_else(null)?;
        let composite = self.file.classes.get(class).map_or(&self.file.person.key, |class| &class.key).len() > 1;
        let holes = || serde_json::from_str::<Vec<Option<String>>>(&key).is_ok_and(|parts| parts.contains(&None));
        if composite && holes() { Err(null()) } else { Ok(key) }
    }
}
