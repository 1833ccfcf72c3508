//! Commitments, measures (Art. 32), breaches (Art. 33, 34), and how changes are told.

use gestand_policy::model::{Breaches, ChangeNotice, HandOver, MeasureKind, Topic};

use super::{Detail, Entry, Section, Writer, of_topic};
use crate::lang::t;
use crate::words;

/// Adds the commitments of `topic` in the corporation's own words.
pub(super) fn commitments(w: &Writer, section: &mut Section, topic: Topic) {
    let of_topic = |given: Option<Topic>| given.unwrap_or(Topic::Principles) == topic;
    for (id, commitment) in w.document.commitments.iter().filter(|(_, commitment)| of_topic(commitment.topic)) {
        if let Some(says) = &commitment.says {
            let text = w.text(says);
            w.say(section, format!("commitments.{id}"), text, commitment.law.iter().map(|law| w.law(law)).collect());
        }
    }
}

pub(super) fn principles(w: &Writer) -> Section {
    let mut section = of_topic(w, "principles", t!(w.texts, "section-principles"), Topic::Principles);
    let laws: Vec<Detail> = w
        .document
        .laws
        .iter()
        .filter(|(_, law)| law.repealed.is_none())
        .map(|(id, law)| Detail::plain(w.label(law.name.as_ref(), id)))
        .collect();
    if !laws.is_empty() {
        w.say(&mut section, "laws", t!(w.texts, "laws"), laws);
    }
    section
}

pub(super) fn security(w: &Writer) -> Section {
    let mut section = of_topic(w, "security", t!(w.texts, "section-security"), Topic::Security);
    let texts = &w.texts;
    for (id, measure) in &w.document.measures {
        let Some(says) = &measure.says else { continue };
        let kind = match measure.kind.as_deref() {
            Some(MeasureKind::Secrecy) => t!(texts, "measure-secrecy"),
            Some(MeasureKind::Training) => t!(texts, "measure-training"),
            Some(MeasureKind::Conduct) => t!(texts, "measure-conduct"),
            Some(MeasureKind::AccessControl) => t!(texts, "measure-access-control"),
            Some(MeasureKind::Integrity) => t!(texts, "measure-integrity"),
            Some(MeasureKind::Encryption) => t!(texts, "measure-encryption"),
            Some(MeasureKind::Protection) => t!(texts, "measure-protection"),
            Some(MeasureKind::Backup) => t!(texts, "measure-backup"),
            Some(MeasureKind::Logging) => t!(texts, "measure-logging"),
            Some(MeasureKind::Requirements) => t!(texts, "measure-requirements"),
            Some(MeasureKind::Review) => t!(texts, "measure-review"),
            Some(MeasureKind::General) | None => t!(texts, "measure-general"),
        };
        let mut details = Vec::new();
        if !measure.binds.is_empty() {
            details.push(Detail::new(t!(texts, "label-binds"), w.words("binds", &measure.binds)));
        }
        if let Some(every) = measure.every.as_deref() {
            details.push(Detail::new(t!(texts, "label-every"), words::every_in_words(*every, texts.lang)));
        }
        let text = w.text(says);
        let entry = (Entry::named(&kind, text.clone()), text);
        w.entry(&mut section, format!("measures.{id}"), None, entry, details);
    }
    section
}

pub(super) fn breaches(w: &Writer) -> Section {
    let mut section = Section::new("breaches", t!(w.texts, "section-breaches"));
    let Some(rules) = &w.document.breaches else { return section };
    let (texts, node) = (&w.texts, "breaches");
    if let Some(text) = authority_told(w, rules) {
        w.say_of(&mut section, node, "authority", text, Vec::new());
    }
    if let Some(when) = &rules.persons_when {
        let text = match when.as_str() {
            "high_risk" => t!(texts, "breach-persons-law"),
            "always" => t!(texts, "breach-persons-always"),
            _ => t!(texts, "breach-persons-harm"),
        };
        w.say_of(&mut section, node, "persons", text, Vec::new());
    }
    if rules.persons_promptly.as_deref() == Some(&true) {
        w.say_of(&mut section, node, "promptly", t!(texts, "breach-promptly"), Vec::new());
    }
    if rules.recorded.as_deref() == Some(&true) {
        w.say_of(&mut section, node, "recorded", t!(texts, "breach-recorded"), Vec::new());
    }
    section
}

fn authority_told(w: &Writer, rules: &Breaches) -> Option<String> {
    let when = rules.authority_when.as_ref().map(|when| match when.as_str() {
        "unless_risk_unlikely" => t!(w.texts, "breach-authority-law"),
        "always" => t!(w.texts, "breach-authority-always"),
        _ => t!(w.texts, "breach-authority-serious"),
    });
    let within = rules.authority_within.as_deref().map(|within| {
        let length = w.length(*within);
        match when {
            Some(_) => t!(w.texts, "breach-within", length = length),
            None => t!(w.texts, "breach-authority-within", length = length),
        }
    });
    let said: Vec<String> = when.into_iter().chain(within).collect();
    (!said.is_empty()).then(|| said.join(" "))
}

pub(super) fn changes(w: &Writer) -> Section {
    let mut section = Section::new("changes", t!(w.texts, "section-changes"));
    let (texts, node) = (&w.texts, "statement");
    if let Some(stated) = &w.document.statement {
        if let Some(version) = &stated.version {
            w.say_of(&mut section, node, "version", t!(texts, "version", date = w.day(version)), Vec::new());
        }
        for change in &stated.changes {
            let (part, text) = match change.value {
                ChangeNotice::Published => ("published", t!(texts, "change-published")),
                ChangeNotice::ReaderRereads => ("reread", t!(texts, "change-reread")),
                ChangeNotice::WebsiteNotice => ("notice", t!(texts, "change-notice")),
                ChangeNotice::PersonsBeforeNewPurpose => ("persons", t!(texts, "change-persons")),
            };
            w.say_of(&mut section, node, &format!("change_{part}"), text, Vec::new());
        }
        if stated.handed_over.iter().any(|moment| moment.value == HandOver::Website) {
            w.say_of(&mut section, node, "handed_website", t!(texts, "hand-website"), Vec::new());
        }
        let moments = stated.handed_over.iter().filter_map(|moment| match moment.value {
            HandOver::Website => None,
            HandOver::AtCollection => Some(t!(texts, "hand-collection")),
            HandOver::AtSigning => Some(t!(texts, "hand-signing")),
            HandOver::OnRequest => Some(t!(texts, "hand-request")),
        });
        let moments: Vec<String> = moments.collect();
        if !moments.is_empty() {
            let moments = words::either_in_words(&moments, texts.lang);
            w.say_of(&mut section, node, "handed", t!(texts, "handed", moments = moments), Vec::new());
        }
        if !stated.refers_to.is_empty() {
            let text = t!(texts, "refers-to", documents = w.texts_joined(&stated.refers_to));
            w.say_of(&mut section, node, "refers_to", text, Vec::new());
        }
        if let Some(every) = &stated.review_every {
            let every = words::every_in_words(**every, texts.lang);
            w.say_of(&mut section, node, "review", t!(texts, "review-every", every = every), Vec::new());
        }
    }
    commitments(w, &mut section, Topic::Changes);
    section
}
