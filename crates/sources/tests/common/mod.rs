//! A small policy, a permit from it, and a folder that a test may fill.

#![allow(dead_code, clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking; not every test uses all")]

pub mod engine;

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

use gestand_documents::extract::Limits;
use gestand_documents::worker::{Reader, serve};
use gestand_policy::decide::{Decision, IdSet, Permit, SubjectState, Tables, Use};
use gestand_policy::model::Document;
use gestand_sources::{DueRule, Record, Source, SubjectQuery};
use gestand_vault::Sensitive;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{AssertSqlSafe, Connection, SqliteConnection};

pub fn policy() -> Document {
    serde_saphyr::from_str(
        "
categories:
  contact: {items: {name: {}, first_names: {}, birth_date: {}, email: {}, phone: {}, customer_number: {}}}
  contract: {items: {tenancy_contract: {}}}
  payments: {items: {payment_history: {}}}
  cases: {items: {nuisance_report: {}, work_note_text: {}}}
  cameras: {items: {camera_images: {}}}
events: {tenancy_ended: {}, case_closed: {}, recorded: {}, contract_signed: {}}
functions: {officer: {}}
activities: {access: {basis: [legal_obligation], statutory: true, data: [contact], functions: [officer]}}
",
    )
    .unwrap()
}

pub fn permit() -> Permit {
    let tables = Tables::compile(&policy()).unwrap();
    let wanted = Use {
        activity: tables.activity("access").unwrap(),
        function: tables.function("officer").unwrap(),
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

/// Reads documents in children of this test program.
pub fn reader() -> Reader {
    let arguments = ["--exact", "common::child_reads", "--ignored", "--nocapture", "--test-threads=1"];
    Reader::new(std::env::current_exe().unwrap(), arguments, Limits::default())
}

#[test]
#[ignore = "is a child: reads the file that it is given"]
fn child_reads() {
    serve(std::io::stdin().lock(), std::io::stdout().lock()).unwrap();
    std::process::exit(0);
}

/// A folder of this test only, removed at the end.
pub struct Dir(PathBuf);

impl Dir {
    pub fn new() -> Self {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let name = format!("gestand-sources-{}-{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
        let path = std::env::temp_dir().join(name);
        std::fs::create_dir_all(&path).unwrap();
        Dir(path)
    }
    pub fn path(&self) -> &Path {
        &self.0
    }
    pub fn write(&self, path: &str, content: impl AsRef<[u8]>) {
        let path = self.0.join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, content).unwrap();
    }
    /// Runs statements on `primary.sqlite`.
    pub async fn sql(&self, sql: &str) {
        let options = SqliteConnectOptions::new().filename(self.0.join("primary.sqlite")).create_if_missing(true);
        let mut conn = SqliteConnection::connect_with(&options.foreign_keys(false)).await.unwrap();
        sqlx::raw_sql(AssertSqlSafe(sql.to_owned())).execute(&mut conn).await.unwrap();
        conn.close().await.unwrap();
    }
    pub async fn count(&self, table_and_where: &str) -> i64 {
        let options = SqliteConnectOptions::new().filename(self.0.join("primary.sqlite"));
        let mut conn = SqliteConnection::connect_with(&options).await.unwrap();
        let sql = AssertSqlSafe(format!("SELECT COUNT(*) FROM {table_and_where}"));
        let count = sqlx::query_scalar(sql).fetch_one(&mut conn).await.unwrap();
        conn.close().await.unwrap();
        count
    }
    pub fn source(&self, yaml: &str) -> Box<dyn Source> {
        self.write("source.yaml", yaml);
        gestand_sources::read(&self.0.join("source.yaml"), &reader()).unwrap()
    }
}

impl Drop for Dir {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

pub fn rule(items: &[&str], event: &str, on_or_before: &str) -> DueRule {
    DueRule {
        rule: "test".into(),
        items: items.iter().map(|item| (*item).to_owned()).collect(),
        event: event.into(),
        on_or_before: on_or_before.parse().unwrap(),
        anonymise: false,
    }
}

pub fn some(value: &str) -> Option<Sensitive<String>> {
    Some(Sensitive::new(value.to_owned()))
}

pub fn by_number(number: &str) -> SubjectQuery {
    SubjectQuery { relation_number: some(number), ..SubjectQuery::default() }
}

/// `class key role` of records, sorted.
pub fn outline(records: &[Record]) -> Vec<String> {
    let mut lines: Vec<String> =
        records.iter().map(|record| format!("{} {} {}", record.class, record.key, record.role)).collect();
    lines.sort();
    lines
}

/// The value of a field of the only record of a class.
pub fn value<'a>(records: &'a [Record], class: &str, field: &str) -> Option<&'a str> {
    let record = records.iter().find(|record| record.class == class)?;
    let value = record.values.iter().find(|value| value.field.name == field)?;
    Some(value.value.open(&permit(), "test").as_str())
}

pub const SCHEMA: &str = "
CREATE TABLE persoon (id INTEGER PRIMARY KEY, nummer TEXT, voornaam TEXT, achternaam TEXT NOT NULL, geboren TEXT);
CREATE UNIQUE INDEX ix_persoon_nummer ON persoon (nummer);
CREATE TABLE contact (id INTEGER PRIMARY KEY, persoon_id INTEGER REFERENCES persoon (id), soort TEXT, waarde TEXT);
CREATE INDEX ix_contact ON contact (persoon_id);
CREATE TABLE contract (id INTEGER PRIMARY KEY, nummer TEXT, eind TEXT, opmerking TEXT NOT NULL DEFAULT '');
CREATE INDEX ix_contract_eind ON contract (eind);
CREATE TABLE rol (contract_id INTEGER REFERENCES contract (id), persoon_id INTEGER REFERENCES persoon (id), soort TEXT,
  PRIMARY KEY (contract_id, persoon_id));
CREATE INDEX ix_rol_persoon ON rol (persoon_id);
CREATE TABLE betaling (contract_id INTEGER NOT NULL REFERENCES contract (id), nr TEXT NOT NULL, tekst TEXT,
  PRIMARY KEY (contract_id, nr));
CREATE TABLE zaak (code TEXT PRIMARY KEY, melder INTEGER, betrokkene INTEGER, verhaal TEXT, melding TEXT, gesloten TEXT, status TEXT);
CREATE INDEX ix_zaak_melder ON zaak (melder);
CREATE INDEX ix_zaak_betrokkene ON zaak (betrokkene);
CREATE INDEX ix_zaak_gesloten ON zaak (gesloten);
INSERT INTO persoon VALUES (0, 'R0', 'Nul', 'Voorbeeld', '1980-01-01'), (1, 'R1', 'Fenna', 'Voorbeeld', '1984-03-12'),
  (2, 'R2', 'Ruben', 'Proef', '1950-05-05'), (3, NULL, 'Ruben', 'Proef', '1980-08-08');
INSERT INTO contact VALUES (1, 1, 'EMA', 'samen@example.nl'), (2, 2, 'EMA', 'Samen@example.nl'), (3, 1, 'TEL', '06-12345678'),
  (4, NULL, 'EMA', 'niemand@example.nl');
INSERT INTO contract VALUES (10, 'C10', '2020-01-31', 'let op'), (11, 'C11', NULL, ''), (12, 'C12', '2024-06-30T12:00:00Z', 'x'),
  (13, 'C13', 'onbekend', 'y');
INSERT INTO rol VALUES (10, 0, 'HUU'), (10, 1, 'MDH'), (11, 1, 'HUU'), (12, 2, 'HUU'), (13, 2, 'HUU');
INSERT INTO betaling VALUES (10, '1', 'huur'), (10, '02', 'huur'), (12, '1', 'huur');
INSERT INTO zaak VALUES ('', 1, 0, 'muziek', 'hard', '2019-01-01', 'dicht'), ('z2', NULL, 1, 'hond', NULL, NULL, 'open'),
  ('z3', 2, NULL, 'x', 'y', '2019-02-02', '0');
";

pub const ANNOTATION: &str = "
source: primary
label: {nl: Primair systeem, en: Primary system}
kind: sqlite
mode: write
path: primary.sqlite
person:
  table: persoon
  key: [id]
  relation_number: nummer
  name: [voornaam, achternaam]
  birth_date: geboren
  email: {path: [id -> contact.persoon_id], column: waarde, where: contact.soort = EMA}
  phone: {path: [id -> contact.persoon_id], column: waarde, where: contact.soort = TEL | MOB}
classes:
  person:
    label: Persoon
    table: persoon
    key: [id]
    subjects: [{role: subject, path: []}]
    columns:
      nummer: {item: customer_number, own_number: true}
      voornaam: {item: first_names}
      achternaam: {item: name}
      geboren: {item: birth_date, clear: false}
    events: {tenancy_ended: {path: [id -> rol.persoon_id, contract_id -> contract.id], column: eind}}
  email:
    label: E-mail
    table: contact
    key: [id]
    where: soort = EMA
    subjects: [{role: subject, path: [persoon_id -> persoon.id]}]
    columns: {waarde: {item: email}, soort: {plain: true}}
    delete: row
  contract:
    label: Contract
    table: contract
    key: [id]
    subjects:
      - {role: subject, path: [id -> rol.contract_id, persoon_id -> persoon.id], where: rol.soort = HUU}
      - {role: co_tenant, path: [id -> rol.contract_id, persoon_id -> persoon.id], where: rol.soort = MDH}
    columns:
      nummer: {item: tenancy_contract}
      opmerking: {item: work_note_text, free_text: true}
    events: {tenancy_ended: eind}
    marks: {work_note: opmerking set}
    delete: row
    children: [[id -> rol.contract_id]]
    keep_while: [[id -> betaling.contract_id]]
  payment:
    label: Betaling
    table: betaling
    key: [contract_id, nr]
    subjects: [{role: subject, path: [contract_id -> rol.contract_id, persoon_id -> persoon.id]}]
    columns: {tekst: {item: payment_history}}
    events: {tenancy_ended: {path: [contract_id -> contract.id], column: eind}}
    delete: row
  nuisance:
    label: Overlast
    table: zaak
    key: [code]
    subjects:
      - {role: reported, path: [betrokkene -> persoon.id]}
      - {role: reporter, path: [melder -> persoon.id]}
    columns:
      verhaal: {item: nuisance_report, about: reported, free_text: true}
      melding: {item: nuisance_report, about: reporter}
      status: {plain: true}
    events: {case_closed: gesloten}
    marks: {third_party: melder set}
    delete: row
  rol: {label: Rol, table: rol, key: [contract_id, persoon_id], columns: {soort: {plain: true}}}
";
