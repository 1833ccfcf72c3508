//! What has happened at the synthetic corporation before the demo opens: requests at every stage, and a hold.

use std::path::Path;
use std::sync::Arc;

use gestand_app::{Actor, App, AppError, Held, HoldAsk, Intake, PackageForm};
use gestand_base::{Clock, FixedClock, SystemClock};
use gestand_plans::countable_rules;
use gestand_store::{CaseKind, CaseState, HoldKind, TaskState};
use gestand_synthetic::KnownPerson;
use jiff::SignedDuration;
use serde_json::{Value, json};

use crate::home::{keys_dir, open_with};
use crate::output::Failure;

/// Plays the scenes on a clock that starts 60 days ago. Gives number and code of each request.
pub async fn play(pack: &str, dir: &Path, database: &str, known: &[KnownPerson]) -> Result<Vec<Value>, Failure> {
    let start = SystemClock.now() - SignedDuration::from_hours(24 * 60);
    let clock = Arc::new(FixedClock::at(start));
    let app = open_with(pack, dir, database, &keys_dir(dir, None), clock.clone()).await?;
    let stage = Stage { app, clock, known };
    stage.all().await.map_err(|error| Failure::in_doing("a scene of the demo failed", error))
}

struct Stage<'a> {
    app: Arc<App>,
    clock: Arc<FixedClock>,
    known: &'a [KnownPerson],
}

impl Stage<'_> {
    async fn all(&self) -> Result<Vec<Value>, AppError> {
        let mut requests = Vec::new();
        // 60 days ago: a request for access that was answered and downloaded in time.
        requests.push(self.answered(self.known_as("R000000")).await?);
        // 45 days ago: one that nobody looked at. Its term has passed: a broken promise for the proof page.
        self.days(15);
        requests.push(self.ask(CaseKind::Access, self.known_as("R000003"), "website").await?.1);
        // 25 days ago: an erasure request; a colleague must still look in the paper archive.
        self.days(20);
        let ruben = self.known_as("R000002");
        let (id, shown) = self.ask(CaseKind::Erasure, ruben, "letter").await?;
        requests.push(shown);
        self.identify(id).await?;
        self.choose(id, &ruben.relation_number).await?;
        // 12 days ago: the requester is known, the officer must say who it is in the sources.
        self.days(13);
        let (id, shown) = self.ask(CaseKind::Access, self.known_as("R000004"), "website").await?;
        requests.push(shown);
        self.identify(id).await?;
        self.hold_one_due_record().await?;
        // The backlog is destroyed by a plan; what falls due after this day waits for the visitor of the demo.
        self.destroy_what_is_due().await?;
        // 2 days ago: a request that is new, and the yearly question to who keeps the paper archive.
        self.days(10);
        self.app.ask_archives().await?;
        requests.push(self.ask(CaseKind::Access, self.known_as("R000006"), "phone").await?.1);
        Ok(requests)
    }

    fn days(&self, days: i64) {
        self.clock.advance(SignedDuration::from_hours(24 * days));
    }

    /// The known person with this number; the first one where the corporation has no such person.
    fn known_as(&self, relation_number: &str) -> &KnownPerson {
        self.known.iter().find(|person| person.relation_number == relation_number).unwrap_or(&self.known[0])
    }

    async fn ask(
        &self,
        kind: CaseKind,
        person: &KnownPerson,
        channel: &str,
    ) -> Result<(gestand_base::CaseId, Value), AppError> {
        let intake = Intake {
            kind,
            name: person.name.clone(),
            email: person.email.clone(),
            birth_date: Some(person.birth_date.to_string()),
            relation_number: None,
            postcode: Some(person.postcode.clone()),
            message: None,
            asked: Default::default(),
            channel: channel.to_owned(),
            received_on: None,
        };
        let submitted = self.app.submit_request(intake, &Actor::System).await?;
        let shown = json!({"number": submitted.number, "code": submitted.code, "kind": kind, "name": person.name});
        Ok((submitted.id, shown))
    }

    async fn identify(&self, id: gestand_base::CaseId) -> Result<(), AppError> {
        let page = self.app.case_page(&Actor::System, id, 0).await?;
        let method = page.identity_methods.first().cloned().unwrap_or_default();
        self.app.confirm_identity(&Actor::System, id, &method).await
    }

    /// Chooses every candidate that carries the relation number.
    async fn choose(&self, id: gestand_base::CaseId, relation_number: &str) -> Result<(), AppError> {
        let page = self.app.case_page(&Actor::System, id, 0).await?;
        let same = page.candidates.into_iter().filter(|one| one.relation_number.as_deref() == Some(relation_number));
        self.app.choose_subject(&Actor::System, id, same.map(|one| (one.source, one.key)).collect()).await
    }

    /// A request for access from beginning to end.
    async fn answered(&self, who: &KnownPerson) -> Result<Value, AppError> {
        let (id, shown) = self.ask(CaseKind::Access, who, "website").await?;
        self.identify(id).await?;
        self.choose(id, &who.relation_number).await?;
        self.days(3);
        for task in self.app.case_page(&Actor::System, id, 0).await?.tasks {
            if task.state == TaskState::Open {
                self.app.answer_task(&Actor::System, task.id, None).await?;
            }
        }
        self.app.accept_proposals(&Actor::System, id).await?;
        self.app.complete_review(&Actor::System, id).await?;
        let text = |name: &str| shown[name].as_str().unwrap_or_default().to_owned();
        let visit = self.app.follow_login(&text("number"), &text("code")).await?;
        self.app.download(&visit.0, PackageForm::Pdf).await?.bytes().await?;
        if self.app.case_page(&Actor::System, id, 0).await?.line.state == CaseState::Answered {
            self.app.close(&Actor::System, id).await?;
        }
        self.clock.advance(SignedDuration::from_hours(-24 * 3));
        Ok(shown)
    }

    /// A record that others hang on is due once they are gone, so a second plan takes what the first set free.
    async fn destroy_what_is_due(&self) -> Result<(), AppError> {
        for _ in 0..3 {
            let plan = match self.app.propose_retention(&Actor::System).await {
                Ok(plan) => plan,
                Err(AppError::Conflict { .. }) => return Ok(()),
                Err(error) => return Err(error),
            };
            self.app.approve(&Actor::System, plan).await?;
            self.app.run_plan(plan, &|_| {}).await?;
        }
        Ok(())
    }

    /// Something that is past its term, but must stay: an incident is being looked into.
    async fn hold_one_due_record(&self) -> Result<(), AppError> {
        let engine = self.app.engine();
        for rule in countable_rules(self.app.policy(), engine.clock.today()) {
            let Ok(due) = rule.due else { continue };
            for source in engine.sources.all() {
                let Some(class) = source.due(&due).await.ok().and_then(|found| found.into_iter().next()) else {
                    continue;
                };
                let Ok(keys) = source.due_keys(&due, &class.class, None, 1).await else { continue };
                let Some(key) = keys.into_iter().next() else { continue };
                let what = Held::InSource { source: source.info().id, class: Some(class.class), key: key.key };
                let (reason, until) = ("incident".to_owned(), "incident_settled".to_owned());
                let ask = HoldAsk { kind: Some(HoldKind::Incident), what, reason, until };
                return self.app.hold_by_officer(&Actor::System, ask).await.map(drop);
            }
        }
        Ok(())
    }
}
