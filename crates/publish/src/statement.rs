//! The privacy statement, written from the policy alone: where the policy is silent, the statement is silent.

mod cameras;
mod conduct;
mod contact;
mod cookies;
mod data;
mod forms;
mod keeping;
mod purposes;
mod requests;
mod rights;
mod screening;
mod sharing;
mod short;
mod stated;
mod who;
mod writer;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;

use gestand_policy::Policy;
use gestand_policy::model::{AddressForm, Topic};
use serde::{Deserialize, Serialize};

use crate::Lang;
use crate::lang::t;

pub use forms::{statement_html, statement_json, statement_markdown, statement_pdf, statement_text};
pub(crate) use rights::right_in_words;
pub(crate) use writer::Writer;

/// A published statement in layers: [`Statement::short`] first, then the sections with all details (WP260 rev.01 of
/// the Article 29 Working Party, paragraphs 35-37). Every sentence has an id that stays the same as long as its policy
/// node exists: it depends on neither order nor language. Statements are kept as JSON for good: a field that is added needs
/// a default.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Statement {
    pub title: String,
    pub organisation: String,
    pub lang: Lang,
    /// How a Dutch reader is addressed.
    pub address: AddressForm,
    /// Date of the version as the policy gives it (`YYYY-MM-DD`).
    pub version: Option<String>,
    /// Version of the compiled policy that the text comes from.
    pub policy_version: String,
    /// The first layer: who, what for, what may surprise, rights, contact and complaints. Its id is `short`.
    pub short: Section,
    pub sections: Vec<Section>,
}

/// A part of the statement. `id` is the same in every language: `who`, `definitions`, `principles`, `bases`, `data`,
/// `purposes`, `origins`, `recipients`, `transfers`, `mandates`, `retention`, `cameras`, `cookies`, `social_media`,
/// `screening`, `rights`, `objection`, `exclusions`, `complaints`, `breaches`, `security`, `changes`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Section {
    pub id: Cow<'static, str>,
    pub title: String,
    pub intro: Option<String>,
    /// Heads of the two columns when the entries of the section read as a table.
    pub heads: Option<(String, String)>,
    /// Sentences of one group stand together.
    pub sentences: Vec<Sentence>,
}

/// One sentence: a promise or a piece of information.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sentence {
    /// The node, with a suffix when a node gives several: `requests:term`, `organisation:reach`.
    pub id: String,
    /// The policy node, such as `activities.rent_collection`.
    pub node: String,
    /// A whole sentence, that can stand alone.
    pub text: String,
    /// What belongs to it, each complete: items, bases, conditions.
    pub details: Vec<Detail>,
    /// How it reads in a list of its kind.
    pub entry: Option<Entry>,
    /// The group of the section it stands in.
    pub group: Option<Group>,
    /// The language it is written in: Dutch in an English statement where the policy has no English.
    pub lang: Lang,
}

/// One fact under a sentence, with a label where it has one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Detail {
    pub label: Option<String>,
    pub text: String,
}

/// A sentence as an entry of a list: its name, and what is said of it (may be empty).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    pub name: String,
    pub says: String,
}

/// Sentences that stand together. Without a title they only share details.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Group {
    pub id: String,
    pub title: Option<String>,
}

/// A group as it is shown: what all its entries share is said once.
#[derive(Debug)]
pub struct Part<'s> {
    pub title: Option<&'s str>,
    pub shared: Vec<&'s Detail>,
    /// Each sentence with the details that are its own.
    pub sentences: Vec<(&'s Sentence, Vec<&'s Detail>)>,
}

impl Statement {
    /// All sentences in order, those of the first layer too.
    pub fn sentences(&self) -> impl Iterator<Item = &Sentence> {
        std::iter::once(&self.short).chain(&self.sections).flat_map(|section| &section.sentences)
    }

    fn sentences_mut(&mut self) -> impl Iterator<Item = &mut Sentence> {
        std::iter::once(&mut self.short).chain(&mut self.sections).flat_map(|section| &mut section.sentences)
    }
}

impl Section {
    /// The sentences in groups, with what a group shares taken out of its entries.
    pub fn parts(&self) -> Vec<Part<'_>> {
        let groups = self.sentences.chunk_by(|one, next| one.group == next.group && is_entry(one) == is_entry(next));
        groups.map(Part::of).collect()
    }

    /// The label of a detail, unless the head of the column says it.
    pub fn label<'d>(&self, detail: &'d Detail) -> Option<&'d str> {
        let head = self.heads.as_ref().map(|(_, says)| says.as_str());
        detail.label.as_deref().filter(|label| Some(*label) != head)
    }
}

fn is_entry(sentence: &Sentence) -> bool {
    sentence.entry.is_some()
}

