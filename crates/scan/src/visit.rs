//! One visitor: a browser context of its own, with one page, until all is seen.

use std::collections::BTreeSet;
use std::time::Duration;

use gestand_base::Clock;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use tokio::time::sleep;
use url::Url;

use crate::ScanError;
use crate::buttons::{Want, by_selector};
use crate::chromium::Browser;
use crate::names::{clean, host_of};
use crate::scan::Patience;
use crate::seen::{Clicked, Seen, Thing, What};

/// A page that was replaced more often reloads without end.
const REPLACED: u32 = 20;
/// After the document is there, pictures and scripts may take so long; then we go on.
const REST: Duration = Duration::from_secs(10);
/// More frames of a page are not looked into.
const FRAMES: usize = 100;
/// More cookies or keys are not taken in.
const THINGS: usize = 5_000;

#[derive(Debug)]
pub(crate) struct Visit<'b> {
    browser: &'b Browser,
    patience: Patience,
    context: String,
    session: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Context {
    browser_context_id: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Went {
    error_text: Option<String>,
    #[serde(default)]
    is_download: bool,
}

#[derive(Deserialize)]
struct Cookies {
    cookies: Vec<Cookie>,
}

/// A cookie as the browser tells it. Its value is not read.
#[derive(Deserialize)]
struct Cookie {
    name: String,
    domain: String,
    /// Seconds since 1970; -1: until the browser closes.
    expires: f64,
}

#[derive(Deserialize)]
struct Storage {
    origin: String,
    local: Vec<String>,
    session: Vec<String>,
}

#[derive(Deserialize)]
struct Button {
    by: String,
    label: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct World {
    execution_context_id: u64,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Evaluated {
    result: Remote,
    exception_details: Option<Value>,
}

#[derive(Deserialize)]
struct Remote {
    #[serde(default)]
    value: Value,
}

impl<'b> Visit<'b> {
    pub async fn begin(browser: &'b Browser, patience: Patience) -> Result<Visit<'b>, ScanError> {
        let Context { browser_context_id: context } =
            browser.wire.call("", "Target.createBrowserContext", json!({})).await?;
        let deny = json!({"behavior": "deny", "browserContextId": context});
        browser.wire.call::<Value>("", "Browser.setDownloadBehavior", deny).await?;
        browser.watch.begin(&context, &browser.agent);
        let page = json!({"url": "about:blank", "browserContextId": context, "width": 1280, "height": 900});
        browser.wire.call::<Value>("", "Target.createTarget", page).await?;
        browser.watch.until(patience.load, |now| now.page.is_some()).await;
        let session = browser.watch.now().page.clone().map(|(session, _)| session);
        let session = session.ok_or(ScanError::TimeOut { seconds: patience.load.as_secs() })?;
        // A page that waits for us takes an address before it takes what was asked first: see that it listens.
        browser.wire.call::<Value>(&session, "Page.enable", json!({})).await?;
        Ok(Visit { browser, patience, context, session })
    }

    pub async fn end(self) {
        self.browser.watch.begin("", "");
        self.browser.wire.send("", "Target.disposeBrowserContext", json!({"browserContextId": self.context}));
    }

    /// Opens a page and waits until it does nothing new.
    ///
    /// # Errors
    /// When the page is not there: no answer, an error page, redirects without end.
    pub async fn go(&self, to: &Url) -> Result<(), ScanError> {
        let host = host_of(to.as_str()).unwrap_or_default();
        self.browser.watch.expect();
        let went: Went = self.browser.wire.call(&self.session, "Page.navigate", json!({"url": to.as_str()})).await?;
        let status = || self.browser.watch.now().status;
        if let Some(code) = went.error_text {
            let code = clean(code.trim_start_matches("net::"));
            if code == "ERR_HTTP_RESPONSE_CODE_FAILURE" {
                self.browser.watch.until(Duration::from_secs(1), |now| now.status.is_some()).await;
            }
            return Err(match (code.as_str(), status()) {
                ("ERR_TOO_MANY_REDIRECTS", _) => ScanError::Endless { host },
                ("ERR_HTTP_RESPONSE_CODE_FAILURE", Some(status)) => ScanError::Status { host, status },
                _ => ScanError::Unreachable { host, code },
            });
        }
        if went.is_download {
            return Err(ScanError::Unreachable { host, code: "ERR_ABORTED".to_owned() });
        }
        self.settle().await?;
        match status() {
            Some(status) if status >= 400 => Err(ScanError::Status { host, status }),
            _ => Ok(()),
        }
    }

    async fn settle(&self) -> Result<(), ScanError> {
        let (watch, load) = (&self.browser.watch, self.patience.load);
        let late = ScanError::TimeOut { seconds: load.as_secs() };
        if !watch.until(load, |now| now.crashed || now.replaced > 0 && now.ready).await {
            return Err(late);
        }
        watch.until(load.min(REST), |now| now.crashed || now.loaded).await;
        self.pause(self.patience.wait).await
    }

    /// Waits, and then until a page that was opened meanwhile is there.
    async fn pause(&self, wait: Duration) -> Result<(), ScanError> {
        let watch = &self.browser.watch;
        sleep(wait).await;
        let there = watch.until(self.patience.load, |now| now.crashed || now.ready || now.replaced > REPLACED).await;
        let now = watch.now();
        if now.crashed {
            return Err(ScanError::Crashed);
        }
        if now.replaced > REPLACED {
            return Err(ScanError::Endless { host: host_of(&now.address).unwrap_or_default() });
        }
        if there { Ok(()) } else { Err(ScanError::TimeOut { seconds: self.patience.load.as_secs() }) }
    }

    /// Where the page is now.
    pub fn address(&self) -> Option<Url> {
        Url::parse(&self.browser.watch.now().address).ok()
    }

    /// The links of the page to pages on the same host.
    pub async fn links(&self) -> Result<Vec<Url>, ScanError> {
        let page = self.browser.watch.now().page.clone();
        let Some((session, target)) = page else { return Ok(Vec::new()) };
        let links = self.run::<Vec<String>>(&session, &target, include_str!("read_links.js")).await?;
        Ok(links.unwrap_or_default().iter().filter_map(|link| Url::parse(link).ok()).collect())
    }

    /// Clicks the elements that `selectors` mean, in order; none: the button that is known to do what is wanted.
    /// Whom the page called before is forgotten: that was before the choice.
    ///
    /// # Errors
    /// When a selector means nothing that is visible.
    pub async fn choose(&self, want: Want, selectors: &[String]) -> Result<Option<Clicked>, ScanError> {
        self.browser.watch.now().hosts.clear();
        let mut clicked = Clicked { manager: None, labels: Vec::new() };
        let mut add = |button: Button| {
            clicked.manager = clicked.manager.take().or((!button.by.is_empty()).then_some(button.by));
            clicked.labels.push(clean(&button.label));
        };
        for (at, selector) in selectors.iter().enumerate() {
            if at > 0 {
                self.pause(Duration::from_secs(1)).await?;
            }
            let found = self.press(&by_selector(selector)).await?;
            add(found.ok_or_else(|| ScanError::Selector(clean(selector)))?);
        }
        if selectors.is_empty() {
            if let Some(button) = self.press(&want.script(true)).await? {
                add(button);
            } else if want == Want::Refuse {
                let Some(button) = self.press(&Want::Choose.script(true)).await? else { return Ok(None) };
                add(button);
                self.pause(Duration::from_secs(1)).await?;
                let mut second = self.press(&want.script(true)).await?;
                if second.is_none() {
                    second = self.press(&Want::Save.script(true)).await?;
                }
                let Some(button) = second else { return Ok(None) };
                add(button);
            } else {
                return Ok(None);
            }
        }
        self.pause(self.patience.wait).await?;
        Ok(Some(clicked))
    }

    async fn press(&self, script: &str) -> Result<Option<Button>, ScanError> {
        for (session, frame) in self.frames().await? {
            if let Some(Some(button)) = self.run::<Option<Button>>(&session, &frame, script).await? {
                return Ok(Some(button));
            }
        }
        Ok(None)
    }

    /// All that the browser keeps now, and all hosts that it called. Lifetimes are counted from now.
    pub async fn look(&self, clock: &dyn Clock) -> Result<Seen, ScanError> {
        let mut seen = Seen::new();
        for (session, frame) in self.frames().await? {
            let Some(storage) = self.run::<Storage>(&session, &frame, include_str!("read_storage.js")).await? else {
                continue;
            };
            let host = host_of(&storage.origin).unwrap_or_else(|| clean(&storage.origin));
            let kept = [(What::LocalStorage, storage.local), (What::SessionStorage, storage.session)];
            for (what, names) in kept {
                for name in names.iter().take(THINGS.saturating_sub(seen.len())) {
                    seen.insert(Thing { what, name: clean(name), host: host.clone() }, None);
                }
            }
        }
        let context = json!({"browserContextId": self.context});
        let Cookies { cookies } = self.browser.wire.call("", "Storage.getCookies", context).await?;
        let now = clock.now().as_second();
        for cookie in cookies.into_iter().take(THINGS) {
            let host = clean(cookie.domain.trim_start_matches('.'));
            let left =
                (cookie.expires >= 0.0).then(|| (cookie.expires as i64).saturating_sub(now).max(0).unsigned_abs());
            let entry = seen.entry(Thing { what: What::Cookie, name: clean(&cookie.name), host }).or_default();
            *entry = (*entry).max(left);
        }
        let hosts: BTreeSet<String> = self.browser.watch.now().hosts.clone();
        seen.extend(hosts.into_iter().map(|host| (Thing { what: What::Host, name: host.clone(), host }, None)));
        Ok(seen)
    }

    /// Session and frame id of the page and all frames in it.
    async fn frames(&self) -> Result<Vec<(String, String)>, ScanError> {
        let sessions = self.browser.watch.now().frames.clone();
        let mut frames = Vec::new();
        for (session, target) in sessions {
            match self.browser.wire.call::<Value>(&session, "Page.getFrameTree", json!({})).await {
                Ok(tree) => below(&tree["frameTree"], &session, &mut frames),
                // It went away while we looked; the page itself may not.
                Err(ScanError::Refused(_)) if session != self.session => {}
                Err(ScanError::Refused(_)) => frames.push((session, target)),
                Err(error) => return Err(error),
            }
        }
        Ok(frames)
    }

    /// Runs `script` in a world of its own in a frame: the page cannot see or change it. None where the frame went away.
    async fn run<T: DeserializeOwned>(&self, session: &str, frame: &str, script: &str) -> Result<Option<T>, ScanError> {
        let wire = &self.browser.wire;
        for _ in 0..5 {
            let world = json!({"frameId": frame, "worldName": "gestand"});
            let outcome = match wire.call::<World>(session, "Page.createIsolatedWorld", world).await {
                Ok(world) => {
                    let ask = json!({"expression": script, "contextId": world.execution_context_id,
                        "returnByValue": true, "userGesture": true, "timeout": 10_000});
                    wire.call::<Evaluated>(session, "Runtime.evaluate", ask).await
                }
                Err(error) => Err(error),
            };
            match outcome {
                Ok(Evaluated { exception_details: Some(_), .. }) => return Ok(None),
                Ok(Evaluated { result, .. }) => return Ok(serde_json::from_value(result.value).ok()),
                // The page was replaced just now.
                Err(ScanError::Refused(_)) => self.pause(Duration::from_millis(300)).await?,
                Err(error) => return Err(error),
            }
            if !self.browser.watch.now().frames.contains_key(session) {
                return Ok(None);
            }
        }
        match session == self.session
            && self.browser.watch.now().page.as_ref().is_some_and(|(_, target)| target == frame)
        {
            true => {
                Err(ScanError::Endless { host: self.address().and_then(|at| host_of(at.as_str())).unwrap_or_default() })
            }
            false => Ok(None),
        }
    }
}

fn below(tree: &Value, session: &str, frames: &mut Vec<(String, String)>) {
    let Some(id) = tree["frame"]["id"].as_str().filter(|_| frames.len() < FRAMES) else { return };
    frames.push((session.to_owned(), id.to_owned()));
    for child in tree["childFrames"].as_array().into_iter().flatten() {
        below(child, session, frames);
    }
}
