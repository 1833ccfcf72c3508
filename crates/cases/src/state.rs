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
    /// What was decided is done in the sources: by the plan, and by colleagues.
    PlanCompleted,
    /// Erasure, answered before: a hold was released, and what waited for it is judged.
    Reopened,
    /// Restriction: an officer says why it will be lifted.
    LiftAnnounced,
    /// Restriction: after all it is not lifted now.
    LiftDropped,
    /// Restriction: the person was told that it will be lifted (Art. 18(3)).
    LiftTold,
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
            CaseKind::Access | CaseKind::Portability => S::Answered,
            CaseKind::Erasure | CaseKind::Rectification | CaseKind::Restriction => S::Executing,
        }),
        (S::Executing | S::Lifting, Step::PlanCompleted) => Ok(S::Answered),
        (S::Answered, Step::LiftAnnounced) if kind == CaseKind::Restriction => Ok(S::LiftAnnounced),
        (S::LiftAnnounced, Step::LiftDropped) => Ok(S::Answered),
        (S::LiftAnnounced, Step::LiftTold) => Ok(S::Lifting),
        (S::Answered | S::Closed, Step::Reopened) if kind == CaseKind::Erasure => Ok(S::Reviewing),
        (S::Answered | S::Refused | S::Withdrawn, Step::Closed) => Ok(S::Closed),
        // Once the work in the sources has begun there is nothing left to refuse or to take back.
        (S::Received | S::Identified | S::Searching | S::Reviewing, Step::Refused) => Ok(S::Refused),
        (S::Received | S::Identified | S::Searching | S::Reviewing, Step::Withdrawn) => Ok(S::Withdrawn),
        _ => Err(Illegal { state, step }),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const STEPS: [Step; 12] = [
        Step::IdentityConfirmed,
        Step::SubjectChosen,
        Step::SearchCompleted,
        Step::ReviewCompleted,
        Step::PlanCompleted,
        Step::Reopened,
        Step::LiftAnnounced,
        Step::LiftDropped,
        Step::LiftTold,
        Step::Closed,
        Step::Refused,
        Step::Withdrawn,
    ];

    /// The kinds of which the answer tells what was done in the sources.
    const DOING: [CaseKind; 3] = [CaseKind::Erasure, CaseKind::Rectification, CaseKind::Restriction];

    fn run(kind: CaseKind, steps: &[Step]) -> Vec<CaseState> {
        let mut states = vec![CaseState::Received];
        for step in steps {
            if let Ok(state) = next(kind, states[states.len() - 1], *step) {
                states.push(state);
            }
        }
        states
    }

    fn any_kind() -> impl Strategy<Value = CaseKind> {
        prop::sample::select(CaseKind::ALL)
    }

    /// The way that most requests go, with other steps in between.
    fn any_steps() -> impl Strategy<Value = Vec<Step>> {
        let way = [
            Step::IdentityConfirmed,
            Step::SubjectChosen,
            Step::SearchCompleted,
            Step::ReviewCompleted,
            Step::PlanCompleted,
            Step::LiftAnnounced,
            Step::LiftTold,
            Step::PlanCompleted,
        ];
        let stray = || prop::collection::vec(prop::sample::select(&STEPS[..]), 0..2);
        prop::collection::vec(stray(), way.len()).prop_map(move |between| {
            way.into_iter().zip(between).flat_map(|(step, stray)| stray.into_iter().chain([step])).collect()
        })
    }

    proptest! {
        #[test]
        fn nothing_is_searched_before_the_requester_is_known(kind in any_kind(), steps in any_steps()) {
            let states = run(kind, &steps);
            if let Some(at) = states.iter().position(|s| *s == CaseState::Searching) {
                prop_assert!(states[..at].contains(&CaseState::Identified));
            }
            if let Some(at) = states.iter().position(|s| *s == CaseState::Answered) {
                prop_assert!(states[..at].contains(&CaseState::Reviewing));
                prop_assert_eq!(states[..at].contains(&CaseState::Executing), DOING.contains(&kind));
            }
        }

        #[test]
        fn a_restriction_is_lifted_only_after_the_person_was_told(kind in any_kind(), steps in any_steps()) {
            let states = run(kind, &steps);
            if let Some(at) = states.iter().position(|s| *s == CaseState::Lifting) {
                prop_assert_eq!(kind, CaseKind::Restriction);
                prop_assert_eq!(states[at - 1], CaseState::LiftAnnounced);
                prop_assert!(states[..at].contains(&CaseState::Executing));
            }
        }

        #[test]
        fn only_erasure_goes_on_after_it_was_closed(kind in any_kind(), step in prop::sample::select(&STEPS[..])) {
            let goes_on = next(kind, CaseState::Closed, step).is_ok();
            prop_assert_eq!(goes_on, kind == CaseKind::Erasure && step == Step::Reopened);
        }
    }

    #[test]
    fn every_state_of_a_kind_can_reach_closed() {
        for kind in CaseKind::ALL {
            let after = |from| STEPS.into_iter().filter_map(move |step| next(*kind, from, step).ok());
            let reach = |from| {
                let mut reached = vec![from];
                let mut at = 0;
                while at < reached.len() {
                    let new: Vec<_> = after(reached[at]).filter(|state| !reached.contains(state)).collect();
                    reached.extend(new);
                    at += 1;
                }
                reached
            };
            for state in reach(CaseState::Received) {
                assert!(reach(state).contains(&CaseState::Closed), "{kind:?} {state:?}");
            }
        }
    }
}
