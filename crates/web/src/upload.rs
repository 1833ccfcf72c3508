//! Files that a browser sends with a form: read piece by piece, within bounds, after the check that the form came from us.

use std::sync::Arc;

use axum::extract::multipart::{Field, Multipart, MultipartError};
use axum::extract::{FromRequest, Request};
use axum::http::StatusCode;
use gestand_app::{AppError, LARGEST_UPLOAD};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::{Duration, timeout};

use crate::errors::Problem;
use crate::fields::Fields;
use crate::site::Site;
use crate::visitor::Visitor;

/// The largest body of such a form, in bytes. What is larger than an upload may be is read to its end, not kept, and
/// told in the form; a browser that is cut off tells nothing.
pub(crate) const LARGEST_BODY: usize = 64 << 20;
/// Uploads that are received together.
pub(crate) const AT_ONCE: usize = 8;
/// How long an upload waits for its turn, and how long it may take.
const TURN: Duration = Duration::from_secs(30);
const LONGEST: Duration = Duration::from_secs(300);
/// Parts of a form, and the bytes of a part that is no file: the longest answer of a colleague fits.
const PARTS: usize = 16;
const TEXT: usize = 100_000;

/// A form with files. May hold personal data: it has no `Debug`.
pub(crate) struct Upload {
    pub fields: Fields,
    /// In the order of the form; `None` when they are larger than an upload may be.
    pub files: Option<Vec<Vec<u8>>>,
    _turn: OwnedSemaphorePermit,
}

impl FromRequest<Site> for Upload {
    type Rejection = Problem;

    async fn from_request(request: Request, site: &Site) -> Result<Self, Problem> {
        let visitor = request.extensions().get::<Arc<Visitor>>().cloned().ok_or(Problem::FormExpired)?;
        let form = Multipart::from_request(request, site).await.map_err(|_| Problem::FormExpired)?;
        let busy = || Problem::App(AppError::Throttled { retry_after_secs: TURN.as_secs() });
        let turn = timeout(TURN, Arc::clone(&site.uploads).acquire_owned()).await;
        let turn = turn.map_err(|_| busy())?.map_err(|_| busy())?;
        let (fields, files) = timeout(LONGEST, read(form, &visitor)).await.unwrap_or(Err(Problem::Unreadable))?;
        Ok(Upload { fields, files, _turn: turn })
    }
}

/// Room for uploads that are received together.
pub(crate) fn room() -> Arc<Semaphore> {
    Arc::new(Semaphore::new(AT_ONCE))
}

/// The fields and files. The value that shows that the form is ours comes before the first file.
async fn read(mut form: Multipart, visitor: &Visitor) -> Result<(Fields, Option<Vec<Vec<u8>>>), Problem> {
    let (mut fields, mut files, mut left) = (Vec::new(), Vec::new(), LARGEST_UPLOAD);
    let (mut ours, mut fits) = (false, true);
    for part in 0.. {
        let Some(mut field) = form.next_field().await.map_err(problem)? else { break };
        if part == PARTS {
            return Err(Problem::Unreadable);
        }
        if field.file_name().is_none() {
            let name = field.name().unwrap_or_default().to_owned();
            let text = bytes(&mut field, TEXT).await?.ok_or(Problem::Unreadable)?;
            let text = String::from_utf8(text).map_err(|_| Problem::Unreadable)?;
            ours |= name == "csrf" && visitor.sent_by_us(text.trim());
            fields.push((name, text));
        } else if !ours {
            return Err(Problem::FormExpired);
        } else {
            match bytes(&mut field, left).await? {
                Some(file) => {
                    left -= file.len();
                    files.push(file);
                }
                None => (fits, left) = (false, 0),
            }
        }
    }
    if !ours {
        return Err(Problem::FormExpired);
    }
    Ok((fields.into(), fits.then_some(files)))
}

/// The bytes of a part, read to its end; `None` when there are more than `most`, of which none is kept.
async fn bytes(field: &mut Field<'_>, most: usize) -> Result<Option<Vec<u8>>, Problem> {
    let mut bytes = Some(Vec::new());
    while let Some(piece) = field.chunk().await.map_err(problem)? {
        bytes = bytes.filter(|bytes| bytes.len() + piece.len() <= most);
        if let Some(bytes) = &mut bytes {
            bytes.extend_from_slice(&piece);
        }
    }
    Ok(bytes)
}

fn problem(error: MultipartError) -> Problem {
    if error.status() == StatusCode::PAYLOAD_TOO_LARGE { Problem::UploadTooLarge } else { Problem::Unreadable }
}
