//! What a retention rule finds due: one predicate per class, pushed down to the database.

use std::collections::{BTreeMap, BTreeSet};

use jiff::ToSpan;
use jiff::civil::Date;
use sqlx::{Row, SqliteConnection};

use super::SqliteSource;
use super::schema::Schema;
use super::sql::{ISO, Sql, Walk, all_of, event_text, filled, key_columns, key_in, key_parts, key_text};
use crate::annotation::Class;
use crate::{DueClass, DueKey, DueRule, SourceError, Verb};

impl SqliteSource {
    /// The classes in which the rule finds something due, with counts.
    pub(super) async fn due(&self, rule: &DueRule) -> Result<Vec<DueClass>, SourceError> {
        let (mut conn, schema) = self.reader().await?;
        let mut found = Vec::new();
        for (id, class) in &self.file.classes {
            let Some(verb) = self.due_verb(class, rule) else { continue };
            let Some(event) = class.events.get(&rule.event) else { continue };
            let day = event_text(&schema, class, event)?;
            let mut sql = Sql::new("SELECT COUNT(*), MIN(day), MAX(day) FROM (SELECT substr(");
            sql.add(day).push(", 1, 10) AS day FROM ").push(&schema.table(&class.table)?).push(" AS t WHERE ");
            sql.add(self.due_predicate(&schema, class, &verb, rule)?).push(")");
            let row = sql.query().fetch_one(&mut conn).await.map_err(|error| self.failed(id, &error))?;
            let count = u64::try_from(row.get::<i64, _>(0)).unwrap_or(0);
            let at = |index: usize| row.get::<Option<String>, _>(index).and_then(|day| day.parse().ok());
            if count > 0 {
                let (class, label) = (id.clone(), class.label.clone());
                found.push(DueClass { class, label, verb, count, oldest: at(1), newest: at(2) });
            }
        }
        Ok(found)
    }

    /// At most `limit` due records of a class after the key `after`, in the order of their keys.
    pub(super) async fn due_keys(
        &self,
        rule: &DueRule,
        class: &str,
        after: Option<&str>,
        limit: u32,
    ) -> Result<Vec<DueKey>, SourceError> {
        let (id, class) = (class, self.class(class)?);
        let (Some(verb), Some(event)) = (self.due_verb(class, rule), class.events.get(&rule.event)) else {
            return Ok(Vec::new());
        };
        let (mut conn, schema) = self.reader().await?;
        let order = key_columns(&schema, "t", &class.table, &class.key)?;
        let mut sql = Sql::new(format!("SELECT {}, substr(", key_text(&schema, "t", &class.table, &class.key)?));
        sql.add(event_text(&schema, class, event)?).push(", 1, 10) FROM ").push(&schema.table(&class.table)?);
        sql.push(" AS t WHERE ").add(self.due_predicate(&schema, class, &verb, rule)?);
        if let Some(after) = after {
            let bad = || SourceError::BadKey { source_id: self.id(), class: id.to_owned() };
            sql.push(" AND ").push(&order).push(" > (");
            for (at, part) in key_parts(after, class.key.len()).ok_or_else(bad)?.into_iter().enumerate() {
                sql.push(if at == 0 { "" } else { ", " }).bind(part);
            }
            sql.push(")");
        }
        sql.push(&format!(" ORDER BY {} LIMIT {limit}", order.trim_matches(['(', ')'])));
        let rows = sql.query().fetch_all(&mut conn).await.map_err(|error| self.failed(id, &error))?;
        let mut keys = Vec::new();
        for row in rows {
            let day = row.try_get::<String, _>(1).map_err(|error| self.failed(id, &error))?;
            let unreadable = || SourceError::Read {
                source_id: self.id(),
                place: format!("{id}.{}", rule.event),
                reason: "a value that is no day".to_owned(),
            };
            keys.push((self.key_of(&row, id)?, day.parse::<Date>().map_err(|_| unreadable())?));
        }
        let ids: Vec<String> = keys.iter().map(|(key, _)| key.clone()).collect();
        let mut subjects = self.subjects_of(&mut conn, &schema, id, class, &ids).await?;
        let due = |(key, event_day): (String, Date)| {
            let subjects = subjects.remove(&key).unwrap_or_default().into_iter().collect();
            DueKey { key, subjects, event_day }
        };
        Ok(keys.into_iter().map(due).collect())
    }

