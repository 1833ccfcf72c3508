//! The register as JSON-LD, read as another program reads it: an RDF graph in terms that the vocabulary defines.
#![allow(clippy::expect_used, clippy::panic, reason = "a test that meets something unexpected must fail")]

mod common;

use std::collections::{BTreeMap, BTreeSet};

use common::policy;
use gestand_policy::model::Basis;
use gestand_publish::Lang;
use gestand_publish::register::{register, register_jsonld};
use oxjsonld::JsonLdParser;
use oxrdf::vocab::rdf;
use oxrdf::{Graph, NamedNode, NamedNodeRef, TermRef, Triple};

const BASE: &str = "https://privacy.example/";
const DPV: &str = "https://w3id.org/dpv#";
const GDPR: &str = "https://w3id.org/dpv/legal/eu/gdpr#";
const DCT: &str = "http://purl.org/dc/terms/";

fn graph(document: &str, base: Option<&str>) -> Graph {
    let mut parser = JsonLdParser::new();
    if let Some(base) = base {
        parser = parser.with_base_iri(base).expect("base");
    }
    // No loader of documents: a context that is not inline is an error.
    let quads = parser.for_slice(document.as_bytes());
    quads
        .map(|quad| {
            let quad = quad.expect("JSON-LD");
            Triple::new(quad.subject, quad.predicate, quad.object)
        })
        .collect()
}

/// IRI and kind of each term that the vocabulary defines.
fn vocabulary() -> BTreeMap<&'static str, &'static str> {
    let lines = include_str!("data/dpv-terms.txt").lines().filter(|line| !line.starts_with('#'));
    let terms: BTreeMap<_, _> = lines.map(|line| line.split_once(' ').expect("IRI and kind")).collect();
    assert!(terms.len() > 1000 && terms[&*format!("{DPV}hasPurpose")] == "property");
    terms
}

fn term(name: &str) -> NamedNode {
    NamedNode::new(format!("{DPV}{name}")).expect("IRI")
}

fn objects<'g>(graph: &'g Graph, subject: NamedNodeRef<'g>, property: &str) -> Vec<TermRef<'g>> {
    let property = term(property);
    graph.iter().filter(|t| t.subject == subject.into() && t.predicate == property.as_ref()).map(|t| t.object).collect()
}

#[test]
fn every_term_is_defined_by_the_vocabulary_and_used_as_what_it_is() {
    let known = vocabulary();
    let mut used = BTreeSet::new();
    for pack in ["model", "thuisvester", "woonbron", "woonmensen", "woonpartners", "woonpunt"] {
        let document = register_jsonld(&register(&policy(pack, ""), Lang::Nl), Some(BASE)).to_string();
        let graph = graph(&document, None);
        for triple in &graph {
            let property = triple.predicate.as_str();
            if property.starts_with(DPV) || property.starts_with(GDPR) {
                assert_eq!(known.get(property), Some(&"property"), "{pack}: {property}");
                used.insert(property.to_owned());
            }
            if let TermRef::NamedNode(object) = triple.object {
                let object = object.as_str();
                if object.starts_with(DPV) || object.starts_with(GDPR) {
                    assert_eq!(known.get(object), Some(&"class"), "{pack}: {object}");
                    used.insert(object.to_owned());
                } else {
                    // Nothing hangs in the air: what is not a term is described here.
                    let described = graph.triples_for_subject(object_node(triple.object)).next().is_some();
                    assert!(described, "{pack}: {object} is named but not described");
                }
            }
        }
    }
    assert!(used.len() > 30, "{used:?}");
}

