//! A system nobody can connect to: a task for a colleague takes the place of every answer.

use std::collections::BTreeSet;

use gestand_policy::model::Text;

use crate::annotation::ManualFile;
use crate::{SourceError, SourceInfo};

#[derive(Debug)]
pub struct ManualSource {
    file: ManualFile,
}

impl ManualSource {
    pub(crate) fn new(file: ManualFile) -> Self {
        ManualSource { file }
    }
    pub fn info(&self) -> SourceInfo {
        let file = &self.file;
        SourceInfo { id: file.source.clone(), label: file.label.clone(), kind: file.kind, mode: file.mode }
    }
    /// What the task asks, where the annotation has words for it.
    pub fn ask(&self) -> Option<&Text> {
        self.file.ask.as_ref()
    }
    /// The function (of the policy) that gets the task.
    pub fn owner(&self) -> Option<&str> {
        self.file.owner.as_deref()
    }
    /// Items that may be found there.
    pub fn items(&self) -> &BTreeSet<String> {
        &self.file.items
    }
    pub(crate) fn no_connection(&self) -> SourceError {
        SourceError::Manual { source_id: self.file.source.clone() }
    }
}
