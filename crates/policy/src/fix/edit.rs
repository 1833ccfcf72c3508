//! One change at one place of a pack file; comments, order and formatting of the rest stay as they are.

use std::collections::BTreeSet;
use std::str::FromStr;

use serde_json::Value;
use yaml_edit::{Mapping, Scalar, Sequence, YamlFile, YamlNode};

use crate::PackFile;
use crate::diagnostic::Bilingual;

/// A change at a place of the policy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// Keys from the top of the document, such as `requests`, `extension`, `by`.
    pub path: Vec<String>,
    pub change: Change,
}

/// What happens at the place of an [`Edit`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    Set(Value),
    Add(Vec<String>),
    TakeOut(String),
    Remove,
}

impl Change {
    /// What it puts at a place where nothing is yet.
    fn value(&self) -> Option<Value> {
        match self {
            Change::Set(value) => Some(value.clone()),
            Change::Add(items) => Some(Value::from(items.clone())),
            Change::TakeOut(_) | Change::Remove => None,
        }
    }
}

/// Why a change could not be made.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FixError {
    #[error("the file cannot be edited: {0}")]
    Unreadable(String),
    #[error("there is nothing to change at '{0}'")]
    NothingThere(String),
    #[error("'{0}' is not written as a mapping or a list that can be changed")]
    OtherForm(String),
}

impl FixError {
    /// The same in both languages.
    pub fn message(&self) -> Bilingual {
        let nl = match self {
            FixError::Unreadable(reason) => format!("het bestand kan niet veranderd worden: {reason}"),
            FixError::NothingThere(place) => format!("bij '{place}' is niets te veranderen"),
            FixError::OtherForm(place) => format!("'{place}' staat er niet als lijst of blok dat veranderd kan worden"),
        };
        Bilingual::new(nl, self.to_string())
    }
}

impl Edit {
    fn place(&self) -> String {
        self.path.join(".")
    }

    /// `text` with the change made.
    ///
    /// # Errors
    /// [`FixError`] when the file has another form than the change needs; nothing is changed then.
    pub fn apply(&self, text: &str) -> Result<String, FixError> {
        let source = Source::parse(text)?;
        self.change_in(source.top.as_ref().ok_or_else(|| FixError::OtherForm(self.place()))?)?;
        Ok(source.file.to_string())
    }

    fn change_in(&self, top: &Mapping) -> Result<(), FixError> {
        let other_form = || FixError::OtherForm(self.place());
        let Some((last, parents)) = self.path.split_last() else { return Err(other_form()) };
        let mut mapping = top.clone();
        for (index, key) in parents.iter().enumerate() {
            match (mapping.get(key.as_str()), &self.change) {
                (Some(_), _) => mapping = mapping.get_mapping(key.as_str()).ok_or_else(other_form)?,
                (None, change) => {
                    let value = change.value().ok_or_else(|| FixError::NothingThere(self.place()))?;
                    let value = nested(&self.path[index + 1..], value);
                    return if index == 0 { put_section(&mapping, key, &value) } else { put(&mapping, key, &value) };
                }
            }
        }
        match &self.change {
            Change::Set(value) => put(&mapping, last, value),
            Change::Add(items) => match mapping.get(last.as_str()) {
                None => put(&mapping, last, &Value::from(items.clone())),
                Some(_) => {
                    let list = mapping.get_sequence(last.as_str()).ok_or_else(other_form)?;
                    let held = words(&list);
                    items.iter().filter(|item| !held.contains(item)).for_each(|item| list.push(item.as_str()));
                    Ok(())
                }
            },
            Change::TakeOut(item) => {
                let list = mapping.get_sequence(last.as_str()).ok_or_else(other_form)?;
                let held = words(&list);
                let at = held.iter().position(|word| word == item);
                let at = at.ok_or_else(|| FixError::NothingThere(self.place()))?;
                if held.len() == 1 {
                    gone(mapping.remove(last.as_str()).is_some(), self)
                } else {
                    gone(list.remove(at).is_some(), self)
                }
            }
            Change::Remove => gone(mapping.remove(last.as_str()).is_some(), self),
        }
    }
}

fn gone(done: bool, edit: &Edit) -> Result<(), FixError> {
    if done { Ok(()) } else { Err(FixError::NothingThere(edit.place())) }
}

/// A file as a tree that keeps every character.
struct Source {
    file: YamlFile,
    top: Option<Mapping>,
}

