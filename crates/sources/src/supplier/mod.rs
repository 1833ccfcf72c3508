//! A supplier that handles the data itself: Gestand orders, waits, and reads whether it was done.

mod channel;
mod file;
mod order;
mod talk;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

use async_trait::async_trait;
use gestand_documents::bsn::{Verdict, find_bsns};
use gestand_policy::decide::Permit;
use gestand_policy::model::Document;
use gestand_vault::Sensitive;
use jiff::civil::Date;

use self::channel::{Ask, Channel};
pub use self::file::SupplierFile;
use self::file::{Field, SupplierClass};
use self::talk::{Found, Held, Query};
use crate::{
    About, Applied, Candidate, ClassInfo, DueClass, DueKey, DueRule, FieldInfo, HitKind, Mode, NumberHit, Page, Record,
    Source, SourceError, SourceFinding, SourceInfo, SubjectQuery, Value, Values, Verb, VerbKind, Verified, Work,
};

/// Records that are asked for at once.
const PAGE: u32 = 200;

/// A supplier with its annotation.
#[derive(Debug)]
pub struct SupplierSource {
    file: SupplierFile,
    channel: Channel,
}

impl SupplierSource {
    /// Checks the annotation in itself; nothing is asked yet.
    pub(crate) fn new(mut file: SupplierFile, folder: &Path) -> Result<Self, String> {
        let limits = file.limits;
        if limits.timeout_ms == 0 || limits.answer_mb == 0 || limits.poll_ms == 0 {
            return Err("limits: `timeout_ms`, `answer_mb` and `poll_ms` are at least 1".to_owned());
        }
        let channel = Channel::new(file.command.take(), file.http.take(), limits, folder)?;
        Ok(SupplierSource { file, channel })
    }

    fn id(&self) -> String {
        self.file.source.clone()
    }

    fn class(&self, class: &str) -> Result<&SupplierClass, SourceError> {
        let unknown = || SourceError::UnknownClass { source_id: self.id(), class: class.to_owned() };
        self.file.classes.get(class).ok_or_else(unknown)
    }

    fn refused(&self, class: &str, reason: impl Into<String>) -> SourceError {
        SourceError::Refused { source_id: self.id(), class: class.to_owned(), reason: reason.into() }
    }

    /// A page of records, checked: each after the one before, so that paging ends and misses none.
    async fn found(&self, query: &Query<'_>) -> Result<Found, SourceError> {
        let names = [("source", self.file.source.as_str()), ("class", query.class)].into();
        let away = |error: std::io::Error| SourceError::Unreachable { source_id: self.id(), reason: error.to_string() };
        let found: Found = self.channel.ask(Ask::Query, &names, query).await.map_err(away)?;
        let mut last = query.after.unwrap_or_default();
        let first = query.after.is_none();
        for (at, held) in found.records.iter().enumerate() {
            if held.key.as_str() <= last && !(first && at == 0) || held.key.is_empty() {
                return Err(self.unreadable(query.class, "its records are not in the order of their keys"));
            }
            last = &held.key;
        }
        if found.more && found.records.is_empty() {
            return Err(self.unreadable(query.class, "it says there is more, and gives nothing"));
        }
        Ok(found)
    }

    fn unreadable(&self, class: &str, reason: &str) -> SourceError {
        SourceError::Read { source_id: self.id(), place: class.to_owned(), reason: reason.to_owned() }
    }

    /// The records with these keys, as they are now.
    async fn held(&self, class: &str, keys: &[String]) -> Result<BTreeMap<String, Held>, SourceError> {
        let mut all = BTreeMap::new();
        for keys in keys.chunks(PAGE as usize) {
            let (mut after, mut more) = (None::<String>, true);
            while more {
                let after_last = after.as_deref();
                let query = Query { class, keys: Some(keys), after: after_last, limit: PAGE, ..Query::default() };
                let found = self.found(&query).await?;
                more = found.more;
                after = found.records.last().map(|held| held.key.clone());
                all.extend(found.records.into_iter().map(|held| (held.key.clone(), held)));
            }
        }
        Ok(all)
    }

    fn record(&self, id: &str, class: &SupplierClass, held: Held) -> Record {
        let untold = Field { free_text: true, ..Field::default() };
        let value = |(name, text): (String, Option<String>)| {
            let field = class.fields.get(&name).unwrap_or(&untold);
            let value = Sensitive::new(text?.into());
            let about = if field.other { About::Other } else { About::Subject };
            let (item, free_text) = (field.item.clone(), field.free_text);
            Some(Value { field: Arc::new(FieldInfo { item, name, about, free_text }), value })
        };
        let day = |(event, name): (&String, &String)| Some((event.clone(), (*held.days.get(name)?)?));
        Record {
            source: self.id().into(),
            class: id.into(),
            role: "subject".into(),
            events: class.events.iter().filter_map(day).collect(),
            marks: class.marks.clone(),
            document: None,
            values: held.fields.into_iter().filter_map(value).collect(),
            subjects: held.persons.into(),
            key: held.key.into(),
        }
    }

