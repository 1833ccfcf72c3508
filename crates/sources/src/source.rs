//! One way to speak to every kind of source.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Debug;

use async_trait::async_trait;
use gestand_policy::decide::Permit;
use gestand_policy::model::{Document, Text};
use gestand_policy::{Bilingual, Severity};
use gestand_vault::Sensitive;
use jiff::civil::Date;

use crate::{
    Along, Applied, Candidate, ClassInfo, Documents, DueClass, DueKey, DueRule, Mode, NumberHit, Page, Record,
    SourceError, SourceFinding, SourceInfo, SubjectQuery, Values, Verb, VerbKind, Verified, Work,
};

/// A place where personal data live.
#[async_trait]
pub trait Source: Debug + Send + Sync {
    fn info(&self) -> SourceInfo;

    fn classes(&self) -> Vec<ClassInfo>;

    /// Items of the policy that may be here.
    fn items(&self) -> BTreeSet<String> {
        self.classes().into_iter().flat_map(|class| class.items).collect()
    }

    /// Compares the annotation with the live source and the policy.
    async fn check(&self, policy: &Document) -> Result<Vec<SourceFinding>, SourceError>;

    /// Whether a task for a colleague must take the place of every answer.
    fn is_manual(&self) -> bool {
        false
    }

    /// What a task for a colleague asks, where the annotation has words for it.
    fn question(&self) -> Option<Text> {
        None
    }

    /// The function (of the policy) that gets the task.
    fn owner(&self) -> Option<&str> {
        None
    }

    /// Whether persons can be looked up here: not in a system nobody can connect to, nor in camera footage.
    fn knows_persons(&self) -> bool;

    /// Whether records of the class can go as a whole; `None`: no such class.
    fn deletes_whole(&self, class: &str) -> Option<bool>;

