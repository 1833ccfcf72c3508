//! What the policy adds to an answer for the data that were really found (Art. 15(1)(a)-(h)).

use std::collections::HashSet;

use gestand_policy::model::{AddressForm, Basis};
use gestand_policy::{At, Policy};

use crate::lang::t;
use crate::statement::{Writer, right_in_words};
use crate::{Lang, words};

/// The part of an answer that comes from the policy. Holds no personal data.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PolicyPart {
    /// How the person is addressed.
    pub address: Option<AddressForm>,
    /// Purpose, basis, law (empty where none).
    pub purposes: Vec<(String, String, String)>,
    /// Name, what they may get, why: from the policy. What was really disclosed is for the caller to put in its place.
    pub recipients: Vec<(String, String, String)>,
    /// Data and their term in words.
    pub terms: Vec<(String, String)>,
    pub origins: Vec<String>,
    pub rights: Vec<String>,
    /// How to complain to the organisation.
    pub complaint: Vec<String>,
    /// Automated decisions, where an activity makes them.
    pub automated: Option<String>,
}

/// Collects from `policy` what belongs to the categories and items in `seen` (ids, in any order).
pub fn policy_part(policy: &Policy, seen: &[&str], lang: Lang) -> PolicyPart {
    let document = &policy.document;
    let writer = Writer::new(document, lang);
    let items = items(&writer, seen.iter().copied());
    let touches = |refs: &[At<String>]| !self::items(&writer, refs.iter().map(|id| id.as_str())).is_disjoint(&items);
    let texts = &writer.texts;
    let mut part = PolicyPart { address: Some(texts.form), ..PolicyPart::default() };
    for (id, activity) in document.activities.iter().filter(|(_, activity)| touches(&activity.data)) {
        let purpose = activity.purpose.as_ref().or(activity.label.as_ref());
        let bases: Vec<String> = activity.basis.iter().map(|basis| words::basis_in_words(**basis, lang)).collect();
        let mut basis = words::list_in_words(&bases, lang);
        if let Some(interest) = &activity.interest
            && activity.basis.iter().any(|basis| **basis == Basis::LegitimateInterest)
        {
            basis = format!("{basis}: {}", texts.text(interest));
        }
        let law = activity.law.as_ref().map(|law| law.value.clone()).unwrap_or_default();
        part.purposes.push((words::capital(&texts.label(purpose, id)), basis, law));
        if part.automated.is_none() && activity.automated.as_ref().is_some_and(|automated| automated.decisive) {
            part.automated = Some(t!(texts, "automated-decisive"));
        }
    }
    for (id, recipient) in &document.recipients {
        let name = words::capital(&texts.label(recipient.label.as_ref(), id));
        for disclosure in recipient.may_receive.iter().filter(|disclosure| touches(&disclosure.data)) {
            let activity = disclosure.activity.as_ref().map(|id| id.as_str()).unwrap_or_default();
            let entry = document.activities.get(activity);
            let why = texts.label(entry.and_then(|entry| entry.label.as_ref()), activity);
            part.recipients.push((name.clone(), writer.data_labels(&disclosure.data), why));
        }
    }
    for (id, rule) in document.retention.iter().filter(|(_, rule)| rule.data.is_empty() || touches(&rule.data)) {
        if let Some(keep) = &rule.keep {
            let term = texts.fit(&words::keep_in_words(keep, &document.events, lang));
            part.terms.push((words::capital(&texts.label(rule.label.as_ref(), id)), term));
        }
    }
    for (id, origin) in document.origins.iter().filter(|(_, origin)| touches(&origin.data)) {
        let label = words::capital(&texts.label(origin.label.as_ref(), id));
        part.origins.push(format!("{label}: {}", writer.data_labels(&origin.data)));
    }
    part.rights = document
        .rights
        .iter()
        .map(|(right, offered)| match &offered.promise {
            Some(promise) => texts.text(promise),
            None => right_in_words(texts, *right).2,
        })
        .collect();
    if let Some(complaints) = document.complaints.as_ref().filter(|complaints| !complaints.channels.is_empty()) {
        part.complaint.push(t!(texts, "complaint-own", channels = writer.words("channel", &complaints.channels)));
    }
    part
}

/// The items behind categories and items.
fn items<'a>(writer: &'a Writer, ids: impl Iterator<Item = &'a str>) -> HashSet<&'a str> {
    let mut out = HashSet::new();
    for id in ids {
        match writer.document.categories.get(id) {
            Some(category) => out.extend(category.items.keys().map(String::as_str)),
            None => {
                out.insert(id);
            }
        }
    }
    out
}