    /// Whether the rule is about such records, and by which day of them.
    fn day_of<'c>(&self, class: &'c SupplierClass, rule: &DueRule) -> Option<&'c str> {
        let items = class.items();
        let covered = !items.is_empty() && items.is_subset(&rule.items);
        class.events.get(&rule.event).filter(|_| covered).map(String::as_str)
    }

    /// At most `limit` due records after a key; fewer only where there are no more.
    async fn due_page(
        &self,
        rule: &DueRule,
        id: &str,
        after: Option<&str>,
        limit: u32,
    ) -> Result<Vec<DueKey>, SourceError> {
        let class = self.class(id)?;
        let mut due = Vec::new();
        let Some(day) = self.day_of(class, rule) else { return Ok(due) };
        let (mut after, mut more) = (after.map(str::to_owned), true);
        let most = usize::try_from(limit).unwrap_or(usize::MAX);
        while more && due.len() < most {
            let on_or_before = Some(rule.on_or_before);
            let from = after.as_deref();
            let query = Query { class: id, day: Some(day), on_or_before, after: from, limit, ..Query::default() };
            let found = self.found(&query).await?;
            more = found.more;
            for held in found.records {
                after = Some(held.key.clone());
                if let Some(event_day) = due_day(&held, day, rule) {
                    due.push(DueKey { key: held.key, subjects: held.persons, event_day });
                }
            }
        }
        due.truncate(most);
        Ok(due)
    }
}

/// The day of a record that is due. What is restricted stays.
fn due_day(held: &Held, day: &str, rule: &DueRule) -> Option<Date> {
    let day = held.days.get(day).copied().flatten().filter(|_| !held.restricted)?;
    (day <= rule.on_or_before).then_some(day)
}

#[async_trait]
impl Source for SupplierSource {
    fn info(&self) -> SourceInfo {
        let file = &self.file;
        SourceInfo { id: file.source.clone(), label: file.label.clone(), kind: file.kind, mode: file.mode }
    }

    fn classes(&self) -> Vec<ClassInfo> {
        let info = |(id, class): (&String, &SupplierClass)| ClassInfo {
            id: id.clone(),
            label: class.label.clone(),
            items: class.fields.values().filter_map(|field| field.item.clone()).collect(),
            events: class.events.keys().cloned().collect(),
        };
        self.file.classes.iter().map(info).collect()
    }

    /// Beside the names: whether the supplier answers.
    async fn check(&self, policy: &Document) -> Result<Vec<SourceFinding>, SourceError> {
        for id in self.file.classes.keys() {
            self.found(&Query { class: id, limit: 1, ..Query::default() }).await?;
        }
        Ok(crate::source::unknown_ids(policy, &self.classes()))
    }

    fn knows_persons(&self) -> bool {
        true
    }

    fn deletes_whole(&self, class: &str) -> Option<bool> {
        self.file.classes.get(class).map(|class| class.verbs.contains(&VerbKind::Delete))
    }

    fn supports(&self, class: &str, verb: VerbKind) -> Result<(), SourceError> {
        let declared = self.class(class)?.verbs.contains(&verb);
        match self.file.mode {
            Mode::Read => Err(SourceError::ReadOnly { source_id: self.id() }),
            _ if declared => Ok(()),
            _ => Err(self.refused(class, "the supplier does not take that order (`verbs` of the annotation)")),
        }
    }

    /// The supplier is a candidate for whoever has the asked relation number there.
    async fn find(&self, query: &SubjectQuery, permit: &Permit) -> Result<Vec<Candidate>, SourceError> {
        let Some(number) = &query.relation_number else { return Ok(Vec::new()) };
        let number = number.open(permit, "find the person in a source").trim();
        for class in self.file.classes.keys().filter(|_| !number.is_empty()) {
            let query = Query { class, person: Some(number), limit: 1, ..Query::default() };
            if !self.found(&query).await?.records.is_empty() {
                return Ok(vec![Candidate {
                    source: self.id(),
                    key: number.to_owned(),
                    relation_number: Some(Sensitive::new(number.to_owned())),
                    score: 100,
                    matched: vec!["relation_number"],
                    differs: Vec::new(),
                    identifiers: Default::default(),
                    display: Sensitive::new(number.to_owned()),
                }]);
            }
        }
        Ok(Vec::new())
    }

