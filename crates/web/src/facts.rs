//! Evidence of a check and facts of an entry or an event, in words and in the order that matters.

use gestand_policy::model::Text;
use gestand_store::{HoldKind, PlanKind};
use serde_json::{Map, Value};

use crate::page::Page;

/// What is told first; what is not named here follows in the order of the alphabet.
const FIRST: [&str; 8] = ["promise", "check", "status", "late", "back", "held", "open", "found"];

/// The place of a fact: what is wrong first, the leeway of the check last.
fn rank(key: &str) -> usize {
    match key {
        "grace_days" => usize::MAX,
        _ => FIRST.iter().position(|first| *first == key).unwrap_or(FIRST.len()),
    }
}

/// The facts with those inside an object beside the others.
fn flat<'f>(facts: &'f Value, into: &mut Vec<(&'f str, &'f Value)>) {
    for (key, value) in facts.as_object().into_iter().flatten() {
        if value.is_object() { flat(value, into) } else { into.push((key, value)) }
    }
}

/// A label in the middle of a line.
fn small(label: &str) -> String {
    let mut letters = label.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}

impl Page {
    /// Label and value of each fact, without what tells nothing.
    pub fn facts(&self, facts: &Value) -> Vec<(String, String)> {
        let mut all = Vec::new();
        flat(facts, &mut all);
        all.sort_by_key(|(key, _)| rank(key));
        all.into_iter().filter_map(|(key, value)| Some((self.word("fact", key), self.fact(key, value)?))).collect()
    }

    fn fact(&self, key: &str, value: &Value) -> Option<String> {
        match (key, value) {
            // An id of our own, and a fault that did not occur.
            ("finding", _) | (_, Value::Null) => None,
            ("unreadable", value) if *value == 0 => None,
            (_, Value::Bool(true)) => Some(t!(self, "yes")),
            (_, Value::Bool(false)) => Some(t!(self, "no")),
            (_, Value::String(text)) => Some(self.named(key, text)),
            (_, Value::Array(items)) if items.is_empty() => None,
            // The entries of the steps are in the ledger themselves.
            ("steps", Value::Array(items)) => Some(items.len().to_string()),
            ("chosen", Value::Object(candidate)) => Some(self.chosen(candidate)),
            (_, Value::Array(items)) => {
                Some(items.iter().filter_map(|item| self.fact(key, item)).collect::<Vec<_>>().join(", "))
            }
            (_, other) => Some(other.to_string()),
        }
    }

    /// Why a candidate of a source was chosen.
    fn chosen(&self, candidate: &Map<String, Value>) -> String {
        let fields = |key: &str| {
            let fields = candidate.get(key).and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str);
            fields.map(|field| small(&self.word("field", field))).collect::<Vec<_>>().join(", ")
        };
        let told = [("same", fields("same")), ("differs", fields("differs")), ("with-others", fields("with_others"))];
        let told = told.into_iter().filter(|(_, fields)| !fields.is_empty());
        let told: Vec<String> = told.map(|(key, fields)| format!("{}: {fields}", self.word("chosen", key))).collect();
        let source = self.named("source", candidate.get("source").and_then(Value::as_str).unwrap_or_default());
        if told.is_empty() { source } else { format!("{source} ({})", told.join("; ")) }
    }

    /// A fact that is a fixed word or an id of the policy, in words; a date as a day; anything else as it is.
    fn named(&self, key: &str, text: &str) -> String {
        let kind = match key {
            "promise" => return self.promise(text),
            "rule" => return self.promise(&format!("retention.{text}")),
            "functions" => return self.promise(&format!("functions.{text}")),
            "source" | "source_down" => return self.source(text),
            "recipient" => return self.promise(&format!("recipients.{text}")),
            "until" => "hold-until",
            "ground" => "refusal",
            "proposal" => "verdict",
            "status" => "mark",
            "outcome" => "state",
            "moment" => "hand-over-moment",
            "way" => "hand-over-way",
            "faults" => "fault",
            "document" => "document-choice",
            "why" => "copy-why",
            "value" | "paper" => "paper",
            "kind" if HoldKind::parse(text).is_some() => "hold",
            "kind" if matches!(PlanKind::parse(text), Some(PlanKind::Retention | PlanKind::Reappeared)) => "plan-kind",
            "channel" | "check" | "class" | "kind" | "method" | "verdict" | "verb" => key,
            _ => return self.value(text),
        };
        self.word(kind, text)
    }

    /// The name of a node of the policy: its own label, else our word for it.
    pub fn promise(&self, node: &str) -> String {
        self.label(node).map_or_else(|| self.word("promise", node), |label| self.say(label).to_owned())
    }

    /// The name of a source; its id where there is none.
    pub fn source(&self, id: &str) -> String {
        let source = self.app.sources().find(|source| source.id == id);
        source.map_or_else(|| id.to_owned(), |source| self.say(&source.label).to_owned())
    }

    fn label(&self, node: &str) -> Option<&Text> {
        let document = &self.app.policy().document;
        let (section, id) = node.split_once('.')?;
        match section {
            "retention" => document.retention.get(id)?.label.as_ref(),
            "categories" => document.categories.get(id)?.label.as_ref(),
            "cameras" => document.cameras.get(id)?.label.as_ref(),
            "functions" => document.functions.get(id)?.label.as_ref(),
            "recipients" => document.recipients.get(id)?.label.as_ref(),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_wrong_comes_first_and_leeway_last() {
        let facts =
            serde_json::json!({"evidence": {"grace_days": 31, "held": 0, "late": 2}, "check": "x", "promise": "y"});
        let mut all = Vec::new();
        flat(&facts, &mut all);
        all.sort_by_key(|(key, _)| rank(key));
        assert_eq!(
            all.iter().map(|(key, _)| *key).collect::<Vec<_>>(),
            ["promise", "check", "late", "held", "grace_days"]
        );
    }
}
