//! What the cases are tried on: the policy, its names, its places and its statement.

use std::cell::OnceCell;
use std::path::Path;

use gestand_policy::decide::IdSet;
use gestand_policy::model::Document;
use gestand_policy::{Bilingual, Compiled, Policy};
use gestand_publish::{Lang, Statement, statement};

use super::names::Names;
use super::places::Places;
use super::words::unknown;
use crate::packs::compile_pack;

pub(super) struct Subject<'c> {
    pub compiled: &'c Compiled,
    pub policy: &'c Policy,
    pub places: Places<'c>,
    pub activities: Names,
    pub functions: Names,
    pub recipients: Names,
    pub conditions: Names,
    /// Categories and items; a category goes before an item of the same name.
    pub data: Names,
    pub events: Names,
    pub retention: Names,
    statements: OnceCell<[Statement; 2]>,
    pack: &'c str,
    catalogue: OnceCell<Catalogue>,
}

/// What the packs that this one extends know, and this one need not use.
#[derive(Default)]
pub(super) struct Catalogue {
    pub activities: Names,
    pub recipients: Names,
}

impl<'c> Subject<'c> {
    /// What `pack` was compiled to; `None` where it could not be understood.
    pub fn of(pack: &'c str, compiled: &'c Compiled) -> Option<Self> {
        let policy = compiled.policy.as_ref()?;
        let document = &policy.document;
        let categories = document.categories.iter().map(|(id, category)| (id, category.label.as_ref()));
        let items = document.categories.values().flat_map(|category| &category.items);
        let disclosures = document.recipients.values().flat_map(|recipient| &recipient.may_receive);
        let asked = document.activities.values().flat_map(|activity| &activity.only_if);
        let asked = asked.chain(disclosures.flat_map(|line| &line.only_if)).map(|id| (&id.value, None));
        macro_rules! names {
            ($section:ident) => {
                document.$section.iter().map(|(id, entry)| (id, entry.label.as_ref()))
            };
        }
        Some(Subject {
            compiled,
            policy,
            places: Places::of(compiled, policy),
            activities: Names::of(names!(activities)),
            functions: Names::of(names!(functions)),
            recipients: Names::of(names!(recipients)),
            conditions: Names::of(names!(conditions).chain(asked)),
            data: Names::of(categories.chain(items.map(|(id, item)| (id, item.label.as_ref())))),
            events: Names::of(names!(events)),
            retention: Names::of(names!(retention)),
            statements: OnceCell::new(),
            pack,
            catalogue: OnceCell::new(),
        })
    }

    /// The statement in Dutch and in English.
    pub fn statements(&self) -> &[Statement; 2] {
        self.statements.get_or_init(|| [statement(self.policy, Lang::Nl), statement(self.policy, Lang::En)])
    }

    /// The names of the packs that this one extends; empty where one cannot be read.
    pub fn catalogue(&self) -> &Catalogue {
        self.catalogue.get_or_init(|| {
            let beside =
                Path::new(self.pack).canonicalize().ok().and_then(|folder| folder.parent().map(Path::to_owned));
            let parents = self.policy.document.extends.iter().filter_map(|parent| {
                let beside = beside.as_ref().map(|folder| folder.join(&parent.value)).filter(|folder| folder.is_dir());
                let name = beside.map_or_else(|| parent.value.clone(), |folder| folder.display().to_string());
                compile_pack(&name).ok()?.policy
            });
            let documents: Vec<Document> = parents.map(|policy| policy.document).collect();
            let activities = documents.iter().flat_map(|document| &document.activities);
            let recipients = documents.iter().flat_map(|document| &document.recipients);
            Catalogue {
                activities: Names::of(activities.map(|(id, entry)| (id, entry.label.as_ref()))),
                recipients: Names::of(recipients.map(|(id, entry)| (id, entry.label.as_ref()))),
            }
        })
    }

    /// The items of the data that `cell` lists.
    pub fn items(&self, cell: &str) -> Result<IdSet, Bilingual> {
        let mut all = IdSet::EMPTY;
        for name in self.data.list(cell)? {
            let items = self.policy.tables.items_of(name);
            if items.is_empty() {
                return Err(Bilingual::new(
                    format!("de soort '{name}' heeft in dit beleid geen gegevens; een geval met niets toont niets"),
                    format!("the category '{name}' has no items in this policy; a case with nothing shows nothing"),
                ));
            }
            all = all.union(items);
        }
        Ok(all)
    }

    /// The path of a node of the policy.
    pub fn node<'t>(&self, cell: &'t str) -> Result<&'t str, Bilingual> {
        let is_known =
            |node: &str| node.strip_prefix(cell).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'));
        if self.places.paths().any(is_known) { Ok(cell) } else { Err(unknown(cell, self.places.paths())) }
    }
}
