//! The running Gestand: its parts, and the permits under which it uses data.

use std::sync::Arc;

use gestand_base::{Clock, PersonId, Random};
use gestand_documents::worker::Reader;
use gestand_ledger::{Digest, Entry, EntryKind, SigningKey};
use gestand_plans::Engine;
use gestand_policy::decide::{Decision, Permit};
use gestand_policy::{Compiled, Diagnostic, Policy};
use gestand_sources::{SourceInfo, Sources};
use gestand_store::{PackText, Store, Tx};
use gestand_vault::KeyRing;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde_json::Value;

use crate::throttle::Throttle;
use crate::upload::Uploads;
use crate::versions::{InForce, Newest, OFFICER, REQUESTS, Unusable, others, request_use, settle};
use crate::work::Troubles;
use crate::{Actor, AppError, Result};

/// What an [`App`] is made of.
#[derive(Debug)]
pub struct Parts {
    pub store: Store,
    pub sources: Sources,
    pub keys: KeyRing,
    pub policy: Compiled,
    /// Starts the child processes that parse files.
    pub reader: Reader,
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
    #[error(
        "version {0} of the policy, published in the workspace, cannot be read by this program. Start the release that \
         published it, and publish a version there that this one reads too"
    )]
    Stored(u32),
    #[error(
        "this database belongs to the pack '{holds}', and the pack that was given is '{given}'. Give '{holds}', or begin \
         with another database. Has the corporation a new name? Keep the name of the pack, and change `organisation`"
    )]
    OtherPack { given: String, holds: String },
    #[error("the name of the ledger cannot be used: {0}")]
    Ledger(#[from] gestand_ledger::NoteError),
    #[error(transparent)]
    App(#[from] AppError),
}

impl From<Unusable> for OpenError {
    fn from(unusable: Unusable) -> Self {
        match unusable {
            Unusable::Unreadable(diagnostics) => OpenError::Policy(diagnostics),
            Unusable::RequestsForbidden(reasons) => OpenError::RequestsForbidden(reasons),
        }
    }
}

/// All use cases are methods of this, under one version of the policy: see [`App::current`].
#[derive(Debug)]
pub struct App {
    pub(crate) engine: Engine,
    /// Its key is that of the heads of the ledger, which the store signs.
    pub(crate) signer: Arc<SigningKey>,
    pub(crate) throttle: Arc<Throttle>,
    pub(crate) troubles: Arc<Troubles>,
    pub(crate) reader: Reader,
    pub(crate) uploads: Arc<Uploads>,
    pub(crate) in_force: Arc<InForce>,
    /// What this process has seen last, for the next view.
    pub(crate) newest: Newest,
    /// The vocabularies that this program brings, for what is written from now on.
    pub(crate) vocabulary: Arc<Vec<PackText>>,
}

impl App {
    /// Puts the parts together. The pack that was given is in force, unless officers have published a later version of
    /// it; a version that was not there before is written down.
    ///
    /// # Errors
    /// [`OpenError`] when the policy cannot be used, or the database cannot be written.
    pub async fn open(parts: Parts) -> std::result::Result<Arc<App>, OpenError> {
        let given = InForce::new(0, parts.policy)?;
        let name = &given.policy.name;
        let vocabulary = Arc::new(others(&given.texts, name));
        // The name under which the ledger is known outside; part of the verifier key.
        let signer = Arc::new(SigningKey::from_seed(&format!("gestand/{name}"), parts.keys.ledger_seed())?);
        parts.store.sign_with(Arc::clone(&signer));
        // What a crash has left without its place.
        parts.store.settle_waiting().await.map_err(AppError::from)?;
        let mut engine = Engine {
            store: parts.store,
            sources: Arc::new(parts.sources),
            policy: Arc::clone(&given.policy),
            keys: Arc::new(parts.keys),
            clock: parts.clock,
            random: parts.random,
        };
        let in_force = Arc::new(settle(&engine, given).await?);
        engine.policy = Arc::clone(&in_force.policy);
        let newest = Newest::new(&in_force);
        let app = Arc::new(App {
            engine,
            signer,
            throttle: Arc::default(),
            troubles: Arc::default(),
            reader: parts.reader,
            uploads: Arc::default(),
            in_force,
            newest,
            vocabulary,
        });
        // A day may have come while nothing ran.
        Ok(app.current().await?)
    }

    /// The policy of this view: one version for all that a request does.
    pub fn policy(&self) -> &Policy {
        &self.engine.policy
    }

    /// The number of that version: 1 for the first.
    pub fn policy_number(&self) -> u32 {
        self.in_force.number
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

    /// What the checker found in the policy.
    pub fn diagnostics(&self) -> impl Iterator<Item = &Diagnostic> {
        self.in_force.findings.iter().map(|finding| &finding.diagnostic)
    }

    pub(crate) fn day_of(&self, at: jiff::Timestamp) -> Date {
        at.to_zoned(self.zone()).date()
    }

    /// The permit of the program itself for handling requests.
    pub(crate) fn system_permit(&self) -> &Permit {
        &self.in_force.system_permit
    }

    /// The permit of an employee for handling requests, decided now.
    ///
    /// # Errors
    /// [`AppError::Forbidden`] when none of their functions may.
    pub(crate) fn permit(&self, actor: &Actor) -> Result<Permit> {
        if matches!(actor, Actor::System | Actor::Requester) {
            return Ok(self.in_force.system_permit);
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
    pub(crate) fn append(
        &self,
        tx: &mut Tx,
        kind: EntryKind,
        person: Option<PersonId>,
        reference: Option<String>,
        facts: Value,
    ) {
        tx.ledger_push(Entry {
            subject: person.map(|person| Digest(self.engine.keys.digest_person(person))),
            ..gestand_plans::entry(&self.engine, kind, reference, facts)
        });
    }

    pub(crate) fn source_label(&self, id: &str) -> gestand_policy::model::Text {
        match self.engine.sources.get(id) {
            Some(source) => source.info().label.clone(),
            None => gestand_policy::model::Text { nl: id.to_owned(), en: None },
        }
    }

    /// The sources, for the command line.
    pub fn sources(&self) -> impl Iterator<Item = SourceInfo> {
        self.engine.sources.all().map(|source| source.info())
    }
}
