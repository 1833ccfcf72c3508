//! The statements that change a batch of records of a class, verb by verb.

use std::collections::{BTreeMap, BTreeSet};

use super::Inner;
use super::build::Sql;
use super::schema::{Family, LiveColumn, Schema};
use super::walk::{Walk, key, key_in};
use crate::annotation::{Class, Column, Delete, Restricted};
use crate::{Mode, SourceError, Verb, VerbKind, Work};

impl Inner {
    /// Whether the annotation lets this be done to records of the class; what only the live schema tells is looked at
    /// when it is done.
    pub(super) fn supports(&self, id: &str, verb: VerbKind) -> Result<(), SourceError> {
        let class = self.class(id)?;
        if self.file.mode != Mode::Write {
            return Err(SourceError::ReadOnly { source_id: self.id() });
        }
        let why_not = match verb {
            VerbKind::Delete => (class.delete == Delete::Never).then_some("the annotation says `delete: never`"),
            VerbKind::Clear => {
                let clearable = class.subject_columns().any(|(.., column)| column.clear);
                (!clearable).then_some("the annotation has no column that can be cleared")
            }
            VerbKind::Anonymise => class.why_not_anonymous(),
            VerbKind::Rectify => class.subject_items().is_empty().then_some("the annotation has no items of a person"),
            VerbKind::Restrict | VerbKind::Lift => class
                .restricted
                .is_none()
                .then_some("the annotation does not say where a record is marked (`restricted`)"),
        };
        why_not.map_or(Ok(()), |reason| Err(self.refused(id, reason)))
    }

    /// The statements of the work in their order, the one on the class itself last. `fixed`: the keys are those of rows
    /// that may change, and are held.
    pub(super) fn changes(
        &self,
        schema: &Schema,
        class: &Class,
        work: &Work,
        keys: &[String],
        fixed: bool,
    ) -> Result<Vec<Sql>, SourceError> {
        let table = schema.table(&class.table)?;
        let which = || if fixed { self.rows(schema, class, work, keys) } else { self.targets(schema, class, work) };
        let sets = match &work.verb {
            Verb::Delete => {
                let mut statements = self.deleted_children(schema, class, work, keys)?;
                let mut delete = Sql::new(schema.dialect.delete(table, "t"));
                delete.add(which()?);
                statements.push(delete);
                return Ok(statements);
            }
            Verb::Clear { items } => {
                let fields = class.subject_columns().filter(|(_, item, column)| column.clear && items.contains(*item));
                self.emptied_columns(schema, &work.class, class, fields.map(|(name, _, column)| (name, column)))?
            }
            Verb::Anonymise => self.anonymous(schema, &work.class, class)?,
            Verb::Rectify { role, values, permit } => {
                let corrections = self.corrections(&work.class, class, role, values, permit)?;
                self.corrected_columns(schema, &work.class, class, &corrections)?
            }
            Verb::Restrict | Verb::Lift => vec![self.marked(schema, &work.class, class, work.verb.kind())?],
        };
        if sets.is_empty() {
            return Ok(Vec::new());
        }
        let mut update = Sql::new(schema.dialect.update(table));
        update.add(Sql::join(sets, ", ")).push(" WHERE ").add(which()?);
        Ok(vec![update])
    }

    fn rows(&self, schema: &Schema, class: &Class, work: &Work, keys: &[String]) -> Result<Sql, SourceError> {
        key_in(schema, &work.class, &key(schema, "t", &class.table, &class.key)?, keys)
    }

    /// One statement for each path to rows that go first.
    fn deleted_children(
        &self,
        schema: &Schema,
        class: &Class,
        work: &Work,
        keys: &[String],
    ) -> Result<Vec<Sql>, SourceError> {
        let mut statements = Vec::new();
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
            delete.add(self.rows(schema, class, work, keys)?).push(")");
            statements.push(delete);
        }
        Ok(statements)
    }

    /// Every column without what leads to a person, and the links that lead there.
    fn anonymous(&self, schema: &Schema, id: &str, class: &Class) -> Result<Vec<Sql>, SourceError> {
        if let Some(reason) = self.why_links_stay(schema, class)? {
            return Err(self.refused(id, &reason));
        }
        let links: BTreeSet<&str> = class.linking_columns().collect();
        let fields = class.telling_columns().filter(|(name, column)| !links.contains(column.name(name)));
        let mut sets = self.emptied_columns(schema, id, class, fields)?;
        sets.extend(links.into_iter().map(|link| Sql::new(format!("{} = NULL", schema.dialect.assigned(link)))));
        Ok(sets)
    }

    /// Why the live table does not let the links of a class to its persons be broken; `None`: it does.
    pub(super) fn why_links_stay(&self, schema: &Schema, class: &Class) -> Result<Option<String>, SourceError> {
        let primary = &schema.live_table(&class.table)?.primary;
        for link in class.linking_columns() {
            if schema.live(&class.table, link)?.not_null || primary.iter().any(|column| column == link) {
                return Ok(Some(format!(
                    "'{}.{link}' leads to a person and may not be empty, so the row cannot be made anonymous",
                    class.table
                )));
            }
        }
        Ok(None)
    }

    /// The mark of restriction, set or taken away.
    fn marked(&self, schema: &Schema, id: &str, class: &Class, verb: VerbKind) -> Result<Sql, SourceError> {
        let Restricted { column, value, lifted } = self.restricted(id, class)?;
        let mut out = Sql::new(format!("{} = ", schema.dialect.assigned(column)));
        let live = schema.live(&class.table, column)?;
        match (verb, lifted) {
            (VerbKind::Restrict, _) => out.add(Sql::with(schema.dialect.typed(live), value.as_str())),
            (_, Some(lifted)) => out.add(Sql::with(schema.dialect.typed(live), lifted.as_str())),
            (_, None) => out.push("NULL"),
        };
        Ok(out)
    }

    pub(super) fn restricted<'a>(&self, id: &str, class: &'a Class) -> Result<&'a Restricted, SourceError> {
        let missing = "the annotation does not say where a record is marked (`restricted`)";
        class.restricted.as_ref().ok_or_else(|| self.refused(id, missing))
    }

    /// `column = …` for every column that fields stand in, without what they hold.
    fn emptied_columns<'a>(
        &self,
        schema: &Schema,
        id: &str,
        class: &Class,
        fields: impl Iterator<Item = (&'a str, &'a Column)>,
    ) -> Result<Vec<Sql>, SourceError> {
        let mut columns: BTreeMap<&str, Vec<&Column>> = BTreeMap::new();
        for (name, column) in fields {
            columns.entry(column.name(name)).or_default().push(column);
        }
        columns.into_iter().map(|(name, fields)| self.emptied(schema, id, class, name, &fields)).collect()
    }

    /// `column = …` without what the fields hold of it.
    fn emptied(
        &self,
        schema: &Schema,
        id: &str,
        class: &Class,
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
                    return Err(self.refused(id, &format!("column '{}.{name}' cannot be empty", class.table)));
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
}
