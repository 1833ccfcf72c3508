//! What data are used for, theme by theme, and on which basis (Art. 13(1)(c)-(d), 13(2)(e)-(f)).

use gestand_policy::At;
use gestand_policy::model::{Activity, Anonymity, Consent, ConsentForm, InterestOf, Theme};
use jiff::civil::Date;

use super::{Detail, Entry, Group, Section, Writer};
use crate::lang::t;
use crate::words;

pub(super) fn purposes(w: &Writer) -> Section {
    let heads = (t!(w.texts, "head-purpose"), t!(w.texts, "head-how"));
    let section = Section::new("purposes", t!(w.texts, "section-purposes")).heads(heads.0, heads.1);
    let mut section = section.intro(t!(w.texts, "purposes-intro"));
    for (id, activity) in by_theme(w) {
        let label = w.label(activity.label.as_ref(), id);
        let (says, text) = match &activity.purpose {
            Some(purpose) => {
                let purpose = w.text(purpose);
                (t!(w.texts, "purpose-to", purpose = purpose.as_str()), t!(w.texts, "purpose", purpose = purpose))
            }
            None => (String::new(), t!(w.texts, "purpose-label", label = label.as_str())),
        };
        let (group, title) = theme(w, activity);
        let group = Group { id: group.into(), title: Some(title) };
        let entry = (Entry::named(&label, says), text);
        w.entry(&mut section, format!("activities.{id}"), Some(group), entry, details(w, id, activity));
    }
    section
}

/// The activities in the order of the themes; those without a theme come last.
pub(super) fn by_theme<'a>(w: &Writer<'a>) -> Vec<(&'a str, &'a Activity)> {
    let mut all: Vec<(&str, &Activity)> =
        w.document.activities.iter().map(|(id, activity)| (id.as_str(), &activity.value)).collect();
    all.sort_by_key(|(_, activity)| (activity.theme.is_none(), activity.theme.as_deref().copied()));
    all
}

/// The theme as id and as title.
pub(super) fn theme(w: &Writer, activity: &Activity) -> (&'static str, String) {
    match activity.theme.as_deref() {
        Some(Theme::Seeking) => ("seeking", t!(w.texts, "theme-seeking")),
        Some(Theme::Renting) => ("renting", t!(w.texts, "theme-renting")),
        Some(Theme::Homes) => ("homes", t!(w.texts, "theme-homes")),
        Some(Theme::Neighbourhood) => ("neighbourhood", t!(w.texts, "theme-neighbourhood")),
        Some(Theme::Contact) => ("contact", t!(w.texts, "theme-contact")),
        Some(Theme::Organisation) => ("organisation", t!(w.texts, "theme-organisation")),
        Some(Theme::LegalDuty) => ("legal_duty", t!(w.texts, "theme-legal-duty")),
        None => ("other", t!(w.texts, "theme-other")),
    }
}

/// The recipients of an activity of which the section on recipients does not say what they get for it.
fn unlisted(w: &Writer, id: &str, activity: &Activity) -> Vec<At<String>> {
    let listed = |recipient: &At<String>| {
        let lines = w.document.recipients.get(recipient.as_str()).map(|known| known.may_receive.as_slice());
        let mut lines = lines.unwrap_or_default().iter();
        lines.any(|line| line.activity.as_ref().is_some_and(|activity| activity.value == id))
    };
    activity.recipients.iter().filter(|recipient| !listed(recipient)).cloned().collect()
}

fn details(w: &Writer, id: &str, activity: &Activity) -> Vec<Detail> {
    let (texts, document) = (&w.texts, w.document);
    let mut out = why(w, activity);
    if !activity.only_if.is_empty() {
        out.push(Detail::new(t!(texts, "label-only-if"), w.conditions(&activity.only_if)));
    }
    if !activity.only_if_any.is_empty() {
        out.push(Detail::new(t!(texts, "label-only-if"), w.one_of_conditions(&activity.only_if_any)));
    }
    if !activity.subjects.is_empty() {
        out.push(Detail::new(t!(texts, "label-subjects"), w.subjects(&activity.subjects)));
    }
    if !activity.data.is_empty() && !activity.statutory {
        out.push(Detail::new(t!(texts, "label-data"), w.data_labels(&activity.data)));
    }
    if !activity.origins.is_empty() {
        let origins = w.labels(&activity.origins, &document.origins, |origin| origin.label.as_ref());
        out.push(Detail::new(t!(texts, "label-origins"), origins));
    }
    if !activity.functions.is_empty() {
        out.push(Detail::new(t!(texts, "label-functions"), w.functions(&activity.functions)));
    }
    let elsewhere = unlisted(w, id, activity);
    if !elsewhere.is_empty() {
        let recipients = w.labels(&elsewhere, &document.recipients, |recipient| recipient.label.as_ref());
        out.push(Detail::new(t!(texts, "label-recipients"), recipients));
    }
    match activity.internal.as_deref() {
        Some(true) => out.push(Detail::plain(t!(texts, "internal"))),
        Some(false) => out.push(Detail::plain(t!(texts, "not-internal"))),
        None => {}
    }
    if !activity.channels.is_empty() {
        out.push(Detail::new(t!(texts, "label-reach"), w.words("channel", &activity.channels)));
    }
    out.extend(choices(w, activity));
    if let Some(text) = &activity.if_not_provided {
        out.push(Detail::plain(w.text(text)));
    }
    if activity.open_ended {
        out.push(Detail::plain(t!(texts, "open-ended")));
    }
    out
}

