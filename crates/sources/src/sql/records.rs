//! One statement for the records of a class about a person, and what a row of it means.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use compact_str::CompactString;
use gestand_vault::Sensitive;

use super::Inner;
use super::build::{Sql, all_of, any_of, flag};
use super::connection::Row;
use super::events::day_text;
use super::schema::Schema;
use super::walk::{Key, Walk, Way, comparable, key, key_after, key_is, key_text, people};
use crate::annotation::{Class, Column, SubjectPath};
use crate::path::Condition;
use crate::{About, FieldInfo, Record, SourceError, Value};

/// The field that says a row counts as deleted in the system itself.
const DELETED: &str = "deleted";

/// What records of a class about a person have in common. Each page has its own: it is counted who uses it, and the
/// thread that reads must not wait for the one that forgets.
pub(super) struct Common {
    source: CompactString,
    class: CompactString,
    /// The person asked for.
    person: Arc<[String]>,
    /// Each way leads to at most one person, and there is only one.
    single: bool,
    /// By the place of the way: the role, and the fields of the columns, then the one that says that the row is deleted.
    ways: Vec<(CompactString, Vec<Arc<FieldInfo>>)>,
}

impl Common {
    pub fn of(source: &str, id: &str, class: &Class, person: &str, single: bool) -> Common {
        let of_role = |subject: &SubjectPath| {
            let column = |(name, column): (&String, &Column)| {
                let own = column.about == "subject" || column.about == subject.role;
                let about = if own { About::Subject } else { About::Other };
                let (item, free_text) = (column.item.clone(), column.free_text);
                Arc::new(FieldInfo { item, name: name.clone(), about, free_text })
            };
            let (name, about) = (DELETED.to_owned(), About::Subject);
            let deleted = Arc::new(FieldInfo { item: None, name, about, free_text: false });
            (CompactString::new(&subject.role), class.columns.iter().map(column).chain([deleted]).collect())
        };
        Common {
            source: source.into(),
            class: id.into(),
            person: Arc::from([person.to_owned()]),
            single,
            ways: class.subjects.iter().map(of_role).collect(),
        }
    }
}

