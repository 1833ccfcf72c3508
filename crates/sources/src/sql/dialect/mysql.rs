//! MariaDB and MySQL: texts compare by their collation, and a text that is no number compares as 0 unless it is cast.

use super::{Dialect, ISO, Scope};
use crate::path::JsonPath;
use crate::sql::build::{MARK, Sql};
use crate::sql::schema::{Family, LiveColumn};

#[derive(Debug)]
pub struct Mysql;

impl Mysql {
    /// The type of a part of a key inside JSON_TABLE.
    fn part(column: &LiveColumn) -> String {
        let unsigned = column.declared.contains("unsigned");
        match column.family {
            Family::Int => if unsigned { "BIGINT UNSIGNED" } else { "BIGINT" }.to_owned(),
            Family::Text => {
                let collation = column.collation.as_deref().unwrap_or("utf8mb4_bin");
                format!("VARCHAR(1000) CHARACTER SET {} COLLATE {collation}", charset(collation))
            }
            Family::Date => "DATE".to_owned(),
            Family::Instant => "DATETIME(6)".to_owned(),
            _ if column.declared.starts_with("decimal") => column.declared.clone(),
            _ => "VARCHAR(1000)".to_owned(),
        }
    }
}

/// The character set that a collation belongs to.
fn charset(collation: &str) -> &str {
    collation.split('_').next().unwrap_or(collation)
}

