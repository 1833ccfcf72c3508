//! The outcome of a scan, for programs and in words.

use gestand_policy::terms::{Length, Unit};
use i18n_embed::fluent::FluentLanguageLoader;
use serde::Serialize;
use serde_json::{Value, json};

use crate::seen::{Clicked, Phase, Thing, What};
use crate::texts::{loader, t};

/// More differences of one kind are counted in the text, not told one by one. JSON has them all.
const TOLD: usize = 40;

/// What a site does beside what the policy says. Names and hosts only: no values.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Report {
    /// The host that was looked at.
    pub site: String,
    /// Name and version of the policy.
    pub policy: String,
    pub version: String,
    pub agrees: bool,
    pub differences: Vec<Difference>,
    /// The ids of the cookies of the policy of which nothing was seen.
    pub not_seen: Vec<String>,
    pub accept: Option<Clicked>,
    pub refuse: Option<Clicked>,
    /// How many pages were opened, and how many links gave an error.
    pub pages: usize,
    pub unopened: usize,
    pub seen: Vec<Sighting>,
}

/// One thing, and when it was seen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Sighting {
    #[serde(flatten)]
    pub thing: Thing,
    pub phases: Vec<Phase>,
    /// How long a cookie lives; none: until the browser closes, or not a cookie.
    pub lifetime_seconds: Option<u64>,
}

/// A name of the policy that may be meant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Like {
    pub name: String,
    pub node: String,
}

/// Where the site does otherwise than the policy says, or than the law asks. `node` is a node of the policy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Difference {
    /// What needs consent is there before a choice (Tw 11.7a(1)).
    BeforeConsent { thing: Thing, node: String },
    /// What needs consent is there after refusing.
    AfterRefusing { thing: Thing, node: String },
    /// No way to refuse where one can accept (GDPR 4(11)).
    NoRefuse,
    /// Refusing takes more clicks than accepting (GDPR 7(3)).
    RefuseHarder { accept: usize, refuse: usize },
    /// The policy has cookies that need consent, and no button to accept was found.
    NoAccept,
    /// The policy does not have it (Tw 11.7a(1), GDPR 13).
    Undeclared { thing: Thing, phases: Vec<Phase>, like: Option<Like> },
    /// A cookie lives longer than the policy says; seconds.
    LivesLonger { thing: Thing, node: String, declared: Length, seconds: u64 },
}

impl Clicked {
    pub(crate) fn clicks(&self) -> usize {
        self.labels.len()
    }

    fn text(&self, l: &FluentLanguageLoader) -> String {
        let labels = self.labels.iter().map(|label| format!("'{label}'")).collect::<Vec<_>>().join(", ");
        match &self.manager {
            Some(manager) => {
                t!(l, "clicked-manager", labels = labels, manager = manager.as_str(), clicks = self.clicks())
            }
            None => t!(l, "clicked", labels = labels, clicks = self.clicks()),
        }
    }
}

impl Thing {
    fn text(&self, l: &FluentLanguageLoader) -> String {
        let (name, host) = (self.name.as_str(), self.host.as_str());
        match self.what {
            What::Cookie => t!(l, "thing-cookie", name = name, host = host),
            What::LocalStorage => t!(l, "thing-local-storage", name = name, host = host),
            What::SessionStorage => t!(l, "thing-session-storage", name = name, host = host),
            What::Host => t!(l, "thing-host", host = host),
        }
    }
}

impl Difference {
    /// Differences of one kind stand together, what counts most first.
    pub(crate) fn rank(&self) -> u8 {
        match self {
            Difference::BeforeConsent { .. } => 0,
            Difference::AfterRefusing { .. } => 1,
            Difference::NoRefuse => 2,
            Difference::RefuseHarder { .. } => 3,
            Difference::NoAccept => 4,
            Difference::Undeclared { .. } => 5,
            Difference::LivesLonger { .. } => 6,
        }
    }

