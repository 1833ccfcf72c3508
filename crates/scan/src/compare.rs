//! Compares what was seen with what the policy declares (Tw 11.7a).

use std::collections::{BTreeMap, BTreeSet};

use gestand_policy::Policy;
use gestand_policy::model::{Cookie, CookieStorage};
use gestand_policy::terms::{Length, Unit};

use crate::names::matches;
use crate::report::{Difference, Like, Report, Sighting};
use crate::scan::Visitor;
use crate::seen::{Clicked, Phase, Thing, What};

/// A clock of a server that is a little off makes no difference: seconds.
const SLACK: u64 = 300;

/// Compares; `site` is the host of the site.
pub(crate) fn compare(
    policy: &Policy,
    site: String,
    visitors: &[Visitor],
    accept: Option<Clicked>,
    refuse: Option<Clicked>,
) -> Report {
    let declared: Vec<(&str, &Cookie)> = policy
        .document
        .cookies
        .iter()
        .map(|(id, cookie)| (id.as_str(), &cookie.value))
        .filter(|(_, cookie)| !cookie.retired)
        .collect();
    let seen = merge(visitors);
    let mut differences = choices(&declared, accept.as_ref(), refuse.as_ref());
    let mut found = BTreeSet::new();
    for sighting in &seen {
        let meant = meant(&declared, &sighting.thing);
        found.extend(meant.iter().map(|(id, _)| *id));
        judge(&declared, &meant, sighting, &mut differences);
    }
    differences.sort_by_key(Difference::rank);
    let named = |cookie: &Cookie| !cookie.names.is_empty() || !cookie.hosts.is_empty();
    let missed = declared.iter().filter(|(id, cookie)| named(cookie) && !found.contains(id));
    Report {
        site,
        policy: policy.name.clone(),
        version: policy.version.clone(),
        agrees: differences.is_empty(),
        differences,
        not_seen: missed.map(|(id, _)| (*id).to_owned()).collect(),
        accept,
        refuse,
        pages: 0,
        unopened: 0,
        seen,
    }
}

/// One sighting per thing, over all visitors.
fn merge(visitors: &[Visitor]) -> Vec<Sighting> {
    let mut all: BTreeMap<&Thing, (BTreeSet<Phase>, Option<u64>)> = BTreeMap::new();
    for visitor in visitors {
        for (thing, seconds) in &visitor.seen {
            let (phases, longest) = all.entry(thing).or_default();
            phases.insert(visitor.phase);
            *longest = (*longest).max(*seconds);
        }
    }
    let sighting = |(thing, (phases, lifetime_seconds)): (&Thing, (BTreeSet<Phase>, _))| Sighting {
        thing: thing.clone(),
        phases: phases.into_iter().collect(),
        lifetime_seconds,
    };
    all.into_iter().map(sighting).collect()
}

/// Refusing must be there, and be as easy as accepting (GDPR 4(11), 7(3)).
fn choices(declared: &[(&str, &Cookie)], accept: Option<&Clicked>, refuse: Option<&Clicked>) -> Vec<Difference> {
    match (accept, refuse) {
        (Some(accept), Some(refuse)) if refuse.clicks() > accept.clicks() => {
            vec![Difference::RefuseHarder { accept: accept.clicks(), refuse: refuse.clicks() }]
        }
        (Some(_), None) => vec![Difference::NoRefuse],
        (None, _) if declared.iter().any(|(_, cookie)| cookie.needs_consent()) => vec![Difference::NoAccept],
        _ => Vec::new(),
    }
}

/// The cookies of the policy that `thing` can be: those with just this name, else those with a pattern that fits.
fn meant<'p>(declared: &[(&'p str, &'p Cookie)], thing: &Thing) -> Vec<(&'p str, &'p Cookie)> {
    let of = |test: &dyn Fn(&str) -> bool| -> Vec<(&'p str, &'p Cookie)> {
        let fits = |cookie: &Cookie| match thing.what.kept_in() {
            Some(place) => kept_in(cookie) == place && cookie.names.iter().any(|name| test(name)),
            None => cookie.hosts.iter().any(|host| test(host)),
        };
        declared.iter().filter(|(_, cookie)| fits(cookie)).copied().collect()
    };
    // A policy names a host without its port.
    let bare = thing.name.rsplit_once(':').map_or(thing.name.as_str(), |(host, _)| host);
    let is_host = thing.what == What::Host;
    let exact = of(&|name| name == thing.name || is_host && name == bare);
    if exact.is_empty() { of(&|name| matches(name, &thing.name) || is_host && matches(name, bare)) } else { exact }
}

