//! The files of a person, page by page, and the content of a file.

use std::sync::Arc;

use gestand_policy::decide::Permit;
use gestand_vault::Sensitive;
use serde::{Deserialize, Serialize};

use super::FolderSource;
use super::layout::{Found, PERSON, key_of, quarantined};
use super::pattern::Values;
use crate::{Candidate, Page, SourceError, SubjectQuery};

/// Records of one page.
pub const PAGE: usize = 500;
/// A larger file is not put into an answer.
pub const READ_LIMIT: u64 = 512 << 20;

/// Where a page of records begins: a class, in its place or in quarantine, and the key behind which it goes on.
#[derive(Default, Serialize, Deserialize)]
struct Cursor {
    restricted: bool,
    class: String,
    after: Option<String>,
}

impl FolderSource {
    /// The source is a candidate for whoever has the asked relation number on a file.
    pub(super) async fn candidates(
        &self,
        query: &SubjectQuery,
        permit: &Permit,
    ) -> Result<Vec<Candidate>, SourceError> {
        let Some(number) = &query.relation_number else { return Ok(Vec::new()) };
        let number = number.open(permit, "find the person in a source").trim().to_owned();
        if self.records_of_person(&number, None, 1).await?.records.is_empty() {
            return Ok(Vec::new());
        }
        Ok(vec![Candidate {
            source: self.info.id.clone(),
            key: number.clone(),
            relation_number: Some(Sensitive::new(number.clone())),
            score: 100,
            matched: vec!["relation_number"],
            differs: Vec::new(),
            identifiers: Default::default(),
            display: Sensitive::new(number),
        }])
    }

    pub(super) async fn records_of_person(
        &self,
        number: &str,
        from: Option<&str>,
        limit: usize,
    ) -> Result<Page, SourceError> {
        // A folder that is away is an error, also where no class has a person.
        self.place.reach().await.map_err(|failed| self.failed("", failed))?;
        let mut page = Page::default();
        if number.is_empty() || number.contains(['/', '\\']) || number == "." || number == ".." {
            return Ok(page);
        }
        let bad = |_| SourceError::BadKey { source_id: self.info.id.clone(), class: String::new() };
        let from: Option<Cursor> = from.map(serde_json::from_str).transpose().map_err(bad)?;
        let from = from.unwrap_or_default();
        for restricted in [false, true].into_iter().filter(|restricted| *restricted >= from.restricted) {
            let same = restricted == from.restricted;
            for (id, class) in self.layout.classes.iter().filter(|(_, class)| class.pattern.has(PERSON)) {
                if same && *id < from.class {
                    continue;
                }
                let after = from.after.as_deref().filter(|_| same && *id == from.class);
                let within = class.pattern.folder_of(PERSON, number);
                let found = self.of_class(id, &within, number, restricted, after, limit - page.records.len()).await?;
                let last = found.last().map(|found| found.key.clone());
                page.records.extend(found.into_iter().map(|found| self.layout.record(found, "subject")));
                if page.records.len() >= limit {
                    let next = Cursor { restricted, class: id.clone(), after: last };
                    page.next = serde_json::to_string(&next).ok();
                    return Ok(page);
                }
            }
        }
        Ok(page)
    }

    async fn of_class(
        &self,
        class: &str,
        within: &str,
        number: &str,
        restricted: bool,
        after: Option<&str>,
        limit: usize,
    ) -> Result<Vec<Found>, SourceError> {
        let at = |path: &str| match (restricted, path) {
            (false, path) => path.to_owned(),
            (true, "") => super::layout::QUARANTINE.to_owned(),
            (true, path) => quarantined(path),
        };
        let known = Values::from([(PERSON.to_owned(), number.to_owned())]);
        let (id, name) = (class.to_owned(), format!("records {class} {restricted} {number}"));
        let scope = self.scope(name, at(within), move |layout, folder| {
            let (folder, inside) = key_of(folder);
            inside == restricted && layout.may_hold(folder, &[&id], &known, None)
        });
        let (layout, id, number) = (Arc::clone(&self.layout), class.to_owned(), number.to_owned());
        let theirs = move |entry| {
            let found = layout.found(entry)?;
            (found.class == id && found.restricted == restricted && found.person() == Some(&number)).then_some(found)
        };
        let page = self.place.page(&scope, after.map(at).as_deref(), limit, theirs).await;
        page.map_err(|failed| self.failed(class, failed))
    }

    /// The file behind a key, in its place or in quarantine; `None` when it is gone. A key of another shape is refused.
    pub(super) async fn stat(&self, key: &str, class: Option<&str>) -> Result<Option<Found>, SourceError> {
        let bad =
            || SourceError::BadKey { source_id: self.info.id.clone(), class: class.unwrap_or_default().to_owned() };
        let fits = self.layout.fits(key);
        let [(id, _)] = fits.as_slice() else { return Err(bad()) };
        if class.is_some_and(|class| class != id.as_str()) || key_of(key).1 {
            return Err(bad());
        }
        for path in [key.to_owned(), quarantined(key)] {
            let entry = self.place.head(&path).await.map_err(|failed| self.failed(id, failed))?;
            if let Some(entry) = entry {
                return self.layout.found(entry).map(Some).ok_or_else(bad);
            }
        }
        Ok(None)
    }

    pub(super) async fn bytes(&self, key: &str, limit: u64) -> Result<Option<Vec<u8>>, SourceError> {
        let Some(found) = self.stat(key, None).await? else { return Ok(None) };
        if found.entry.bytes > limit {
            let (source_id, bytes) = (self.info.id.clone(), found.entry.bytes);
            return Err(SourceError::TooLarge { source_id, class: found.class, bytes, limit });
        }
        self.place.read(&found.entry.path).await.map_err(|failed| self.failed(&found.class, failed))
    }
}
