//! The policy in force, and the view of the App under it.

use std::sync::{Arc, PoisonError, RwLock};

use gestand_plans::Engine;
use gestand_policy::decide::{Decision, IdSet, Permit, SubjectState, Use};
use gestand_policy::{Compiled, Diagnostic, Policy};
use gestand_store::{PackText, PolicyVersionRow};

use super::{Finding, compile_texts, texts_of};
use crate::account::off_thread;
use crate::{App, AppError, Result};

/// The activity under which requests are handled; the law asks it of every corporation.
pub(crate) const REQUESTS: &str = "rights_requests";
/// The function that the program itself acts for: the officer answers for what it does.
pub(crate) const OFFICER: &str = "privacy_officer";

/// A policy that Gestand can work under, with what was found in it.
#[derive(Debug)]
pub(crate) struct InForce {
    /// The number of the version; 0 before it is one.
    pub number: u32,
    pub policy: Arc<Policy>,
    pub texts: Vec<PackText>,
    pub findings: Vec<Finding>,
    /// The program's own use of data for requests.
    pub system_permit: Permit,
}

/// Why Gestand cannot work under a policy.
#[derive(Debug)]
pub(crate) enum Unusable {
    /// It cannot be understood.
    Unreadable(Vec<Diagnostic>),
    /// It does not permit handling requests of people: the reasons.
    RequestsForbidden(String),
}

/// The newest version that this process has seen, shared by all views.
#[derive(Debug, Clone)]
pub(crate) struct Newest(Arc<RwLock<Arc<InForce>>>);

impl Newest {
    pub fn new(first: &Arc<InForce>) -> Self {
        Newest(Arc::new(RwLock::new(Arc::clone(first))))
    }

    fn get(&self) -> Arc<InForce> {
        Arc::clone(&self.0.read().unwrap_or_else(PoisonError::into_inner))
    }

    fn set(&self, next: &Arc<InForce>) {
        let mut newest = self.0.write().unwrap_or_else(PoisonError::into_inner);
        if next.number > newest.number {
            *newest = Arc::clone(next);
        }
    }
}

impl InForce {
    /// # Errors
    /// [`Unusable`]
    pub fn new(number: u32, compiled: Compiled) -> std::result::Result<Self, Unusable> {
        let findings = Finding::all(&compiled);
        let texts = texts_of(&compiled.files);
        let Some(policy) = compiled.policy else { return Err(Unusable::Unreadable(compiled.diagnostics)) };
        let system_permit = permit_of_program(&policy).map_err(Unusable::RequestsForbidden)?;
        Ok(InForce { number, policy: Arc::new(policy), texts, findings, system_permit })
    }
}

fn permit_of_program(policy: &Policy) -> std::result::Result<Permit, String> {
    let Some(request) = request_use(policy, OFFICER) else { return Err("one of them is not defined".to_owned()) };
    match policy.tables.decide(&request) {
        Decision::Permit(permit) => Ok(permit),
        Decision::Refusal(refusal) => {
            let reasons = policy.tables.explain(refusal);
            Err(reasons.into_iter().map(|reason| reason.message.en).collect::<Vec<_>>().join("; "))
        }
    }
}

/// The use of all data that requests need, by a function.
pub(crate) fn request_use(policy: &Policy, function: &str) -> Option<Use> {
    let tables = &policy.tables;
    let activity = tables.activity(REQUESTS)?;
    let data = &policy.document.activities.get(REQUESTS)?.data;
    let items = data.iter().fold(IdSet::EMPTY, |items, name| items.union(tables.items_of(&name.value)));
    Some(Use {
        activity,
        function: tables.function(function)?,
        items,
        recipient: None,
        conditions: IdSet::EMPTY,
        subject: SubjectState::default(),
    })
}

impl App {
    /// Gestand under the version that is in force now: this view when it still is, a new one when another version has
    /// come into force. A version whose day has come is put in force. Everything that one request does, it does in one
    /// view; what outlives a request asks again.
    ///
    /// # Errors
    /// When the database cannot be read, or holds a version that this program cannot read.
    pub async fn current(self: &Arc<Self>) -> Result<Arc<App>> {
        let holds = self.engine.store.read().await?.policy_in_force().await?.ok_or(AppError::NotFound)?;
        let number = match holds.next_on {
            Some(day) if day <= self.today() => self.activate_scheduled().await?,
            _ => holds.number,
        };
        if number == self.in_force.number {
            return Ok(Arc::clone(self));
        }
        let known = self.newest.get();
        if number == known.number {
            return Ok(self.under(known));
        }
        let row = self.engine.store.read().await?.policy_version(number).await?.ok_or(AppError::NotFound)?;
        let loaded = Arc::new(load(row).await?);
        tracing::info!(number, version = loaded.policy.version, "another version of the policy is in force");
        Ok(self.under(loaded))
    }

    /// The view under another version.
    pub(crate) fn under(&self, in_force: Arc<InForce>) -> Arc<App> {
        self.newest.set(&in_force);
        Arc::new(App {
            engine: Engine { policy: Arc::clone(&in_force.policy), ..self.engine.clone() },
            signer: Arc::clone(&self.signer),
            throttle: Arc::clone(&self.throttle),
            troubles: Arc::clone(&self.troubles),
            reader: self.reader.clone(),
            uploads: Arc::clone(&self.uploads),
            newest: self.newest.clone(),
            vocabulary: Arc::clone(&self.vocabulary),
            in_force,
        })
    }
}

/// Compiles a stored version. It keeps the digest under which it was published.
///
/// # Errors
/// [`AppError::Conflict`] when this program cannot read it, or cannot work under it.
pub(crate) async fn load(row: PolicyVersionRow) -> Result<InForce> {
    off_thread(move || {
        let compiled = compile_texts(&row.files, &row.pack).map_err(AppError::internal)?;
        let mut loaded = InForce::new(row.number, compiled).map_err(|_| {
            tracing::error!(number = row.number, "this program cannot read a stored version of the policy");
            AppError::Conflict { what: "version-unreadable" }
        })?;
        if let Some(policy) = Arc::get_mut(&mut loaded.policy) {
            policy.version = row.version;
        }
        Ok(loaded)
    })
    .await?
}
