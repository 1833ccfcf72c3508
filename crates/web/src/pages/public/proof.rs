//! The public proof: every promise with its checks, their evidence and a receipt that anyone can verify.

use askama::Template;
use axum::extract::Path;
use gestand_app::views::{Mark, ProofPage as View};

use crate::errors::{Answer, Problem};
use crate::page::{Context, Page, file, show};
use crate::promises::{counts, proof};

#[derive(Template)]
#[template(path = "public/proof.html")]
struct ProofPage {
    page: Page,
    view: View,
}

impl ProofPage {
    fn counts(&self) -> [(Mark, usize); 4] {
        counts(&self.view.promises, [Mark::Kept, Mark::Broken, Mark::Unknown, Mark::Stated])
    }
}

/// `GET /bewijs`
pub(crate) async fn page(context: Context) -> Answer {
    let view = proof(context.app(), context.lang()).await?;
    show(&ProofPage { page: context.page(), view })
}

/// `GET /bewijs/ontvangst/{index}`: a C2SP tlog-proof.
pub(crate) async fn receipt(context: Context, Path(index): Path<String>) -> Answer {
    let index: u64 = index.parse().map_err(|_| Problem::NotFound)?;
    let text = context.app().receipt(index).await?;
    file(text, "text/plain; charset=utf-8", Some(&format!("ontvangst-{index}.txt")))
}

/// `GET /kettingpunt`: the signed head of the ledger, a C2SP checkpoint.
pub(crate) async fn checkpoint(context: Context) -> Answer {
    let text = context.app().checkpoint().await?.ok_or(Problem::NotFound)?;
    file(text, "text/plain; charset=utf-8", None)
}