    /// Class and key of the record that this one stays and goes with: of an attachment its message, else itself.
    fn one_with<'k>(&self, class: &'k str, key: &'k str) -> (&'k str, &'k str) {
        (class, key)
    }

    /// The records that go along when these are deleted, beside what is one with them. Nothing is read of a class that
    /// takes none along.
    async fn along(&self, _class: &str, _keys: &[String]) -> Result<Vec<Along>, SourceError> {
        Ok(Vec::new())
    }

    /// Whether records of the class wait until other records are gone: they come last in a plan.
    fn waits_for_others(&self, _class: &str) -> bool {
        false
    }

    /// Everyone in the source who may be the person, the most likely first.
    async fn find(&self, query: &SubjectQuery, permit: &Permit) -> Result<Vec<Candidate>, SourceError>;

    /// The records about the person with this key of the source, from where an earlier page ended.
    async fn records(&self, subject_key: &str, from: Option<&str>, permit: &Permit) -> Result<Page, SourceError>;

    /// All records about the person: every page of [`Source::records`].
    async fn all_records(&self, subject_key: &str, permit: &Permit) -> Result<Vec<Record>, SourceError> {
        let mut page = self.records(subject_key, None, permit).await?;
        let mut all = page.records;
        while let Some(next) = page.next {
            page = self.records(subject_key, Some(&next), permit).await?;
            all.append(&mut page.records);
        }
        Ok(all)
    }

    /// Its documents, where it holds any that can be read for their text.
    fn documents(&self) -> Option<&dyn Documents> {
        None
    }

    /// The file behind a record; `None` when it is gone or the source holds no files.
    async fn read_document(&self, _key: &str, _permit: &Permit) -> Result<Option<Sensitive<Vec<u8>>>, SourceError> {
        Ok(None)
    }

    /// Whether papers of this kind, such as `income_statement`, can be put here.
    fn takes(&self, _paper: &str) -> bool {
        false
    }

    /// Puts a paper of a person here, as a PDF; false, and nothing done, when there is one of that day.
    ///
    /// # Errors
    /// [`SourceError::Refused`] from a source that takes no such papers.
    async fn deposit(
        &self,
        paper: &str,
        _person: &str,
        _day: Date,
        _bytes: &[u8],
        _permit: &Permit,
    ) -> Result<bool, SourceError> {
        let reason = "this source takes no papers".to_owned();
        Err(SourceError::Refused { source_id: self.info().id, class: paper.to_owned(), reason })
    }

    /// What the rule finds due, per class. Of a manual source nothing is known.
    async fn due(&self, rule: &DueRule) -> Result<Vec<DueClass>, SourceError>;

    /// The classes in which the rule may find something due, and what it does to their records: nothing is counted.
    async fn due_classes(&self, rule: &DueRule) -> Result<Vec<(String, Verb)>, SourceError> {
        Ok(self.due(rule).await?.into_iter().map(|due| (due.class, due.verb)).collect())
    }

    /// A page of due records of a class, in the order of their keys.
    async fn due_keys(
        &self,
        rule: &DueRule,
        class: &str,
        after: Option<&str>,
        limit: u32,
    ) -> Result<Vec<DueKey>, SourceError>;

    /// A page of the keys of all records of a class, in their order.
    ///
    /// # Errors
    /// [`SourceError::Refused`] from a source that cannot tell its keys: what came back there stays unseen.
    async fn keys(&self, class: &str, _after: Option<&str>, _limit: u32) -> Result<Vec<String>, SourceError> {
        let reason = "this source cannot tell its keys".to_owned();
        Err(SourceError::Refused { source_id: self.info().id, class: class.to_owned(), reason })
    }

    /// The persons behind records, by record key.
    async fn subjects(&self, class: &str, _keys: &[String]) -> Result<BTreeMap<String, BTreeSet<String>>, SourceError> {
        let reason = "this source cannot tell whom its records are about".to_owned();
        Err(SourceError::Refused { source_id: self.info().id, class: class.to_owned(), reason })
    }

    /// Whether the source can do this to records of the class.
    ///
    /// # Errors
    /// Why it cannot, and what to do: [`SourceError::ReadOnly`], [`SourceError::Refused`],
    /// [`SourceError::UnknownClass`].
    fn supports(&self, class: &str, verb: VerbKind) -> Result<(), SourceError> {
        let info = self.info();
        match (self.deletes_whole(class), verb) {
            (None, _) => Err(SourceError::UnknownClass { source_id: info.id, class: class.to_owned() }),
            _ if info.mode == Mode::Read => Err(SourceError::ReadOnly { source_id: info.id }),
            (Some(true), VerbKind::Delete) | (Some(false), VerbKind::Clear) => Ok(()),
            (Some(_), _) => {
                let reason = "this source has no way to do that".to_owned();
                Err(SourceError::Refused { source_id: info.id, class: class.to_owned(), reason })
            }
        }
    }

    /// The archive code of records of the class that are blocked, for whatever reason; `None` where a hold cannot be marked.
    fn blocked(&self, _class: &str) -> Option<&'static str> {
        None
    }

    /// The archive codes that stand in records now, by record key; `None`: nothing. What is not there any more is left out,
    /// also where the archive says so.
    async fn archive_codes(
        &self,
        _class: &str,
        _keys: &[String],
    ) -> Result<BTreeMap<String, Option<String>>, SourceError> {
        Ok(BTreeMap::new())
    }

    /// Blocks records in which these archive codes stand, or puts the codes back where records are blocked; a record with
    /// another code is left alone. Idempotent.
    ///
    /// # Errors
    /// [`SourceError::Waiting`] when all was told, and a change of one of them is not yet taken in.
    async fn set_block(
        &self,
        class: &str,
        _codes: &BTreeMap<String, Option<String>>,
        _blocked: bool,
    ) -> Result<(), SourceError> {
        let reason = "this source has no archive codes".to_owned();
        Err(SourceError::Refused { source_id: self.info().id, class: class.to_owned(), reason })
    }

    /// The values that a rectification of these fields (or items) would change, for records about a person in a role:
    /// record key → field → value. A record or a value that is not there is left out.
    async fn values(
        &self,
        class: &str,
        _keys: &[String],
        _role: &str,
        _fields: &BTreeSet<String>,
        _permit: &Permit,
    ) -> Result<Values, SourceError> {
        let reason = "this source cannot change single values".to_owned();
        Err(SourceError::Refused { source_id: self.info().id, class: class.to_owned(), reason })
    }

    /// How many records a step may have: as many as the source changes in one go without standing still for others.
    fn batch(&self) -> u32 {
        500
    }

    /// Does a batch; idempotent.
    async fn apply(&self, work: &Work) -> Result<Applied, SourceError>;

    /// Waits until what was done is on disk: the power cannot take it back after a receipt says that it is so.
    async fn flush(&self) -> Result<(), SourceError> {
        Ok(())
    }

    /// Whether it is read as well while it is written to: then the steps of a plan do not wait for each other's fresh read.
    fn is_read_beside_writing(&self) -> bool {
        false
    }

    /// Reads afresh what is left of a batch.
    async fn verify(&self, work: &Work) -> Result<Verified, SourceError>;

    /// Fields that certainly hold a BSN. The numbers themselves are not kept.
    async fn scan_identification_numbers(&self) -> Result<Vec<NumberHit>, SourceError>;

    /// What people call a class.
    fn class_label(&self, class: &str) -> Option<Text> {
        self.classes().into_iter().find(|info| info.id == class).map(|info| info.label)
    }

    /// How a record of the class goes on request: as a whole where the annotation lets it, else item by item. `None`:
    /// no such class.
    fn erasure_verb(&self, class: &str) -> Option<Verb> {
        let whole = self.deletes_whole(class)?;
        let info = self.classes().into_iter().find(|info| info.id == class)?;
        Some(if whole { Verb::Delete } else { Verb::Clear { items: info.items } })
    }
}

/// Items and events of classes that the policy does not know.
pub(crate) fn unknown_ids(policy: &Document, classes: &[ClassInfo]) -> Vec<SourceFinding> {
    let item_known = |id: &str| policy.categories.values().any(|category| category.items.contains_key(id));
    let unknown = |code, class: &ClassInfo, id: &str, nl: &str, en: &str| SourceFinding {
        code,
        severity: Severity::Error,
        place: class.id.clone(),
        message: Bilingual::new(
            format!("'{}' noemt {nl} '{id}', dat het beleid niet kent", class.id),
            format!("'{}' names the {en} '{id}', which the policy does not know", class.id),
        ),
        help: Bilingual::new("Gebruik een naam uit het beleid.", "Use an id of the policy."),
    };
    let mut found = Vec::new();
    for class in classes {
        for item in class.items.iter().filter(|item| !item_known(item)) {
            found.push(unknown("S0011", class, item, "het gegeven", "item"));
        }
        for event in class.events.iter().filter(|event| !policy.events.contains_key(*event)) {
            found.push(unknown("S0012", class, event, "het moment", "event"));
        }
    }
    found
}
