//! Local accounts of employees, logins and sessions.

use argon2::Argon2;
use argon2::password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash};
use gestand_base::UserId;
use gestand_ledger::EntryKind;
use gestand_store::AccountRow;
use jiff::SignedDuration;
use serde_json::json;

use crate::{Actor, App, AppError, FieldError, Result, token};

/// How long a login lasts.
const SESSION: SignedDuration = SignedDuration::from_hours(10);
/// Shorter passwords are refused (NIST SP 800-63B asks 8; 15 where it is the only factor).
const SHORTEST_PASSWORD: usize = 12;

/// An account to make.
#[expect(missing_debug_implementations, reason = "holds personal data or a secret")]
pub struct NewAccount {
    pub login: String,
    pub name: String,
    pub password: String,
    /// Function ids of the policy.
    pub functions: Vec<String>,
}

/// A login that succeeded.
#[expect(missing_debug_implementations, reason = "holds personal data or a secret")]
pub struct NewSession {
    /// The cookie value.
    pub token: String,
    pub actor: Actor,
}

/// Who a cookie belongs to.
#[derive(Debug, Clone)]
pub struct Session {
    pub actor: Actor,
    /// What every form of this session must carry.
    pub csrf: String,
}

pub(crate) fn actor_of(account: &AccountRow) -> Actor {
    Actor::Employee { login: account.login.clone(), name: account.name.clone(), functions: account.functions.clone() }
}

/// Does what takes long off the async threads: argon2 is slow on purpose, and compiling a pack is not instant.
pub(crate) async fn off_thread<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T> {
    tokio::task::spawn_blocking(work).await.map_err(AppError::internal)
}

impl App {
    /// Makes an account for an employee.
    ///
    /// # Errors
    /// [`AppError::Invalid`] for a short password, an empty login or a function the policy does not know;
    /// [`AppError::Conflict`] when the login is taken.
    pub async fn create_account(&self, account: NewAccount) -> Result<()> {
        let mut mistakes = Vec::new();
        if account.login.trim().is_empty() {
            mistakes.push(FieldError { field: "login", problem: "field-empty" });
        }
        if account.password.chars().count() < SHORTEST_PASSWORD {
            mistakes.push(FieldError { field: "password", problem: "password-short" });
        }
        if account.functions.iter().any(|function| self.policy().tables.function(function).is_none()) {
            mistakes.push(FieldError { field: "functions", problem: "function-unknown" });
        }
        if !mistakes.is_empty() {
            return Err(AppError::Invalid(mistakes));
        }
        let now = self.engine.clock.now();
        let password = account.password;
        let mut salt = [0; 16];
        self.engine.random.fill(&mut salt);
        let password_hash = off_thread(move || {
            Argon2::default().hash_password_with_salt(password.as_bytes(), &salt).map(|h| h.to_string())
        })
        .await?
        .map_err(|error| AppError::Internal(error.to_string().into()))?;
        let row = AccountRow {
            id: UserId::new(now, &*self.engine.random),
            login: account.login.trim().to_lowercase(),
            name: account.name,
            password_hash,
            functions: account.functions,
            disabled: false,
        };
        let mut tx = self.engine.store.write("account_create").await?;
        if tx.account_by_login(&row.login).await?.is_some() {
            return Err(AppError::Conflict { what: "login-taken" });
        }
        tx.account_insert(&row, now).await?;
        let facts = json!({"functions": row.functions});
        self.append(&mut tx, EntryKind::AccountCreated, None, Some(row.id.to_string()), facts);
        Ok(tx.commit().await?)
    }

    /// Checks a password and opens a session.
    ///
    /// # Errors
    /// [`AppError::LoginFailed`] without telling which part is wrong; [`AppError::Throttled`] after five failures.
    pub async fn login(&self, login: &str, password: &str) -> Result<NewSession> {
        let login = login.trim().to_lowercase();
        let now = self.engine.clock.now();
        self.throttle.check(&login, now)?;
        let account = self.engine.store.read().await?.account_by_login(&login).await?;
        let account = account.filter(|account| !account.disabled);
        let password = password.to_owned();
        let hash = account.as_ref().map(|account| account.password_hash.clone());
        let fine = off_thread(move || verify(&password, hash.as_deref())).await?;
        let Some(account) = account.filter(|_| fine) else {
            self.throttle.failed(&login, now);
            return Err(AppError::LoginFailed);
        };
        self.throttle.succeeded(&login);
        let token = token::new_token(&*self.engine.random);
        let mut tx = self.engine.store.write("login").await?;
        tx.session_delete_expired(now).await?;
        tx.session_insert(&token::hash(&token), account.id, now, now + SESSION).await?;
        tx.commit().await?;
        Ok(NewSession { token, actor: actor_of(&account) })
    }

    /// Who a cookie belongs to; `None` when it is unknown or has expired.
    pub async fn session(&self, token: &str) -> Result<Option<Session>> {
        let mut tx = self.engine.store.read().await?;
        let account = tx.session_account(&token::hash(token), self.engine.clock.now()).await?;
        Ok(account
            .filter(|account| !account.disabled)
            .map(|account| Session { actor: actor_of(&account), csrf: self.csrf_for(token) }))
    }

    /// Ends a session.
    pub async fn logout(&self, token: &str) -> Result<()> {
        let mut tx = self.engine.store.write("logout").await?;
        tx.session_delete(&token::hash(token)).await?;
        Ok(tx.commit().await?)
    }

    /// The value that forms of the holder of `cookie` must carry.
    pub fn csrf_for(&self, cookie: &str) -> String {
        token::hex(&self.engine.keys.digest("csrf", cookie.as_bytes()))
    }

    /// A new random cookie value, for forms of people without a login.
    pub fn new_cookie(&self) -> String {
        token::new_token(&*self.engine.random)
    }
}

/// Takes the same time whether the account exists or not.
fn verify(password: &str, hash: Option<&str>) -> bool {
    match hash.map(PasswordHash::new) {
        Some(Ok(hash)) => Argon2::default().verify_password(password.as_bytes(), &hash).is_ok(),
        Some(Err(_)) | None => {
            let mut out = [0; 32];
            let _ = Argon2::default().hash_password_into(password.as_bytes(), b"no such account!", &mut out);
            false
        }
    }
}
