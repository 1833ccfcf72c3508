//! The running Gestand: its parts, and the permits under which it uses data.

use std::sync::Arc;

use gestand_base::{Clock, PersonId, Random};
use gestand_ledger::{Digest, Entry, EntryKind, SigningKey};
use gestand_plans::Engine;
use gestand_policy::decide::{Decision, IdSet, Permit, SubjectState, Use};
use gestand_policy::{Compiled, Diagnostic, Policy};
use gestand_sources::{SourceInfo, Sources};
use gestand_store::{PolicyVersionRow, Store, Tx};
use gestand_vault::KeyRing;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde_json::Value;

use crate::throttle::Throttle;
use crate::{Actor, AppError, Result};

/// The activity under which requests are handled; the law asks it of every corporation.
const REQUESTS: &str = "rights_requests";
/// The function that the program itself acts for: the officer answers for what it does.
const OFFICER: &str = "privacy_officer";

/// What an [`App`] is made of.
#[derive(Debug)]
pub struct Parts {
    pub store: Store,
    pub sources: Sources,
    pub keys: KeyRing,
    pub policy: Compiled,
    pub clock: Arc<dyn Clock>,
    pub random: Arc<dyn Random>,
}

/// Why Gestand does not start.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    #[error("the policy pack cannot be understood; run `gestand check` and mend what it reports")]
    Policy(Vec<Diagnostic>),
    #[error(
        "the policy does not permit handling requests of people (activity '{REQUESTS}', function '{OFFICER}'): {0}. \
         Extend the pack 'sector', or define both"
    )]
    RequestsForbidden(String),
    #[error("the name of the ledger cannot be used: {0}")]
    Ledger(#[from] gestand_ledger::NoteError),
    #[error(transparent)]
    App(#[from] AppError),
}

/// All use cases are methods of this.
#[derive(Debug)]
pub struct App {
    pub(crate) engine: Engine,
    pub(crate) throttle: Throttle,
    diagnostics: Vec<Diagnostic>,
    /// Decided at the start: the program's own use of data for requests.
    system_permit: Permit,
}

impl App {
    /// Puts the parts together and writes down which policy is in force.
    ///
    /// # Errors
    /// [`OpenError`] when the policy cannot be used, or the database cannot be written.
    pub async fn open(parts: Parts) -> std::result::Result<Arc<App>, OpenError> {
        let Compiled { policy, diagnostics, .. } = parts.policy;
        let Some(policy) = policy else { return Err(OpenError::Policy(diagnostics)) };
        let system_permit = match request_use(&policy, OFFICER) {
            Some(request) => match policy.tables.decide(&request) {
                Decision::Permit(permit) => permit,
                Decision::Refusal(refusal) => {
                    let reasons = policy.tables.explain(refusal);
                    let text = reasons.into_iter().map(|reason| reason.message.en).collect::<Vec<_>>().join("; ");
                    return Err(OpenError::RequestsForbidden(text));
                }
            },
            None => return Err(OpenError::RequestsForbidden("one of them is not defined".to_owned())),
        };
        // The name under which the ledger is known outside; part of the verifier key.
        let signer = SigningKey::from_seed(&format!("gestand/{}", policy.name), parts.keys.ledger_seed())?;
        let engine = Engine {
            store: parts.store,
            sources: Arc::new(parts.sources),
            policy: Arc::new(policy),
            keys: Arc::new(parts.keys),
            signer: Arc::new(signer),
            clock: parts.clock,
            random: parts.random,
        };
        let app = App { engine, throttle: Throttle::default(), diagnostics, system_permit };
        app.activate_policy().await.map_err(OpenError::App)?;
        Ok(Arc::new(app))
    }

    async fn activate_policy(&self) -> Result<()> {
        let policy = self.policy();
        let document = serde_json::to_string(&policy.document)?;
        let mut tx = self.engine.store.write("policy_activate").await?;
        let version = PolicyVersionRow {
            version: policy.version.clone(),
            pack: policy.name.clone(),
            document,
            activated_at: self.engine.clock.now(),
        };
        if tx.policy_version_insert(&version).await? {
            let facts = serde_json::json!({"pack": policy.name, "version": policy.version});
            self.append(&mut tx, EntryKind::PolicyActivated, None, None, facts).await?;
            gestand_plans::sign_head(&self.engine, &mut tx).await?;
            tx.commit().await?;
        }
        Ok(())
    }

    pub fn policy(&self) -> &Policy {
        &self.engine.policy
    }

    /// The engine that plans run on.
    pub fn engine(&self) -> &Engine {
        &self.engine
    }

    pub fn today(&self) -> Date {
        self.engine.clock.today()
    }

    pub fn zone(&self) -> TimeZone {
        self.engine.clock.zone()
    }

    /// What the checker found in the policy in force.
    pub fn diagnostics(&self) -> &[Diagnostic] {
        &self.diagnostics
    }

    pub(crate) fn day_of(&self, at: jiff::Timestamp) -> Date {
        at.to_zoned(self.zone()).date()
    }

    /// The permit of the program itself for handling requests.
    pub(crate) fn system_permit(&self) -> &Permit {
        &self.system_permit
    }

    /// The permit of an employee for handling requests, decided now.
    ///
    /// # Errors
    /// [`AppError::Forbidden`] when none of their functions may.
    pub(crate) fn permit(&self, actor: &Actor) -> Result<Permit> {
        if matches!(actor, Actor::System | Actor::Requester) {
            return Ok(self.system_permit);
        }
        for function in actor.functions() {
            let Some(request) = request_use(self.policy(), function) else { continue };
            if let Decision::Permit(permit) = self.policy().tables.decide(&request) {
                return Ok(permit);
            }
        }
        Err(AppError::Forbidden(crate::Right::HandleRequest))
    }

    /// Appends to the ledger in the transaction of the change it records.
    pub(crate) async fn append(
        &self,
        tx: &mut Tx,
        kind: EntryKind,
        person: Option<PersonId>,
        reference: Option<String>,
        facts: Value,
    ) -> Result<u64> {
        let entry = Entry {
            subject: person.map(|person| Digest(self.engine.keys.digest_person(person))),
            ..gestand_plans::entry(&self.engine, kind, reference, facts)
        };
        Ok(tx.ledger_append(&entry).await?)
    }

    pub(crate) fn source_label(&self, id: &str) -> gestand_policy::model::Text {
        match self.engine.sources.get(id) {
            Some(source) => source.info().label.clone(),
            None => gestand_policy::model::Text { nl: id.to_owned(), en: None },
        }
    }

    /// The sources, for the command line.
    pub fn sources(&self) -> impl Iterator<Item = SourceInfo> {
        self.engine.sources.all().iter().map(|source| source.info())
    }
}

/// The use of all data that requests need, by a function.
fn request_use(policy: &Policy, function: &str) -> Option<Use> {
    let tables = &policy.tables;
    let activity = tables.activity(REQUESTS)?;
    let data = &policy.document.activities.get(REQUESTS)?.data;
    let items = data.iter().fold(IdSet::EMPTY, |items, name| items.union(tables.items_of(&name.value)));
    Some(Use {
        activity,
        function: tables.function(function)?,
        items,
        recipient: None,
        subject: SubjectState::default(),
    })
}
