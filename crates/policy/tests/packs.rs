//! The packs of the project: they compile, show the defects of the statements they are faithful to, and no others.
#![allow(clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod defects;
mod load_support;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::LazyLock;

use gestand_policy::decide::{Decision, IdSet, SubjectState, Use};
use gestand_policy::trace::coverage;
use gestand_policy::{Compiled, Diagnostic, Origin, Severity, compile_on};
use jiff::civil::{Date, date};
use load_support::{Disk, policy};

const PACKS: [&str; 7] = ["model", "delinde", "woonpunt", "woonpartners", "woonmensen", "woonbron", "thuisvester"];
const CORPORATIONS: [&str; 5] = ["woonpunt", "woonpartners", "woonmensen", "woonbron", "thuisvester"];
/// The defects that were written down when the statements were read.
const RECORDED: usize = 215;
/// The day of the checks: the age of a statement counts.
const TODAY: Date = date(2026, 11, 20);

fn pack(name: &str) -> &'static Compiled {
    static COMPILED: LazyLock<BTreeMap<&str, Compiled>> = LazyLock::new(|| {
        let compile =
            |name| compile_on(&mut Disk::project(), name, Some(TODAY)).expect("the packs of the project are there");
        PACKS.into_iter().chain(["sector"]).map(|name| (name, compile(name))).collect()
    });
    COMPILED.get(name).expect("one of the packs of the project")
}

/// `file:line`, from the folder of the packs.
fn place(compiled: &Compiled, found: &Diagnostic) -> String {
    let path = &compiled.files[usize::from(found.span.file)].path;
    format!("{}:{}", path.rsplit("/packs/").next().unwrap_or(path), found.span.line)
}

fn has(compiled: &Compiled, code: &str, part: &str) -> bool {
    compiled.diagnostics.iter().any(|found| found.code == code && found.message.en.contains(part))
}

#[test]
fn every_pack_becomes_a_policy() {
    for name in PACKS {
        assert_eq!(policy(pack(name)).name, name);
    }
    assert_eq!(pack("sector").diagnostics, []);
}

#[test]
fn every_recorded_defect_has_a_finding_or_a_reason() {
    let defects = defects::defects();
    let ids: BTreeSet<&str> = defects.iter().map(|defect| defect.promise).collect();
    assert_eq!((defects.len(), ids.len()), (RECORDED, RECORDED));
    for defect in &defects {
        assert!(CORPORATIONS.contains(&defect.pack()), "{}", defect.promise);
        assert_eq!(defect.found_as.is_empty(), defect.reason.len() > 20, "{}", defect.promise);
    }
    assert!(defects.iter().filter(|defect| !defect.found_as.is_empty()).count() >= 180);
}

#[test]
fn the_defects_of_a_statement_are_found_in_its_pack() {
    let mut missed = Vec::new();
    for defect in defects::defects() {
        let compiled = pack(defect.pack());
        let not_found = defect.found_as.iter().filter(|(code, part)| !has(compiled, code, part));
        missed.extend(not_found.map(|(code, part)| format!("{}: {code} {part}", defect.promise)));
    }
    assert!(missed.is_empty(), "not found:\n{}", missed.join("\n"));
}

#[test]
fn what_would_be_wrong_is_not_said() {
    let wrong = defects::wrong_to_say();
    assert!(wrong.len() > 10);
    for name in PACKS {
        let compiled = pack(name);
        for wrong in wrong.iter().filter(|wrong| wrong.pack == "*" || wrong.pack == name) {
            assert!(!has(compiled, wrong.code, wrong.part), "{name}: {} {}: {}", wrong.code, wrong.part, wrong.why);
        }
    }
}

#[test]
fn a_finding_stands_once_in_words_of_the_corporation() {
    for name in PACKS {
        let compiled = pack(name);
        let mut seen = BTreeSet::new();
        for found in &compiled.diagnostics {
            let told = format!("{} {} {}", found.code, place(compiled, found), found.message.nl);
            assert_eq!(policy(compiled).origin(found.span), Origin::Own, "{told}");
            assert!(seen.insert(told.clone()), "twice: {told}");
        }
    }
}

/// How many findings of each code a pack has; the findings themselves are in the table of defects.
#[test]
fn the_findings_are_as_many_as_we_have_read() {
    let mut told = String::new();
    for name in PACKS {
        let mut counts: BTreeMap<(&str, Severity), usize> = BTreeMap::new();
        for found in &pack(name).diagnostics {
            *counts.entry((found.code, found.severity)).or_default() += 1;
        }
        told.push_str(&format!("{name}\n"));
        for ((code, severity), count) in counts {
            let severity = format!("{severity:?}").to_lowercase();
            told.push_str(&format!("  {code} {severity} {count}\n"));
        }
    }
    insta::assert_snapshot!("counts", told);
}

/// Whoever answers requests may see everything but identification data, or no request can be answered in full.
#[test]
fn requests_may_be_answered_under_every_pack() {
    for name in PACKS {
        let compiled = pack(name);
        let (tables, document) = (&policy(compiled).tables, &policy(compiled).document);
        let activity = tables.activity("rights_requests").expect("the law asks it of everybody");
        let items = tables.activity_items(activity);
        for function in ["privacy_officer", "customer_service"] {
            let function = tables.function(function).expect("the sector defines it");
            let wanted = Use {
                activity,
                function,
                items,
                recipient: None,
                conditions: IdSet::EMPTY,
                subject: SubjectState::default(),
            };
            if let Decision::Refusal(refusal) = tables.decide(&wanted) {
                panic!("{name}: {:#?}", tables.explain(refusal));
            }
        }
        let identification = tables.items_of("identification");
        let all = document.categories.keys().fold(IdSet::EMPTY, |all, category| all.union(tables.items_of(category)));
        assert!(!identification.is_empty(), "{name}");
        assert_eq!(items, all.minus(identification), "{name}");
        let reception = tables.function("reception").expect("the sector defines it");
        let wanted = Use {
            activity,
            function: reception,
            items,
            recipient: None,
            conditions: IdSet::EMPTY,
            subject: SubjectState::default(),
        };
        assert!(tables.decide(&wanted).refusal().is_some(), "{name}: the reception answers no requests");
    }
    let woonbron = pack("woonbron");
    let tables = &policy(woonbron).tables;
    let items = tables.activity_items(tables.activity("rights_requests").expect("as above"));
    let own = tables.item("data_for_other_law").expect("only Woonbron has it");
    assert!(items.contains(own.number()), "a category of the corporation's own is asked for as well");
}

/// The published texts are no part of the project; where they are at hand, a pack must account for most of its own.
#[test]
fn a_pack_accounts_for_its_published_text() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/statements");
    let Ok(entries) = std::fs::read_dir(&folder) else {
        eprintln!("coverage of the published texts was not measured: there is no {}", folder.display());
        return;
    };
    let texts: Vec<_> = entries.flatten().map(|entry| entry.path()).collect();
    for name in CORPORATIONS {
        let text = texts.iter().find(|path| path.display().to_string().ends_with(&format!("{name}.txt")));
        let text = std::fs::read_to_string(text.expect("a text of each corporation")).expect("it is UTF-8");
        let measured = coverage(policy(pack(name)), &text);
        assert!(measured.content_lines > 50, "{name}");
        assert!(measured.covered_lines * 100 >= measured.content_lines * 60, "{name}: {:?}", measured.uncovered);
        assert!(measured.stale.is_empty(), "{name}: {:?}", measured.stale);
    }
}