impl Inner {
    /// The ways from the rows of a class to a person.
    pub(super) fn ways<'a>(&'a self, schema: &'a Schema, class: &'a Class) -> Result<Vec<Way<'a>>, SourceError> {
        class.subjects.iter().map(|subject| Way::new(schema, class, subject, &self.file.person)).collect()
    }

    /// All rows of the class about the person, in the order of their keys, from after a key: the key, then what
    /// [`Inner::record`] reads, and where several persons or ways can lead to a row, the place of the first way. Whether
    /// there is a single one comes with it.
    pub(super) fn class_sql(
        &self,
        schema: &Schema,
        (id, class): (&str, &Class),
        person: &str,
        after: Option<&str>,
    ) -> Result<(Sql, bool), SourceError> {
        let ways = self.ways(schema, class)?;
        let own = key(schema, "t", &class.table, &class.key)?;
        match ways.as_slice() {
            [way] if way.single => {
                let mut out = Sql::new(format!("SELECT {}", key_text(schema, &own)));
                out.add(self.selected(schema, id, class, &ways, person)?);
                out.push(&format!(" FROM {} WHERE ", way.walk.rows()?));
                out.add(self.rows_after(schema, id, &own, way.about(class, id, person)?, after)?);
                out.push(&format!(" ORDER BY {}", comparable(schema, &own).join(", ")));
                Ok((out, true))
            }
            _ => {
                // Each row once, in the role that the annotation names first.
                let names: Vec<String> = (0..own.len()).map(|at| format!("k{at}")).collect();
                let picks = own.iter().zip(&names).map(|((expr, _), name)| format!("{expr} AS {name}"));
                let picks = picks.collect::<Vec<_>>().join(", ");
                let arms = ways.iter().enumerate().map(|(at, way)| {
                    let mut arm = Sql::new(format!("SELECT {picks}, {at} AS way FROM {} WHERE ", way.walk.rows()?));
                    arm.add(way.about(class, id, person)?);
                    Ok(arm)
                });
                let arms = Sql::join(arms.collect::<Result<Vec<_>, SourceError>>()?, " UNION ALL ");
                let names = names.join(", ");
                let lives = own.iter().enumerate().map(|(at, (_, live))| (format!("k.k{at}"), *live));
                let found: Key = lives.collect();
                let pairs = found.iter().zip(&own).map(|((k, _), (t, _))| format!("{t} = {k}"));
                let way = format!("CAST(k.way AS {})", schema.dialect.char_type());
                let mut out = Sql::new(format!("SELECT {}, {way}", key_text(schema, &found)));
                out.add(self.selected(schema, id, class, &ways, person)?);
                out.push(&format!(" FROM (SELECT {names}, MIN(way) AS way FROM (")).add(arms);
                // A row without a key stays: it is an error when it is read.
                out.push(&format!(
                    ") AS ways GROUP BY {names}) AS k LEFT JOIN {} AS t ON ",
                    schema.table(&class.table)?
                ));
                out.push(&pairs.collect::<Vec<_>>().join(" AND ")).push(" WHERE ");
                out.add(self.rows_after(schema, id, &found, Sql::default(), after)?);
                out.push(&format!(" ORDER BY {}", comparable(schema, &found).join(", ")));
                Ok((out, false))
            }
        }
    }

    fn rows_after(
        &self,
        schema: &Schema,
        id: &str,
        key: &Key,
        rows: Sql,
        after: Option<&str>,
    ) -> Result<Sql, SourceError> {
        let after = after.map(|after| key_after(schema, id, key, after)).transpose()?;
        Ok(all_of([rows].into_iter().filter(|rows| !rows.is_empty()).chain(after)))
    }

    /// `, …` for every field, event and mark, whether the row counts as deleted, and everyone it is about.
    fn selected(
        &self,
        schema: &Schema,
        id: &str,
        class: &Class,
        ways: &[Way],
        person: &str,
    ) -> Result<Sql, SourceError> {
        let mut out = Sql::default();
        for (name, column) in &class.columns {
            out.push(", ").add(field_text(schema, class, name, column)?);
        }
        for event in class.events.values() {
            out.push(", ").add(day_text(schema, class, event)?);
        }
        let own = Walk { schema, base: &class.table, path: &[] };
        for condition in class.marks.values() {
            // A condition on a table of a path holds when it holds on a way to this very person.
            let on_path = condition.table.as_ref().is_some_and(|table| *table != class.table);
            out.push(", ").add(flag(if on_path {
                self.on_the_way(schema, id, ways, condition, person)?
            } else {
                own.condition(Some(condition))?
            }));
        }
        if let Some(deleted) = &class.deleted {
            out.push(", ").add(flag(own.condition(Some(deleted))?));
        }
        if !matches!(ways, [way] if way.single) {
            for way in ways {
                out.push(", ").push(&way.everyone()?);
            }
        }
        Ok(out)
    }

    /// True when the condition holds somewhere on a way from the row to this person.
    fn on_the_way(
        &self,
        schema: &Schema,
        id: &str,
        ways: &[Way],
        condition: &Condition,
        person: &str,
    ) -> Result<Sql, SourceError> {
        let mut arms = Vec::new();
        for way in ways.iter().filter(|way| way.names(condition)) {
            let whole = way.whole();
            let end = self.file.person.key.iter().map(|column| whole.end(column)).collect::<Result<Key, _>>()?;
            let mut arm = Sql::new(format!("EXISTS (SELECT 1 FROM {} AND ", whole.hanging()?));
            arm.add(all_of([whole.condition(Some(condition))?, key_is(schema, id, &end, person)?])).push(")");
            arms.push(arm);
        }
        if arms.is_empty() {
            let table = condition.table.clone().unwrap_or_default();
            return Err(SourceError::UnknownTable { source_id: self.id(), table });
        }
        Ok(any_of(arms))
    }

    pub(super) fn record(
        &self,
        mut row: Row,
        (id, class): (&str, &Class),
        common: &Common,
    ) -> Result<Record, SourceError> {
        let key = self.key_at(&mut row, 0, class.key.len(), id)?;
        let way = if common.single { Some(0) } else { row.str(1).parse().ok() };
        let (role, fields) = way.and_then(|way: usize| common.ways.get(way)).ok_or_else(|| SourceError::Read {
            source_id: self.id(),
            place: id.to_owned(),
            reason: "no way to a person".to_owned(),
        })?;
        let mut at = usize::from(!common.single);
        let mut next = || {
            at += 1;
            row.take(at)
        };
        let mut values = Vec::with_capacity(class.columns.len());
        for field in &fields[..class.columns.len()] {
            if let Some(value) = next() {
                values.push(Value { field: field.clone(), value: Sensitive::new(value) });
            }
        }
        let mut events = BTreeMap::new();
        for name in class.events.keys() {
            if let Some(day) = next().and_then(|day| day.parse().ok()) {
                events.insert(name.clone(), day);
            }
        }
        let mut marks = BTreeSet::new();
        for mark in class.marks.keys() {
            if next().as_deref() == Some("1") {
                marks.insert(*mark);
            }
        }
        if let (Some(_), Some(field)) = (&class.deleted, fields.last())
            && next().as_deref() == Some("1")
        {
            values.push(Value { field: field.clone(), value: Sensitive::new("1".into()) });
        }
        // The person asked for, and everyone else that a way leads to.
        let subjects = if common.single {
            common.person.clone()
        } else {
            let mut subjects = self.persons(&row, at + 1, id)?;
            subjects.extend(common.person.iter().cloned());
            subjects.into_iter().collect()
        };
        let (source, class, role) = (common.source.clone(), common.class.clone(), role.clone());
        Ok(Record { source, class, key, role, subjects, values, events, marks, document: None })
    }

    /// Everyone in the columns of a row from `from` on.
    pub(super) fn persons(&self, row: &Row, from: usize, id: &str) -> Result<BTreeSet<String>, SourceError> {
        let mut found = BTreeSet::new();
        for text in (from..row.len()).filter_map(|at| row.get(at)) {
            found.extend(people(text, self.file.person.key.len()).ok_or_else(|| SourceError::Read {
                source_id: self.id(),
                place: id.to_owned(),
                reason: "a list of persons is not whole".to_owned(),
            })?);
        }
        Ok(found)
    }
}

/// The value of a field of the class as text.
pub fn field_text(schema: &Schema, class: &Class, name: &str, column: &Column) -> Result<Sql, SourceError> {
    let stands = column.name(name);
    let (expr, live) = (schema.column("t", &class.table, stands)?, schema.live(&class.table, stands)?);
    Ok(match &column.json {
        Some(path) => schema.dialect.json(&expr, live, path),
        None => Sql::new(schema.dialect.text(&expr, live)),
    })
}
