//! Pages of the workspace.

pub(crate) mod archive;
pub(crate) mod case;
pub(crate) mod case_actions;
pub(crate) mod cases;
pub(crate) mod copy;
pub(crate) mod editor;
pub(crate) mod editor_file;
pub(crate) mod finding;
pub(crate) mod follow_up;
pub(crate) mod hand_over;
pub(crate) mod hold;
pub(crate) mod hold_form;
pub(crate) mod ledger;
pub(crate) mod login;
pub(crate) mod plan;
pub(crate) mod proof;
pub(crate) mod register;
pub(crate) mod retention;
pub(crate) mod task;
pub(crate) mod today;

use std::str::FromStr;

use axum::response::{IntoResponse, Redirect};

use crate::errors::{Answer, Problem};

/// An id from an address; anything else is a page that does not exist.
fn id<T: FromStr>(text: &str) -> Result<T, Problem> {
    text.parse().map_err(|_| Problem::NotFound)
}

/// After an action: to a page, which says what was done.
fn done(to: &str, what: &str) -> Answer {
    Ok(Redirect::to(&format!("{to}?gedaan={what}")).into_response())
}
