//! The day of an event, in a column of the row or over a path.

use jiff::ToSpan;
use jiff::civil::Date;

use super::build::{Sql, all_of};
use super::schema::{Family, LiveColumn, Schema};
use super::walk::Walk;
use crate::SourceError;
use crate::annotation::{Class, Field};

/// A place in JSON is a text whatever its column is.
fn as_told(field: &Field, live: &LiveColumn) -> LiveColumn {
    match field.json {
        Some(_) => LiveColumn { family: Family::Text, declared: "text".to_owned(), ..live.clone() },
        None => live.clone(),
    }
}

/// The value of a field at the end of a walk, and the type it has.
pub fn field_value(walk: &Walk, field: &Field) -> Result<(Sql, LiveColumn), SourceError> {
    let (expr, live) = walk.end(&field.column)?;
    let value = match &field.json {
        Some(path) => walk.schema.dialect.json(&expr, live, path),
        None => Sql::new(expr),
    };
    Ok((value, as_told(field, live)))
}

/// `template` with the value in the place of every `{}`.
pub fn around(value: &Sql, template: &str) -> Sql {
    let mut out = Sql::default();
    for (at, part) in template.split("{}").enumerate() {
        if at > 0 {
            out.add(value.clone());
        }
        out.push(part);
    }
    out
}

/// The event as ISO text of a day, NULL when it has not happened. Over a path: the latest of all rows reached, and NULL
/// as long as one of them has none, or a row reached is one of `unless`.
pub fn day_text(schema: &Schema, class: &Class, event: &Field) -> Result<Sql, SourceError> {
    let walk = Walk { schema, base: &class.table, path: &event.path };
    let (value, live) = field_value(&walk, event)?;
    let dialect = schema.dialect;
    let (test, day) = (dialect.is_day("{}", &live), |expr: &str| dialect.day_of(&dialect.text(expr, &live)));
    if event.path.is_empty() {
        return Ok(around(&value, &format!("CASE WHEN {test} THEN {} END", day("{}"))));
    }
    let start = format!(
        "(SELECT CASE WHEN COUNT(*) = SUM(CASE WHEN {test} THEN 1 ELSE 0 END) THEN {} END FROM {} AND (",
        day("MAX({})"),
        walk.hanging()?
    );
    let mut out = around(&value, &start);
    out.add(walk.condition(event.condition.as_ref())?).push(")");
    if event.unless.is_some() {
        out.push(&format!(" AND NOT EXISTS (SELECT 1 FROM {} AND (", walk.hanging()?));
        out.add(walk.condition(event.unless.as_ref())?).push("))");
    }
    out.push(")");
    Ok(out)
}

/// True when the event was on this day or earlier; an index on the column of the event serves.
pub fn happened_by(schema: &Schema, class: &Class, event: &Field, day: Date) -> Result<Sql, SourceError> {
    if !event.path.is_empty() {
        let mut out = day_text(schema, class, event)?;
        out.push(" <= ").bind(day.to_string());
        return Ok(out);
    }
    let walk = Walk { schema, base: &class.table, path: &[] };
    let (value, live) = field_value(&walk, event)?;
    // Days and instants before the day after: a text of either compares so too.
    let bound = day.checked_add(1.day()).unwrap_or(Date::MAX).to_string();
    let mut before = value.clone();
    before.push(" < ").add(Sql::with(schema.dialect.day_bound(&live), bound));
    Ok(all_of([around(&value, &schema.dialect.is_day("{}", &live)), before]))
}
