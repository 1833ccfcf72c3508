//! What a check may look at: the merged policy, the catalogue behind it, and perhaps the date.

use std::collections::BTreeSet;

use jiff::civil::Date;
use serde::Serialize;

use crate::model::*;
use crate::policy::{Origin, Policy};
use crate::span::{At, Span};
use crate::terms::{Keep, Length, Unit};

/// The view of a policy that checks share.
#[derive(Debug)]
pub struct CheckContext<'p> {
    pub policy: &'p Policy,
    pub document: &'p Document,
    /// Ids `section.id` that the vocabulary knows, in use or not.
    pub catalogue: &'p BTreeSet<String>,
    /// The day to compare dates with; absent: nothing that depends on today is checked.
    pub today: Option<Date>,
}

impl<'p> CheckContext<'p> {
    pub(crate) fn new(policy: &'p Policy, catalogue: &'p BTreeSet<String>, today: Option<Date>) -> Self {
        CheckContext { policy, document: &policy.document, catalogue, today }
    }

    /// Whether the corporation itself says what stands at `span`.
    pub fn is_own(&self, span: Span) -> bool {
        self.policy.origin(span) == Origin::Own
    }

    /// Where to point: at `inner` where the corporation states it, else at its own entry `outer` that took it over.
    pub fn place_of(&self, inner: Span, outer: Span) -> Span {
        if self.is_own(inner) { inner } else { outer }
    }

    /// The entries that the corporation states or refines.
    pub fn own<'e, T>(&'e self, entries: &'e Entries<T>) -> impl Iterator<Item = (&'e str, &'e At<T>)> {
        entries.iter().filter(|(_, entry)| self.is_own(entry.span)).map(|(id, entry)| (id.as_str(), entry))
    }

    /// The activities of the corporation.
    pub fn activities(&self) -> impl Iterator<Item = (&str, &At<Activity>)> {
        self.own(&self.document.activities)
    }

    /// The first activity of the corporation that rests on `basis`, if any does.
    pub fn resting_on(&self, basis: Basis) -> Option<(&str, &At<Activity>)> {
        self.activities().find(|(_, activity)| activity.basis.iter().any(|b| b.value == basis))
    }

    /// Whether `basis` may carry more than the activities tell: none rests on it, or some name no basis at all. Then
    /// the list of bases itself must say what is behind it.
    pub fn stands_alone(&self, basis: Basis) -> bool {
        self.resting_on(basis).is_none() || self.activities().any(|(_, activity)| activity.basis.is_empty())
    }

    /// Where to point when a whole part is missing.
    pub fn place(&self) -> Span {
        let document = self.document;
        document
            .pack
            .as_ref()
            .map(|p| p.span)
            .or_else(|| document.organisation.as_ref().map(|o| o.span))
            .unwrap_or(Span { file: 0, line: 1, column: 1 })
    }

    /// The item ids that `references` (categories or items) stand for, each with the reference that names it.
    pub fn items<'e>(&'e self, references: &'e Refs) -> Vec<(&'e str, &'e At<String>)> {
        let mut items = Vec::new();
        for reference in references {
            match self.document.categories.get(&reference.value) {
                Some(category) if !category.items.is_empty() => {
                    items.extend(category.items.keys().map(|item| (item.as_str(), reference)));
                }
                _ => items.push((reference.value.as_str(), reference)),
            }
        }
        items
    }

    /// How sensitive an item, or a category without items, is.
    pub fn sensitivity(&self, id: &str) -> Sensitivity {
        let of_item = self.document.categories.values().find_map(|category| {
            let item = category.items.get(id)?;
            Some(item.sensitivity.or(category.sensitivity))
        });
        let of_category = || self.document.categories.get(id).map(|category| category.sensitivity);
        of_item.or_else(of_category).flatten().unwrap_or(Sensitivity::Ordinary)
    }

    /// The Dutch and the English label of an item or category, or its id.
    pub fn data_name(&self, id: &str) -> (String, String) {
        let category = self.document.categories.get(id).and_then(|c| c.label.as_ref());
        let item = || self.document.categories.values().find_map(|c| c.items.get(id)).and_then(|i| i.label.as_ref());
        let name = |lang| category.or_else(item).map_or(id, |label| label.get(lang)).to_owned();
        (name("nl"), name("en"))
    }

    /// A retention term in Dutch, with its event as the vocabulary calls it.
    pub fn keep_in_dutch(&self, keep: &Keep) -> String {
        let id = keep.event().unwrap_or_default();
        let label = self.document.events.get(id).and_then(|event| event.label.as_ref());
        keep.in_words(label.map_or(id, |label| label.get("nl")), "nl")
    }

    /// The period that the law's rule table gives for `id`, or `otherwise` where no vocabulary holds the table.
    pub fn law_length(&self, id: &str, otherwise: Length) -> Length {
        self.law_rule(id).and_then(|rule| rule.length.as_ref()).map_or(otherwise, |length| length.value)
    }

    /// Whether the rule table marks `id` as a rule we are not sure of.
    pub fn law_unsure(&self, id: &str) -> bool {
        self.law_rule(id).and_then(|rule| rule.certainty) == Some(Certainty::Check)
    }

    /// The rule `id` of the table, where it is in force today; where today is not known, always.
    fn law_rule(&self, id: &str) -> Option<&LawRule> {
        let date = |text: &Option<String>| text.as_deref().and_then(|text| text.parse::<Date>().ok());
        let in_force = |rule: &LawRule| {
            self.today.is_none_or(|today| {
                date(&rule.from).is_none_or(|from| from <= today)
                    && date(&rule.until).is_none_or(|until| today <= until)
            })
        };
        self.document.law.get(id).map(|rule| &rule.value).filter(|rule| in_force(rule))
    }
}