impl<'s> Part<'s> {
    fn of(sentences: &'s [Sentence]) -> Self {
        let shared: Vec<&Detail> = match sentences {
            [first, rest @ ..] if !rest.is_empty() && is_entry(first) => {
                first.details.iter().filter(|detail| rest.iter().all(|other| other.details.contains(detail))).collect()
            }
            _ => Vec::new(),
        };
        let own = |sentence: &'s Sentence| sentence.details.iter().filter(|detail| !shared.contains(detail)).collect();
        Part {
            title: sentences.first().and_then(|first| first.group.as_ref()).and_then(|group| group.title.as_deref()),
            sentences: sentences.iter().map(|sentence| (sentence, own(sentence))).collect(),
            shared,
        }
    }

    /// What all entries share, as running text.
    pub fn shared_text(&self) -> String {
        self.shared.iter().map(|detail| detail.sentence()).collect::<Vec<_>>().join(" ")
    }
}

impl Detail {
    pub(crate) fn plain(text: String) -> Self {
        Detail { label: None, text }
    }

    pub(crate) fn new(label: String, text: String) -> Self {
        Detail { label: Some(label), text }
    }

    /// With a full stop at its end.
    pub fn sentence(&self) -> String {
        let text = self.to_string();
        if text.ends_with(['.', '!', '?']) { text } else { format!("{text}.") }
    }
}

impl fmt::Display for Detail {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.label {
            Some(label) => write!(f, "{label}: {}", self.text),
            None => f.write_str(&self.text),
        }
    }
}

/// Writes the statement of `policy` in `lang`. A sentence for which the policy has no English stays whole in Dutch.
pub fn statement(policy: &Policy, lang: Lang) -> Statement {
    let mut statement = write(policy, lang);
    if lang == Lang::En && statement.sentences().any(|sentence| sentence.lang == Lang::Nl) {
        let dutch = write(policy, Lang::Nl);
        let dutch: BTreeMap<&str, &Sentence> = dutch.sentences().map(|one| (one.id.as_str(), one)).collect();
        for sentence in statement.sentences_mut().filter(|sentence| sentence.lang == Lang::Nl) {
            if let Some(dutch) = dutch.get(sentence.id.as_str()) {
                sentence.text.clone_from(&dutch.text);
                sentence.details.clone_from(&dutch.details);
                sentence.entry.clone_from(&dutch.entry);
            }
        }
    }
    statement
}

fn write(policy: &Policy, lang: Lang) -> Statement {
    let writer = Writer::new(&policy.document, lang);
    let w = &writer;
    let speaks_of = stated::Stated::of(policy);
    let sections = [
        who::who(w),
        who::definitions(w),
        conduct::principles(w),
        who::bases(w),
        data::data(w, &speaks_of),
        purposes::purposes(w),
        data::origins(w, &speaks_of),
        sharing::recipients(w),
        sharing::transfers(w),
        contact::mandates(w),
        keeping::retention(w, &speaks_of),
        cameras::cameras(w),
        cookies::cookies(w),
        contact::channels(w),
        screening::screening(w),
        rights::rights(w),
        rights::objection(w),
        rights::exclusions(w),
        rights::complaints(w),
        conduct::breaches(w),
        conduct::security(w),
        conduct::changes(w),
    ];
    let stated = policy.document.statement.as_ref();
    let organisation = writer.organisation();
    let mut statement = Statement {
        title: t!(writer.texts, "statement-title", name = organisation.as_str()),
        organisation,
        lang,
        address: writer.texts.form,
        version: stated.and_then(|stated| stated.version.as_ref()).map(|version| version.value.clone()),
        policy_version: policy.version.clone(),
        short: short::short(w),
        sections: sections.into_iter().filter(|section| !section.sentences.is_empty()).collect(),
    };
    let wording = &policy.document.wording;
    for sentence in statement.sentences_mut() {
        let says = wording.get(&sentence.id).and_then(|wording| wording.says.as_ref());
        if let Some(says) = says.filter(|says| lang == Lang::Nl || says.en.is_some()) {
            sentence.text = w.text(says);
            if let Some(entry) = &mut sentence.entry {
                entry.says.clone_from(&sentence.text);
            }
        }
    }
    statement
}

/// The ids in `wording` for which the statement has no sentence, so that the corporation's words would be lost.
pub fn lost_wording(policy: &Policy) -> Vec<String> {
    let statement = write(policy, Lang::Nl);
    let ids: std::collections::BTreeSet<&str> = statement.sentences().map(|sentence| sentence.id.as_str()).collect();
    policy.document.wording.keys().filter(|id| !ids.contains(id.as_str())).cloned().collect()
}

/// A section that holds only the commitments of one topic.
fn of_topic(w: &Writer, id: &'static str, title: String, topic: Topic) -> Section {
    let mut section = Section::new(id, title);
    conduct::commitments(w, &mut section, topic);
    section
}
