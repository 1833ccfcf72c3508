//! The settings of the consent manager `vanilla-cookieconsent` (version 3) from the policy.

use std::collections::BTreeMap;

use gestand_policy::model::{AddressForm, Cookie, CookieConsent, CookieStorage};
use gestand_policy::terms::Length;
use gestand_policy::{Policy, number_of};
use serde_json::{Map, Value, json};

use super::{CookieGroup, CookiePage, Sentence, cookie_page, in_use, name_of, of_group, says_of};
use crate::lang::{Lang, Texts, t};

/// The settings: an object for `CookieConsent.run`.
#[derive(Debug, Clone, PartialEq)]
pub struct ConsentConfig {
    value: Value,
    /// The names with a `*`, as regular expressions between slashes.
    patterns: Vec<String>,
}

/// Why there can be no valid banner. Nothing is written then.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ConsentRefused {
    /// Consent is taken from use, not asked, or not spoken of, while a cookie needs it: G0702.
    NotAsked,
    /// The policy says that refusing is harder: G0708.
    RefusingHarder,
    /// The policy has no functional cookie of this name, in which the choice could be kept.
    NoChoiceCookie(String),
    /// Neither `choice_kept` nor the life time of the cookie tells how long a choice holds.
    NoTerm(String),
}

impl ConsentRefused {
    /// What is wrong, and what to do.
    pub fn message(&self, lang: Lang) -> String {
        let texts = Texts::new(lang, AddressForm::U);
        match self {
            ConsentRefused::NotAsked => t!(texts, "cookies-refused-not-asked"),
            ConsentRefused::RefusingHarder => t!(texts, "cookies-refused-harder"),
            ConsentRefused::NoChoiceCookie(name) => t!(texts, "cookies-refused-cookie", name = name.as_str()),
            ConsentRefused::NoTerm(name) => t!(texts, "cookies-refused-term", name = name.as_str()),
        }
    }

    /// The code of the checker that finds the same.
    pub fn code(&self) -> Option<&'static str> {
        match self {
            ConsentRefused::NotAsked => Some("G0702"),
            ConsentRefused::RefusingHarder => Some("G0708"),
            ConsentRefused::NoChoiceCookie(_) | ConsentRefused::NoTerm(_) => None,
        }
    }
}

impl ConsentConfig {
    /// As JSON. A name with a `*` is a text with a regular expression between slashes: `"/^_ga_.*$/"`.
    pub fn json(&self) -> &Value {
        &self.value
    }

    /// As a JavaScript module whose default export goes into `CookieConsent.run`.
    pub fn module(&self) -> String {
        let text = format!("{:#}", self.value);
        let literal =
            |text: String, pattern: &String| text.replace(&Value::from(pattern.as_str()).to_string(), pattern);
        format!("export default {};\n", self.patterns.iter().fold(text, literal))
    }
}

/// Writes the settings from `policy`; `choice` is the name of the cookie that keeps the choice, as the policy has it.
///
/// Before a choice nothing that needs consent is allowed; accepting and refusing are two equal buttons in one layer
/// (GDPR 4(11), 7; Tw 11.7a). A change of the cookies that need consent gives a new `revision`: visitors are asked again.
///
/// # Errors
/// [`ConsentRefused`] when the policy promises something else, or has no place for the choice.
pub fn consent_config(policy: &Policy, choice: &str, lang: Lang) -> Result<ConsentConfig, ConsentRefused> {
    let cookies = || in_use(policy);
    let rules = policy.document.cookie_rules.as_ref();
    let consent = rules.and_then(|rules| rules.consent.as_deref());
    let ask = cookies().any(|(_, cookie)| cookie.needs_consent());
    match consent {
        Some(CookieConsent::OptIn) => {}
        Some(CookieConsent::Implied) => return Err(ConsentRefused::NotAsked),
        Some(CookieConsent::NotAsked) | None if ask => return Err(ConsentRefused::NotAsked),
        Some(CookieConsent::NotAsked) | None => {}
    }
    if rules.and_then(|rules| rules.refuse_as_easy) == Some(false) {
        return Err(ConsentRefused::RefusingHarder);
    }
    let keeps = |cookie: &Cookie| is_cookie(cookie) && cookie.names.iter().any(|name| name.as_str() == choice);
    let cookie = cookies().map(|(_, cookie)| cookie).find(|cookie| !cookie.needs_consent() && keeps(cookie));
    let cookie = cookie.ok_or_else(|| ConsentRefused::NoChoiceCookie(choice.to_owned()))?;
    let term = rules.and_then(|rules| rules.choice_kept.as_deref()).or(cookie.lifetime.as_deref());
    let days = term.map(|term: &Length| term.shortest_days()).filter(|days| *days > 0);
    let days = days.ok_or_else(|| ConsentRefused::NoTerm(choice.to_owned()))?;

    let page = cookie_page(policy, lang);
    let mut patterns = Vec::new();
    let categories: Map<String, Value> =
        page.groups.iter().map(|group| (group.id.to_owned(), category(policy, &page, group, &mut patterns))).collect();
    let translations: Map<String, Value> = [Lang::Nl, Lang::En]
        .into_iter()
        .map(|lang| (lang.code().to_owned(), translation(&cookie_page(policy, lang), ask)))
        .collect();
    let gui = json!({ "layout": "box", "equalWeightButtons": true, "flipButtons": false });
    let value = json!({
        "mode": "opt-in",
        "autoShow": ask,
        "autoClearCookies": true,
        "hideFromBots": false,
        "revision": revision(cookies()),
        "cookie": { "name": choice, "expiresAfterDays": days, "sameSite": "Lax" },
        "guiOptions": { "consentModal": gui, "preferencesModal": gui },
        "categories": categories,
        "language": { "default": lang.code(), "autoDetect": "document", "translations": translations },
    });
    patterns.sort_unstable();
    patterns.dedup();
    Ok(ConsentConfig { value, patterns })
}