    /// The difference in `lang` (`nl` or `en`), with what to do where that is not plain.
    pub fn text(&self, lang: &str) -> String {
        let l = loader(lang);
        match self {
            Difference::BeforeConsent { thing, node } => {
                t!(l, "before-consent", thing = thing.text(l), node = node.as_str())
            }
            Difference::AfterRefusing { thing, node } => {
                t!(l, "after-refusing", thing = thing.text(l), node = node.as_str())
            }
            Difference::NoRefuse => t!(l, "no-refuse"),
            Difference::RefuseHarder { accept, refuse } => t!(l, "refuse-harder", accept = accept, refuse = refuse),
            Difference::NoAccept => t!(l, "no-accept"),
            Difference::Undeclared { thing, phases, like } => {
                let phases = phases.iter().map(|phase| phase.text(l)).collect::<Vec<_>>().join(", ");
                let text = t!(l, "undeclared", thing = thing.text(l), phases = phases);
                match like {
                    Some(Like { name, node }) => {
                        format!("{text} {}", t!(l, "undeclared-like", name = name.as_str(), node = node.as_str()))
                    }
                    None => text,
                }
            }
            Difference::LivesLonger { thing, node, declared, seconds } => t!(
                l,
                "lives-longer",
                thing = thing.text(l),
                node = node.as_str(),
                declared = length(l, declared),
                seen = lived(l, *seconds)
            ),
        }
    }
}

impl Phase {
    fn text(self, l: &FluentLanguageLoader) -> String {
        match self {
            Phase::BeforeChoice => t!(l, "phase-before-choice"),
            Phase::AfterRefusing => t!(l, "phase-after-refusing"),
            Phase::AfterAccepting => t!(l, "phase-after-accepting"),
        }
    }
}

fn length(l: &FluentLanguageLoader, length: &Length) -> String {
    let n = length.count;
    match length.unit {
        _ if n == 0 => t!(l, "length-session"),
        Unit::Hours => t!(l, "length-hours", n = n),
        Unit::Days => t!(l, "length-days", n = n),
        Unit::Weeks => t!(l, "length-weeks", n = n),
        Unit::Months => t!(l, "length-months", n = n),
        Unit::Years => t!(l, "length-years", n = n),
    }
}

/// A lifetime that was seen, rounded up: whole hours under two days, else whole days.
fn lived(l: &FluentLanguageLoader, seconds: u64) -> String {
    match seconds.div_ceil(3_600) {
        hours @ 0..48 => t!(l, "length-hours", n = hours),
        _ => t!(l, "length-days", n = seconds.div_ceil(86_400)),
    }
}

impl Report {
    pub(crate) fn over(self, pages: usize, unopened: usize) -> Report {
        Report { pages, unopened, ..self }
    }

    /// The report with the text of each difference in `lang` (`nl` or `en`).
    ///
    /// # Errors
    /// None that is known: all of it is text and numbers.
    pub fn json(&self, lang: &str) -> serde_json::Result<Value> {
        let mut value = serde_json::to_value(self)?;
        if let Some(Value::Array(differences)) = value.get_mut("differences") {
            for (one, difference) in differences.iter_mut().zip(&self.differences) {
                one["text"] = json!(difference.text(lang));
            }
        }
        Ok(value)
    }

    /// The report as lines of text in `lang` (`nl` or `en`).
    pub fn lines(&self, lang: &str) -> Vec<String> {
        let l = loader(lang);
        let version = self.version.get(..12).unwrap_or(&self.version);
        let mut lines = vec![
            t!(l, "head", site = self.site.as_str(), policy = self.policy.as_str(), version = version),
            t!(l, "pages", pages = self.pages, unopened = self.unopened),
            t!(l, "refused-by", how = self.refuse.as_ref().map_or_else(|| t!(l, "not-found"), |how| how.text(l))),
            t!(l, "accepted-by", how = self.accept.as_ref().map_or_else(|| t!(l, "not-found"), |how| how.text(l))),
            String::new(),
        ];
        for of_one_kind in self.differences.chunk_by(|a, b| a.rank() == b.rank()) {
            lines.extend(of_one_kind.iter().take(TOLD).map(|difference| format!("- {}", difference.text(lang))));
            let more: usize = of_one_kind.len().saturating_sub(TOLD);
            if more > 0 {
                lines.push(t!(l, "more", count = more));
            }
        }
        lines.push(t!(l, "sum", count = self.differences.len()));
        if !self.not_seen.is_empty() {
            lines.push(t!(l, "not-seen", nodes = self.not_seen.join(", ")));
        }
        lines
    }
}
