//! A register that a corporation has becomes a pack; what is not understood is told, and nothing is lost in silence.
#![allow(clippy::expect_used, clippy::panic, reason = "a test that meets something unexpected must fail")]

mod common;

use std::io::Write;

use common::{Packs, policy};
use gestand_policy::model::Document;
use gestand_policy::{PackFile, PackReader, Policy, ReadError as PackError, Severity, compile};
use gestand_publish::Lang;
use gestand_publish::register::import::{
    Imported, Mapping, Problem, ReadError, Vocabulary, import, pack_yaml, read_grid,
};
use gestand_publish::register::{Register, register, register_csv, register_xlsx};

fn sector() -> Policy {
    policy("sector", "")
}

fn taken(file: &str, bytes: &[u8], mapping: Option<Mapping>, documents: &[&Document]) -> Imported {
    let grid = read_grid(file, bytes, None).unwrap_or_else(|error| panic!("{error}"));
    let mapping = mapping.unwrap_or_else(|| Mapping::propose(&grid));
    import(&grid, &mapping, &Vocabulary::of(documents)).unwrap_or_else(|error| panic!("{error}"))
}

/// The pack `name`, with its activities replaced by imported ones.
struct Replaced<'a>(&'a str, Vec<PackFile>);

impl PackReader for Replaced<'_> {
    fn read(&mut self, name: &str) -> Result<Vec<PackFile>, PackError> {
        let mut files = Packs("").read(name).or(Err(PackError::NotFound(name.into())));
        if name == self.0 {
            let kept = files.unwrap_or_default().into_iter().filter(|file| !file.path.contains("/activities"));
            files = Ok(kept.chain(self.1.clone()).collect());
        }
        files
    }
}

fn pack_files(imported: &Imported) -> Vec<PackFile> {
    let file =
        |(name, text): &(&str, String)| PackFile { path: format!("new/{name}"), bytes: text.clone().into_bytes() };
    imported.files.iter().map(file).collect()
}

/// What a register says of activities, without the order of data within an activity.
fn comparable(register: &Register) -> Vec<gestand_publish::register::RegisterActivity> {
    let mut activities = register.activities.clone();
    for activity in &mut activities {
        activity.data.sort_by(|a, b| a.id.cmp(&b.id));
        activity.statutory = false;
    }
    activities.sort_by(|a, b| a.id.cmp(&b.id));
    activities
}

#[test]
fn our_own_csv_and_xlsx_come_back_as_the_same_activities() {
    for pack in ["model", "thuisvester", "woonbron", "woonmensen", "woonpartners", "woonpunt"] {
        let (own, sector) = (policy(pack, ""), sector());
        let before = register(&own, Lang::Nl);
        let xlsx = register_xlsx(&before).expect("xlsx");
        for (file, bytes) in [("register.csv", register_csv(&before).into_bytes()), ("register.xlsx", xlsx)] {
            let imported = taken(file, &bytes, None, &[&own.document, &sector.document]);
            assert!(imported.is_complete(), "{pack} {file}: {:#?}", imported.findings);
            assert_eq!(imported.activities, before.activities.len(), "{pack} {file}");
            // Recipients that the pack uses are in its own files already.
            let files = vec![pack_files(&imported).remove(0)];
            let again = compile(&mut Replaced(pack, files), pack).expect("readable").policy;
            let after = register(&again.unwrap_or_else(|| panic!("{pack}: no policy")), Lang::Nl);
            for (a, b) in comparable(&after).iter().zip(comparable(&before)) {
                assert_eq!(a, &b, "{pack} {file}");
            }
            assert_eq!(after.activities.len(), before.activities.len(), "{pack} {file}");
        }
    }
}

/// A register as an invented corporation could keep it: other headings, commas, words of its own.
const FOREIGN: &str = "\
Nr;Naam verwerking;Doel van de verwerking;Wettelijke grondslag;Categorieën betrokkenen;Soort persoonsgegevens;\
Verwerkers;Externe ontvangers;Belangenafweging;Opmerkingen;Profilering
1;Reparaties;kapotte dingen te maken;Art. 6 lid 1 sub b AVG;huurder, medehuurder;achternaam, adres, NAW, schoenmaat;\
Klusbedrijf De Hamer;gemeente;;bellen met de chef;nee
2;Camera bij de ingang;toezicht te houden;gerechtvaardigd belang;bezoeker van een gebouw of kantoor;camerabeelden;;politie;\
15-06-2026;;misschien
3;;iets zonder naam;overeenkomst;huurder;adres;;;;;
4;Huur innen;de huur te innen;volgens de chef;huurdr;=A1+B1;;;31 juni;;
5;Reparaties;nog eens;toestemming;huurder;adres;;;;;
";

fn foreign() -> (Mapping, Imported) {
    let grid = read_grid("oud.csv", FOREIGN.as_bytes(), None).expect("a grid");
    let mut mapping = Mapping::propose(&grid);
    mapping.words.insert("naw".to_owned(), vec!["name".to_owned(), "address".to_owned()]);
    let imported = taken("oud.csv", FOREIGN.as_bytes(), Some(mapping.clone()), &[&sector().document]);
    (mapping, imported)
}

