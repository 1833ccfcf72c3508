//! What the tests share: packs from a folder or from a text, invented answers, and a look inside a PDF.
#![allow(dead_code, reason = "each test binary uses a part")]
#![allow(clippy::expect_used, clippy::panic, reason = "helpers of tests")]

use std::path::PathBuf;

use gestand_policy::model::AddressForm;
use gestand_policy::{PackFile, PackReader, Policy, ReadError, compile};
use gestand_publish::{
    AccessAnswer, AnswerField, AnswerRecord, AnswerSection, DestructionCertificate, DestructionRow, Giving, LeftOut,
};
use jiff::civil::date;

pub fn packs() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../packs")
}

/// The names of the packs of corporations in the repository.
pub fn all_packs() -> Vec<String> {
    let names = std::fs::read_dir(packs()).expect("packs").map(|entry| entry.expect("entry").file_name());
    let mut names: Vec<String> = names.map(|name| name.to_string_lossy().into_owned()).collect();
    names.retain(|name| name != "sector");
    names.sort();
    assert!(names.len() >= 6);
    names
}

/// Packs of the repository, and one pack `small` given as text.
pub struct Packs(pub &'static str);

impl PackReader for Packs {
    fn read(&mut self, name: &str) -> Result<Vec<PackFile>, ReadError> {
        if name == "small" {
            return Ok(vec![PackFile { path: "small.yaml".into(), bytes: self.0.as_bytes().to_vec() }]);
        }
        let folder = packs().join(name);
        let entries = std::fs::read_dir(&folder).map_err(|_| ReadError::NotFound(name.into()))?;
        let mut paths: Vec<PathBuf> = entries.map(|entry| entry.expect("entry").path()).collect();
        paths.retain(|path| path.extension().is_some_and(|end| end == "yaml"));
        paths.sort();
        let file = |path: PathBuf| PackFile {
            bytes: std::fs::read(&path).expect("readable pack"),
            path: path.to_string_lossy().into_owned(),
        };
        Ok(paths.into_iter().map(file).collect())
    }
}

/// The policy of a pack, or the diagnostics that tell why there is none.
pub fn try_policy(name: &str, text: &'static str) -> Result<Policy, String> {
    let compiled = compile(&mut Packs(text), name).map_err(|error| error.to_string())?;
    let diagnostics = compiled.diagnostics.iter().map(|found| format!("{:?} {}", found.span, found.message.en));
    let diagnostics: Vec<String> = diagnostics.collect();
    compiled.policy.ok_or_else(|| format!("{name} gives no policy:\n{}", diagnostics.join("\n")))
}

pub fn policy(name: &str, text: &'static str) -> Policy {
    try_policy(name, text).unwrap_or_else(|problem| panic!("{problem}"))
}

/// A plainly invented answer with `records` records.
pub fn access_answer(records: usize) -> (AccessAnswer, Vec<AnswerSection>) {
    let record = |number: usize| AnswerRecord {
        title: format!("Contactmoment {number}"),
        fields: [
            ("Datum", "3 maart 2026"),
            ("Kanaal", "telefoon"),
            ("Onderwerp", "Lekkende kraan in de badkamer; afspraak gemaakt met de monteur."),
            ("E-mail", "een.heel.lang.adres.zonder.einde.van.iemand@voorbeeldorganisatie-met-lange-naam.example"),
        ]
        .map(|(label, value): (&str, &str)| AnswerField { label: label.into(), value: value.into() })
        .into(),
        redacted: if number.is_multiple_of(3) { vec!["Naam van de buur".into()] } else { Vec::new() },
        note: None,
    };
    let half = records / 2;
    let sections = vec![
        AnswerSection {
            source_label: "Primair systeem".into(),
            class_label: "Contactmomenten".into(),
            records: (0..half).map(record).collect(),
        },
        AnswerSection {
            source_label: "Documentenarchief".into(),
            class_label: "Brieven".into(),
            records: (half..records).map(record).collect(),
        },
    ];
    let answer = AccessAnswer {
        giving: Giving::Access,
        organisation: "Stichting Woonstede Voorbeeld".into(),
        address: AddressForm::U,
        case_number: "2026-0042".into(),
        received_on: date(2026, 11, 3),
        answered_on: date(2026, 11, 20),
        person_name: "Testpersoon Voorbeeld <b>&".into(),
        found: records as u64,
        left_out: vec![LeftOut {
            what: "Stukken voor een rechtszaak".into(),
            ground: "Dit zou onze positie in een lopende rechtszaak schaden.".into(),
            law: "UAVG 41(1)(j)".into(),
            existence_only: true,
            count: 2,
        }],
        documents: vec![(format!("brief-{}.pdf", "MWlang_".repeat(30)), "application/pdf".into())],
        purposes: vec![
            ("De huur te innen".into(), "overeenkomst".into(), String::new()),
            ("Inkomens te toetsen".into(), "wettelijke plicht".into(), "GDPR 6(1)(c)".into()),
        ],
        recipients: vec![("Aannemer".into(), "naam, adres en telefoonnummer".into(), "reparaties".into())],
        terms: vec![("Huurdossier".into(), "tot 2 jaar na het einde van de huur".into())],
        origins: vec!["Gemeente: adres".into()],
        rights: vec!["U mag vragen om fouten te verbeteren.".into()],
        complaint: vec!["U kunt een klacht bij ons indienen: per brief.".into()],
        not_searched: vec![("Papieren archief".into(), "een collega zoekt nog".into())],
        automated: None,
        policy_version: "0123456789ab".into(),
    };
    (answer, sections)
}

pub fn certificate() -> DestructionCertificate {
    DestructionCertificate {
        organisation: "Stichting Woonstede Voorbeeld".into(),
        plan_number: "P-2026-0007".into(),
        kind: "retention".into(),
        policy_version: "0123456789ab".into(),
        approved_by_role: "privacyfunctionaris".into(),
        approved_on: date(2026, 11, 19),
        completed_on: date(2026, 11, 20),
        rows: (1..=40)
            .map(|number| DestructionRow {
                anonymised: false,
                rule_label: "Inkomensgegevens voor de toewijzing".into(),
                source_label: "Documentenarchief".into(),
                class_label: "Inkomensverklaringen".into(),
                term: "tot de jaarcontrole door de accountant".into(),
                law: "GDPR 5(1)(e)".into(),
                count: 1000 + number,
                verified_absent: 1000,
                withheld: number,
            })
            .collect(),
        held: 12,
        receipt_index: 4711,
        checkpoint_origin: "woonstede-voorbeeld.example/gestand".into(),
        checkpoint_size: 5120,
        root_base64: "q83vEjRWeJCrze8SNFZ4kKvN7xI0VniQq83vEjRWeJA=".into(),
        verifier_key: "woonstede-voorbeeld.example/gestand+1a2b3c4d+AavN7xI0VniQq83vEjRWeJCrze8SNFZ4kKvN7xI0VniQ"
            .into(),
    }
}

/// What a reader of the PDF gets: language, title, whether it is tagged, the tags that occur, and the text.
pub struct PdfFacts {
    pub lang: String,
    pub title_shown: bool,
    pub marked: bool,
    pub tags: Vec<String>,
    /// The tags of the headings, one for each.
    pub headings: Vec<String>,
    /// The metadata that claim the standards.
    pub xmp: String,
    pub pages: usize,
    pub text: String,
}

pub fn look_into(bytes: &[u8]) -> PdfFacts {
    let pdf = lopdf::Document::load_mem(bytes).expect("a PDF");
    let catalog = pdf.catalog().expect("catalog");
    let lang = catalog.get(b"Lang").and_then(|lang| lang.as_str()).map(|lang| String::from_utf8_lossy(lang).into());
    let mark_info = pdf.get_dict_in_dict(catalog, b"MarkInfo").expect("MarkInfo");
    let preferences = pdf.get_dict_in_dict(catalog, b"ViewerPreferences").expect("ViewerPreferences");
    pdf.get_dict_in_dict(catalog, b"StructTreeRoot").expect("StructTreeRoot");
    let mut tags: Vec<String> = pdf
        .objects
        .values()
        .filter_map(|object| object.as_dict().ok())
        .filter(|dict| dict.get(b"Type").and_then(|kind| kind.as_name()).is_ok_and(|kind| kind == b"StructElem"))
        .filter_map(|dict| dict.get(b"S").and_then(|tag| tag.as_name()).ok())
        .map(|tag| String::from_utf8_lossy(tag).into_owned())
        .collect();
    let headings = tags.iter().filter(|tag| ["H1", "H2", "H3"].contains(&tag.as_str())).cloned().collect();
    tags.sort();
    tags.dedup();
    let metadata = catalog.get(b"Metadata").and_then(|id| id.as_reference()).and_then(|id| pdf.get_object(id));
    let metadata = metadata.and_then(|stream| stream.as_stream()).expect("metadata");
    let xmp = metadata.decompressed_content().unwrap_or_else(|_| metadata.content.clone());
    let pages: Vec<u32> = pdf.get_pages().into_keys().collect();
    PdfFacts {
        lang: lang.expect("Lang"),
        title_shown: preferences.get(b"DisplayDocTitle").and_then(|shown| shown.as_bool()).unwrap_or(false),
        marked: mark_info.get(b"Marked").and_then(|marked| marked.as_bool()).unwrap_or(false),
        tags,
        headings,
        xmp: String::from_utf8_lossy(&xmp).into_owned(),
        pages: pages.len(),
        text: pdf.extract_text(&pages).expect("text"),
    }
}

/// Keeps a sample to look at, where `GESTAND_SAMPLES` names a folder.
pub fn keep_sample(name: &str, bytes: &[u8]) {
    if let Ok(folder) = std::env::var("GESTAND_SAMPLES") {
        std::fs::create_dir_all(&folder).expect("samples folder");
        std::fs::write(PathBuf::from(folder).join(name), bytes).expect("sample");
    }
}