fn kept_in(cookie: &Cookie) -> CookieStorage {
    cookie.kept_in.as_deref().copied().unwrap_or(CookieStorage::Cookie)
}

fn judge(declared: &[(&str, &Cookie)], meant: &[(&str, &Cookie)], sighting: &Sighting, out: &mut Vec<Difference>) {
    let Sighting { thing, phases, lifetime_seconds } = sighting;
    let Some((node, _)) = meant.first() else {
        let (thing, like) = (thing.clone(), like(declared, thing));
        out.push(Difference::Undeclared { thing, phases: phases.clone(), like });
        return;
    };
    let node = format!("cookies.{node}");
    if meant.iter().all(|(_, cookie)| cookie.needs_consent()) {
        let (thing, node) = (|| thing.clone(), || node.clone());
        if phases.contains(&Phase::BeforeChoice) {
            out.push(Difference::BeforeConsent { thing: thing(), node: node() });
        }
        if phases.contains(&Phase::AfterRefusing) {
            out.push(Difference::AfterRefusing { thing: thing(), node: node() });
        }
    }
    // A policy that tells no lifetime promises none. A cookie that goes with the browser never lives longer.
    let promised: Option<Vec<&Length>> = meant.iter().map(|(_, cookie)| cookie.lifetime.as_deref()).collect();
    let longest = promised.and_then(|lengths| lengths.into_iter().max_by_key(|length| seconds(length)).copied());
    if let (Some(seconds_left), Some(length)) = (*lifetime_seconds, longest)
        && seconds_left > seconds(&length) + SLACK
    {
        out.push(Difference::LivesLonger { thing: thing.clone(), node, declared: length, seconds: seconds_left });
    }
}

/// The most seconds that a length can be: a month counts 31 days, a year 366.
fn seconds(length: &Length) -> u64 {
    match length.unit {
        Unit::Hours => u64::from(length.count) * 3_600,
        _ => u64::from(length.longest_days()) * 86_400,
    }
}

/// A name of the policy that an unknown thing may be meant by: the same elsewhere, or without the star behind it.
fn like(declared: &[(&str, &Cookie)], thing: &Thing) -> Option<Like> {
    thing.what.kept_in()?;
    let near = |name: &str| matches(name, &thing.name) || name.len() > 2 && thing.name.starts_with(name);
    declared.iter().find_map(|(id, cookie)| {
        let name = cookie.names.iter().find(|name| near(name))?;
        Some(Like { name: name.value.clone(), node: format!("cookies.{id}") })
    })
}

#[cfg(test)]
mod tests {
    use gestand_policy::{PackFile, PackReader, ReadError, compile};

    use super::*;

