//! All files of a class, page by page: for the comparison with the register of the erased.

use std::collections::{BTreeMap, BTreeSet};

use super::{FolderSource, Found};
use crate::SourceError;

impl FolderSource {
    /// At most `limit` paths of a class after the path `after`, in their order.
    pub(super) async fn keys(&self, class: &str, after: Option<&str>, limit: u32) -> Result<Vec<String>, SourceError> {
        let files = self.files("").await?.into_iter();
        let later = |found: &Found<'_>| after.is_none_or(|after| found.key.as_str() > after);
        let keys = files.filter(|found| found.id == class && later(found)).map(|found| found.key);
        Ok(keys.take(usize::try_from(limit).unwrap_or(usize::MAX)).collect())
    }

    /// The persons that the paths name, by path.
    pub(super) fn subjects(&self, keys: &[String]) -> BTreeMap<String, BTreeSet<String>> {
        let person = |key: &String| self.classify(key.clone(), 0)?.person().cloned();
        keys.iter().map(|key| (key.clone(), person(key).into_iter().collect())).collect()
    }
}
