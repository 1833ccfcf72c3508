//! The states of a request and the only steps between them.

use gestand_store::{CaseKind, CaseState};

/// Something that moves a case on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// The requester has shown who they are, by a method the policy allows (Art. 12(6)).
    IdentityConfirmed,
    /// An officer has said who in the sources the requester is.
    SubjectChosen,
    /// Every source has been searched, or a colleague has answered for it.
    SearchCompleted,
    /// Every record has a verdict.
    ReviewCompleted,
    /// Erasure: the plan is done.
    PlanCompleted,
    /// Erasure, answered before: a hold was released, and what waited for it is judged.
    Reopened,
    /// The requester has the answer and the file can rest.
    Closed,
    /// Refused with reasons (Art. 12(4)-(5)).
    Refused,
    /// Taken back by the requester.
    Withdrawn,
}

/// A step that the state of the case does not allow.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a case that is {state:?} cannot take the step {step:?}")]
pub struct Illegal {
    pub state: CaseState,
    pub step: Step,
}

/// The state after `step`.
///
/// # Errors
/// [`Illegal`] where the procedure has no such step; the case stays as it is.
pub fn next(kind: CaseKind, state: CaseState, step: Step) -> Result<CaseState, Illegal> {
    use CaseState as S;
    match (state, step) {
        (S::Received, Step::IdentityConfirmed) => Ok(S::Identified),
        (S::Identified, Step::SubjectChosen) => Ok(S::Searching),
        (S::Searching, Step::SearchCompleted) => Ok(S::Reviewing),
        (S::Reviewing, Step::ReviewCompleted) => Ok(match kind {
            CaseKind::Access => S::Answered,
            CaseKind::Erasure => S::Executing,
        }),
        (S::Executing, Step::PlanCompleted) => Ok(S::Answered),
        (S::Answered | S::Closed, Step::Reopened) if kind == CaseKind::Erasure => Ok(S::Reviewing),
        (S::Answered | S::Refused | S::Withdrawn, Step::Closed) => Ok(S::Closed),
        // Once erasing has begun there is nothing left to refuse or to take back.
        (S::Received | S::Identified | S::Searching | S::Reviewing, Step::Refused) => Ok(S::Refused),
        (S::Received | S::Identified | S::Searching | S::Reviewing, Step::Withdrawn) => Ok(S::Withdrawn),
        _ => Err(Illegal { state, step }),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const STEPS: [Step; 9] = [
        Step::IdentityConfirmed,
        Step::SubjectChosen,
        Step::SearchCompleted,
        Step::ReviewCompleted,
        Step::PlanCompleted,
        Step::Reopened,
        Step::Closed,
        Step::Refused,
        Step::Withdrawn,
    ];

    fn run(kind: CaseKind, steps: &[Step]) -> Vec<CaseState> {
        let mut states = vec![CaseState::Received];
        for step in steps {
            if let Ok(state) = next(kind, states[states.len() - 1], *step) {
                states.push(state);
            }
        }
        states
    }

    proptest! {
        #[test]
        fn nothing_is_searched_before_the_requester_is_known(picks in prop::collection::vec(0usize..9, 0..40), access: bool) {
            let kind = if access { CaseKind::Access } else { CaseKind::Erasure };
            let steps: Vec<_> = picks.into_iter().map(|i| STEPS[i]).collect();
            let states = run(kind, &steps);
            if let Some(at) = states.iter().position(|s| *s == CaseState::Searching) {
                prop_assert!(states[..at].contains(&CaseState::Identified));
            }
            if let Some(at) = states.iter().position(|s| *s == CaseState::Answered) {
                prop_assert!(states[..at].contains(&CaseState::Reviewing));
                prop_assert_eq!(states[..at].contains(&CaseState::Executing), kind == CaseKind::Erasure);
            }
        }

        #[test]
        fn a_closed_request_for_access_stays_closed(pick in 0usize..9) {
            prop_assert!(next(CaseKind::Access, CaseState::Closed, STEPS[pick]).is_err());
        }
    }

    #[test]
    fn every_open_state_can_reach_closed() {
        for kind in [CaseKind::Access, CaseKind::Erasure] {
            let mut reached = vec![CaseState::Received];
            let mut at = 0;
            while at < reached.len() {
                for step in STEPS {
                    if let Ok(state) = next(kind, reached[at], step)
                        && !reached.contains(&state)
                    {
                        reached.push(state);
                    }
                }
                at += 1;
            }
            assert!(reached.contains(&CaseState::Closed));
        }
    }
}
