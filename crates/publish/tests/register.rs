//! The register holds what Art. 30 asks, in forms that agree, and names nobody.
#![allow(clippy::expect_used, clippy::panic, reason = "a test that meets something unexpected must fail")]

mod common;

use common::policy;
use gestand_policy::Policy;
use gestand_publish::Lang;
use gestand_publish::register::{
    Column, Register, flow_svg, register, register_csv, register_json, register_markdown, register_of, register_xlsx,
    timeline_svg,
};

const PACKS: [&str; 6] = ["model", "thuisvester", "woonbron", "woonmensen", "woonpartners", "woonpunt"];

fn model(lang: Lang) -> Register {
    register(&policy("model", ""), lang)
}

/// A small corporation with something of everything that the model does not have.
const SMALL: &str = "
pack: small
kind: corporation
organisation:
  name: Stichting Klein Voorbeeld
  email: info@klein.example
  officer: {kind: dpo, email: voornaam.achternaam@klein.example, phone: 000 - 1, names_person: true}
subjects: {tenant: {label: huurder}, guest: {label: gast}}
categories:
  contact: {label: contactgegevens, items: {name: {label: naam}, phone: {label: telefoon}}}
  health: {label: gezondheid, sensitivity: special, items: {care: {label: zorg}}}
  bsn: {label: BSN, sensitivity: identification}
events: {ended: {label: het einde van de huur}}
activities:
  rent:
    label: '=HYPERLINK(\"https://kwaad.example\")'
    purpose: de huur te innen
    basis: [contract, legal_obligation]
    law: GDPR 6(1)(c)
    subjects: [tenant]
    data: [name, health, bsn]
    recipients: [cloud, partner]
    automated: {profiling: true, decisive: true, safeguards: [human_review]}
  other: {label: anders; en meer, basis: [consent], consent: {given: explicit, withdraw: [email]}, subjects: [guest], data: [contact]}
recipients:
  cloud:
    label: wolkbedrijf
    role: processor
    region: third_country
    safeguard: standard contractual clauses
    may_receive: [{for: rent, data: [name], only_if: [consent]}, {for: other, data: [phone]}]
  partner: {label: partner, role: joint_controller, region: eu}
retention:
  tenants: {label: huurders, data: [contact], subjects: [tenant], keep: 2 years after ended, then: destroy}
  guests: {label: gasten, data: [phone], subjects: [guest], keep: until ended, then: anonymise}
  rest: {label: al het andere, keep: 10 years after ended, then: destroy}
commitments:
  locks: {topic: security, says: Alles zit op slot., law: GDPR 32}
  wide: {topic: principles, says: Wij zijn open.}
";

fn small() -> Policy {
    policy("small", SMALL)
}

#[test]
fn every_activity_of_every_pack_is_in_the_register_with_all_that_the_policy_states() {
    for pack in PACKS {
        let policy = policy(pack, "");
        let register = register(&policy, Lang::Nl);
        assert_eq!(register.policy_version, policy.version);
        assert_eq!(register.activities.len(), policy.document.activities.len(), "{pack}");
        for (entry, (id, activity)) in register.activities.iter().zip(&policy.document.activities) {
            assert_eq!(&entry.id, id);
            assert_eq!(entry.purpose.is_some(), activity.purpose.is_some(), "{pack} {id}");
            assert_eq!(entry.bases.len(), activity.basis.len(), "{pack} {id}");
            assert_eq!(entry.subjects.len(), activity.subjects.len(), "{pack} {id}");
            assert_eq!(entry.recipients.len(), activity.recipients.len(), "{pack} {id}");
            // Each item and each category that the policy names is there, in its category. What the law asks for all data
            // has a test of its own.
            for name in activity.data.iter().filter(|_| !activity.statutory) {
                let stands = |data: &gestand_publish::register::RegisterData| {
                    (data.whole && data.id == name.value) || data.items.iter().any(|item| item.id == name.value)
                };
                assert!(entry.data.iter().any(stands), "{pack} {id} lacks {}", name.value);
            }
        }
        assert_eq!(register.retention.len(), policy.document.retention.len(), "{pack}");
        assert!(!register.controller.name.is_empty(), "{pack}");
    }
}

#[test]
fn the_model_says_everything_that_article_30_asks() {
    let register = model(Lang::Nl);
    assert!(register.officer.is_some() && !register.measures.is_empty() && register.transfers.is_some());
    for activity in &register.activities {
        let id = &activity.id;
        assert!(activity.purpose.is_some() && !activity.bases.is_empty() && !activity.subjects.is_empty(), "{id}");
        assert!(!activity.data.is_empty(), "{id}");
        // A term for each category: what is kept without a term is a defect that the checker finds.
        let without: Vec<_> = activity.data.iter().filter(|data| data.terms.is_empty()).map(|data| &data.id).collect();
        assert!(without.is_empty(), "{id}: no term for {without:?}");
        assert!(activity.recipients.iter().all(|each| each.role.is_some() && each.region.is_some()), "{id}");
    }
}

