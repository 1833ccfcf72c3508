//! Storing an answer: sealed for the requester in parts, with an end date. Its forms are made when they are fetched.

use std::collections::VecDeque;
use std::sync::Arc;

use aws_lc_rs::digest::{Context, SHA256};
use gestand_base::{PackageId, pack};
use gestand_cases::Reason;
use gestand_ledger::EntryKind;
use gestand_publish::{AccessAnswer, AccessJson, ActionAnswer, AnswerSection, Giving, Lang, action_json};
use gestand_store::{CaseKind, CaseRow, PackageRow, PartRow, Tx};
use gestand_vault::{Cell, Sealed};
use jiff::SignedDuration;
use serde::{Deserialize, Serialize};
use serde_json::json;
use tokio::task::JoinHandle;

use crate::{Actor, App, AppError, Result, token};

/// How long an answer can be downloaded.
const DOWNLOAD_LASTS: SignedDuration = SignedDuration::from_hours(24 * 30);
/// Parts that are written together.
const PARTS_AT_ONCE: usize = 8;
/// A section of so many records is made on another thread, and so many sections at most at a time.
const MANY: usize = 200;
const SECTIONS_AT_ONCE: usize = 3;

/// An answer without its records. Holds personal data: it has no `Debug`.
#[derive(Serialize, Deserialize)]
pub(crate) enum Head {
    Access(AccessAnswer),
    Action(ActionAnswer),
}

/// Where the head of an answer is sealed.
pub(crate) fn head_cell(build: PackageId) -> Cell<'static> {
    Cell { table: "package", row: build.uuid(), column: "head" }
}

/// Where a part of an answer is sealed: bound to its number too, so that parts cannot change places.
pub(crate) fn part_cell(build: PackageId, column: &str) -> Cell<'_> {
    Cell { table: "package_part", row: build.uuid(), column }
}

/// The name of a part in its cell.
pub(crate) fn part_name(seq: u32) -> String {
    format!("content {seq}")
}

/// A section as JSON, and sealed.
type Made = (Vec<u8>, PartRow);

/// An answer in the making.
pub(crate) struct Builder<'c> {
    case: &'c CaseRow,
    build: PackageId,
    /// The number of the next part.
    seq: u32,
    /// Whether a section is in the digest already.
    sections: bool,
    /// Sections that are made into parts, in their order.
    making: VecDeque<JoinHandle<Result<Made>>>,
    /// Parts that are not yet written.
    waiting: Vec<PartRow>,
    started: bool,
    /// Digest of the answer as JSON, as far as it goes.
    digest: Context,
}

impl<'c> Builder<'c> {
    pub(crate) fn new(app: &App, case: &'c CaseRow) -> Self {
        let build = PackageId::new(app.engine.clock.now(), &*app.engine.random);
        let digest = Context::new(&SHA256);
        Builder {
            case,
            build,
            seq: 0,
            sections: false,
            making: VecDeque::new(),
            waiting: Vec::new(),
            started: false,
            digest,
        }
    }

    /// Adds records. A section of many is made into a part while the caller goes on.
    pub(crate) async fn section(&mut self, app: &App, section: AnswerSection) -> Result<()> {
        let many = section.records.len() >= MANY;
        self.made(if many { SECTIONS_AT_ONCE - 1 } else { 0 }).await?;
        self.write_many(app).await?;
        let (keys, person, build, seq) = (Arc::clone(&app.engine.keys), self.case.person, self.build, self.seq);
        self.seq += 1;
        let make = move || {
            let json = AccessJson::section(&section)?;
            let content = Sealed::seal(&keys, person, part_cell(build, &part_name(seq)), &pack(&json))?;
            Ok((json, PartRow { seq, document: false, content }))
        };
        if many {
            self.making.push_back(tokio::task::spawn_blocking(make));
        } else {
            self.take(make()?);
        }
        Ok(())
    }

    /// Adds a document.
    pub(crate) async fn document(&mut self, app: &App, bytes: &[u8]) -> Result<()> {
        let content = app.seal(self.case.person, part_cell(self.build, &part_name(self.seq)), &pack(bytes))?;
        self.waiting.push(PartRow { seq: self.seq, document: true, content });
        self.seq += 1;
        self.write_many(app).await
    }

    /// Takes in the sections that are being made, until so many are left.
    async fn made(&mut self, left: usize) -> Result<()> {
        while self.making.len() > left
            && let Some(making) = self.making.pop_front()
        {
            self.take(making.await.map_err(AppError::internal)??);
        }
        Ok(())
    }

