//! Applies a batch in one transaction, and verifies it afterwards over a fresh connection.

use std::collections::{BTreeSet, HashSet};

use sqlx::{Connection, Row};

use super::SqliteSource;
use super::schema::{Schema, quote};
use super::sql::{Sql, Walk, all_of, key_in, key_text};
use crate::annotation::{Class, Delete};
use crate::{Applied, SourceError, Verb, Verified, Work};

impl SqliteSource {
    /// Does the work, all or nothing. Doing it again changes nothing.
    pub(super) async fn apply(&self, work: &Work) -> Result<Applied, SourceError> {
        let class = self.class(&work.class)?;
        if work.verb == Verb::Delete && class.delete == Delete::Never {
            return Err(self.refused(work, "the annotation says `delete: never`"));
        }
        let mut conn = self.writer().await?;
        let schema = Schema::load(&self.file.source, &mut conn).await?;
        let mut tx =
            conn.begin_with("BEGIN IMMEDIATE").await.map_err(|error| self.refused(work, &error.to_string()))?;
        // The keys are fixed before anything changes: deleting children may change what the predicate sees.
        let mut select = Sql::new(format!("SELECT {} FROM ", key_text(&schema, "t", &class.table, &class.key)?));
        select.push(&schema.table(&class.table)?).push(" AS t WHERE ").add(self.targets(&schema, class, work)?);
        let rows = select.query().fetch_all(&mut *tx).await.map_err(|error| self.failed(&work.class, &error))?;
        let keys = rows.iter().map(|row| self.key_of(row, &work.class)).collect::<Result<Vec<_>, _>>()?;
        let mut affected = 0;
        if !keys.is_empty() {
            for statement in self.changes(&schema, class, work, &keys)? {
                let done = statement.query().execute(&mut *tx).await;
                // The last statement is the one on the class itself.
                affected = done.map_err(|error| self.refused(work, &error.to_string()))?.rows_affected();
            }
        }
        tx.commit().await.map_err(|error| self.refused(work, &error.to_string()))?;
        Ok(Applied { affected })
    }

    /// Reads afresh what is left of the work.
    pub(super) async fn verify(&self, work: &Work) -> Result<Verified, SourceError> {
        let class = self.class(&work.class)?;
        let (mut conn, schema) = self.reader().await?;
        let mut sql = Sql::new(format!("SELECT {}, COALESCE(", key_text(&schema, "t", &class.table, &class.key)?));
        sql.add(self.ripe(&schema, class, work)?)
            .push(", 0) FROM ")
            .push(&schema.table(&class.table)?)
            .push(" AS t WHERE ");
        let keys = key_in(&schema, "t", &work.class, &class.table, &class.key, &work.keys)?;
        sql.add(all_of([keys, self.content(&schema, class, &work.verb)?]));
        let mut verified = Verified::default();
        for row in sql.query().fetch_all(&mut conn).await.map_err(|error| self.failed(&work.class, &error))? {
            let key = self.key_of(&row, &work.class)?;
            let ripe = row.try_get::<i64, _>(1).map_err(|error| self.failed(&work.class, &error))? != 0;
            if ripe { verified.remaining.push(key) } else { verified.not_due.push(key) }
        }
        let asked = work.keys.iter().collect::<HashSet<_>>().len();
        let there = verified.remaining.len() + verified.not_due.len();
        verified.absent = asked.saturating_sub(there) as u64;
        Ok(verified)
    }

    /// True for the rows `t` that the work is about and may change now.
    fn targets(&self, schema: &Schema, class: &Class, work: &Work) -> Result<Sql, SourceError> {
        let keys = key_in(schema, "t", &work.class, &class.table, &class.key, &work.keys)?;
        Ok(all_of([keys, self.content(schema, class, &work.verb)?, self.ripe(schema, class, work)?]))
    }

    /// True for the rows `t` that are still due (for retention) and that nothing keeps.
    fn ripe(&self, schema: &Schema, class: &Class, work: &Work) -> Result<Sql, SourceError> {
        match &work.still {
            Some(rule) => self.due_predicate(schema, class, &work.verb, rule),
            None => self.unkept(schema, class, &work.verb),
        }
    }

    /// The statements of the work in their order, the one on the class itself last.
    fn changes(&self, schema: &Schema, class: &Class, work: &Work, keys: &[String]) -> Result<Vec<Sql>, SourceError> {
        let rows = |alias: &str| key_in(schema, alias, &work.class, &class.table, &class.key, keys);
        let table = schema.table(&class.table)?;
        let mut statements = Vec::new();
        match &work.verb {
            Verb::Delete => {
                for path in &class.children {
                    let Some((link, before)) = path.split_last() else { continue };
                    let walk = Walk { schema, base: &class.table, path: before };
                    let ends = link.from.iter().map(|column| walk.end(column)).collect::<Result<Vec<_>, _>>()?;
                    let to = link.to.iter().map(|column| schema.column("c", &link.table, column));
                    let to = to.collect::<Result<Vec<_>, _>>()?.join(", ");
                    let child = schema.table(&link.table)?;
                    let from = walk.rows()?;
                    let mut delete = Sql::new(format!("DELETE FROM {child} AS c WHERE ({to}) IN (SELECT "));
                    delete.push(&ends.join(", ")).push(&format!(" FROM {from} WHERE ")).add(rows("t")?).push(")");
                    statements.push(delete);
                }
                let mut delete = Sql::new(format!("DELETE FROM {table} AS t WHERE "));
                delete.add(rows("t")?);
                statements.push(delete);
            }
            Verb::Clear { items } => {
                let mut names = BTreeSet::new();
                for (name, item, column) in class.subject_columns() {
                    if column.clear && items.contains(item) {
                        names.insert(name);
                    }
                }
                let sets = names.into_iter().map(|name| self.emptied(schema, class, work, name));
                let sets = sets.collect::<Result<Vec<_>, _>>()?;
                if !sets.is_empty() {
                    let mut update = Sql::new(format!("UPDATE {table} AS t SET {} WHERE ", sets.join(", ")));
                    update.add(rows("t")?);
                    statements.push(update);
                }
            }
        }
        Ok(statements)
    }

    fn emptied(&self, schema: &Schema, class: &Class, work: &Work, name: &str) -> Result<String, SourceError> {
        let live = schema.live(&class.table, name)?;
        match (live.not_null || live.primary > 0, live.is_text()) {
            (false, _) => Ok(format!("{} = NULL", quote(name))),
            (true, true) => Ok(format!("{} = ''", quote(name))),
            (true, false) => Err(self.refused(work, &format!("column '{}.{name}' cannot be empty", class.table))),
        }
    }

    fn refused(&self, work: &Work, reason: &str) -> SourceError {
        SourceError::Refused { source_id: self.id(), class: work.class.clone(), reason: reason.to_owned() }
    }
}
