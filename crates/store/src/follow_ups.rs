//! Work for a person that follows from what was decided in a case.

use gestand_base::{CaseId, FollowUpId};
use gestand_vault::Sealed;
use jiff::civil::Date;

use crate::error::Result;
use crate::tx::{Tx, sql};
use crate::value::{args, columns};
use crate::{FollowUpRow, FollowUpState};

columns!(FollowUpRow { id, case as "case_id", kind, target, state, due_on, done_on, note, done_by });

impl Tx {
    /// Adds a follow-up; where the case has one of this kind for this target, that one becomes this one.
    pub async fn follow_up_insert(&mut self, row: &FollowUpRow) -> Result<()> {
        self.execute(sql!(follow_up / insert), row.values()).await.map(drop)
    }

    /// The follow-up with this id.
    pub async fn follow_up_by_id(&mut self, id: FollowUpId) -> Result<Option<FollowUpRow>> {
        self.optional(sql!(follow_up / by_id), args![id], FollowUpRow::from_row).await
    }

    /// The follow-ups of a case, open or not.
    pub async fn follow_ups_of(&mut self, case: CaseId) -> Result<Vec<FollowUpRow>> {
        self.all(sql!(follow_up / of_case), args![case], FollowUpRow::from_row).await
    }

    /// The open follow-ups, the one that is due first in front.
    pub async fn follow_ups_open(&mut self, limit: u32) -> Result<Vec<FollowUpRow>> {
        self.all(sql!(follow_up / open), args![limit], FollowUpRow::from_row).await
    }

    /// Ends an open follow-up; false, and nothing done, when it was ended before.
    pub async fn follow_up_end(
        &mut self,
        id: FollowUpId,
        state: FollowUpState,
        done_on: Date,
        note: Option<&Sealed>,
        by: &str,
    ) -> Result<bool> {
        self.execute_one(sql!(follow_up / end), args![id, state, done_on, note.cloned(), by]).await
    }
}
