//! A system nobody can connect to: a task for a colleague takes the place of every answer.

use std::collections::BTreeSet;

use async_trait::async_trait;
use gestand_policy::decide::Permit;
use gestand_policy::model::{Document, Text};

use crate::annotation::ManualFile;
use crate::{
    Applied, Candidate, ClassInfo, DueClass, DueKey, DueRule, NumberHit, Page, Source, SourceError, SourceFinding,
    SourceInfo, SubjectQuery, Verified, Work,
};

#[derive(Debug)]
pub struct ManualSource {
    file: ManualFile,
}

impl ManualSource {
    pub(crate) fn new(file: ManualFile) -> Self {
        ManualSource { file }
    }

    fn no_connection(&self) -> SourceError {
        SourceError::Manual { source_id: self.file.source.clone() }
    }
}

#[async_trait]
impl Source for ManualSource {
    fn info(&self) -> SourceInfo {
        let file = &self.file;
        SourceInfo { id: file.source.clone(), label: file.label.clone(), kind: file.kind, mode: file.mode }
    }

    fn classes(&self) -> Vec<ClassInfo> {
        Vec::new()
    }

    fn items(&self) -> BTreeSet<String> {
        self.file.items.clone()
    }

    async fn check(&self, policy: &Document) -> Result<Vec<SourceFinding>, SourceError> {
        let (info, items) = (self.info(), self.items());
        let all = ClassInfo { id: info.id, label: info.label, items, events: Default::default() };
        Ok(crate::source::unknown_ids(policy, &[all]))
    }

    fn is_manual(&self) -> bool {
        true
    }

    fn question(&self) -> Option<Text> {
        self.file.ask.clone()
    }

    fn owner(&self) -> Option<&str> {
        self.file.owner.as_deref()
    }

    fn knows_persons(&self) -> bool {
        false
    }

    fn deletes_whole(&self, _class: &str) -> Option<bool> {
        None
    }

    async fn find(&self, _query: &SubjectQuery, _permit: &Permit) -> Result<Vec<Candidate>, SourceError> {
        Err(self.no_connection())
    }

    async fn records(&self, _subject: &str, _from: Option<&str>, _permit: &Permit) -> Result<Page, SourceError> {
        Err(self.no_connection())
    }

    async fn due(&self, _rule: &DueRule) -> Result<Vec<DueClass>, SourceError> {
        Ok(Vec::new())
    }

    async fn due_keys(
        &self,
        _rule: &DueRule,
        _class: &str,
        _after: Option<&str>,
        _limit: u32,
    ) -> Result<Vec<DueKey>, SourceError> {
        Ok(Vec::new())
    }

    async fn apply(&self, _work: &Work) -> Result<Applied, SourceError> {
        Err(self.no_connection())
    }

    async fn verify(&self, _work: &Work) -> Result<Verified, SourceError> {
        Err(self.no_connection())
    }

    async fn scan_identification_numbers(&self) -> Result<Vec<NumberHit>, SourceError> {
        Err(self.no_connection())
    }
}
