//! The fields of a form that was sent, after the check that the form came from us; and the mistakes in it.

use std::sync::Arc;

use axum::Form;
use axum::extract::{FromRequest, Request};
use axum::http::StatusCode;
use gestand_app::FieldError;

use crate::errors::Problem;
use crate::page::Page;
use crate::site::Site;
use crate::visitor::Visitor;

/// Names and values as sent. May hold personal data: it has no `Debug`.
#[derive(Default)]
pub(crate) struct Fields(Vec<(String, String)>);

impl From<Vec<(String, String)>> for Fields {
    fn from(pairs: Vec<(String, String)>) -> Self {
        Fields(pairs)
    }
}

impl Fields {
    /// Fields to show in a form that is not filled in by the visitor.
    pub fn of(pairs: &[(&str, &str)]) -> Self {
        Fields(pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect())
    }

    /// The value of a field, trimmed; empty when it was not sent.
    pub fn get(&self, name: &str) -> &str {
        self.all(name).next().unwrap_or_default()
    }

    /// The value of a field as it was typed, with the space around it.
    pub fn raw(&self, name: &str) -> &str {
        self.0.iter().find(|(key, _)| key == name).map_or("", |(_, value)| value)
    }

    /// Whether a field has this value.
    pub fn is(&self, name: &str, value: &str) -> bool {
        self.get(name) == value
    }

    /// The value of a field that may be left empty.
    pub fn filled(&self, name: &str) -> Option<String> {
        Some(self.get(name)).filter(|text| !text.is_empty()).map(str::to_owned)
    }

    /// The fields of which the name begins so: the rest of the name, and the value.
    pub fn beginning<'f>(&'f self, start: &str) -> impl Iterator<Item = (&'f str, &'f str)> {
        self.0.iter().filter_map(move |(key, value)| Some((key.strip_prefix(start)?, value.trim())))
    }

    /// All values with that name.
    pub fn all<'f>(&'f self, name: &str) -> impl Iterator<Item = &'f str> {
        self.0.iter().filter(move |(key, _)| key == name).map(|(_, value)| value.trim())
    }
}

impl FromRequest<Site> for Fields {
    type Rejection = Problem;

    async fn from_request(request: Request, site: &Site) -> Result<Self, Problem> {
        let visitor = request.extensions().get::<Arc<Visitor>>().cloned().ok_or(Problem::FormExpired)?;
        let Form(pairs) = Form::<Vec<(String, String)>>::from_request(request, site).await.map_err(|rejection| {
            if rejection.status() == StatusCode::PAYLOAD_TOO_LARGE { Problem::TooLarge } else { Problem::Unreadable }
        })?;
        let fields = Fields(pairs);
        if visitor.sent_by_us(fields.get("csrf")) { Ok(fields) } else { Err(Problem::FormExpired) }
    }
}

/// What is wrong in a form: field and text.
#[derive(Debug, Default)]
pub(crate) struct Mistakes(pub Vec<(&'static str, String)>);

impl Mistakes {
    pub fn new(page: &Page, errors: Vec<FieldError>) -> Self {
        Mistakes(errors.into_iter().map(|error| (error.field, page.word("error", error.problem))).collect())
    }
    pub fn of(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(field, _)| *field == name).map(|(_, text)| text.as_str())
    }
    pub fn any(&self) -> bool {
        !self.0.is_empty()
    }
    pub fn status(&self) -> StatusCode {
        if self.any() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK }
    }
}