/// What is missing of what must be said, as a list in Dutch and in English; `None` where nothing is.
pub(super) fn missing(wanted: &[(bool, &str, &str)]) -> Option<(String, String)> {
    let gaps = || wanted.iter().filter(|(is_missing, ..)| *is_missing);
    gaps().next()?;
    let nl = gaps().map(|(_, nl, _)| *nl).collect::<Vec<_>>().join(", ");
    let en = gaps().map(|(.., en)| *en).collect::<Vec<_>>().join(", ");
    Some((nl, en))
}

/// The words that `named` lacks of what must be named, and the same as a list in Dutch; `None` where it lacks nothing.
pub(super) fn not_named<const N: usize>(
    due: [(&'static str, &'static str); N],
    named: &Refs,
) -> Option<(Vec<&'static str>, String)> {
    let lacking = due.into_iter().filter(|(word, _)| !named.iter().any(|given| given.value == *word));
    let (words, dutch): (Vec<_>, Vec<_>) = lacking.unzip();
    (!words.is_empty()).then(|| (words, dutch.join(", ")))
}

/// The word of the policy language for a value of a closed list, such as `legal_obligation`.
pub(crate) fn word(value: &impl Serialize) -> String {
    serde_json::to_value(value).ok().and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default()
}

/// How a length compares with a limit in other units.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Exceeds {
    Never,
    /// In some months or years only, such as 30 days against one month.
    Sometimes,
    Always,
}

/// Whether `length` is longer than `limit`.
pub(super) fn exceeds(length: Length, limit: Length) -> Exceeds {
    if let (Some(length), Some(limit)) = (months(length), months(limit)) {
        return if length > limit { Exceeds::Always } else { Exceeds::Never };
    }
    if length.shortest_days() > limit.longest_days() {
        Exceeds::Always
    } else if length.longest_days() > limit.shortest_days() {
        Exceeds::Sometimes
    } else {
        Exceeds::Never
    }
}

fn months(length: Length) -> Option<u32> {
    match length.unit {
        Unit::Months => Some(u32::from(length.count)),
        Unit::Years => Some(u32::from(length.count) * 12),
        Unit::Hours | Unit::Days | Unit::Weeks => None,
    }
}
