//! Looks for identification numbers in every column of every table, annotated or not.

use futures_util::TryStreamExt;
use gestand_documents::bsn::certain_bsns;

use super::Inner;
use super::build::Sql;
use super::schema::Family;
use super::walk::{key, key_text};
use crate::annotation::Class;
use crate::{HitKind, NumberHit, SourceError};

impl Inner {
    /// Columns that certainly hold a BSN. The numbers themselves are not kept.
    pub(super) async fn scan(&self) -> Result<Vec<NumberHit>, SourceError> {
        let mut session = self.database.whole().await?;
        let schema = session.schema.clone();
        let mut hits = Vec::new();
        for (table, live) in &schema.tables {
            let class = self.file.classes.iter().find(|(_, class)| class.table == *table);
            let own = match class {
                Some((_, class)) => key_text(&schema, &key(&schema, "t", table, &class.key)?),
                None => "''".to_owned(),
            };
            for column in live.columns.iter().filter(|column| !self.own_number(table, &column.name)) {
                if matches!(column.family, Family::Uuid | Family::Date | Family::Instant) {
                    continue;
                }
                // Only values with eight digits in a row, or with the word itself, leave the database.
                let text = schema.dialect.text(&schema.column("t", table, &column.name)?, column);
                let sql = Sql::new(format!(
                    "SELECT {own}, {text} FROM {} AS t WHERE {}",
                    live.quoted,
                    schema.dialect.may_be_number(&text)
                ));
                let class = class.map_or(table, |(id, _)| id);
                let mut hit = NumberHit::new(HitKind::Number, class, &column.name);
                let place = format!("{table}.{}", column.name);
                let mut rows = session.rows(sql).await;
                while let Some(mut row) = rows.try_next().await.map_err(|error| self.failed(&place, &error))? {
                    if !certain_bsns(&column.name, row.str(1)).is_empty() {
                        hit.add(row.take(0).map(String::from));
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
                    || class.columns.iter().any(|(name, told)| told.own_number && told.name(name) == column))
        };
        self.file.classes.values().any(|class| own(class) || linked(class))
    }
}
