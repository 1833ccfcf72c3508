//! Our own sentences and the statement of the model pack read at level B1.

mod common;

use common::{all_packs, keep_sample, policy};
use gestand_publish::{Lang, Problem, hard_to_read, readability, statement};

#[test]
fn the_statement_of_the_model_pack_reads_at_b1() {
    let findings = readability(&statement(&policy("model", ""), Lang::Nl));
    let lines: Vec<String> =
        findings.iter().map(|finding| format!("{}: {}", finding.id, finding.problem.message(Lang::En))).collect();
    assert!(lines.is_empty(), "{}", lines.join("\n"));
}

#[test]
fn our_own_sentences_read_at_b1() {
    let file = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("i18n/nl/publish.ftl");
    let catalogue = std::fs::read_to_string(file).expect("Dutch texts");
    let mut problems = Vec::new();
    // The texts for officers about readability quote what they warn of; those of the register are for officers too.
    let for_people =
        |line: &&str| !line.starts_with('#') && !line.starts_with("lint-") && !line.starts_with("register-");
    for line in catalogue.lines().filter(for_people) {
        let text = line.split_once(" = ").map_or(line, |(_, text)| text);
        problems.extend(hard_to_read(text).iter().map(|problem| format!("{line}: {}", problem.message(Lang::En))));
    }
    assert!(catalogue.lines().count() > 400);
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

#[test]
fn a_hard_statement_is_found_hard() {
    let text = "
pack: small
organisation: {name: Proef}
commitments:
  hard: {says: Indien de FG daarom vraagt kunnen gegevens worden gedeeld.}
";
    let findings = readability(&statement(&policy("small", text), Lang::Nl));
    assert!(findings.iter().all(|finding| finding.id == "commitments.hard"));
    let found = |is: fn(&Problem) -> bool| findings.iter().any(|finding| is(&finding.problem));
    assert!(found(|problem| matches!(problem, Problem::DifficultWord { word, .. } if word == "indien")));
    assert!(found(|problem| matches!(problem, Problem::Abbreviation { abbreviation } if abbreviation == "FG")));
    assert!(found(|problem| matches!(problem, Problem::PassiveChain { .. })));
    assert_eq!(readability(&statement(&policy("small", text), Lang::En)).len(), findings.len(), "Dutch stays Dutch");
}

#[test]
fn every_pack_has_a_report() {
    for name in all_packs() {
        let findings = readability(&statement(&policy(&name, ""), Lang::Nl));
        let lines = findings.iter().map(|finding| format!("{}: {}\n", finding.id, finding.problem.message(Lang::Nl)));
        keep_sample(&format!("lint-{name}.txt"), lines.collect::<String>().as_bytes());
    }
}
