//! Who gets data, and which data leave the European Economic Area (Art. 13(1)(e)-(f), 44-49).

use gestand_policy::model::{Agreement, Disclosure, Recipient, RecipientRole, Region, Topic};

use super::conduct::commitments;
use super::{Section, Writer};
use crate::lang::{Texts, t};
use crate::words;

pub(super) fn recipients(w: &Writer) -> Section {
    let mut section = w.section("recipients", t!(w.texts, "section-recipients"));
    for (id, recipient) in &w.document.recipients {
        let label = w.texts.label(recipient.label.as_ref(), id);
        section.say(format!("recipients.{id}"), t!(w.texts, "recipient", label = label), details(w, recipient));
    }
    commitments(w, &mut section, Topic::Sharing);
    section
}

fn details(w: &Writer, recipient: &Recipient) -> Vec<String> {
    let texts = &w.texts;
    let mut out: Vec<String> = recipient.may_receive.iter().map(|disclosure| disclosed(w, disclosure)).collect();
    match recipient.role.as_deref() {
        Some(RecipientRole::Processor) => out.push(t!(texts, "role-processor")),
        Some(RecipientRole::Controller) => out.push(t!(texts, "role-controller")),
        Some(RecipientRole::JointController) => out.push(t!(texts, "role-joint")),
        Some(RecipientRole::Authority) => out.push(t!(texts, "role-authority")),
        Some(RecipientRole::Unknown) | None => {}
    }
    match recipient.agreement.as_deref() {
        Some(Agreement::Required) => out.push(t!(texts, "agreement-required")),
        Some(Agreement::Possible) => out.push(t!(texts, "agreement-possible")),
        Some(Agreement::Contradictory | Agreement::None) | None => {}
    }
    if let Some(region) = recipient.region.as_deref() {
        out.push(t!(texts, "detail-region", region = region_in_words(texts, *region)));
    }
    if let Some(safeguard) = &recipient.safeguard {
        out.push(t!(texts, "detail-safeguard", safeguard = words::word("safeguard", safeguard, texts.lang)));
    }
    if !recipient.forbidden.is_empty() {
        let what: Vec<String> =
            recipient.forbidden.iter().map(|what| words::word("forbidden", what, texts.lang)).collect();
        out.push(t!(texts, "detail-forbidden", what = words::list_in_words(&what, texts.lang)));
    }
    out
}

/// What a recipient may get for an activity, as one line: the activity, the data, the conditions.
fn disclosed(w: &Writer, disclosure: &Disclosure) -> String {
    let texts = &w.texts;
    let activity = disclosure.activity.as_ref().map(|id| {
        let label = w.document.activities.get(id.as_str()).and_then(|activity| activity.label.as_ref());
        texts.label(label, id)
    });
    let data = if disclosure.data.is_empty() { t!(texts, "what-is-needed") } else { w.data_labels(&disclosure.data) };
    let mut line = match activity {
        Some(activity) => t!(texts, "disclosed-for", activity = activity, data = data),
        None => t!(texts, "disclosed", data = data),
    };
    if disclosure.open_ended && !disclosure.data.is_empty() {
        line = format!("{line} {}", t!(texts, "disclosed-open-ended"));
    }
    if !disclosure.only_if.is_empty() {
        let conditions: Vec<String> =
            disclosure.only_if.iter().map(|condition| words::word("condition", condition, texts.lang)).collect();
        let conditions = texts.fit(&words::list_in_words(&conditions, texts.lang));
        line = format!("{line} {}", t!(texts, "disclosed-only-if", conditions = conditions));
    }
    line
}

fn region_in_words(texts: &Texts, region: Region) -> String {
    match region {
        Region::Netherlands => t!(texts, "region-netherlands"),
        Region::Eu => t!(texts, "region-eu"),
        Region::Eea => t!(texts, "region-eea"),
        Region::ThirdCountry => t!(texts, "region-third-country"),
    }
}

pub(super) fn transfers(w: &Writer) -> Section {
    let mut section = w.section("transfers", t!(w.texts, "section-transfers"));
    let Some(rules) = &w.document.transfers else { return section };
    let (texts, node) = (&w.texts, "transfers");
    if let Some(region) = rules.stored_in.as_deref() {
        let text = t!(texts, "stored-in", region = region_in_words(texts, *region));
        section.say_of(node, "stored_in", text, Vec::new());
    }
    if rules.outside_allowed {
        let safeguards = rules.safeguards.iter().map(|id| words::word("safeguard", id, texts.lang)).collect();
        section.say_of(node, "outside", t!(texts, "outside-allowed"), safeguards);
    }
    if let Some(copy) = &rules.copy_of_safeguards {
        section.say_of(node, "copy", texts.text(copy), Vec::new());
    }
    section
}
