//! The cookie page says what the policy says of each cookie, and the consent manager gets settings that are lawful.
#![allow(clippy::expect_used, clippy::panic, reason = "a test that meets something unexpected must fail")]

mod common;

use common::{all_packs, policy};
use gestand_publish::{
    ConsentRefused, Lang, consent_config, cookie_page, cookie_page_html, cookie_page_markdown, statement,
};

const SMALL: &str = "
pack: small
kind: corporation
organisation: {name: Stichting Klein Voorbeeld}
cookie_rules: {consent: opt_in, refuse_as_easy: true, aims: {analytic: de website verbeteren}}
cookies:
  choice: {class: functional, names: [keuze], lifetime: 6 months}
  count: {class: analytic, low_impact: true, names: [_pk_id*]}
  measure:
    label: {nl: bezoek meten <b>, en: measuring visits}
    class: analytic
    aim: bezoek tellen
    supplier: Voorbeeld Meten bv
    supplier_statement: https://meten.example/privacy
    names: [_ga, '_ga_*', 'x.y/*']
    lifetime: 2 years
    region: third_country
    shares: true
    without: Dan tellen wij u niet mee.
  films: {class: video, names: [kijker], kept_in: local_storage, hosts: [film.example]}
  gone: {class: marketing, names: [oud], retired: true}
  riddle: {names: [raadsel]}
";

#[test]
fn the_page_has_a_group_per_kind_with_all_that_is_told() {
    let page = cookie_page(&policy("small", SMALL), Lang::Nl);
    let groups: Vec<_> = page.groups.iter().map(|group| (group.id, group.needs_consent)).collect();
    let wanted = [("necessary", false), ("low_impact", false), ("analytics", true), ("video", true), ("other", true)];
    assert_eq!(groups, wanted);
    let html = cookie_page_html(&page).expect("a page");
    for told in [
        "Voorbeeld Meten bv",
        "https://meten.example/privacy",
        "_ga_*",
        "2 jaar",
        "film.example",
        "Bezoek tellen",
        "deelt gegevens met anderen",
        "Dan tellen wij u niet mee",
        "de website verbeteren",
        "Bezoek meten &lt;b&gt;",
    ] {
        // The template escapes some characters by number.
        let html = html.replace("&#60;", "&lt;").replace("&#62;", "&gt;");
        assert!(html.contains(told), "{told}");
    }
    assert!(!html.contains("oud"), "what is retired is not in use");
    assert!(cookie_page_markdown(&page).starts_with("# Cookies op onze website\n"));
}

#[test]
fn the_page_of_every_pack_has_every_cookie_once_in_the_words_of_the_statement() {
    for name in all_packs() {
        let policy = policy(&name, "");
        for lang in [Lang::Nl, Lang::En] {
            let page = cookie_page(&policy, lang);
            let mut shown: Vec<_> = page.groups.iter().flat_map(|group| &group.entries).collect();
            let statement = statement(&policy, lang);
            let mut said: Vec<_> = statement.sentences().filter(|one| one.node.starts_with("cookies.")).collect();
            let id = |one: &&gestand_publish::Sentence| one.id.clone();
            shown.sort_by_key(id);
            said.sort_by_key(id);
            assert_eq!(shown, said, "{name}");
        }
    }
}

#[test]
fn the_settings_leave_off_what_needs_consent_and_clear_it() {
    let config = consent_config(&policy("small", SMALL), "keuze", Lang::Nl).expect("a valid banner");
    let json = config.json();
    assert_eq!(json["mode"], "opt-in");
    assert_eq!(json["cookie"]["name"], "keuze");
    assert_eq!(json["cookie"]["expiresAfterDays"], 181);
    for id in ["necessary", "low_impact"] {
        assert_eq!(json["categories"][id], serde_json::json!({ "enabled": true, "readOnly": true }), "{id}");
    }
    for id in ["analytics", "video", "other"] {
        assert_eq!(json["categories"][id]["enabled"], false, "{id}");
        assert_eq!(json["categories"][id]["readOnly"], false, "{id}");
    }
    let cleared = serde_json::json!([{ "name": "_ga" }, { "name": "/^_ga_.*$/" }, { "name": r"/^x\.y\/.*$/" }]);
    assert_eq!(json["categories"]["analytics"]["autoClear"]["cookies"], cleared);
    assert_eq!(json["categories"]["video"]["autoClear"]["cookies"], serde_json::json!([]), "that is no cookie");
    for lang in ["nl", "en"] {
        let modal = &json["language"]["translations"][lang]["consentModal"];
        assert!(modal["acceptAllBtn"].is_string() && modal["acceptNecessaryBtn"].is_string());
    }
    assert_eq!(json["guiOptions"]["consentModal"]["equalWeightButtons"], true);
    assert!(!json.to_string().contains("<b>"), "texts of the policy are no HTML");
    let module = config.module();
    assert!(module.starts_with("export default {") && module.contains(r#""name": /^x\.y\/.*$/"#), "{module}");
}

#[test]
fn the_revision_changes_with_what_visitors_consent_to_and_with_nothing_else() {
    let revision = |text: String| {
        let config = consent_config(&policy("small", text.leak()), "keuze", Lang::Nl).expect("a valid banner");
        config.json()["revision"].as_u64().expect("a number")
    };
    let now = revision(SMALL.to_owned());
    assert_eq!(now, revision(SMALL.to_owned()));
    assert_eq!(now, revision(SMALL.replace("Stichting Klein", "Stichting Groot")));
    assert_eq!(now, revision(SMALL.replace("_pk_id*", "_pk_ses*")), "that needs no consent");
    for (old, new) in [("2 years", "3 years"), ("names: [_ga,", "names: [_gb,"), ("film.example", "beeld.example")] {
        assert_ne!(now, revision(SMALL.replace(old, new)), "{new}");
    }
    assert_ne!(now, revision(SMALL.replace("  riddle: {", "  riddle: {class: functional, ")));
}

#[test]
fn no_settings_are_written_for_a_banner_that_is_not_valid() {
    let refused = |old: &str, new: &str, choice: &str| {
        let text: &'static str = SMALL.replace(old, new).leak();
        consent_config(&policy("small", text), choice, Lang::Nl).expect_err("refused")
    };
    for consent in ["consent: implied", "consent: not_asked"] {
        assert_eq!(refused("consent: opt_in", consent, "keuze"), ConsentRefused::NotAsked);
    }
    let harder = refused("refuse_as_easy: true", "refuse_as_easy: false", "keuze");
    assert_eq!((harder.clone(), harder.code()), (ConsentRefused::RefusingHarder, Some("G0708")));
    for choice in ["anders", "_ga", "kijker"] {
        assert_eq!(refused("pack:", "pack:", choice), ConsentRefused::NoChoiceCookie(choice.to_owned()));
    }
    for lifetime in ["", ", lifetime: 0 days"] {
        assert_eq!(refused(", lifetime: 6 months", lifetime, "keuze"), ConsentRefused::NoTerm("keuze".to_owned()));
    }
    assert_ne!(harder.message(Lang::Nl), harder.message(Lang::En));
}

#[test]
fn where_nothing_needs_consent_nothing_is_asked() {
    let config = consent_config(&policy("model", ""), "woonstede_cookies", Lang::Nl).expect("settings");
    assert_eq!(config.json()["autoShow"], false);
    assert!(!config.json().to_string().contains("autoClear\""));
}