    fn take(&mut self, (json, part): Made) {
        let start = AccessJson::start(giving(self.case.kind));
        let before = if self.sections { AccessJson::BETWEEN } else { start };
        self.sections = true;
        self.digest.update(before.as_bytes());
        self.digest.update(&json);
        self.waiting.push(part);
    }

    async fn write_many(&mut self, app: &App) -> Result<()> {
        if self.waiting.len() < PARTS_AT_ONCE {
            return Ok(());
        }
        let mut tx = app.engine.store.write("package_parts").await?;
        self.write(&mut tx, false).await?;
        Ok(tx.commit_soon().await?)
    }

    /// Writes the parts that wait. An answer that was given before is only replaced with `replace`.
    async fn write(&mut self, tx: &mut Tx, replace: bool) -> Result<()> {
        if !self.started && !tx.package_start(self.case.id, self.build, replace).await? {
            return Err(AppError::Conflict { what: "case-state" });
        }
        self.started = true;
        let parts = std::mem::take(&mut self.waiting);
        Ok(tx.package_parts_insert(self.case.id, self.build, &parts).await?)
    }

    /// Makes the answer complete, with its entry in the ledger, in the caller's transaction.
    pub(crate) async fn finish(mut self, app: &App, tx: &mut Tx, actor: &Actor, head: &Head) -> Result<()> {
        self.made(0).await?;
        self.write(tx, true).await?;
        match head {
            Head::Access(answer) => {
                if !self.sections {
                    self.digest.update(AccessJson::start(answer.giving).as_bytes());
                }
                self.digest.update(AccessJson::end(answer).as_bytes());
            }
            Head::Action(answer) => self.digest.update(action_json(answer).to_string().as_bytes()),
        }
        let (case, now) = (self.case, app.engine.clock.now());
        let digest = token::hex(self.digest.finish().as_ref());
        let package = PackageRow {
            case: case.id,
            build: self.build,
            head: app.seal(case.person, head_cell(self.build), &serde_json::to_vec(head)?)?,
            built_at: now,
            digest: digest.clone(),
            expires_at: now + DOWNLOAD_LASTS,
            downloads: 0,
        };
        if !tx.package_finish(&package).await? {
            return Err(AppError::Conflict { what: "case-state" });
        }
        let facts = json!({"sha256": digest, "parts": self.seq});
        app.case_event(tx, case.id, actor, "answered", json!({})).await?;
        app.append(tx, EntryKind::PackageBuilt, Some(case.person), Some(case.id.to_string()), facts);
        Ok(())
    }
}

/// What the data are given for on a request of this kind.
pub(crate) fn giving(kind: CaseKind) -> Giving {
    if kind == CaseKind::Portability { Giving::Portability } else { Giving::Access }
}

