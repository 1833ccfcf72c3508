//! What goes along when rows are deleted: the rows of other classes at the ends of `children`.

use std::collections::{BTreeMap, BTreeSet};

use super::build::Sql;
use super::schema::Schema;
use super::walk::{Key, Walk, key, key_in, key_text};
use super::{Inner, end_table};
use crate::annotation::Class;
use crate::path::Path;
use crate::{Along, SourceError};

impl Inner {
    /// The records that go when these are deleted. A row counts for every class of its table, whatever their `where`: it
    /// goes, and a hold may have been placed while it was of another class.
    pub(super) async fn along(&self, id: &str, keys: &[String]) -> Result<Vec<Along>, SourceError> {
        let class = self.class(id)?;
        // By class: the key of a row, and of the row that it goes with.
        let mut rows: BTreeMap<&str, BTreeSet<(String, String)>> = BTreeMap::new();
        for path in &class.children {
            for (child, of) in self.file.classes.iter().filter(|(_, of)| end_table(path) == Some(of.table.as_str())) {
                let ends = |schema: &Schema| Self::ends(schema, (id, class), path, of, keys);
                for mut row in self.database.read(ends, |error| self.failed(child, error)).await? {
                    let with = self.key_at(&mut row, 0, class.key.len(), id)?;
                    let key = self.key_at(&mut row, 1, of.key.len(), child)?;
                    rows.entry(child).or_default().insert((key.into(), with.into()));
                }
            }
        }
        let mut along = Vec::new();
        for (class, rows) in rows {
            let keys: Vec<String> = rows.iter().map(|(key, _)| key.clone()).collect();
            let persons = self.subjects(class, &keys).await?;
            along.extend(rows.into_iter().map(|(key, with)| {
                let subjects = persons.get(&key).into_iter().flatten().cloned().collect();
                Along { with, class: class.to_owned(), key, subjects }
            }));
        }
        Ok(along)
    }

    /// The keys of rows, each with that of a row at the end of the path.
    fn ends(
        schema: &Schema,
        (id, class): (&str, &Class),
        path: &Path,
        of: &Class,
        keys: &[String],
    ) -> Result<Sql, SourceError> {
        let walk = Walk { schema, base: &class.table, path };
        let own = key(schema, "t", &class.table, &class.key)?;
        let end = of.key.iter().map(|column| walk.end(column)).collect::<Result<Key, _>>()?;
        let (own_text, end_text) = (key_text(schema, &own), key_text(schema, &end));
        let mut sql = Sql::new(format!("SELECT {own_text}, {end_text} FROM {} WHERE ", walk.rows()?));
        sql.add(key_in(schema, id, &own, keys)?);
        Ok(sql)
    }
}
