//! The annotations fit the live sources and the policy, every way to a person leads there, and terms find what is due.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod support;

use std::collections::BTreeSet;
use std::path::Path;

use gestand_documents::extract::Limits;
use gestand_documents::worker::{Reader, serve};
use gestand_policy::Policy;
use gestand_policy::decide::{Decision, IdSet, Permit, SubjectState, Use};
use gestand_policy::{PackFile, PackReader, ReadError, compile};
use gestand_sources::{DueRule, Record, Source, Sources, SubjectQuery, Verb, VerbKind, Work};
use gestand_vault::Sensitive;
use jiff::civil::{Date, date};
use support::{Folder, TODAY, make, open, options, texts};

/// The packs of the repository.
struct Packs;

impl PackReader for Packs {
    fn read(&mut self, name: &str) -> Result<Vec<PackFile>, ReadError> {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../packs").join(name);
        let mut files: Vec<PackFile> = std::fs::read_dir(folder)
            .map_err(|_| ReadError::NotFound(name.to_owned()))?
            .map(|entry| entry.unwrap().path())
            .filter(|path| path.extension().is_some_and(|end| end == "yaml"))
            .map(|path| PackFile { path: path.display().to_string(), bytes: std::fs::read(&path).unwrap() })
            .collect();
        files.sort_by(|a, b| a.path.cmp(&b.path));
        Ok(files)
    }
}

fn policy() -> Policy {
    let compiled = compile(&mut Packs, "model").unwrap();
    compiled.policy.unwrap_or_else(|| panic!("{:#?}", compiled.diagnostics))
}

/// What a privacy officer may do to answer a request.
fn permit(policy: &Policy) -> Permit {
    let tables = &policy.tables;
    let wanted = Use {
        activity: tables.activity("rights_requests").unwrap(),
        function: tables.function("privacy_officer").unwrap(),
        items: IdSet::default(),
        recipient: None,
        conditions: IdSet::EMPTY,
        subject: SubjectState::default(),
    };
    match tables.decide(&wanted) {
        Decision::Permit(permit) => permit,
        Decision::Refusal(refusal) => panic!("{refusal:?}"),
    }
}

fn sources(folder: &Folder) -> Sources {
    let program = std::env::current_exe().unwrap();
    let arguments = ["--exact", "child_reads", "--ignored", "--nocapture", "--test-threads=1"];
    Sources::open(&folder.sources(), &Reader::new(program, arguments, Limits::default())).unwrap()
}

#[test]
#[ignore = "is a child: reads the file that it is given"]
fn child_reads() {
    serve(std::io::stdin().lock(), std::io::stdout().lock()).unwrap();
    std::process::exit(0)
}

fn some(text: &str) -> Option<Sensitive<String>> {
    Some(Sensitive::new(text.to_owned()))
}

async fn found(source: &dyn Source, number: &str, permit: &Permit) -> Vec<Record> {
    let query = SubjectQuery { relation_number: some(number), ..SubjectQuery::default() };
    let people = source.find(&query, permit).await.unwrap();
    assert_eq!(people.len(), 1, "{number}");
    source.all_records(&people[0].key, permit).await.unwrap()
}

fn classes(records: &[Record]) -> BTreeSet<&str> {
    records.iter().map(|record| record.class.as_str()).collect()
}

#[tokio::test]
async fn the_check_finds_nothing() {
    let (folder, _) = make("check", &options(300, 5)).await;
    let policy = policy();
    let sources = sources(&folder);
    let ids: Vec<String> = sources.all().map(|source| source.info().id).collect();
    assert_eq!(ids, ["archive", "cameras", "documents", "primary"]);
    for source in sources.all() {
        let found = source.check(&policy.document).await.unwrap();
        assert!(found.is_empty(), "{}: {found:#?}", source.info().id);
    }
}

#[tokio::test]
async fn the_records_of_known_people_are_reached() {
    let (folder, _) = make("reach", &options(0, 5)).await;
    let permit = permit(&policy());
    let sources = sources(&folder);
    let primary = sources.get("primary").unwrap();
    let fenna = found(primary, "R000001", &permit).await;
    let wanted = [
        "access_tag",
        "address",
        "arrears",
        "bank_account",
        "contact_moment",
        "email_address",
        "income",
        "income_statement",
        "nuisance_case",
        "payment",
        "person",
        "phone_number",
        "rent_proposal",
        "repair_request",
        "role",
        "tenancy_contract",
        "work_note",
    ];
    assert!(wanted.iter().all(|class| classes(&fenna).contains(class)), "{:?}", classes(&fenna));
    let roles: BTreeSet<&str> =
        fenna.iter().filter(|record| record.class == "nuisance_case").map(|record| record.role.as_str()).collect();
    assert_eq!(roles, BTreeSet::from(["reported", "reporter"]));
    // The co-tenant has key 0.
    let nora = found(primary, "R000000", &permit).await;
    assert!(nora.iter().any(|record| record.class == "tenancy_contract" && record.role == "co_tenant"));
    let seeker = found(primary, "R000012", &permit).await;
    assert!(classes(&seeker).contains("registration"));
    let documents = found(sources.get("documents").unwrap(), "R000001", &permit).await;
    let kinds = ["contract_document", "income_document", "audited_income_document", "letter"];
    assert_eq!(classes(&documents), BTreeSet::from(kinds));
    let shared = SubjectQuery { email: some("samen.deelbericht@example.nl"), ..SubjectQuery::default() };
    assert_eq!(primary.find(&shared, &permit).await.unwrap().len(), 2);
}