/// Why a record stays out, stays or goes, for the person it is about.
pub(crate) fn reason_in_words(reason: Reason, lang: Lang) -> &'static str {
    match (reason, lang) {
        (Reason::NothingExcludes, Lang::Nl) => "Niets staat in de weg.",
        (Reason::NothingExcludes, Lang::En) => "Nothing stands in the way.",
        (Reason::OthersData, Lang::Nl) => "Er staan gegevens van iemand anders in.",
        (Reason::OthersData, Lang::En) => "It holds data of another person.",
        (Reason::ExcludedByPolicy | Reason::MustBeWeighed | Reason::OfficerDecided, Lang::Nl) => {
            "Wij hebben afgewogen wat zwaarder weegt: uw recht of dat van anderen."
        }
        (Reason::ExcludedByPolicy | Reason::MustBeWeighed | Reason::OfficerDecided, Lang::En) => {
            "We have weighed your right against the rights of others."
        }
        (Reason::TermRuns, Lang::Nl) => "Wij moeten deze gegevens nog bewaren.",
        (Reason::TermRuns, Lang::En) => "We must keep these data a while longer.",
        (Reason::StillNeeded, Lang::Nl) => "Wij hebben deze gegevens nog nodig.",
        (Reason::StillNeeded, Lang::En) => "We still need these data.",
        (Reason::Held, Lang::Nl) => {
            "Deze gegevens mogen nu niet weg, bijvoorbeeld door een onderzoek of een rechtszaak."
        }
        (Reason::Held, Lang::En) => "These data may not go now, for example because of an inquiry or a court case.",
        (Reason::NoLongerNeeded, Lang::Nl) => "Wij hebben deze gegevens niet meer nodig.",
        (Reason::NoLongerNeeded, Lang::En) => "We no longer need these data.",
        (Reason::ConsentOnly, Lang::Nl) => "Wij hadden deze gegevens alleen met toestemming.",
        (Reason::ConsentOnly, Lang::En) => "We had these data with consent only.",
        (Reason::NoRule, Lang::Nl) => "Wij hebben dit apart bekeken en hebben deze gegevens nog nodig.",
        (Reason::NoRule, Lang::En) => "We looked at this separately and still need these data.",
        (Reason::Differs, Lang::Nl) => "Dit staat er anders dan u zegt.",
        (Reason::Differs, Lang::En) => "This stands otherwise than you say.",
        (Reason::RightAlready, Lang::Nl) => "Dit stond al goed.",
        (Reason::RightAlready, Lang::En) => "This was right already.",
        (Reason::FoundRight, Lang::Nl) => "Wij hebben dit nagekeken. Het klopt zoals het er staat.",
        (Reason::FoundRight, Lang::En) => "We looked into this. It is right as it stands.",
        (Reason::Opinion, Lang::Nl) => "Dit is wat iemand vond of zag. Dat kan niet goed of fout zijn.",
        (Reason::Opinion, Lang::En) => "This is what somebody thought or saw. That cannot be right or wrong.",
        (Reason::NowhereFound, Lang::Nl) => "Dit gegeven vonden wij nergens bij u.",
        (Reason::NowhereFound, Lang::En) => "We found this nowhere in what we hold on you.",
        (Reason::AccuracyContested, Lang::Nl) => "U zegt dat dit niet klopt. Wij kijken het na.",
        (Reason::AccuracyContested, Lang::En) => "You say that this is not right. We look into it.",
        (Reason::UnlawfulUse, Lang::Nl) => "Wij mogen dit niet gebruiken, maar u wilt niet dat wij het wissen.",
        (Reason::UnlawfulUse, Lang::En) => "We may not use this, but you do not want it erased.",
        (Reason::NeededForClaim, Lang::Nl) => "U hebt dit nodig voor een rechtszaak.",
        (Reason::NeededForClaim, Lang::En) => "You need this for a legal claim.",
        (Reason::ObjectionPending, Lang::Nl) => "U hebt bezwaar gemaakt. Wij hebben daar nog niet over beslist.",
        (Reason::ObjectionPending, Lang::En) => "You have objected. We have not decided on that yet.",
        (Reason::Restricted, Lang::Nl) => "Dit gegeven bewaren wij op uw verzoek alleen nog.",
        (Reason::Restricted, Lang::En) => "At your request we only store this.",
        (Reason::GroundAbsent, Lang::Nl) => "De reden die u gaf, geldt niet voor deze gegevens.",
        (Reason::GroundAbsent, Lang::En) => "The reason that you gave does not hold for these data.",
        (Reason::OnConsentOrContract, Lang::Nl) => "Wij gebruiken dit met toestemming of voor een contract.",
        (Reason::OnConsentOrContract, Lang::En) => "We use this with consent or for a contract.",
        (Reason::Mentioned, Lang::Nl) => "U wordt genoemd in een document dat over iemand anders gaat.",
        (Reason::Mentioned, Lang::En) => "You are named in a document that is about somebody else.",
        (Reason::OtherBasis, Lang::Nl) => {
            "Wij gebruiken dit niet met toestemming of voor een contract. Meenemen kan dan niet; inzage vragen wel."
        }
        (Reason::OtherBasis, Lang::En) => {
            "We do not use this with consent or for a contract. Then it cannot be taken along; you can ask for access."
        }
        (Reason::BasisUnknown, Lang::Nl) => "Ons beleid zegt niet op welke grond wij dit gebruiken.",
        (Reason::BasisUnknown, Lang::En) => "Our policy does not say on which basis we use this.",
        (Reason::OriginUnsure, Lang::Nl) => "Dit kan ook van iemand anders komen.",
        (Reason::OriginUnsure, Lang::En) => "This may come from somebody else.",
        (Reason::NotProvided, Lang::Nl) => "Dit hebt u niet zelf aan ons gegeven.",
        (Reason::NotProvided, Lang::En) => "You did not give this to us yourself.",
    }
}
