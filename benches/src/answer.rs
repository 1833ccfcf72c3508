//! One access request; the baseline is reading the same records from the same sources and nothing else.

use std::time::Instant;

use gestand_app::testing::{TestApp, app_of};
use gestand_app::{AppError, Intake};
use gestand_store::{CaseKind, TaskState};
use serde_json::json;

use crate::{Figures, median};

pub fn measure(persons: u32, rounds: u32) -> Figures {
    tokio::runtime::Runtime::new()?.block_on(async {
        let test = app_of("model", persons).await;
        let (mut whole, mut bare) = (Vec::new(), Vec::new());
        let mut records = 0;
        for _ in 0..rounds {
            let round = one(&test).await?;
            whole.push(round.whole_ms);
            bare.push(round.bare_ms);
            records = round.records;
        }
        let (whole, bare) = (median(whole), median(bare));
        Ok(json!({
            "persons": persons, "rounds": rounds, "records": records,
            "package_ms_p50": whole,
            "baseline_bare_reading_ms_p50": bare,
            "ratio": whole / bare,
        }))
    })
}

struct Round {
    whole_ms: f64,
    bare_ms: f64,
    records: usize,
}

async fn one(test: &TestApp) -> Result<Round, AppError> {
    let (app, officer, person) = (&test.app, test.officer(), &test.known[0]);
    let intake = Intake {
        kind: CaseKind::Access,
        name: person.name.clone(),
        email: person.email.clone(),
        birth_date: Some(person.birth_date.to_string()),
        relation_number: Some(person.relation_number.clone()),
        postcode: None,
        message: None,
        asked: Default::default(),
        channel: "website".into(),
        received_on: None,
    };
    let id = app.submit_request(intake, &officer).await?.id;
    let page = app.case_page(&officer, id, 0).await?;
    app.confirm_identity(&officer, id, page.identity_methods.first().map_or("", String::as_str)).await?;
    let candidates = app.case_page(&officer, id, 0).await?.candidates;
    let same = candidates.into_iter().filter(|one| one.relation_number.as_deref() == Some(&person.relation_number));
    let chosen: Vec<_> = same.map(|one| (one.source, one.key)).collect();

    let start = Instant::now();
    let mut records = 0;
    for (source, key) in &chosen {
        records += app.read_bare(source, key).await?;
    }
    let bare_ms = start.elapsed().as_secs_f64() * 1000.0;

    let start = Instant::now();
    app.choose_subject(&officer, id, chosen).await?;
    for task in app.case_page(&officer, id, 0).await?.tasks {
        if task.state == TaskState::Open {
            app.answer_task(&officer, task.id, None).await?;
        }
    }
    app.accept_proposals(&officer, id).await?;
    app.complete_review(&officer, id).await?;
    let whole_ms = start.elapsed().as_secs_f64() * 1000.0;
    app.close(&officer, id).await?;
    Ok(Round { whole_ms, bare_ms, records })
}
