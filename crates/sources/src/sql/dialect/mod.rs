//! What differs between the database engines, one file per engine. Everything selected is text.

mod mysql;
mod postgres;
mod sqlite;

use std::fmt::Debug;

use super::build::{FALSE, MARK, Sql, TRUE};
use super::schema::{Family, LiveColumn};
use crate::Kind;
use crate::path::JsonPath;

/// Days and instants as ISO text begin like this, as a regular expression.
const ISO: &str = "'^[0-9]{4}-[0-9]{2}-[0-9]{2}'";

/// Which tables a catalogue query is about.
#[derive(Debug, Clone, Default)]
pub struct Scope {
    /// Without their schema; empty: all.
    pub tables: Vec<String>,
    /// Schemas beside the default one.
    pub namespaces: Vec<String>,
}

impl Scope {
    /// ` AND …` for an expression that is the name of a table.
    fn tables(&self, dialect: &dyn Dialect, name: &str) -> Sql {
        if self.tables.is_empty() {
            return Sql::default();
        }
        let mut out = Sql::new(format!(" AND {name} IN ("));
        out.add(dialect.texts(&self.tables)).push(")");
        out
    }
    /// `(… = default OR … IN …)`.
    fn namespaces(&self, dialect: &dyn Dialect, name: &str, default: &str) -> Sql {
        let mut out = Sql::new(format!("({name} = {default}"));
        if !self.namespaces.is_empty() {
            out.push(&format!(" OR {name} IN (")).add(dialect.texts(&self.namespaces)).push(")");
        }
        out.push(")");
        out
    }
}

