//! Policy tests: those of every pack pass, and what is wrong in one is told with its line.

#![allow(clippy::unwrap_used, clippy::panic, reason = "these are tests, with their helpers")]

use std::fs;

use gestand_app::Packs;
use gestand_app::pack_tests::{Outcome, Report, TestError, run, shown};

/// The report on a pack with one rule, one consent, one recipient and this test file.
fn report(test: impl AsRef<[u8]>) -> Report {
    try_report(&[("geval.md", test.as_ref())]).unwrap()
}

fn try_report(tests: &[(&str, &[u8])]) -> Result<Report, TestError> {
    let folder = tempfile::tempdir().unwrap();
    let pack = folder.path().join("proef");
    fs::create_dir_all(pack.join("tests")).unwrap();
    fs::write(pack.join("pack.yaml"), PACK).unwrap();
    for (name, text) in tests {
        fs::write(pack.join("tests").join(name), text).unwrap();
    }
    run(&pack.display().to_string())
}

const PACK: &str = "pack: proef
extends: [sector]
organisation: {name: Proef}
activities:
  newsletter:
    basis: [consent]
    recipients: [mailing_service]
  rent_collection: {basis: [contract]}
  inkomenscheck: {basis: [contract], label: {nl: kredietcontrole}}
  huurcheck: {basis: [contract], label: {nl: kredietcontrole}}
categories:
  oude_soort: {label: {nl: oude soort}}
recipients:
  mailing_service:
    role: processor
    agreement: none
    may_receive:
      - {for: newsletter, data: [name, email], only_if: [consent]}
retention:
  camera_images: {keep: 7 days after recorded}
requests: {term: 4 weeks, clock: receipt}
";

/// What is told in Dutch of the only case that did not pass, or the only problem, with its line.
fn told(report: &Report) -> (usize, String) {
    let of_case = |outcome: &Outcome| match outcome {
        Outcome::Passed => None,
        Outcome::NotUnderstood(message) => Some(message.nl.clone()),
        Outcome::Failed { differences, .. } => {
            Some(differences.iter().map(|d| d.came.nl.clone()).collect::<Vec<_>>().join(" "))
        }
    };
    let cases = report.cases.iter().filter_map(|case| Some((case.line, of_case(&case.outcome)?)));
    let problems = report.problems.iter().map(|problem| (problem.line, problem.message.nl.clone()));
    let all: Vec<_> = cases.chain(problems).collect();
    assert_eq!(all.len(), 1, "{all:?}");
    all.into_iter().next().unwrap()
}

#[test]
fn the_tests_of_every_pack_inside_the_program_pass() {
    let mut packs_with_tests = 0;
    for pack in Packs::names() {
        let report = match run(&pack) {
            Err(TestError::NoTests(_)) => continue,
            report => report.unwrap(),
        };
        packs_with_tests += 1;
        let sad = report.cases.iter().filter(|case| !matches!(case.outcome, Outcome::Passed));
        let told: Vec<String> = sad.map(|case| format!("{}:{} {:?}", case.file, case.line, case.outcome)).collect();
        assert!(told.is_empty(), "{}", told.join("\n"));
        assert!(report.problems.is_empty(), "{:?}", report.problems);
    }
    assert!(packs_with_tests > 0);
    assert!(run("model").unwrap().cases.len() >= 40);
}

#[test]
fn a_wrong_answer_fails_with_the_reason_and_its_place() {
    let report = report("| verwerking | antwoord |\n|---|---|\n| nieuwsbrief | mag |\n");
    assert_eq!((report.passed(), report.failed(), report.not_understood()), (0, 1, 0));
    let Outcome::Failed { differences, why } = &report.cases[0].outcome else { panic!("{:?}", report.cases) };
    assert_eq!(differences[0].came.nl, "mag niet: geen toestemming");
    assert_eq!(differences[0].came.en, "refused: consent missing");
    assert!(why[0].text.en.contains("consent"));
    let (file, line) = why[0].place.as_ref().unwrap();
    assert!(file.ends_with("proef/pack.yaml"), "{file}");
    assert_eq!(*line, 6);
}

