//! Subject paths and events without an index: correct, but slow.

use std::collections::BTreeSet;

use gestand_policy::Severity;

use super::super::Inner;
use super::super::schema::Schema;
use super::finding;
use crate::SourceFinding;

impl Inner {
    pub(super) fn indexes(&self, schema: &Schema) -> Vec<SourceFinding> {
        // Table, columns, and whether the step compares without regard to case.
        let mut wanted: BTreeSet<(&str, &[String], bool)> = BTreeSet::new();
        for class in self.file.classes.values() {
            for subject in &class.subjects {
                let mut table = &class.table;
                for link in &subject.path {
                    wanted.insert((table, &link.from, link.any_case));
                    wanted.insert((&link.table, &link.to, link.any_case));
                    table = &link.table;
                }
            }
            let events = class.events.values();
            for path in events.clone().map(|event| &event.path).chain(&class.children).chain(&class.keep_while) {
                wanted.extend(path.iter().map(|link| (link.table.as_str(), link.to.as_slice(), link.any_case)));
            }
            for event in events.filter(|event| event.path.is_empty() && event.json.is_none()) {
                wanted.insert((&class.table, std::slice::from_ref(&event.column), false));
            }
        }
        let mut found = Vec::new();
        for (table, columns, any_case) in wanted {
            let Ok(live) = schema.live_table(table) else { continue };
            if live.view || columns.iter().any(|column| schema.live(table, column).is_err()) {
                continue;
            }
            let serves = |index: &[String]| {
                index.len() >= columns.len() && columns.iter().all(|column| index[..columns.len()].contains(column))
            };
            // An index on an expression does not say which; one is taken to be the one that is needed.
            let served = match any_case {
                true => live.indexes.iter().any(|index| index.first().is_some_and(String::is_empty)),
                false => serves(&live.primary) || live.indexes.iter().any(|index| serves(index)),
            };
            if served {
                continue;
            }
            let names = columns.iter().map(|column| {
                let name = schema.dialect.quote(column);
                if any_case { schema.dialect.folded(&name) } else { name }
            });
            let names: Vec<String> = names.collect();
            let index = schema.dialect.quote(&format!("ix_{}_{}", table.replace('.', "_"), columns.join("_")));
            let ddl = format!("CREATE INDEX {index} ON {} ({})", live.quoted, names.join(", "));
            found.push(finding(
                "S0006",
                Severity::Warning,
                format!("{table}.{}", columns.join("+")),
                (
                    "heeft geen index; zoeken en bewaartermijnen worden traag",
                    "has no index; searching and retention will be slow",
                ),
                (format!("Voeg toe: {ddl};"), format!("Add: {ddl};")),
            ));
        }
        found
    }
}