fn is_cookie(cookie: &Cookie) -> bool {
    matches!(cookie.kept_in.as_deref(), None | Some(CookieStorage::Cookie))
}

/// A number that changes with what visitors say yes to, and with nothing else.
fn revision<'p>(cookies: impl Iterator<Item = (&'p String, &'p Cookie)>) -> u32 {
    let told = |cookie: &Cookie| {
        json!([
            cookie.class,
            cookie.aim,
            cookie.supplier,
            cookie.names,
            cookie.kept_in,
            cookie.hosts,
            cookie.lifetime,
            cookie.shares,
            cookie.region
        ])
    };
    let cookies = cookies.filter(|(_, cookie)| cookie.needs_consent()).map(|(id, cookie)| (id, told(cookie)));
    number_of(&json!(cookies.collect::<BTreeMap<_, _>>()))
}

/// What is needed is on and cannot be switched off; the rest is off, and goes when the visitor says no.
fn category(policy: &Policy, page: &CookiePage, group: &CookieGroup, patterns: &mut Vec<String>) -> Value {
    if !group.needs_consent {
        return json!({ "enabled": true, "readOnly": true });
    }
    let texts = Texts::new(page.lang, page.address);
    let (mut all, mut services) = (Vec::new(), Map::new());
    for (id, cookie) in of_group(policy, group.id) {
        let names: Vec<Value> = match is_cookie(cookie) {
            true => cookie.names.iter().map(|name| json!({ "name": expression(name.as_str(), patterns) })).collect(),
            false => Vec::new(),
        };
        all.extend(names.iter().cloned());
        let label = html(&texts.label(cookie.label.as_ref(), id));
        services.insert(id.clone(), json!({ "label": label, "cookies": names }));
    }
    json!({ "enabled": false, "readOnly": false, "autoClear": { "cookies": all }, "services": services })
}

/// A name as the consent manager takes it: as it is, or a regular expression where `*` stands for any characters.
fn expression(name: &str, patterns: &mut Vec<String>) -> String {
    if !name.contains('*') {
        return name.to_owned();
    }
    let mut out = String::from("/^");
    for letter in name.chars() {
        match letter {
            '*' => out.push_str(".*"),
            letter if letter.is_alphanumeric() || letter == '_' || letter == '-' => out.push(letter),
            letter => out.extend(['\\', letter]),
        }
    }
    out.push_str("$/");
    patterns.push(out.clone());
    out
}

fn translation(page: &CookiePage, ask: bool) -> Value {
    let texts = Texts::new(page.lang, page.address);
    let (accept, refuse) = (t!(texts, "cookies-accept"), t!(texts, "cookies-refuse-all"));
    let about = html(&t!(texts, "cookies-banner", name = page.organisation.as_str()));
    let mut sections = vec![json!({ "description": html(&page.change) })];
    // A list, as the tables of the consent manager name headers that do not exist (axe: td-headers-attr).
    sections.extend(page.groups.iter().map(|group| {
        let item = |one: &Sentence| {
            let details = one.details.iter().map(|detail| detail.sentence());
            let facts: Vec<String> = std::iter::once(says_of(one).to_owned()).chain(details).collect();
            format!("<li><strong>{}</strong>: {}</li>", html(name_of(one)), html(facts.join(" ").trim()))
        };
        let items: String = group.entries.iter().map(item).collect();
        json!({
            "title": html(&group.title),
            "description": format!("<p>{}</p><ul>{items}</ul>", html(&group.says.join(" "))),
            "linkedCategory": group.id,
        })
    }));
    let mut preferences = json!({
        "title": t!(texts, "cookies-settings"),
        "savePreferencesBtn": t!(texts, "cookies-save"),
        "closeIconLabel": t!(texts, "cookies-close"),
        "sections": sections,
    });
    if ask {
        preferences["acceptAllBtn"] = json!(accept);
        preferences["acceptNecessaryBtn"] = json!(refuse);
    }
    json!({
        "consentModal": {
            "title": t!(texts, "cookies-banner-title"),
            "description": about,
            "acceptAllBtn": accept,
            "acceptNecessaryBtn": refuse,
            "showPreferencesBtn": t!(texts, "cookies-choose"),
        },
        "preferencesModal": preferences,
    })
}

/// The consent manager shows texts as HTML; ours are plain.
fn html(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
