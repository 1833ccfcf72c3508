//! The way of a request in a few steps, for requester and officer.

use gestand_store::{CaseKind, CaseState};

/// A step of the way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Stage {
    /// Last part of the message names.
    pub id: &'static str,
    /// `done`, `now` or `next`.
    pub at: &'static str,
}

/// The steps from receipt to answer; empty for a request that ended before its answer.
pub(crate) fn stages(kind: CaseKind, state: CaseState) -> Vec<Stage> {
    use CaseState as S;
    let way: &[CaseState] = match kind {
        CaseKind::Access | CaseKind::Portability => {
            &[S::Received, S::Identified, S::Searching, S::Reviewing, S::Answered]
        }
        CaseKind::Erasure | CaseKind::Rectification | CaseKind::Restriction => {
            &[S::Received, S::Identified, S::Searching, S::Reviewing, S::Executing, S::Answered]
        }
    };
    let here = match state {
        S::Refused | S::Withdrawn => return Vec::new(),
        S::Answered | S::LiftAnnounced | S::Lifting | S::Closed => way.len(),
        _ => way.iter().position(|step| *step == state).unwrap_or(0),
    };
    let at = |step: usize| match step.cmp(&here) {
        std::cmp::Ordering::Less => "done",
        std::cmp::Ordering::Equal => "now",
        std::cmp::Ordering::Greater => "next",
    };
    way.iter().enumerate().map(|(step, state)| Stage { id: state.as_str(), at: at(step) }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_way_shows_where_a_request_is() {
        let at = |kind, state| stages(kind, state).iter().map(|stage| stage.at).collect::<Vec<_>>();
        assert_eq!(at(CaseKind::Access, CaseState::Searching), ["done", "done", "now", "next", "next"]);
        assert_eq!(at(CaseKind::Erasure, CaseState::Received), ["now", "next", "next", "next", "next", "next"]);
        assert_eq!(at(CaseKind::Access, CaseState::Closed), ["done"; 5]);
        assert!(at(CaseKind::Access, CaseState::Refused).is_empty());
    }
}
