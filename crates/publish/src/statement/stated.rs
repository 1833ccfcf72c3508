//! What of the shared vocabulary a statement speaks of: what the corporation states, or else what it uses.

use std::collections::HashSet;

use gestand_policy::model::{Activity, Document, Entries, Refs};
use gestand_policy::{Origin, Policy};

/// The entries of the vocabulary that belong in the statement of one corporation. A vocabulary defines far more than
/// one corporation holds, and a statement must not claim data that are not there.
pub(super) struct Stated<'p> {
    pub subjects: HashSet<&'p str>,
    pub categories: HashSet<&'p str>,
    pub origins: HashSet<&'p str>,
}

impl<'p> Stated<'p> {
    pub fn of(policy: &'p Policy) -> Self {
        let document = &policy.document;
        let used = |refs: fn(&Activity) -> &Refs| {
            let own = document.activities.values().filter(|activity| !activity.statutory);
            own.flat_map(move |activity| refs(activity)).map(|id| id.value.as_str()).collect::<HashSet<_>>()
        };
        let data = used(|activity| &activity.data);
        let mut categories = own(policy, &document.categories);
        if categories.is_empty() {
            let entries = document.categories.iter();
            categories = entries
                .filter(|(id, category)| {
                    data.contains(id.as_str()) || category.items.keys().any(|item| data.contains(item.as_str()))
                })
                .map(|(id, _)| id.as_str())
                .collect();
        }
        let or_used =
            |own: HashSet<&'p str>, refs: fn(&Activity) -> &Refs| if own.is_empty() { used(refs) } else { own };
        Stated {
            subjects: or_used(own(policy, &document.subjects), |activity| &activity.subjects),
            categories,
            origins: or_used(own(policy, &document.origins), |activity| &activity.origins),
        }
    }
}

impl Stated<'_> {
    /// Whether the statement speaks of the category or item `id`.
    pub fn has(&self, document: &Document, id: &str) -> bool {
        let mut stated = self.categories.iter().filter_map(|category| document.categories.get(*category));
        self.categories.contains(id) || stated.any(|category| category.items.contains_key(id))
    }
}

/// The entries that stand in the corporation's own pack.
fn own<'p, T>(policy: &'p Policy, entries: &'p Entries<T>) -> HashSet<&'p str> {
    entries.iter().filter(|(_, entry)| policy.origin(entry.span) == Origin::Own).map(|(id, _)| id.as_str()).collect()
}
