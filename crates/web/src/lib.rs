//! The public site, the requester's own page and the workspace: server-rendered, and whole without JavaScript.

#[macro_use]
mod texts;

mod asked;
mod assets;
mod cookies;
mod errors;
mod facts;
mod fields;
mod headers;
mod page;
mod pages;
mod progress;
mod promises;
pub mod routes;
mod site;
mod upload;
mod visitor;
mod words;

use std::future::Future;
use std::io;
use std::sync::Arc;

use gestand_app::App;
use tokio::net::TcpListener;

pub use site::WebOptions;

/// All pages of one corporation.
pub fn router(app: Arc<App>, options: WebOptions) -> axum::Router {
    routes::router(site::Site { app, options, uploads: upload::room() })
}

/// Serves the pages on `listener` until `shutdown` is ready; requests that are being answered are finished first.
///
/// # Errors
/// When the listener fails.
pub async fn serve(
    app: Arc<App>,
    listener: TcpListener,
    options: WebOptions,
    shutdown: impl Future<Output = ()> + Send + 'static,
) -> io::Result<()> {
    axum::serve(listener, router(app, options)).with_graceful_shutdown(shutdown).await
}
