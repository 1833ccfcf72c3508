//! What a policy says that decides: read from the document itself, not from our decision tables.

use std::collections::{BTreeMap, BTreeSet};

use gestand_policy::Policy;
use gestand_policy::model::{Agreement, Basis, Document, RecipientRole, Refs, Region, Sensitivity};

pub type Names = BTreeSet<String>;

/// The facts of one policy, in names.
#[derive(Debug, Default)]
pub struct Facts {
    pub activities: BTreeMap<String, ActivityFacts>,
    /// By activity and recipient, for the recipients of the activity.
    pub disclosures: BTreeMap<(String, String), DisclosureFacts>,
    /// Recipients that nothing may go to: no agreement, or outside the EEA without a safeguard.
    pub blocked: Names,
    pub recipients: Names,
    pub conditions: Names,
}

#[derive(Debug, Default)]
pub struct ActivityFacts {
    pub items: Names,
    pub functions: Names,
    pub recipients: Names,
    pub conditions: Names,
    /// Of these one must be so, where there are any.
    pub any_condition: Names,
    /// Items that need an exception, where the activity names none.
    pub forbidden: Names,
    /// A basis that always holds.
    pub firm: bool,
    pub consent: bool,
    /// A basis that an objection ends.
    pub objectionable: bool,
    pub statutory: bool,
    pub marketing: bool,
}

/// What a recipient may get for an activity: the conditions under which each item is open, any of them is enough.
#[derive(Debug, Default)]
pub struct DisclosureFacts {
    pub items: BTreeMap<String, Vec<Names>>,
}

impl Facts {
    /// Reads the facts of `policy`.
    ///
    /// # Errors
    /// When an item is open in more than one conditional way: the other engines would need a loop for that.
    pub fn of(policy: &Policy) -> Result<Facts, String> {
        let document = &policy.document;
        let sensitive = sensitive(document);
        let mut facts = Facts::default();
        for (id, activity) in &document.activities {
            let items = items(document, &activity.data);
            let has = |wanted: &[Basis]| activity.basis.iter().any(|basis| wanted.contains(&basis.value));
            let forbidden = if activity.lifts_prohibition() { Names::new() } else { &items & &sensitive };
            facts.activities.insert(
                id.clone(),
                ActivityFacts {
                    forbidden,
                    items,
                    functions: named(&activity.functions, |id| document.functions.contains_key(id)),
                    recipients: named(&activity.recipients, |id| document.recipients.contains_key(id)),
                    conditions: named(&activity.only_if, |_| true),
                    any_condition: named(&activity.only_if_any, |_| true),
                    firm: has(&[Basis::Contract, Basis::LegalObligation, Basis::VitalInterest]),
                    consent: has(&[Basis::Consent]),
                    objectionable: has(&[Basis::PublicTask, Basis::LegitimateInterest]),
                    statutory: activity.statutory,
                    marketing: activity.marketing,
                },
            );
        }
        for (id, recipient) in &document.recipients {
            facts.recipients.insert(id.clone());
            let processor = recipient.role.as_ref().is_some_and(|role| role.value == RecipientRole::Processor);
            let none = recipient.agreement.as_ref().is_some_and(|agreement| agreement.value == Agreement::None);
            let abroad = recipient.region.as_ref().is_some_and(|region| region.value == Region::ThirdCountry);
            if (processor && none) || (abroad && recipient.safeguard.is_none()) {
                facts.blocked.insert(id.clone());
            }
            for (activity, of_activity) in &facts.activities {
                if of_activity.recipients.contains(id) {
                    let mut open = DisclosureFacts::default();
                    for line in &recipient.may_receive {
                        if line.activity.as_ref().is_none_or(|named| named.value == *activity) {
                            let always = document.sharing.iter().flat_map(|sharing| &sharing.only_if);
                            let asked = named(&line.only_if.iter().chain(always).cloned().collect(), |_| true);
                            for item in items(document, &line.data) {
                                open.items.entry(item).or_default().push(asked.clone());
                            }
                        }
                    }
                    open.absorb()?;
                    facts.disclosures.insert((activity.clone(), id.clone()), open);
                }
            }
        }
        let of_activities =
            facts.activities.values().flat_map(|activity| activity.conditions.iter().chain(&activity.any_condition));
        let of_lines = facts.disclosures.values().flat_map(|open| open.items.values().flatten().flatten());
        facts.conditions = of_activities.chain(of_lines).filter(|id| !is_of_the_person(id)).cloned().collect();
        Ok(facts)
    }
}

impl DisclosureFacts {
    /// A way that asks more than another way adds nothing.
    fn absorb(&mut self) -> Result<(), String> {
        for (item, ways) in &mut self.items {
            let all = ways.clone();
            ways.retain(|way| !all.iter().any(|other| other.len() < way.len() && other.is_subset(way)));
            ways.dedup();
            if ways.len() > 1 {
                return Err(format!("'{item}' is open in several conditional ways"));
            }
        }
        Ok(())
    }
}

/// Consent and a mandate are the person's, not of the case.
pub fn is_of_the_person(condition: &str) -> bool {
    condition == "consent" || condition == "mandate"
}

fn named(references: &Refs, known: impl Fn(&str) -> bool) -> Names {
    references.iter().map(|reference| reference.value.clone()).filter(|id| known(id)).collect()
}

fn items(document: &Document, references: &Refs) -> Names {
    let mut all = Names::new();
    for reference in references {
        match document.categories.get(&reference.value) {
            Some(category) => all.extend(category.items.keys().cloned()),
            None if document.categories.values().any(|category| category.items.contains_key(&reference.value)) => {
                all.insert(reference.value.clone());
            }
            None => {}
        }
    }
    all
}

fn sensitive(document: &Document) -> Names {
    let of = |category: &gestand_policy::model::DataCategory| {
        let sensitive = |of: Option<Sensitivity>| {
            !matches!(of.unwrap_or(Sensitivity::Ordinary), Sensitivity::Ordinary | Sensitivity::Sensitive)
        };
        let items = category.items.iter();
        items
            .filter(|(_, item)| sensitive(item.sensitivity.or(category.sensitivity)))
            .map(|(id, _)| id.clone())
            .collect::<Vec<_>>()
    };
    document.categories.values().flat_map(|category| of(category)).collect()
}
