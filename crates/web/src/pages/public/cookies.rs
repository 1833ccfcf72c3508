//! The cookies of the website: which, what for, how long, and how to change a choice (Tw 11.7a).

use askama::Template;
use gestand_publish::{CookiePage, Sentence, cookie_page};

use crate::errors::Answer;
use crate::page::{Context, Page, show};

#[derive(Template)]
#[template(path = "public/cookies.html")]
struct Cookies {
    page: Page,
    cookies: CookiePage,
}

impl Cookies {
    /// The language of a sentence, where it is not that of the page.
    fn other_lang(&self, sentence: &Sentence) -> Option<&'static str> {
        (sentence.lang != self.cookies.lang).then(|| sentence.lang.code())
    }
}

/// `GET /cookies`
pub(crate) async fn page(context: Context) -> Answer {
    let cookies = cookie_page(context.app().policy(), context.lang());
    show(&Cookies { page: context.page(), cookies })
}
