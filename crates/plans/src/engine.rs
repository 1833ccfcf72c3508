//! What the work on sources needs, and how it can fail.

use std::sync::Arc;

use gestand_base::{Clock, Random};
use gestand_policy::Policy;
use gestand_sources::{SourceError, Sources};
use gestand_store::{Store, StoreError};
use gestand_vault::{KeyRing, SealError};

/// The parts of a running Gestand.
#[derive(Debug, Clone)]
pub struct Engine {
    pub store: Store,
    pub sources: Arc<Sources>,
    /// The policy that this engine works under. A run stops when another one comes into force.
    pub policy: Arc<Policy>,
    pub keys: Arc<KeyRing>,
    pub clock: Arc<dyn Clock>,
    pub random: Arc<dyn Random>,
}

/// Why work on sources could not be done. Nothing was done beyond the steps that are recorded.
#[derive(Debug, thiserror::Error)]
pub enum PlanError {
    /// The state of the plan does not allow it, or someone else was first.
    #[error("the plan is not in a state that allows this, or someone else was first")]
    Conflict,
    /// Another policy came into force. What is recorded stays; run again under that policy.
    #[error("another policy came into force; the plan goes on under that one")]
    PolicyChanged,
    /// Somebody else goes on with this plan: its lease was not renewed in time.
    #[error("another process has taken this plan over and goes on with it")]
    TakenOver,
    #[error("there is no such plan")]
    NotFound,
    /// Another plan of this kind waits or runs.
    #[error("another plan of this kind is still open")]
    AlreadyOpen,
    /// There is nothing to do: no record is due.
    #[error("no record is due")]
    NothingDue,
    #[error("source {source_id} could not be read: {error}. Nothing was planned; repair the source and try again")]
    Source { source_id: String, error: SourceError },
    /// A source cannot do what is asked.
    #[error("{0} Nothing was planned")]
    Refused(SourceError),
    #[error("what a step changes could not be sealed or opened: {0}")]
    Seal(#[from] SealError),
    #[error(transparent)]
    Store(#[from] StoreError),
}
