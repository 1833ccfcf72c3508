//! Cases of retention: from what happened to the last day that data are kept.

use std::collections::BTreeMap;

use gestand_policy::decide::IdSet;
use gestand_policy::model::{RetentionRule, Then};
use gestand_policy::terms::Keep;
use gestand_policy::{At, Bilingual};
use gestand_publish::{Lang, words};
use jiff::civil::Date;

use super::Row;
use super::columns::Column;
use super::report::{Judged, Why};
use super::subject::Subject;
use super::words::{choose, day, parts, said, say_day};

/// How long data are kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Until {
    Day(Date),
    Other(NoDay),
}

/// Why there is no last day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum NoDay {
    /// The event that the term counts from has not come.
    EventToCome,
    AsNeeded,
    /// The policy has a rule without a term.
    NoTerm,
    NoRule,
    /// Rules for several groups count from the same event and differ.
    Differs,
}

const NO_DAY: &[(NoDay, &[&str])] = &[
    (NoDay::EventToCome, &["onbekend", "unknown", "nog onbekend", "not yet known"]),
    (NoDay::AsNeeded, &["zolang nodig", "as long as needed"]),
    (NoDay::NoTerm, &["geen termijn", "no term"]),
    (NoDay::NoRule, &["geen regel", "no rule"]),
    (NoDay::Differs, &["verschilt per groep", "differs per group"]),
];

const THEN: &[(Then, &[&str])] = &[
    (Then::Destroy, &["vernietigen", "destroy", "vernietigd", "destroyed", "verwijderen"]),
    (Then::Anonymise, &["anonimiseren", "anonymise", "geanonimiseerd", "anonymised"]),
    (Then::DestroyOrAnonymise, &["vernietigen of anonimiseren", "destroy or anonymise"]),
];

type Rule<'p> = (&'p str, &'p At<RetentionRule>);

pub(super) fn judge(subject: &Subject<'_>, row: &Row<'_>) -> Result<Judged, Bilingual> {
    let cell = row.needed(Column::Until)?;
    let expected = match choose(cell, NO_DAY) {
        Ok(no_day) => Until::Other(no_day),
        Err(no_word) => Until::Day(day(cell).map_err(|no_date| {
            let looks_like_date = cell.starts_with(|c: char| c.is_ascii_digit());
            if looks_like_date { no_date } else { no_word }
        })?),
    };
    let events = events(subject, row.get(Column::Events))?;
    let rules = rules(subject, row)?;
    let (until, carried_by) = until(&rules, &events);
    let came = match until {
        Until::Day(date) => say_day(date),
        Until::Other(no_day) => said(no_day, NO_DAY),
    };
    let mut judged = Judged::because(rules.iter().map(|rule| why(subject, *rule)).collect());
    judged.compare(Column::Until, cell, expected == until, came);
    if let Some(wanted) = Some(row.get(Column::Then)).filter(|cell| !cell.is_empty()) {
        let wanted_then = choose(wanted, THEN)?;
        let then = carried_by.and_then(|(_, rule)| rule.then.as_ref()).map(|then| then.value);
        let came = then.map_or_else(|| Bilingual::new("niet gezegd", "not stated"), |then| said(then, THEN));
        judged.compare(Column::Then, wanted, then == Some(wanted_then), came);
    }
    Ok(judged)
}

/// `tenancy_ended 2020-03-14; het antwoord op de vraag: 1 maart 2021`.
pub(super) fn events(subject: &Subject<'_>, cell: &str) -> Result<BTreeMap<String, Date>, Bilingual> {
    let mut events = BTreeMap::new();
    for part in parts(cell) {
        let words: Vec<&str> = part.split_whitespace().collect();
        let of_last = |count: usize| {
            let (event, date) = words.split_at(words.len().checked_sub(count)?);
            Some((event.join(" "), day(&date.join(" ")).ok()?))
        };
        let Some((event, date)) = of_last(1).or_else(|| of_last(3)) else {
            return Err(Bilingual::new(
                format!("'{part}': schrijf een gebeurtenis met een datum, zoals 'tenancy_ended 2026-11-20'"),
                format!("'{part}': write an event with a date, such as 'tenancy_ended 2026-11-20'"),
            ));
        };
        let event = event.trim_end_matches(':');
        let event = event.strip_suffix(" op").or_else(|| event.strip_suffix(" on")).unwrap_or(event);
        events.insert(subject.events.find(event)?.to_owned(), date);
    }
    Ok(events)
}

