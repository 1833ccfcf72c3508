//! The statement says what the policy says, in both languages, with stable ids, and nothing more.

mod common;

use std::collections::HashSet;

use common::{keep_sample, look_into, packs, policy, try_policy};
use gestand_publish::{Lang, policy_part, statement, statement_markdown, statement_pdf, words};

const SMALL: &str = r#"
pack: small
kind: corporation
organisation:
  name: Stichting Proefwonen
  called_controller: true
  email: privacy@proefwonen.example
  officer: {kind: dpo, email: fg@proefwonen.example}
statement: {version: 2026-10-01, address: je, changes: [published]}
bases:
  contract: {}
  legitimate_interest: {interests: [{nl: veilige gebouwen, en: safe buildings}]}
subjects:
  tenant: {label: {nl: huurder, en: tenant}}
categories:
  contact:
    label: {nl: contactgegevens, en: contact data}
    items:
      name: {label: {nl: naam, en: name}}
      email: {label: {nl: e-mailadres, en: e-mail address}}
  images:
    label: {nl: camerabeelden, en: camera images}
    items:
      camera_image: {label: {nl: beeld, en: image}}
functions:
  service: {label: {nl: klantenservice, en: customer service}}
events:
  tenancy_ended: {label: {nl: het einde van de huur, en: the end of the tenancy}}
  recorded: {label: {nl: de opname, en: the recording}}
origins:
  municipality: {label: {nl: gemeente, en: municipality}, data: [name]}
activities:
  letting:
    label: {nl: verhuur, en: letting}
    purpose: {nl: uw woning te verhuren, en: let your home}
    basis: [contract]
    subjects: [tenant]
    data: [contact]
    functions: [service]
    recipients: [contractor]
    origins: [municipality]
  safety:
    label: {nl: veiligheid, en: safety}
    purpose: {nl: gebouwen te beschermen, en: protect buildings}
    basis: [legitimate_interest]
    interest: {nl: veilige gebouwen, en: safe buildings}
    subjects: [tenant]
    data: [images]
    functions: [service]
recipients:
  contractor:
    label: {nl: aannemer, en: contractor}
    role: processor
    agreement: required
    region: eea
    may_receive: [{for: letting, data: [name], only_if: [consent]}]
retention:
  letting_file:
    label: {nl: huurdossier, en: tenancy file}
    data: [contact]
    keep: 7 years after tenancy_ended, to end of book year
    then: destroy
    law: AWR 52
  images:
    label: {nl: camerabeelden, en: camera images}
    data: [images]
    keep: 28 days after recorded
    then: destroy
    automatic: true
    holds: [incident]
requests:
  term: 1 month
  clock: receipt
  free: true
  channels: [email, letter]
  identity: {asked: on_doubt, methods: [call_back]}
rights:
  access: {promise: {nl: U mag zien welke gegevens wij van u hebben., en: You may see which data we hold on you.}}
  objection: {grounds: ["21(1)"]}
complaints: {channels: [letter], authority_named: true}
cameras:
  hall: {label: {nl: de hal, en: the hall}, activity: safety, data: images, signs: true, reasons: [burglary]}
cookie_rules: {consent: opt_in}
cookies:
  session: {label: {nl: sessie, en: session}, class: functional, lifetime: 0 days, names: [sid]}
"#;

#[test]
fn dutch_statement_of_a_small_policy() {
    let statement = statement(&policy("small", SMALL), Lang::Nl);
    insta::assert_snapshot!(statement_markdown(&statement).replace(&statement.policy_version, "VERSION"));
}

#[test]
fn english_statement_of_a_small_policy() {
    let statement = statement(&policy("small", SMALL), Lang::En);
    insta::assert_snapshot!(statement_markdown(&statement).replace(&statement.policy_version, "VERSION"));
}

#[test]
fn a_silent_policy_gives_a_silent_statement() {
    let silent = statement(&policy("small", "pack: small\norganisation: {name: Proef}\n"), Lang::Nl);
    let said: Vec<&str> = silent.sentences().map(|sentence| sentence.id.as_str()).collect();
    assert_eq!(said, ["organisation"]);
}

#[test]
fn the_two_languages_have_the_same_sentences() {
    let policy = policy("small", SMALL);
    let ids = |lang| statement(&policy, lang).sentences().map(|sentence| sentence.id.clone()).collect::<Vec<_>>();
    assert_eq!(ids(Lang::Nl), ids(Lang::En));
}

