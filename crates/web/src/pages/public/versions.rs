//! The versions of the statement: since when each held and why it changed, and what it said.

use askama::Template;
use axum::extract::{Path, Query};
use axum::http::{HeaderValue, header};
use axum::response::IntoResponse;
use gestand_app::{AppError, SentenceChange, Upcoming, VersionLine, VersionPage as View};
use gestand_publish::{Lang, Statement, statement_markdown, statement_pdf};

use crate::errors::{Answer, Problem};
use crate::fields::{Fields, Mistakes};
use crate::page::{Context, Page, file, html, show};

#[derive(Template)]
#[template(path = "public/versions.html")]
struct VersionsPage {
    page: Page,
    versions: Vec<VersionLine>,
    upcoming: Option<Upcoming>,
    fields: Fields,
    mistakes: Mistakes,
    /// The version that held on the day that was asked, when one was asked; `None` inside: none held yet.
    held: Option<Option<VersionLine>>,
}

#[derive(Template)]
#[template(path = "public/version.html")]
struct VersionPage {
    page: Page,
    view: View,
}

impl Page {
    /// Why a version came: the words of its authors, else where it came from.
    pub fn version_reason(&self, line: &VersionLine) -> String {
        match line.reason.as_str() {
            "" => self.word("version-origin", line.origin.as_str()),
            reason => reason.to_owned(),
        }
    }

    /// The language of a text, where it is not that of the page.
    pub fn other_lang(&self, lang: &Lang) -> Option<&'static str> {
        (*lang != self.lang).then(|| lang.code())
    }

    /// `added`, `removed` or `changed`.
    pub fn change(&self, change: &SentenceChange) -> &'static str {
        match (&change.old, &change.new) {
            (None, _) => "added",
            (_, None) => "removed",
            _ => "changed",
        }
    }
}

/// `GET /verklaring/versies?op=`
pub(crate) async fn list(context: Context, Query(query): Query<Vec<(String, String)>>) -> Answer {
    let (versions, upcoming) = context.app().statement_versions().await?;
    let asked = query.iter().find(|(key, _)| key == "op").map_or("", |(_, day)| day.trim());
    let (page, fields) = (context.page(), Fields::of(&[("op", asked)]));
    let (held, mistakes) = match asked {
        "" => (None, Mistakes::default()),
        day => match context.app().version_on(day).await {
            Ok(line) => (Some(line), Mistakes::default()),
            Err(AppError::Invalid(errors)) => (None, Mistakes::new(&page, errors)),
            Err(error) => return Err(error.into()),
        },
    };
    html(mistakes.status(), &VersionsPage { page, versions, upcoming, fields, mistakes, held })
}

fn number(text: &str) -> Result<u32, Problem> {
    text.parse().map_err(|_| Problem::NotFound)
}

async fn statement(context: &Context, number: u32) -> Result<Statement, Problem> {
    Ok(context.app().statement_of(number, context.lang()).await?)
}

/// `GET /verklaring/versies/{number}`
pub(crate) async fn page(context: Context, Path(asked): Path<String>) -> Answer {
    let view = context.app().statement_version(number(&asked)?, context.lang()).await?;
    show(&VersionPage { page: context.page(), view })
}

/// `GET …/verklaring.pdf`
pub(crate) async fn pdf(context: Context, Path(asked): Path<String>) -> Answer {
    let number = number(&asked)?;
    let bytes = statement_pdf(&statement(&context, number).await?)
        .map_err(|error| gestand_app::AppError::Internal(Box::new(error)))?;
    let mut response = file(bytes, "application/pdf", None)?;
    let name = format!("inline; filename=\"privacyverklaring-{number}.pdf\"");
    if let Ok(name) = HeaderValue::from_str(&name) {
        response.headers_mut().insert(header::CONTENT_DISPOSITION, name);
    }
    Ok(response)
}

/// `GET …/verklaring.md`
pub(crate) async fn markdown(context: Context, Path(asked): Path<String>) -> Answer {
    let text = statement_markdown(&statement(&context, number(&asked)?).await?);
    Ok(([(header::CONTENT_TYPE, "text/markdown; charset=utf-8")], text).into_response())
}
