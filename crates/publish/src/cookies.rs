//! Cookies for the visitor: the cookie page, and the settings of a consent manager (Tw 11.7a).

mod config;

use gestand_policy::Policy;
use gestand_policy::model::{AddressForm, Cookie, CookieClass, CookieConsent};
use serde::Serialize;

use crate::lang::{Lang, Texts, t};
use crate::paper::{Block, EntryRow, Paper};
use crate::pdf::PdfError;
use crate::statement::{Sentence, statement};

pub use config::{ConsentConfig, ConsentRefused, consent_config};

/// All that a visitor may want to know about the cookies, from the same sentences as the statement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CookiePage {
    pub title: String,
    pub lead: String,
    pub organisation: String,
    pub lang: Lang,
    pub address: AddressForm,
    /// The rules for all cookies. Empty where the policy is silent.
    pub rules: Vec<Sentence>,
    pub groups: Vec<CookieGroup>,
    /// How a visitor changes a choice.
    pub change: String,
}

/// Cookies of one kind, with what a visitor can choose about them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CookieGroup {
    /// `necessary`, `low_impact`, `analytics`, `video`, `marketing` or `other`; the same in the consent manager.
    pub id: &'static str,
    pub title: String,
    /// What the kind is for, and whether consent is asked.
    pub says: Vec<String>,
    pub needs_consent: bool,
    pub entries: Vec<Sentence>,
}

/// The kinds in the order of the page. What needs no consent comes first.
const GROUPS: [&str; 6] = ["necessary", "low_impact", "analytics", "video", "marketing", "other"];

fn group_of(cookie: &Cookie) -> &'static str {
    match cookie.class.as_deref() {
        Some(CookieClass::Functional) => "necessary",
        Some(CookieClass::Analytic) if !cookie.needs_consent() => "low_impact",
        Some(CookieClass::Analytic) => "analytics",
        Some(CookieClass::Video) => "video",
        Some(CookieClass::Marketing) => "marketing",
        None => "other",
    }
}

/// The cookies in use with their ids.
fn in_use(policy: &Policy) -> impl Iterator<Item = (&String, &Cookie)> {
    policy.document.cookies.iter().map(|(id, cookie)| (id, &cookie.value)).filter(|(_, cookie)| !cookie.retired)
}

/// The cookies in use of one group.
fn of_group<'p>(policy: &'p Policy, group: &'static str) -> impl Iterator<Item = (&'p String, &'p Cookie)> {
    in_use(policy).filter(move |(_, cookie)| group_of(cookie) == group)
}

/// Writes the cookie page of `policy` in `lang`.
pub fn cookie_page(policy: &Policy, lang: Lang) -> CookiePage {
    let mut statement = statement(policy, lang);
    let texts = Texts::new(lang, statement.address);
    let section = statement.sections.iter().position(|section| section.id == "cookies");
    let sentences = section.map(|at| statement.sections.swap_remove(at).sentences).unwrap_or_default();
    let asked = asks(policy);
    let groups = GROUPS.into_iter().filter_map(|id| {
        let nodes: Vec<String> = of_group(policy, id).map(|(id, _)| format!("cookies.{id}")).collect();
        let entries: Vec<Sentence> = sentences.iter().filter(|one| nodes.contains(&one.node)).cloned().collect();
        let needs_consent = of_group(policy, id).any(|(_, cookie)| cookie.needs_consent());
        let mut says = aim(policy, &texts, id);
        says.extend(match (needs_consent, asked) {
            (false, _) => Some(t!(texts, "cookies-consent-not-needed")),
            (true, true) => Some(t!(texts, "cookies-consent-first")),
            (true, false) => None,
        });
        (!entries.is_empty()).then(|| CookieGroup { id, title: title(&texts, id), says, needs_consent, entries })
    });
    let groups: Vec<CookieGroup> = groups.collect();
    let choice = asked && groups.iter().any(|group| group.needs_consent);
    CookiePage {
        title: t!(texts, "cookies-page-title"),
        lead: if sentences.is_empty() { t!(texts, "cookies-page-none") } else { t!(texts, "cookies-page-lead") },
        organisation: statement.organisation,
        lang,
        address: statement.address,
        rules: sentences.into_iter().filter(|one| !one.node.starts_with("cookies.")).collect(),
        change: if choice { t!(texts, "cookies-change-choice") } else { t!(texts, "cookies-change-browser") },
        groups,
    }
}

/// Consent is asked before anything that needs it.
fn asks(policy: &Policy) -> bool {
    let rules = policy.document.cookie_rules.as_ref();
    rules.and_then(|rules| rules.consent.as_deref()) == Some(&CookieConsent::OptIn)
}

/// The aims that the policy gives for the classes of a group.
fn aim(policy: &Policy, texts: &Texts, group: &'static str) -> Vec<String> {
    let Some(rules) = &policy.document.cookie_rules else { return Vec::new() };
    let has = |class: CookieClass| of_group(policy, group).any(|(_, cookie)| cookie.class.as_deref() == Some(&class));
    let aims = rules.aims.iter().filter(|(class, _)| has(**class));
    aims.map(|(_, aim)| t!(texts, "cookies-group-aim", aim = texts.text(aim))).collect()
}

fn title(texts: &Texts, group: &str) -> String {
    match group {
        "necessary" => t!(texts, "cookies-group-necessary"),
        "low_impact" => t!(texts, "cookies-group-low-impact"),
        "analytics" => t!(texts, "cookies-group-analytics"),
        "video" => t!(texts, "cookies-group-video"),
        "marketing" => t!(texts, "cookies-group-marketing"),
        _ => t!(texts, "cookies-group-other"),
    }
}

/// The page as one HTML file that needs nothing else.
///
/// # Errors
/// [`PdfError::Text`] when the template fails to write.
pub fn cookie_page_html(page: &CookiePage) -> Result<String, PdfError> {
    paper(page).html().map_err(|error| PdfError::Text(error.to_string()))
}

/// The page as Markdown.
pub fn cookie_page_markdown(page: &CookiePage) -> String {
    paper(page).markdown()
}

fn paper(page: &CookiePage) -> Paper {
    let texts = Texts::new(page.lang, page.address);
    let mut paper = Paper::new(&texts, page.title.clone(), &page.organisation, None);
    paper.para(&page.lead);
    for rule in &page.rules {
        paper.para(&rule.text);
        paper.list(rule.details.iter().map(ToString::to_string).collect());
    }
    for group in &page.groups {
        paper.heading(1, &group.title);
        if !group.says.is_empty() {
            paper.para(group.says.join(" "));
        }
        let rows = group.entries.iter().map(|sentence| EntryRow {
            name: name_of(sentence).to_owned(),
            says: says_of(sentence).to_owned(),
            facts: sentence.details.iter().map(|detail| (detail.label.clone(), stopped(&detail.text))).collect(),
        });
        paper.blocks.push(Block::Entries { head: None, rows: rows.collect() });
    }
    paper.heading(1, t!(texts, "cookies-change"));
    paper.para(&page.change);
    paper
}

fn name_of(sentence: &Sentence) -> &str {
    sentence.entry.as_ref().map_or(sentence.text.as_str(), |entry| entry.name.as_str())
}

fn says_of(sentence: &Sentence) -> &str {
    sentence.entry.as_ref().map_or("", |entry| entry.says.as_str())
}

fn stopped(text: &str) -> String {
    if text.ends_with(['.', '!', '?']) || text.contains("://") { text.to_owned() } else { format!("{text}.") }
}
