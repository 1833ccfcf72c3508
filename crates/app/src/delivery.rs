//! The forms of an answer, made piece by piece while the requester fetches them.

use std::io::{self, Write};
use std::sync::{Arc, Mutex, PoisonError};

use futures_util::stream::{self, BoxStream, StreamExt, TryStreamExt};
use gestand_base::{CaseId, PersonId, unpack};
use gestand_policy::decide::Permit;
use gestand_publish::{
    AccessAnswer, AccessHtml, AccessJson, AnswerSection, Lang, MOST_ON_PAPER, access_pdf, action_html, action_json,
    action_pdf,
};
use gestand_store::{CaseRow, PackageRow, Store};
use gestand_vault::KeyRing;
use tokio::sync::mpsc;
use zip::write::{SimpleFileOptions, StreamWriter};
use zip::{CompressionMethod, ZipWriter};

use crate::package::{Head, head_cell, part_cell, part_name};
use crate::{App, AppError, Result};

const LANG: Lang = Lang::Nl;
/// Pieces that may wait for a slow line.
const AHEAD: usize = 4;

/// The forms of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PackageForm {
    Html,
    Json,
    Pdf,
    /// The other forms and the documents in one file.
    Zip,
}

impl PackageForm {
    /// Media type, and the ending of a file name.
    pub(crate) const fn kind(self) -> (&'static str, &'static str) {
        match self {
            PackageForm::Html => ("text/html; charset=utf-8", "html"),
            PackageForm::Json => ("application/json", "json"),
            PackageForm::Pdf => ("application/pdf", "pdf"),
            PackageForm::Zip => ("application/zip", "zip"),
        }
    }
}

/// A file to send, in pieces. It breaks off with an error when it cannot be made to its end.
#[expect(missing_debug_implementations, reason = "holds personal data or a secret")]
pub struct Download {
    pub pieces: BoxStream<'static, Result<Vec<u8>>>,
    pub media_type: &'static str,
    pub file_name: String,
}

impl Download {
    pub(crate) fn whole(bytes: Vec<u8>, media_type: &'static str, file_name: String) -> Download {
        Download { pieces: stream::iter([Ok(bytes)]).boxed(), media_type, file_name }
    }

    /// All of it at once.
    ///
    /// # Errors
    /// What broke it off.
    pub async fn bytes(self) -> Result<Vec<u8>> {
        self.pieces.try_concat().await
    }
}

/// An answer that is being fetched.
struct Delivery {
    store: Store,
    keys: Arc<KeyRing>,
    permit: Permit,
    case: CaseId,
    person: PersonId,
    package: PackageRow,
}

impl App {
    /// An answer in one of its forms.
    pub(crate) fn deliver(&self, case: &CaseRow, package: PackageRow, permit: Permit, form: PackageForm) -> Download {
        let (media_type, ending) = form.kind();
        let delivery = Delivery {
            store: self.engine.store.clone(),
            keys: self.engine.keys.clone(),
            permit,
            case: case.id,
            person: case.person,
            package,
        };
        Download { pieces: delivery.pieces(form), media_type, file_name: format!("{}.{ending}", case.number) }
    }
}

