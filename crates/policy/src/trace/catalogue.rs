//! A catalogue of promises, and which of them a policy carries, by which nodes, and how they are carried out.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{PromiseNode, promises};
use crate::model::Principle;
use crate::policy::Policy;

/// One promise of a catalogue. The catalogue says more of each; this is what is compared with a policy.
#[derive(Debug, Clone, Deserialize)]
pub struct CataloguePromise {
    /// `<pack>-NNN`.
    pub id: String,
    /// 1-based lines of the published text it stands in.
    #[serde(default)]
    pub lines: Vec<u32>,
}

impl CataloguePromise {
    /// The pack it belongs to: the id without its number.
    pub fn pack(&self) -> &str {
        self.id.rsplit_once('-').map_or(&self.id, |(pack, _)| pack)
    }
}

/// How the software carries a promise out, strongest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum CarriedOut {
    /// Decisions refuse what is not promised, plans do what is.
    Enforced,
    /// A procedure with steps and terms.
    Procedure,
    /// A fact in the register of processing activities.
    Register,
    /// A sentence of the statement.
    Published,
    /// No node carries it.
    No,
}

impl CarriedOut {
    /// What happens with `node`: decisions enforce the principles of lawfulness, purpose and minimisation for every use.
    fn of(policy: &Policy, node: &PromiseNode) -> CarriedOut {
        let commitment = node.id.strip_prefix("commitments.").and_then(|id| policy.document.commitments.get(id));
        let principle = commitment.and_then(|commitment| commitment.principle.as_ref());
        match principle.map(|principle| principle.value) {
            Some(Principle::Lawfulness | Principle::PurposeLimitation | Principle::Minimisation) => {
                CarriedOut::Enforced
            }
            _ => CarriedOut::of_section(&node.section),
        }
    }

    /// What happens with the nodes of `section`: see the sections of [`crate::model::Document`].
    fn of_section(section: &str) -> CarriedOut {
        match section {
            "activities" | "recipients" | "sharing" | "retention" | "conditions" => CarriedOut::Enforced,
            "requests" | "rights" | "exclusions" | "identification" | "statement" => CarriedOut::Procedure,
            "organisation" | "bases" | "laws" | "subjects" | "categories" | "functions" | "events" | "origins"
            | "transfers" | "measures" | "cameras" => CarriedOut::Register,
            _ => CarriedOut::Published,
        }
    }
}

/// A promise beside the nodes that carry it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Expressed {
    pub id: String,
    /// Paths of nodes, in the order of the policy; empty: the policy does not say it.
    pub expressed_by: Vec<String>,
    pub carried_out: CarriedOut,
}

/// What a policy does with the promises of its catalogue.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Comparison {
    /// In the order of the catalogue.
    pub promises: Vec<Expressed>,
    /// Nodes that name a promise which is not in the catalogue.
    pub unknown: Vec<(String, String)>,
    /// Nodes that name a promise, and none of whose lines is a line of that promise.
    pub elsewhere: Vec<(String, String)>,
}

/// Compares `policy` with those promises of `catalogue` that belong to its pack.
pub fn compare(policy: &Policy, catalogue: &[CataloguePromise]) -> Comparison {
    let nodes = promises(policy);
    let mut carriers: BTreeMap<&str, Vec<&PromiseNode>> = BTreeMap::new();
    for node in &nodes {
        for id in &node.carries {
            carriers.entry(id).or_default().push(node);
        }
    }
    let mut comparison = Comparison::default();
    for promise in catalogue.iter().filter(|promise| promise.pack() == policy.name) {
        let nodes = carriers.remove(promise.id.as_str()).unwrap_or_default();
        let on_line = |node: &PromiseNode| {
            promise.lines.iter().any(|line| node.lines.iter().any(|range| (range.first..=range.last).contains(line)))
        };
        let strays = nodes.iter().filter(|node| !promise.lines.is_empty() && !on_line(node));
        comparison.elsewhere.extend(strays.map(|node| (node.id.clone(), promise.id.clone())));
        comparison.promises.push(Expressed {
            id: promise.id.clone(),
            expressed_by: nodes.iter().map(|node| node.id.clone()).collect(),
            carried_out: nodes.iter().map(|node| CarriedOut::of(policy, node)).min().unwrap_or(CarriedOut::No),
        });
    }
    for (id, nodes) in carriers {
        comparison.unknown.extend(nodes.iter().map(|node| (node.id.clone(), id.to_owned())));
    }
    comparison
}
