//! What happens while a page is open: whom it calls, whether it is there, what must be waved away.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use serde::Deserialize;
use serde_json::json;
use tokio::time::{sleep, timeout};

use crate::names::host_of;
use crate::wire::{Event, Wire};

/// More hosts, or more frames, are not remembered.
const MOST: usize = 2_000;

/// One visit: a browser context with one page, its frames and workers.
#[derive(Debug, Default)]
pub(crate) struct Visited {
    /// Whose events count.
    pub context: String,
    pub agent: String,
    /// Session and target of the page.
    pub page: Option<(String, String)>,
    /// Sessions of the page and of frames in a process of their own, with their target.
    pub frames: BTreeMap<String, String>,
    /// All sessions, workers too.
    sessions: BTreeSet<String>,
    /// Hosts that were called.
    pub hosts: BTreeSet<String>,
    /// The address of the page, after redirects.
    pub address: String,
    /// HTTP status of the page.
    pub status: Option<u16>,
    /// How often the page was replaced since [`Watch::expect`].
    pub replaced: u32,
    /// The document is there; scripts and pictures may not be.
    pub ready: bool,
    pub loaded: bool,
    pub crashed: bool,
}

/// Follows the events of the browser. Clones see the same.
#[derive(Debug, Clone, Default)]
pub(crate) struct Watch(Arc<Mutex<Visited>>);

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Attached {
    session_id: String,
    target_info: Target,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Target {
    target_id: String,
    #[serde(rename = "type")]
    kind: String,
    #[serde(default)]
    browser_context_id: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Detached {
    session_id: String,
}

#[derive(Deserialize)]
struct Request {
    request: Address,
}

#[derive(Deserialize)]
struct Address {
    url: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Received {
    #[serde(rename = "type")]
    kind: String,
    #[serde(default)]
    frame_id: String,
    response: Response,
}

#[derive(Deserialize)]
struct Response {
    status: u16,
}

#[derive(Deserialize)]
struct Navigated {
    frame: Frame,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Frame {
    parent_id: Option<String>,
    url: String,
}

#[derive(Deserialize)]
struct Dialog {
    #[serde(rename = "type")]
    kind: String,
}

impl Watch {
    /// What is known now. Never hold it over an await.
    pub fn now(&self) -> MutexGuard<'_, Visited> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A visit begins: from here on only the events of `context` count.
    pub fn begin(&self, context: &str, agent: &str) {
        *self.now() = Visited { context: context.to_owned(), agent: agent.to_owned(), ..Visited::default() };
    }

    /// A page is about to be opened.
    pub fn expect(&self) {
        let mut now = self.now();
        (now.status, now.replaced, now.ready, now.loaded) = (None, 0, false, false);
    }

    /// Waits until `test` holds, at most `limit`. Tells whether it does.
    pub async fn until(&self, limit: Duration, test: impl Fn(&Visited) -> bool) -> bool {
        let waiting = async {
            while !test(&self.now()) {
                sleep(Duration::from_millis(20)).await;
            }
        };
        timeout(limit, waiting).await.is_ok()
    }

    /// Takes in one event.
    pub fn on(&self, wire: &Wire, event: &Event<'_>) {
        let mut now = self.now();
        if event.method == "Target.attachedToTarget" {
            if let Some(attached) = event.read() {
                now.attached(wire, &attached);
            }
            return;
        }
        if event.method == "Target.detachedFromTarget" {
            if let Some(Detached { session_id }) = event.read() {
                now.sessions.remove(&session_id);
                now.frames.remove(&session_id);
            }
            return;
        }
        if !now.sessions.contains(event.session) {
            return;
        }
        let is_page = now.page.as_ref().is_some_and(|(session, _)| session == event.session);
        match event.method {
            "Network.requestWillBeSent" => now.calls(event.read().map(|Request { request }| request.url)),
            "Network.webSocketCreated" | "Network.webTransportCreated" => {
                now.calls(event.read().map(|Address { url }| url))
            }
            "Network.responseReceived" if is_page => now.received(event.read()),
            "Page.frameNavigated" if is_page => now.navigated(event.read()),
            "Page.domContentEventFired" if is_page => now.ready = true,
            "Page.loadEventFired" if is_page => (now.ready, now.loaded) = (true, true),
            "Page.javascriptDialogOpening" => {
                // Who asks to stay on the page may not keep us there.
                let leaves = event.read().is_some_and(|Dialog { kind }| kind == "beforeunload");
                wire.send(event.session, "Page.handleJavaScriptDialog", json!({"accept": leaves}));
            }
            "Inspector.targetCrashed" if is_page => now.crashed = true,
            _ => {}
        }
    }
}

impl Visited {
    /// A page, a frame or a worker has begun, and waits for us: from here on nothing of it is missed.
    fn attached(&mut self, wire: &Wire, attached: &Attached) {
        let Attached { session_id: session, target_info: target } = attached;
        let page = target.kind == "page";
        let popup = page && self.page.is_some();
        if target.browser_context_id == self.context && !self.context.is_empty() && self.sessions.len() < MOST {
            self.sessions.insert(session.clone());
            wire.send(session, "Network.enable", json!({"maxTotalBufferSize": 1 << 20}));
            if page || target.kind == "iframe" {
                if !popup {
                    self.frames.insert(session.clone(), target.target_id.clone());
                }
                wire.send(session, "Page.enable", json!({}));
                wire.send(session, "Inspector.enable", json!({}));
                let agent = json!({"userAgent": self.agent, "acceptLanguage": "nl-NL,nl;q=0.9,en;q=0.8"});
                wire.send(session, "Emulation.setUserAgentOverride", agent);
            }
            if page && !popup {
                self.page = Some((session.clone(), target.target_id.clone()));
            }
            let attach = json!({"autoAttach": true, "waitForDebuggerOnStart": true, "flatten": true});
            wire.send(session, "Target.setAutoAttach", attach);
        }
        wire.send(session, "Runtime.runIfWaitingForDebugger", json!({}));
        if popup {
            wire.send("", "Target.closeTarget", json!({"targetId": target.target_id}));
        }
    }

    fn calls(&mut self, address: Option<String>) {
        if self.hosts.len() < MOST {
            self.hosts.extend(address.and_then(|address| host_of(&address)));
        }
    }

    fn received(&mut self, received: Option<Received>) {
        let Some(Received { kind, frame_id, response }) = received else { return };
        if kind == "Document" && self.page.as_ref().is_some_and(|(_, target)| *target == frame_id) {
            self.status = Some(response.status);
        }
    }

    fn navigated(&mut self, navigated: Option<Navigated>) {
        let Some(Navigated { frame }) = navigated else { return };
        if frame.parent_id.is_none() {
            self.address = frame.url;
            self.replaced += 1;
            (self.ready, self.loaded) = (false, false);
        }
    }
}
