//! Who gets data, and which data leave the European Economic Area (Art. 13(1)(e)-(f), 44-49).

use gestand_policy::model::{Agreement, Disclosure, Recipient, RecipientRole, Region, Topic};

use super::conduct::commitments;
use super::{Detail, Entry, Group, Section, Writer};
use crate::lang::{Texts, t};

pub(super) fn recipients(w: &Writer) -> Section {
    let heads = (t!(w.texts, "head-recipient"), t!(w.texts, "head-disclosed"));
    let mut section = Section::new("recipients", t!(w.texts, "section-recipients")).heads(heads.0, heads.1);
    for (id, recipient) in &w.document.recipients {
        let label = w.label(recipient.label.as_ref(), id);
        let text = t!(w.texts, "recipient", label = label.as_str());
        let entry = (Entry::named(&label, String::new()), text);
        w.entry(&mut section, format!("recipients.{id}"), Some(role(w, recipient)), entry, details(w, recipient));
    }
    let mut section = section.gathered();
    all_recipients(w, &mut section);
    commitments(w, &mut section, Topic::Sharing);
    section
}

/// The rules for every recipient.
fn all_recipients(w: &Writer, section: &mut Section) {
    let Some(rules) = &w.document.sharing else { return };
    let (texts, node) = (&w.texts, "sharing");
    let mut say = |part: &str, text: String| w.say_of(section, node, part, text, Vec::new());
    match rules.agreement.as_deref() {
        Some(Agreement::Required) => say("agreement", t!(texts, "sharing-agreement")),
        Some(Agreement::Possible) => say("agreement", t!(texts, "sharing-agreement-possible")),
        Some(Agreement::None) => say("agreement", t!(texts, "sharing-agreement-none")),
        Some(Agreement::Contradictory) | None => {}
    }
    if !rules.only_if.is_empty() {
        say("only_if", t!(texts, "sharing-only-if", conditions = w.conditions(&rules.only_if)));
    }
    if !rules.must.is_empty() {
        say("must", t!(texts, "sharing-must", what = w.words("must", &rules.must)));
    }
    if !rules.forbidden.is_empty() {
        say("forbidden", t!(texts, "sharing-forbidden", what = w.words("forbidden", &rules.forbidden)));
    }
    match rules.examples_only.as_deref() {
        Some(true) => say("examples", t!(texts, "sharing-examples")),
        Some(false) => say("examples", t!(texts, "sharing-complete")),
        None => {}
    }
}

fn role(w: &Writer, recipient: &Recipient) -> Group {
    let (id, title) = match recipient.role.as_deref() {
        Some(RecipientRole::Processor) => ("processor", t!(w.texts, "group-processor")),
        Some(RecipientRole::Controller) => ("controller", t!(w.texts, "group-controller")),
        Some(RecipientRole::JointController) => ("joint", t!(w.texts, "group-joint")),
        Some(RecipientRole::Authority) => ("authority", t!(w.texts, "group-authority")),
        Some(RecipientRole::Unknown) | None => ("other", t!(w.texts, "group-recipients")),
    };
    Group { id: id.into(), title: Some(title) }
}

