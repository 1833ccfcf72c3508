//! Runs the cases of `cases/*.md`: tables that a lawyer can read, each row judged by the policy of its section.

#![allow(clippy::unwrap_used, clippy::panic, reason = "these are tests, with their helpers")]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use gestand_base::{HoldId, SeededRandom};
use gestand_cases::{Judgement, Reason, extended_deadline, first_deadline, judge_access, judge_erasure};
use gestand_policy::{PackFile, PackReader, Policy, ReadError, compile};
use gestand_sources::{About, Mark, Record, Value};
use gestand_store::{CaseKind, HoldKind, HoldRow};
use gestand_vault::Sensitive;
use jiff::Timestamp;
use jiff::civil::{Date, date};

/// Packs of the project, and the one that stands in the section, under the name `section`.
struct Packs(Option<String>);

impl PackReader for Packs {
    fn read(&mut self, name: &str) -> Result<Vec<PackFile>, ReadError> {
        if let (Some(text), "section") = (&self.0, name) {
            let head = "pack: section\nkind: corporation\n";
            return Ok(vec![PackFile { path: "section.yaml".into(), bytes: format!("{head}{text}").into_bytes() }]);
        }
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../packs").join(name);
        let found = std::fs::read_dir(&folder).map_err(|_| ReadError::NotFound(name.to_owned()))?;
        let paths = found.map(|item| item.unwrap().path()).filter(|path| path.extension().is_some_and(|e| e == "yaml"));
        let mut paths: Vec<PathBuf> = paths.collect();
        paths.sort();
        let file = |path: PathBuf| PackFile { bytes: std::fs::read(&path).unwrap(), path: path.display().to_string() };
        Ok(paths.into_iter().map(file).collect())
    }
}

/// A row of a table: column → cell.
type Row = BTreeMap<String, String>;

/// The rows of a file with their policy, each judged by `judge`; the differences with the table are told together.
fn run(file: &str, judge: impl Fn(&Policy, &Row) -> Vec<(&'static str, String)>) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases").join(file);
    let text = std::fs::read_to_string(path).unwrap();
    let (mut wrong, mut judged) = (Vec::new(), 0);
    for section in text.split("\n## Policy: ").skip(1) {
        let (title, body) = section.split_once('\n').unwrap();
        let inline =
            body.split_once("```yaml\n").and_then(|(_, rest)| rest.split_once("```")).map(|(yaml, _)| yaml.into());
        let name = if inline.is_some() { "section" } else { title.trim() };
        let compiled = compile(&mut Packs(inline), name).unwrap();
        let policy = compiled.policy.unwrap_or_else(|| panic!("{file}, {title}: {:?}", compiled.diagnostics));
        for row in rows(body) {
            judged += 1;
            for (column, outcome) in judge(&policy, &row) {
                if row[column] != outcome {
                    wrong.push(format!("{title} | {row:?}: {column} is {outcome:?}"));
                }
            }
        }
    }
    assert!(judged > 3, "{file}: no cases");
    assert!(wrong.is_empty(), "{file}:\n{}", wrong.join("\n"));
}

fn rows(body: &str) -> Vec<Row> {
    let cells = |line: &str| -> Vec<String> {
        line.trim().trim_matches('|').split('|').map(|cell| cell.trim().to_owned()).collect()
    };
    let mut lines = body.lines().filter(|line| line.starts_with('|'));
    let head = cells(lines.next().unwrap());
    lines.skip(1).map(|line| head.iter().cloned().zip(cells(line)).collect()).collect()
}

fn yes(is: bool) -> String {
    if is { "yes".into() } else { "no".into() }
}

fn record() -> Record {
    Record {
        source: "primary".into(),
        class: "record".into(),
        key: "1".into(),
        role: "subject".into(),
        subjects: vec!["1".into()],
        values: Vec::new(),
        events: BTreeMap::new(),
        marks: Default::default(),
        document: None,
    }
}

fn value(item: Option<&str>, about: About, free_text: bool) -> Value {
    let item = item.map(str::to_owned);
    Value { item, field: "veld".into(), about, free_text, value: Sensitive::new("inhoud".into()) }
}

#[test]
fn deadlines() {
    run("deadlines.md", |policy, row| {
        let kind = if row["request"] == "access" { CaseKind::Access } else { CaseKind::Erasure };
        let received = row["received"].parse().unwrap();
        let first = first_deadline(policy, kind, received).unwrap();
        let extended = extended_deadline(policy, kind, received).unwrap();
        vec![
            ("promised", first.due_on.to_string()),
            ("by law", first.statutory_due_on.to_string()),
            ("extended to", extended.map_or("no".into(), |clock| clock.due_on.to_string())),
        ]
    });
}

#[test]
fn access() {
    run("access.md", |policy, row| {
        let mark = |name: &str| match name {
            "work_note" => Mark::WorkNote,
            "third_party" => Mark::ThirdParty,
            "crime_prevention" => Mark::CrimePrevention,
            "litigation" => Mark::Litigation,
            other => panic!("no such mark: {other}"),
        };
        let mut record = record();
        record.marks = row["marks"].split(", ").filter(|name| !name.is_empty()).map(mark).collect();
        record.values.push(value(None, About::Subject, row["free text"] == "yes"));
        if row["others' data"] == "yes" {
            record.values.push(value(None, About::Other, false));
        }
        let judged = judge_access(policy, &record);
        vec![
            ("proposal", judged.proposal.as_str().to_owned()),
            ("a person looks", yes(judged.needs_review)),
            ("ground", last_ground(&judged)),
        ]
    });
}

/// The ground that decided: node and article, or what is missing.
fn last_ground(judged: &Judgement) -> String {
    let known = judged.grounds.iter().rev().find(|ground| ground.reason != Reason::MustBeWeighed);
    let Some(ground) = known else { return "must be weighed".into() };
    let parts = [Some(ground.node.clone()), ground.law.clone()].into_iter().flatten();
    parts.filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
}

#[test]
fn erasure() {
    run("erasure.md", |policy, row| {
        let mut record = record();
        record.values.push(value(Some(&row["data"]), About::Subject, false));
        for event in row["events"].split(", ").filter(|event| !event.is_empty()) {
            let (name, day) = event.split_once(' ').unwrap();
            record.events.insert(name.to_owned(), day.parse().unwrap());
        }
        let hold = (!row["hold"].is_empty()).then(|| hold(&row["hold"]));
        let judged = judge_erasure(policy, &record, date(2026, 11, 20), hold.as_ref());
        let ground = judged.grounds.iter().max_by_key(|ground| ground.until).unwrap();
        let reason = serde_json::to_value(ground.reason).unwrap();
        vec![
            ("proposal", judged.proposal.as_str().to_owned()),
            ("a person looks", yes(judged.needs_review)),
            ("reason", reason.as_str().unwrap().to_owned()),
            ("until", ground.until.map(|day: Date| day.to_string()).unwrap_or_default()),
            ("law", ground.law.clone().unwrap_or_default()),
        ]
    });
}

fn hold(kind: &str) -> HoldRow {
    HoldRow {
        id: HoldId::new(Timestamp::UNIX_EPOCH, &SeededRandom::new(1)),
        kind: HoldKind::parse(kind).unwrap(),
        source: "primary".into(),
        class: None,
        record_key: None,
        subject_key: Some("1".into()),
        case: None,
        reason: "inquiry".into(),
        until: "inquiry_closed".into(),
        placed_at: Timestamp::UNIX_EPOCH,
        placed_by: "officer".into(),
        released_at: None,
    }
}