#[test]
fn only_what_was_found_gets_a_policy_part() {
    let part = policy_part(&policy("small", SMALL), &["camera_image"], Lang::En);
    assert_eq!(
        part.purposes,
        [("Protect buildings".into(), "legitimate interest: safe buildings".into(), String::new())]
    );
    assert_eq!(part.terms, [("Camera images".into(), "until 28 days after the recording".into())]);
    assert!(part.recipients.is_empty() && part.origins.is_empty());
    let part = policy_part(&policy("small", SMALL), &["contact"], Lang::Nl);
    assert_eq!(part.purposes[0].0, "Je woning te verhuren");
    assert_eq!(part.recipients, [("Aannemer".into(), "naam".into(), "verhuur".into())]);
    assert_eq!(part.origins, ["Gemeente: naam"]);
    assert!(part.rights.iter().any(|right| right.contains("Je mag zien")));
    assert_eq!(part.complaint.len(), 1);
}

#[test]
fn every_pack_gives_a_statement_with_stable_ids() {
    let names = std::fs::read_dir(packs()).expect("packs").map(|entry| entry.expect("entry").file_name());
    let names = names.map(|name| name.to_string_lossy().into_owned()).filter(|name| name != "sector");
    let problems: Vec<String> = names.flat_map(|name| problems_of(&name)).collect();
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

/// What is wrong with the statements of one pack: double or strange ids, empty lines, texts and words that are missing.
fn problems_of(name: &str) -> Vec<String> {
    let policy = match try_policy(name, "") {
        Ok(policy) => policy,
        Err(problem) => return vec![problem],
    };
    let mut problems = Vec::new();
    for lang in [Lang::Nl, Lang::En] {
        let statement = statement(&policy, lang);
        let mut seen = HashSet::new();
        for sentence in statement.sentences() {
            let id = &sentence.id;
            if !seen.insert(id.clone()) || !id.starts_with(&sentence.node) {
                problems.push(format!("{name}: {id} is twice there or not of its node"));
            }
            for line in std::iter::once(&sentence.text).chain(&sentence.details) {
                if line.trim().is_empty() || line.contains("No localization") {
                    problems.push(format!("{name}: {id} says '{line}'"));
                }
            }
        }
        let markdown = statement_markdown(&statement);
        keep_sample(&format!("statement-{name}-{}.md", lang.code()), markdown.as_bytes());
    }
    problems
}

/// The words that the model pack uses are known in Dutch: none shows its English id.
#[test]
fn the_words_of_the_model_pack_are_known() {
    let policy = policy("model", "");
    let document = &policy.document;
    let mut used: Vec<(&str, &str)> = Vec::new();
    let requests = document.requests.as_ref().expect("requests");
    used.extend(requests.channels.iter().map(|id| ("channel", id.as_str())));
    used.extend(requests.pauses.iter().map(|id| ("pause", id.as_str())));
    used.extend(requests.refusal_grounds.iter().map(|id| ("refusal", id.as_str())));
    used.extend(requests.remedies.iter().map(|id| ("remedy", id.as_str())));
    used.extend(requests.identity.iter().flat_map(|check| &check.methods).map(|id| ("method", id.as_str())));
    for right in document.rights.values() {
        used.extend(right.gives.iter().map(|id| ("gives", id.as_str())));
        used.extend(right.grounds.iter().map(|id| ("ground", id.as_str())));
        used.extend(right.exceptions.iter().map(|id| ("exception", id.as_str())));
    }
    for recipient in document.recipients.values() {
        used.extend(recipient.forbidden.iter().map(|id| ("forbidden", id.as_str())));
        used.extend(recipient.safeguard.iter().map(|id| ("safeguard", id.as_str())));
        let conditions = recipient.may_receive.iter().flat_map(|disclosure| &disclosure.only_if);
        used.extend(conditions.map(|id| ("condition", id.as_str())));
    }
    for camera in document.cameras.values() {
        used.extend(camera.avoids.iter().map(|id| ("avoids", id.as_str())));
        used.extend(camera.reasons.iter().map(|id| ("viewing", id.as_str())));
    }
    assert!(used.len() > 30);
    used.retain(|(kind, id)| words::word(kind, id, Lang::Nl) == id.replace('_', " "));
    assert!(used.is_empty(), "not in i18n/nl/publish.ftl: {used:?}");
}

#[test]
fn the_statement_of_the_model_pack_is_an_accessible_pdf() {
    let bytes = statement_pdf(&statement(&policy("model", ""), Lang::Nl)).expect("PDF");
    keep_sample("statement-model-nl.pdf", &bytes);
    let facts = look_into(&bytes);
    assert_eq!(facts.lang, "nl");
    assert!(facts.marked && facts.title_shown);
    assert!(facts.tags.contains(&"H1".to_owned()) && facts.tags.contains(&"L".to_owned()));
    assert!(facts.text.contains("Woonstede"));
}
