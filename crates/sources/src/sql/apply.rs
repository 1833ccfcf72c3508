//! Applies a batch in one transaction, and verifies it afterwards in another.

use std::collections::{BTreeMap, HashSet};

use super::Inner;
use super::build::{Sql, all_of, flag};
use super::connection::reason;
use super::schema::{Family, LiveColumn, Schema};
use super::walk::{Walk, key, key_in, key_text};
use crate::annotation::{Class, Column, Delete};
use crate::{Applied, SourceError, Verb, Verified, Work};

impl Inner {
    /// Does the work, all or nothing. Doing it again changes nothing.
    pub(super) async fn apply(&self, work: &Work) -> Result<Applied, SourceError> {
        let class = self.class(&work.class)?;
        if work.verb == Verb::Delete && class.delete == Delete::Never {
            return Err(self.refused(work, "the annotation says `delete: never`"));
        }
        let mut session = self.writer().await?;
        let schema = session.schema.clone();
        let mut keys = work.keys.clone();
        let children = work.verb == Verb::Delete && !class.children.is_empty();
        if children {
            // The keys are fixed before anything changes: deleting children may change what the predicate sees.
            let own = key(&schema, "t", &class.table, &class.key)?;
            let mut select = Sql::new(format!(
                "SELECT {} FROM {} AS t WHERE ",
                key_text(&schema, &own),
                schema.table(&class.table)?
            ));
            select.add(self.targets(&schema, class, work)?).push(schema.dialect.lock());
            let rows = session.all(select).await.map_err(|error| self.failed(&work.class, &error))?;
            let rows = rows.into_iter().map(|mut row| self.key_at(&mut row, 0, class.key.len(), &work.class));
            keys = rows.collect::<Result<_, _>>()?;
        }
        let mut affected = 0;
        if !keys.is_empty() {
            for statement in self.changes(&schema, class, work, &keys, children)? {
                // The last statement is the one on the class itself.
                affected = session.execute(statement).await.map_err(|error| self.refused(work, &reason(&error)))?;
            }
        }
        if affected > keys.iter().collect::<HashSet<_>>().len() as u64 {
            return Err(self.refused(work, &format!("several rows of '{}' share a key", class.table)));
        }
        session.commit().await.map_err(|error| self.refused(work, &reason(&error)))?;
        Ok(Applied { affected })
    }

    /// Reads afresh what is left of the work.
    pub(super) async fn verify(&self, work: &Work) -> Result<Verified, SourceError> {
        let class = self.class(&work.class)?;
        let mut session = self.reader().await?;
        let schema = session.schema.clone();
        let own = key(&schema, "t", &class.table, &class.key)?;
        let mut sql = Sql::new(format!("SELECT {}, ", key_text(&schema, &own)));
        sql.add(flag(self.ripe(&schema, class, work)?))
            .push(&format!(" FROM {} AS t WHERE ", schema.table(&class.table)?));
        sql.add(all_of([key_in(&schema, &work.class, &own, &work.keys)?, self.content(&schema, class, &work.verb)?]));
        let mut verified = Verified::default();
        for mut row in session.all(sql).await.map_err(|error| self.failed(&work.class, &error))? {
            let key = self.key_at(&mut row, 0, class.key.len(), &work.class)?;
            if row.str(1) == "1" { verified.remaining.push(key) } else { verified.not_due.push(key) }
        }
        let asked = work.keys.iter().collect::<HashSet<_>>().len();
        let there = verified.remaining.iter().chain(&verified.not_due).collect::<HashSet<_>>().len();
        verified.absent = asked.saturating_sub(there) as u64;
        Ok(verified)
    }

    /// True for the rows `t` that the work is about and may change now.
    fn targets(&self, schema: &Schema, class: &Class, work: &Work) -> Result<Sql, SourceError> {
        let own = key(schema, "t", &class.table, &class.key)?;
        let keys = key_in(schema, &work.class, &own, &work.keys)?;
        Ok(all_of([keys, self.content(schema, class, &work.verb)?, self.ripe(schema, class, work)?]))
    }

    /// True for the rows `t` that are still due (for retention) and that nothing keeps.
    fn ripe(&self, schema: &Schema, class: &Class, work: &Work) -> Result<Sql, SourceError> {
        match &work.still {
            Some(rule) => self.due_predicate(schema, class, &work.verb, rule),
            None => self.unkept(schema, class, &work.verb),
        }
    }

