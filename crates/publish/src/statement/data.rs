//! Which data of whom, what for, and where they come from (Art. 13(1)(c), 14(1)(d), 14(2)(f)).

use gestand_policy::model::{Activity, ConsentForm, IdentityCopies, Sensitivity};

use super::stated::Stated;
use super::{Section, Writer};
use crate::lang::t;
use crate::words;

pub(super) fn data(w: &Writer, stated: &Stated) -> Section {
    let mut section = w.section("data", t!(w.texts, "section-data"));
    let groups = w.document.subjects.iter().filter(|(id, _)| stated.subjects.contains(id.as_str()));
    let groups: Vec<String> = groups.map(|(id, group)| w.texts.label(group.label.as_ref(), id)).collect();
    if !groups.is_empty() {
        section.say("subjects", t!(w.texts, "data-of-whom"), groups);
    }
    for (id, category) in w.document.categories.iter().filter(|(id, _)| stated.categories.contains(id.as_str())) {
        let label = w.texts.label(category.label.as_ref(), id);
        let mut text = t!(w.texts, "data-category", label = label);
        match category.sensitivity {
            Some(Sensitivity::Special) => text = format!("{text} {}", t!(w.texts, "data-special")),
            Some(Sensitivity::Criminal) => text = format!("{text} {}", t!(w.texts, "data-criminal")),
            Some(Sensitivity::Identification | Sensitivity::Ordinary) | None => {}
        }
        if category.open_ended {
            text = format!("{text} {}", t!(w.texts, "detail-open-ended"));
        }
        let details = category.items.iter().map(|(id, item)| w.texts.label(item.label.as_ref(), id)).collect();
        section.say(format!("categories.{id}"), text, details);
    }
    identification(w, &mut section);
    section
}

/// The BSN and copies of identity documents (UAVG 46).
fn identification(w: &Writer, section: &mut Section) {
    let Some(rules) = &w.document.identification else { return };
    let node = "identification";
    if let Some(stored) = &rules.bsn_stored {
        let law = rules
            .bsn_law
            .iter()
            .map(|law| t!(w.texts, "detail-law", law = words::law_in_words(law, w.texts.lang)))
            .collect();
        let text = if stored.value { t!(w.texts, "bsn-stored") } else { t!(w.texts, "bsn-not-stored") };
        section.say_of(node, "bsn", text, law);
    }
    if rules.bsn_masked == Some(true) {
        section.say_of(node, "mask", t!(w.texts, "bsn-masked"), Vec::new());
    }
    if let Some(copies) = &rules.copies {
        let text = match copies.value {
            IdentityCopies::Never => t!(w.texts, "copies-never"),
            IdentityCopies::OnlyMasked => t!(w.texts, "copies-masked"),
            IdentityCopies::SeenOnly => t!(w.texts, "copies-seen"),
            IdentityCopies::Stored => t!(w.texts, "copies-stored"),
        };
        let rules = rules.copy_rules.iter().map(|rule| words::word("mask", rule, w.texts.lang)).collect();
        section.say_of(node, "copies", text, rules);
    }
}

pub(super) fn purposes(w: &Writer) -> Section {
    let mut section = w.section("purposes", t!(w.texts, "section-purposes"));
    for (id, activity) in &w.document.activities {
        let text = match &activity.purpose {
            Some(purpose) => t!(w.texts, "purpose", purpose = w.texts.text(purpose)),
            None => t!(w.texts, "purpose-label", label = w.texts.label(activity.label.as_ref(), id)),
        };
        section.say(format!("activities.{id}"), text, details(w, activity));
    }
    section
}

fn details(w: &Writer, activity: &Activity) -> Vec<String> {
    let (texts, document) = (&w.texts, w.document);
    let mut out = Vec::new();
    if !activity.basis.is_empty() {
        let bases: Vec<String> =
            activity.basis.iter().map(|basis| words::basis_in_words(**basis, texts.lang)).collect();
        out.push(t!(texts, "detail-basis", basis = words::list_in_words(&bases, texts.lang)));
    }
    if let Some(law) = &activity.law {
        out.push(t!(texts, "detail-law", law = words::law_in_words(law, w.texts.lang)));
    }
    if let Some(interest) = &activity.interest {
        out.push(t!(texts, "detail-interest", interest = texts.text(interest)));
    }
    if let Some(ground) = &activity.ground {
        out.push(t!(texts, "detail-ground", ground = words::law_in_words(ground, texts.lang)));
    }
    if !activity.subjects.is_empty() {
        let subjects = w.labels(&activity.subjects, &document.subjects, |group| group.label.as_ref());
        out.push(t!(texts, "detail-subjects", subjects = subjects));
    }
    if !activity.data.is_empty() {
        out.push(t!(texts, "detail-data", data = w.data_labels(&activity.data)));
    }
    if !activity.origins.is_empty() {
        let origins = w.labels(&activity.origins, &document.origins, |origin| origin.label.as_ref());
        out.push(t!(texts, "detail-origins", origins = origins));
    }
    if !activity.functions.is_empty() {
        let functions = w.labels(&activity.functions, &document.functions, |function| function.label.as_ref());
        out.push(t!(texts, "detail-functions", functions = functions));
    }
    if !activity.recipients.is_empty() {
        let recipients = w.labels(&activity.recipients, &document.recipients, |recipient| recipient.label.as_ref());
        out.push(t!(texts, "detail-recipients", recipients = recipients));
    }
    if let Some(consent) = &activity.consent {
        match consent.given {
            Some(ConsentForm::Explicit) => out.push(t!(texts, "consent-explicit")),
            Some(ConsentForm::TickBox) => out.push(t!(texts, "consent-tick-box")),
            Some(ConsentForm::Implied) => out.push(t!(texts, "consent-implied")),
            Some(ConsentForm::Bundled) => out.push(t!(texts, "consent-bundled")),
            None => {}
        }
        if !consent.withdraw.is_empty() {
            out.push(t!(texts, "consent-withdraw", channels = w.words("channel", &consent.withdraw)));
        }
    }
    if let Some(automated) = &activity.automated {
        out.push(if automated.decisive { t!(texts, "automated-decisive") } else { t!(texts, "automated-not") });
        if automated.profiling {
            out.push(t!(texts, "automated-profiling"));
        }
        if automated.decisive && !automated.safeguards.is_empty() {
            out.push(t!(texts, "automated-safeguards", safeguards = w.words("art22", &automated.safeguards)));
        }
    }
    if let Some(text) = &activity.if_not_provided {
        out.push(texts.text(text));
    }
    if activity.open_ended {
        out.push(t!(texts, "detail-open-ended"));
    }
    out
}

pub(super) fn origins(w: &Writer, stated: &Stated) -> Section {
    let mut section = w.section("origins", t!(w.texts, "section-origins")).intro(t!(w.texts, "origins-intro"));
    for (id, origin) in w.document.origins.iter().filter(|(id, _)| stated.origins.contains(id.as_str())) {
        let label = w.texts.label(origin.label.as_ref(), id);
        let text = if origin.public_register {
            t!(w.texts, "origin-public", label = label)
        } else {
            t!(w.texts, "origin", label = label)
        };
        let data = origin.data.iter().map(|id| w.data_label(id)).collect();
        section.say(format!("origins.{id}"), text, data);
    }
    section
}
