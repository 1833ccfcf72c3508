//! How a use case fails: what happened, what was not done, what to do.

use gestand_plans::PlanError;
use gestand_sources::SourceError;
use gestand_store::StoreError;
use gestand_vault::{KeyError, SealError};

use crate::Right;

/// Why a source that records, searches or holds still name cannot be asked.
pub(crate) const NOT_CONFIGURED: &str = "this source is no longer configured";

/// A field of a form that cannot be taken as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldError {
    pub field: &'static str,
    /// Key of the text that says what is wrong and what to write.
    pub problem: &'static str,
}

/// Why a use case did not do what was asked. Nothing was changed unless the variant says so.
#[derive(Debug, thiserror::Error)]
pub enum AppError {
    #[error("there is no such thing, or it is not yours to see")]
    NotFound,
    #[error("this account may not do that ({0:?})")]
    Forbidden(Right),
    #[error("the name or the password is wrong")]
    LoginFailed,
    #[error("too many attempts; try again in {retry_after_secs} seconds")]
    Throttled { retry_after_secs: u64 },
    /// Someone else was first, or the state does not allow it.
    #[error("not possible now: {what}")]
    Conflict { what: &'static str },
    #[error("the form has mistakes")]
    Invalid(Vec<FieldError>),
    #[error("source {source_id} cannot be read: {problem}")]
    SourceDown { source_id: String, problem: String },
    /// The details go to the log, never to a page.
    #[error("internal error: {0}")]
    Internal(Box<dyn std::error::Error + Send + Sync>),
}

impl AppError {
    pub(crate) fn internal(error: impl std::error::Error + Send + Sync + 'static) -> Self {
        AppError::Internal(Box::new(error))
    }
    pub(crate) fn not_configured(source: &str) -> Self {
        AppError::SourceDown { source_id: source.to_owned(), problem: NOT_CONFIGURED.to_owned() }
    }
    pub(crate) fn source(id: &str, error: &SourceError) -> Self {
        AppError::SourceDown { source_id: id.to_owned(), problem: error.to_string() }
    }
}

impl From<StoreError> for AppError {
    fn from(error: StoreError) -> Self {
        AppError::internal(error)
    }
}

impl From<KeyError> for AppError {
    fn from(error: KeyError) -> Self {
        AppError::internal(error)
    }
}

impl From<SealError> for AppError {
    fn from(error: SealError) -> Self {
        AppError::internal(error)
    }
}

impl From<serde_json::Error> for AppError {
    fn from(error: serde_json::Error) -> Self {
        AppError::internal(error)
    }
}

impl From<PlanError> for AppError {
    fn from(error: PlanError) -> Self {
        match error {
            PlanError::Conflict => AppError::Conflict { what: "plan-state" },
            PlanError::AlreadyOpen => AppError::Conflict { what: "plan-open" },
            PlanError::NothingDue => AppError::Conflict { what: "nothing-due" },
            PlanError::PolicyChanged => AppError::Conflict { what: "policy-changed" },
            PlanError::TakenOver => crate::work::ELSEWHERE,
            PlanError::NotFound => AppError::NotFound,
            PlanError::Source { source_id, error } => AppError::source(&source_id, &error),
            PlanError::Refused(error) => {
                tracing::warn!(%error, "a source cannot do what a request asks");
                AppError::Conflict { what: "cannot-change-here" }
            }
            PlanError::Seal(error) => error.into(),
            PlanError::Store(error) => error.into(),
        }
    }
}
