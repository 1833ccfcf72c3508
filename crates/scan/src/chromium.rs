//! Starts Chromium in a folder of its own, and ends it with everything that it left.

use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use serde_json::{Value, json};
use tempfile::TempDir;
use tokio::io::{AsyncBufReadExt, AsyncRead, BufReader};
use tokio::process::{Child, Command};
use tokio::time::{sleep, timeout};

use crate::ScanError;
use crate::names::clean;
use crate::watch::Watch;
use crate::wire::Wire;

const PROGRAMS: [&str; 3] = ["chromium", "chromium-browser", "google-chrome"];
/// The debugging pipe is file 3 (to the browser) and 4 (from it): our pipes to its standard input and output.
const THROUGH_PIPES: &str = r#"exec "$0" "$@" 3<&0 4>&1 </dev/null >/dev/null"#;
/// A browser as a visitor has it, that says nothing of its own to others.
const OPTIONS: [&str; 15] = [
    "--headless=new",
    "--remote-debugging-pipe",
    "--disable-blink-features=AutomationControlled",
    "--lang=nl-NL",
    "--no-first-run",
    "--no-default-browser-check",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-extensions",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--mute-audio",
    "--password-store=basic",
    "--use-mock-keychain",
];
/// As a visitor's browser has it outside a private window: cookies of others are taken.
const PREFERENCES: &str = r#"{"profile":{"cookie_controls_mode":0}}"#;

/// Where Chromium is: the program that is `named`, or one of the usual names in the search path.
///
/// # Errors
/// [`ScanError::NoChromium`].
pub fn find_chromium(named: Option<&Path>) -> Result<PathBuf, ScanError> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let folders: Vec<PathBuf> = std::env::split_paths(&path).collect();
    let find = |name: &Path| folders.iter().map(|folder| folder.join(name)).find(|file| file.is_file());
    let found = match named {
        Some(file) if file.components().count() > 1 => file.is_file().then(|| file.to_owned()),
        Some(name) => find(name),
        None => PROGRAMS.iter().find_map(|name| find(Path::new(name))),
    };
    found.ok_or(ScanError::NoChromium)
}

/// A running browser. Dropped, it is killed; [`Browser::end`] also waits, and removes its folder.
#[derive(Debug)]
pub(crate) struct Browser {
    pub wire: Wire,
    pub watch: Watch,
    /// How it names itself to a site: as a browser with a window.
    pub agent: String,
    child: Child,
    folder: TempDir,
    said: Arc<Mutex<String>>,
}

impl Browser {
    /// Starts `program`; no answer of it may take longer than `limit`.
    pub async fn start(program: &Path, limit: Duration) -> Result<Browser, ScanError> {
        let failed = |error: std::io::Error| ScanError::Ended(error.to_string());
        let folder = tempfile::Builder::new().prefix("gestand-scan-").tempdir().map_err(failed)?;
        let profile = folder.path().join("profile");
        std::fs::create_dir_all(profile.join("Default")).map_err(failed)?;
        std::fs::write(profile.join("Default/Preferences"), PREFERENCES).map_err(failed)?;
        let mut command = Command::new("sh");
        command.arg("-c").arg(THROUGH_PIPES).arg(program).args(OPTIONS);
        command.arg(format!("--user-data-dir={}", profile.display()));
        // Chromium's sandbox does not work for root. Linux tells who we are; elsewhere we are not root.
        if std::fs::metadata("/proc/self").is_ok_and(|us| us.uid() == 0) {
            command.arg("--no-sandbox");
        }
        // In a process group of its own it is we who end it, after Ctrl-C too.
        command.arg("about:blank").process_group(0).kill_on_drop(true);
        command.env("HOME", folder.path()).env("TMPDIR", folder.path());
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().map_err(failed)?;
        let (Some(input), Some(output), Some(errors)) = (child.stdin.take(), child.stdout.take(), child.stderr.take())
        else {
            return Err(ScanError::Ended(String::new()));
        };
        let said: Arc<Mutex<String>> = Arc::default();
        tokio::spawn(listen(errors, Arc::clone(&said)));
        let watch = Watch::default();
        let events = watch.clone();
        let wire = Wire::open(BufReader::new(output), input, limit, move |wire, event| events.on(wire, &event));
        let mut browser = Browser { wire, watch, agent: String::new(), child, folder, said };
        match browser.greet().await {
            Ok(()) => Ok(browser),
            Err(error) => Err(error.told(browser.end().await)),
        }
    }

    async fn greet(&mut self) -> Result<(), ScanError> {
        let version: Value = self.wire.call("", "Browser.getVersion", json!({})).await?;
        self.agent = version["userAgent"].as_str().unwrap_or_default().replace("HeadlessChrome", "Chrome");
        // Tabs hold pages; the browser's own windows are pages too.
        let without = ["browser", "tab", "browser_ui"].map(|kind| json!({"type": kind, "exclude": true}));
        let filter: Vec<Value> = without.into_iter().chain([json!({})]).collect();
        let attach = json!({"autoAttach": true, "waitForDebuggerOnStart": true, "flatten": true, "filter": filter});
        self.wire.call("", "Target.setAutoAttach", attach).await.map(|_: Value| ())
    }

    /// Ends the browser and removes all that it wrote. Gives the last that it said.
    pub async fn end(mut self) -> String {
        self.wire.send("", "Browser.close", json!({}));
        if timeout(Duration::from_secs(3), self.child.wait()).await.is_err() {
            self.child.kill().await.ok();
        }
        // Its processes end just after it, and may still write.
        for _ in 0..20 {
            if std::fs::remove_dir_all(self.folder.path()).is_ok() {
                break;
            }
            sleep(Duration::from_millis(100)).await;
        }
        self.said.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

/// Keeps the last line with something in it.
async fn listen(errors: impl AsyncRead + Unpin, said: Arc<Mutex<String>>) {
    let mut lines = BufReader::new(errors).split(b'\n');
    while let Ok(Some(line)) = lines.next_segment().await {
        let line = clean(String::from_utf8_lossy(&line).trim());
        if !line.is_empty() {
            *said.lock().unwrap_or_else(PoisonError::into_inner) = line;
        }
    }
}
