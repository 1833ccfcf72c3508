//! PostgreSQL: strict types, so every bound text is cast to the type of its column.

use super::{Dialect, ISO, Scope};
use crate::path::JsonPath;
use crate::sql::build::{MARK, Sql};
use crate::sql::schema::{Family, LiveColumn};

/// Tables and views that can be read, without the parts of a partitioned table.
const RELATIONS: &str = "c.relkind IN ('r', 'p', 'v', 'm', 'f') AND NOT c.relispartition";

#[derive(Debug)]
pub struct Postgres;

impl Postgres {
    /// The type that a bound text is cast to.
    fn cast(column: &LiveColumn) -> &str {
        match (column.family, column.declared.as_str()) {
            (Family::Int, _) => "bigint",
            // An index on blank-padded or case-blind text serves its own type only.
            (Family::Text, "citext") => "citext",
            (Family::Text, "name") => "name",
            (Family::Text, declared) if declared.starts_with("character(") => "bpchar",
            (Family::Text | Family::Json, _) => "text",
            // From the catalogue, quoted by format_type().
            (_, declared) => declared,
        }
    }
    fn scoped(&self, scope: &Scope, start: &str, order: &str) -> Sql {
        let mut out = Sql::new(format!("{start} AND "));
        out.add(scope.namespaces(self, "n.nspname", "current_schema()"));
        out.add(scope.tables(self, "c.relname")).push(order);
        out
    }
}

