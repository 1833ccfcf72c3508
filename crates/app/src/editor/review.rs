//! What a draft would change: findings that are new, mended or the same, and sentences of the statement.

use gestand_policy::{Policy, Severity};
use gestand_publish::{ChangeInWords, Lang, statement};
use gestand_store::PackText;

use crate::account::off_thread;
use crate::versions::{Finding, InForce, SentenceChange, Unusable, compile_texts};
use crate::{App, Result};

/// A draft against the version in force.
#[derive(Debug, Default)]
pub struct Review {
    /// It can be read as a whole; without that there is no preview and no proposal.
    pub readable: bool,
    /// Why Gestand could not handle requests of people under it (English), when that is so.
    pub requests_forbidden: Option<String>,
    pub new: Vec<Finding>,
    pub mended: Vec<Finding>,
    pub same: Vec<Finding>,
    /// What it means for people, those to be told first in front (Art. 13(3)).
    pub for_people: Vec<ChangeInWords>,
    pub changes: Vec<SentenceChange>,
}

impl Review {
    /// Findings of one severity that the draft has, new or not.
    pub fn count(&self, severity: Severity) -> usize {
        self.new.iter().chain(&self.same).filter(|finding| finding.diagnostic.severity == severity).count()
    }

    /// Gestand can work under it.
    pub fn usable(&self) -> bool {
        self.readable && self.requests_forbidden.is_none()
    }

    fn of(holds: &InForce, found: Vec<Finding>, policy: Option<&Policy>, lang: Lang) -> Self {
        let mut mended = holds.findings.clone();
        let (mut new, mut same) = (Vec::new(), Vec::new());
        for finding in found {
            match mended.iter().position(|known| known.same(&finding)) {
                Some(at) => {
                    mended.remove(at);
                    same.push(finding);
                }
                None => new.push(finding),
            }
        }
        // What cannot be read was not checked: nothing can be said to be mended.
        if policy.is_none() {
            mended.clear();
        }
        let (mut changes, mut for_people) = (Vec::new(), Vec::new());
        if let Some(policy) = policy {
            changes = crate::versions::changes(&statement(&holds.policy, lang), &statement(policy, lang));
            for_people = gestand_publish::changes(&holds.policy.document, &policy.document, lang);
        }
        Review { readable: policy.is_some(), requests_forbidden: None, new, mended, same, for_people, changes }
    }
}

impl App {
    /// Reviews a pack of these files against the version in force.
    pub(crate) async fn review(&self, texts: Vec<PackText>, lang: Lang) -> Result<Review> {
        let holds = std::sync::Arc::clone(&self.in_force);
        off_thread(move || {
            // Every file was taken away: there is nothing to compare.
            let Ok(compiled) = compile_texts(&texts, &holds.policy.name) else { return Review::default() };
            let found = Finding::all(&compiled);
            match InForce::new(0, compiled) {
                Ok(next) => Review::of(&holds, found, Some(&next.policy), lang),
                Err(Unusable::Unreadable(_)) => Review::of(&holds, found, None, lang),
                Err(Unusable::RequestsForbidden(why)) => {
                    let review = Review::of(&holds, found, None, lang);
                    Review { readable: true, requests_forbidden: Some(why), ..review }
                }
            }
        })
        .await
    }
}