    async fn records(&self, subject_key: &str, from: Option<&str>, permit: &Permit) -> Result<Page, SourceError> {
        tracing::debug!(target: "gestand::read", source = self.file.source, activity = ?permit.activity(), "records");
        let (start, after) = match from.and_then(|from| from.split_once('\n')) {
            Some((class, key)) => (Some(class), Some(key).filter(|key| !key.is_empty())),
            None => (None, None),
        };
        let mut ids = self.file.classes.iter().skip_while(|(id, _)| start.is_some_and(|start| id.as_str() < start));
        let Some((id, class)) = ids.next() else { return Ok(Page::default()) };
        let query = Query { class: id, person: Some(subject_key), after, limit: PAGE, ..Query::default() };
        let found = self.found(&query).await?;
        let next = match (found.more, found.records.last()) {
            (true, Some(last)) => Some(format!("{id}\n{}", last.key)),
            _ => ids.next().map(|(id, _)| format!("{id}\n")),
        };
        let records = found.records.into_iter().map(|held| self.record(id, class, held)).collect();
        Ok(Page { records, next })
    }

    async fn due(&self, rule: &DueRule) -> Result<Vec<DueClass>, SourceError> {
        let mut all = Vec::new();
        for (id, class) in &self.file.classes {
            let verb = if rule.anonymise { Verb::Anonymise } else { Verb::Delete };
            let label = class.label.clone();
            let mut due = DueClass { class: id.clone(), label, verb, count: 0, oldest: None, newest: None };
            let mut page = self.due_page(rule, id, None, PAGE).await?;
            while let Some(last) = page.last().map(|key| key.key.clone()) {
                let days = || page.iter().map(|key| key.event_day);
                due.count += page.len() as u64;
                due.oldest = due.oldest.into_iter().chain(days()).min();
                due.newest = due.newest.into_iter().chain(days()).max();
                page = self.due_page(rule, id, Some(&last), PAGE).await?;
            }
            if due.count > 0 {
                all.push(due);
            }
        }
        Ok(all)
    }

    async fn due_keys(
        &self,
        rule: &DueRule,
        class: &str,
        after: Option<&str>,
        limit: u32,
    ) -> Result<Vec<DueKey>, SourceError> {
        self.due_page(rule, class, after, limit).await
    }

    async fn keys(&self, class: &str, after: Option<&str>, limit: u32) -> Result<Vec<String>, SourceError> {
        self.class(class)?;
        let found = self.found(&Query { class, after, limit, ..Query::default() }).await?;
        Ok(found.records.into_iter().map(|held| held.key).collect())
    }

    async fn subjects(&self, class: &str, keys: &[String]) -> Result<BTreeMap<String, BTreeSet<String>>, SourceError> {
        self.class(class)?;
        let mut held = self.held(class, keys).await?;
        let mut who =
            |key: &String| held.remove(key).map(|held| held.persons.into_iter().collect()).unwrap_or_default();
        Ok(keys.iter().map(|key| (key.clone(), who(key))).collect())
    }

    async fn values(
        &self,
        class: &str,
        keys: &[String],
        _role: &str,
        fields: &BTreeSet<String>,
        _permit: &Permit,
    ) -> Result<Values, SourceError> {
        let names = order::named(self.class(class)?, fields.iter()).map_err(|reason| self.refused(class, reason))?;
        let held = self.held(class, keys).await?;
        let values = |held: Held| {
            let of = |(field, name): &(&String, &String)| {
                Some(((*field).clone(), Sensitive::new(held.fields.get(*name)?.clone()?)))
            };
            names.iter().filter_map(of).collect()
        };
        Ok(held.into_iter().map(|(key, held)| (key, values(held))).collect())
    }

    async fn apply(&self, work: &Work) -> Result<Applied, SourceError> {
        self.supports(&work.class, work.verb.kind())?;
        self.have_done(work).await
    }

    async fn verify(&self, work: &Work) -> Result<Verified, SourceError> {
        self.look_again(work).await
    }

    async fn scan_identification_numbers(&self) -> Result<Vec<NumberHit>, SourceError> {
        let mut hits: BTreeMap<(String, String), NumberHit> = BTreeMap::new();
        for id in self.file.classes.keys() {
            let (mut after, mut more) = (None::<String>, true);
            while more {
                let query = Query { class: id, after: after.as_deref(), limit: PAGE, ..Query::default() };
                let found = self.found(&query).await?;
                more = found.more;
                for held in found.records {
                    for (field, text) in &held.fields {
                        let numbers = find_bsns(text.as_deref().unwrap_or_default());
                        if numbers.iter().any(|hit| hit.verdict == Verdict::Certain) {
                            let hit = hits.entry((id.clone(), field.clone()));
                            hit.or_insert_with(|| NumberHit::new(HitKind::Number, id, field))
                                .add(Some(held.key.clone()));
                        }
                    }
                    after = Some(held.key);
                }
            }
        }
        Ok(hits.into_values().collect())
    }
}
