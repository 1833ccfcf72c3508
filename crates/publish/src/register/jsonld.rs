//! The register as JSON-LD in the W3C Data Privacy Vocabulary (DPV 2.3 and its extension for the GDPR).

use gestand_policy::model::{Basis, OfficerKind, RecipientRole, Region, Sensitivity, Then};
use gestand_policy::terms::{Keep, Length, Unit};
use serde_json::{Map, Value, json};

use super::{NamedRegion, Register, RegisterActivity, RegisterData, RegisterRecipient, RetentionTerm};

/// The register as JSON-LD. The context is inline: a reader fetches nothing.
///
/// The register is a `dpv:DataProcessingRecord` at `/register/{version}`, each activity a `dpv:Process` at
/// `/register/{version}/{activity}`. These addresses are relative to where the document was read, or to `base`
/// (`https://privacy.example.nl/`), which a reader of a file needs.
pub fn register_jsonld(register: &Register, base: Option<&str>) -> Value {
    let graph = Graph { register, place: format!("/register/{}", register.policy_version) };
    let mut context = json!({
        "dpv": "https://w3id.org/dpv#",
        "eu-gdpr": "https://w3id.org/dpv/legal/eu/gdpr#",
        "dct": "http://purl.org/dc/terms/",
        "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
        "xsd": "http://www.w3.org/2001/XMLSchema#",
    });
    if let Some(base) = base {
        context["@base"] = json!(base);
    }
    let mut nodes = vec![graph.record(), graph.controller()];
    nodes.extend(graph.officer());
    nodes.extend(register.measures.iter().map(|measure| graph.measure(&measure.node, &measure.text)));
    nodes.extend(register.retention.iter().map(|rule| graph.storage(rule)));
    nodes.extend(register.activities.iter().map(|activity| graph.process(activity)));
    json!({ "@context": context, "@graph": nodes })
}

struct Graph<'a> {
    register: &'a Register,
    place: String,
}

