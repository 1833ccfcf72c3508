//! Who acts, and what each function of the policy may do in the workspace.

use crate::{AppError, Result};

/// Who acts. An employee comes from a session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Actor {
    Employee { login: String, name: String, functions: Vec<String> },
    Requester,
    System,
}

/// What can be done in the workspace.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Right {
    SeeWork,
    RegisterRequest,
    AnswerTask,
    /// Record that a person got the statement, and look that up.
    HandOver,
    HandleRequest,
    ApprovePlan,
    /// Place a hold, and release it.
    Hold,
    RunChecks,
    SeeLedger,
    /// Write, propose and approve versions of the policy.
    EditPolicy,
}

/// Function of the policy → what it may do. Every function may register a request, answer a task and hand over the
/// statement: a tenant may ask any employee.
const OFFICER: &str = "privacy_officer";
const AUDITOR: &str = "auditor";

impl Actor {
    /// The name that histories show: a login, `requester` or `system`.
    pub fn login(&self) -> &str {
        match self {
            Actor::Employee { login, .. } => login,
            Actor::Requester => "requester",
            Actor::System => "system",
        }
    }

    /// Whether this actor may do that.
    pub fn may(&self, right: Right) -> bool {
        match self {
            Actor::System => true,
            Actor::Requester => false,
            Actor::Employee { functions, .. } => match right {
                Right::SeeWork | Right::RegisterRequest | Right::AnswerTask | Right::HandOver => true,
                Right::RunChecks | Right::SeeLedger => {
                    functions.iter().any(|function| function == OFFICER || function == AUDITOR)
                }
                Right::HandleRequest | Right::ApprovePlan | Right::Hold | Right::EditPolicy => {
                    functions.iter().any(|function| function == OFFICER)
                }
            },
        }
    }

    pub(crate) fn must(&self, right: Right) -> Result<()> {
        if self.may(right) { Ok(()) } else { Err(AppError::Forbidden(right)) }
    }

    /// The functions under which this actor uses data.
    pub(crate) fn functions(&self) -> &[String] {
        match self {
            Actor::Employee { functions, .. } => functions,
            Actor::Requester | Actor::System => &[],
        }
    }
}
