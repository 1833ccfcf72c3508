//! What a retention rule finds due: one predicate per class, pushed down to the database.

use std::collections::BTreeSet;
use std::sync::Arc;

use futures_util::TryStreamExt;
use jiff::civil::Date;

use super::Inner;
use super::build::{FALSE, Sql, all_of, any_of, not};
use super::connection::Row;
use super::events::{around, day_text, field_value, happened_by};
use super::pages::{Giver, Stop};
use super::schema::Schema;
use super::walk::{Walk, comparable, key, key_after, key_text};
use crate::annotation::{Class, Column};
use crate::path::{Condition, Test};
use crate::{DueClass, DueKey, DueRule, SourceError, Verb, VerbKind};

impl Inner {
    /// The classes in which the rule finds something due, with counts.
    pub(super) async fn due(&self, rule: &DueRule) -> Result<Vec<DueClass>, SourceError> {
        let mut session = self.reader().await?;
        let schema = session.schema.clone();
        let mut found = Vec::new();
        for (id, class) in &self.file.classes {
            let Some(verb) = self.due_verb(class, rule) else { continue };
            let Some(event) = class.events.get(&rule.event) else { continue };
            let count = format!("CAST(COUNT(*) AS {})", schema.dialect.char_type());
            let mut sql = Sql::new(format!("SELECT {count}, "));
            if event.path.is_empty() {
                // The first and the last as the column compares them: no text is made of every row.
                let walk = Walk { schema: &schema, base: &class.table, path: &[] };
                let (value, live) = field_value(&walk, event)?;
                let day = |of: &str| {
                    let text = schema.dialect.day_of(&schema.dialect.text(&format!("{of}({{}})"), &live));
                    around(&value, &text)
                };
                sql.add(day("MIN")).push(", ").add(day("MAX"));
                sql.push(&format!(" FROM {} AS t WHERE ", schema.table(&class.table)?));
                sql.add(self.due_predicate(&schema, id, class, &verb, rule)?);
            } else {
                sql.push("MIN(day), MAX(day) FROM (SELECT ").add(day_text(&schema, class, event)?);
                sql.push(&format!(" AS day FROM {} AS t WHERE ", schema.table(&class.table)?));
                sql.add(self.due_predicate(&schema, id, class, &verb, rule)?).push(") AS days");
            }
            let rows = session.all(sql).await.map_err(|error| self.failed(id, &error))?;
            let Some(row) = rows.first() else { continue };
            let count = row.str(0).parse().unwrap_or(0);
            let at = |index: usize| row.get(index).and_then(|day| day.parse().ok());
            if count > 0 {
                let (class, label) = (id.clone(), class.label.clone());
                found.push(DueClass { class, label, verb, count, oldest: at(1), newest: at(2) });
            }
        }
        Ok(found)
    }

    /// At most `limit` due records of a class after the key `after`, in the order of their keys. One statement gives all
    /// pages, as long as they are taken one after another.
    pub(super) async fn due_keys(
        self: &Arc<Self>,
        rule: &DueRule,
        class: &str,
        after: Option<&str>,
        limit: u32,
    ) -> Result<Vec<DueKey>, SourceError> {
        let limit = usize::try_from(limit).unwrap_or(usize::MAX).max(1);
        let Some(verb) = self.due_verb(self.class(class)?, rule) else { return Ok(Vec::new()) };
        let place = |after: &str| format!("{class}\n{limit}\n{rule:?}\n{after}");
        let next = |page: &Vec<DueKey>| page.last().filter(|_| page.len() == limit).map(|last| place(&last.key));
        let (inner, id, rule, from) = (self.clone(), class.to_owned(), rule.clone(), after.map(str::to_owned));
        let start = |give: Giver<Vec<DueKey>>| async move {
            let last = inner.read_due(&give, (&rule, &verb), &id, from.as_deref(), limit).await;
            give.end(last).await;
        };
        let page = self.due_keys.take(after.map(place), next, start).await;
        page.unwrap_or_else(|| Err(self.broken_off(class)))
    }

