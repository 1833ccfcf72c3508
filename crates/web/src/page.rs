//! What every template gets: language, texts, who is logged in; and how a template becomes an answer.

use std::sync::Arc;

use askama::Template;
use axum::body::Body;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use gestand_app::{Actor, App, Download, Right};
use gestand_policy::model::{AddressForm, Text};
use gestand_publish::Lang;
use i18n_embed::fluent::FluentLanguageLoader;
use jiff::tz::TimeZone;
use jiff::{Timestamp, civil::Date};

use crate::cookies::Cookie;
use crate::errors::{Answer, Problem};
use crate::site::Site;
use crate::texts;
use crate::visitor::Visitor;

/// The site with the visitor of this request: what handlers of all pages take.
#[derive(Debug)]
pub(crate) struct Context {
    pub site: Site,
    pub visitor: Arc<Visitor>,
}

impl Context {
    pub fn app(&self) -> &Arc<App> {
        &self.site.app
    }
    pub fn lang(&self) -> Lang {
        self.visitor.lang
    }
    pub fn page(&self) -> Page {
        Page::new(&self.site, Arc::clone(&self.visitor))
    }

    /// The answer to a form that was used up: it cannot be sent again by reloading, as it belonged to the old cookie.
    pub fn used(&self, mut response: Response) -> Response {
        if let Some(cookie) = Cookie::Form.write(&self.app().new_cookie(), self.site.options) {
            response.headers_mut().append(header::SET_COOKIE, cookie);
        }
        response
    }
}

impl FromRequestParts<Site> for Context {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, site: &Site) -> Result<Self, Problem> {
        let visitor = parts.extensions.get::<Arc<Visitor>>().cloned().ok_or(Problem::Unreadable)?;
        Ok(Context { site: Site { app: Arc::clone(&visitor.app), ..site.clone() }, visitor })
    }
}

/// The context of a page in the workspace, with the employee who is logged in.
#[derive(Debug)]
pub(crate) struct Work {
    pub context: Context,
    pub actor: Actor,
}

impl Work {
    pub fn app(&self) -> &Arc<App> {
        &self.context.site.app
    }
    pub fn lang(&self) -> Lang {
        self.context.visitor.lang
    }
    pub fn page(&self) -> Page {
        self.context.page()
    }
}

impl FromRequestParts<Site> for Work {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, site: &Site) -> Result<Self, Problem> {
        let context = Context::from_request_parts(parts, site).await?;
        match &context.visitor.session {
            Some(session) => Ok(Work { actor: session.actor.clone(), context }),
            None => Err(Problem::App(gestand_app::AppError::LoginFailed)),
        }
    }
}

/// What a template knows besides its own content.
#[derive(Debug)]
pub(crate) struct Page {
    pub texts: &'static FluentLanguageLoader,
    pub lang: Lang,
    pub organisation: String,
    pub theme: &'static str,
    pub visitor: Arc<Visitor>,
    pub app: Arc<App>,
    zone: TimeZone,
}

impl Page {
    pub fn new(site: &Site, visitor: Arc<Visitor>) -> Self {
        let site = Site { app: Arc::clone(&visitor.app), ..site.clone() };
        let policy = site.app.policy();
        let stated = policy.document.statement.as_ref().and_then(|statement| statement.address);
        let work = visitor.path.starts_with("/werk");
        let form = if work { AddressForm::Je } else { stated.unwrap_or(AddressForm::U) };
        Page {
            texts: texts::loader(visitor.lang, form),
            lang: visitor.lang,
            organisation: site.organisation().to_owned(),
            theme: site.theme(),
            visitor,
            zone: site.app.zone(),
            app: site.app,
        }
    }

