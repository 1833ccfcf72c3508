//! What every handler needs: the App and how the site is served.

use std::sync::Arc;

use gestand_app::App;
use tokio::sync::Semaphore;

/// How the site is served.
#[derive(Debug, Clone, Copy)]
pub struct WebOptions {
    /// The site is reached by https: cookies are `Secure` and the browser is told to stay on https.
    pub secure_cookies: bool,
}

/// The state of all handlers.
#[derive(Debug, Clone)]
pub(crate) struct Site {
    /// A view under the policy that was in force at some moment; a request works in the one of its visitor.
    pub app: Arc<App>,
    pub options: WebOptions,
    /// Room for uploads that are received together.
    pub uploads: Arc<Semaphore>,
}

/// Colours to choose from; each is a small file of properties in `assets/themes`.
const THEMES: [&str; 5] = ["haven", "bos", "baksteen", "lavendel", "lucht"];

impl Site {
    /// The name that pages carry.
    pub fn organisation(&self) -> &str {
        let policy = self.app.policy();
        let organisation = policy.document.organisation.as_ref().and_then(|o| o.name.as_deref());
        organisation.unwrap_or(&policy.name)
    }

    /// A corporation keeps its colour: it follows from the name of its pack.
    pub fn theme(&self) -> &'static str {
        let sum =
            self.app.policy().name.bytes().fold(0usize, |sum, byte| sum.wrapping_mul(31).wrapping_add(byte.into()));
        THEMES[sum % THEMES.len()]
    }
}
