//! What people send in as files: how much at once, and the child process that looks at it. No file is parsed here.

use gestand_documents::mask::Refusal;
use gestand_documents::worker::Reader;
use tokio::sync::{Semaphore, SemaphorePermit};
use tokio::time::{Duration, timeout};

use crate::{App, AppError, FieldError, Result};

/// All files of one upload together, in bytes.
pub const LARGEST_UPLOAD: usize = 10 << 20;
/// Files in one upload: front and back of a card, and some to spare.
pub const MOST_FILES: usize = 4;

/// Uploads that are looked at together; the others wait.
const AT_ONCE: usize = 2;
/// How long an upload waits for its turn.
const TURN: Duration = Duration::from_secs(30);

/// Keeps the work on uploads within bounds.
#[derive(Debug)]
pub(crate) struct Uploads(Semaphore);

impl Default for Uploads {
    fn default() -> Self {
        Uploads(Semaphore::new(AT_ONCE))
    }
}

impl Uploads {
    /// Waits for a turn, which lasts as long as the permit.
    async fn turn(&self) -> Result<SemaphorePermit<'_>> {
        match timeout(TURN, self.0.acquire()).await {
            Ok(Ok(permit)) => Ok(permit),
            Ok(Err(_)) | Err(_) => Err(AppError::Throttled { retry_after_secs: TURN.as_secs() }),
        }
    }
}

impl App {
    /// Has the child process work on what was sent in, when it is its turn.
    pub(crate) async fn look<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Reader) -> std::result::Result<T, Refusal> + Send + 'static,
    ) -> Result<std::result::Result<T, Refusal>> {
        let _turn = self.uploads.turn().await?;
        self.in_child(work).await
    }

    /// The same for work of our own, which does not wait.
    pub(crate) async fn in_child<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Reader) -> T + Send + 'static,
    ) -> Result<T> {
        let reader = self.reader.clone();
        tokio::task::spawn_blocking(move || work(&reader)).await.map_err(AppError::internal)
    }
}

/// The files of an upload, empty ones left out, as far as their first bytes tell.
///
/// # Errors
/// [`AppError::Invalid`]: none, too many, too much, or of a kind that is not taken.
pub(crate) fn files_of(files: Vec<Vec<u8>>) -> Result<Vec<Vec<u8>>> {
    let files: Vec<Vec<u8>> = files.into_iter().filter(|file| !file.is_empty()).collect();
    let known = |file: &Vec<u8>| {
        [&b"%PDF-"[..], b"\x89PNG\r\n\x1A\n", b"\xFF\xD8\xFF"].iter().any(|start| file.starts_with(start))
    };
    let problem = if files.is_empty() {
        "file-empty"
    } else if files.len() > MOST_FILES || files.iter().map(Vec::len).sum::<usize>() > LARGEST_UPLOAD {
        "file-too-large"
    } else if !files.iter().all(known) {
        "file-kind"
    } else {
        return Ok(files);
    };
    Err(AppError::Invalid(vec![FieldError { field: "file", problem }]))
}

/// Why a file was not taken: a key of the texts. What is wrong here, and not with the file, is an error of ours.
pub(crate) fn reason_of(refusal: Refusal) -> Result<&'static str> {
    use gestand_documents::extract::Reason;
    Ok(match refusal {
        Refusal::Unsupported => "unsupported",
        Refusal::Encrypted => "encrypted",
        Refusal::Damaged => "damaged",
        Refusal::TooLarge => "too_large",
        Refusal::Unclear => "unclear",
        Refusal::StillReadable => "still_readable",
        Refusal::Embedded => "embedded",
        Refusal::Identity => "identity",
        Refusal::NotDone(Reason::NoProgram | Reason::NoWorker | Reason::NoSandbox) => {
            return Err(AppError::internal(refusal));
        }
        // It took too much time or memory, or made the program that read it fall over.
        Refusal::NotDone(_) => "too_hard",
    })
}
