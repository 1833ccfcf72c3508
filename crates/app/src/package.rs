//! Storing an answer: its forms and documents, sealed for the requester, with an end date.

use std::io::{Cursor, Write};

use gestand_base::CaseId;
use gestand_cases::Reason;
use gestand_ledger::EntryKind;
use gestand_publish::{Lang, PdfError};
use gestand_store::{CaseRow, PackageRow, Tx};
use gestand_vault::Cell;
use jiff::SignedDuration;
use serde_json::json;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use crate::{Actor, App, AppError, Result, token};

/// How long an answer can be downloaded.
const DOWNLOAD_LASTS: SignedDuration = SignedDuration::from_hours(24 * 30);

/// Where a form of an answer is sealed.
pub(crate) fn package_cell(case: CaseId, column: &'static str) -> Cell<'static> {
    Cell { table: "package", row: case.uuid(), column }
}

/// A file that goes with an answer: name and content.
pub(crate) type Attachment = (String, Vec<u8>);

/// An answer in its forms.
pub(crate) struct Forms {
    pub html: String,
    pub json: Vec<u8>,
    pub pdf: Vec<u8>,
    /// All of them with the documents.
    pub zip: Vec<u8>,
}

impl Forms {
    /// Renders off the async threads: a large answer takes seconds.
    pub(crate) async fn render(
        attachments: Vec<Attachment>,
        work: impl FnOnce() -> std::result::Result<(String, serde_json::Value, Vec<u8>), PdfError> + Send + 'static,
    ) -> Result<Forms> {
        let forms = tokio::task::spawn_blocking(move || {
            let (html, json, pdf) = work().map_err(AppError::internal)?;
            let json = serde_json::to_vec_pretty(&json)?;
            let zip = zipped(&html, &json, &pdf, &attachments).map_err(AppError::internal)?;
            Ok(Forms { html, json, pdf, zip })
        });
        forms.await.map_err(AppError::internal)?
    }
}

/// One file with everything; documents keep their name, with a number so that two of a name do not collide.
fn zipped(html: &str, json: &[u8], pdf: &[u8], attachments: &[Attachment]) -> zip::result::ZipResult<Vec<u8>> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    let own: [Attachment; 3] = [
        ("antwoord.html".into(), html.as_bytes().to_vec()),
        ("antwoord.json".into(), json.to_vec()),
        ("antwoord.pdf".into(), pdf.to_vec()),
    ];
    let documents = attachments.iter().enumerate().map(|(at, (name, bytes))| {
        let name = name.rsplit(['/', '\\']).next().unwrap_or_default();
        (format!("documenten/{:03}-{name}", at + 1), bytes.clone())
    });
    for (name, bytes) in own.into_iter().chain(documents) {
        zip.start_file(name, options)?;
        zip.write_all(&bytes)?;
    }
    Ok(zip.finish()?.into_inner())
}

impl App {
    /// Seals and stores an answer, with its entry in the ledger, in the caller's transaction.
    pub(crate) async fn store_package(&self, tx: &mut Tx, actor: &Actor, case: &CaseRow, forms: &Forms) -> Result<()> {
        let now = self.engine.clock.now();
        let digest = token::hex(&token::hash_bytes(&forms.json));
        let seal = |column, bytes: &[u8]| self.seal(case.person, package_cell(case.id, column), bytes);
        let package = PackageRow {
            case: case.id,
            html: seal("html", forms.html.as_bytes())?,
            json: seal("json", &forms.json)?,
            pdf: seal("pdf", &forms.pdf)?,
            zip: seal("zip", &forms.zip)?,
            built_at: now,
            digest: digest.clone(),
            expires_at: now + DOWNLOAD_LASTS,
            downloads: 0,
        };
        tx.package_upsert(&package).await?;
        let facts = json!({"sha256": digest, "json_bytes": forms.json.len(), "pdf_bytes": forms.pdf.len()});
        self.case_event(tx, case.id, actor, "answered", json!({})).await?;
        self.append(tx, EntryKind::PackageBuilt, Some(case.person), Some(case.id.to_string()), facts).await?;
        gestand_plans::sign_head(&self.engine, tx).await?;
        Ok(())
    }
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
    }
}
