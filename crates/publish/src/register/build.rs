//! From a policy document to the register.

use gestand_policy::At;
use gestand_policy::model::{
    Activity, Consent, ConsentForm, DataCategory, Document, Entries, OfficerKind, Recipient, RecipientRole, Region,
    RetentionRule, Sensitivity, Text, Topic,
};

use super::*;
use crate::lang::t;
use crate::statement::Writer;
use crate::words;

pub(super) fn build(document: &Document, version: &str, lang: Lang) -> Register {
    let stated = document.statement.as_ref();
    let writer = Builder(Writer::new(document, lang));
    Register {
        format: "gestand.register/1",
        lang,
        policy_version: version.to_owned(),
        statement_version: stated.and_then(|stated| stated.version.as_ref()).map(|version| version.value.clone()),
        controller: writer.controller(),
        officer: writer.officer(),
        activities: document.activities.iter().map(|(id, activity)| writer.activity(id, activity)).collect(),
        transfers: document.transfers.as_ref().map(|rules| TransferRule {
            stored_in: rules.stored_in.as_deref().map(|region| writer.region(*region)),
            outside_allowed: rules.outside_allowed,
            safeguards: writer.words("safeguard", &rules.safeguards),
        }),
        measures: writer.measures(),
        retention: document.retention.iter().map(|(id, rule)| writer.rule(id, rule)).collect(),
    }
}

/// The writer of texts, with what the register needs besides.
struct Builder<'a>(Writer<'a>);