#[test]
fn reasons_are_exactly_those_that_came() {
    let head = "| verwerking | ontvanger | gegevens | persoon heeft | antwoord |\n|---|---|---|---|---|\n";
    let row = |answer: &str| report(format!("{head}| newsletter | mailing_service | name | consent | {answer} |\n"));
    for answer in [
        "mag niet",
        "mag niet: geen verwerkersovereenkomst",
        "refused: no agreement",
        "Mag  niet: recipients.mailing_service",
    ] {
        assert_eq!(row(answer).passed(), 1, "{answer}");
    }
    for answer in [
        "mag",
        "mag niet: geen toestemming",
        "mag niet: geen verwerkersovereenkomst; beperking",
        "mag niet: activities.newsletter",
    ] {
        assert_eq!(row(answer).failed(), 1, "{answer}");
    }
    for answer in ["", "misschien", "mag niet: onzin", "mag: onzin", "mag niet: recipients.onzin"] {
        assert_eq!(row(answer).not_understood(), 1, "{answer}");
    }
}

#[test]
fn a_wrong_date_fails() {
    let head = "| gegevens | gebeurtenissen | bewaard tot en met | daarna |\n|---|---|---|---|\n";
    let row = |cells: &str| report(format!("{head}{cells}\n"));
    assert_eq!(row("| camera_images | recorded 2026-11-01 | 2026-11-08 | vernietigen |").passed(), 1);
    assert_eq!(told(&row("| camera_images | recorded 2026-11-01 | 2026-11-09 | |")).1, "2026-11-08");
    assert_eq!(told(&row("| camera_images | recorded 2026-11-01 | onbekend | |")).1, "2026-11-08");
    assert_eq!(told(&row("| camera_images | | 2026-11-08 | |")).1, "onbekend");
    assert_eq!(told(&row("| camera_images | recorded 2026-11-01 | 2026-11-08 | anonimiseren |")).1, "vernietigen");
    assert_eq!(told(&row("| phone | | onbekend | |")).1, "geen regel");
    assert!(told(&row("| camera_images | recorded 2026-11-31 | onbekend | |")).1.contains("schrijf een gebeurtenis"));
    assert!(told(&row("| camera_images | | 8 november | |")).1.contains("geen datum"));
}

#[test]
fn an_answer_term_that_is_not_so_fails() {
    let head = "| verzoek | ontvangen | antwoord uiterlijk | volgens de wet | verlengd tot |\n|---|---|---|---|---|\n";
    let row = |cells: &str| report(format!("{head}{cells}\n"));
    assert_eq!(row("| inzage | 2026-11-20 | 18 december 2026 | 2026-12-21 | nee |").passed(), 1);
    assert_eq!(told(&row("| inzage | 2026-11-20 | 2026-12-21 | | |")).1, "2026-12-18");
    assert_eq!(told(&row("| inzage | 2026-11-20 | 2026-12-18 | | 2027-02-22 |")).1, "nee");
}

#[test]
fn unknown_words_are_told_with_a_suggestion() {
    let told_of =
        |cell: &str| told(&report(format!("# Kop\n\n| activity | answer |\n|---|---|\n| {cell} | allowed |\n")));
    assert_eq!(told_of("newsleter"), (5, "'newsleter' is niet bekend; bedoelt u 'newsletter'?".into()));
    assert_eq!(told_of("nieuwsbief").1, "'nieuwsbief' is niet bekend; bedoelt u 'nieuwsbrief'?");
    assert!(told_of("").1.contains("is leeg"));
    // What the sector knows and the pack does not use is no slip of the pen, but it is not allowed either.
    assert_eq!(told_of("credit_check").1, "mag niet: staat niet in het beleid");
}

/// The other cells are read too, and a name of two things is asked about.
#[test]
fn what_the_pack_does_not_use_hides_no_mistake() {
    let head =
        "| verwerking | ontvanger | functie | gegevens | persoon heeft | voorwaarden | antwoord |\n|-|-|-|-|-|-|-|\n";
    let row = |cells: &str| report(format!("{head}{cells} | mag niet |\n"));
    assert_eq!(row("| credit_check | | | name | toestemming | consent").passed(), 1);
    assert_eq!(row("| newsletter | notary | | name | | ").passed(), 1);
    for wrong in [
        "| credit_check | onzin | | | |",
        "| credit_check | | onzin | | |",
        "| credit_check | | | onzin | |",
        "| credit_check | | | | onzin |",
        "| credit_check | | | | toestemming voor onzin |",
        "| credit_check | | | | | onzin",
        "| newsletter | notary | | onzin | |",
    ] {
        assert!(told(&row(wrong)).1.contains("'onzin' is niet bekend"), "{wrong}");
    }
    assert_eq!(
        told(&row("| kredietcontrole | | | | |")).1,
        "'kredietcontrole' kan van alles zijn; kies: huurcheck, inkomenscheck"
    );
}

