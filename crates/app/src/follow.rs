//! The requester's own page: reached with number and code, never by a secret in an address.

use gestand_base::CaseId;
use gestand_ledger::EntryKind;
use gestand_store::CaseState;
use jiff::SignedDuration;
use serde_json::json;

use crate::delivery::{Download, PackageForm};
use crate::views::FollowPage;
use crate::{Actor, App, AppError, Result, token};

/// How long the requester stays on their page without giving the code again.
const VISIT: SignedDuration = SignedDuration::from_hours(1);

/// The cookie value of a requester.
#[expect(missing_debug_implementations, reason = "holds personal data or a secret")]
pub struct FollowToken(pub String);

impl App {
    /// Opens the requester's page with the number and the code they got.
    ///
    /// # Errors
    /// [`AppError::LoginFailed`] without telling which is wrong; [`AppError::Throttled`] after five failures.
    pub async fn follow_login(&self, number: &str, code: &str) -> Result<FollowToken> {
        let now = self.engine.clock.now();
        let number = number.trim();
        let name = format!("case {number}");
        self.throttle.check(&name, now)?;
        let mut tx = self.engine.store.write("follow_login").await?;
        let by_code = tx.follow_link_case(&token::hash(&token::normalise_code(code)), now).await?;
        let by_number = tx.case_by_number(number).await?.map(|case| case.id);
        let (Some(case), true) = (by_code, by_code == by_number) else {
            self.throttle.failed(&name, now);
            return Err(AppError::LoginFailed);
        };
        self.throttle.succeeded(&name);
        let token = token::new_token(&*self.engine.random);
        tx.follow_link_insert(&visit_hash(&token), case, now + VISIT).await?;
        tx.commit().await?;
        Ok(FollowToken(token))
    }

    pub(crate) async fn followed_case(&self, token: &str) -> Result<CaseId> {
        let mut tx = self.engine.store.read().await?;
        tx.follow_link_case(&visit_hash(token), self.engine.clock.now()).await?.ok_or(AppError::LoginFailed)
    }

    /// Where the request stands.
    ///
    /// # Errors
    /// [`AppError::LoginFailed`] when the visit has expired.
    pub async fn follow(&self, token: &str) -> Result<FollowPage> {
        let id = self.followed_case(token).await?;
        let mut tx = self.engine.store.read().await?;
        let case = tx.case_by_id(id).await?.ok_or(AppError::NotFound)?;
        let notes = self.identity(&mut tx, case.person, self.system_permit()).await?.notes;
        let package = tx.package_of(id).await?.filter(|package| package.expires_at > self.engine.clock.now());
        Ok(FollowPage {
            number: case.number.clone(),
            kind: case.kind,
            state: case.state,
            received_on: case.received_on,
            due_on: case.due_on,
            urgency: self.urgency(&case),
            extended: case.extended,
            package: package.map(Into::into),
            notes,
            restricted: self.restricted(&mut tx, &case).await?,
            recipients: self.recipients_told(&mut tx, id).await?,
        })
    }

    /// The answer, for its requester.
    ///
    /// # Errors
    /// [`AppError::NotFound`] when there is no answer, or it has expired.
    pub async fn download(&self, token: &str, form: PackageForm) -> Result<Download> {
        let id = self.followed_case(token).await?;
        let mut tx = self.engine.store.write("package_download").await?;
        let case = tx.case_by_id(id).await?.ok_or(AppError::NotFound)?;
        let package = tx.package_of(id).await?.ok_or(AppError::NotFound)?;
        if package.expires_at <= self.engine.clock.now() {
            return Err(AppError::NotFound);
        }
        let (_, ending) = form.kind();
        tx.package_count_download(id).await?;
        self.case_event(&mut tx, id, &Actor::Requester, "downloaded", json!({"form": ending})).await?;
        let facts = json!({"form": ending, "sha256": package.digest});
        self.append(&mut tx, EntryKind::PackageDelivered, Some(case.person), Some(id.to_string()), facts);
        tx.commit().await?;
        Ok(self.deliver(&case, package, *self.system_permit(), form))
    }

    /// The requester takes the request back.
    ///
    /// # Errors
    /// [`AppError::Conflict`] when it is too late for that.
    pub async fn withdraw_by_requester(&self, token: &str) -> Result<()> {
        let id = self.followed_case(token).await?;
        self.take_back(&Actor::Requester, id).await
    }
}

/// A visit and a code are kept in one table; a code is no cookie.
fn visit_hash(token: &str) -> [u8; 32] {
    token::hash(&["visit:", token].concat())
}

/// States in which nothing is due any more.
pub(crate) fn is_over(state: CaseState) -> bool {
    use CaseState as S;
    matches!(state, S::Answered | S::LiftAnnounced | S::Lifting | S::Closed | S::Refused | S::Withdrawn)
}
