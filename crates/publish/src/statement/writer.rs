//! What the writers of the sections share: labels, lists and laws in words, and how a sentence is added.

use std::cell::Cell;
use std::ops::Deref;

use gestand_policy::At;
use gestand_policy::model::{AddressForm, Document, Entries, Text};
use gestand_policy::terms::{Keep, Length};

use super::{Detail, Entry, Group, Section, Sentence};
use crate::lang::{Texts, t};
use crate::{Lang, words};

/// Writes sentences of one policy in one language.
pub(crate) struct Writer<'a> {
    pub document: &'a Document,
    pub texts: Texts,
    /// A text without English was used since the last sentence.
    untranslated: Cell<bool>,
}

impl<'a> Writer<'a> {
    pub fn new(document: &'a Document, lang: Lang) -> Self {
        let address = document.statement.as_ref().and_then(|stated| stated.address).unwrap_or(AddressForm::U);
        Writer { document, texts: Texts::new(lang, address), untranslated: Cell::new(false) }
    }

    pub fn organisation(&self) -> String {
        let name = self.document.organisation.as_ref().and_then(|organisation| organisation.name.clone());
        name.unwrap_or_else(|| self.document.pack.as_ref().map(|pack| pack.value.clone()).unwrap_or_default())
    }

    /// A text of the policy in this language and form.
    pub fn text(&self, text: &Text) -> String {
        if self.texts.lang == Lang::En && text.en.is_none() {
            self.untranslated.set(true);
        }
        self.texts.text(text)
    }

    /// The label, or a readable form of `id` where the policy has none.
    pub fn label(&self, label: Option<&Text>, id: &str) -> String {
        label.map_or_else(|| id.replace('_', " "), |text| self.text(text))
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
        self.label(label, id)
    }

    pub fn data_labels(&self, refs: &[At<String>]) -> String {
        self.list(refs, |id| self.data_label(id))
    }

    /// The labels of `refs` in `entries`, as a list in words.
    pub fn labels<T>(&self, refs: &[At<String>], entries: &Entries<T>, label: impl Fn(&T) -> Option<&Text>) -> String {
        self.list(refs, |id| self.label(entries.get(id).and_then(|entry| label(&entry.value)), id))
    }

    pub fn activities(&self, refs: &[At<String>]) -> String {
        self.labels(refs, &self.document.activities, |activity| activity.label.as_ref())
    }

    pub fn functions(&self, refs: &[At<String>]) -> String {
        self.labels(refs, &self.document.functions, |function| function.label.as_ref())
    }

    pub fn subjects(&self, refs: &[At<String>]) -> String {
        self.labels(refs, &self.document.subjects, |group| group.label.as_ref())
    }

    /// What must be so, all of it.
    pub fn conditions(&self, refs: &[At<String>]) -> String {
        let say = |id: &str| self.label(self.document.conditions.get(id).and_then(|known| known.label.as_ref()), id);
        self.list(refs, say)
    }

    /// Of these conditions one must be so.
    pub fn one_of_conditions(&self, refs: &[At<String>]) -> String {
        let said: Vec<String> = refs.iter().map(|id| self.conditions(std::slice::from_ref(id))).collect();
        words::either_in_words(&said, self.texts.lang)
    }

    /// A fixed word of the policy language.
    pub fn word(&self, kind: &str, id: &str) -> String {
        self.texts.fit(&words::word(kind, id, self.texts.lang))
    }

    /// Fixed words, such as channels, as a list in words.
    pub fn words<S: Deref<Target: AsRef<str>>>(&self, kind: &str, ids: &[S]) -> String {
        let said: Vec<String> = ids.iter().map(|id| self.word(kind, (**id).as_ref())).collect();
        self.joined(&said)
    }

    pub fn list(&self, ids: &[At<String>], say: impl Fn(&str) -> String) -> String {
        self.joined(&ids.iter().map(|id| say(id)).collect::<Vec<_>>())
    }

    pub fn joined<S: AsRef<str>>(&self, items: &[S]) -> String {
        words::list_in_words(items, self.texts.lang)
    }

    pub fn texts_joined(&self, texts: &[At<Text>]) -> String {
        self.joined(&texts.iter().map(|text| self.text(text)).collect::<Vec<_>>())
    }

    pub fn length(&self, length: Length) -> String {
        words::length_in_words(length, self.texts.lang)
    }

    /// A retention term in words.
    pub fn keep(&self, keep: &Keep) -> String {
        let label = keep.event().and_then(|id| self.document.events.get(id)).and_then(|event| event.label.as_ref());
        if let Some(label) = label {
            self.text(label);
        }
        self.texts.fit(&words::keep_in_words(keep, &self.document.events, self.texts.lang))
    }

    /// The act and article behind a sentence.
    pub fn law(&self, law: &str) -> Detail {
        Detail::new(t!(self.texts, "label-law"), words::law_in_words(law, self.texts.lang))
    }

    /// The day as people write it; what is not a day as it stands.
    pub fn day(&self, date: &str) -> String {
        date.parse().map_or_else(|_| date.to_owned(), |date| words::date_in_words(date, self.texts.lang))
    }

    /// A sentence that is the only one of its node.
    pub fn say(&self, section: &mut Section, node: impl Into<String>, text: String, details: Vec<Detail>) {
        let node = node.into();
        self.add(section, Sentence { id: node.clone(), ..blank(node, text, details) });
    }

    /// One of several sentences of a node.
    pub fn say_of(&self, section: &mut Section, node: &str, part: &str, text: String, details: Vec<Detail>) {
        self.add(section, Sentence { id: format!("{node}:{part}"), ..blank(node.to_owned(), text, details) });
    }

    /// A sentence that is one of many of its kind.
    pub fn entry(
        &self,
        section: &mut Section,
        node: String,
        group: Option<Group>,
        (entry, text): (Entry, String),
        details: Vec<Detail>,
    ) {
        let sentence = blank(node.clone(), text, details);
        self.add(section, Sentence { id: node, entry: Some(entry), group, ..sentence });
    }

    fn add(&self, section: &mut Section, mut sentence: Sentence) {
        sentence.lang = if self.untranslated.take() { Lang::Nl } else { self.texts.lang };
        section.sentences.push(sentence);
    }
}

fn blank(node: String, text: String, details: Vec<Detail>) -> Sentence {
    Sentence { id: String::new(), node, text, details, entry: None, group: None, lang: Lang::Nl }
}

impl Entry {
    pub(super) fn named(name: &str, says: String) -> Self {
        Entry { name: words::capital(name), says: words::capital(&says) }
    }
}

impl Section {
    pub(super) fn new(id: &'static str, title: String) -> Self {
        Section { id: id.into(), title, intro: None, heads: None, sentences: Vec::new() }
    }

    pub(super) fn intro(mut self, intro: String) -> Self {
        self.intro = Some(intro);
        self
    }

    pub(super) fn heads(mut self, name: String, says: String) -> Self {
        self.heads = Some((name, says));
        self
    }

    /// Puts the sentences of one group together, in the order in which the groups begin.
    pub(super) fn gathered(mut self) -> Self {
        let mut order: Vec<Option<Group>> = Vec::new();
        for sentence in &self.sentences {
            if !order.contains(&sentence.group) {
                order.push(sentence.group.clone());
            }
        }
        self.sentences.sort_by_key(|sentence| order.iter().position(|group| *group == sentence.group));
        self
    }
}