impl Graph<'_> {
    fn id(&self, part: &str) -> String {
        format!("{}#{part}", self.place)
    }

    fn said(&self, text: &str) -> Value {
        json!({"@value": text, "@language": self.register.lang.code()})
    }

    fn record(&self) -> Value {
        let processes: Vec<Value> =
            self.register.activities.iter().map(|activity| reference(self.process_id(&activity.id))).collect();
        let mut node = node(self.place.clone(), "dpv:DataProcessingRecord");
        node.insert("dct:title".into(), self.said(&crate::words::word("register", "title", self.register.lang)));
        node.insert("dct:identifier".into(), json!(self.register.policy_version));
        if let Some(date) = &self.register.statement_version {
            node.insert("dct:issued".into(), json!({"@value": date, "@type": "xsd:date"}));
        }
        node.insert("dpv:hasDataController".into(), reference(self.id("controller")));
        node.insert("dpv:hasProcess".into(), processes.into());
        node.into()
    }

    fn controller(&self) -> Value {
        let known = &self.register.controller;
        let mut node = node(self.id("controller"), "dpv:DataController");
        node.insert("dpv:hasName".into(), json!(known.name));
        let address: Vec<&String> = known.visiting_address.iter().chain(&known.postal_address).collect();
        let contact: Vec<&String> = known.email.iter().chain(&known.phone).chain(&known.website).collect();
        list(&mut node, "dpv:hasAddress", address.into_iter().map(|text| json!(text)));
        list(&mut node, "dpv:hasContact", contact.into_iter().map(|text| json!(text)));
        if self.register.officer.is_some() {
            let property = if self.has_dpo() { "dpv:hasDataProtectionOfficer" } else { "dpv:hasRepresentative" };
            node.insert(property.into(), reference(self.id("officer")));
        }
        node.into()
    }

    fn has_dpo(&self) -> bool {
        self.register.officer.as_ref().is_some_and(|officer| officer.kind == OfficerKind::Dpo)
    }

    fn officer(&self) -> Option<Value> {
        let officer = self.register.officer.as_ref()?;
        let kind = if self.has_dpo() { "dpv:DataProtectionOfficer" } else { "dpv:Representative" };
        let mut node = node(self.id("officer"), kind);
        node.insert("dct:title".into(), self.said(&officer.label));
        list(&mut node, "dpv:hasContact", officer.email.iter().chain(&officer.phone).map(|text| json!(text)));
        Some(node.into())
    }

    fn measure(&self, name: &str, text: &str) -> Value {
        let mut node = node(self.id(name), "dpv:TechnicalOrganisationalMeasure");
        node.insert("dct:description".into(), self.said(text));
        node.into()
    }

    /// A retention rule: how long, and what happens then.
    fn storage(&self, rule: &RetentionTerm) -> Value {
        let mut duration = Map::new();
        let (kind, length) = match &rule.keep {
            Some(Keep::After { length, .. }) => ("dpv:TemporalDuration", Some(length)),
            Some(Keep::Until { .. }) => ("dpv:UntilEventDuration", None),
            Some(Keep::AsNeeded) | None => ("dpv:IndeterminateDuration", None),
        };
        duration.insert("@type".into(), json!(kind));
        duration.insert("dct:description".into(), self.said(&rule.term));
        if let Some(length) = length {
            duration.insert("rdf:value".into(), json!({"@value": iso(*length), "@type": "xsd:duration"}));
        }
        let mut kinds = vec!["dpv:StorageCondition"];
        kinds.extend(match rule.then {
            Some(Then::Destroy) => Some("dpv:StorageDeletion"),
            Some(Then::Anonymise | Then::DestroyOrAnonymise) | None => None,
        });
        let mut node = node(self.id(&format!("retention.{}", rule.id)), "");
        node.insert("@type".into(), json!(kinds));
        node.insert("dct:title".into(), self.said(&rule.label));
        node.insert("dpv:hasDuration".into(), duration.into());
        if let Some(Then::Anonymise | Then::DestroyOrAnonymise) = rule.then {
            let measure = json!({"@type": "dpv:Anonymisation"});
            node.insert("dpv:hasTechnicalOrganisationalMeasure".into(), measure);
        }
        if let Some(law) = &rule.law {
            node.insert("dpv:hasApplicableLaw".into(), self.law(law));
        }
        node.into()
    }

    fn law(&self, law: &str) -> Value {
        json!({"@type": "dpv:Law", "dct:title": self.said(&crate::words::law_in_words(law, self.register.lang))})
    }

    fn process_id(&self, activity: &str) -> String {
        format!("{}/{activity}", self.place)
    }

    fn process(&self, activity: &RegisterActivity) -> Value {
        let own = self.process_id(&activity.id);
        let part = |name: &str, id: &str| format!("{own}#{name}.{id}");
        let titled = |id: String, kind: &str, label: &str| {
            let mut node = node(id, kind);
            node.insert("dct:title".into(), self.said(label));
            Value::from(node)
        };
        let mut node = node(own.clone(), "dpv:Process");
        node.insert("dct:title".into(), self.said(&activity.label));
        node.insert("dct:identifier".into(), json!(activity.id));
        node.insert("dct:isPartOf".into(), reference(self.place.clone()));
        let kind = if activity.marketing { "dpv:Marketing" } else { "dpv:Purpose" };
        let purpose = activity.purpose.as_ref().unwrap_or(&activity.label);
        node.insert("dpv:hasPurpose".into(), titled(format!("{own}#purpose"), kind, purpose));
        node.insert("dpv:hasDataController".into(), reference(self.id("controller")));
        let bases = activity.bases.iter().map(|basis| reference(basis_term(basis.id, activity).to_owned()));
        let exception = activity.ground.iter().map(|ground| self.ground(ground));
        list(&mut node, "dpv:hasLegalBasis", bases.chain(exception));
        list(&mut node, "dpv:hasApplicableLaw", activity.law.iter().map(|law| self.law(law)));
        if let Some(interest) = &activity.interest {
            let mut interest = json!({"@type": "dpv:LegitimateInterest", "dct:description": self.said(interest)});
            if let Some(date) = &activity.balanced {
                let assessed = json!({"@type": "dpv:LegitimateInterestAssessment", "dct:date": {"@value": date, "@type": "xsd:date"}});
                interest["dpv:hasAssessment"] = assessed;
            }
            // `dpv:LegitimateInterest` is itself a legal basis: it says which interest stands behind eu-gdpr:A6-1-f.
            push(&mut node, "dpv:hasLegalBasis", interest);
        }
        let subjects = activity
            .subjects
            .iter()
            .map(|each| titled(self.id(&format!("subjects.{}", each.id)), subject_term(&each.id), &each.label));
        list(&mut node, "dpv:hasDataSubject", subjects);
        list(
            &mut node,
            "dpv:hasPersonalData",
            activity.data.iter().map(|data| self.data(data, part("data", &data.id))),
        );
        let functions = activity
            .functions
            .iter()
            .map(|each| titled(self.id(&format!("functions.{}", each.id)), "dpv:OrganisationalUnit", &each.label));
        list(&mut node, "dpv:isImplementedByEntity", functions);
        for recipient in &activity.recipients {
            let (property, value) = self.recipient(recipient, part("recipients", &recipient.id));
            push(&mut node, property, value);
        }
        let origins = activity.origins.iter().map(|origin| {
            let kind = if origin.public_register { "dpv:PublicDataSource" } else { "dpv:DataSource" };
            titled(self.id(&format!("origins.{}", origin.id)), kind, &origin.label)
        });
        list(&mut node, "dpv:hasDataSource", origins);
        if let Some(automated) = &activity.automated {
            if automated.decisive {
                node.insert("dpv:hasContext".into(), json!({"@type": "dpv:AutomatedDecisionMaking"}));
            } else {
                node.insert("dpv:hasHumanInvolvement".into(), json!({"@type": "dpv:HumanInvolvementForDecision"}));
            }
            if automated.profiling {
                node.insert("dpv:hasProcessing".into(), json!({"@type": "dpv:Profiling"}));
            }
        }
        let measures = self.register.measures.iter().map(|measure| reference(self.id(&measure.node)));
        list(&mut node, "dpv:hasTechnicalOrganisationalMeasure", measures);
        node.into()
    }

    /// An exception of Art. 9(2) by its own term, another ground by its article.
    fn ground(&self, ground: &str) -> Value {
        let letter = ground.strip_prefix("GDPR 9(2)(").and_then(|rest| rest.strip_suffix(')'));
        match letter.filter(|letter| letter.len() == 1 && "abcdefghij".contains(letter)) {
            Some(letter) => reference(format!("eu-gdpr:A9-2-{letter}")),
            None => {
                let title = self.said(&crate::words::law_in_words(ground, self.register.lang));
                json!({"@type": "dpv:LegalBasis", "dct:title": title})
            }
        }
    }

    fn data(&self, data: &RegisterData, id: String) -> Value {
        let kind = match data.sensitivity {
            Sensitivity::Ordinary => "dpv:PersonalData",
            Sensitivity::Special => "dpv:SpecialCategoryPersonalData",
            Sensitivity::Sensitive | Sensitivity::Criminal => "dpv:SensitivePersonalData",
            Sensitivity::Identification => "dpv:IdentifyingPersonalData",
        };
        let mut node = node(id, kind);
        node.insert("dct:title".into(), self.said(&data.label));
        let items = data.items.iter().map(|item| self.said(&item.label));
        list(&mut node, "dct:description", items);
        let terms = data.terms.iter().map(|term| reference(self.id(&format!("retention.{}", term.rule))));
        list(&mut node, "dpv:hasStorageCondition", terms);
        node.into()
    }

    /// The property that tells the role, and the recipient.
    fn recipient(&self, recipient: &RegisterRecipient, id: String) -> (&'static str, Value) {
        let (property, kind) = match recipient.role.as_ref().map(|role| role.id) {
            Some(RecipientRole::Processor) => ("dpv:hasDataProcessor", "dpv:DataProcessor"),
            Some(RecipientRole::Controller) => ("dpv:hasRecipientDataController", "dpv:DataController"),
            Some(RecipientRole::JointController) => ("dpv:hasJointDataControllers", "dpv:JointDataControllers"),
            Some(RecipientRole::Authority) => ("dpv:hasRecipient", "dpv:Authority"),
            Some(RecipientRole::Unknown) | None => ("dpv:hasRecipient", "dpv:Recipient"),
        };
        let mut node = node(id, kind);
        node.insert("dct:title".into(), self.said(&recipient.label));
        if let Some(region) = &recipient.region {
            node.insert("dpv:hasLocation".into(), self.region(region));
        }
        list(&mut node, "dct:description", recipient.data.iter().map(|data| self.said(&data.label)));
        if let Some(safeguard) = &recipient.safeguard {
            let term = safeguard_term(&safeguard.id);
            let value = match term {
                Some(term) => reference(term.to_owned()),
                None => json!({"@type": "dpv:DataTransferLegalBasis", "dct:title": self.said(&safeguard.label)}),
            };
            node.insert("dpv:hasLegalBasis".into(), value);
        }
        (property, node.into())
    }

    fn region(&self, region: &NamedRegion) -> Value {
        let kind = match region.id {
            Region::Netherlands => "dpv:Country",
            Region::Eu => "dpv:SupraNationalUnion",
            Region::Eea => "dpv:EconomicUnion",
            Region::ThirdCountry => "dpv:ThirdCountry",
        };
        json!({"@type": kind, "dct:title": self.said(&region.label)})
    }
}