    /// The persons behind records, by record key: one statement per way to a person. All roles count, whatever the
    /// condition of the way: a hold on anyone in the record holds it.
    pub(super) async fn subjects_of(
        &self,
        conn: &mut SqliteConnection,
        schema: &Schema,
        id: &str,
        class: &Class,
        keys: &[String],
    ) -> Result<BTreeMap<String, BTreeSet<String>>, SourceError> {
        let person = &self.file.person;
        let mut subjects: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for subject in &class.subjects {
            let walk = Walk { schema, base: &class.table, path: &subject.path };
            let alias = if subject.path.is_empty() { "t".to_owned() } else { format!("p{}", subject.path.len()) };
            let mut sql = Sql::new(format!(
                "SELECT {}, {} FROM {} WHERE ",
                key_text(schema, "t", &class.table, &class.key)?,
                key_text(schema, &alias, &person.table, &person.key)?,
                walk.rows()?
            ));
            sql.add(key_in(schema, "t", id, &class.table, &class.key, keys)?);
            for row in sql.query().fetch_all(&mut *conn).await.map_err(|error| self.failed(id, &error))? {
                let person = row.try_get::<String, _>(1).map_err(|error| self.failed(id, &error))?;
                subjects.entry(self.key_of(&row, id)?).or_default().insert(person);
            }
        }
        Ok(subjects)
    }

    /// What the rule does to records of the class; `None` when the rule is not about them.
    pub(super) fn due_verb(&self, class: &Class, rule: &DueRule) -> Option<Verb> {
        let covered: BTreeSet<String> = class.subject_items().intersection(&rule.items).cloned().collect();
        if covered.is_empty() || !class.events.contains_key(&rule.event) {
            return None;
        }
        if self.may_delete(class, &rule.items) {
            return Some(Verb::Delete);
        }
        let clearable = class.subject_columns().any(|(_, item, column)| column.clear && covered.contains(item));
        clearable.then_some(Verb::Clear { items: covered })
    }

    /// True for the rows `t` of the class that the rule finds due.
    pub(super) fn due_predicate(
        &self,
        schema: &Schema,
        class: &Class,
        verb: &Verb,
        rule: &DueRule,
    ) -> Result<Sql, SourceError> {
        let Some(event) = class.events.get(&rule.event) else { return Ok(Sql::new("0")) };
        // Text compares as days do, so the day after is a bound for days and for instants, and an index serves it.
        let bound = rule.on_or_before.checked_add(1.day()).unwrap_or(Date::MAX).to_string();
        let mut day = if event.path.is_empty() {
            let column = schema.column("t", &class.table, &event.column)?;
            Sql::new(format!("{column} GLOB {ISO} AND {column}"))
        } else {
            event_text(schema, class, event)?
        };
        day.push(" < ").bind(bound);
        Ok(all_of([day, self.content(schema, class, verb)?, self.unkept(schema, class, verb)?]))
    }

    /// True for the rows `t` of the class in which the verb still finds something to do.
    pub(super) fn content(&self, schema: &Schema, class: &Class, verb: &Verb) -> Result<Sql, SourceError> {
        let walk = Walk { schema, base: &class.table, path: &[] };
        let own = walk.condition(class.condition.as_ref())?;
        let Verb::Clear { items } = verb else { return Ok(own) };
        let columns = class.subject_columns().filter(|(_, item, column)| column.clear && items.contains(*item));
        let filled = columns
            .map(|(name, ..)| Ok(format!("({})", filled(&schema.column("t", &class.table, name)?))))
            .collect::<Result<Vec<_>, SourceError>>()?;
        let any = if filled.is_empty() { "0".to_owned() } else { filled.join(" OR ") };
        Ok(all_of([own, Sql::new(any)]))
    }

    /// True for the rows `t` that no `keep_while` keeps from being deleted; clearing leaves the row, so nothing keeps it.
    pub(super) fn unkept(&self, schema: &Schema, class: &Class, verb: &Verb) -> Result<Sql, SourceError> {
        let paths = if *verb == Verb::Delete { class.keep_while.as_slice() } else { &[] };
        let keeps = paths.iter().map(|path| {
            let walk = Walk { schema, base: &class.table, path };
            Ok(Sql::new(format!("NOT EXISTS (SELECT 1 FROM {})", walk.hanging()?)))
        });
        Ok(all_of(keeps.collect::<Result<Vec<_>, SourceError>>()?))
    }
}