impl Dialect for Mysql {
    fn begin_reading(&self) -> &'static str {
        "START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY"
    }
    fn begin_writing(&self) -> &'static str {
        "START TRANSACTION"
    }

    fn columns(&self, scope: &Scope) -> Sql {
        let mut out = Sql::new(
            "SELECT c.table_schema, IF(c.table_schema = DATABASE(), '1', '0'), c.table_name, c.column_name, c.column_type, \
             c.collation_name, IF(c.is_nullable = 'NO', '1', '0'), IF(t.table_type = 'VIEW', '1', '0') \
             FROM information_schema.columns c JOIN information_schema.tables t \
             ON t.table_schema = c.table_schema AND t.table_name = c.table_name WHERE ",
        );
        out.add(scope.namespaces(self, "c.table_schema", "DATABASE()")).add(scope.tables(self, "c.table_name"));
        out.push(" ORDER BY c.table_schema, c.table_name, c.ordinal_position");
        out
    }
    fn indexes(&self, scope: &Scope) -> Sql {
        let mut out = Sql::new(
            "SELECT s.table_schema, IF(s.table_schema = DATABASE(), '1', '0'), s.table_name, s.index_name, s.column_name, \
             IF(s.non_unique = 0, '1', '0'), IF(s.index_name = 'PRIMARY', '1', '0') FROM information_schema.statistics s \
             WHERE s.index_type = 'BTREE' AND ",
        );
        out.add(scope.namespaces(self, "s.table_schema", "DATABASE()")).add(scope.tables(self, "s.table_name"));
        out.push(" ORDER BY s.table_schema, s.table_name, s.index_name, s.seq_in_index");
        out
    }
    fn references(&self, scope: &Scope) -> Sql {
        let mut out = Sql::new(
            "SELECT k.table_schema, IF(k.table_schema = DATABASE(), '1', '0'), k.table_name, k.constraint_name, \
             k.column_name, k.referenced_table_schema, IF(k.referenced_table_schema = DATABASE(), '1', '0'), \
             k.referenced_table_name, k.referenced_column_name, \
             IF(r.delete_rule IN ('CASCADE', 'SET NULL', 'SET DEFAULT'), '1', '0') \
             FROM information_schema.key_column_usage k JOIN information_schema.referential_constraints r \
             ON r.constraint_schema = k.constraint_schema AND r.constraint_name = k.constraint_name \
             AND r.table_name = k.table_name WHERE k.referenced_table_name IS NOT NULL AND ",
        );
        out.add(scope.namespaces(self, "k.table_schema", "DATABASE()")).add(scope.tables(self, "k.table_name"));
        out.push(" ORDER BY k.table_schema, k.table_name, k.constraint_name, k.ordinal_position");
        out
    }
    fn family(&self, declared: &str) -> Family {
        match declared.split(['(', ' ']).next().unwrap_or_default() {
            "tinyint" | "smallint" | "mediumint" | "int" | "bigint" | "year" => Family::Int,
            "char" | "varchar" | "tinytext" | "text" | "mediumtext" | "longtext" | "enum" | "set" => Family::Text,
            "uuid" => Family::Uuid,
            "date" => Family::Date,
            "datetime" | "timestamp" => Family::Instant,
            "json" => Family::Json,
            "binary" | "varbinary" | "tinyblob" | "blob" | "mediumblob" | "longblob" => Family::Bytes,
            _ => Family::Other,
        }
    }

    fn quote(&self, name: &str) -> String {
        format!("`{}`", name.replace('`', "``"))
    }
    fn texts(&self, values: &[String]) -> Sql {
        let text = format!(
            "SELECT v FROM JSON_TABLE({MARK}, '$[*]' COLUMNS (v VARCHAR(200) CHARACTER SET utf8mb3 PATH '$')) AS texts"
        );
        Sql::with(text, serde_json::json!(values).to_string())
    }
    fn keys(&self, columns: &[&LiveColumn], keys: &[Vec<String>]) -> Sql {
        let names: Vec<String> = (0..columns.len()).map(|at| format!("k{at}")).collect();
        let parts =
            columns.iter().enumerate().map(|(at, column)| format!("k{at} {} PATH '$[{at}]'", Self::part(column)));
        let text = format!(
            "SELECT {} FROM JSON_TABLE({MARK}, '$[*]' COLUMNS ({})) AS keyed",
            names.join(", "),
            parts.collect::<Vec<_>>().join(", ")
        );
        Sql::with(text, serde_json::json!(keys).to_string())
    }
    fn typed(&self, column: &LiveColumn) -> String {
        match column.family {
            Family::Int if column.declared.contains("unsigned") => format!("CAST({MARK} AS UNSIGNED)"),
            Family::Int => format!("CAST({MARK} AS SIGNED)"),
            Family::Date => format!("CAST({MARK} AS DATE)"),
            Family::Instant => format!("CAST({MARK} AS DATETIME(6))"),
            _ => MARK.to_string(),
        }
    }
    fn equal(&self, from: (&str, &LiveColumn), to: (&str, &LiveColumn)) -> String {
        match (from.1.compares_with(to.1), &from.1.collation, &to.1.collation) {
            (true, Some(one), Some(other)) if one != other => {
                format!("{} = CONVERT({} USING {}) COLLATE {other}", to.0, from.0, charset(other))
            }
            (true, ..) => format!("{} = {}", to.0, from.0),
            (false, ..) => {
                format!("{} = {} COLLATE utf8mb4_bin", self.text(to.0, to.1), self.text(from.0, from.1))
            }
        }
    }
    fn text(&self, expr: &str, column: &LiveColumn) -> String {
        match column.family {
            Family::Bytes => format!("CONCAT('(', OCTET_LENGTH({expr}), ' bytes)')"),
            _ if column.declared.starts_with("bit") => format!("CAST({expr} + 0 AS CHAR CHARACTER SET utf8mb4)"),
            _ => format!("CAST({expr} AS CHAR CHARACTER SET utf8mb4)"),
        }
    }
    fn char_type(&self) -> &'static str {
        "CHAR"
    }
    fn array(&self, parts: &[String]) -> String {
        format!("JSON_ARRAY({})", parts.join(", "))
    }
    fn gathered(&self, expr: &str) -> String {
        format!("COALESCE(JSON_ARRAYAGG({expr}), '[]')")
    }
    fn json(&self, expr: &str, column: &LiveColumn, path: &JsonPath) -> Sql {
        let mut out = Sql::new(format!("CASE WHEN NOT JSON_VALID({expr}) THEN {} ", self.text(expr, column)));
        out.push(&format!("WHEN JSON_TYPE(JSON_EXTRACT({expr}, ")).bind(path.quoted()).push(")) <> 'NULL' THEN ");
        out.push(&format!("JSON_UNQUOTE(JSON_EXTRACT({expr}, ")).bind(path.quoted()).push(")) END");
        out
    }
    fn valid_json(&self, expr: &str) -> String {
        format!("json_valid({expr})")
    }
    fn json_with(&self, document: Sql, expr: &str, _column: &LiveColumn, path: &JsonPath, value: &str) -> Sql {
        let mut out = Sql::new(format!("CASE WHEN JSON_TYPE(JSON_EXTRACT({expr}, "));
        out.bind(path.quoted()).push(")) IN ('INTEGER', 'DOUBLE') THEN JSON_SET(").add(document.clone()).push(", ");
        // What is no number becomes nothing, and the reading afterwards finds it.
        out.bind(path.quoted()).push(", JSON_EXTRACT(").bind(value).push(", '$')) ELSE JSON_SET(").add(document);
        out.push(", ").bind(path.quoted()).push(", ").bind(value).push(") END");
        out
    }
    fn exactly(&self, text: Sql, value: &str) -> Sql {
        let mut out = Sql::new("CAST(");
        out.add(text).push(" AS BINARY) = CAST(").bind(value).push(" AS BINARY)");
        out
    }
    fn json_without(&self, document: Sql, _column: &LiveColumn, path: &JsonPath, instead: Option<&str>) -> Sql {
        let mut out = Sql::new(if instead.is_some() { "JSON_REPLACE(" } else { "JSON_REMOVE(" });
        out.add(document).push(", ").bind(path.quoted());
        if let Some(value) = instead {
            out.push(", ").bind(value);
        }
        out.push(")");
        out
    }
    fn is_day(&self, expr: &str, column: &LiveColumn) -> String {
        match column.family {
            // 0000-00-00 and 2024-00-00 are no days.
            Family::Date | Family::Instant => format!("YEAR({expr}) > 0 AND MONTH({expr}) > 0 AND DAY({expr}) > 0"),
            _ => format!("{} REGEXP {ISO}", self.text(expr, column)),
        }
    }
    fn day_bound(&self, column: &LiveColumn) -> String {
        match column.family {
            Family::Date | Family::Instant => format!("CAST({MARK} AS DATE)"),
            _ => MARK.to_string(),
        }
    }
    fn like(&self, expr: &str) -> String {
        format!("lower({expr}) LIKE")
    }
    fn regex(&self) -> &'static str {
        "REGEXP"
    }
    fn delete(&self, table: &str, alias: &str) -> String {
        // In this form the engine reads the list of keys once, not once for each row of the table.
        format!("DELETE {alias} FROM {table} AS {alias} WHERE ")
    }
    fn update(&self, table: &str) -> String {
        // As above: an update of two tables is planned as a join.
        format!("UPDATE {table} AS t JOIN (SELECT 1 AS one) AS one SET ")
    }
    fn assigned(&self, column: &str) -> String {
        format!("t.{}", self.quote(column))
    }
    fn lock(&self) -> &'static str {
        " FOR UPDATE"
    }
}
