//! Sites that behave well agree with the policy; each way to behave badly gives its difference. With a real Chromium.
#![allow(clippy::expect_used, clippy::panic, reason = "a test that meets something unexpected must fail")]

mod common;

use common::{Answer, banner, page, report, run, serve, short, site};

const MEASURE: &str = "document.cookie = '_ga=geheim; max-age=30000000';";

#[tokio::test]
async fn a_good_site_agrees() {
    let other = site("").await;
    let play = format!("localStorage.kijker = 'geheim'; fetch('http://localhost:{other}/', {{mode: 'no-cors'}});");
    let Some(report) = report(banner(&format!("{MEASURE} {play}"), "")).await else { return };
    assert_eq!(short(&report), Vec::<String>::new());
    assert!(report.agrees);
    assert_eq!(report.not_seen, Vec::<String>::new());
    assert_eq!(report.accept.as_ref().map(|how| how.labels.concat()).as_deref(), Some("Alles toestaan"));
    assert_eq!(report.refuse.as_ref().map(|how| how.labels.concat()).as_deref(), Some("Alles weigeren"));
    let json = report.json("nl").expect("JSON").to_string();
    assert!(!json.contains("geheim") && json.contains("kijker"), "names, no values: {json}");
}

#[tokio::test]
async fn measuring_before_consent_is_told() {
    let Some(report) = report(format!("{}<script>{MEASURE}</script>", banner("", ""))).await else { return };
    assert_eq!(short(&report), ["before _ga", "refused _ga"]);
    let text = report.lines("nl").join("\n");
    assert!(text.contains("Cookie '_ga' (127.0.0.1) is er al voor een keuze"), "{text}");
    assert!(
        report.json("en").expect("JSON")["differences"][0]["text"]
            .as_str()
            .is_some_and(|text| text.contains("before a choice"))
    );
}

#[tokio::test]
async fn calling_others_before_consent_is_told() {
    let other = site("").await;
    let Some(report) = report(format!("{}<img src='http://localhost:{other}/x.png'>", banner("", ""))).await else {
        return;
    };
    assert_eq!(short(&report), ["before localhost", "refused localhost"]);
}

#[tokio::test]
async fn cookies_and_storage_of_a_frame_of_another_host_are_seen() {
    let frame = |_: &str| {
        Answer::Page(
            "<script>document.cookie = 'derde=1; SameSite=None; Secure'; sessionStorage.vreemd = 1</script>".to_owned(),
        )
    };
    let other = serve(frame).await;
    let Some(report) = report(format!("{}<iframe src='http://localhost:{other}/'></iframe>", banner("", ""))).await
    else {
        return;
    };
    assert_eq!(short(&report), ["before localhost", "refused localhost", "undeclared derde", "undeclared vreemd"]);
}

#[tokio::test]
async fn what_is_not_declared_is_told() {
    let script = "<script>localStorage.onbekend = 1; document.cookie = 'raar=1'; localStorage._ga = 1</script>";
    let Some(report) = report(format!("{}{script}", banner("", ""))).await else { return };
    assert_eq!(short(&report), ["undeclared raar", "undeclared _ga", "undeclared onbekend"]);
    let text = report.lines("en").join("\n");
    assert!(text.contains("The policy does have '_ga' (cookies.measure)"), "{text}");
}

#[tokio::test]
async fn a_cookie_that_lives_longer_is_told() {
    let longer = "<script>document.cookie = 'keuze=0; max-age=' + 300 * 86400</script>";
    let Some(report) = report(format!("{}{longer}", banner("", ""))).await else { return };
    assert_eq!(short(&report), ["longer keuze"]);
    assert!(report.lines("nl").join("\n").contains("blijft 300 dagen staan; het beleid zegt: 6 maanden"));
}

#[tokio::test]
async fn no_way_to_refuse_is_told() {
    let only = "<div><p>Wij gebruiken cookies.</p><button>Akkoord</button></div>";
    let Some(report) = report(only).await else { return };
    assert_eq!(short(&report), ["no refuse"]);
}

#[tokio::test]
async fn no_choice_where_the_policy_has_one_is_told() {
    let Some(report) = report("<p>Cookies? <button>Zoeken</button></p><button>Akkoord</button>").await else { return };
    assert_eq!(short(&report), ["no accept"]);
}

#[tokio::test]
async fn refusing_in_two_clicks_is_told() {
    let layers = r#"<div><p>Wij gebruiken cookies.</p><button>Accepteren</button>
<button onclick="twee.hidden = false">Instellingen</button>
<div id=twee hidden><p>Uw cookies</p><button onclick="document.cookie = 'keuze=nee'">Voorkeuren opslaan</button></div></div>"#;
    let Some(report) = report(layers).await else { return };
    assert_eq!(short(&report), ["harder 1 2"]);
    assert_eq!(
        report.refuse.map(|how| how.labels),
        Some(vec!["Instellingen".to_owned(), "Voorkeuren opslaan".to_owned()])
    );
}

#[tokio::test]
async fn what_is_set_after_refusing_is_told() {
    let Some(report) = report(banner("", MEASURE)).await else { return };
    assert_eq!(short(&report), ["refused _ga"]);
}

#[tokio::test]
async fn a_known_consent_manager_in_a_shadow_root_is_found() {
    let host = r#"<div id=manager></div><script>
const root = manager.attachShadow({mode: 'open'});
root.innerHTML = '<button data-testid="uc-deny-all-button">Liever niet</button><button data-testid="uc-accept-all-button">Prima</button>';
root.querySelector('[data-testid=uc-accept-all-button]').onclick = () => { document.cookie = '_ga=1'; location.reload(); };
</script>"#;
    let Some(report) = report(host).await else { return };
    assert_eq!(short(&report), Vec::<String>::new());
    assert_eq!(report.accept.and_then(|how| how.manager).as_deref(), Some("Usercentrics"));
    assert_eq!(report.not_seen, ["choice", "films"]);
}

#[tokio::test]
async fn selectors_are_clicked_in_order() {
    let page = r#"<a id=a onclick="b.hidden = false">x</a><b id=b hidden onclick="document.cookie = 'raar=1'">y</b><i id=c>z</i>"#;
    let port = site(page).await;
    let chosen = run(port, |ask| {
        ask.refuse = vec!["#a".to_owned(), "#b".to_owned()];
        ask.accept = vec!["#c".to_owned()];
    });
    let Some(report) = chosen.await else { return };
    assert_eq!(short(&report.expect("a report")), ["harder 1 2", "undeclared raar"]);
    let missing = run(port, |ask| ask.accept = vec!["#d".to_owned()]).await.expect("a browser");
    assert_eq!(missing.expect_err("no such element"), gestand_scan::ScanError::Selector("#d".to_owned()));
}

#[tokio::test]
async fn other_pages_of_the_site_are_looked_at() {
    let body = banner("", "");
    let port = serve(move |path| match path {
        "/" => page(&format!("{body}<a href=/deep#x>a</a><a href=/gone>b</a><a href='http://localhost:9/'>c</a>")),
        "/deep" => page(&format!("<script>{MEASURE}</script>")),
        _ => Answer::Raw("404 Not Found\r\n"),
    })
    .await;
    let Some(report) = run(port, |ask| ask.pages = 5).await else { return };
    let report = report.expect("a report");
    assert_eq!(short(&report), ["before _ga", "refused _ga"]);
    assert_eq!((report.pages, report.unopened), (2, 1));
    let one = run(port, |_| {}).await.expect("a browser").expect("a report");
    assert_eq!((short(&one), one.pages), (Vec::new(), 1));
}