fn object_node(term: TermRef<'_>) -> NamedNodeRef<'_> {
    match term {
        TermRef::NamedNode(node) => node,
        _ => panic!("a named node"),
    }
}

#[test]
fn each_activity_is_a_process_with_purpose_basis_controller_data_and_people() {
    let policy = policy("model", "");
    let document = register_jsonld(&register(&policy, Lang::Nl), None).to_string();
    let graph = graph(&document, Some(BASE));
    let process = term("Process");
    let processes: Vec<_> =
        graph.subjects_for_predicate_object(rdf::TYPE, process.as_ref()).map(|node| node.to_string()).collect();
    assert_eq!(processes.len(), policy.document.activities.len());
    for (id, activity) in &policy.document.activities {
        let iri = NamedNode::new(format!("{BASE}register/{}/{id}", policy.version)).expect("IRI");
        assert!(processes.contains(&iri.to_string()), "{id}");
        let of = |property| objects(&graph, iri.as_ref(), property);
        assert_eq!(of("hasPurpose").len(), 1, "{id}");
        assert_eq!(of("hasDataController").len(), 1, "{id}");
        assert!(!of("hasPersonalData").is_empty(), "{id}");
        assert_eq!(of("hasDataSubject").len(), activity.subjects.len(), "{id}");
        assert_eq!(of("hasDataSource").len(), activity.origins.len(), "{id}");
        let recipients = ["hasDataProcessor", "hasRecipientDataController", "hasJointDataControllers", "hasRecipient"];
        assert_eq!(recipients.iter().map(|name| of(name).len()).sum::<usize>(), activity.recipients.len(), "{id}");
        let bases: Vec<String> = of("hasLegalBasis").iter().map(ToString::to_string).collect();
        for basis in &activity.basis {
            let article = match **basis {
                Basis::Consent => "A6-1-a",
                Basis::Contract => "A6-1-b>",
                Basis::LegalObligation => "A6-1-c>",
                Basis::VitalInterest => "A6-1-d>",
                Basis::PublicTask => "A6-1-e>",
                Basis::LegitimateInterest => "A6-1-f>",
            };
            assert!(bases.iter().any(|iri| iri.contains(&format!("{GDPR}{article}"))), "{id}: {bases:?}");
        }
        // The data have a storage condition that is described.
        for data in of("hasPersonalData") {
            let terms = objects(&graph, object_node(data), "hasStorageCondition");
            assert!(!terms.is_empty(), "{id}");
            for rule in terms {
                assert_eq!(objects(&graph, object_node(rule), "hasDuration").len(), 1, "{id}");
            }
        }
    }
}

#[test]
fn terms_in_numbers_are_durations_and_texts_have_their_language() {
    let document = register_jsonld(&register(&policy("model", ""), Lang::En), Some(BASE)).to_string();
    let graph = graph(&document, None);
    let durations: BTreeSet<String> = graph
        .iter()
        .filter_map(|triple| match triple.object {
            TermRef::Literal(text) if text.datatype().as_str().ends_with("#duration") => Some(text.value().to_owned()),
            _ => None,
        })
        .collect();
    assert!(durations.contains("P7Y") && durations.contains("P28D") && durations.contains("P1M"), "{durations:?}");
    for triple in graph.iter().filter(|triple| triple.predicate.as_str() == format!("{DCT}title")) {
        let TermRef::Literal(title) = triple.object else { panic!("{triple}") };
        assert_eq!(title.language(), Some("en"), "{triple}");
    }
}

#[test]
fn the_context_is_inside_and_the_base_is_what_was_asked() {
    let register = register(&policy("model", ""), Lang::Nl);
    let document = register_jsonld(&register, Some(BASE));
    assert!(document["@context"].is_object());
    let relative = register_jsonld(&register, None);
    assert!(relative["@context"].get("@base").is_none());
    // Read at its own address, the file without a base gives the same graph as the one with.
    let here = format!("{BASE}register/{}.jsonld", register.policy_version);
    let (with, without) = (graph(&document.to_string(), None), graph(&relative.to_string(), Some(&here)));
    let named = |graph: &Graph| -> BTreeSet<String> {
        graph.iter().filter(|t| t.subject.is_named_node() && !t.object.is_blank_node()).map(|t| t.to_string()).collect()
    };
    assert_eq!(named(&with), named(&without));
    assert!(named(&with).len() > 500);
}