impl Dialect for Postgres {
    fn begin_reading(&self) -> &'static str {
        "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
    }
    fn begin_writing(&self) -> &'static str {
        "BEGIN"
    }
    fn share_moment(&self) -> Option<&'static str> {
        Some("SELECT pg_export_snapshot()")
    }
    fn see_moment(&self, moment: &str) -> String {
        format!("SET TRANSACTION SNAPSHOT '{}'", moment.replace('\'', "''"))
    }
    fn flush(&self) -> Option<&'static str> {
        // A transaction with a number writes its commit, and this one waits for it and for all before it.
        Some("SELECT set_config('synchronous_commit', 'on', true) || CAST(txid_current() AS text)")
    }

    fn columns(&self, scope: &Scope) -> Sql {
        let start = format!(
            "SELECT n.nspname::text, (n.nspname = current_schema())::int::text, c.relname::text, a.attname::text, \
             format_type(CASE t.typtype WHEN 'd' THEN t.typbasetype ELSE t.oid END, \
             CASE t.typtype WHEN 'd' THEN t.typtypmod ELSE a.atttypmod END), NULL::text, a.attnotnull::int::text, \
             (c.relkind IN ('v', 'm'))::int::text FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid \
             JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_type t ON t.oid = a.atttypid \
             WHERE {RELATIONS} AND a.attnum > 0 AND NOT a.attisdropped"
        );
        self.scoped(scope, &start, " ORDER BY n.nspname, c.relname, a.attnum")
    }
    fn indexes(&self, scope: &Scope) -> Sql {
        let start = format!(
            "SELECT n.nspname::text, (n.nspname = current_schema())::int::text, c.relname::text, i.indexrelid::text, \
             a.attname::text, (i.indisunique AND i.indimmediate)::int::text, i.indisprimary::int::text FROM pg_index i \
             JOIN pg_class c ON c.oid = i.indrelid JOIN pg_namespace n ON n.oid = c.relnamespace \
             CROSS JOIN generate_series(0, i.indnkeyatts - 1) AS s(at) \
             LEFT JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = i.indkey[s.at] AND a.attnum > 0 \
             WHERE {RELATIONS} AND i.indisvalid AND i.indpred IS NULL"
        );
        self.scoped(scope, &start, " ORDER BY n.nspname, c.relname, i.indexrelid, s.at")
    }
    fn references(&self, scope: &Scope) -> Sql {
        let start = format!(
            "SELECT n.nspname::text, (n.nspname = current_schema())::int::text, c.relname::text, f.conname::text, \
             a.attname::text, fn.nspname::text, (fn.nspname = current_schema())::int::text, fc.relname::text, \
             b.attname::text, (f.confdeltype IN ('c', 'n', 'd'))::int::text FROM pg_constraint f \
             JOIN pg_class c ON c.oid = f.conrelid JOIN pg_namespace n ON n.oid = c.relnamespace \
             JOIN pg_class fc ON fc.oid = f.confrelid JOIN pg_namespace fn ON fn.oid = fc.relnamespace \
             CROSS JOIN generate_subscripts(f.conkey, 1) AS s(at) \
             JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = f.conkey[s.at] \
             JOIN pg_attribute b ON b.attrelid = fc.oid AND b.attnum = f.confkey[s.at] \
             WHERE {RELATIONS} AND f.contype = 'f'"
        );
        self.scoped(scope, &start, " ORDER BY n.nspname, c.relname, f.oid, s.at")
    }
    fn family(&self, declared: &str) -> Family {
        match declared.split('(').next().unwrap_or_default().trim() {
            "smallint" | "integer" | "bigint" => Family::Int,
            "text" | "character varying" | "character" | "citext" | "name" => Family::Text,
            "uuid" => Family::Uuid,
            "date" => Family::Date,
            "json" | "jsonb" => Family::Json,
            "bytea" => Family::Bytes,
            start if start.starts_with("timestamp") => Family::Instant,
            _ => Family::Other,
        }
    }

    fn texts(&self, values: &[String]) -> Sql {
        let text = format!("SELECT jsonb_array_elements_text(CAST({MARK} AS jsonb))");
        Sql::with(text, serde_json::json!(values).to_string())
    }
    fn keys(&self, columns: &[&LiveColumn], keys: &[Vec<String>]) -> Sql {
        let picks =
            columns.iter().enumerate().map(|(at, column)| format!("CAST((value ->> {at}) AS {})", Self::cast(column)));
        let text = format!(
            "SELECT {} FROM jsonb_array_elements(CAST({MARK} AS jsonb)) AS keys(value)",
            picks.collect::<Vec<_>>().join(", ")
        );
        Sql::with(text, serde_json::json!(keys).to_string())
    }
    fn one_of(&self, exprs: &[String], columns: &[&LiveColumn], keys: &[Vec<String>]) -> Sql {
        // An array is read by one index scan, twice as fast as a join with the list.
        if let ([expr], [column]) = (exprs, columns) {
            let quoted =
                keys.iter().flatten().map(|key| format!("\"{}\"", key.replace('\\', "\\\\").replace('"', "\\\"")));
            let array = format!("{{{}}}", quoted.collect::<Vec<_>>().join(","));
            return Sql::with(format!("{expr} = ANY (CAST({MARK} AS {}[]))", Self::cast(column)), array);
        }
        self.in_list(exprs, columns, keys)
    }
    fn comparable(&self, expr: &str, column: &LiveColumn) -> String {
        if column.family == Family::Json { format!("CAST({expr} AS text)") } else { expr.to_owned() }
    }
    fn typed(&self, column: &LiveColumn) -> String {
        format!("CAST({MARK} AS {})", Self::cast(column))
    }
    fn text(&self, expr: &str, column: &LiveColumn) -> String {
        match column.family {
            Family::Bytes => format!("'(' || octet_length({expr}) || ' bytes)'"),
            _ => format!("CAST({expr} AS text)"),
        }
    }
    fn array(&self, parts: &[String]) -> String {
        format!("CAST(json_build_array({}) AS text)", parts.join(", "))
    }
    fn gathered(&self, expr: &str) -> String {
        format!("CAST(coalesce(json_agg({expr}), '[]') AS text)")
    }
    fn json(&self, expr: &str, column: &LiveColumn, path: &JsonPath) -> Sql {
        let document = if column.family == Family::Json { expr.to_owned() } else { format!("CAST({expr} AS jsonb)") };
        Sql::with(format!("({document} #>> CAST({MARK} AS text[]))"), path.array())
    }
    fn json_without(&self, document: Sql, column: &LiveColumn, path: &JsonPath, instead: Option<&str>) -> Sql {
        let mut out = Sql::new(if instead.is_some() { "CAST(jsonb_set(CAST(" } else { "CAST(CAST(" });
        out.add(document).push(" AS jsonb)").push(if instead.is_some() { ", CAST(" } else { " #- CAST(" });
        out.bind(path.array()).push(" AS text[])");
        if let Some(value) = instead {
            out.push(", to_jsonb(CAST(").bind(value).push(" AS text)), false)");
        }
        out.push(&format!(" AS {})", column.declared));
        out
    }
    fn json_with(&self, document: Sql, expr: &str, column: &LiveColumn, path: &JsonPath, value: &str) -> Sql {
        let mut number = Sql::new(format!("jsonb_typeof(CAST({expr} AS jsonb) #> CAST("));
        number.bind(path.array()).push(" AS text[])) = 'number'");
        let mut out = Sql::new("CAST(jsonb_set(CAST(");
        out.add(document).push(" AS jsonb), CAST(").bind(path.array()).push(" AS text[]), CASE WHEN ");
        // The cast is around a choice: a constant would be cast before anything is chosen.
        out.add(number.clone()).push(" THEN to_jsonb(CAST(CASE WHEN ").add(number).push(" THEN CAST(").bind(value);
        out.push(" AS text) END AS numeric)) ELSE to_jsonb(CAST(").bind(value);
        out.push(&format!(" AS text)) END, true) AS {})", column.declared));
        out
    }
    fn is_day(&self, expr: &str, column: &LiveColumn) -> String {
        match column.family {
            // Infinity is no day.
            Family::Date | Family::Instant => format!("isfinite({expr})"),
            _ => format!("{} ~ {ISO}", self.text(expr, column)),
        }
    }
    fn day_bound(&self, column: &LiveColumn) -> String {
        match column.family {
            Family::Date | Family::Instant => format!("CAST({MARK} AS {})", column.declared),
            _ => format!("CAST({MARK} AS text)"),
        }
    }
    fn like(&self, expr: &str) -> String {
        format!("{expr} ILIKE")
    }
    fn regex(&self) -> &'static str {
        "~"
    }
    fn lock(&self) -> &'static str {
        " FOR UPDATE OF t"
    }
}
