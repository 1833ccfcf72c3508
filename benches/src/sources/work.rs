//! One request from the form to the answer, as an officer carries it out.

use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

use gestand_app::{Actor, App, Intake, Parts, compile_pack};
use gestand_base::{SystemClock, SystemRandom};
use gestand_documents::worker::Reader;
use gestand_sources::Sources;
use gestand_store::{CaseKind, CaseState, Store};
use gestand_vault::KeyRing;

use super::write_files;
use crate::postgres::Postgres;

/// A running Gestand on the shop.
#[derive(Clone)]
pub struct Shop {
    pub app: Arc<App>,
}

impl Shop {
    pub async fn open(server: &Postgres, dir: &Path) -> Result<Shop, crate::Error> {
        write_files(&server.url("shop"), dir)?;
        Shop::reopen(&server.url("gestand"), dir).await
    }

    pub async fn reopen(database: &str, dir: &Path) -> Result<Shop, crate::Error> {
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
}

/// Milliseconds from the form to the answer that waits for its requester.
pub async fn one(shop: &Shop, kind: CaseKind, email: &str) -> Result<f64, crate::Error> {
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
    let took = start.elapsed().as_secs_f64() * 1000.0;
    let state = app.case_page(&officer, id, 0).await?.line.state;
    if state != CaseState::Answered {
        return Err(format!("{email}: the case ended as {state:?}").into());
    }
    // An open request holds the records of its person from every other.
    app.close(&officer, id).await?;
    Ok(took)
}