/// The basis with its act, the interest and how it was weighed, and the exception for sensitive data.
fn why(w: &Writer, activity: &Activity) -> Vec<Detail> {
    let texts = &w.texts;
    let mut out = Vec::new();
    let law = activity.law.as_ref().map(|law| words::law_in_words(law, texts.lang));
    if !activity.basis.is_empty() {
        let bases: Vec<String> = activity.basis.iter().map(|one| words::basis_in_words(**one, texts.lang)).collect();
        let bases = w.joined(&bases);
        let basis = law.as_ref().map_or_else(|| bases.clone(), |law| format!("{bases} ({law})"));
        out.push(Detail::new(t!(texts, "label-basis"), basis));
    } else if let Some(law) = law {
        out.push(Detail::new(t!(texts, "label-law"), law));
    }
    let balanced = activity.balanced.as_ref();
    if let Some(interest) = &activity.interest {
        let label = match activity.interest_of.as_deref() {
            Some(InterestOf::Affiliate) => t!(texts, "label-interest-affiliate"),
            Some(InterestOf::ThirdParty) => t!(texts, "label-interest-third"),
            Some(InterestOf::Own) | None => t!(texts, "label-interest"),
        };
        let interest = w.text(interest);
        let interest = match balanced {
            Some(record) if is_day(record) => {
                t!(texts, "interest-balanced", interest = interest, day = w.day(record))
            }
            Some(record) => t!(texts, "interest-weighed", interest = interest, record = record.as_str()),
            None => interest,
        };
        out.push(Detail::new(label, interest));
    } else {
        match activity.interest_of.as_deref() {
            Some(InterestOf::Affiliate) => out.push(Detail::plain(t!(texts, "interest-of-affiliate"))),
            Some(InterestOf::ThirdParty) => out.push(Detail::plain(t!(texts, "interest-of-third"))),
            Some(InterestOf::Own) | None => {}
        }
        out.extend(balanced.map(|record| {
            let label = if is_day(record) { t!(texts, "label-balanced") } else { t!(texts, "label-weighed") };
            Detail::new(label, w.day(record))
        }));
    }
    if let Some(ground) = activity.ground.as_ref().filter(|_| activity.lifts_prohibition()) {
        out.push(Detail::new(t!(texts, "label-ground"), words::law_in_words(ground, texts.lang)));
    }
    out
}

/// Whether the record of a balancing is told by its day; otherwise it is a document.
fn is_day(record: &str) -> bool {
    record.parse::<Date>().is_ok()
}

/// What a person can choose, and what a computer decides.
fn choices(w: &Writer, activity: &Activity) -> Vec<Detail> {
    let texts = &w.texts;
    let mut out: Vec<Detail> = activity.consent.iter().flat_map(|consent| consent_in_words(w, consent)).collect();
    match activity.voluntary.as_deref() {
        Some(true) => out.push(Detail::plain(t!(texts, "voluntary"))),
        Some(false) => out.push(Detail::plain(t!(texts, "not-voluntary"))),
        None => {}
    }
    if activity.marketing {
        out.push(Detail::plain(t!(texts, "marketing")));
    }
    if let Some(results) = &activity.results {
        match results.anonymity.as_deref() {
            Some(Anonymity::Anonymous) => out.push(Detail::plain(t!(texts, "results-anonymous"))),
            Some(Anonymity::UnlessChosen) => out.push(Detail::plain(t!(texts, "results-unless-chosen"))),
            Some(Anonymity::Sometimes) => out.push(Detail::plain(t!(texts, "results-sometimes"))),
            Some(Anonymity::Named) => out.push(Detail::plain(t!(texts, "results-named"))),
            None => {}
        }
        if let Some(smallest) = &results.smallest_group {
            out.push(Detail::plain(t!(texts, "results-smallest", count = u32::from(**smallest))));
        }
    }
    if let Some(automated) = &activity.automated {
        let text = if automated.decisive { t!(texts, "automated-decisive") } else { t!(texts, "automated-not") };
        out.push(Detail::plain(text));
        if automated.profiling {
            out.push(Detail::plain(t!(texts, "automated-profiling")));
        }
        out.extend(automated.logic.iter().map(|text| Detail::new(t!(texts, "label-logic"), w.text(text))));
        let consequences = automated.consequences.iter();
        out.extend(consequences.map(|text| Detail::new(t!(texts, "label-consequences"), w.text(text))));
        if !automated.safeguards.is_empty() {
            let rights = w.words("art22", &automated.safeguards);
            out.push(Detail::new(t!(texts, "label-safeguards"), rights));
        }
    }
    out
}

fn consent_in_words(w: &Writer, consent: &Consent) -> Vec<Detail> {
    let mut out = Vec::new();
    match consent.given {
        Some(ConsentForm::Explicit) => out.push(Detail::plain(t!(w.texts, "consent-explicit"))),
        Some(ConsentForm::TickBox) => out.push(Detail::plain(t!(w.texts, "consent-tick-box"))),
        Some(ConsentForm::Implied) => out.push(Detail::plain(t!(w.texts, "consent-implied"))),
        Some(ConsentForm::Bundled) => out.push(Detail::plain(t!(w.texts, "consent-bundled"))),
        None => {}
    }
    if let Some(by) = &consent.by {
        out.push(Detail::plain(t!(w.texts, "consent-by", by = w.text(by))));
    }
    match consent.written {
        Some(true) => out.push(Detail::plain(t!(w.texts, "consent-written"))),
        Some(false) => out.push(Detail::plain(t!(w.texts, "consent-not-written"))),
        None => {}
    }
    if !consent.withdraw.is_empty() {
        let channels = w.words("channel", &consent.withdraw);
        out.push(Detail::new(t!(w.texts, "label-withdraw"), channels));
    }
    out
}
