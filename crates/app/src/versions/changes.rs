//! What changes between two versions, for people: the sentences of the statement, by their id.

use std::collections::BTreeMap;

use gestand_publish::{Lang, Sentence, Statement};

/// What a sentence says, with its details; of a sentence that changes, those that only this side has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    pub text: String,
    pub details: Vec<String>,
    /// Dutch in an English statement where the policy has no English.
    pub lang: Lang,
}

/// A sentence that differs: without `old` it is new, without `new` it has gone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SentenceChange {
    /// Id of the sentence, the same in every version and language.
    pub id: String,
    pub old: Option<Said>,
    pub new: Option<Said>,
}

/// What a reader of the statement notices when `new` takes the place of `old`, in the order of the new statement;
/// what has gone comes last.
pub(crate) fn changes(old: &Statement, new: &Statement) -> Vec<SentenceChange> {
    let mut before: BTreeMap<&str, &Sentence> = sentences(old).map(|said| (said.id.as_str(), said)).collect();
    let mut changes = Vec::new();
    for sentence in sentences(new) {
        let mut was = before.remove(sentence.id.as_str()).map(said);
        let mut is = said(sentence);
        if was.as_ref() == Some(&is) {
            continue;
        }
        if let Some(was) = &mut was {
            let both: Vec<String> = was.details.iter().filter(|one| is.details.contains(one)).cloned().collect();
            was.details.retain(|detail| !both.contains(detail));
            is.details.retain(|detail| !both.contains(detail));
        }
        changes.push(SentenceChange { id: sentence.id.clone(), old: was, new: Some(is) });
    }
    let gone = sentences(old).filter(|sentence| before.contains_key(sentence.id.as_str()));
    changes.extend(gone.map(|gone| SentenceChange { id: gone.id.clone(), old: Some(said(gone)), new: None }));
    changes
}

/// Every sentence once: the first layer of a statement only says shorter what the sections say.
fn sentences(statement: &Statement) -> impl Iterator<Item = &Sentence> {
    statement.sections.iter().flat_map(|section| &section.sentences)
}

fn said(sentence: &Sentence) -> Said {
    let details = sentence.details.iter().map(ToString::to_string).collect();
    Said { text: sentence.text.clone(), details, lang: sentence.lang }
}
