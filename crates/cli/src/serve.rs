//! `gestand serve`: answers requests until it is told to stop, and takes up what a crash left unfinished.

use std::net::SocketAddr;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use gestand_app::App;
use gestand_base::{Clock, SystemClock};
use gestand_web::WebOptions;
use jiff::Zoned;
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};

use crate::args::ServeArgs;
use crate::home;
use crate::output::{Failure, say};

pub async fn serve(args: ServeArgs) -> Result<ExitCode, Failure> {
    let app = home::open(&args.home).await?;
    let address: SocketAddr = args.listen.parse().map_err(|error| Failure::in_doing("--listen", error))?;
    let listener = TcpListener::bind(address).await.map_err(|error| Failure::in_doing(&args.listen, error))?;
    say(format!("Gestand serves on http://{}/", listener.local_addr().map_err(Failure::of)?));
    until_stopped(app, listener, WebOptions { secure_cookies: args.https }).await
}

/// Runs the nightly work at three in the morning, for as long as the program runs.
fn every_night(app: &Arc<App>) {
    let app = Arc::clone(app);
    tokio::spawn(async move {
        loop {
            tokio::time::sleep(until_three(&SystemClock.now().to_zoned(app.zone()))).await;
            app.nightly().await;
        }
    });
}

/// The time until the next three o'clock in the morning.
fn until_three(now: &Zoned) -> Duration {
    let three = |day: jiff::civil::Date| day.at(3, 0, 0, 0).to_zoned(now.time_zone().clone());
    let next = three(now.date()).ok().filter(|next| next > now).or_else(|| three(now.date().tomorrow().ok()?).ok());
    let left = next.map(|next| next.duration_since(now));
    left.and_then(|left| Duration::try_from(left).ok()).unwrap_or(Duration::from_secs(24 * 3600))
}

pub async fn until_stopped(app: Arc<App>, listener: TcpListener, options: WebOptions) -> Result<ExitCode, Failure> {
    every_night(&app);
    let worker = Arc::clone(&app);
    tokio::spawn(async move { worker.work().await });
    gestand_web::serve(app, listener, options, told_to_stop()?).await.map_err(Failure::of)?;
    Ok(ExitCode::SUCCESS)
}

/// Ends with Ctrl-C or a signal to terminate.
pub fn told_to_stop() -> Result<impl Future<Output = ()>, Failure> {
    let mut terminate = signal(SignalKind::terminate()).map_err(Failure::of)?;
    Ok(async move {
        tokio::select! {
            _ = tokio::signal::ctrl_c() => {}
            _ = terminate.recv() => {}
        }
    })
}