#[test]
fn a_case_about_no_data_at_all_is_refused() {
    for text in [
        "| verwerking | gegevens | antwoord |\n|---|---|---|\n| newsletter | name, oude soort | mag niet |\n",
        "| gegevens | bewaard tot en met |\n|---|---|\n| oude_soort | geen regel |\n",
        "| verzoek | gegevens | voorstel |\n|---|---|---|\n| inzage | oude soort | geven |\n",
    ] {
        assert!(told(&report(text)).1.contains("'oude_soort' heeft in dit beleid geen gegevens"), "{text}");
    }
}

#[test]
fn a_header_that_is_not_known_or_does_not_fit_is_a_problem() {
    let of_head = |head: &str| {
        let columns = head.split('|').count();
        let (line, rule) = (vec!["-"; columns].join("|"), vec!["x"; columns].join("|"));
        told(&report(format!("|{head}|\n|{line}|\n|{rule}|\n"))).1
    };
    assert_eq!(of_head("verwerking|antword"), "kop van de tabel: 'antword' is niet bekend; bedoelt u 'antwoord'?");
    assert!(of_head("verwerking|functie").contains("er ontbreekt: 'antwoord'"));
    assert!(of_head("verwerking|antwoord|gevonden").contains("hierbij hoort niet: 'gevonden'"));
    assert!(of_head("verwerking|antwoord|answer").contains("twee keer"));
}

#[test]
fn a_file_without_a_sound_table_is_a_problem() {
    let table = "| verwerking | antwoord |\n|---|---|\n";
    let wrong: [(&str, &[u8], usize, &str); 9] = [
        ("empty", b"", 1, "geen tabel"),
        ("prose", b"# Kop\n\nTekst.\n", 4, "geen tabel"),
        ("no UTF-8", b"| a |\xff", 1, "geen UTF-8"),
        ("no rows", table.as_bytes(), 1, "geen rijen"),
        ("short row", b"| verwerking | antwoord |\n|---|---|\n| nieuwsbrief |\n", 3, "1 cellen"),
        ("long row", b"| verwerking | antwoord |\n|---|---|\n| nieuwsbrief | mag niet | x |\n", 3, "3 cellen"),
        (
            "text glued to it",
            b"| verwerking | antwoord |\n|---|---|\n| nieuwsbrief | mag niet |\nTekst.\n",
            4,
            "1 cellen",
        ),
        (
            "promise nowhere",
            b"Tekst.\n\nToont: a-1\n\nTekst.\n\n| verwerking | antwoord |\n|---|---|\n| nieuwsbrief | mag niet |\n",
            3,
            "niet vlak boven",
        ),
        (
            "no promise",
            b"# Kop\n\nToont: iets\n\n| verwerking | antwoord |\n|---|---|\n| nieuwsbrief | mag niet |\n",
            3,
            "geen nummer van een belofte",
        ),
    ];
    for (name, text, line, message) in wrong {
        let (at, told) = told(&report(text));
        assert_eq!(at, line, "{name}: {told}");
        assert!(told.contains(message), "{name}: {told}");
    }
    let broken = report("| verwerking | antwoord |\n|---|\n| nieuwsbrief | mag |\n");
    assert_eq!(broken.problems.len(), 2);
    assert!(broken.problems[0].message.nl.contains("lijkt een tabel"));
}

#[test]
fn windows_line_ends_and_a_mark_at_the_start_change_nothing() {
    let text = "\u{feff}# Kop\r\n\r\n| verwerking | antwoord |\r\n|---|---|\r\n| nieuwsbrief | mag niet |\r\n| newsletter | mag |\r\n";
    let report = report(text);
    assert_eq!((report.passed(), report.failed(), report.not_understood()), (1, 1, 0));
    assert_eq!(report.cases[1].line, 6);
}

#[test]
fn a_huge_table_is_tried_whole_and_a_larger_file_refused() {
    let rows = "| nieuwsbrief | mag niet |\n".repeat(10_000);
    let report = report(format!("| verwerking | antwoord |\n|---|---|\n{rows}"));
    assert_eq!(report.passed(), 10_000);
    assert!(told(&self::report(rows.repeat(10))).1.contains("groter dan 2 MB"));
}

