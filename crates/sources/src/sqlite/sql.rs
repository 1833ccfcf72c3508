//! Builds statements from an annotation: names from the live schema, values always bound.

use sqlx::AssertSqlSafe;
use sqlx::sqlite::SqliteArguments;

use super::schema::Schema;
use crate::SourceError;
use crate::annotation::{Class, Field, Person};
use crate::path::{Condition, Link, Test};

/// Days and instants as ISO text; anything else is no day.
pub const ISO: &str = "'[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]*'";

/// A piece of SQL with the values of its `?`, in order.
#[derive(Debug, Clone, Default)]
pub struct Sql {
    text: String,
    args: Vec<String>,
}

impl Sql {
    pub fn new(text: impl Into<String>) -> Self {
        Sql { text: text.into(), args: Vec::new() }
    }
    pub fn push(&mut self, text: &str) -> &mut Self {
        self.text.push_str(text);
        self
    }
    pub fn bind(&mut self, value: impl Into<String>) -> &mut Self {
        self.text.push('?');
        self.args.push(value.into());
        self
    }
    pub fn add(&mut self, other: Sql) -> &mut Self {
        self.text.push_str(&other.text);
        self.args.extend(other.args);
        self
    }
    /// Ready to run. Every name in the text went through [`Schema`], every value is bound.
    pub fn query(self) -> sqlx::query::Query<'static, sqlx::Sqlite, SqliteArguments> {
        self.args.into_iter().fold(sqlx::query(AssertSqlSafe(self.text)), |query, value| query.bind(value))
    }
}

/// Pieces joined by ` AND `.
pub fn all_of(pieces: impl IntoIterator<Item = Sql>) -> Sql {
    let mut out = Sql::default();
    for piece in pieces {
        out.push(if out.text.is_empty() { "(" } else { " AND (" }).add(piece).push(")");
    }
    if out.text.is_empty() { Sql::new("1") } else { out }
}

/// The tables of a path with their aliases: the row is `t`, the steps are `p1`, `p2`, ….
#[derive(Debug)]
pub struct Walk<'a> {
    pub schema: &'a Schema,
    pub base: &'a str,
    pub path: &'a [Link],
}

impl Walk<'_> {
    fn alias(at: usize) -> String {
        if at == 0 { "t".to_owned() } else { format!("p{at}") }
    }
    fn table_at(&self, at: usize) -> &str {
        at.checked_sub(1).and_then(|step| self.path.get(step)).map_or(self.base, |link| link.table.as_str())
    }
    /// A column of the row at the end of the path.
    pub fn end(&self, column: &str) -> Result<String, SourceError> {
        let at = self.path.len();
        self.schema.column(&Self::alias(at), self.table_at(at), column)
    }
    fn on(&self, at: usize) -> Result<String, SourceError> {
        let link = &self.path[at - 1];
        let pairs = link.from.iter().zip(&link.to).map(|(from, to)| {
            let from = self.schema.column(&Self::alias(at - 1), self.table_at(at - 1), from)?;
            Ok(format!("{} = {from}", self.schema.column(&Self::alias(at), &link.table, to)?))
        });
        Ok(pairs.collect::<Result<Vec<_>, SourceError>>()?.join(" AND "))
    }
    fn named(&self, at: usize) -> Result<String, SourceError> {
        Ok(format!("{} AS {}", self.schema.table(self.table_at(at))?, Self::alias(at)))
    }
    /// `base AS t JOIN … AS p1 ON …`: the row with all that hangs on it.
    pub fn rows(&self) -> Result<String, SourceError> {
        self.joined(0)
    }
    fn joined(&self, first: usize) -> Result<String, SourceError> {
        let mut out = self.named(first)?;
        for at in first + 1..=self.path.len() {
            out.push_str(&format!(" JOIN {} ON {}", self.named(at)?, self.on(at)?));
        }
        Ok(out)
    }
    /// `p1 … WHERE p1.x = t.y`: what hangs on a row `t` of the statement around it. Not for an empty path.
    pub fn hanging(&self) -> Result<String, SourceError> {
        Ok(format!("{} WHERE {}", self.joined(1)?, self.on(1)?))
    }
    /// A condition on the row or on a table of the path.
    pub fn condition(&self, condition: Option<&Condition>) -> Result<Sql, SourceError> {
        let Some(condition) = condition else { return Ok(Sql::new("1")) };
        if condition.test == Test::Always {
            return Ok(Sql::new("1"));
        }
        let (alias, table) = match &condition.table {
            None => (Self::alias(0), self.base),
            Some(table) => {
                let at = (0..=self.path.len()).rev().find(|at| self.table_at(*at) == table).ok_or_else(|| {
                    SourceError::UnknownTable { source_id: self.schema.source_id.clone(), table: table.clone() }
                })?;
                (Self::alias(at), table.as_str())
            }
        };
        let column = self.schema.column(&alias, table, &condition.column)?;
        Ok(match &condition.test {
            Test::Always => Sql::new("1"),
            Test::Set => Sql::new(filled(&column)),
            Test::Empty => Sql::new(format!("NOT ({})", filled(&column))),
            Test::OneOf(values) => {
                let mut out = Sql::default();
                for value in values {
                    out.push(if out.text.is_empty() { "" } else { " OR " })
                        .push(&column)
                        .push(" = ")
                        .bind(value.as_str());
                }
                out
            }
        })
    }
}