fn node(id: String, kind: &str) -> Map<String, Value> {
    Map::from_iter([("@id".to_owned(), json!(id)), ("@type".to_owned(), json!(kind))])
}

fn reference(id: String) -> Value {
    json!({ "@id": id })
}

/// Sets a property with its values; nothing when there are none.
fn list(node: &mut Map<String, Value>, property: &str, values: impl Iterator<Item = Value>) {
    values.for_each(|value| push(node, property, value));
}

fn push(node: &mut Map<String, Value>, property: &str, value: Value) {
    if let Value::Array(values) = node.entry(property).or_insert_with(|| json!([])) {
        values.push(value);
    }
}

fn basis_term(basis: Basis, activity: &RegisterActivity) -> &'static str {
    let explicit = activity.consent.as_ref().and_then(|c| c.given.as_ref()).is_some_and(|given| given.id == "explicit");
    match basis {
        Basis::Consent if explicit => "eu-gdpr:A6-1-a-explicit-consent",
        Basis::Consent => "eu-gdpr:A6-1-a",
        Basis::Contract => "eu-gdpr:A6-1-b",
        Basis::LegalObligation => "eu-gdpr:A6-1-c",
        Basis::VitalInterest => "eu-gdpr:A6-1-d",
        Basis::PublicTask => "eu-gdpr:A6-1-e",
        Basis::LegitimateInterest => "eu-gdpr:A6-1-f",
    }
}

