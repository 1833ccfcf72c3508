//! All keys of a class, page by page: for the comparison with the register of the erased.

use std::collections::{BTreeMap, BTreeSet};

use super::Inner;
use super::build::{Sql, all_of};
use super::walk::{Walk, comparable, key, key_after, key_in, key_text};
use crate::SourceError;

impl Inner {
    /// At most `limit` keys of a class after the key `after`, in their order.
    pub(super) async fn keys(&self, id: &str, after: Option<&str>, limit: u32) -> Result<Vec<String>, SourceError> {
        let class = self.class(id)?;
        let mut session = self.reader().await?;
        let schema = session.schema.clone();
        let own = key(&schema, "t", &class.table, &class.key)?;
        let walk = Walk { schema: &schema, base: &class.table, path: &[] };
        let after = after.map(|after| key_after(&schema, id, &own, after)).transpose()?;
        let mut sql = Sql::new(format!("SELECT {} FROM {} WHERE ", key_text(&schema, &own), walk.rows()?));
        sql.add(all_of([walk.condition(class.condition.as_ref())?].into_iter().chain(after)));
        sql.push(&format!(" ORDER BY {} LIMIT {limit}", comparable(&schema, &own).join(", ")));
        let rows = session.all(sql).await.map_err(|error| self.failed(id, &error))?;
        rows.into_iter().map(|mut row| Ok(self.key_at(&mut row, 0, class.key.len(), id)?.into())).collect()
    }

    /// The persons behind records, by record key.
    pub(super) async fn subjects(
        &self,
        id: &str,
        keys: &[String],
    ) -> Result<BTreeMap<String, BTreeSet<String>>, SourceError> {
        let class = self.class(id)?;
        let mut session = self.reader().await?;
        let schema = session.schema.clone();
        let own = key(&schema, "t", &class.table, &class.key)?;
        let mut sql = Sql::new(format!("SELECT {}", key_text(&schema, &own)));
        for way in self.ways(&schema, class)? {
            sql.push(", ").push(&way.everyone()?);
        }
        sql.push(&format!(" FROM {} AS t WHERE ", schema.table(&class.table)?));
        sql.add(key_in(&schema, id, &own, keys)?);
        let mut subjects: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for mut row in session.all(sql).await.map_err(|error| self.failed(id, &error))? {
            let people = self.persons(&row, 1, id)?;
            subjects.entry(self.key_at(&mut row, 0, class.key.len(), id)?.into()).or_default().extend(people);
        }
        Ok(subjects)
    }
}
