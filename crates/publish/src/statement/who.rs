//! Who is responsible, how to reach them, and on which bases they use data (Art. 13(1)(a)-(d)).

use gestand_policy::model::{Basis, OfficerKind, Topic};

use super::conduct::commitments;
use super::{Section, Writer};
use crate::lang::t;
use crate::words;

pub(super) fn who(w: &Writer) -> Section {
    let mut section = w.section("who", t!(w.texts, "section-who"));
    if let Some(organisation) = &w.document.organisation {
        let name = w.organisation();
        let text = match organisation.called_controller {
            Some(true) => t!(w.texts, "who-controller", name = name),
            _ => t!(w.texts, "who-statement-of", name = name),
        };
        let email = organisation.email.as_ref().map(|email| &email.value);
        let details = [
            (t!(w.texts, "label-visiting-address"), organisation.visiting_address.as_ref()),
            (t!(w.texts, "label-postal-address"), organisation.postal_address.as_ref()),
            (t!(w.texts, "label-phone"), organisation.phone.as_ref()),
            (t!(w.texts, "label-email"), email),
            (t!(w.texts, "label-website"), organisation.website.as_ref()),
            (t!(w.texts, "label-contact-form"), organisation.contact_form.as_ref()),
        ];
        section.say("organisation", text, given(details));
        if let Some(officer) = &organisation.officer {
            let text = match officer.kind {
                Some(OfficerKind::Dpo) => t!(w.texts, "who-dpo"),
                Some(OfficerKind::None) => t!(w.texts, "who-no-dpo"),
                Some(OfficerKind::PrivacyOfficer) => t!(w.texts, "who-officer-no-dpo"),
                Some(OfficerKind::PrivacyOfficerStatusUnknown) | None => t!(w.texts, "who-officer"),
            };
            let email = officer.email.as_ref().map(|email| &email.value);
            let details = [(t!(w.texts, "label-email"), email), (t!(w.texts, "label-phone"), officer.phone.as_ref())];
            section.say("organisation.officer", text, given(details));
        }
    }
    commitments(w, &mut section, Topic::Introduction);
    section
}

/// The details that the policy gives, as `label: value`.
fn given<const N: usize>(details: [(String, Option<&String>); N]) -> Vec<String> {
    details.into_iter().filter_map(|(label, value)| Some(format!("{label}: {}", value?))).collect()
}

pub(super) fn bases(w: &Writer) -> Section {
    let mut section = w.section("bases", t!(w.texts, "section-bases")).intro(t!(w.texts, "bases-intro"));
    for (basis, used) in &w.document.bases {
        let name = words::capital(&words::basis_in_words(*basis, w.texts.lang));
        let why = match basis {
            Basis::Consent => t!(w.texts, "why-consent"),
            Basis::Contract => t!(w.texts, "why-contract"),
            Basis::LegalObligation => t!(w.texts, "why-legal-obligation"),
            Basis::VitalInterest => t!(w.texts, "why-vital-interest"),
            Basis::PublicTask => t!(w.texts, "why-public-task"),
            Basis::LegitimateInterest => t!(w.texts, "why-legitimate-interest"),
        };
        let mut details: Vec<String> = used
            .interests
            .iter()
            .map(|interest| t!(w.texts, "detail-interest", interest = w.texts.text(interest)))
            .collect();
        details
            .extend(used.act.iter().map(|act| t!(w.texts, "detail-law", law = words::law_in_words(act, w.texts.lang))));
        let id = match basis {
            Basis::Consent => "bases.consent",
            Basis::Contract => "bases.contract",
            Basis::LegalObligation => "bases.legal_obligation",
            Basis::VitalInterest => "bases.vital_interest",
            Basis::PublicTask => "bases.public_task",
            Basis::LegitimateInterest => "bases.legitimate_interest",
        };
        section.say(id, format!("{name}: {why}"), details);
    }
    section
}