impl Builder<'_> {
    fn lang(&self) -> Lang {
        self.0.texts.lang
    }

    fn named(&self, id: &str, label: Option<&Text>) -> Named {
        Named { id: id.to_owned(), label: self.0.texts.label(label, id) }
    }

    /// References to `entries`, with their labels.
    fn all<T>(&self, refs: &[At<String>], entries: &Entries<T>, label: fn(&T) -> Option<&Text>) -> Vec<Named> {
        let named = |id: &At<String>| self.named(id, entries.get(id.as_str()).and_then(|entry| label(&entry.value)));
        refs.iter().map(named).collect()
    }

    /// Fixed words of the policy language.
    fn words(&self, kind: &str, ids: &[At<String>]) -> Vec<Named> {
        ids.iter().map(|id| self.word(kind, id)).collect()
    }

    fn word(&self, kind: &str, id: &str) -> Named {
        Named { id: id.to_owned(), label: self.0.texts.fit(&words::word(kind, id, self.lang())) }
    }

    fn controller(&self) -> Controller {
        let known = self.0.document.organisation.as_ref();
        let get = |field: fn(&gestand_policy::model::Organisation) -> Option<String>| known.and_then(|o| field(o));
        Controller {
            name: self.0.organisation(),
            website: get(|o| o.website.clone()),
            visiting_address: get(|o| o.visiting_address.clone()),
            postal_address: get(|o| o.postal_address.clone()),
            email: get(|o| o.email.as_ref().map(|email| email.value.clone())),
            phone: get(|o| o.phone.clone()),
        }
    }

    /// The function and how to reach it; an address that names a person stays out, as anyone may read the register.
    fn officer(&self) -> Option<OfficerContact> {
        let officer = self.0.document.organisation.as_ref()?.officer.as_ref()?;
        let kind = officer.kind.filter(|kind| *kind != OfficerKind::None)?;
        let label = match kind {
            OfficerKind::Dpo => t!(self.0.texts, "register-officer-dpo"),
            _ => t!(self.0.texts, "register-officer-privacy"),
        };
        let public = !officer.names_person;
        Some(OfficerContact {
            kind,
            label,
            email: officer.email.as_ref().filter(|_| public).map(|email| email.value.clone()),
            phone: officer.phone.clone().filter(|_| public),
        })
    }

    fn activity(&self, id: &str, activity: &Activity) -> RegisterActivity {
        let (document, texts) = (self.0.document, &self.0.texts);
        let value = |value: &Option<At<String>>| value.as_ref().map(|value| value.value.clone());
        let basis = |basis: &At<Basis>| NamedBasis { id: **basis, label: words::basis_in_words(**basis, self.lang()) };
        let origin = |id: &At<String>| {
            let entry = document.origins.get(id.as_str());
            RegisterOrigin {
                id: id.value.clone(),
                label: texts.label(entry.and_then(|origin| origin.label.as_ref()), id),
                public_register: entry.is_some_and(|origin| origin.public_register),
            }
        };
        RegisterActivity {
            id: id.to_owned(),
            label: texts.label(activity.label.as_ref(), id),
            purpose: activity.purpose.as_ref().map(|purpose| texts.text(purpose)),
            bases: activity.basis.iter().map(basis).collect(),
            law: value(&activity.law),
            interest: activity.interest.as_ref().map(|interest| texts.text(interest)),
            balanced: value(&activity.balanced),
            ground: value(&activity.ground),
            consent: activity.consent.as_ref().and_then(|consent| self.consent(consent)),
            subjects: self.all(&activity.subjects, &document.subjects, |group| group.label.as_ref()),
            data: self.data(activity),
            functions: self.all(&activity.functions, &document.functions, |function| function.label.as_ref()),
            recipients: activity.recipients.iter().map(|recipient| self.recipient(recipient, id)).collect(),
            origins: activity.origins.iter().map(origin).collect(),
            automated: activity.automated.as_ref().map(|automated| RegisterAutomated {
                decisive: automated.decisive,
                profiling: automated.profiling,
                safeguards: self.words("art22", &automated.safeguards),
            }),
            if_not_provided: activity.if_not_provided.as_ref().map(|text| texts.text(text)),
            marketing: activity.marketing,
            statutory: activity.statutory,
        }
    }

    fn consent(&self, consent: &Consent) -> Option<RegisterConsent> {
        let given = consent.given.map(|given| self.word("register-consent", consent_id(given)));
        let withdraw = self.words("channel", &consent.withdraw);
        (given.is_some() || !withdraw.is_empty()).then_some(RegisterConsent { given, withdraw })
    }

    /// The data of an activity by category, in the order in which the activity names them.
    fn data(&self, activity: &Activity) -> Vec<RegisterData> {
        let categories = &self.0.document.categories;
        let mut out: Vec<RegisterData> = Vec::new();
        let everything = self.is_about_everything(activity);
        for id in activity.data.iter().filter(|id| !everything || self.is_held(id)) {
            if let Some(category) = categories.get(id.as_str()) {
                out.retain(|data| data.id != id.value);
                let items = category.items.iter().map(|(id, item)| self.named(id, item.label.as_ref())).collect();
                out.push(self.category(id, category, true, items));
                continue;
            }
            let home = categories.iter().find(|(_, category)| category.items.contains_key(id.as_str()));
            let Some((home, category)) = home else {
                out.push(self.category(id, &DataCategory::default(), true, Vec::new()));
                continue;
            };
            let item = self.named(id, category.items.get(id.as_str()).and_then(|item| item.label.as_ref()));
            match out.iter_mut().find(|data| data.id == *home) {
                Some(data) if data.whole || data.items.contains(&item) => {}
                Some(data) => data.items.push(item),
                None => out.push(self.category(home, category, false, vec![item])),
            }
        }
        for data in &mut out {
            data.sensitivity = sensitivity(categories.get(&data.id).map(|category| &category.value), &data.items);
            data.terms = self.terms(activity, data);
        }
        out
    }

    /// What the law asks for all data, the compiler spreads over the whole vocabulary.
    fn is_about_everything(&self, activity: &Activity) -> bool {
        let names = |id: &str| activity.data.iter().any(|each| each.value == id);
        activity.statutory
            && self.0.document.categories.iter().all(|(id, category)| {
                names(id)
                    || category.items.keys().any(|item| names(item))
                    || category.sensitivity == Some(Sensitivity::Identification)
            })
    }

    /// Whether another activity or a retention rule speaks of these data: of a vocabulary, a corporation holds a part.
    fn is_held(&self, id: &str) -> bool {
        let document = self.0.document;
        let items = document.categories.get(id).map(|category| &category.items);
        let home =
            document.categories.iter().find(|(_, category)| category.items.contains_key(id)).map(|(home, _)| home);
        let touches = |refs: &[At<String>]| {
            refs.iter().any(|each| {
                each.value == id
                    || home == Some(&each.value)
                    || items.is_some_and(|items| items.contains_key(&each.value))
            })
        };
        let mut others = document.activities.values().filter(|activity| !self.is_about_everything(activity));
        others.any(|activity| touches(&activity.data)) || document.retention.values().any(|rule| touches(&rule.data))
    }

    fn category(&self, id: &str, category: &DataCategory, whole: bool, items: Vec<Named>) -> RegisterData {
        RegisterData {
            id: id.to_owned(),
            label: self.0.texts.label(category.label.as_ref(), id),
            sensitivity: Sensitivity::Ordinary,
            whole,
            items,
            terms: Vec::new(),
        }
    }

    /// The rules that say how long `data` are kept. The general rule counts where no other does.
    fn terms(&self, activity: &Activity, data: &RegisterData) -> Vec<RegisterTerm> {
        let about_them = |rule: &RetentionRule| {
            let of = |group: &At<String>| activity.subjects.iter().any(|each| each.value == group.value);
            rule.subjects.is_empty() || activity.subjects.is_empty() || rule.subjects.iter().any(of)
        };
        let rules = self.0.document.retention.iter().filter(|(_, rule)| about_them(rule));
        let mut terms = Vec::new();
        let mut general = Vec::new();
        for (id, rule) in rules {
            let names = |id: &str| rule.data.iter().any(|each| each.value == id);
            let only: Vec<Named> = data.items.iter().filter(|item| names(&item.id)).cloned().collect();
            let term = |only| RegisterTerm { rule: id.clone(), term: self.term(rule), only };
            if rule.data.is_empty() {
                general.push(term(Vec::new()));
            } else if names(&data.id) || (!only.is_empty() && only.len() == data.items.len()) {
                terms.push(term(Vec::new()));
            } else if !only.is_empty() {
                terms.push(term(only));
            }
        }
        if terms.is_empty() { general } else { terms }
    }

    fn term(&self, rule: &RetentionRule) -> String {
        match &rule.keep {
            Some(keep) => self.0.texts.fit(&words::keep_in_words(keep, &self.0.document.events, self.lang())),
            None => t!(self.0.texts, "register-no-term"),
        }
    }

    fn rule(&self, id: &str, rule: &RetentionRule) -> RetentionTerm {
        RetentionTerm {
            id: id.to_owned(),
            label: self.0.texts.label(rule.label.as_ref(), id),
            keep: rule.keep.as_ref().map(|keep| keep.value.clone()),
            term: self.term(rule),
            then: rule.then.as_deref().copied(),
            law: rule.law.as_ref().map(|law| law.value.clone()),
        }
    }

    fn recipient(&self, id: &str, activity: &str) -> RegisterRecipient {
        let unstated = Recipient::default();
        let known = self.0.document.recipients.get(id).map_or(&unstated, |entry| &entry.value);
        let disclosures =
            known.may_receive.iter().filter(|each| each.activity.as_ref().is_some_and(|a| **a == *activity));
        let (mut data, mut conditions) = (Vec::new(), Vec::new());
        for disclosure in disclosures {
            data.extend(disclosure.data.iter().map(|id| Named { id: id.value.clone(), label: self.0.data_label(id) }));
            conditions.extend(disclosure.only_if.iter().map(|id| self.condition(id)));
        }
        RegisterRecipient {
            id: id.to_owned(),
            label: self.0.texts.label(known.label.as_ref(), id),
            role: known.role.as_deref().map(|role| self.role(*role)),
            region: known.region.as_deref().map(|region| self.region(*region)),
            safeguard: known.safeguard.as_ref().map(|safeguard| self.word("safeguard", safeguard)),
            data,
            conditions,
        }
    }

    fn condition(&self, id: &str) -> Named {
        let label = self.0.document.conditions.get(id).and_then(|condition| condition.label.as_ref());
        label.map_or_else(|| self.word("condition", id), |label| self.named(id, Some(label)))
    }

    fn role(&self, role: RecipientRole) -> NamedRole {
        let texts = &self.0.texts;
        let label = match role {
            RecipientRole::Processor => t!(texts, "register-role-processor"),
            RecipientRole::Controller => t!(texts, "register-role-controller"),
            RecipientRole::JointController => t!(texts, "register-role-joint-controller"),
            RecipientRole::Authority => t!(texts, "register-role-authority"),
            RecipientRole::Unknown => t!(texts, "register-role-unknown"),
        };
        NamedRole { id: role, label }
    }

    fn region(&self, region: Region) -> NamedRegion {
        let texts = &self.0.texts;
        let label = match region {
            Region::Netherlands => t!(texts, "region-netherlands"),
            Region::Eu => t!(texts, "region-eu"),
            Region::Eea => t!(texts, "region-eea"),
            Region::ThirdCountry => t!(texts, "region-third-country"),
        };
        NamedRegion { id: region, label }
    }

    fn measures(&self) -> Vec<Measure> {
        let (document, texts) = (self.0.document, &self.0.texts);
        let measures = document.measures.iter().map(|(id, measure)| ("measures", id, measure.says.as_ref()));
        let promised = document.commitments.iter().filter(|(_, each)| each.topic == Some(Topic::Security));
        let promised = promised.map(|(id, each)| ("commitments", id, each.says.as_ref()));
        measures
            .chain(promised)
            .filter_map(|(section, id, says)| {
                Some(Measure { node: format!("{section}.{id}"), text: texts.text(says?) })
            })
            .collect()
    }
}

pub(super) fn consent_id(given: ConsentForm) -> &'static str {
    match given {
        ConsentForm::Explicit => "explicit",
        ConsentForm::TickBox => "tick_box",
        ConsentForm::Implied => "implied",
        ConsentForm::Bundled => "bundled",
    }
}

/// The most sensitive of the items that are used; a category without items counts as itself.
fn sensitivity(category: Option<&DataCategory>, used: &[Named]) -> Sensitivity {
    let Some(category) = category else { return Sensitivity::Ordinary };
    let own = category.sensitivity.unwrap_or(Sensitivity::Ordinary);
    let of_item = |item: &Named| category.items.get(&item.id).and_then(|item| item.sensitivity).unwrap_or(own);
    let rank = |sensitivity: &Sensitivity| match sensitivity {
        Sensitivity::Ordinary => 0,
        Sensitivity::Sensitive => 1,
        Sensitivity::Identification => 2,
        Sensitivity::Criminal => 3,
        Sensitivity::Special => 4,
    };
    used.iter().map(of_item).max_by_key(rank).unwrap_or(own)
}
