//! Ids and labels of the policy in cells: `newsletter`, `Nieuwsbrief` and `newsletter` in English are one activity.

use std::collections::{BTreeMap, BTreeSet};

use gestand_policy::Bilingual;
use gestand_policy::model::Text;

use super::words::{parts, plain, unknown};

/// The names of one kind of entry.
#[derive(Debug, Default)]
pub(super) struct Names {
    ids: BTreeMap<String, String>,
    labels: BTreeMap<String, BTreeSet<String>>,
}

impl Names {
    /// Of two entries with one id the first counts.
    pub fn of<'a>(entries: impl IntoIterator<Item = (&'a String, Option<&'a Text>)>) -> Self {
        let mut names = Names::default();
        for (id, label) in entries {
            names.ids.entry(plain(id)).or_insert_with(|| id.clone());
            for text in label.into_iter().flat_map(|label| [Some(&label.nl), label.en.as_ref()]).flatten() {
                names.labels.entry(plain(text)).or_default().insert(id.clone());
            }
        }
        names
    }

    /// Whether `cell` names one or more of these.
    pub fn know(&self, cell: &str) -> bool {
        let wanted = plain(cell);
        self.ids.contains_key(&wanted) || self.labels.contains_key(&wanted)
    }

    /// The id that `cell` names; an id goes before a label.
    pub fn find(&self, cell: &str) -> Result<&str, Bilingual> {
        let wanted = plain(cell);
        if let Some(id) = self.ids.get(&wanted) {
            return Ok(id);
        }
        let Some(ids) = self.labels.get(&wanted) else {
            return Err(unknown(cell, self.ids.values().chain(self.labels.keys()).map(String::as_str)));
        };
        let mut ids = ids.iter();
        match (ids.next(), ids.next()) {
            (Some(id), None) => Ok(id),
            (first, second) => {
                let list: Vec<&str> = first.into_iter().chain(second).chain(ids).map(String::as_str).collect();
                Err(Bilingual::new(
                    format!("'{cell}' kan van alles zijn; kies: {}", list.join(", ")),
                    format!("'{cell}' can mean several things; choose: {}", list.join(", ")),
                ))
            }
        }
    }

    /// The ids of a list. A label with a comma in it is one name.
    pub fn list(&self, cell: &str) -> Result<Vec<&str>, Bilingual> {
        match self.find(cell) {
            Ok(id) => Ok(vec![id]),
            Err(_) => parts(cell).map(|part| self.find(part)).collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_and_labels_name_the_same_and_doubt_is_told() {
        let label = |nl: &str| Text { nl: nl.to_owned(), en: Some("data, other".to_owned()) };
        let (a, b) = (("a_b".to_owned(), label("Het gegeven")), ("c".to_owned(), label("a b")));
        let names = Names::of([(&a.0, Some(&a.1)), (&b.0, Some(&b.1))]);
        assert_eq!(names.find("A B"), Ok("a_b"));
        assert_eq!(names.list("gegeven, c"), Ok(vec!["a_b", "c"]));
        assert_eq!(
            names.find("data, other").expect_err("doubt").en,
            "'data, other' can mean several things; choose: a_b, c"
        );
        assert!(names.find("gegven").expect_err("unknown").nl.contains("bedoelt u 'gegeven'"));
    }
}
