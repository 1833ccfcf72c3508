//! The statement, with a mark behind every sentence that says whether it is kept.

use std::collections::BTreeMap;

use askama::Template;
use axum::http::header;
use axum::response::IntoResponse;
use gestand_app::views::Mark;
use gestand_publish::{Detail, Section, Sentence, Statement, statement_markdown};

use crate::errors::Answer;
use crate::page::{Context, Page, file, show};
use crate::promises::{counts, is_promise, proof};

#[derive(Template)]
#[template(path = "public/statement.html")]
struct StatementPage {
    page: Page,
    statement: Statement,
    marks: BTreeMap<String, Mark>,
    /// Each mark with its number of promises, as on the proof.
    counts: [(Mark, usize); 4],
}

/// So many details are shown at once; more are shown on opening.
const FEW: usize = 2;

impl StatementPage {
    /// The mark of a sentence that promises something.
    fn mark(&self, sentence: &Sentence) -> Option<Mark> {
        is_promise(&sentence.node).then(|| self.marks.get(&sentence.node).copied().unwrap_or(Mark::Stated))
    }
    fn few(&self, details: &[&Detail]) -> bool {
        details.len() <= FEW
    }
    /// What a closed section must not hide: a promise that is broken, or of which we do not know it.
    fn worst(&self, section: &Section) -> Option<Mark> {
        let marks = section.sentences.iter().filter_map(|sentence| self.mark(sentence));
        marks.min().filter(|mark| matches!(mark, Mark::Broken | Mark::Unknown))
    }
    /// The language of a sentence, where it is not that of the page.
    fn other_lang(&self, sentence: &Sentence) -> Option<&'static str> {
        (sentence.lang != self.statement.lang).then(|| sentence.lang.code())
    }
    /// `2026-10-01` as a day in words.
    fn version(&self) -> Option<String> {
        let version = self.statement.version.as_ref()?;
        Some(version.parse().map_or_else(|_| version.clone(), |date| self.page.day(&date)))
    }
}

/// `GET /`
pub(crate) async fn page(context: Context) -> Answer {
    let promises = proof(context.app(), context.lang()).await?.promises;
    let counts = counts(&promises, [Mark::Kept, Mark::Broken, Mark::Unknown, Mark::Stated]);
    let marks = promises.into_iter().map(|promise| (promise.node, promise.mark)).collect();
    let statement = context.app().statement(context.lang());
    show(&StatementPage { page: context.page(), statement, marks, counts })
}

/// `GET /verklaring.pdf`
pub(crate) async fn pdf(context: Context) -> Answer {
    let mut response = file(context.app().statement_pdf(context.lang())?, "application/pdf", None)?;
    let name = axum::http::HeaderValue::from_static("inline; filename=\"privacyverklaring.pdf\"");
    response.headers_mut().insert(header::CONTENT_DISPOSITION, name);
    Ok(response)
}

/// `GET /verklaring.md`
pub(crate) async fn markdown(context: Context) -> Answer {
    let text = statement_markdown(&context.app().statement(context.lang()));
    Ok(([(header::CONTENT_TYPE, "text/markdown; charset=utf-8")], text).into_response())
}
