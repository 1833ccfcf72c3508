//! Remedies: each mends what it is offered for, makes nothing worse, and leaves comments and order alone.
#![allow(clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod load_support;

use std::collections::BTreeMap;

use gestand_policy::checks::all;
use gestand_policy::fix::{Change, Edit, FixError, Fixed, Left, fix_pack};
use gestand_policy::{Compiled, PackFile, PackReader, Severity, compile_on};
use jiff::civil::{Date, date};
use load_support::{Disk, Packs};
use serde_json::json;

const TODAY: Option<Date> = Some(date(2026, 11, 20));
const CORPORATIONS: [&str; 5] = ["woonpunt", "woonpartners", "woonmensen", "woonbron", "thuisvester"];

fn counts(compiled: &Compiled) -> BTreeMap<(&str, &str), usize> {
    let mut counts = BTreeMap::new();
    compiled.diagnostics.iter().for_each(|d| *counts.entry((d.code, d.message.nl.as_str())).or_default() += 1);
    counts
}

/// After the work the pack is a policy, and every finding that is left was there before.
fn assert_no_worse(name: &str, before: &Compiled, fixed: &Fixed) {
    assert!(fixed.compiled.policy.is_some(), "{name}: {:#?}", fixed.compiled.diagnostics);
    let old = counts(before);
    for (finding, count) in counts(&fixed.compiled) {
        assert!(old.get(&finding).is_some_and(|before| *before >= count), "{name}: {finding:?} is new");
    }
    for done in &fixed.done {
        let still = counts(&fixed.compiled).get(&(done.code, done.message.nl.as_str())).copied().unwrap_or(0);
        assert!(still < old[&(done.code, done.message.nl.as_str())], "{name}: {} {}", done.code, done.message.en);
    }
}

fn comments(files: &[PackFile]) -> Vec<String> {
    let text = files.iter().map(|file| String::from_utf8_lossy(&file.bytes).into_owned());
    let of = |text: String| -> Vec<String> {
        let comment = |line: &str| line.find("# ").map(|at| line[at..].to_owned());
        text.lines().filter_map(comment).collect()
    };
    text.flat_map(of).collect()
}

fn again(name: &str, files: &[PackFile], rest: &mut dyn PackReader) -> Fixed {
    struct Over<'r>(&'r str, &'r [PackFile], &'r mut dyn PackReader);
    impl PackReader for Over<'_> {
        fn read(&mut self, name: &str) -> Result<Vec<PackFile>, gestand_policy::ReadError> {
            if name == self.0 { Ok(self.1.to_vec()) } else { self.2.read(name) }
        }
    }
    fix_pack(&mut Over(name, files, rest), name, TODAY).expect("the pack is there")
}

#[test]
fn a_remedy_mends_the_example_of_its_check() {
    let mut offered = 0;
    for info in all().filter(|info| !info.example.is_empty()) {
        let mut pack = Packs::default().file("own", "pack.yaml", info.example);
        let before = compile_on(&mut pack, "own", TODAY).expect("the pack is there");
        let has_fix = before.diagnostics.iter().any(|found| found.code == info.code && found.fix.is_some());
        let fixed = fix_pack(&mut pack, "own", TODAY).expect("the pack is there");
        assert_no_worse(info.code, &before, &fixed);
        if has_fix {
            offered += 1;
            let left: Vec<_> = fixed.left.iter().map(|(found, why)| (found.code, why)).collect();
            assert!(
                fixed.done.iter().any(|found| found.code == info.code),
                "{}: {left:?}\n{}",
                info.code,
                info.example
            );
        }
    }
    assert!(offered > 25, "only {offered} checks offer a remedy");
}

#[test]
fn the_remedies_of_a_pack_make_nothing_worse() {
    for name in CORPORATIONS {
        let before = compile_on(&mut Disk::project(), name, TODAY).expect("the pack is there");
        let fixed = fix_pack(&mut Disk::project(), name, TODAY).expect("the pack is there");
        assert_no_worse(name, &before, &fixed);
        assert!(fixed.done.len() > 5, "{name}: {:#?}", fixed.left);
        assert_eq!(comments(&fixed.before), comments(&fixed.after), "{name}");
        let second = again(name, &fixed.after, &mut Disk::project());
        assert_eq!(second.done, [], "{name}: a second run changes nothing");
        let bytes = |files: &[PackFile]| files.iter().map(|file| file.bytes.clone()).collect::<Vec<_>>();
        assert!(bytes(&second.after) == bytes(&fixed.after), "{name}");
    }
}

#[test]
fn only_the_lines_of_the_remedy_change() {
    let yaml = "# what this is\nrequests:\n    free: false   # alas\n    # the term\n    term: 6 weeks\n\norganisation: {name: X}\n";
    let mut pack = Packs::default().file("own", "pack.yaml", yaml);
    let fixed = fix_pack(&mut pack, "own", TODAY).expect("the pack is there");
    let text = String::from_utf8_lossy(&fixed.after[0].bytes).into_owned();
    assert!(
        text.starts_with("# what this is\nrequests:\n    free: true   # alas\n    # the term\n    term: 1 month\n"),
        "{text}"
    );
    assert!(text.contains("organisation: {name: X, called_controller: true}"), "{text}");
}

