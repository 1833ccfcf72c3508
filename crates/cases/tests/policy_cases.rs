//! Runs the cases of `cases/*.md`: tables that a lawyer can read, each row judged by the policy of its section.

#![allow(clippy::unwrap_used, clippy::panic, reason = "these are tests, with their helpers")]

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use gestand_base::{HoldId, SeededRandom};
use gestand_cases::{
    Correction, Judgement, Reason, RestrictionGround, extended_deadline, first_deadline, items_got, judge_access,
    judge_erasure, judge_portability, judge_rectification, judge_restriction, recipients_of,
};
use gestand_policy::decide::{IdSet, Permit, SubjectState, Use};
use gestand_policy::{PackFile, PackReader, Policy, ReadError, compile};
use gestand_sources::{About, FieldInfo, Mark, Record, Value};
use gestand_store::{CaseKind, HoldKind, HoldRow, Verdict};
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
        subjects: Arc::from(["1".to_owned()]),
        values: Vec::new(),
        events: BTreeMap::new(),
        marks: Default::default(),
        document: None,
    }
}

fn value(item: Option<&str>, about: About, free_text: bool) -> Value {
    let item = item.map(str::to_owned);
    let field = Arc::new(FieldInfo { item, name: "veld".into(), about, free_text });
    Value { field, value: Sensitive::new("inhoud".into()) }
}

#[test]
fn deadlines() {
    run("deadlines.md", |policy, row| {
        let kind = CaseKind::parse(&row["request"]).unwrap();
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
        let mut record = record();
        record.marks = marks(&row["marks"]);
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

fn marks(cell: &str) -> BTreeSet<Mark> {
    let mark = |name: &str| match name {
        "work_note" => Mark::WorkNote,
        "third_party" => Mark::ThirdParty,
        "crime_prevention" => Mark::CrimePrevention,
        "litigation" => Mark::Litigation,
        other => panic!("no such mark: {other}"),
    };
    cell.split(", ").filter(|name| !name.is_empty()).map(mark).collect()
}

#[test]
fn portability() {
    run("portability.md", |policy, row| {
        let mut record = record();
        record.marks = marks(&row["marks"]);
        for item in row["data"].split(", ").filter(|item| !item.is_empty()) {
            record.values.push(value(Some(item), About::Subject, false));
        }
        if row["others' data"] == "yes" {
            record.values.push(value(None, About::Other, false));
        }
        let judged = judge_portability(policy, &record);
        let reasons = judged.grounds.iter().map(|ground| serde_json::to_value(ground.reason).unwrap());
        vec![
            ("proposal", judged.proposal.as_str().to_owned()),
            ("a person looks", yes(judged.needs_review)),
            ("reasons", reasons.map(|reason| reason.as_str().unwrap().to_owned()).collect::<Vec<_>>().join(", ")),
        ]
    });
}

fn model() -> Policy {
    compile(&mut Packs(None), "model").unwrap().policy.unwrap()
}

/// A permit for handling requests, as the program has it.
fn permit() -> Permit {
    let policy = model();
    let tables = &policy.tables;
    let handling = Use {
        activity: tables.activity("rights_requests").unwrap(),
        function: tables.function("privacy_officer").unwrap(),
        items: IdSet::EMPTY,
        recipient: None,
        conditions: IdSet::EMPTY,
        subject: SubjectState::default(),
    };
    tables.decide(&handling).permit().unwrap()
}

#[test]
fn only_what_differs_from_what_was_asked_is_corrected() {
    let asked = |pairs: &[(&str, &str)]| -> Vec<Correction> {
        pairs.iter().map(|(item, value)| Correction { item: (*item).into(), value: (*value).into() }).collect()
    };
    let holds = |values: &[(&str, &str, About)]| {
        let mut record = record();
        for (item, text, about) in values {
            let one = value(Some(item), *about, false);
            record.values.push(Value { value: Sensitive::new((*text).into()), ..one });
        }
        record
    };
    let (permit, mine) = (permit(), About::Subject);
    let may_hold = BTreeSet::from(["marital_status".to_owned(), "phone".to_owned()]);
    let judge =
        |record: &Record, pairs: &[(&str, &str)]| judge_rectification(record, &may_hold, &asked(pairs), &permit);
    let outcome =
        |record: &Record, pairs: &[(&str, &str)]| judge(record, pairs).map(|one| (one.proposal, one.needs_review));
    let phone = holds(&[("phone", "06", mine), ("email", "a@example.nl", mine)]);
    assert_eq!(outcome(&phone, &[("phone", "07")]), Some((Verdict::Correct, true)));
    assert_eq!(outcome(&phone, &[("phone", " 06 ")]), Some((Verdict::Keep, false)));
    assert_eq!(outcome(&phone, &[("phone", "06"), ("email", "b@example.nl")]), Some((Verdict::Correct, true)));
    assert_eq!(outcome(&phone, &[("name", "X")]), None, "it holds nothing that was asked about");
    assert_eq!(
        outcome(&holds(&[("phone", "", mine)]), &[("phone", "06")]),
        Some((Verdict::Correct, true)),
        "completing"
    );
    assert_eq!(outcome(&phone, &[("marital_status", "gehuwd")]), Some((Verdict::Correct, true)), "completing");
    assert_eq!(outcome(&holds(&[("email", "x", About::Other)]), &[("email", "y")]), None, "it is another's");
    let name = holds(&[("name", "van der", mine), ("name", "Melding", mine)]);
    assert_eq!(outcome(&name, &[("name", "Melding")]), Some((Verdict::Keep, false)));
    assert_eq!(judge(&phone, &[("phone", "06")]).unwrap().grounds[0].reason, Reason::RightAlready);
}

#[test]
fn each_ground_of_a_restriction_is_told_by_its_article() {
    let law = |ground| judge_restriction(Some(ground), false).grounds[0].law.clone().unwrap();
    let laws = RestrictionGround::ALL.map(law);
    assert_eq!(laws, ["GDPR 18(1)(a)", "GDPR 18(1)(b)", "GDPR 18(1)(c)", "GDPR 18(1)(d)"]);
    let judged = judge_restriction(None, false);
    assert_eq!((judged.proposal, judged.grounds[0].reason), (Verdict::Restrict, Reason::MustBeWeighed));
    let again = judge_restriction(Some(RestrictionGround::Claim), true);
    assert_eq!((again.proposal, again.needs_review), (Verdict::Keep, false));
}

#[test]
fn recipients_are_those_that_may_have_got_the_item() {
    let policy = model();
    let phone = recipients_of(&policy, &["phone"].into());
    assert!(phone.contains(&"contractor".to_owned()), "{phone:?}");
    assert!(phone.len() < policy.document.recipients.len() && recipients_of(&policy, &[].into()).is_empty());
    assert_eq!(items_got(&policy, "contractor", &["phone", "income_amount"].into()), ["phone"].into());
    assert!(items_got(&policy, "nobody", &["phone"].into()).is_empty());
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
        marked: None,
    }
}