/// The rules that a row is about: the one it names, or all that speak of its data. A rule for all data speaks of what
/// no other rule names.
fn rules<'s>(subject: &'s Subject<'_>, row: &Row<'_>) -> Result<Vec<Rule<'s>>, Bilingual> {
    let retention = || subject.policy.document.retention.iter().map(|(id, rule)| (id.as_str(), rule));
    let tables = &subject.policy.tables;
    let named = match row.get(Column::Rule) {
        "" => None,
        cell => Some(subject.retention.find(cell)?),
    };
    let cell = row.get(Column::Data);
    if cell.is_empty() && named.is_none() {
        return Err(Bilingual::new(
            "vul de cel 'gegevens' of de cel 'regel' in",
            "fill in the cell 'data' or the cell 'rule'",
        ));
    }
    let items = if cell.is_empty() { IdSet::EMPTY } else { subject.items(cell)? };
    let speaks_of =
        |rule: &RetentionRule| rule.data.iter().fold(IdSet::EMPTY, |all, name| all.union(tables.items_of(&name.value)));
    let specific = retention().fold(IdSet::EMPTY, |all, (_, rule)| all.union(speaks_of(rule)));
    let covers = |rule: &RetentionRule| match rule.data.is_empty() {
        true => !items.intersects(specific),
        false => items.is_subset_of(speaks_of(rule)),
    };
    if let Some(id) = named {
        let rules: Vec<Rule<'s>> = retention().filter(|(other, _)| *other == id).collect();
        return match rules.iter().find(|(_, rule)| !covers(rule)) {
            Some(_) => Err(Bilingual::new(
                format!("de regel '{id}' gaat niet over al deze gegevens: {cell}"),
                format!("the rule '{id}' is not about all these data: {cell}"),
            )),
            None => Ok(rules),
        };
    }
    let rules: Vec<Rule<'s>> = retention().filter(|(_, rule)| covers(rule)).collect();
    if rules.is_empty() && items.intersects(specific) {
        return Err(Bilingual::new(
            format!("er is geen regel die over al deze gegevens gaat; maak er meer rijen van: {cell}"),
            format!("no rule is about all these data; make several rows of it: {cell}"),
        ));
    }
    Ok(rules)
}

/// What the rules come to: of rules whose events have come, the first that ends counts, as in a retention plan.
fn until<'p>(rules: &[Rule<'p>], events: &BTreeMap<String, Date>) -> (Until, Option<Rule<'p>>) {
    let keep = |rule: &Rule<'p>| rule.1.keep.as_ref().map(|keep| keep.value.clone());
    let mut ends: Vec<(Date, String, Rule<'p>)> = Vec::new();
    for rule in rules {
        let Some(keep) = keep(rule) else { continue };
        let Some(event) = keep.event() else { continue };
        if let Some(last) = events.get(event).and_then(|day| keep.last_day(*day)) {
            ends.push((last, event.to_owned(), *rule));
        }
    }
    let rivals = |(last, event, _): &(Date, String, Rule<'p>)| {
        ends.iter().any(|(other, same, _)| same == event && other != last)
    };
    if ends.iter().any(rivals) {
        return (Until::Other(NoDay::Differs), None);
    }
    if let Some((last, _, rule)) = ends.iter().min_by_key(|(last, ..)| *last) {
        return (Until::Day(*last), Some(*rule));
    }
    let Some(first) = rules.first() else { return (Until::Other(NoDay::NoRule), None) };
    let waits = rules.iter().find(|rule| keep(rule).is_some_and(|keep| keep.event().is_some()));
    let needed = rules.iter().find(|rule| keep(rule) == Some(Keep::AsNeeded));
    match (waits, needed) {
        (Some(rule), _) => (Until::Other(NoDay::EventToCome), Some(*rule)),
        (None, Some(rule)) => (Until::Other(NoDay::AsNeeded), Some(*rule)),
        (None, None) => (Until::Other(NoDay::NoTerm), Some(*first)),
    }
}

fn why(subject: &Subject<'_>, (id, rule): Rule<'_>) -> Why {
    let text = |lang| {
        let none = if lang == Lang::Nl { "geen termijn" } else { "no term" };
        let events = &subject.policy.document.events;
        let keep = rule.keep.as_ref().map(|keep| words::keep_in_words(&keep.value, events, lang));
        format!("retention.{id}: {}", keep.as_deref().unwrap_or(none))
    };
    Why { text: Bilingual::new(text(Lang::Nl), text(Lang::En)), place: subject.places.shown(rule.span) }
}
