//! Puts papers that people hand in where the annotation says that they belong: `intake` of a class.

use std::collections::BTreeMap;

use jiff::civil::Date;
use object_store::{ObjectStore, PutMode};

use super::FolderSource;
use super::layout::PERSON;
use super::pattern::Values;
use super::place::{Failed, Place};
use crate::annotation::FolderClass;
use crate::{Mode, SourceError};

/// The placeholders of a path that is made of a person and a day, and its ending: papers are kept as PDF.
const DAY: &str = "date";
const ENDING: &str = ".pdf";

/// # Errors
/// A class whose paths cannot be made of a person and a day; two classes for one kind of paper.
pub fn check(classes: &BTreeMap<String, FolderClass>) -> Result<(), String> {
    let mut papers = Vec::new();
    for (id, class) in classes {
        let Some(paper) = &class.intake else { continue };
        let path = path(class, "R000001", Date::constant(2026, 11, 20));
        if !path.ends_with(ENDING) || path.contains(['{', '}']) || class.pattern.matches(&path).is_none() {
            return Err(format!(
                "classes.{id}.intake: the pattern must have {{{PERSON}}} and {{{DAY}}}, no others, and end in {ENDING}"
            ));
        }
        if papers.contains(&paper) {
            return Err(format!("classes.{id}.intake: another class takes '{paper}' too"));
        }
        papers.push(paper);
    }
    Ok(())
}

fn path(class: &FolderClass, person: &str, day: Date) -> String {
    class.pattern.text.replace(&format!("{{{PERSON}}}"), person).replace(&format!("{{{DAY}}}"), &day.to_string())
}

impl FolderSource {
    /// The class for a kind of paper, where files may be written.
    pub(super) fn intake(&self, paper: &str) -> Option<(&String, &FolderClass)> {
        let takes = |(_, class): &(&String, &FolderClass)| class.intake.as_deref() == Some(paper);
        self.layout.classes.iter().find(takes).filter(|_| self.info.mode == Mode::Write)
    }

    /// False, and nothing done, when there is a file of that person and day.
    pub(super) async fn put(&self, paper: &str, person: &str, day: Date, bytes: &[u8]) -> Result<bool, SourceError> {
        let (id, class) = self.intake(paper).ok_or_else(|| self.refused(paper, "no class takes such papers"))?;
        let path = path(class, person, day);
        let expected = Values::from([(PERSON.to_owned(), person.to_owned()), (DAY.to_owned(), day.to_string())]);
        let fits = self.layout.fits(&path);
        if fits != [(id, expected)] {
            return Err(SourceError::BadKey { source_id: self.info.id.clone(), class: id.clone() });
        }
        let failed = |failed: Failed| self.failed(id, failed);
        if self.place.head(&path).await.map_err(failed)?.is_some() {
            return Ok(false);
        }
        let (content, create) = (bytes.to_vec().into(), PutMode::Create.into());
        let put = match &self.place {
            Place::Folder(folder) => {
                let (store, path) = (folder.store().map_err(failed)?, folder.inside(&path).map_err(failed)?);
                store.put_opts(&path, content, create).await
            }
            Place::Bucket(bucket) => {
                let (client, path) = (bucket.client().map_err(failed)?, bucket.key(&path).map_err(failed)?);
                client.store.put_opts(&path, content, create).await
            }
        };
        match put {
            Ok(_) => Ok(true),
            Err(object_store::Error::AlreadyExists { .. } | object_store::Error::Precondition { .. }) => Ok(false),
            Err(_) => Err(failed(Failed::Broken("the file could not be written".to_owned()))),
        }
    }
}
