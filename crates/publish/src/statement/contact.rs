//! Ways of contact with rules of their own, and how a person lets someone else act for them.

use gestand_policy::model::{Channel, Topic};

use super::{Detail, Section, Writer, of_topic};
use crate::lang::t;

pub(super) fn channels(w: &Writer) -> Section {
    let mut section = of_topic(w, "social_media", t!(w.texts, "section-social-media"), Topic::SocialMedia);
    for (id, channel) in &w.document.channels {
        let label = w.label(channel.label.as_ref(), id);
        let text = match channel.less_safe.as_deref() {
            Some(true) => t!(w.texts, "channel-less-safe", label = label),
            Some(false) => t!(w.texts, "channel-safe", label = label),
            None => t!(w.texts, "channel-rules", label = label),
        };
        w.say(&mut section, format!("channels.{id}"), text, rules(w, channel));
    }
    section
}

fn rules(w: &Writer, channel: &Channel) -> Vec<Detail> {
    let texts = &w.texts;
    let mut out = Vec::new();
    if !channel.activities.is_empty() {
        out.push(Detail::new(t!(texts, "label-channel-for"), w.activities(&channel.activities)));
    }
    let lists = [
        (&channel.may_ask, t!(texts, "label-may-ask")),
        (&channel.never_ask, t!(texts, "label-never-ask")),
        (&channel.never_send, t!(texts, "label-never-send")),
    ];
    for (data, label) in lists.into_iter().filter(|(data, _)| !data.is_empty()) {
        out.push(Detail::new(label, w.data_labels(data)));
    }
    if !channel.not_for.is_empty() {
        out.push(Detail::new(t!(texts, "label-not-for"), w.activities(&channel.not_for)));
    }
    if !channel.instead.is_empty() {
        out.push(Detail::new(t!(texts, "label-instead"), w.words("channel", &channel.instead)));
    }
    out
}

pub(super) fn mandates(w: &Writer) -> Section {
    let mut section = Section::new("mandates", t!(w.texts, "section-mandates"));
    let Some(rules) = &w.document.mandates else { return section };
    let (texts, node) = (&w.texts, "mandates");
    let mut say = |part: &str, text: String| w.say_of(&mut section, node, part, text, Vec::new());
    match rules.required.as_deref() {
        Some(true) => say("required", t!(texts, "mandate-required")),
        Some(false) => say("required", t!(texts, "mandate-not-required")),
        None => {}
    }
    match rules.written.as_deref() {
        Some(true) => say("written", t!(texts, "mandate-written")),
        Some(false) => say("written", t!(texts, "mandate-spoken")),
        None => {}
    }
    match rules.names_special_data.as_deref() {
        Some(true) => say("special", t!(texts, "mandate-special")),
        Some(false) => say("special", t!(texts, "mandate-special-unnamed")),
        None => {}
    }
    if let Some(length) = rules.valid_for.as_deref() {
        say("valid", t!(texts, "mandate-valid", length = w.length(*length)));
    }
    match rules.revocable.as_deref() {
        Some(true) => say("revocable", t!(texts, "mandate-revocable")),
        Some(false) => say("revocable", t!(texts, "mandate-irrevocable")),
        None => {}
    }
    section
}