    pub fn code(&self) -> &'static str {
        texts::code(self.lang)
    }

    /// The autocomplete token of a field about the visitor; an employee fills in about someone else.
    pub fn token(&self, token: &'static str) -> &'static str {
        if self.visitor.path.starts_with("/werk") { "off" } else { token }
    }

    /// Hidden value of every form.
    pub fn csrf(&self) -> &str {
        self.visitor.csrf()
    }

    /// Hidden value of a form that can be sent once: see [`Context::used`].
    pub fn csrf_once(&self) -> &str {
        self.visitor.csrf_once()
    }

    /// A text of the policy or of a source.
    pub fn say<'t>(&self, text: &'t Text) -> &'t str {
        text.get(self.code())
    }

    /// The word of the policy for an item; its id where it has none.
    pub fn item(&self, id: &str) -> String {
        let categories = self.app.policy().document.categories.values();
        let label = categories.into_iter().find_map(|category| category.items.get(id)?.label.as_ref());
        label.map_or_else(|| id.replace('_', " "), |label| self.say(label).to_owned())
    }

    /// `3 maart 2026`.
    pub fn day(&self, date: &Date) -> String {
        gestand_publish::words::date_in_words(*date, self.lang)
    }

    /// `3 maart 2026, 14:05`.
    pub fn moment(&self, at: &Timestamp) -> String {
        let local = at.to_zoned(self.zone.clone());
        format!("{}, {:02}:{:02}", self.day(&local.date()), local.hour(), local.minute())
    }

    /// A value of a source or a person: a date or a moment in words, anything else as it is.
    pub fn value(&self, text: &str) -> String {
        match (text.parse::<Date>(), text.parse::<Timestamp>()) {
            (_, Ok(at)) => self.moment(&at),
            (Ok(date), _) if text.len() == "2026-03-01".len() => self.day(&date),
            _ => text.to_owned(),
        }
    }

    /// What the visitor has just done, in words.
    pub fn done(&self) -> Option<String> {
        let key = format!("done-{}", self.visitor.done.as_ref()?);
        self.texts.has(&key).then(|| self.texts.get(&key))
    }

    /// The name of who is logged in.
    pub fn employee(&self) -> Option<&str> {
        match self.visitor.session.as_ref().map(|session| &session.actor) {
            Some(Actor::Employee { name, .. }) => Some(name),
            _ => None,
        }
    }

    fn may(&self, right: Right) -> bool {
        self.visitor.session.as_ref().is_some_and(|session| session.actor.may(right))
    }
    pub fn may_handle(&self) -> bool {
        self.may(Right::HandleRequest)
    }
    pub fn may_approve(&self) -> bool {
        self.may(Right::ApprovePlan)
    }
    pub fn may_hold(&self) -> bool {
        self.may(Right::Hold)
    }
    pub fn may_check(&self) -> bool {
        self.may(Right::RunChecks)
    }
    pub fn may_edit_policy(&self) -> bool {
        self.may(Right::EditPolicy)
    }
    pub fn may_see_ledger(&self) -> bool {
        self.may(Right::SeeLedger)
    }

    /// `page` when the visitor is on that page or below it: for `aria-current`.
    pub fn current(&self, path: &str) -> Option<&'static str> {
        let here = self.visitor.path.as_str();
        let below =
            here.strip_prefix(path).is_some_and(|rest| path.len() > 1 && path != "/werk" && rest.starts_with('/'));
        match (here == path, below) {
            (true, _) => Some("page"),
            (false, true) => Some("true"),
            _ => None,
        }
    }
}

/// A page as an answer.
pub(crate) fn html(status: StatusCode, template: &impl Template) -> Answer {
    let body = template.render().map_err(Problem::Render)?;
    Ok((status, [(header::CONTENT_TYPE, "text/html; charset=utf-8")], body).into_response())
}

/// A page that was found.
pub(crate) fn show(template: &impl Template) -> Answer {
    html(StatusCode::OK, template)
}

/// A file: shown, or kept by the browser under `name`.
pub(crate) fn file(bytes: impl Into<Vec<u8>>, media_type: &'static str, name: Option<&str>) -> Answer {
    let mut response = ([(header::CONTENT_TYPE, media_type)], bytes.into()).into_response();
    if let Some(name) = name
        && let Ok(value) = HeaderValue::from_str(&format!("attachment; filename=\"{name}\""))
    {
        response.headers_mut().insert(header::CONTENT_DISPOSITION, value);
    }
    Ok(response)
}

/// A file that is made while it is sent.
pub(crate) fn download(download: Download) -> Answer {
    let mut response = file(Vec::new(), download.media_type, Some(&download.file_name))?;
    *response.body_mut() = Body::from_stream(download.pieces);
    Ok(response)
}
