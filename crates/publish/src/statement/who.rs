//! Who is responsible and how to reach them, the words that are explained, and the bases (Art. 13(1)(a)-(d)).

use gestand_policy::model::{Basis, InterestOf, OfficerKind, StatementPart, Topic};

use super::conduct::commitments;
use super::{Detail, Entry, Section, Writer};
use crate::lang::t;
use crate::words;

pub(super) fn who(w: &Writer) -> Section {
    let mut section = Section::new("who", t!(w.texts, "section-who"));
    if let Some(organisation) = &w.document.organisation {
        let text = controller(w, organisation.called_controller);
        w.say(&mut section, "organisation", text, reach(w));
        if let Some(officer) = &organisation.officer {
            let text = match officer.kind {
                Some(OfficerKind::Dpo) => t!(w.texts, "who-dpo"),
                Some(OfficerKind::None) => t!(w.texts, "who-no-dpo"),
                Some(OfficerKind::PrivacyOfficer) => t!(w.texts, "who-officer-no-dpo"),
                Some(OfficerKind::PrivacyOfficerStatusUnknown) | None => t!(w.texts, "who-officer"),
            };
            let mut details = officer_reach(w);
            match officer.dpo_required {
                Some(true) => details.insert(0, Detail::plain(t!(w.texts, "who-dpo-required"))),
                Some(false) => details.insert(0, Detail::plain(t!(w.texts, "who-dpo-not-required"))),
                None => {}
            }
            if officer.dpo_assessed == Some(true) {
                details.insert(0, Detail::plain(t!(w.texts, "who-dpo-assessed")));
            }
            w.say(&mut section, "organisation.officer", text, details);
        }
    }
    let covers = w.document.statement.as_ref().map(|stated| stated.covers.as_slice()).unwrap_or_default();
    if !covers.is_empty() {
        let parts = covers.iter().map(|part| Detail::plain(covered(w, part.value))).collect();
        w.say_of(&mut section, "statement", "covers", t!(w.texts, "covers"), parts);
    }
    commitments(w, &mut section, Topic::Introduction);
    section
}

fn covered(w: &Writer, part: StatementPart) -> String {
    match part {
        StatementPart::Data => t!(w.texts, "covers-data"),
        StatementPart::Purposes => t!(w.texts, "covers-purposes"),
        StatementPart::Bases => t!(w.texts, "covers-bases"),
        StatementPart::Protection => t!(w.texts, "covers-protection"),
        StatementPart::Recipients => t!(w.texts, "covers-recipients"),
        StatementPart::Terms => t!(w.texts, "covers-terms"),
        StatementPart::Rights => t!(w.texts, "covers-rights"),
        StatementPart::Cameras => t!(w.texts, "covers-cameras"),
        StatementPart::Cookies => t!(w.texts, "covers-cookies"),
        StatementPart::Complaints => t!(w.texts, "covers-complaints"),
    }
}

/// Who is responsible, or whose statement this is.
pub(super) fn controller(w: &Writer, called: Option<bool>) -> String {
    match called {
        Some(true) => t!(w.texts, "who-controller", name = w.organisation()),
        _ => t!(w.texts, "who-statement-of", name = w.organisation()),
    }
}

/// All addresses of the organisation.
fn reach(w: &Writer) -> Vec<Detail> {
    let Some(organisation) = &w.document.organisation else { return Vec::new() };
    let mut details = given([
        (t!(w.texts, "label-visiting-address"), organisation.visiting_address.as_ref()),
        (t!(w.texts, "label-postal-address"), organisation.postal_address.as_ref()),
        (t!(w.texts, "label-website"), organisation.website.as_ref()),
    ]);
    details.extend(quick_reach(w));
    details
}