    /// Gives full pages; the last one, which is not full, comes back.
    async fn read_due(
        &self,
        give: &Giver<Vec<DueKey>>,
        (rule, verb): (&DueRule, &Verb),
        id: &str,
        after: Option<&str>,
        limit: usize,
    ) -> Result<Vec<DueKey>, Stop> {
        let class = self.class(id)?;
        let mut session = self.reader().await?;
        let sql = self.due_sql(&session.schema, class, (rule, verb), id, after)?;
        let mut rows = session.rows(sql).await;
        let mut page = Vec::new();
        while let Some(row) = rows.try_next().await.map_err(|error| self.failed(id, &error))? {
            page.push(self.due_key(row, id, class, rule)?);
            if page.len() == limit {
                give.give(std::mem::take(&mut page)).await?;
            }
        }
        Ok(page)
    }

    /// Everything due after a key: the key, the day, and everyone it is about.
    fn due_sql(
        &self,
        schema: &Schema,
        class: &Class,
        (rule, verb): (&DueRule, &Verb),
        id: &str,
        after: Option<&str>,
    ) -> Result<Sql, SourceError> {
        let own = key(schema, "t", &class.table, &class.key)?;
        let mut sql = Sql::new(format!("SELECT {}, ", key_text(schema, &own)));
        match class.events.get(&rule.event) {
            Some(event) => sql.add(day_text(schema, class, event)?),
            None => sql.push("NULL"),
        };
        for way in self.ways(schema, class)? {
            sql.push(", ").push(&way.everyone()?);
        }
        sql.push(&format!(" FROM {} AS t WHERE ", schema.table(&class.table)?));
        let due = self.due_predicate(schema, id, class, verb, rule)?;
        let after = after.map(|after| key_after(schema, id, &own, after)).transpose()?;
        sql.add(all_of([due].into_iter().chain(after)));
        sql.push(&format!(" ORDER BY {}", comparable(schema, &own).join(", ")));
        Ok(sql)
    }

    fn due_key(&self, mut row: Row, id: &str, class: &Class, rule: &DueRule) -> Result<DueKey, SourceError> {
        let event_day = row.str(1).parse::<Date>().map_err(|_| SourceError::Read {
            source_id: self.id(),
            place: format!("{id}.{}", rule.event),
            reason: "a value that is no day".to_owned(),
        })?;
        let subjects = self.persons(&row, 2, id)?;
        let key = self.key_at(&mut row, 0, class.key.len(), id)?.into();
        Ok(DueKey { key, subjects: subjects.into_iter().collect(), event_day })
    }

    /// What the rule does to records of the class; `None` when the rule is not about them.
    pub(super) fn due_verb(&self, class: &Class, rule: &DueRule) -> Option<Verb> {
        let covered: BTreeSet<String> = class.subject_items().intersection(&rule.items).cloned().collect();
        if covered.is_empty() || !class.events.contains_key(&rule.event) {
            return None;
        }
        if rule.anonymise && class.subject_items().is_subset(&rule.items) {
            return Some(Verb::Anonymise);
        }
        if !rule.anonymise && self.may_delete(class, &rule.items) {
            return Some(Verb::Delete);
        }
        let clearable = class.subject_columns().any(|(_, item, column)| column.clear && covered.contains(item));
        clearable.then_some(Verb::Clear { items: covered })
    }

    /// True for the rows `t` of the class that the rule finds due.
    pub(super) fn due_predicate(
        &self,
        schema: &Schema,
        id: &str,
        class: &Class,
        verb: &Verb,
        rule: &DueRule,
    ) -> Result<Sql, SourceError> {
        Ok(all_of([self.still_due(schema, class, verb, rule)?, self.content(schema, id, class, verb)?]))
    }