fn details(w: &Writer, recipient: &Recipient) -> Vec<Detail> {
    let texts = &w.texts;
    let mut out: Vec<Detail> = Vec::new();
    match recipient.role.as_deref() {
        Some(RecipientRole::Processor) => out.push(Detail::plain(t!(texts, "role-processor"))),
        Some(RecipientRole::Controller) => out.push(Detail::plain(t!(texts, "role-controller"))),
        Some(RecipientRole::JointController) => out.push(Detail::plain(t!(texts, "role-joint"))),
        Some(RecipientRole::Authority) => out.push(Detail::plain(t!(texts, "role-authority"))),
        Some(RecipientRole::Unknown) | None => {}
    }
    if !recipient.parties.is_empty() {
        out.push(Detail::new(t!(texts, "label-parties"), w.list(&recipient.parties, str::to_owned)));
    }
    out.extend(recipient.may_receive.iter().map(|disclosure| disclosed(w, disclosure)));
    if !recipient.systems.is_empty() {
        out.push(Detail::new(t!(texts, "label-systems"), w.list(&recipient.systems, str::to_owned)));
    }
    match recipient.agreement.as_deref() {
        Some(Agreement::Required) => out.push(Detail::plain(t!(texts, "agreement-required"))),
        Some(Agreement::Possible) => out.push(Detail::plain(t!(texts, "agreement-possible"))),
        Some(Agreement::None) => out.push(Detail::plain(t!(texts, "agreement-none"))),
        Some(Agreement::Contradictory) | None => {}
    }
    if let Some(covenant) = &recipient.covenant {
        out.push(Detail::new(t!(texts, "label-covenant"), w.text(covenant)));
    }
    if !recipient.must.is_empty() {
        out.push(Detail::new(t!(texts, "label-must"), w.words("must", &recipient.must)));
    }
    if !recipient.forbidden.is_empty() {
        out.push(Detail::new(t!(texts, "label-forbidden"), w.words("forbidden", &recipient.forbidden)));
    }
    if let Some(region) = recipient.region.as_deref() {
        out.push(Detail::new(t!(texts, "label-region"), region_in_words(texts, *region)));
    }
    if let Some(safeguard) = &recipient.safeguard {
        out.push(Detail::new(t!(texts, "label-safeguard"), w.word("safeguard", safeguard)));
    }
    out
}

/// What a recipient may get for an activity, as one line: the activity, the data, the conditions.
fn disclosed(w: &Writer, disclosure: &Disclosure) -> Detail {
    let texts = &w.texts;
    let mut data =
        if disclosure.data.is_empty() { t!(texts, "what-is-needed") } else { w.data_labels(&disclosure.data) };
    if disclosure.open_ended && !disclosure.data.is_empty() {
        data = t!(texts, "disclosed-open-ended", data = data);
    }
    if !disclosure.only_if.is_empty() {
        data = t!(texts, "disclosed-only-if", data = data, conditions = w.conditions(&disclosure.only_if));
    }
    match &disclosure.activity {
        Some(activity) => {
            let activity = w.activities(std::slice::from_ref(activity));
            Detail::new(t!(texts, "label-disclosed-for", activity = activity), data)
        }
        None => Detail::new(t!(texts, "label-data"), data),
    }
}

pub(super) fn region_in_words(texts: &Texts, region: Region) -> String {
    match region {
        Region::Netherlands => t!(texts, "region-netherlands"),
        Region::Eu => t!(texts, "region-eu"),
        Region::Eea => t!(texts, "region-eea"),
        Region::ThirdCountry => t!(texts, "region-third-country"),
    }
}

pub(super) fn transfers(w: &Writer) -> Section {
    let mut section = Section::new("transfers", t!(w.texts, "section-transfers"));
    let Some(rules) = &w.document.transfers else { return section };
    let (texts, node) = (&w.texts, "transfers");
    if let Some(region) = rules.stored_in.as_deref() {
        let text = t!(texts, "stored-in", region = region_in_words(texts, *region));
        w.say_of(&mut section, node, "stored_in", text, Vec::new());
    }
    if rules.outside_allowed {
        let mut details = Vec::new();
        if !rules.safeguards.is_empty() {
            let safeguards = w.words("safeguard", &rules.safeguards);
            details.push(Detail::new(t!(texts, "label-safeguard"), safeguards));
        }
        w.say_of(&mut section, node, "outside", t!(texts, "outside-allowed"), details);
    }
    if rules.told_afterwards {
        w.say_of(&mut section, node, "told", t!(texts, "outside-told-afterwards"), Vec::new());
    }
    if let Some(copy) = &rules.copy_of_safeguards {
        let text = w.text(copy);
        w.say_of(&mut section, node, "copy", text, Vec::new());
    }
    section
}