/// The group of the vocabulary for those that DPV knows; a corporation's own groups are data subjects.
fn subject_term(id: &str) -> &'static str {
    match id {
        "employee" => "dpv:Employee",
        "job_applicant" => "dpv:JobApplicant",
        "visitor" => "dpv:Visitor",
        "subscriber" => "dpv:Subscriber",
        "site_visitor" => "dpv:User",
        _ => "dpv:DataSubject",
    }
}

fn safeguard_term(id: &str) -> Option<&'static str> {
    match id.replace(' ', "_").as_str() {
        "adequacy_decision" => Some("eu-gdpr:A45-3"),
        "standard_contractual_clauses" => Some("eu-gdpr:A46-2-c"),
        "binding_corporate_rules" => Some("eu-gdpr:A46-2-b"),
        "consent" => Some("eu-gdpr:A49-1-a"),
        _ => None,
    }
}

/// A length as ISO 8601 duration: `P7Y`, `PT72H`.
fn iso(length: Length) -> String {
    let count = length.count;
    match length.unit {
        Unit::Hours => format!("PT{count}H"),
        Unit::Days => format!("P{count}D"),
        // `xsd:duration` has no weeks.
        Unit::Weeks => format!("P{}D", u32::from(count) * 7),
        Unit::Months => format!("P{count}M"),
        Unit::Years => format!("P{count}Y"),
    }
}