    /// True for the rows `t` whose term is over and that nothing keeps, whatever is left in them.
    pub(super) fn still_due(
        &self,
        schema: &Schema,
        class: &Class,
        verb: &Verb,
        rule: &DueRule,
    ) -> Result<Sql, SourceError> {
        let Some(event) = class.events.get(&rule.event) else { return Ok(Sql::new(FALSE)) };
        let happened = happened_by(schema, class, event, rule.on_or_before)?;
        Ok(all_of([happened, self.unkept(schema, class, verb)?]))
    }

    /// True for the rows `t` of the class in which the verb still finds something to do.
    pub(super) fn content(&self, schema: &Schema, id: &str, class: &Class, verb: &Verb) -> Result<Sql, SourceError> {
        let walk = Walk { schema, base: &class.table, path: &[] };
        let own = walk.condition(class.condition.as_ref())?;
        let left = match verb {
            Verb::Delete => return Ok(own),
            Verb::Clear { items } => {
                let columns = class.subject_columns().filter(|(_, item, column)| column.clear && items.contains(*item));
                let filled = columns.map(|(name, _, column)| self.still_holds(schema, class, name, column));
                any_of(filled.collect::<Result<Vec<_>, _>>()?)
            }
            Verb::Anonymise => {
                let links: BTreeSet<&str> = class.linking_columns().collect();
                let fields = class.telling_columns().filter(|(name, column)| !links.contains(column.name(name)));
                let filled = fields.map(|(name, column)| self.still_holds(schema, class, name, column));
                let linked = links.iter().map(|link| {
                    let column = schema.column("t", &class.table, link)?;
                    Ok(Sql::new(format!("{column} IS NOT NULL")))
                });
                any_of(filled.chain(linked).collect::<Result<Vec<_>, _>>()?)
            }
            Verb::Rectify { role, values, permit } => {
                let corrections = self.corrections(id, class, role, values, permit)?;
                self.uncorrected(schema, class, &corrections)?
            }
            Verb::Restrict => not(self.is_marked(schema, id, class)?),
            Verb::Lift => self.is_marked(schema, id, class)?,
        };
        Ok(all_of([own, left]))
    }

    /// True for the rows `t` that are marked as restricted.
    fn is_marked(&self, schema: &Schema, id: &str, class: &Class) -> Result<Sql, SourceError> {
        let mark = self.restricted(id, class)?;
        let walk = Walk { schema, base: &class.table, path: &[] };
        let (column, value) = (mark.column.clone(), mark.value.clone());
        walk.condition(Some(&Condition { table: None, column, test: Test::OneOf(vec![value]) }))
    }

    /// True for the rows `t` whose field holds something that clearing it would take away.
    fn still_holds(&self, schema: &Schema, class: &Class, name: &str, column: &Column) -> Result<Sql, SourceError> {
        let stands = column.name(name);
        let (expr, live) = (schema.column("t", &class.table, stands)?, schema.live(&class.table, stands)?);
        let (value, filled) = match &column.json {
            None => (Sql::new(schema.dialect.text(&expr, live)), Sql::new(schema.dialect.filled(&expr, live))),
            Some(path) => {
                let value = schema.dialect.json(&expr, live, path);
                (value.clone(), all_of([around(&value, "{} IS NOT NULL"), around(&value, "{} <> ''")]))
            }
        };
        let Some(constant) = &column.replace_with else { return Ok(filled) };
        let mut other = value;
        other.push(" <> ").bind(constant.as_str());
        Ok(all_of([filled, other]))
    }

    /// True for the rows `t` that no `keep_while` keeps from being deleted; clearing leaves the row, so nothing keeps it.
    pub(super) fn unkept(&self, schema: &Schema, class: &Class, verb: &Verb) -> Result<Sql, SourceError> {
        let paths = if verb.kind() == VerbKind::Delete { class.keep_while.as_slice() } else { &[] };
        let keeps = paths.iter().map(|path| {
            let walk = Walk { schema, base: &class.table, path };
            Ok(Sql::new(format!("NOT EXISTS (SELECT 1 FROM {})", walk.hanging()?)))
        });
        Ok(all_of(keeps.collect::<Result<Vec<_>, SourceError>>()?))
    }
}