#[test]
fn a_model_pack_has_nothing_to_fix() {
    let fixed = fix_pack(&mut Disk::project(), "model", TODAY).expect("the pack is there");
    assert_eq!((fixed.done, fixed.left), (Vec::new(), Vec::new()));
}

/// A pack that cannot be read is left alone.
#[test]
fn a_pack_with_errors_of_reading_is_not_touched() {
    let mut pack = Packs::default().file("own", "pack.yaml", "requests: {free: false, fre: 1}\n");
    let fixed = fix_pack(&mut pack, "own", TODAY).expect("the pack is there");
    assert_eq!(fixed.before[0].bytes, fixed.after[0].bytes);
    assert_eq!(fixed.compiled.count(Severity::Error), 1);
}

/// Naming withdrawal without a way to do it would only move the finding.
#[test]
fn a_remedy_that_brings_another_finding_is_refused() {
    let yaml = "activities: {mail: {basis: [consent]}}\nbases: {consent: {}}\n";
    let mut pack = Packs::default().file("own", "pack.yaml", yaml);
    let fixed = fix_pack(&mut pack, "own", TODAY).expect("the pack is there");
    let why = fixed.left.iter().find(|(found, _)| found.code == "G0504").map(|(_, why)| why);
    assert_eq!(why, Some(&Left::NewFinding("G0104")));
    assert!(!String::from_utf8_lossy(&fixed.after[0].bytes).contains("withdrawal"));
}

fn apply(yaml: &str, path: &[&str], change: Change) -> Result<String, FixError> {
    Edit { path: path.iter().map(|part| (*part).to_owned()).collect(), change }.apply(yaml)
}

#[test]
fn an_edit_fits_the_form_it_finds() {
    let add = |items: &[&str]| Change::Add(items.iter().map(|item| (*item).to_owned()).collect());
    let table = [
        ("a: {b: 1}\n", &["a", "c"][..], Change::Set(json!(true)), "a: {b: 1, c: true}\n"),
        ("a:\n  b: 1 # one\n", &["a", "b"], Change::Set(json!("2 years")), "a:\n  b: 2 years # one\n"),
        ("a: 1\n", &["b", "c", "d"], Change::Set(json!("x")), "a: 1\nb:\n  c: {d: x}\n"),
        ("a: [x] # list\n", &["a"], add(&["x", "17(1)(b)"]), "a: [x, 17(1)(b)] # list\n"),
        ("a:\n  - x\n  - y\n", &["a"], add(&["z"]), "a:\n  - x\n  - y\n  - z\n"),
        ("a: {l: [x, y]}\n", &["a", "l"], Change::TakeOut("x".to_owned()), "a: {l: [y]}\n"),
        ("a: {k: 1, l: [x]}\n", &["a", "l"], Change::TakeOut("x".to_owned()), "a: {k: 1}\n"),
        ("a: 1\n# why\nb: 2\nc: 3\n", &["b"], Change::Remove, "a: 1\n# why\nc: 3\n"),
    ];
    for (yaml, path, change, wanted) in table {
        assert_eq!(apply(yaml, path, change).as_deref(), Ok(wanted), "{yaml}");
    }
}

#[test]
fn an_edit_that_does_not_fit_says_why() {
    let gone = apply("a: 1\n", &["b"], Change::Remove);
    assert_eq!(gone, Err(FixError::NothingThere("b".to_owned())));
    let scalar = apply("a: 1\n", &["a", "b"], Change::Set(json!(1)));
    assert_eq!(scalar, Err(FixError::OtherForm("a.b".to_owned())));
    assert!(matches!(apply("a: [\n", &["a"], Change::Remove), Err(FixError::Unreadable(_))));
}

/// A section that is new gets a line for each entry, so that a person can go on with it.
#[test]
fn a_new_section_has_a_line_for_each_entry() {
    let mut pack =
        Packs::default().file("own", "pack.yaml", "# mine\npack: own\nactivities:\n  rent: {basis: [contract]}\n");
    let fixed = fix_pack(&mut pack, "own", TODAY).expect("the pack is there");
    let text = String::from_utf8_lossy(&fixed.after[0].bytes).into_owned();
    assert!(text.contains("\nrights:\n  access: {"), "{text}");
    assert!(text.contains("\n  erasure: {"), "{text}");
    let longest = text.lines().map(str::len).max().unwrap_or_default();
    assert!(longest <= 120, "{longest}: {text}");
}

#[test]
fn why_a_remedy_was_left_is_told_in_both_languages() {
    let told = Left::NewFinding("G0104").message();
    assert!(told.nl.contains("nieuwe bevinding") && told.en.contains("new finding"));
    let told = Left::from(FixError::NothingThere("a.b".to_owned())).message();
    assert!(told.nl.contains("'a.b'") && told.nl != told.en);
}