/// Every class with personal items has an event that some term counts from, and something due; the person behind it is
/// known, so that a hold on the person holds it.
#[tokio::test]
async fn terms_find_what_is_due() {
    for (seed, today) in [(42, TODAY), (1, date(2028, 2, 29)), (2026, date(2027, 1, 1))] {
        something_is_due(seed, today).await;
    }
}

async fn something_is_due(seed: u64, today: Date) {
    let wanted = gestand_synthetic::Options { today, ..options(2000, seed) };
    let (folder, _) = make(&format!("terms-{seed}"), &wanted).await;
    let policy = policy();
    let sources = sources(&folder);
    let mut due = BTreeSet::new();
    for (id, retention) in &policy.document.retention {
        let Some(keep) = &retention.keep else { continue };
        let (Some(event), Some(on_or_before)) = (keep.value.event(), keep.value.latest_due(today)) else { continue };
        let items = retention.data.iter().flat_map(|name| match policy.document.categories.get(&name.value) {
            Some(category) => category.items.keys().cloned().collect(),
            None => vec![name.value.clone()],
        });
        let rule = DueRule {
            rule: id.clone(),
            items: items.collect(),
            event: event.to_owned(),
            on_or_before,
            anonymise: false,
        };
        for source in sources.all() {
            for class in source.due(&rule).await.unwrap() {
                assert!(class.count > 0);
                assert_eq!(class.verb.kind(), VerbKind::Delete, "{id}: {}", class.class);
                for key in source.due_keys(&rule, &class.class, None, 50).await.unwrap() {
                    let nobody = ["camera_segment", "contact_moment"].contains(&class.class.as_str());
                    assert!(nobody || !key.subjects.is_empty(), "{}: {key:?}", class.class);
                }
                due.insert(class.class);
            }
        }
    }
    let personal = sources.all().flat_map(|source| source.classes()).filter(|class| !class.items.is_empty());
    // What is not ended has no term yet.
    let open = ["contract_document", "income_document"];
    let expected: BTreeSet<String> = personal.map(|class| class.id).filter(|id| !open.contains(&id.as_str())).collect();
    assert_eq!(due, expected, "seed {seed}, {today}");
}

/// Nobody who rents or looks for a home loses contact data to a term.
#[tokio::test]
async fn who_is_still_a_customer_is_not_due() {
    let (folder, _) = make("customers", &options(1000, 9)).await;
    let primary = sources(&folder);
    let primary = primary.get("primary").unwrap();
    let mut conn = open(&folder).await;
    let active = texts(
        &mut conn,
        "SELECT CAST(c.id AS TEXT) FROM contactgegeven c JOIN relatierol r ON r.relatie_id = c.relatie_id \
         WHERE c.soort = 'EMA' AND (r.einddatum IS NULL OR r.einddatum > '2026-11-20')"
            .to_owned(),
    )
    .await;
    let active: BTreeSet<&str> = active.iter().map(String::as_str).collect();
    for event in ["tenancy_ended", "registration_ended"] {
        let items = BTreeSet::from(["email".to_owned()]);
        let rule = DueRule { rule: "all".into(), items, event: event.into(), on_or_before: TODAY, anonymise: false };
        let keys = primary.due_keys(&rule, "email_address", None, 5000).await.unwrap();
        assert!(!keys.is_empty(), "{event}");
        let wrong: Vec<_> = keys.iter().filter(|key| active.contains(key.key.as_str())).collect();
        assert!(wrong.is_empty(), "{event}: {wrong:?}");
    }
}

/// Ruben's contract and contact data go; what the books must keep holds his row back.
#[tokio::test]
async fn a_former_tenant_can_be_erased_as_far_as_the_law_allows() {
    let (folder, _) = make("erase", &options(0, 5)).await;
    let permit = permit(&policy());
    let sources = sources(&folder);
    let primary = sources.get("primary").unwrap();
    let records = found(primary, "R000002", &permit).await;
    for class in
        ["tenancy_contract", "email_address", "phone_number", "address", "access_tag", "contact_moment", "person"]
    {
        let keys: Vec<String> =
            records.iter().filter(|record| record.class == class).map(|record| record.key.to_string()).collect();
        assert!(!keys.is_empty(), "{class}");
        let work = Work { class: class.to_owned(), verb: Verb::Delete, keys: keys.clone(), still: None };
        primary.apply(&work).await.unwrap();
        let left = primary.verify(&work).await.unwrap();
        let kept = if class == "person" { 1 } else { 0 };
        assert_eq!(left.absent, keys.len() as u64 - kept, "{class}: {left:?}");
    }
    let left = found(primary, "R000002", &permit).await;
    assert_eq!(classes(&left), BTreeSet::from(["bank_account", "payment", "person", "role"]));
}

#[tokio::test]
async fn the_planted_bsn_is_found() {
    for (plant_bsn, expected) in [(false, 0), (true, 1)] {
        let wanted = gestand_synthetic::Options { plant_bsn, ..options(200, 5) };
        let (folder, _) = make(&format!("planted-{plant_bsn}"), &wanted).await;
        let mut hits = Vec::new();
        for source in sources(&folder).all().filter(|source| !source.is_manual()) {
            hits.extend(source.scan_identification_numbers().await.unwrap());
        }
        assert_eq!(hits.len(), expected, "{hits:?}");
        assert!(hits.iter().all(|hit| hit.class == "contact_moment" && hit.field == "omschrijving" && hit.count == 1));
    }
}