/// The quick ways to reach the organisation: phone, e-mail, form.
pub(super) fn quick_reach(w: &Writer) -> Vec<Detail> {
    let Some(organisation) = &w.document.organisation else { return Vec::new() };
    let hours = organisation.hours.as_ref().map(|hours| w.text(hours));
    given([
        (t!(w.texts, "label-phone"), organisation.phone.as_ref()),
        (t!(w.texts, "label-hours"), hours.as_ref()),
        (t!(w.texts, "label-email"), organisation.email.as_ref().map(|email| &email.value)),
        (t!(w.texts, "label-contact-form"), organisation.contact_form.as_ref()),
    ])
}

/// How to reach the officer, as far as the policy tells.
pub(super) fn officer_reach(w: &Writer) -> Vec<Detail> {
    let officer = w.document.organisation.as_ref().and_then(|organisation| organisation.officer.as_ref());
    let Some(officer) = officer else { return Vec::new() };
    given([
        (t!(w.texts, "label-email"), officer.email.as_ref().map(|email| &email.value)),
        (t!(w.texts, "label-phone"), officer.phone.as_ref()),
    ])
}

/// The details that the policy gives.
fn given<const N: usize>(details: [(String, Option<&String>); N]) -> Vec<Detail> {
    details.into_iter().filter_map(|(label, value)| Some(Detail::new(label, value?.clone()))).collect()
}

/// The words that the statement explains (Art. 12(1)).
pub(super) fn definitions(w: &Writer) -> Section {
    let mut section = Section::new("definitions", t!(w.texts, "section-definitions"));
    for (id, definition) in &w.document.definitions {
        let label = words::capital(&w.label(definition.label.as_ref(), id));
        let means = definition.means.as_ref().map(|means| words::capital(&w.text(means))).unwrap_or_default();
        let mut details = Vec::new();
        if !definition.includes.is_empty() {
            details.push(Detail::new(t!(w.texts, "label-includes"), w.texts_joined(&definition.includes)));
        }
        details.extend(definition.law.iter().map(|law| w.law(law)));
        let text = format!("{label}: {means}");
        w.entry(&mut section, format!("definitions.{id}"), None, (Entry::named(&label, means), text), details);
    }
    section
}

pub(super) fn bases(w: &Writer) -> Section {
    let mut section = Section::new("bases", t!(w.texts, "section-bases")).intro(t!(w.texts, "bases-intro"));
    for (basis, used) in &w.document.bases {
        let name = words::capital(&words::basis_in_words(*basis, w.texts.lang));
        let (id, why) = match basis {
            Basis::Consent => ("consent", t!(w.texts, "why-consent")),
            Basis::Contract => ("contract", t!(w.texts, "why-contract")),
            Basis::LegalObligation => ("legal_obligation", t!(w.texts, "why-legal-obligation")),
            Basis::VitalInterest => ("vital_interest", t!(w.texts, "why-vital-interest")),
            Basis::PublicTask => ("public_task", t!(w.texts, "why-public-task")),
            Basis::LegitimateInterest => ("legitimate_interest", t!(w.texts, "why-legitimate-interest")),
        };
        let mut details = Vec::new();
        if !used.interests.is_empty() {
            let interests: Vec<String> = used.interests.iter().map(|interest| w.text(interest)).collect();
            details.push(Detail::new(t!(w.texts, "label-interests"), w.joined(&interests)));
        }
        for of in &used.interest_of {
            match of.value {
                InterestOf::Own => details.push(Detail::plain(t!(w.texts, "interest-of-own"))),
                InterestOf::Affiliate => details.push(Detail::plain(t!(w.texts, "interest-of-affiliate"))),
                InterestOf::ThirdParty => details.push(Detail::plain(t!(w.texts, "interest-of-third"))),
            }
        }
        if used.wider_than_law {
            details.push(Detail::plain(t!(w.texts, "wider-than-law")));
        }
        details.extend(used.act.iter().map(|act| w.law(act)));
        let text = format!("{name}: {why}");
        w.entry(&mut section, format!("bases.{id}"), None, (Entry::named(&name, why), text), details);
    }
    section
}
