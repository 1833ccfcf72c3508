//! Commitments, breaches (Art. 33, 34), and how changes are told.

use gestand_policy::model::{ChangeNotice, HandOver, Topic};
use jiff::civil::Date;

use super::{Section, Writer};
use crate::lang::t;
use crate::words;

/// Adds the commitments of `topic` in the corporation's own words.
pub(super) fn commitments(w: &Writer, section: &mut Section, topic: Topic) {
    let of_topic = |given: Option<Topic>| given.unwrap_or(Topic::Principles) == topic;
    for (id, commitment) in w.document.commitments.iter().filter(|(_, commitment)| of_topic(commitment.topic)) {
        if let Some(says) = &commitment.says {
            let law = commitment
                .law
                .iter()
                .map(|law| t!(w.texts, "detail-law", law = words::law_in_words(law, w.texts.lang)))
                .collect();
            section.say(format!("commitments.{id}"), w.texts.text(says), law);
        }
    }
}

/// A section that holds only the commitments of one topic.
pub(super) fn topic(w: &Writer, id: &'static str, title: String, topic: Topic) -> Section {
    let mut section = w.section(id, title);
    commitments(w, &mut section, topic);
    section
}

pub(super) fn principles(w: &Writer) -> Section {
    let mut section = topic(w, "principles", t!(w.texts, "section-principles"), Topic::Principles);
    let laws: Vec<String> = w
        .document
        .laws
        .iter()
        .filter(|(_, law)| law.repealed.is_none())
        .map(|(id, law)| w.texts.label(law.name.as_ref(), id))
        .collect();
    if !laws.is_empty() {
        section.say("laws", t!(w.texts, "laws"), laws);
    }
    section
}

pub(super) fn breaches(w: &Writer) -> Section {
    let mut section = w.section("breaches", t!(w.texts, "section-breaches"));
    let Some(rules) = &w.document.breaches else { return section };
    let (texts, node) = (&w.texts, "breaches");
    if let Some(when) = &rules.authority_when {
        let mut text = match when.as_str() {
            "unless_risk_unlikely" => t!(texts, "breach-authority-law"),
            "always" => t!(texts, "breach-authority-always"),
            _ => t!(texts, "breach-authority-serious"),
        };
        if let Some(within) = &rules.authority_within {
            let length = words::length_in_words(**within, texts.lang);
            text = format!("{text} {}", t!(texts, "breach-within", length = length));
        }
        section.say_of(node, "authority", text, Vec::new());
    }
    if let Some(when) = &rules.persons_when {
        let text = match when.as_str() {
            "high_risk" => t!(texts, "breach-persons-law"),
            "always" => t!(texts, "breach-persons-always"),
            _ => t!(texts, "breach-persons-harm"),
        };
        section.say_of(node, "persons", text, Vec::new());
    }
    section
}

pub(super) fn changes(w: &Writer) -> Section {
    let mut section = w.section("changes", t!(w.texts, "section-changes"));
    let (texts, node) = (&w.texts, "statement");
    if let Some(stated) = &w.document.statement {
        if let Some(version) = &stated.version {
            let date = version.parse::<Date>().map(|date| words::date_in_words(date, texts.lang));
            let date = date.unwrap_or_else(|_| version.value.clone());
            section.say_of(node, "version", t!(texts, "version", date = date), Vec::new());
        }
        for change in &stated.changes {
            let (part, text) = match change.value {
                ChangeNotice::Published => ("published", t!(texts, "change-published")),
                ChangeNotice::ReaderRereads => ("reread", t!(texts, "change-reread")),
                ChangeNotice::WebsiteNotice => ("notice", t!(texts, "change-notice")),
                ChangeNotice::PersonsBeforeNewPurpose => ("persons", t!(texts, "change-persons")),
            };
            section.say_of(node, &format!("change_{part}"), text, Vec::new());
        }
        for moment in &stated.handed_over {
            let (part, text) = match moment.value {
                HandOver::Website => ("website", t!(texts, "hand-website")),
                HandOver::AtCollection => ("collection", t!(texts, "hand-collection")),
                HandOver::AtSigning => ("signing", t!(texts, "hand-signing")),
                HandOver::OnRequest => ("request", t!(texts, "hand-request")),
            };
            section.say_of(node, &format!("handed_{part}"), text, Vec::new());
        }
        if let Some(every) = &stated.review_every {
            let length = words::length_in_words(**every, texts.lang);
            section.say_of(node, "review", t!(texts, "review-every", length = length), Vec::new());
        }
    }
    commitments(w, &mut section, Topic::Changes);
    section
}
