//! The privacy statement, written from the policy alone: where the policy is silent, the statement is silent.

mod conduct;
mod data;
mod keeping;
mod rights;
mod sharing;
mod site;
mod stated;
mod who;

use gestand_policy::model::{AddressForm, Document, Entries, Text, Topic};
use gestand_policy::{At, Policy};
use jiff::civil::Date;

use crate::lang::{Texts, t};
use crate::paper::Paper;
use crate::pdf::{PdfError, pdf};
use crate::{Lang, words};

pub(crate) use rights::right_in_words;

/// A published statement. Every sentence has an id that stays the same as long as its policy node exists.
#[derive(Debug, Clone, PartialEq, Eq)]
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
    pub sections: Vec<Section>,
}

/// A part of the statement. `id` is the same in every language: `who`, `bases`, `data`, `purposes`, `origins`,
/// `recipients`, `transfers`, `retention`, `cameras`, `cookies`, `social_media`, `screening`, `rights`, `objection`,
/// `exclusions`, `complaints`, `breaches`, `security`, `principles`, `changes`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    pub id: &'static str,
    pub title: String,
    pub intro: Option<String>,
    pub sentences: Vec<Sentence>,
}

/// One sentence: a promise or a piece of information.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sentence {
    /// The node, with a suffix when a node gives several: `requests.term`, `organisation:officer`.
    pub id: String,
    /// The policy node, such as `activities.rent_collection`.
    pub node: String,
    pub text: String,
    /// Shown on opening: items, bases, conditions.
    pub details: Vec<String>,
}

impl Statement {
    /// All sentences in order.
    pub fn sentences(&self) -> impl Iterator<Item = &Sentence> {
        self.sections.iter().flat_map(|section| &section.sentences)
    }
}

/// Writes the statement of `policy` in `lang`.
pub fn statement(policy: &Policy, lang: Lang) -> Statement {
    let document = &policy.document;
    let stated = document.statement.as_ref();
    let address = stated.and_then(|s| s.address).unwrap_or(AddressForm::U);
    let writer = Writer { document, texts: Texts::new(lang, address) };
    let speaks_of = stated::Stated::of(policy);
    let sections = [
        who::who(&writer),
        conduct::principles(&writer),
        who::bases(&writer),
        data::data(&writer, &speaks_of),
        data::purposes(&writer),
        data::origins(&writer, &speaks_of),
        sharing::recipients(&writer),
        sharing::transfers(&writer),
        keeping::retention(&writer),
        site::cameras(&writer),
        site::cookies(&writer),
        conduct::topic(&writer, "social_media", t!(writer.texts, "section-social-media"), Topic::SocialMedia),
        conduct::topic(&writer, "screening", t!(writer.texts, "section-screening"), Topic::Screening),
        rights::rights(&writer),
        rights::objection(&writer),
        rights::exclusions(&writer),
        rights::complaints(&writer),
        conduct::breaches(&writer),
        conduct::topic(&writer, "security", t!(writer.texts, "section-security"), Topic::Security),
        conduct::changes(&writer),
    ];
    let organisation = writer.organisation();
    Statement {
        title: t!(writer.texts, "statement-title", name = organisation.as_str()),
        organisation,
        lang,
        address,
        version: stated.and_then(|s| s.version.as_ref()).map(|version| version.value.clone()),
        policy_version: policy.version.clone(),
        sections: sections.into_iter().filter(|section| !section.sentences.is_empty()).collect(),
    }
}

/// The statement as Markdown.
pub fn statement_markdown(statement: &Statement) -> String {
    paper(statement).markdown()
}

/// The statement as PDF/UA.
///
/// # Errors
/// [`PdfError`] when typst refuses the document; nothing is produced then.
pub fn statement_pdf(statement: &Statement) -> Result<Vec<u8>, PdfError> {
    pdf(&mut paper(statement))
}

fn paper(statement: &Statement) -> Paper {
    let texts = Texts::new(statement.lang, statement.address);
    let date = statement.version.as_deref().and_then(|version| version.parse::<Date>().ok());
    let title = statement.title.clone();
    let mut paper = Paper::new(&texts, title, &statement.organisation, date.map(|date| date.to_string()));
    for section in &statement.sections {
        paper.heading(1, &section.title);
        if let Some(intro) = &section.intro {
            paper.para(intro);
        }
        // Items and sources of data are long lists of short words: they read better in a line.
        let in_line = matches!(section.id, "data" | "origins");
        for sentence in &section.sentences {
            if in_line && !sentence.details.is_empty() {
                let details = words::list_in_words(&sentence.details, statement.lang);
                let details = if sentence.text.ends_with(':') { details } else { words::capital(&details) };
                paper.para(format!("{} {details}.", sentence.text));
            } else {
                paper.para(&sentence.text);
                paper.list(sentence.details.clone());
            }
        }
    }
    paper.para(t!(texts, "statement-policy-version", version = statement.policy_version.as_str()));
    paper
}

/// What the writers of the sections share.
pub(crate) struct Writer<'a> {
    pub document: &'a Document,
    pub texts: Texts,
}

impl Writer<'_> {
    pub fn organisation(&self) -> String {
        let name = self.document.organisation.as_ref().and_then(|organisation| organisation.name.clone());
        name.unwrap_or_else(|| self.document.pack.as_ref().map(|pack| pack.value.clone()).unwrap_or_default())
    }

    /// The label of the category or item `id`.
    pub fn data_label(&self, id: &str) -> String {
        let categories = &self.document.categories;
        let label = match categories.get(id) {
            Some(category) => category.label.as_ref(),
            None => {
                categories.values().find_map(|category| category.items.get(id)).and_then(|item| item.label.as_ref())
            }
        };
        self.texts.label(label, id)
    }

    pub fn data_labels(&self, refs: &[At<String>]) -> String {
        self.list(refs, |id| self.data_label(id))
    }

    /// The labels of `refs` in `entries`, as a list in words.
    pub fn labels<T>(&self, refs: &[At<String>], entries: &Entries<T>, label: impl Fn(&T) -> Option<&Text>) -> String {
        self.list(refs, |id| self.texts.label(entries.get(id).and_then(|entry| label(&entry.value)), id))
    }

    /// Words of the policy language, such as channels, as a list in words.
    pub fn words(&self, kind: &str, ids: &[At<String>]) -> String {
        self.list(ids, |id| words::word(kind, id, self.texts.lang))
    }

    pub fn list(&self, ids: &[At<String>], say: impl Fn(&str) -> String) -> String {
        let said: Vec<String> = ids.iter().map(|id| say(id)).collect();
        words::list_in_words(&said, self.texts.lang)
    }

    pub fn section(&self, id: &'static str, title: String) -> Section {
        Section { id, title, intro: None, sentences: Vec::new() }
    }
}

impl Section {
    pub(crate) fn intro(mut self, intro: String) -> Self {
        self.intro = Some(intro);
        self
    }

    /// A sentence that is the only one of its node.
    pub(crate) fn say(&mut self, node: impl Into<String>, text: String, details: Vec<String>) {
        let node = node.into();
        self.sentences.push(Sentence { id: node.clone(), node, text, details });
    }

    /// One of several sentences of a node.
    pub(crate) fn say_of(&mut self, node: &str, part: &str, text: String, details: Vec<String>) {
        self.sentences.push(Sentence { id: format!("{node}:{part}"), node: node.to_owned(), text, details });
    }
}
