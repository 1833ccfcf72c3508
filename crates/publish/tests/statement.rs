//! The statement says what the policy says, in both languages, with stable ids, and nothing more.

mod common;

use std::collections::HashSet;

use common::{all_packs, keep_sample, policy, try_policy};
use gestand_policy::model::AddressForm;
use gestand_publish::{Lang, Statement, lost_wording, policy_part, statement, statement_markdown, words};

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
    assert_eq!(said, ["organisation:short", "organisation"]);
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
    let problems: Vec<String> = all_packs().iter().flat_map(|name| problems_of(name)).collect();
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
            let details = sentence.details.iter().map(|detail| detail.to_string());
            for line in std::iter::once(sentence.text.clone()).chain(details) {
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

/// A change of these ids breaks links, wordings and the history of promises: change them only with what they name.
#[test]
fn the_ids_of_the_model_pack_stay() {
    let statement = statement(&policy("model", ""), Lang::Nl);
    let mut ids: Vec<&str> = statement.sentences().map(|sentence| sentence.id.as_str()).collect();
    ids.sort_unstable();
    insta::assert_snapshot!(ids.join("\n"));
}

#[test]
fn ids_do_not_depend_on_the_order_of_the_policy() {
    let mut turned = policy("model", "");
    let ids = |statement: Statement| statement.sentences().map(|one| one.id.clone()).collect::<HashSet<_>>();
    let before = ids(statement(&turned, Lang::Nl));
    let document = &mut turned.document;
    document.activities.reverse();
    document.recipients.reverse();
    document.retention.reverse();
    document.categories.reverse();
    document.commitments.reverse();
    document.rights.reverse();
    assert_eq!(before, ids(statement(&turned, Lang::Nl)));
}

/// Words of the policy language that a pack uses and that no message knows: they would show their English id.
#[test]
fn no_dutch_statement_shows_an_english_id() {
    let mut unknown: Vec<String> = Vec::new();
    for name in all_packs() {
        let policy = policy(&name, "");
        let document = &policy.document;
        let mut used: Vec<(&str, &str)> = Vec::new();
        if let Some(requests) = &document.requests {
            used.extend(requests.channels.iter().map(|id| ("channel", id.as_str())));
            used.extend(requests.pauses.iter().map(|id| ("pause", id.as_str())));
            used.extend(requests.refusal_grounds.iter().map(|id| ("refusal", id.as_str())));
            used.extend(requests.remedies.iter().map(|id| ("remedy", id.as_str())));
            used.extend(requests.identity.iter().flat_map(|check| &check.methods).map(|id| ("method", id.as_str())));
        }
        for right in document.rights.values() {
            used.extend(right.gives.iter().map(|id| ("gives", id.as_str())));
            used.extend(right.grounds.iter().map(|id| ("ground", id.as_str())));
            used.extend(right.exceptions.iter().map(|id| ("exception", id.as_str())));
            used.extend(right.channels.iter().map(|id| ("channel", id.as_str())));
        }
        for recipient in document.recipients.values() {
            used.extend(recipient.forbidden.iter().map(|id| ("forbidden", id.as_str())));
            used.extend(recipient.safeguard.iter().map(|id| ("safeguard", id.as_str())));
            used.extend(recipient.must.iter().map(|id| ("must", id.as_str())));
        }
        if let Some(sharing) = &document.sharing {
            used.extend(sharing.forbidden.iter().map(|id| ("forbidden", id.as_str())));
            used.extend(sharing.must.iter().map(|id| ("must", id.as_str())));
        }
        if let Some(rules) = &document.cookie_rules {
            used.extend(rules.techniques.iter().map(|id| ("technique", id.as_str())));
            used.extend(rules.never.iter().map(|id| ("cookies-kind", id.as_str())));
        }
        if let Some(requests) = &document.requests {
            used.extend(requests.states.iter().chain(&requests.may_state).map(|id| ("states", id.as_str())));
            used.extend(requests.extension.iter().flat_map(|one| &one.when).map(|id| ("extension", id.as_str())));
            used.extend(requests.identity.iter().flat_map(|one| &one.shows).map(|id| ("shows", id.as_str())));
        }
        used.extend(document.transfers.iter().flat_map(|one| &one.safeguards).map(|id| ("safeguard", id.as_str())));
        used.extend(document.identification.iter().flat_map(|one| &one.copy_rules).map(|id| ("mask", id.as_str())));
        used.extend(document.retention.values().flat_map(|rule| &rule.criteria).map(|id| ("criterion", id.as_str())));
        used.extend(document.cameras.values().flat_map(|one| &one.spares).map(|id| ("avoids", id.as_str())));
        for camera in document.cameras.values() {
            used.extend(camera.avoids.iter().map(|id| ("avoids", id.as_str())));
            used.extend(camera.reasons.iter().map(|id| ("viewing", id.as_str())));
            used.extend(camera.places.iter().map(|id| ("place", id.as_str())));
        }
        for activity in document.activities.values() {
            used.extend(activity.channels.iter().map(|id| ("channel", id.as_str())));
            used.extend(activity.consent.iter().flat_map(|given| &given.withdraw).map(|id| ("channel", id.as_str())));
            let automated = activity.automated.iter().flat_map(|automated| &automated.safeguards);
            used.extend(automated.map(|id| ("art22", id.as_str())));
        }
        used.extend(
            document.retention.values().flat_map(|rule| &rule.destroyed_by).map(|id| ("destroyer", id.as_str())),
        );
        used.extend(document.measures.values().flat_map(|one| &one.binds).map(|id| ("binds", id.as_str())));
        used.extend(document.channels.values().flat_map(|one| &one.instead).map(|id| ("channel", id.as_str())));
        used.extend(document.complaints.iter().flat_map(|one| &one.channels).map(|id| ("channel", id.as_str())));
        assert!(used.len() > 3, "{name} uses words");
        used.retain(|(kind, id)| !words::is_known(kind, id));
        unknown.extend(used.iter().map(|(kind, id)| format!("{name}: {kind} {id}")));
    }
    assert!(unknown.is_empty(), "not in i18n/nl/publish.ftl: {}", unknown.join("; "));
}

/// All words of a statement.
fn words_of(statement: &Statement) -> HashSet<String> {
    let text = statement_markdown(statement);
    text.split(|c: char| !c.is_alphanumeric()).map(str::to_owned).collect()
}

#[test]
fn the_reader_is_addressed_as_the_corporation_chooses() {
    let mut policy = policy("model", "");
    let formal = words_of(&statement(&policy, Lang::Nl));
    for word in ["je", "jij", "jou", "jouw", "jezelf", "Je", "Jij", "Jouw"] {
        assert!(!formal.contains(word), "'{word}' in a statement with u");
    }
    assert!(formal.contains("uw"));
    policy.document.statement.as_mut().expect("statement").value.address = Some(AddressForm::Je);
    let informal = words_of(&statement(&policy, Lang::Nl));
    for word in ["u", "U", "uw", "Uw", "uwe", "uzelf"] {
        assert!(!informal.contains(word), "'{word}' in a statement with je");
    }
    assert!(informal.contains("je"));
}

const WORDING: &str = r#"
pack: small
organisation: {name: Proef}
rights:
  access: {}
  erasure: {}
wording:
  rights.access: {says: {nl: Vraag gerust wat wij van u weten.}}
  rights.erasure: {says: {nl: Wij wissen op verzoek., en: We erase on request.}}
  rights.portability: {says: {nl: Dit recht staat er niet.}}
"#;

#[test]
fn own_words_replace_ours_and_keep_the_sentence() {
    let policy = policy("small", WORDING);
    let said = |lang, id: &str| {
        let statement = statement(&policy, lang);
        let sentence = statement.sentences().find(|sentence| sentence.id == id).cloned();
        sentence.map(|sentence| (sentence.text, sentence.node, sentence.lang))
    };
    let access = |text: &str, lang| Some((text.to_owned(), "rights.access".to_owned(), lang));
    assert_eq!(said(Lang::Nl, "rights.access"), access("Vraag gerust wat wij van u weten.", Lang::Nl));
    assert_eq!(said(Lang::En, "rights.access"), access("You may see which data we hold on you.", Lang::En));
    assert_eq!(said(Lang::En, "rights.erasure").expect("there").0, "We erase on request.");
    assert!(statement_markdown(&statement(&policy, Lang::Nl)).contains("Wij wissen op verzoek."));
    assert_eq!(lost_wording(&policy), ["rights.portability"]);
}

#[test]
fn what_has_no_english_stays_whole_in_dutch() {
    let text = "
pack: small
organisation: {name: Proef}
activities:
  letting: {label: verhuur, purpose: een woning te verhuren}
  sale: {label: {nl: verkoop, en: sale}, purpose: {nl: woningen te verkopen, en: sell homes}}
";
    let english = statement(&policy("small", text), Lang::En);
    let said = |id: &str| english.sentences().find(|sentence| sentence.id == id).expect("there");
    assert_eq!(said("activities.letting").text, "Wij gebruiken gegevens om een woning te verhuren.");
    assert_eq!(said("activities.letting").lang, Lang::Nl);
    assert_eq!(said("activities.sale").text, "We use data to sell homes.");
    assert_eq!(said("activities.sale").lang, Lang::En);
    assert_eq!(said("activities:short").lang, Lang::Nl);
}

/// Where the packs have English, no Dutch word is left: these occur in every Dutch text and in no English one.
#[test]
fn an_english_statement_is_english() {
    for name in all_packs() {
        let english = statement(&policy(&name, ""), Lang::En);
        for sentence in english.sentences().filter(|sentence| sentence.lang == Lang::En) {
            let details = sentence.details.iter().map(|detail| detail.to_string());
            for text in std::iter::once(sentence.text.clone()).chain(details) {
                let text: Vec<&str> = text.split(' ').filter(|word| !word.starts_with("http")).collect();
                let text = text.join(" ");
                let mut words = text.split(|c: char| !c.is_alphanumeric());
                let dutch =
                    words.find(|word| ["wij", "het", "een", "uw", "niet", "wordt", "voor", "zijn"].contains(word));
                assert_eq!(dutch, None, "{name}: {}: {text}", sentence.id);
            }
        }
    }
}

/// What a group shares is said once where it is shown, and stays with each sentence.
#[test]
fn a_group_says_once_what_it_shares() {
    let statement = statement(&policy("model", ""), Lang::Nl);
    let recipients = statement.sections.iter().find(|section| section.id == "recipients").expect("recipients");
    let parts = recipients.parts();
    let processors =
        parts.iter().find(|part| part.title == Some("Bedrijven die in onze opdracht werken")).expect("part");
    assert!(processors.sentences.len() > 5);
    assert!(processors.shared_text().starts_with("Zij werken in onze opdracht"));
    for (sentence, own) in &processors.sentences {
        assert_eq!(own.len() + processors.shared.len(), sentence.details.len());
    }
}

/// A corporation's own word for why it uses data is no exception in the law.
#[test]
fn only_an_exception_in_the_law_is_told_as_one() {
    let told = |text: &'static str| {
        statement_markdown(&statement(&policy("small", text), Lang::Nl)).contains("Uitzondering in de wet")
    };
    assert!(told("pack: small\nactivities: {care: {purpose: zorg te regelen, ground: GDPR 9(2)(h)}}\n"));
    assert!(!told("pack: small\nactivities: {care: {purpose: zorg te regelen, ground: 'contract, safety'}}\n"));
}