#[test]
fn a_foreign_register_gives_a_map_and_a_report_of_everything_that_was_not_understood() {
    let (mapping, imported) = foreign();
    let said: Vec<String> = imported.findings.iter().map(|finding| finding.message(Lang::Nl)).collect();
    for (place, what) in [
        ("kolom A (Nr)", "map zegt niets"),
        ("kolom J (Opmerkingen)", "1 gevulde"),
        ("rij 2, kolom F", "“schoenmaat”"),
        ("rij 2, kolom G (Verwerkers)", "klusbedrijf_de_hamer"),
        ("rij 3, kolom K (Profilering)", "“misschien”"),
        ("rij 4, kolom B", "niet overgenomen"),
        ("rij 5, kolom D", "“volgens de chef”"),
        ("rij 5, kolom E", "Bedoelt u “huurder”"),
        ("rij 5, kolom F", "formule"),
        ("rij 5, kolom I", "“31 juni”"),
        ("rij 6, kolom B", "reparaties_2"),
    ] {
        assert!(said.iter().any(|said| said.starts_with(place) && said.contains(what)), "{place}: {what}\n{said:#?}");
    }
    assert_eq!(said.len(), 11, "{said:#?}");
    assert_eq!(mapping.separators, [";", "newline", ","]);
    assert_eq!(Mapping::parse("map.yaml", &mapping.to_yaml().expect("yaml")), Ok(mapping), "the map reads back");
}

#[test]
fn what_was_understood_is_a_pack_that_the_compiler_takes() {
    let (_, imported) = foreign();
    assert!(imported.activities == 4 && !imported.is_complete());
    let start = pack_yaml("nieuw", &imported.bases).expect("pack.yaml").into_bytes();
    let mut files = pack_files(&imported);
    files.push(PackFile { path: "new/pack.yaml".into(), bytes: start });
    let compiled = compile(&mut Replaced("nieuw", files), "nieuw").expect("readable");
    // Nothing is wrong with how it is written or what it refers to; what a register does not tell is still lacking.
    let wrong: Vec<_> = compiled
        .diagnostics
        .iter()
        .filter(|found| found.severity == Severity::Error && ["G0901", "G0302"].contains(&found.code))
        .map(|found| &found.message.en)
        .collect();
    assert!(wrong.is_empty(), "{wrong:?}");
    let policy = compiled.policy.unwrap_or_else(|| panic!("no policy: {:?}", compiled.diagnostics));
    let register = register(&policy, Lang::Nl);
    let repairs = register.activities.iter().find(|each| each.id == "reparaties").expect("repairs");
    let items: Vec<_> = repairs.data.iter().flat_map(|data| &data.items).map(|item| item.id.as_str()).collect();
    assert_eq!(items, ["name", "address"]);
    let hammer = repairs.recipients.iter().find(|each| each.id == "klusbedrijf_de_hamer").expect("the new recipient");
    assert_eq!(hammer.label, "Klusbedrijf De Hamer");
    assert_eq!(hammer.role.as_ref().map(|role| role.id), Some(gestand_policy::model::RecipientRole::Processor));
    let camera = register.activities.iter().find(|each| each.id == "camera_bij_de_ingang").expect("camera");
    assert_eq!(camera.balanced.as_deref(), Some("2026-06-15"));
    // A like name is the corporation's own: nothing of the vocabulary's activity comes along unseen.
    assert!(register.activities.iter().any(|each| each.id == "huur_innen" && each.subjects.is_empty()));
}

#[test]
fn a_map_of_another_file_is_told_and_a_map_without_columns_is_refused() {
    let grid = read_grid("oud.csv", FOREIGN.as_bytes(), None).expect("a grid");
    let vocabulary = Vocabulary::of(&[&sector().document]);
    let mapping = Mapping::parse("map.yaml", "columns: {Naam verwerking: label, Kleur: purpose}").expect("a map");
    let imported = import(&grid, &mapping, &vocabulary).expect("one column is enough");
    assert!(imported.findings.iter().any(|found| found.heading == "Kleur" && found.problem == Problem::ColumnMissing));
    let strange = Mapping::parse("map.yaml", "columns: {Kleur: purpose}").expect("a map");
    assert!(matches!(import(&grid, &strange, &vocabulary), Err(ReadError::NoColumns { .. })));
    let error = Mapping::parse("map.yaml", "columns: {Naam: colour}").expect_err("no such field").to_string();
    assert!(error.contains("map.yaml") && error.contains("colour"), "{error}");
}