#[test]
fn what_the_law_asks_for_all_data_is_about_the_data_that_the_corporation_has() {
    let register = model(Lang::Nl);
    let data = |id: &str| -> Vec<String> {
        let activity = register.activities.iter().find(|each| each.id == id).expect(id);
        activity.data.iter().map(|data| data.id.clone()).collect()
    };
    let requests = data("rights_requests");
    // The model has tenants with contact data and rent, and no list that warns against people.
    assert!(requests.contains(&"contact".to_owned()) && requests.contains(&"payments".to_owned()), "{requests:?}");
    assert!(!requests.contains(&"signals".to_owned()), "{requests:?}");
    // Data that a duty names itself stay.
    assert_eq!(data("breach_duty"), ["contact", "breach_register", "logs"]);
}

#[test]
fn terms_count_for_the_people_and_the_items_they_are_about() {
    let register = register(&small(), Lang::Nl);
    let [rent, other] = register.activities.as_slice() else { panic!("two activities") };
    let terms = |data: &gestand_publish::register::RegisterData| {
        let only =
            |only: &[gestand_publish::register::Named]| only.iter().map(|item| item.id.clone()).collect::<Vec<_>>();
        data.terms.iter().map(|term| (term.rule.clone(), only(&term.only))).collect::<Vec<_>>()
    };
    // The tenant's name: the rule for tenants. Health: no rule of its own, so the general one.
    assert_eq!(rent.data.iter().map(|data| data.id.as_str()).collect::<Vec<_>>(), ["contact", "health", "bsn"]);
    assert_eq!(terms(&rent.data[0]), [("tenants".to_owned(), vec![])]);
    assert_eq!(terms(&rent.data[1]), [("rest".to_owned(), vec![])]);
    assert_eq!(rent.data[0].terms[0].term, "tot 2 jaar na het einde van de huur");
    // A guest's data: the rule for guests is about the phone only, and the one for tenants does not count.
    assert_eq!(terms(&other.data[0]), [("guests".to_owned(), vec!["phone".to_owned()])]);
}

#[test]
fn who_is_joint_and_who_is_outside_the_eea_is_told() {
    let register = register(&small(), Lang::En);
    let rent = &register.activities[0];
    assert_eq!(rent.joint_controllers().map(|each| each.id.as_str()).collect::<Vec<_>>(), ["partner"]);
    let [cloud] = rent.transfers().collect::<Vec<_>>()[..] else { panic!("one transfer") };
    assert_eq!(cloud.safeguard.as_ref().expect("safeguard").id, "standard contractual clauses");
    // What it may get is what it may get for this activity, not for another.
    assert_eq!(cloud.data.iter().map(|data| data.id.as_str()).collect::<Vec<_>>(), ["name"]);
    let csv = register_csv(&register);
    assert!(csv.contains("no transfer outside the EEA") && csv.contains("wolkbedrijf: standard contract"), "{csv}");
}

#[test]
fn an_address_that_names_a_person_stays_out_of_every_form() {
    let register = register(&small(), Lang::Nl);
    let forms = [register_json(&register).to_string(), register_csv(&register), register_markdown(&register)];
    let linked = gestand_publish::register::register_jsonld(&register, None).to_string();
    for form in forms.into_iter().chain([linked]) {
        assert!(form.contains("functionaris gegevensbescherming"), "{form}");
        assert!(!form.contains("voornaam") && !form.contains("000 - 1"), "{form}");
    }
}

#[test]
fn only_security_measures_are_listed() {
    let register = register(&small(), Lang::Nl);
    let nodes: Vec<_> = register.measures.iter().map(|measure| measure.node.as_str()).collect();
    assert_eq!(nodes, ["commitments.locks"]);
}

#[test]
fn csv_has_a_row_per_activity_and_no_formula() {
    let csv = register_csv(&register(&small(), Lang::Nl));
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    assert_eq!(reader.headers().expect("headings").len(), Column::ALL.len());
    let rows: Vec<csv::StringRecord> = reader.records().map(|row| row.expect("row")).collect();
    assert_eq!(rows.len(), 2);
    assert_eq!(&rows[0][1], "'=HYPERLINK(\"https://kwaad.example\")");
    assert_eq!(&rows[0][4], "AVG 6(1)(c)");
    for cell in rows.iter().flatten() {
        assert!(!cell.starts_with(['=', '+', '-', '@', '\t', '\r']), "{cell}");
    }
}

