//! The whole scan: three visitors, one who chooses nothing, one who refuses and one who accepts.

use std::path::PathBuf;
use std::time::Duration;

use gestand_base::Clock;
use gestand_policy::Policy;
use tokio::time::sleep;
use url::Url;

use crate::ScanError;
use crate::buttons::Want;
use crate::chromium::Browser;
use crate::compare::compare;
use crate::names::{host_of, is_own};
use crate::report::Report;
use crate::seen::{Clicked, Phase, Seen, What};
use crate::visit::Visit;

/// What to look at, and how.
#[derive(Debug, Clone)]
pub struct ScanRequest {
    /// The address of a page; without a scheme: https.
    pub url: String,
    /// From [`crate::find_chromium`].
    pub chromium: PathBuf,
    /// What accepts, as CSS selectors that are clicked in order. Empty: what is known.
    pub accept: Vec<String>,
    /// What refuses.
    pub refuse: Vec<String>,
    /// How many pages: the first, and then the pages of the same host that it links to.
    pub pages: usize,
    pub patience: Patience,
}

/// How long to wait.
#[derive(Debug, Clone, Copy)]
pub struct Patience {
    /// For a page to be there.
    pub load: Duration,
    /// For what a page does after that, and after a choice.
    pub wait: Duration,
}

/// One phase, and what was seen in it.
pub(crate) struct Visitor {
    pub phase: Phase,
    pub seen: Seen,
}

/// Opens the site in a fresh browser and compares what it keeps and calls with `policy`. Ends early when `stop` does.
///
/// # Errors
/// [`ScanError`] when any part could not be looked at; the browser has ended and its folder is gone then too.
pub async fn scan(
    ask: &ScanRequest,
    policy: &Policy,
    clock: &dyn Clock,
    stop: impl Future<Output = ()>,
) -> Result<Report, ScanError> {
    let url = address(&ask.url)?;
    let Patience { load, wait } = ask.patience;
    // Three visitors open each page, and two of them the first page once more.
    let loads = u32::try_from(ask.pages.max(1)).unwrap_or(u32::MAX).saturating_mul(3).saturating_add(3);
    let limit = (load + wait * 2).saturating_mul(loads);
    tokio::pin!(stop);
    let browser = tokio::select! {
        browser = Browser::start(&ask.chromium, load) => browser?,
        () = &mut stop => return Err(ScanError::Stopped),
    };
    let outcome = tokio::select! {
        outcome = visit_all(&browser, ask, &url, policy, clock) => outcome,
        () = &mut stop => Err(ScanError::Stopped),
        () = sleep(limit) => Err(ScanError::TimeOut { seconds: limit.as_secs() }),
    };
    let said = browser.end().await;
    outcome.map_err(|error| error.told(said))
}

fn address(text: &str) -> Result<Url, ScanError> {
    let whole = if text.contains("://") { text.to_owned() } else { format!("https://{text}") };
    let url = Url::parse(&whole).map_err(|_| ScanError::Address)?;
    let plain = url.username().is_empty() && url.password().is_none() && url.host_str().is_some();
    if plain && matches!(url.scheme(), "http" | "https") { Ok(url) } else { Err(ScanError::Address) }
}

async fn visit_all(
    browser: &Browser,
    ask: &ScanRequest,
    url: &Url,
    policy: &Policy,
    clock: &dyn Clock,
) -> Result<Report, ScanError> {
    let first = Visit::begin(browser, ask.patience).await?;
    first.go(url).await?;
    let at = first.address().unwrap_or_else(|| url.clone());
    let mut more: Vec<Url> = if ask.pages > 1 { first.links().await? } else { Vec::new() };
    more.retain(|link| *link != at && link != url);
    more.truncate(ask.pages.saturating_sub(1));
    let unopened = follow(&first, &more).await?;
    let mut visitors = vec![Visitor { phase: Phase::BeforeChoice, seen: first.look(clock).await? }];
    first.end().await;

    let (accept, seen) = decide(browser, ask, url, &more, Want::Accept, clock).await?;
    if accept.is_some() {
        visitors.push(Visitor { phase: Phase::AfterAccepting, seen });
    }
    // Where nothing can be accepted there is nothing to refuse, unless we are told what to click.
    let mut refuse = None;
    if accept.is_some() || !ask.refuse.is_empty() {
        let (clicked, seen) = decide(browser, ask, url, &more, Want::Refuse, clock).await?;
        if clicked.is_some() {
            visitors.push(Visitor { phase: Phase::AfterRefusing, seen });
        }
        refuse = clicked;
    }

    let own: Vec<String> = [url, &at].into_iter().filter_map(|url| host_of(url.as_str())).collect();
    for visitor in &mut visitors {
        visitor.seen.retain(|thing, _| thing.what != What::Host || !own.iter().any(|site| is_own(site, &thing.host)));
    }
    let site = own.into_iter().next_back().unwrap_or_default();
    Ok(compare(policy, site, &visitors, accept, refuse).over(more.len() + 1 - unopened, unopened))
}

/// A visitor who makes a choice on the first page and then goes on.
async fn decide(
    browser: &Browser,
    ask: &ScanRequest,
    url: &Url,
    more: &[Url],
    want: Want,
    clock: &dyn Clock,
) -> Result<(Option<Clicked>, Seen), ScanError> {
    let visit = Visit::begin(browser, ask.patience).await?;
    visit.go(url).await?;
    let selectors = if want == Want::Accept { &ask.accept } else { &ask.refuse };
    let clicked = visit.choose(want, selectors).await?;
    let mut seen = Seen::new();
    if clicked.is_some() {
        // The site must remember the choice, also on the next page.
        visit.go(url).await?;
        follow(&visit, more).await?;
        seen = visit.look(clock).await?;
    }
    visit.end().await;
    Ok((clicked, seen))
}

/// Opens the other pages. Gives how many were not there.
async fn follow(visit: &Visit<'_>, more: &[Url]) -> Result<usize, ScanError> {
    let mut unopened = 0;
    for page in more {
        match visit.go(page).await {
            Ok(()) => {}
            Err(ScanError::Unreachable { .. } | ScanError::Status { .. } | ScanError::Endless { .. }) => unopened += 1,
            Err(error) => return Err(error),
        }
    }
    Ok(unopened)
}