/// The column holds something: 0 and false are something, NULL and the empty text are not.
pub fn filled(column: &str) -> String {
    format!("{column} IS NOT NULL AND {column} <> ''")
}

/// A value as text, NULL staying NULL; bytes as their size.
pub fn as_text(column: &str) -> String {
    format!(
        "CASE typeof({column}) WHEN 'blob' THEN '(' || length({column}) || ' bytes)' ELSE CAST({column} AS TEXT) END"
    )
}

/// The key of the row `alias` as one text: itself, or a JSON array of texts.
pub fn key_text(schema: &Schema, alias: &str, table: &str, key: &[String]) -> Result<String, SourceError> {
    let parts = key.iter().map(|column| Ok(format!("CAST({} AS TEXT)", schema.column(alias, table, column)?)));
    let parts = parts.collect::<Result<Vec<_>, SourceError>>()?;
    Ok(if let [one] = parts.as_slice() { one.clone() } else { format!("json_array({})", parts.join(", ")) })
}

/// The columns of a key as they compare and sort: `t.a` or `(t.a, t.b)`.
pub fn key_columns(schema: &Schema, alias: &str, table: &str, key: &[String]) -> Result<String, SourceError> {
    let parts: Vec<String> = key.iter().map(|column| schema.column(alias, table, column)).collect::<Result<_, _>>()?;
    Ok(if let [one] = parts.as_slice() { one.clone() } else { format!("({})", parts.join(", ")) })
}

/// The parts of a key given out earlier; `None` when it has another shape.
pub fn key_parts(key: &str, columns: usize) -> Option<Vec<String>> {
    if columns == 1 {
        return Some(vec![key.to_owned()]);
    }
    serde_json::from_str::<Vec<String>>(key).ok().filter(|parts| parts.len() == columns)
}

/// `(t.a, t.b) IN (…keys…)`, whatever their number, with one bound value.
pub fn key_in(
    schema: &Schema,
    alias: &str,
    class: &str,
    table: &str,
    key: &[String],
    keys: &[String],
) -> Result<Sql, SourceError> {
    let bad = || SourceError::BadKey { source_id: schema.source_id.clone(), class: class.to_owned() };
    let parts: Vec<Vec<String>> =
        keys.iter().map(|text| key_parts(text, key.len()).ok_or_else(bad)).collect::<Result<_, _>>()?;
    let picks: Vec<String> = (0..key.len()).map(|at| format!("json_extract(value, '$[{at}]')")).collect();
    let mut out = Sql::new(key_columns(schema, alias, table, key)?);
    out.push(" IN (SELECT ")
        .push(&picks.join(", "))
        .push(" FROM json_each(")
        .bind(serde_json::json!(parts).to_string())
        .push("))");
    Ok(out)
}

/// The day (or instant) of an event as ISO text, NULL when it has not happened. Over a path: the latest of all rows
/// reached, and NULL as long as one of them has none, or a row reached is one of `unless`.
pub fn event_text(schema: &Schema, class: &Class, event: &Field) -> Result<Sql, SourceError> {
    let walk = Walk { schema, base: &class.table, path: &event.path };
    let column = walk.end(&event.column)?;
    if event.path.is_empty() {
        return Ok(Sql::new(format!("CASE WHEN {column} GLOB {ISO} THEN {column} END")));
    }
    let mut out = Sql::new(format!(
        "(SELECT CASE WHEN COUNT(*) = SUM({column} GLOB {ISO}) THEN MAX({column}) END FROM {} AND (",
        walk.hanging()?
    ));
    out.add(walk.condition(event.condition.as_ref())?).push(")");
    if event.unless.is_some() {
        out.push(&format!(" AND NOT EXISTS (SELECT 1 FROM {} AND (", walk.hanging()?));
        out.add(walk.condition(event.unless.as_ref())?).push("))");
    }
    out.push(")");
    Ok(out)
}

/// The text of the values of a field of the person, as a JSON array.
pub fn person_values(schema: &Schema, person: &Person, field: &Field) -> Result<Sql, SourceError> {
    let walk = Walk { schema, base: &person.table, path: &field.path };
    let column = walk.end(&field.column)?;
    if field.path.is_empty() {
        return Ok(Sql::new(format!("json_array({})", as_text(&column))));
    }
    let mut out = Sql::new(format!("(SELECT json_group_array({}) FROM {} AND (", as_text(&column), walk.hanging()?));
    out.add(walk.condition(field.condition.as_ref())?).push("))");
    Ok(out)
}