#[test]
fn promises_are_shown_by_tables_whose_cases_all_pass() {
    let text = "Toont: a-1

# Een

Shows: a-2, a-3

| verwerking | antwoord | toont |
|---|---|---|
| nieuwsbrief | mag niet | b-1 |

Tekst.

Toont: a-4

| verwerking | antwoord | toont |
|---|---|---|
| nieuwsbrief | mag | b-2 |
| nieuwsbrief | mag niet | b-3 |

# Twee

| verwerking | antwoord |
|---|---|
| nieuwsbrief | mag niet |
";
    let report = report(text);
    assert_eq!(report.problems.len(), 0, "{:?}", report.problems);
    let shown = report.shown();
    let lines = |id: &str| -> Vec<String> {
        let places = shown.get(id).cloned().unwrap_or_default();
        places.iter().map(|place| place.rsplit_once(':').unwrap().1.to_owned()).collect()
    };
    // A case of the second table fails: what holds for all tables is not shown.
    assert_eq!(lines("a-1"), [""; 0]);
    assert_eq!(lines("a-2"), [""; 0]);
    assert_eq!(lines("b-1"), ["9"]);
    assert_eq!(lines("b-3"), ["18"]);
    assert_eq!(lines("a-4"), [""; 0]);
    assert_eq!(lines("b-2"), [""; 0]);
}

/// What one place shows, another place that names it and is not understood takes back.
#[test]
fn a_promise_that_is_named_where_nothing_is_understood_is_not_shown() {
    let good = "| verwerking | antwoord | toont |\n|---|---|---|\n| nieuwsbrief | mag niet | a-1 |\n\nTekst.\n\n";
    let named = |wrong: &str| report(format!("{good}{wrong}")).shown().contains_key("a-1");
    assert!(named(""));
    let three = "| verwerking | antwoord | toont |\n|---|---|---|\n";
    for wrong in [
        "| nieuwsbrif | mag niet | a-1 |",
        "| nieuwsbrief | mag niet | a-1, iets |",
        "| nieuwsbrief | a-1 |",
        "| nieuwsbrief | mag niet | b-1 | a-1 |",
    ] {
        assert!(!named(&format!("{three}{wrong}\n")), "{wrong}");
    }
    let sound = "| verwerking | antwoord |\n|---|---|\n| nieuwsbrief | mag niet |\n";
    for wrong in [
        "Toont: a-1\n\n| verwerking | antword |\n|---|---|\n| nieuwsbrief | mag niet |\n",
        "| verwerking | antword | toont |\n|---|---|---|\n| nieuwsbrief | mag niet | a-1 |\n",
        "Toont: a-1\n\n| verwerking | antwoord |\n|---|---|\n",
        &format!("Toont: a-1, iets\n\n{sound}"),
        &format!("Toont: a-1\n\nTekst.\n\n{sound}"),
    ] {
        assert!(!named(wrong), "{wrong}");
    }
    assert!(named(&format!("Toont: a-1\n\n{sound}")));
}

#[test]
fn a_pack_without_tests_or_that_is_no_pack_is_an_error() {
    assert!(matches!(try_report(&[]), Err(TestError::NoTests(_))));
    assert!(matches!(run("bestaat-niet"), Err(TestError::Read(_))));
    assert!(matches!(shown("bestaat-niet"), Err(TestError::Read(_))));
}

#[test]
fn the_statement_and_the_checker_are_held_to_what_is_expected() {
    let row = |head: &str, cells: &str| report(format!("{head}\n{cells}\n"));
    let statement = "| zin | zegt |\n|---|---|";
    assert_eq!(row(statement, "| retention.camera_images | 7  DAGEN |").passed(), 1);
    assert_eq!(row(statement, "| retention.camera_images | 8 dagen |").failed(), 1);
    assert_eq!(row(statement, "| retention.camera | 8 dagen |").not_understood(), 1);
    let checker = "| code | onderdeel | gevonden |\n|---|---|---|";
    let codes = ["| G0306 | recipients.mailing_service | ja |", "| G0306 | | ja |", "| g0403 | activities | nee |"];
    for cells in codes {
        assert_eq!(row(checker, cells).passed(), 1, "{cells}");
    }
    assert_eq!(row(checker, "| G0306 | recipients.mailing_service | nee |").failed(), 1);
    assert_eq!(row(checker, "| G9999 | | nee |").not_understood(), 1);
    assert_eq!(row(checker, "| G0306 | recipients.iemand | nee |").not_understood(), 1);
}