impl Delivery {
    /// Makes the form in the background, as fast as it is fetched.
    fn pieces(self, form: PackageForm) -> BoxStream<'static, Result<Vec<u8>>> {
        let (sender, receiver) = mpsc::channel(AHEAD);
        tokio::spawn(async move {
            let mut out = Out::to(sender.clone(), form);
            if let Err(error) = self.write(form, &mut out).await {
                // Whoever fetched it may be gone; then nobody is told.
                let _ = sender.send(Err(error)).await;
            }
        });
        stream::unfold(receiver, |mut receiver| async { receiver.recv().await.map(|piece| (piece, receiver)) }).boxed()
    }

    async fn write(&self, form: PackageForm, out: &mut Out) -> Result<()> {
        let build = self.package.build;
        let head = self.package.head.unseal(&self.keys, self.person, head_cell(build))?;
        let head: Head = serde_json::from_slice(head.open(&self.permit, "answer for its requester"))?;
        match form {
            PackageForm::Html => self.html(&head, out).await?,
            PackageForm::Json => self.json(&head, out).await?,
            PackageForm::Pdf => out.write(self.pdf(&head).await?).await?,
            PackageForm::Zip => {
                out.file("antwoord.html").await?;
                self.html(&head, out).await?;
                out.file("antwoord.json").await?;
                self.json(&head, out).await?;
                out.file("antwoord.pdf").await?;
                out.write(self.pdf(&head).await?).await?;
                if let Head::Access(answer) = &head {
                    self.documents(answer, out).await?;
                }
                out.end().await?;
            }
        }
        Ok(())
    }

    async fn html(&self, head: &Head, out: &mut Out) -> Result<()> {
        match head {
            Head::Action(answer) => out.write(action_html(answer, LANG).map_err(AppError::internal)?).await,
            Head::Access(answer) => {
                let mut html = AccessHtml::new(answer, LANG);
                out.write(html.start().map_err(AppError::internal)?).await?;
                let mut from = 0;
                while let Some(section) = self.section(&mut from).await? {
                    out.write(html.section(&section).map_err(AppError::internal)?).await?;
                }
                out.write(html.end().map_err(AppError::internal)?).await
            }
        }
    }

    async fn json(&self, head: &Head, out: &mut Out) -> Result<()> {
        match head {
            Head::Action(answer) => out.write(action_json(answer).to_string()).await,
            Head::Access(answer) => {
                out.write(AccessJson::start(answer.giving)).await?;
                let (mut from, mut between) = (0, "");
                while let Some(bytes) = self.part(&mut from, false).await? {
                    out.write([between.as_bytes(), &bytes].concat()).await?;
                    between = AccessJson::BETWEEN;
                }
                out.write(AccessJson::end(answer)).await
            }
        }
    }

    async fn pdf(&self, head: &Head) -> Result<Vec<u8>> {
        match head {
            Head::Action(answer) => {
                let answer = answer.clone();
                off_thread(move || action_pdf(&answer, LANG).map_err(AppError::internal)).await
            }
            Head::Access(answer) => {
                let (mut sections, mut from) = (Vec::new(), 0);
                if answer.found <= MOST_ON_PAPER {
                    while let Some(section) = self.section(&mut from).await? {
                        sections.push(section);
                    }
                }
                let answer = answer.clone();
                off_thread(move || access_pdf(&answer, &sections, LANG).map_err(AppError::internal)).await
            }
        }
    }

    /// Documents keep their name, with a number so that two of a name do not collide.
    async fn documents(&self, answer: &AccessAnswer, out: &mut Out) -> Result<()> {
        let mut from = 0;
        for (at, (name, _)) in answer.documents.iter().enumerate() {
            let name = name.rsplit(['/', '\\']).next().unwrap_or_default();
            let bytes = self.part(&mut from, true).await?.ok_or(AppError::NotFound)?;
            out.file(&format!("documenten/{:03}-{name}", at + 1)).await?;
            out.write(bytes).await?;
        }
        Ok(())
    }

    async fn section(&self, from: &mut u32) -> Result<Option<AnswerSection>> {
        let part = self.part(from, false).await?;
        Ok(part.map(|bytes| serde_json::from_slice(&bytes)).transpose()?)
    }

    /// The next part of a kind, from the number `from` on; `None` after the last.
    async fn part(&self, from: &mut u32, document: bool) -> Result<Option<Vec<u8>>> {
        let build = self.package.build;
        let mut tx = self.store.read().await?;
        let Some(part) = tx.package_part(self.case, build, *from, document).await? else { return Ok(None) };
        *from = part.seq + 1;
        let opened = part.content.unseal(&self.keys, self.person, part_cell(build, &part_name(part.seq)))?;
        unpack(opened.open(&self.permit, "answer for its requester")).map(Some).map_err(AppError::internal)
    }
}

/// Rendering takes seconds for a large answer: not on a thread that others wait for.
async fn off_thread<T: Send + 'static>(work: impl FnOnce() -> Result<T> + Send + 'static) -> Result<T> {
    tokio::task::spawn_blocking(work).await.map_err(AppError::internal)?
}

/// Where the pieces go: on the line, or through a zip file first.
struct Out {
    sender: mpsc::Sender<Result<Vec<u8>>>,
    zip: Option<(ZipWriter<StreamWriter<Zipped>>, Zipped)>,
}

/// What the zip file has written and is not yet sent.
#[derive(Clone, Default)]
struct Zipped(Arc<Mutex<Vec<u8>>>);

impl Zipped {
    fn take(&self) -> Vec<u8> {
        std::mem::take(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Write for Zipped {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).extend_from_slice(bytes);
        Ok(bytes.len())
    }
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Out {
    fn to(sender: mpsc::Sender<Result<Vec<u8>>>, form: PackageForm) -> Out {
        let zip = (form == PackageForm::Zip).then(|| {
            let zipped = Zipped::default();
            (ZipWriter::new_stream(zipped.clone()), zipped)
        });
        Out { sender, zip }
    }

    async fn write(&mut self, piece: impl Into<Vec<u8>>) -> Result<()> {
        let piece = match &mut self.zip {
            None => piece.into(),
            Some((zip, zipped)) => {
                zip.write_all(&piece.into()).map_err(AppError::internal)?;
                zipped.take()
            }
        };
        self.send(piece).await
    }

    /// Begins a file of the zip.
    async fn file(&mut self, name: &str) -> Result<()> {
        if let Some((zip, _)) = &mut self.zip {
            // A file of 4 GiB or more is possible only when it is said before.
            let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored).large_file(true);
            zip.start_file(name, options).map_err(AppError::internal)?;
        }
        Ok(())
    }

    async fn end(&mut self) -> Result<()> {
        let Some((zip, zipped)) = self.zip.take() else { return Ok(()) };
        zip.finish().map_err(AppError::internal)?;
        self.send(zipped.take()).await
    }

    async fn send(&self, piece: Vec<u8>) -> Result<()> {
        self.sender.send(Ok(piece)).await.map_err(|_| AppError::NotFound)
    }
}
