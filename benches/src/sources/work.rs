//! One request from the form to the answer, as an officer carries it out.

use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

use gestand_app::{Actor, App, Intake, Parts, compile_pack};
use gestand_base::{CaseId, SystemClock, SystemRandom};
use gestand_documents::worker::Reader;
use gestand_sources::Sources;
use gestand_store::{CaseKind, CaseState, Store};
use gestand_vault::KeyRing;

/// A running Gestand on the shop.
#[derive(Clone)]
pub struct Shop {
    pub app: Arc<App>,
}

impl Shop {
    pub async fn open(database: &str, dir: &Path) -> Result<Shop, crate::Error> {
        let parts = Parts {
            store: Store::open(database).await?,
            sources: Sources::open(&dir.join("sources"), &Reader::none())?,
            keys: KeyRing::open(dir.join("keys"))?,
            policy: compile_pack(&dir.join("packs/shop").display().to_string())?,
            reader: Reader::none(),
            clock: Arc::new(SystemClock),
            random: Arc::new(SystemRandom::new()?),
        };
        Ok(Shop { app: App::open(parts).await? })
    }

    /// Looks whether requests were answered, and puts them to rest: an open one holds the records of its person.
    pub async fn close(&self, requests: &[Request]) -> Result<(), crate::Error> {
        for request in requests {
            let state = self.app.case_page(&Actor::System, request.id, 0).await?.line.state;
            if state != CaseState::Answered {
                return Err(format!("a case ended as {state:?}").into());
            }
            self.app.close(&Actor::System, request.id).await?;
        }
        Ok(())
    }
}

/// A request that was carried out.
#[derive(Debug, Clone, Copy)]
pub struct Request {
    id: CaseId,
    /// Milliseconds from the form to the answer that waits for its requester.
    pub took: f64,
}

/// Carries a request out, from the form to the answer.
pub async fn one(shop: &Shop, kind: CaseKind, email: &str) -> Result<Request, crate::Error> {
    let (app, officer) = (&shop.app, Actor::System);
    let start = Instant::now();
    let intake = Intake {
        kind,
        name: "Klant".into(),
        email: email.into(),
        birth_date: None,
        relation_number: None,
        postcode: None,
        message: None,
        asked: Default::default(),
        channel: "website".into(),
        received_on: None,
    };
    let id = app.submit_request(intake, &officer).await?.id;
    app.confirm_identity(&officer, id, "known_account").await?;
    let candidates = app.case_page(&officer, id, 0).await?.candidates;
    let chosen = candidates.into_iter().map(|one| (one.source, one.key)).collect();
    app.choose_subject(&officer, id, chosen).await?;
    app.accept_proposals(&officer, id).await?;
    app.complete_review(&officer, id).await?;
    Ok(Request { id, took: start.elapsed().as_secs_f64() * 1000.0 })
}