#[test]
fn ods_is_read_with_its_days_and_without_its_formulas() {
    let cell = |kind: &str, text: &str| format!("<table:table-cell {kind}><text:p>{text}</text:p></table:table-cell>");
    let string = "office:value-type=\"string\"";
    let row = |cells: &[String]| format!("<table:table-row>{}</table:table-row>", cells.concat());
    let rows = [
        row(&[cell(string, "Naam"), cell(string, "Datum belangenafweging"), cell(string, "Doel")]),
        row(&[
            cell(string, "Post"),
            cell("office:value-type=\"date\" office:date-value=\"2026-06-15\"", "15 juni"),
            cell("office:value-type=\"string\" table:formula=\"of:=[.A1]\"", "berekend"),
        ]),
    ];
    let grid = read_grid("r.ods", &ods(&rows.concat(), true), None).expect("ODS");
    assert_eq!(grid.headings, ["Naam", "Datum belangenafweging", "Doel"]);
    let [(2, cells)] = grid.rows.as_slice() else { panic!("{:?}", grid.rows) };
    assert_eq!((cells[0].text.as_str(), cells[1].text.as_str()), ("Post", "2026-06-15"));
    assert!(cells[2].formula && cells[2].text.is_empty());
    // A table that does not end is broken, and does not keep us busy for ever.
    assert!(matches!(read_grid("r.ods", &ods(&rows.concat(), false), None), Err(ReadError::Broken { .. })));
}

fn ods(rows: &str, ends: bool) -> Vec<u8> {
    let end = if ends { "</table:table>" } else { "" };
    let content = format!(
        "<?xml version=\"1.0\"?><office:document-content xmlns:office=\"o\" xmlns:table=\"t\" xmlns:text=\"x\"><office:body>\
         <office:spreadsheet><table:table table:name=\"Blad\">{rows}{end}</office:spreadsheet></office:body></office:document-content>"
    );
    zipped(&[
        ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"),
        ("META-INF/manifest.xml", b"<manifest:manifest xmlns:manifest=\"m\"></manifest:manifest>"),
        ("content.xml", content.as_bytes()),
    ])
}

fn zipped(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in files {
        archive.start_file(*name, zip::write::SimpleFileOptions::default()).expect("entry");
        archive.write_all(bytes).expect("content");
    }
    archive.finish().expect("zip").into_inner()
}

#[test]
fn hostile_files_are_refused_with_what_to_do() {
    let small = register_xlsx(&register(&policy("model", ""), Lang::Nl)).expect("xlsx");
    let refused = |bytes: &[u8], sheet| read_grid("r", bytes, sheet).expect_err("refused").to_string();
    for (bytes, problem) in [
        (&b""[..], "empty"),
        (b"\xef\xbb\xbf\n\n", "empty"),
        (b"PK\x03\x04 not a zip", "save it again"),
        (&small[..small.len() / 2], "save it again"),
        (b"naam\xff;doel", "UTF-8"),
        (b"\x00\x01\x02", "binary"),
    ] {
        let said = refused(bytes, None);
        assert!(said.contains(problem), "{said}");
    }
    assert!(refused(&small, Some("Blad9")).contains("Verwerkingen"), "the sheets it has are named");
    let long = "x;".repeat(500);
    assert!(refused(long.as_bytes(), None).contains("columns"));
    assert!(refused("a\nb\n".repeat(3_000).as_bytes(), None).contains("rows"));
    assert!(refused("a".repeat(50_000).as_bytes(), None).contains("cell"));
    assert!(refused(&vec![b'a'; 11 << 20], None).contains("bytes"));
    // Small when packed, large when unpacked.
    let zeros = vec![0u8; 70 << 20];
    let bomb = zipped(&[("xl/workbook.xml", &zeros)]);
    assert!(bomb.len() < 1 << 20);
    assert!(refused(&bomb, None).contains("unpacks"));
}

#[test]
fn a_cell_in_the_last_corner_of_a_sheet_takes_no_memory_for_the_cells_between() {
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    sheet.write_string(0, 0, "Naam").expect("cell");
    sheet.write_string(1_048_575, 16_383, "ver weg").expect("cell");
    let bytes = book.save_to_buffer().expect("xlsx");
    assert!(matches!(read_grid("r.xlsx", &bytes, None), Err(ReadError::TooLarge { .. })));
}

#[test]
fn a_formula_in_a_workbook_is_told_and_not_computed() {
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    for (column, heading) in ["Naam", "Doel"].iter().enumerate() {
        sheet.write_string(0, u16::try_from(column).expect("small"), *heading).expect("cell");
    }
    sheet.write_string(1, 0, "Post").expect("cell");
    sheet.write_formula(1, 1, "=WEBSERVICE(\"https://kwaad.example\")").expect("cell");
    let bytes = book.save_to_buffer().expect("xlsx");
    let imported = taken("r.xlsx", &bytes, None, &[&sector().document]);
    let [finding] = imported.findings.as_slice() else { panic!("{:?}", imported.findings) };
    assert_eq!((finding.row, finding.column.as_str(), &finding.problem), (Some(2), "B", &Problem::Formula));
    assert!(!imported.files[0].1.contains("kwaad"), "{}", imported.files[0].1);
}