    /// The statements of the work in their order, the one on the class itself last. `fixed`: the keys are those of rows
    /// that may change, and are held.
    fn changes(
        &self,
        schema: &Schema,
        class: &Class,
        work: &Work,
        keys: &[String],
        fixed: bool,
    ) -> Result<Vec<Sql>, SourceError> {
        let own = key(schema, "t", &class.table, &class.key)?;
        let rows = || key_in(schema, &work.class, &own, keys);
        let which = || if fixed { rows() } else { self.targets(schema, class, work) };
        let table = schema.table(&class.table)?;
        let mut statements = Vec::new();
        match &work.verb {
            Verb::Delete => {
                for path in &class.children {
                    let Some((link, before)) = path.split_last() else { continue };
                    let walk = Walk { schema, base: &class.table, path: before };
                    let ends = link.from.iter().map(|column| walk.end(column)).collect::<Result<Vec<_>, _>>()?;
                    let to = key(schema, "c", &link.table, &link.to)?;
                    // The same test as on the way of reading.
                    let text = |(expr, live): &(String, &LiveColumn), alike: bool| match (link.any_case, alike) {
                        (true, _) => schema.dialect.folded(expr),
                        (false, true) => expr.clone(),
                        (false, false) => schema.dialect.text(expr, live),
                    };
                    let sides = ends.iter().zip(&to).map(|(end, to)| {
                        let alike = end.1.compares_with(to.1) && end.1.collation == to.1.collation;
                        (text(end, alike), text(to, alike))
                    });
                    let (ends, to): (Vec<String>, Vec<String>) = sides.unzip();
                    let mut delete = Sql::new(schema.dialect.delete(schema.table(&link.table)?, "c"));
                    let (ends, to) = (ends.join(", "), to.join(", "));
                    delete.push(&format!("({to}) IN (SELECT {ends} FROM {} WHERE ", walk.rows()?));
                    delete.add(rows()?).push(")");
                    statements.push(delete);
                }
                let mut delete = Sql::new(schema.dialect.delete(table, "t"));
                delete.add(which()?);
                statements.push(delete);
            }
            Verb::Clear { items } => {
                let cleared = class.subject_columns().filter(|(_, item, column)| column.clear && items.contains(*item));
                let mut columns: BTreeMap<&str, Vec<&Column>> = BTreeMap::new();
                for (name, _, column) in cleared {
                    columns.entry(column.name(name)).or_default().push(column);
                }
                if !columns.is_empty() {
                    let sets =
                        columns.into_iter().map(|(name, fields)| self.emptied(schema, class, work, name, &fields));
                    let mut update = Sql::new(schema.dialect.update(table));
                    update.add(Sql::join(sets.collect::<Result<Vec<_>, _>>()?, ", ")).push(" WHERE ").add(which()?);
                    statements.push(update);
                }
            }
        }
        Ok(statements)
    }

    /// `column = …` without what the fields hold of it.
    fn emptied(
        &self,
        schema: &Schema,
        class: &Class,
        work: &Work,
        name: &str,
        fields: &[&Column],
    ) -> Result<Sql, SourceError> {
        let (live, dialect) = (schema.live(&class.table, name)?, schema.dialect);
        let mut out = Sql::new(format!("{} = ", dialect.assigned(name)));
        let whole = fields.iter().find(|field| field.json.is_none());
        if let Some(constant) = whole.and_then(|field| field.replace_with.as_ref()) {
            out.add(Sql::with(dialect.typed(live), constant.as_str()));
        } else if whole.is_some() {
            let primary = schema.live_table(&class.table)?.primary.iter().any(|column| column == name);
            out.push(match (live.not_null || primary, live.family == Family::Text) {
                (false, _) => "NULL",
                (true, true) => "''",
                (true, false) => {
                    return Err(self.refused(work, &format!("column '{}.{name}' cannot be empty", class.table)));
                }
            });
        } else {
            let column = schema.column("t", &class.table, name)?;
            let mut document = Sql::new(column.as_str());
            for field in fields {
                if let Some(path) = &field.json {
                    document = dialect.json_without(document, live, path, field.replace_with.as_deref());
                }
            }
            // What is no JSON stays as it is; the reading afterwards finds it.
            out.push(&format!("CASE WHEN {} THEN ", dialect.valid_json(&column))).add(document);
            out.push(&format!(" ELSE {column} END"));
        }
        Ok(out)
    }

    fn refused(&self, work: &Work, reason: &str) -> SourceError {
        SourceError::Refused { source_id: self.id(), class: work.class.clone(), reason: reason.to_owned() }
    }
}
