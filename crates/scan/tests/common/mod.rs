//! What the tests share: small servers on this machine, a pack of text, and a real Chromium.
#![allow(dead_code, reason = "each test binary uses a part")]
#![allow(clippy::expect_used, clippy::panic, reason = "helpers of tests")]

use std::io::Write;
use std::path::PathBuf;
use std::sync::{Arc, Once};
use std::time::Duration;

use gestand_base::SystemClock;
use gestand_policy::{PackFile, PackReader, Policy, ReadError, compile};
use gestand_scan::{Difference, Patience, Report, ScanError, ScanRequest, What, find_chromium, scan};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// One browser at a time: a test that waits for its turn is quicker than two browsers on one core.
pub static TURN: tokio::sync::Mutex<()> = tokio::sync::Mutex::const_new(());

pub const PACK: &str = "
pack: small
kind: corporation
organisation: {name: Stichting Klein Voorbeeld}
cookie_rules: {consent: opt_in, refuse_as_easy: true}
cookies:
  choice: {class: functional, names: [keuze], lifetime: 6 months}
  measure: {class: analytic, names: [_ga, _meet], lifetime: 1 year}
  films: {class: video, names: [kijker], kept_in: local_storage, hosts: [localhost]}
";

struct Text(&'static str);

impl PackReader for Text {
    fn read(&mut self, _: &str) -> Result<Vec<PackFile>, ReadError> {
        Ok(vec![PackFile { path: "small/pack.yaml".to_owned(), bytes: self.0.as_bytes().to_vec() }])
    }
}

pub fn policy(text: &'static str) -> Policy {
    compile(&mut Text(text), "small").expect("a pack").policy.expect("a policy")
}

/// The browser, or none where it may be missing.
pub fn chromium() -> Option<PathBuf> {
    let named = std::env::var_os("GESTAND_CHROMIUM").map(PathBuf::from);
    match find_chromium(named.as_deref()) {
        Ok(program) => Some(program),
        Err(error) if std::env::var("GESTAND_REQUIRE_CHROMIUM").is_ok_and(|value| value == "1") => {
            panic!("GESTAND_REQUIRE_CHROMIUM=1, but: {error}")
        }
        Err(error) => {
            // Written past the capture of the test harness, so that a run without a browser is seen.
            static ONCE: Once = Once::new();
            ONCE.call_once(|| {
                writeln!(std::io::stderr(), "SKIPPED: the scans of sites; {error}").ok();
            });
            None
        }
    }
}

/// An answer of a server.
#[derive(Clone)]
pub enum Answer {
    Page(String),
    /// A status line and headers, with a line end behind each.
    Raw(&'static str),
    /// The beginning of a page that never ends.
    Never(&'static str),
}

/// A server on a free port of 127.0.0.1, which `localhost` reaches too. Gives the port.
pub async fn serve(answer: impl Fn(&str) -> Answer + Send + Sync + 'static) -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let port = listener.local_addr().expect("an address").port();
    let answer = Arc::new(answer);
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let answer = Arc::clone(&answer);
            tokio::spawn(async move { reply(stream, &*answer).await });
        }
    });
    port
}

async fn reply(mut stream: TcpStream, answer: &(dyn Fn(&str) -> Answer + Send + Sync)) -> Option<()> {
    let mut asked = vec![0; 16_384];
    let length = stream.read(&mut asked).await.ok()?;
    let asked = String::from_utf8_lossy(&asked[..length]).into_owned();
    match answer(asked.split(' ').nth(1)?) {
        Answer::Page(page) => {
            let head = format!(
                "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: {}\r\n",
                page.len()
            );
            stream.write_all(format!("{head}Connection: close\r\n\r\n{page}").as_bytes()).await.ok()
        }
        Answer::Raw(head) => stream
            .write_all(format!("HTTP/1.1 {head}Content-Length: 0\r\nConnection: close\r\n\r\n").as_bytes())
            .await
            .ok(),
        Answer::Never(start) => {
            let head = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n";
            stream.write_all(format!("{head}{start}").as_bytes()).await.ok()?;
            tokio::time::sleep(Duration::from_secs(600)).await;
            Some(())
        }
    }
}

/// A page with this body.
pub fn page(body: &str) -> Answer {
    Answer::Page(format!("<!doctype html><html lang=nl><title>Klein</title><body><h1>Klein</h1>{body}</body></html>"))
}

/// A server with this body on its first page and nothing elsewhere.
pub async fn site(body: impl Into<String>) -> u16 {
    let body = body.into();
    serve(move |path| if path == "/" { page(&body) } else { Answer::Raw("404 Not Found\r\n") }).await
}

pub fn request(port: u16, chromium: PathBuf) -> ScanRequest {
    ScanRequest {
        url: format!("http://127.0.0.1:{port}/"),
        chromium,
        accept: Vec::new(),
        refuse: Vec::new(),
        pages: 1,
        patience: Patience { load: Duration::from_secs(30), wait: Duration::from_millis(400) },
    }
}

/// Scans, as `change` asks. None where there is no browser.
pub async fn run(port: u16, change: impl FnOnce(&mut ScanRequest)) -> Option<Result<Report, ScanError>> {
    let mut ask = request(port, chromium()?);
    change(&mut ask);
    let _turn = TURN.lock().await;
    Some(scan(&ask, &policy(PACK), &SystemClock, std::future::pending()).await)
}

/// The report on a site with this body; none where there is no browser.
pub async fn report(body: impl Into<String>) -> Option<Report> {
    let report = run(site(body).await, |_| {}).await?;
    Some(report.unwrap_or_else(|error| panic!("{error}")))
}

/// The differences in short: kind, and name or host.
pub fn short(report: &Report) -> Vec<String> {
    let named = |thing: &gestand_scan::Thing| match thing.what {
        What::Host => thing.host.split(':').next().unwrap_or_default().to_owned(),
        _ => thing.name.clone(),
    };
    let short = |difference: &Difference| match difference {
        Difference::BeforeConsent { thing, .. } => format!("before {}", named(thing)),
        Difference::AfterRefusing { thing, .. } => format!("refused {}", named(thing)),
        Difference::Undeclared { thing, .. } => format!("undeclared {}", named(thing)),
        Difference::LivesLonger { thing, .. } => format!("longer {}", named(thing)),
        Difference::NoRefuse => "no refuse".to_owned(),
        Difference::RefuseHarder { accept, refuse } => format!("harder {accept} {refuse}"),
        Difference::NoAccept => "no accept".to_owned(),
    };
    report.differences.iter().map(short).collect()
}

/// A banner of our own: two equal buttons. What the page does after a choice goes into `accepted` and `refused`.
pub fn banner(accepted: &str, refused: &str) -> String {
    format!(
        r#"<div id=melding><p>Mogen wij cookies plaatsen?</p>
<button id=nee>Alles weigeren</button> <button id=ja>Alles toestaan</button></div>
<script>
const done = (choice) => {{ document.cookie = 'keuze=' + choice + '; max-age=15000000'; melding.remove(); }};
nee.onclick = () => {{ done('nee'); {refused} }};
ja.onclick = () => {{ done('ja'); {accepted} }};
</script>"#
    )
}