    struct Text(&'static str);

    impl PackReader for Text {
        fn read(&mut self, _: &str) -> Result<Vec<PackFile>, ReadError> {
            Ok(vec![PackFile { path: "small/pack.yaml".to_owned(), bytes: self.0.as_bytes().to_vec() }])
        }
    }

    const PACK: &str = "
pack: small
kind: corporation
organisation: {name: Stichting Klein Voorbeeld}
cookies:
  choice: {class: functional, names: [keuze], lifetime: 6 months}
  visit: {class: functional, names: [bezoek], lifetime: 0 days}
  hour: {class: functional, names: [uur], lifetime: 2 hours}
  count: {class: analytic, low_impact: true, names: ['_pk_*'], lifetime: 1 year}
  measure: {class: analytic, names: [_ga, '_pk_ads*'], kept_in: cookie}
  films: {class: video, names: [kijker], kept_in: local_storage, hosts: ['*.film.example', film.example]}
  gone: {class: marketing, names: [oud], retired: true}
";
    const DAY: u64 = 86_400;

    fn thing(what: What, name: &str) -> Thing {
        let host = if what == What::Host { name } else { "klein.example" };
        Thing { what, name: name.to_owned(), host: host.to_owned() }
    }

    fn click(times: usize) -> Option<Clicked> {
        Some(Clicked { manager: None, labels: vec!["knop".to_owned(); times] })
    }

    fn report(seen: &[(Phase, What, &str, Option<u64>)], accept: Option<Clicked>, refuse: Option<Clicked>) -> Report {
        let policy = compile(&mut Text(PACK), "small").expect("read").policy.expect("a policy");
        let of = |phase| {
            let mine = seen.iter().filter(|(at, ..)| *at == phase);
            Visitor { phase, seen: mine.map(|(_, what, name, left)| (thing(*what, name), *left)).collect() }
        };
        let visitors = [Phase::BeforeChoice, Phase::AfterAccepting, Phase::AfterRefusing].map(of);
        compare(&policy, "klein.example".to_owned(), &visitors, accept, refuse)
    }

    fn found(phase: Phase, what: What, name: &str, left: Option<u64>) -> Vec<Difference> {
        report(&[(phase, what, name, left)], click(1), click(1)).differences
    }

    #[test]
    fn what_is_declared_and_waits_for_consent_agrees() {
        use Phase::{AfterAccepting, AfterRefusing, BeforeChoice};
        let seen = [
            (BeforeChoice, What::Cookie, "bezoek", None),
            (AfterRefusing, What::Cookie, "keuze", Some(186 * DAY)),
            (BeforeChoice, What::Cookie, "_pk_id.1.ab", Some(366 * DAY)),
            (AfterAccepting, What::Cookie, "_ga", Some(999 * DAY)),
            (AfterAccepting, What::LocalStorage, "kijker", None),
            (AfterAccepting, What::Host, "www.film.example", None),
            (AfterAccepting, What::Host, "film.example:8443", None),
        ];
        let report = report(&seen, click(1), click(1));
        assert_eq!(report.differences, []);
        assert!(report.agrees);
        assert_eq!(report.not_seen, ["hour"]);
    }

    #[test]
    fn what_the_policy_does_not_have_is_undeclared() {
        let is = |what, name: &str, wanted: Option<(&str, &str)>| {
            let differences = found(Phase::AfterAccepting, what, name, None);
            let [Difference::Undeclared { thing, phases, like }] = &differences[..] else { panic!("{differences:?}") };
            assert_eq!((thing.name.as_str(), &phases[..]), (name, &[Phase::AfterAccepting][..]));
            assert_eq!(like.as_ref().map(|like| (like.name.as_str(), like.node.as_str())), wanted);
        };
        is(What::Cookie, "vreemd", None);
        is(What::Cookie, "oud", None);
        is(What::Cookie, "_ga_A1", Some(("_ga", "cookies.measure")));
        is(What::Cookie, "kijker", Some(("kijker", "cookies.films")));
        is(What::LocalStorage, "_ga", Some(("_ga", "cookies.measure")));
        is(What::Host, "film.example.evil.example", None);
    }

    #[test]
    fn before_a_choice_and_after_refusing_nothing_that_needs_consent() {
        for (what, name, node) in [
            (What::Cookie, "_ga", "cookies.measure"),
            (What::LocalStorage, "kijker", "cookies.films"),
            (What::Host, "www.film.example", "cookies.films"),
        ] {
            let (thing, node) = (thing(what, name), node.to_owned());
            let before = found(Phase::BeforeChoice, what, name, None);
            assert_eq!(before, [Difference::BeforeConsent { thing: thing.clone(), node: node.clone() }]);
            let after = found(Phase::AfterRefusing, what, name, None);
            assert_eq!(after, [Difference::AfterRefusing { thing, node }]);
        }
    }

    #[test]
    fn a_cookie_lives_no_longer_than_declared() {
        let longer = |name, left| !found(Phase::BeforeChoice, What::Cookie, name, left).is_empty();
        assert!(longer("keuze", Some(187 * DAY)));
        assert!(!longer("keuze", None));
        assert!(longer("bezoek", Some(DAY)));
        assert!(longer("uur", Some(3 * 3_600)));
        assert!(!longer("uur", Some(2 * 3_600 + 60)));
    }

    #[test]
    fn refusing_is_as_easy_as_accepting() {
        let of = |accept, refuse| report(&[], accept, refuse).differences;
        assert_eq!(of(click(1), click(1)), []);
        assert_eq!(of(click(2), click(1)), []);
        assert_eq!(of(click(1), click(2)), [Difference::RefuseHarder { accept: 1, refuse: 2 }]);
        assert_eq!(of(click(1), None), [Difference::NoRefuse]);
        assert_eq!(of(None, None), [Difference::NoAccept]);
    }
}
