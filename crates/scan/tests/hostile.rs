//! A site that is down, lies or does harm gives an error or a report, never a browser that hangs. With a real Chromium.
#![allow(clippy::expect_used, clippy::panic, reason = "a test that meets something unexpected must fail")]

mod common;

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::process::Command;
use std::time::Duration;

use common::{Answer, banner, chromium, policy, report, request, run, serve, short, site};
use gestand_base::SystemClock;
use gestand_scan::{Report, ScanError, scan};

async fn fails(port: u16) -> Option<ScanError> {
    let outcome: Result<Report, ScanError> = run(port, |ask| ask.patience.load = Duration::from_secs(8)).await?;
    Some(outcome.expect_err("no report on a site that is not there"))
}

#[tokio::test]
async fn an_error_page_is_no_site() {
    let empty = serve(|_| Answer::Raw("404 Not Found\r\n")).await;
    let Some(error) = fails(empty).await else { return };
    assert_eq!(error, ScanError::Status { host: format!("127.0.0.1:{empty}"), status: 404 });
    let full = serve(|_| Answer::Raw("500 Oops\r\nContent-Type: text/html\r\nX: y\r\n")).await;
    assert!(matches!(fails(full).await, Some(ScanError::Status { status: 500, .. })));
}

#[tokio::test]
async fn a_refused_connection_is_told() {
    let free = std::net::TcpListener::bind("127.0.0.1:0").expect("a port").local_addr().expect("an address").port();
    let Some(error) = fails(free).await else { return };
    let ScanError::Unreachable { code, .. } = &error else { panic!("{error}") };
    assert_eq!(code, "ERR_CONNECTION_REFUSED");
    assert!(error.message("nl").contains("is niet bereikbaar"));
}

#[tokio::test]
async fn redirects_without_end_are_told() {
    let port = serve(|_| Answer::Raw("302 Found\r\nLocation: /\r\n")).await;
    let Some(error) = fails(port).await else { return };
    assert!(matches!(error, ScanError::Endless { .. }), "{error}");
}

#[tokio::test]
async fn a_page_that_reloads_without_end_is_told() {
    let Some(error) = fails(site("<script>location.reload()</script>").await).await else { return };
    assert!(matches!(error, ScanError::Endless { .. } | ScanError::TimeOut { .. }), "{error}");
}

#[tokio::test]
async fn a_page_that_never_ends_is_told() {
    let port = serve(|_| Answer::Never("<p>Nog even")).await;
    let Some(error) = fails(port).await else { return };
    assert_eq!(error, ScanError::TimeOut { seconds: 8 });
}

#[tokio::test]
async fn a_script_that_never_ends_is_told() {
    let Some(error) = fails(site("<script>onload = () => { for (;;); }</script>").await).await else { return };
    assert!(matches!(error, ScanError::TimeOut { .. }), "{error}");
}

#[tokio::test]
async fn a_picture_that_never_comes_does_not_matter() {
    let body = format!("{}<img src=/never>", banner("", ""));
    let port = serve(move |path| if path == "/" { common::page(&body) } else { Answer::Never("") }).await;
    let Some(report) = run(port, |ask| ask.patience.load = Duration::from_secs(8)).await else { return };
    assert_eq!(short(&report.expect("a report")), Vec::<String>::new());
}

#[tokio::test]
async fn dialogs_popups_and_downloads_do_not_stop_a_scan() {
    let nasty = "<script>alert('Hallo'); confirm('Blijf'); onbeforeunload = () => 'Blijf'; open('/'); print();
const a = document.createElement('a'); a.href = 'data:application/zip,x'; a.download = 'x.zip'; a.click();</script>";
    let Some(report) = report(format!("{}{nasty}", banner("location.reload()", ""))).await else { return };
    assert_eq!(short(&report), Vec::<String>::new());
}

#[tokio::test]
async fn many_cookies_and_names_that_steer_a_terminal_are_told_safely() {
    let many = r"<script>
for (let n = 0; n < 3000; n++) document.cookie = 'c' + n + '=1';
localStorage['\u001b[2J\u202e' + 'x'.repeat(100000)] = 1; localStorage['\ud800'] = 1;
for (let n = 0; n < 3000; n++) sessionStorage['s' + n] = 1;
Array.prototype.map = Object.keys = document.querySelectorAll = () => { throw 1; };
</script>";
    let Some(report) = report(format!("{}{many}", banner("", ""))).await else { return };
    let text = report.lines("nl");
    assert!(report.differences.len() > 1_100, "{}", report.differences.len());
    assert!(text.len() < 60 && text.iter().all(|line| line.chars().count() < 500), "{}", text.len());
    let told = format!("{}{}", text.join(""), report.json("nl").expect("JSON"));
    assert!(!told.contains(['\u{1b}', '\u{202e}']) && told.contains("\u{fffd}[2J\u{fffd}xxx"));
}

/// The folders of scans that are there now.
fn folders() -> BTreeSet<PathBuf> {
    let all = std::fs::read_dir(std::env::temp_dir()).expect("temp").flatten().map(|entry| entry.path());
    all.filter(|path| path.to_string_lossy().contains("/gestand-scan-")).collect()
}

fn processes() -> String {
    String::from_utf8_lossy(&Command::new("ps").args(["-eo", "args"]).output().expect("ps").stdout).into_owned()
}

#[tokio::test]
async fn a_stop_ends_the_browser_and_its_folder() {
    let Some(program) = chromium() else { return };
    let _turn = common::TURN.lock().await;
    let before = folders();
    let port = serve(|_| Answer::Never("<p>Nog even")).await;
    let stop = async {
        tokio::time::sleep(Duration::from_secs(3)).await;
        folders().difference(&before).cloned().collect::<Vec<_>>()
    };
    let (running, stopped) = tokio::sync::oneshot::channel();
    let stop = async {
        running.send(stop.await).ok();
    };
    let outcome = scan(&request(port, program), &policy(common::PACK), &SystemClock, stop).await;
    assert_eq!(outcome.expect_err("stopped"), ScanError::Stopped);
    let ours = stopped.await.expect("what ran");
    assert_eq!(ours.len(), 1, "{ours:?}");
    assert!(!ours[0].exists());
    assert!(!processes().contains(&*ours[0].to_string_lossy()), "{}", processes());
}

#[tokio::test]
async fn a_program_that_is_no_browser_and_an_address_that_is_none_are_told() {
    let ask = |url: &str, program: &str| {
        let ask = request(1, program.into());
        gestand_scan::ScanRequest { url: url.to_owned(), ..ask }
    };
    let scan =
        async |ask| scan(&ask, &policy(common::PACK), &SystemClock, std::future::pending()).await.expect_err("no scan");
    for url in ["ftp://a.nl", "https://naam:geheim@a.nl", "http://", "file:///etc/passwd"] {
        assert_eq!(scan(ask(url, "/bin/false")).await, ScanError::Address, "{url}");
    }
    assert!(matches!(scan(ask("http://127.0.0.1:1", "/bin/false")).await, ScanError::Ended(_)));
    assert_eq!(gestand_scan::find_chromium(Some("/nergens/chromium".as_ref())), Err(ScanError::NoChromium));
}