#[test]
fn xlsx_says_the_same_as_csv_and_holds_no_formula() {
    use calamine::{Reader, Xlsx, open_workbook_from_rs};
    for register in [model(Lang::Nl), register(&small(), Lang::En)] {
        let bytes = register_xlsx(&register).expect("xlsx");
        assert_eq!(bytes, register_xlsx(&register).expect("again"), "the same register gives the same bytes");
        common::keep_sample("register.xlsx", &bytes);
        let mut book: Xlsx<_> = open_workbook_from_rs(std::io::Cursor::new(bytes)).expect("a workbook");
        let names = book.sheet_names();
        assert_eq!(names.len(), 5);
        let sheet = book.worksheet_range(&names[0]).expect("the first sheet");
        let csv = register_csv(&register);
        let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(csv.as_bytes());
        let rows: Vec<Vec<String>> =
            reader.records().map(|row| row.expect("row").iter().map(str::to_owned).collect()).collect();
        let cells: Vec<Vec<String>> = sheet.rows().map(|row| row.iter().map(ToString::to_string).collect()).collect();
        let disarmed = |text: &String| text.strip_prefix('\'').unwrap_or(text).to_owned();
        let rows: Vec<Vec<String>> = rows.iter().map(|row| row.iter().map(disarmed).collect()).collect();
        assert_eq!(rows, cells);
        for name in names {
            assert!(book.worksheet_formula(&name).expect("sheet").is_empty(), "{name}");
        }
    }
}

#[test]
fn json_is_the_struct_with_the_same_activities_in_both_languages() {
    let (nl, en) = (register_json(&model(Lang::Nl)), register_json(&model(Lang::En)));
    assert_eq!(nl["format"], "gestand.register/1");
    assert_eq!((nl["lang"].as_str(), en["lang"].as_str()), (Some("nl"), Some("en")));
    let ids = |json: &serde_json::Value| -> Vec<String> {
        json["activities"].as_array().expect("activities").iter().map(|each| each["id"].to_string()).collect()
    };
    assert_eq!(ids(&nl), ids(&en));
    let rent = nl["activities"].as_array().expect("list").iter().find(|each| each["id"] == "rent_collection");
    assert_eq!(rent.expect("rent")["bases"][0], serde_json::json!({"id": "contract", "label": "overeenkomst"}));
    assert_eq!(nl["retention"][0]["keep"], "until daeb_settled");
}

#[test]
fn the_document_that_the_database_keeps_gives_the_same_register() {
    for pack in PACKS {
        let policy = policy(pack, "");
        let kept = serde_json::to_string(&policy.document).expect("json");
        let document = serde_json::from_str(&kept).unwrap_or_else(|error| panic!("{pack}: {error}"));
        assert_eq!(register_of(&document, &policy.version, Lang::Nl), register(&policy, Lang::Nl), "{pack}");
    }
}

#[test]
fn one_activity_comes_with_its_own_terms_only() {
    let all = model(Lang::Nl);
    let one = all.only("newsletter").expect("newsletter");
    assert_eq!(one.activities.len(), 1);
    assert!(!one.retention.is_empty() && one.retention.len() < all.retention.len());
    assert_eq!(one.measures, all.measures);
    assert!(all.only("geen_activiteit").is_none());
}

#[test]
fn pictures_say_everything_in_words() {
    let register = register(&small(), Lang::Nl);
    let flow = flow_svg(&register, &register.activities[0]);
    // The label is text, whatever it holds.
    assert!(flow.contains("=HYPERLINK(&#34;https://") && !flow.contains("<script"), "{flow}");
    for words in
        ["<title", "<desc", "role=\"img\"", "Huurder", "verwerker", "buiten de", "Wolkbedrijf", "g-flow__outside"]
    {
        assert!(flow.contains(words), "{words}: {flow}");
    }
    let alone = flow_svg(&register, &register.activities[1]);
    assert!(alone.contains("Niemand anders") && !alone.contains("g-flow__outside"), "{alone}");

    let timeline = timeline_svg(&register);
    assert_eq!(timeline.matches("class=\"g-timeline__bar\"").count(), 2, "two rules with a number");
    assert_eq!(timeline.matches("g-timeline__bar--open").count(), 1, "one without");
    // Ten years fill the scale, two years a fifth of it.
    assert!(timeline.contains("width=\"340\"") && timeline.contains("width=\"68\""), "{timeline}");
    assert!(timeline.find("Al het andere") < timeline.find("Huurders"), "the longest first");
}

#[test]
fn pictures_of_all_packs_are_well_formed_and_stay_within_their_frame() {
    for pack in PACKS {
        let register = register(&policy(pack, ""), Lang::Nl);
        let pictures = register.activities.iter().map(|activity| flow_svg(&register, activity));
        for picture in pictures.chain([timeline_svg(&register)]) {
            assert!(picture.starts_with("<svg") && picture.trim_end().ends_with("</svg>"), "{pack}");
            let frame: usize = number(&picture, "viewBox=\"0 0 340 ");
            for line in picture.lines().filter(|line| line.starts_with("<text")) {
                assert!(number(line, " y=\"") <= frame, "{pack}: {line}");
                // Sixteen units high, half as wide: a line of 38 letters fits in 340 units.
                let text = line.split('>').nth(1).and_then(|rest| rest.split('<').next()).expect("text");
                assert!(text.replace("&#34;", "\"").replace("&#39;", "'").chars().count() <= 42, "{pack}: {text}");
            }
        }
    }
}

fn number(text: &str, mark: &str) -> usize {
    let rest = text.split(mark).nth(1).unwrap_or_else(|| panic!("no {mark} in {text}"));
    rest.split('"').next().and_then(|digits| digits.parse().ok()).unwrap_or_else(|| panic!("no number after {mark}"))
}
