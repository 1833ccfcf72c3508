//! What a version said to people: kept as it was written when it came into force, since a later release words it otherwise.

use gestand_policy::Policy;
use gestand_policy::model::Document;
use gestand_publish::{Lang, Statement, statement};
use gestand_store::PolicyVersionRow;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::{AppError, Result};

/// The statement of one version in both languages.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Statements {
    nl: Statement,
    en: Statement,
}

impl Statements {
    /// As this release writes them.
    pub fn of(policy: &Policy) -> Self {
        Statements { nl: statement(policy, Lang::Nl), en: statement(policy, Lang::En) }
    }

    /// As they were when the version came into force.
    ///
    /// # Errors
    /// [`AppError::Conflict`] when this release cannot read them.
    pub fn stored(row: &PolicyVersionRow) -> Result<Self> {
        read(row, &row.statement)
    }

    pub fn get(self, lang: Lang) -> Statement {
        match lang {
            Lang::Nl => self.nl,
            Lang::En => self.en,
        }
    }
}

/// The policy of a version as it was compiled then.
///
/// # Errors
/// [`AppError::Conflict`] when this release cannot read it.
pub(crate) fn document(row: &PolicyVersionRow) -> Result<Document> {
    read(row, &row.document)
}

fn read<T: DeserializeOwned>(row: &PolicyVersionRow, text: &str) -> Result<T> {
    serde_json::from_str(text).map_err(|error| {
        tracing::error!(number = row.number, %error, "a stored version of the policy cannot be read");
        AppError::Conflict { what: "version-unreadable" }
    })
}
