//! What is past its term, and the keys of a class: listed in the order of the paths, where it can lie.

use std::sync::Arc;

use super::layout::key_of;
use super::pattern::Values;
use super::{CHUNK, FolderSource};
use crate::{DueClass, DueKey, DueRule, SourceError, Verb};

impl FolderSource {
    pub(super) async fn due_classes(&self, rule: &DueRule) -> Result<Vec<DueClass>, SourceError> {
        let mut due: Vec<DueClass> = Vec::new();
        for (id, class) in &self.layout.classes {
            let (mut after, mut count, mut oldest, mut newest) = (None::<String>, 0, None, None);
            loop {
                let page = self.due_page(rule, id, after.as_deref(), CHUNK as u32).await?;
                let Some(last) = page.last() else { break };
                after = Some(last.key.clone());
                count += page.len() as u64;
                oldest = page.iter().map(|key| key.event_day).chain(oldest).min();
                newest = page.iter().map(|key| key.event_day).chain(newest).max();
            }
            if count > 0 {
                let (class, label) = (id.clone(), class.label.clone());
                due.push(DueClass { class, label, verb: Verb::Delete, count, oldest, newest });
            }
        }
        Ok(due)
    }

    pub(super) async fn due_page(
        &self,
        rule: &DueRule,
        class: &str,
        after: Option<&str>,
        limit: u32,
    ) -> Result<Vec<DueKey>, SourceError> {
        let name = format!("due {class} {} {} {}", rule.rule, rule.event, rule.on_or_before);
        let (id, by) = (class.to_owned(), rule.clone());
        let scope = self.scope(name, String::new(), move |layout, folder| {
            layout.may_hold(folder, &[&id], &Values::new(), Some(&by))
        });
        let (layout, id, rule) = (Arc::clone(&self.layout), class.to_owned(), rule.clone());
        let due = move |entry| {
            let found = layout.found(entry).filter(|found| found.class == id)?;
            let event_day = layout.due_day(&found, &rule)?;
            Some(DueKey { subjects: found.person().cloned().into_iter().collect(), key: found.key, event_day })
        };
        let page = self.place.page(&scope, after, limit as usize, due).await;
        page.map_err(|failed| self.failed(class, failed))
    }

    /// At most `limit` keys of a class behind `after`, in their order; what is in quarantine was not erased, and is not
    /// among them.
    pub(super) async fn keys_of(
        &self,
        class: &str,
        after: Option<&str>,
        limit: u32,
    ) -> Result<Vec<String>, SourceError> {
        let id = class.to_owned();
        let scope = self.scope(format!("keys {class}"), String::new(), move |layout, folder| {
            !key_of(folder).1 && layout.may_hold(folder, &[&id], &Values::new(), None)
        });
        let (layout, id) = (Arc::clone(&self.layout), class.to_owned());
        let ours = move |entry| {
            let found = layout.found(entry)?;
            (found.class == id && !found.restricted).then_some(found.key)
        };
        let page = self.place.page(&scope, after, limit as usize, ours).await;
        page.map_err(|failed| self.failed(class, failed))
    }
}
