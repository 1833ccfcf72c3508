//! A folder of its own for each test, and the corporation in it.

#![allow(dead_code, clippy::unwrap_used, reason = "a test fails by panicking; not every test uses all")]

use std::path::{Path, PathBuf};

use gestand_synthetic::{Options, Summary, generate};
use jiff::civil::{Date, date};
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};
use sqlx::{Connection, Row};

pub const TODAY: Date = date(2026, 11, 20);

/// Goes with all that is in it.
pub struct Folder(pub PathBuf);

impl Folder {
    pub fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("gestand-synthetic-{}-{name}", std::process::id()));
        let _ = std::fs::remove_dir_all(&path);
        std::fs::create_dir_all(&path).unwrap();
        Folder(path)
    }
    pub fn sources(&self) -> PathBuf {
        self.0.join("sources")
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

pub fn options(persons: u32, seed: u64) -> Options {
    Options { persons, seed, today: TODAY, plant_bsn: false }
}

pub async fn make(name: &str, options: &Options) -> (Folder, Summary) {
    let folder = Folder::new(name);
    let summary = generate(&folder.0, options, &mut |_, _, _| {}).await.unwrap();
    (folder, summary)
}

pub async fn open(folder: &Folder) -> SqliteConnection {
    let path = folder.sources().join("primary.sqlite");
    SqliteConnection::connect_with(&SqliteConnectOptions::new().filename(path).read_only(true)).await.unwrap()
}

/// The first column of a query, as text.
pub async fn texts(conn: &mut SqliteConnection, sql: String) -> Vec<String> {
    let sql = sqlx::AssertSqlSafe(sql);
    let rows = sqlx::query(sql).fetch_all(conn).await.unwrap();
    rows.iter().map(|row| row.get::<Option<String>, _>(0).unwrap_or_default()).collect()
}

/// Every row of every table as one text per row.
pub async fn dump(folder: &Folder) -> Vec<String> {
    let mut conn = open(folder).await;
    let tables = "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name";
    let mut all = Vec::new();
    for table in texts(&mut conn, tables.to_owned()).await {
        let columns = texts(&mut conn, format!("SELECT name FROM pragma_table_info('{table}')")).await;
        let sql = format!("SELECT json_array('{table}', {}) FROM {table} ORDER BY id", columns.join(", "));
        all.extend(texts(&mut conn, sql).await);
    }
    all
}

/// Every file below a folder, with its content, in the order of the paths.
pub fn files(root: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(root).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path));
        } else {
            let content = std::fs::read(&path).unwrap();
            found.push((path, content));
        }
    }
    found.sort();
    found
}
