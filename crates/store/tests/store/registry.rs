//! Every statement is prepared on both engines, used by the program, and within the portable subset; every function of
//! a transaction has a test.

use std::fs;
use std::path::{Path, PathBuf};

use gestand_store::Engine;
use sqlx::{AssertSqlSafe, Column, Connection, Executor, PgConnection, SqlSafeStr, SqliteConnection, Statement};

use crate::common::databases;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// All files below a folder.
fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries.flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] }).collect()
}

/// The text of all files below a folder.
fn text(folder: &str) -> String {
    files(&root().join(folder)).iter().map(|path| fs::read_to_string(path).unwrap()).collect()
}

#[tokio::test]
async fn every_statement_is_prepared_on_both_engines() {
    for db in databases().await {
        let statements = files(&root().join("queries"));
        assert!(statements.len() > 80, "{}", statements.len());
        for path in statements {
            let sql = AssertSqlSafe(fs::read_to_string(&path).unwrap()).into_sql_str();
            let columns: Vec<String> = match db.store.engine() {
                Engine::Sqlite => {
                    let mut connection = SqliteConnection::connect(&db.url).await.unwrap();
                    let prepared = connection.prepare(sql).await.unwrap_or_else(|error| panic!("{path:?}: {error}"));
                    prepared.columns().iter().map(|column| column.name().to_owned()).collect()
                }
                Engine::Postgres => {
                    let mut connection = PgConnection::connect(&db.url).await.unwrap();
                    let prepared = connection.prepare(sql).await.unwrap_or_else(|error| panic!("{path:?}: {error}"));
                    prepared.columns().iter().map(|column| column.name().to_owned()).collect()
                }
            };
            let unnamed = columns.iter().any(|name| name.contains(['?', '(', ' ']));
            assert!(!unnamed, "{path:?} gives columns without a name: {columns:?}");
        }
    }
}

#[test]
fn every_statement_is_used() {
    let source: String = text("src").split_whitespace().collect();
    for path in files(&root().join("queries")) {
        let table = path.parent().unwrap().file_name().unwrap().to_string_lossy();
        let verb = path.file_stem().unwrap().to_string_lossy();
        assert!(source.contains(&format!("sql!({table}/{verb})")), "queries/{table}/{verb}.sql is not used");
    }
}

#[test]
fn statements_keep_to_what_both_engines_share() {
    let forbidden =
        ["like ", "now()", "::", "for update", "skip locked", "rowid", "autoincrement", "ifnull", "jsonb", "?"];
    for path in files(&root().join("queries")) {
        let sql = fs::read_to_string(&path).unwrap().to_lowercase();
        for word in forbidden {
            assert!(!sql.contains(word), "{path:?} has {word:?}");
        }
        // On SQLite each `$` becomes a `?`.
        let numbered = sql.split('$').skip(1).all(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
        assert!(numbered, "{path:?} has a $ that is no parameter");
    }
}

#[test]
fn every_function_of_a_transaction_has_a_test() {
    let (source, tests) = (text("src"), text("tests"));
    let functions = source.split("pub async fn ").skip(1).filter(|rest| {
        let parameters: String = rest.split_whitespace().collect();
        parameters.split('(').nth(1).is_some_and(|rest| rest.starts_with("&mutself"))
    });
    let names: Vec<&str> = functions.map(|rest| rest.split('(').next().unwrap()).collect();
    assert!(names.len() > 70, "{}", names.len());
    let untested: Vec<_> = names.iter().filter(|name| !tests.contains(&format!(".{name}("))).collect();
    assert!(untested.is_empty(), "without a test: {untested:?}");
}
