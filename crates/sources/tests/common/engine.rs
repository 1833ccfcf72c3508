//! The database engines that a test runs on, each with a database of its own for one test.

#![allow(dead_code, clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking; not every test uses all")]

use std::sync::atomic::{AtomicU32, Ordering};

use gestand_sources::Source;
use sqlx::{AssertSqlSafe, Connection, MySqlConnection, PgConnection};

use super::{Dir, SCHEMA};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    Sqlite,
    Postgres,
    Mysql,
}

/// An empty database of this test only.
pub struct Db {
    pub engine: Engine,
    pub dir: Dir,
    /// The address of the server, and of the database on it.
    server: String,
    pub url: String,
    name: String,
}

impl Db {
    /// `None` where the server for the engine is not there and need not be.
    pub async fn new(engine: Engine) -> Option<Db> {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let name = format!("gestand_sources_{}_{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
        let server = match engine {
            Engine::Sqlite => String::new(),
            Engine::Postgres => address("GESTAND_TEST_POSTGRES", "GESTAND_REQUIRE_POSTGRES")?,
            Engine::Mysql => address("GESTAND_TEST_MYSQL", "GESTAND_REQUIRE_MYSQL")?,
        };
        let url = match engine {
            Engine::Sqlite => String::new(),
            Engine::Postgres => format!("{server}?options[search_path]={name}"),
            Engine::Mysql => format!("{}/{name}", server.rsplit_once('/').unwrap().0),
        };
        let db = Db { engine, dir: Dir::new(), server, url, name };
        match engine {
            Engine::Sqlite => {}
            Engine::Postgres => db.on_server(&format!("CREATE SCHEMA {}", db.name)).await,
            Engine::Mysql => db.on_server(&format!("CREATE DATABASE {} CHARACTER SET utf8mb4", db.name)).await,
        }
        Some(db)
    }

    /// The house of [`SCHEMA`] in the types of the engine.
    pub async fn house(&self) {
        let schema = match self.engine {
            Engine::Sqlite => SCHEMA.to_owned(),
            // There a primary key is never empty; a unique key may be.
            _ => SCHEMA.replace("code TEXT PRIMARY KEY", "code TEXT UNIQUE").replace("TEXT", "VARCHAR(200)"),
        };
        self.sql(&schema).await;
    }

    pub async fn sql(&self, sql: &str) {
        match self.engine {
            Engine::Sqlite => self.dir.sql(sql).await,
            _ => self.run(&self.url, sql).await,
        }
    }

    pub async fn count(&self, table_and_where: &str) -> i64 {
        let sql = AssertSqlSafe(format!("SELECT COUNT(*) FROM {table_and_where}"));
        match self.engine {
            Engine::Sqlite => self.dir.count(table_and_where).await,
            Engine::Postgres => {
                let mut conn = PgConnection::connect(&self.url).await.unwrap();
                sqlx::query_scalar(sql).fetch_one(&mut conn).await.unwrap()
            }
            Engine::Mysql => {
                let mut conn = MySqlConnection::connect(&self.url).await.unwrap();
                sqlx::query_scalar(sql).fetch_one(&mut conn).await.unwrap()
            }
        }
    }

    /// The source of an annotation that is written for SQLite.
    pub fn source(&self, yaml: &str) -> Box<dyn Source> {
        let kind = match self.engine {
            Engine::Sqlite => return self.dir.source(yaml),
            Engine::Postgres => "kind: postgres",
            Engine::Mysql => "kind: mysql",
        };
        assert!(yaml.contains("kind: sqlite") && yaml.contains("path: primary.sqlite"));
        self.dir.write("url", &self.url);
        self.dir.source(&yaml.replace("kind: sqlite", kind).replace("path: primary.sqlite", "url_file: url"))
    }

    /// A second schema of this test, and the statements that make and drop it.
    pub fn elsewhere(&self) -> String {
        format!("{}_elders", self.name)
    }
    pub fn make_elsewhere(&self) -> String {
        format!("CREATE SCHEMA {}", self.elsewhere())
    }
    pub fn drop_elsewhere(&self) -> String {
        format!("DROP SCHEMA {} {}", self.elsewhere(), self.pick("", "CASCADE", ""))
    }

    /// What differs between the engines in a test.
    pub fn pick<T>(&self, sqlite: T, postgres: T, mysql: T) -> T {
        match self.engine {
            Engine::Sqlite => sqlite,
            Engine::Postgres => postgres,
            Engine::Mysql => mysql,
        }
    }

    /// Another program that has begun to change something and goes on later. Not for SQLite, where one waits for all.
    pub async fn holding(&self, sql: &str) -> Held {
        let begun = sqlx::raw_sql(AssertSqlSafe(format!("BEGIN; {sql}")));
        match self.engine {
            Engine::Sqlite => panic!("not on this engine"),
            Engine::Postgres => {
                let mut conn = PgConnection::connect(&self.url).await.unwrap();
                begun.execute(&mut conn).await.unwrap();
                Held::Postgres(conn)
            }
            Engine::Mysql => {
                let mut conn = MySqlConnection::connect(&self.url).await.unwrap();
                begun.execute(&mut conn).await.unwrap();
                Held::Mysql(conn)
            }
        }
    }

    pub async fn close(self) {
        match self.engine {
            Engine::Sqlite => {}
            Engine::Postgres => self.on_server(&format!("DROP SCHEMA {} CASCADE", self.name)).await,
            Engine::Mysql => self.on_server(&format!("DROP DATABASE {}", self.name)).await,
        }
    }

    async fn on_server(&self, sql: &str) {
        self.run(&self.server, sql).await;
    }

    async fn run(&self, url: &str, sql: &str) {
        let sql = sqlx::raw_sql(AssertSqlSafe(sql.to_owned()));
        if self.engine == Engine::Postgres {
            sql.execute(&mut PgConnection::connect(url).await.unwrap()).await.unwrap();
        } else {
            sql.execute(&mut MySqlConnection::connect(url).await.unwrap()).await.unwrap();
        }
    }
}

/// A transaction of another program.
pub enum Held {
    Postgres(PgConnection),
    Mysql(MySqlConnection),
}

impl Held {
    /// After a while changes more, and keeps all of it; false when the engine would not let it.
    pub async fn goes_on(self, sql: &str) -> bool {
        tokio::time::sleep(std::time::Duration::from_millis(300)).await;
        let more = sqlx::raw_sql(AssertSqlSafe(format!("{sql}; COMMIT")));
        match self {
            Held::Postgres(mut conn) => more.execute(&mut conn).await.is_ok(),
            Held::Mysql(mut conn) => more.execute(&mut conn).await.is_ok(),
        }
    }
}

/// An address from the environment; missing it is no failure unless it must be there.
fn address(name: &str, required: &str) -> Option<String> {
    let address = std::env::var(name).ok();
    if address.is_none() {
        assert!(std::env::var_os(required).is_none(), "{name} is not set");
        eprintln!("skipped: {name} is not set");
    }
    address
}

/// The same cases on every engine.
#[macro_export]
macro_rules! on_every_engine {
    ($(async fn $name:ident($db:ident) $body:block)*) => {
        $(async fn $name($db: &$crate::common::engine::Db) $body)*
        $crate::on_every_engine!(@ sqlite Sqlite $($name)*);
        $crate::on_every_engine!(@ postgres Postgres $($name)*);
        $crate::on_every_engine!(@ mysql Mysql $($name)*);
    };
    (@ $module:ident $engine:ident $($name:ident)*) => {
        mod $module {
            use $crate::common::engine::{Db, Engine};
            $(#[tokio::test]
            async fn $name() {
                if let Some(db) = Db::new(Engine::$engine).await {
                    super::$name(&db).await;
                    db.close().await;
                }
            })*
        }
    };
}
