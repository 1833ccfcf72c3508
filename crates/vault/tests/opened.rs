//! Opening a value leaves a log line that names the activity, and never the value.
#![allow(clippy::unwrap_used, reason = "a test may fail")]

mod support;

use std::io::{self, Write};
use std::sync::{Arc, Mutex};

use gestand_vault::Sensitive;

/// Keeps what is logged.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[test]
fn opening_is_logged_without_content() {
    let log = Log::default();
    let writer = log.clone();
    let subscriber = tracing_subscriber::fmt().json().with_writer(move || writer.clone()).finish();
    tracing::subscriber::with_default(subscriber, || {
        let name = Sensitive::new(String::from("Jo Voorbeeld"));
        assert_eq!(name.open(&support::permit(), "letter"), "Jo Voorbeeld");
    });
    let text = String::from_utf8(log.0.lock().unwrap().clone()).unwrap();
    let line: serde_json::Value = serde_json::from_str(text.lines().next().unwrap()).unwrap();
    assert_eq!((&line["target"], &line["level"]), (&"gestand::opened".into(), &"INFO".into()));
    assert_eq!((&line["fields"]["activity"], &line["fields"]["why"]), (&1.into(), &"letter".into()));
    assert_eq!(text.lines().count(), 1, "{text}");
    assert!(!text.contains("Voorbeeld"), "{text}");
}
