//! SQLite: types are a habit of the column, not a promise, so values are compared by affinity and looked at one by one.

use super::{Dialect, Scope};
use crate::path::JsonPath;
use crate::sql::build::{MARK, Sql};
use crate::sql::schema::{Family, LiveColumn};

const DAY: &str = "'[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]*'";

#[derive(Debug)]
pub struct Sqlite;

impl Dialect for Sqlite {
    fn begin_reading(&self) -> &'static str {
        "BEGIN"
    }
    fn begin_writing(&self) -> &'static str {
        "BEGIN IMMEDIATE"
    }
    fn schema_version(&self) -> Option<&'static str> {
        Some("SELECT CAST(schema_version AS TEXT) FROM pragma_schema_version")
    }

    fn columns(&self, scope: &Scope) -> Sql {
        let mut out = Sql::new(
            "SELECT NULL, '1', m.name, c.name, c.type, NULL, CAST(c.\"notnull\" AS TEXT), \
             CASE m.type WHEN 'view' THEN '1' ELSE '0' END FROM sqlite_schema m JOIN pragma_table_xinfo(m.name) c \
             WHERE m.type IN ('table', 'view') AND m.name NOT LIKE 'sqlite\\_%' ESCAPE '\\'",
        );
        out.add(scope.tables(self, "m.name")).push(" ORDER BY m.name, c.cid");
        out
    }
    fn indexes(&self, scope: &Scope) -> Sql {
        let mut out = Sql::new(
            "SELECT NULL, '1', t, i, c, u, p FROM (SELECT m.name AS t, '' AS i, c.name AS c, '1' AS u, '1' AS p, \
             c.pk AS at FROM sqlite_schema m JOIN pragma_table_xinfo(m.name) c WHERE m.type = 'table' AND c.pk > 0",
        );
        out.add(scope.tables(self, "m.name")).push(
            " UNION ALL SELECT m.name, l.name, i.name, CAST(l.\"unique\" AS TEXT), '0', i.seqno FROM sqlite_schema m \
             JOIN pragma_index_list(m.name) l JOIN pragma_index_info(l.name) i WHERE m.type = 'table' AND l.partial = 0 \
             AND l.origin <> 'pk'",
        );
        out.add(scope.tables(self, "m.name")).push(") ORDER BY t, i, at");
        out
    }
    fn references(&self, scope: &Scope) -> Sql {
        let mut out = Sql::new(
            "SELECT NULL, '1', m.name, CAST(f.id AS TEXT), f.\"from\", NULL, '1', f.\"table\", f.\"to\", \
             CASE WHEN f.on_delete IN ('CASCADE', 'SET NULL', 'SET DEFAULT') THEN '1' ELSE '0' END \
             FROM sqlite_schema m JOIN pragma_foreign_key_list(m.name) f WHERE m.type = 'table'",
        );
        out.add(scope.tables(self, "m.name")).push(" ORDER BY m.name, f.id, f.seq");
        out
    }
    fn family(&self, declared: &str) -> Family {
        let declared = declared.to_uppercase();
        match () {
            () if declared.contains("INT") => Family::Int,
            () if ["CHAR", "CLOB", "TEXT"].iter().any(|word| declared.contains(word)) => Family::Text,
            () if declared.is_empty() || declared.contains("BLOB") => Family::Bytes,
            () => Family::Other,
        }
    }

    fn texts(&self, values: &[String]) -> Sql {
        Sql::with(format!("SELECT value FROM json_each({MARK})"), serde_json::json!(values).to_string())
    }
    fn keys(&self, columns: &[&LiveColumn], keys: &[Vec<String>]) -> Sql {
        let picks: Vec<String> = (0..columns.len()).map(|at| format!("json_extract(value, '$[{at}]')")).collect();
        let text = format!("SELECT {} FROM json_each({MARK})", picks.join(", "));
        Sql::with(text, serde_json::json!(keys).to_string())
    }
    fn comparable(&self, expr: &str, column: &LiveColumn) -> String {
        // Without an affinity the number 5 and the text '5' differ.
        if column.family == Family::Bytes { format!("CAST({expr} AS TEXT)") } else { expr.to_owned() }
    }
    fn fits(&self, _column: &LiveColumn, _value: &str) -> bool {
        true
    }
    fn typed(&self, _column: &LiveColumn) -> String {
        MARK.to_string()
    }
    fn same(&self, expr: &str, column: &LiveColumn, value: &str) -> Sql {
        Sql::with(format!("{} = {MARK}", self.comparable(expr, column)), value)
    }
    fn equal(&self, from: (&str, &LiveColumn), to: (&str, &LiveColumn)) -> String {
        format!("{} = {}", to.0, from.0)
    }
    fn text(&self, expr: &str, _column: &LiveColumn) -> String {
        format!("CASE typeof({expr}) WHEN 'blob' THEN '(' || length({expr}) || ' bytes)' ELSE CAST({expr} AS TEXT) END")
    }
    fn array(&self, parts: &[String]) -> String {
        format!("json_array({})", parts.join(", "))
    }
    fn gathered(&self, expr: &str) -> String {
        format!("json_group_array({expr})")
    }
    fn json(&self, expr: &str, _column: &LiveColumn, path: &JsonPath) -> Sql {
        let text = format!(
            "CASE WHEN json_valid({expr}) THEN CAST(json_extract({expr}, {MARK}) AS TEXT) ELSE CAST({expr} AS TEXT) END"
        );
        Sql::with(text, path.quoted())
    }
    fn valid_json(&self, expr: &str) -> String {
        format!("json_valid({expr})")
    }
    fn json_without(&self, document: Sql, _column: &LiveColumn, path: &JsonPath, instead: Option<&str>) -> Sql {
        let mut out = Sql::new(if instead.is_some() { "json_replace(" } else { "json_remove(" });
        out.add(document).push(", ").bind(path.quoted());
        if let Some(value) = instead {
            out.push(", ").bind(value);
        }
        out.push(")");
        out
    }
    fn json_with(&self, document: Sql, expr: &str, _column: &LiveColumn, path: &JsonPath, value: &str) -> Sql {
        let mut out = Sql::new("json_set(");
        out.add(document).push(", ").bind(path.quoted()).push(&format!(", CASE WHEN json_type({expr}, "));
        // What is no number becomes 0, and the reading afterwards finds it.
        out.bind(path.quoted()).push(") IN ('integer', 'real') THEN ").bind(value).push(" + 0 ELSE ").bind(value);
        out.push(" END)");
        out
    }
    fn filled(&self, expr: &str, _column: &LiveColumn) -> String {
        format!("{expr} IS NOT NULL AND {expr} <> ''")
    }
    fn is_day(&self, expr: &str, _column: &LiveColumn) -> String {
        format!("{expr} GLOB {DAY}")
    }
    fn like(&self, expr: &str) -> String {
        format!("{expr} LIKE")
    }
    fn may_be_number(&self, text: &str) -> String {
        let digits = "[0-9]".repeat(8);
        format!(
            "{text} GLOB '*{digits}*' OR {text} GLOB '*[0-9][.-]*[0-9][.-]*[0-9]*' OR {text} LIKE '%bsn%' OR {text} LIKE \
             '%burger%' OR {text} LIKE '%sofi%'"
        )
    }
    fn regex(&self) -> &'static str {
        "REGEXP"
    }
    fn can_be_key(&self, column: &LiveColumn) -> bool {
        !column.declared.is_empty() && column.family != Family::Bytes
    }
}
