//! Looks for identification numbers in every column of every table, annotated or not.

use futures_util::TryStreamExt;
use sqlx::Row;

use super::SqliteSource;
use super::schema::quote;
use super::sql::Sql;
use crate::annotation::Class;
use crate::{HitKind, NumberHit, SourceError};
use gestand_documents::bsn::certain_bsns;

impl SqliteSource {
    /// Columns that certainly hold a BSN. The numbers themselves are not kept.
    pub(super) async fn scan(&self) -> Result<Vec<NumberHit>, SourceError> {
        let (mut conn, schema) = self.reader().await?;
        let mut hits = Vec::new();
        for (table, columns) in &schema.tables {
            let class = self.file.classes.iter().find(|(_, class)| class.table == *table);
            let key = match class {
                Some((_, class)) => super::sql::key_text(&schema, "t", table, &class.key)?,
                None => "''".to_owned(),
            };
            for column in columns.iter().filter(|column| !self.own_number(table, &column.name)) {
                let name = format!("t.{}", quote(&column.name));
                let digits = "[0-9]".repeat(8);
                // Only values with eight digits in a row, or with the word itself, leave the database.
                let sql = Sql::new(format!(
                    "SELECT {key}, CAST({name} AS TEXT) FROM {} AS t WHERE typeof({name}) IN ('text', 'integer') AND \
                     ({name} GLOB '*{digits}*' OR {name} LIKE '%bsn%' OR {name} LIKE '%burger%' OR {name} LIKE '%sofi%' \
                     OR {name} GLOB '*[0-9][.-]*[0-9][.-]*[0-9]*')",
                    quote(table)
                ));
                let class = class.map_or(table, |(id, _)| id);
                let mut hit = NumberHit::new(HitKind::Number, class, &column.name);
                let place = format!("{table}.{}", column.name);
                let mut rows = sql.query().fetch(&mut conn);
                while let Some(row) = rows.try_next().await.map_err(|error| self.failed(&place, &error))? {
                    let value = row.try_get::<String, _>(1).map_err(|error| self.failed(&place, &error))?;
                    if !certain_bsns(&column.name, &value).is_empty() {
                        hit.add(row.try_get(0).ok());
                    }
                }
                if hit.count > 0 {
                    hits.push(hit);
                }
            }
        }
        Ok(hits)
    }

    /// Keys, links and numbers that the corporation gives out itself: nine digits there are no BSN.
    fn own_number(&self, table: &str, column: &str) -> bool {
        let linked = |class: &Class| {
            let paths =
                class.subjects.iter().map(|subject| &subject.path).chain(&class.children).chain(&class.keep_while);
            paths.flatten().any(|link| link.table == table && link.to.iter().any(|to| to == column))
                || class
                    .subjects
                    .iter()
                    .filter_map(|subject| subject.path.first())
                    .any(|link| class.table == table && link.from.iter().any(|from| from == column))
        };
        let own = |class: &Class| {
            class.table == table
                && (class.key.iter().any(|key| key == column)
                    || class.columns.get(column).is_some_and(|column| column.own_number))
        };
        self.file.classes.values().any(|class| own(class) || linked(class))
    }
}