/// How one engine says it.
pub trait Dialect: Debug + Send + Sync {
    /// A transaction that cannot write and sees one moment.
    fn begin_reading(&self) -> &'static str;
    fn begin_writing(&self) -> &'static str;
    /// Asks a transaction for its moment, where others can see the same one as long as it is open.
    fn share_moment(&self) -> Option<&'static str> {
        None
    }
    /// What a transaction that sees a shared moment begins with.
    fn see_moment(&self, _moment: &str) -> String {
        String::new()
    }
    /// One value that changes with the schema, where the engine has such a thing.
    fn schema_version(&self) -> Option<&'static str> {
        None
    }

    /// Waits until all that was committed is on disk, where a commit does not.
    fn flush(&self) -> Option<&'static str> {
        None
    }

    /// namespace, `1` where it is the default one, table, column, declared type, collation, `1` when not null, `1` for a view.
    fn columns(&self, scope: &Scope) -> Sql;
    /// namespace, default, table, index, column (NULL: an expression), `1` when unique, `1` when the primary key.
    fn indexes(&self, scope: &Scope) -> Sql;
    /// namespace, default, table, constraint, column, target namespace, default, target table, target column, `1` when
    /// deleting the target deletes or loosens the row.
    fn references(&self, scope: &Scope) -> Sql;
    fn family(&self, declared: &str) -> Family;

    /// A name as SQL writes it.
    fn quote(&self, name: &str) -> String {
        format!("\"{}\"", name.replace('"', "\"\""))
    }
    /// Rows of one text each, from one bound value.
    fn texts(&self, values: &[String]) -> Sql;
    /// `SELECT …` of keys from one bound value, each part with the type of its column.
    fn keys(&self, columns: &[&LiveColumn], keys: &[Vec<String>]) -> Sql;
    /// The columns are one of the keys, however many, with one bound value.
    fn one_of(&self, exprs: &[String], columns: &[&LiveColumn], keys: &[Vec<String>]) -> Sql {
        self.in_list(exprs, columns, keys)
    }
    /// The same by the list that [`Dialect::keys`] selects.
    fn in_list(&self, exprs: &[String], columns: &[&LiveColumn], keys: &[Vec<String>]) -> Sql {
        let mut out = Sql::new(format!("({}) IN (", exprs.join(", ")));
        out.add(self.keys(columns, keys)).push(")");
        out
    }
    /// The column as it compares and sorts with keys given out earlier.
    fn comparable(&self, expr: &str, _column: &LiveColumn) -> String {
        expr.to_owned()
    }
    /// Whether a text can be a value of the column at all; where it cannot, no row has it.
    fn fits(&self, column: &LiveColumn, value: &str) -> bool {
        match column.family {
            Family::Int if column.declared.contains("unsigned") => value.parse::<u64>().is_ok(),
            Family::Int => value.parse::<i64>().is_ok(),
            Family::Uuid => value.len() >= 32 && value.bytes().all(|b| b.is_ascii_hexdigit() || b"-{}".contains(&b)),
            Family::Date => value.parse::<jiff::civil::Date>().is_ok(),
            _ => true,
        }
    }
    /// A bound text as a value of the type of the column.
    fn typed(&self, column: &LiveColumn) -> String;
    /// The column equals the text.
    fn same(&self, expr: &str, column: &LiveColumn, value: &str) -> Sql {
        if !self.fits(column, value) {
            return Sql::new(FALSE);
        }
        match column.family {
            Family::Int | Family::Text | Family::Uuid | Family::Date => {
                Sql::with(format!("{} = {}", self.comparable(expr, column), self.typed(column)), value)
            }
            _ => Sql::with(format!("{} = {MARK}", self.text(expr, column)), value),
        }
    }
    /// Two columns hold the same.
    fn equal(&self, from: (&str, &LiveColumn), to: (&str, &LiveColumn)) -> String {
        if from.1.compares_with(to.1) {
            return format!("{} = {}", to.0, from.0);
        }
        format!("{} = {}", self.text(to.0, to.1), self.text(from.0, from.1))
    }
    /// A value as text, NULL staying NULL; bytes as their size.
    fn text(&self, expr: &str, column: &LiveColumn) -> String;
    /// The type that a number is cast to, to be text.
    fn char_type(&self) -> &'static str {
        "text"
    }
    /// A JSON array of expressions.
    fn array(&self, parts: &[String]) -> String;
    /// A JSON array of the values of several rows.
    fn gathered(&self, expr: &str) -> String;
    /// The value at a place in a JSON document as text; of what is no JSON the whole text.
    fn json(&self, expr: &str, column: &LiveColumn, path: &JsonPath) -> Sql;
    /// The column holds JSON.
    fn valid_json(&self, _expr: &str) -> String {
        TRUE.to_owned()
    }
    /// The document without the value at the place, or with another in it.
    fn json_without(&self, document: Sql, column: &LiveColumn, path: &JsonPath, instead: Option<&str>) -> Sql;
    /// The document with the value at the place: as a number where one stands there in the column `expr`, else as a text.
    fn json_with(&self, document: Sql, expr: &str, column: &LiveColumn, path: &JsonPath, value: &str) -> Sql;
    /// A text is this one, to the letter.
    fn exactly(&self, text: Sql, value: &str) -> Sql {
        let mut out = text;
        out.push(" = ").bind(value);
        out
    }
    /// The column holds something: 0 and false are something, NULL and the empty text are not.
    fn filled(&self, expr: &str, column: &LiveColumn) -> String {
        match column.family {
            Family::Text => format!("{expr} IS NOT NULL AND {expr} <> ''"),
            _ => format!("{expr} IS NOT NULL"),
        }
    }
    /// The column holds a day.
    fn is_day(&self, expr: &str, column: &LiveColumn) -> String;
    /// A bound day (`YYYY-MM-DD`) as it compares with the column; an index serves.
    fn day_bound(&self, _column: &LiveColumn) -> String {
        MARK.to_string()
    }
    /// The first ten characters of a text.
    fn day_of(&self, text: &str) -> String {
        format!("substr({text}, 1, 10)")
    }
    /// `… LIKE`, upper and lower case being one.
    fn like(&self, expr: &str) -> String;
    /// Lower case without spaces around it.
    fn folded(&self, expr: &str) -> String {
        format!("lower(trim({expr}))")
    }
    /// The text may hold an identification number.
    fn may_be_number(&self, text: &str) -> String {
        let like = self.like(text);
        format!(
            "{text} {regex} '[0-9]{{8}}' OR {text} {regex} '[0-9][.-].*[0-9][.-].*[0-9]' OR {like} '%bsn%' OR {like} \
             '%burger%' OR {like} '%sofi%'",
            regex = self.regex()
        )
    }
    /// The operator for regular expressions.
    fn regex(&self) -> &'static str;
    /// `DELETE … WHERE `.
    fn delete(&self, table: &str, alias: &str) -> String {
        format!("DELETE FROM {table} AS {alias} WHERE ")
    }
    /// `UPDATE … SET `.
    fn update(&self, table: &str) -> String {
        format!("UPDATE {table} AS t SET ")
    }
    /// A column of the row that an update sets.
    fn assigned(&self, column: &str) -> String {
        self.quote(column)
    }
    /// What a statement ends with that must keep its rows until it commits.
    fn lock(&self) -> &'static str {
        ""
    }
    /// Whether keys of the column compare as they are written.
    fn can_be_key(&self, column: &LiveColumn) -> bool {
        column.family != Family::Bytes
    }
}

/// The dialect of a kind of source; `None` for what is no database.
pub fn of(kind: Kind) -> Option<&'static dyn Dialect> {
    match kind {
        Kind::Sqlite => Some(&sqlite::Sqlite),
        Kind::Postgres => Some(&postgres::Postgres),
        Kind::Mysql => Some(&mysql::Mysql),
        _ => None,
    }
}