impl Source {
    fn parse(text: &str) -> Result<Self, FixError> {
        let file = YamlFile::from_str(text).map_err(|error| FixError::Unreadable(error.to_string()))?;
        let top = file.document().and_then(|document| document.as_mapping());
        Ok(Source { file, top })
    }

    /// How many leading keys of the path it states.
    fn depth(&self, path: &[String]) -> usize {
        let mut mapping = self.top.clone();
        let states = |key: &&String| {
            let stated = mapping.as_ref().is_some_and(|here| here.contains_key(key.as_str()));
            mapping = mapping.take().and_then(|here| here.get_mapping(key.as_str()));
            stated
        };
        path.iter().take_while(states).count()
    }
}

/// `files` with all `edits` made, each in the file that states most of its path; where none does, in the file that names
/// the pack.
///
/// # Errors
/// As [`Edit::apply`], of the first edit that cannot be made.
pub(super) fn apply_all<'e>(
    files: &[PackFile],
    edits: impl Iterator<Item = &'e Edit>,
) -> Result<Vec<PackFile>, FixError> {
    let parse = |file: &PackFile| Source::parse(&String::from_utf8_lossy(&file.bytes));
    let sources = files.iter().map(parse).collect::<Result<Vec<_>, _>>()?;
    let mut edited = BTreeSet::new();
    let head = ["pack".to_owned()];
    for edit in edits {
        let fits = |(_, source): &(usize, &Source)| (source.depth(&edit.path), source.depth(&head));
        let Some((index, source)) = sources.iter().enumerate().rev().max_by_key(fits) else { continue };
        edit.change_in(source.top.as_ref().ok_or_else(|| FixError::OtherForm(edit.place()))?)?;
        edited.insert(index);
    }
    let new = |(index, (file, source)): (usize, (&PackFile, &Source))| match edited.contains(&index) {
        true => PackFile { path: file.path.clone(), bytes: source.file.to_string().into_bytes() },
        false => file.clone(),
    };
    Ok(files.iter().zip(&sources).enumerate().map(new).collect())
}

fn words(list: &Sequence) -> Vec<String> {
    let word = |node: YamlNode| node.as_scalar().map(Scalar::as_string).unwrap_or_default();
    list.values().map(word).collect()
}

/// `value` below the keys that are not there yet.
fn nested(keys: &[String], value: Value) -> Value {
    keys.iter().rev().fold(value, |below, key| Value::Object([(key.clone(), below)].into_iter().collect()))
}

/// A value is written in the short form of packs: `{grounds: ["17(1)(a)"], shown_apart: true}`.
fn put(mapping: &Mapping, key: &str, value: &Value) -> Result<(), FixError> {
    put_text(mapping, key, &format!("v: {}\n", flow(value)))
}

/// A new section has each of its entries on a line of its own.
fn put_section(top: &Mapping, key: &str, value: &Value) -> Result<(), FixError> {
    let Value::Object(entries) = value else { return put(top, key, value) };
    let lines: String = entries.iter().map(|(key, entry)| format!("  {key}: {}\n", flow(entry))).collect();
    put_text(top, key, &format!("v:\n{lines}"))
}

/// Sets `key` to the value of `v` in `snippet`.
fn put_text(mapping: &Mapping, key: &str, snippet: &str) -> Result<(), FixError> {
    let node = Source::parse(snippet)?.top.and_then(|snippet| snippet.get("v"));
    mapping.set(key, node.ok_or_else(|| FixError::OtherForm(key.to_owned()))?);
    Ok(())
}

fn flow(value: &Value) -> String {
    match value {
        Value::Object(fields) => {
            let fields: Vec<String> = fields.iter().map(|(key, field)| format!("{key}: {}", flow(field))).collect();
            format!("{{{}}}", fields.join(", "))
        }
        Value::Array(items) => format!("[{}]", items.iter().map(flow).collect::<Vec<_>>().join(", ")),
        Value::String(text) if plain(text) => text.clone(),
        scalar => scalar.to_string(),
    }
}

/// Whether a text can stand without quotes: `72 hours`, `GDPR 15(4)`; not `17(1)(a)`, which packs quote.
fn plain(text: &str) -> bool {
    let letters = text.starts_with(|c: char| c.is_ascii_alphabetic());
    text.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | ' ' | '-') || letters && matches!(c, '(' | ')'))
}
