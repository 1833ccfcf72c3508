//! Talks to Chromium: messages in JSON with a zero byte behind each, over its debugging pipe.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::value::RawValue;
use serde_json::{Value, json};
use tokio::io::{AsyncBufRead, AsyncBufReadExt, AsyncWrite, AsyncWriteExt};
use tokio::sync::{mpsc, oneshot};
use tokio::time::timeout;

use crate::ScanError;
use crate::names::clean;

/// A message with more bytes is not from a browser that looks at a site.
const LARGEST: usize = 64 << 20;

/// An answer as text: its reader decodes what it needs, so that the value of a cookie never has a place of its own.
type Answer = Result<String, ScanError>;

/// The way to the browser. Clones speak over the same pipe.
#[derive(Debug, Clone)]
pub(crate) struct Wire {
    out: mpsc::UnboundedSender<Vec<u8>>,
    waiting: Arc<Mutex<Waiting>>,
    limit: Duration,
}

#[derive(Debug, Default)]
struct Waiting {
    last: u64,
    closed: bool,
    answers: HashMap<u64, oneshot::Sender<Answer>>,
}

/// Something that happened in the browser.
pub(crate) struct Event<'e> {
    pub method: &'e str,
    /// Empty for the browser itself.
    pub session: &'e str,
    params: &'e str,
}

impl Event<'_> {
    /// What is told of it, where it is what `T` says.
    pub fn read<T: DeserializeOwned>(&self) -> Option<T> {
        serde_json::from_str(self.params).ok()
    }
}

#[derive(Deserialize)]
struct Message<'m> {
    id: Option<u64>,
    method: Option<String>,
    #[serde(default, rename = "sessionId")]
    session: String,
    #[serde(borrow)]
    params: Option<&'m RawValue>,
    #[serde(borrow)]
    result: Option<&'m RawValue>,
    error: Option<Fault>,
}

#[derive(Deserialize)]
struct Fault {
    message: String,
}

impl Wire {
    /// Speaks over `input` and `output` until either ends; no answer may take longer than `limit`. `on_event` is called
    /// for each event, in order.
    pub fn open<R, W>(
        output: R,
        input: W,
        limit: Duration,
        on_event: impl FnMut(&Wire, Event<'_>) + Send + 'static,
    ) -> Wire
    where
        R: AsyncBufRead + Unpin + Send + 'static,
        W: AsyncWrite + Unpin + Send + 'static,
    {
        let (out, lines) = mpsc::unbounded_channel();
        let wire = Wire { out, waiting: Arc::default(), limit };
        tokio::spawn(write(input, lines));
        tokio::spawn(read(output, wire.clone(), on_event));
        wire
    }

    /// Sends a command and decodes its answer.
    ///
    /// # Errors
    /// When the browser refuses, does not answer in time, or has ended.
    pub async fn call<T: DeserializeOwned>(&self, session: &str, method: &str, params: Value) -> Result<T, ScanError> {
        let (answer, answered) = oneshot::channel();
        self.post(session, method, params, Some(answer));
        let answer = timeout(self.limit, answered).await;
        let answer = answer.map_err(|_| ScanError::TimeOut { seconds: self.limit.as_secs() })?;
        let text = answer.unwrap_or_else(|_| Err(ScanError::Ended(String::new())))?;
        serde_json::from_str(&text).map_err(|error| ScanError::Refused(format!("{method}: {error}")))
    }

    /// Sends a command and does not wait.
    pub fn send(&self, session: &str, method: &str, params: Value) {
        self.post(session, method, params, None);
    }

    fn post(&self, session: &str, method: &str, params: Value, answer: Option<oneshot::Sender<Answer>>) {
        let mut waiting = self.waiting();
        if waiting.closed {
            return;
        }
        waiting.last += 1;
        let id = waiting.last;
        let mut message = json!({"id": id, "method": method, "params": params});
        if !session.is_empty() {
            message["sessionId"] = json!(session);
        }
        if let Some(answer) = answer {
            waiting.answers.insert(id, answer);
        }
        // When the writer has ended the reader ends too, and tells all who wait.
        self.out.send(message.to_string().into_bytes()).ok();
    }

    fn waiting(&self) -> MutexGuard<'_, Waiting> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn close(&self) {
        let mut waiting = self.waiting();
        waiting.closed = true;
        waiting.answers.clear();
    }

    fn receive(&self, bytes: &[u8], on_event: &mut impl FnMut(&Wire, Event<'_>)) {
        let Ok(message) = serde_json::from_slice::<Message<'_>>(bytes) else { return };
        if let Some(id) = message.id {
            let Some(waiter) = self.waiting().answers.remove(&id) else { return };
            let answer = match message.error {
                Some(fault) => Err(ScanError::Refused(clean(&fault.message))),
                None => Ok(message.result.map_or_else(|| "null".to_owned(), |raw| raw.get().to_owned())),
            };
            waiter.send(answer).ok();
        } else if let Some(method) = message.method {
            let params = message.params.map_or("null", RawValue::get);
            on_event(self, Event { method: &method, session: &message.session, params });
        }
    }
}

async fn write(mut input: impl AsyncWrite + Unpin, mut lines: mpsc::UnboundedReceiver<Vec<u8>>) {
    while let Some(mut line) = lines.recv().await {
        line.push(0);
        if input.write_all(&line).await.is_err() || input.flush().await.is_err() {
            return;
        }
    }
}

async fn read(mut output: impl AsyncBufRead + Unpin, wire: Wire, mut on_event: impl FnMut(&Wire, Event<'_>)) {
    let mut message = Vec::new();
    while let Ok(bytes) = output.fill_buf().await {
        let end = bytes.iter().position(|byte| *byte == 0);
        let used = end.map_or(bytes.len(), |end| end + 1);
        if used == 0 || message.len() + used > LARGEST {
            break;
        }
        message.extend_from_slice(&bytes[..end.unwrap_or(used)]);
        output.consume(used);
        if end.is_some() {
            wire.receive(&message, &mut on_event);
            message.clear();
        }
    }
    wire.close();
}
