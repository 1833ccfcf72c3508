//! Two ways that VERA's objects come in, behind one reader: a folder of files, or an interface over HTTP.

use std::collections::{BTreeSet, HashMap};

use serde_json::{Map, Value};

use super::entity::Entity;
use super::file::Collection;
use super::files::Files;
use super::http::Http;
use crate::SourceError;

/// Which objects of a collection are asked for. What comes back is looked at again: it may be more.
#[derive(Debug, Clone, Copy)]
pub enum Narrow<'a> {
    All,
    /// Those whose field links to this id.
    Link(&'a str, &'a str),
    /// Those with this value in a field; it is personal and is never put in an address.
    Value(&'a str, &'a str),
}

/// Some objects, and from where it goes on.
#[derive(Debug)]
pub struct Batch {
    pub entities: Vec<Entity>,
    pub next: Option<String>,
    /// How many there are in all, where the interface tells.
    pub total: Option<u64>,
}

#[derive(Debug)]
pub enum Feed {
    Files(Files),
    Http(Box<Http>),
}

impl Feed {
    /// Whether less than a whole collection can be asked for.
    pub fn narrows(&self) -> bool {
        matches!(self, Feed::Http(http) if http.narrows())
    }

    /// Whether a personal value can be asked for.
    pub fn searches(&self) -> bool {
        matches!(self, Feed::Http(http) if http.searches())
    }

    /// Hands every object that is asked for to `take`, once.
    ///
    /// # Errors
    /// A read that fails or is not whole: an object without id, two under one id, fewer than there are said to be.
    pub async fn each(
        &self,
        of: Collection<'_>,
        narrow: Narrow<'_>,
        mut take: impl FnMut(String, Entity) + Send,
    ) -> Result<(), SourceError> {
        let mut seen: HashMap<String, [Option<String>; 3]> = HashMap::new();
        let (mut from, mut total): (Option<String>, u64) = (None, 0);
        loop {
            let batch = match self {
                Feed::Files(files) => files.page(of, from.as_deref()).await?,
                Feed::Http(http) => http.page(of, narrow, from.as_deref()).await?,
            };
            for entity in batch.entities {
                let id = self.id_of(of, &entity)?;
                match seen.insert(id.clone(), entity.keeper()) {
                    None => take(id, entity),
                    // A page that moved while it was read brings an object twice.
                    Some(before) if before == entity.keeper() => {}
                    Some(_) => return Err(self.wrong(of, "two records of different administrations share one id")),
                }
            }
            total = total.max(batch.total.unwrap_or_default());
            let read = u64::try_from(seen.len()).unwrap_or(u64::MAX);
            match batch.next {
                Some(next) if from.as_ref() == Some(&next) => {
                    return Err(self.wrong(of, "the interface gives the same page again and again"));
                }
                Some(next) => from = Some(next),
                None if read < total => return Err(self.wrong(of, &format!("{read} of {total} records came"))),
                None => return Ok(()),
            }
        }
    }

    /// The objects with these ids, as far as they are there.
    pub async fn some(&self, of: Collection<'_>, ids: &BTreeSet<String>) -> Result<Vec<Entity>, SourceError> {
        let mut found = Vec::new();
        match self {
            Feed::Files(_) if ids.is_empty() => {}
            Feed::Files(_) => {
                let take = |id: String, entity| {
                    if ids.contains(&id) {
                        found.push(entity);
                    }
                };
                self.each(of, Narrow::All, take).await?;
            }
            Feed::Http(http) => {
                for id in ids {
                    let Some(entity) = http.item(of, id).await? else { continue };
                    if self.id_of(of, &entity)? != *id {
                        return Err(self.wrong(of, "another record came than was asked for"));
                    }
                    found.push(entity);
                }
            }
        }
        Ok(found)
    }

    /// Changes fields of one object; `null` empties a field.
    pub async fn change(&self, of: Collection<'_>, id: &str, fields: Map<String, Value>) -> Result<(), SourceError> {
        match self {
            Feed::Files(files) => files.change(of, id, fields),
            Feed::Http(http) => http.change(of, id, fields).await,
        }
    }

    /// Ids with a change that is written out and not yet taken in.
    pub fn waiting(&self, of: Collection<'_>) -> Result<BTreeSet<String>, SourceError> {
        match self {
            Feed::Files(files) => files.waiting(of),
            Feed::Http(_) => Ok(BTreeSet::new()),
        }
    }

    fn source(&self) -> &str {
        match self {
            Feed::Files(files) => files.source(),
            Feed::Http(http) => http.source(),
        }
    }

    fn id_of(&self, of: Collection<'_>, entity: &Entity) -> Result<String, SourceError> {
        let null = || SourceError::NullKey { source_id: self.source().to_owned(), class: of.path.to_owned() };
        entity.id().filter(|id| !id.is_empty()).ok_or_else(null)
    }

    fn wrong(&self, of: Collection<'_>, reason: &str) -> SourceError {
        failed(self.source(), of, reason)
    }
}

/// A read of a collection that failed.
pub fn failed(source: &str, of: Collection<'_>, reason: impl ToString) -> SourceError {
    SourceError::Read { source_id: source.to_owned(), place: of.path.to_owned(), reason: reason.to_string() }
}
