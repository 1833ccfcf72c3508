//! Reading packs: what cannot be understood is told with its place, what can be is merged.
#![allow(clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod load_support;

use gestand_policy::{Origin, Severity};
use load_support::{Packs, codes, errors, over, policy, single};
use proptest::prelude::*;

#[test]
fn an_unknown_key_is_told_with_its_place_and_the_key_that_was_meant() {
    let compiled = single("organisation:\n  name: X\n  websit: x.nl\n");
    assert_eq!(errors(&compiled), ["G0005 3:3"]);
    assert!(compiled.diagnostics[0].message.nl.contains("bedoelt u 'website'"), "{:?}", compiled.diagnostics[0]);
    assert!(compiled.policy.is_none());
}

#[test]
fn an_unknown_value_is_told_with_the_value_that_was_meant() {
    let compiled = single("activities:\n  rent:\n    basis: [contrakt]\n");
    assert_eq!(errors(&compiled), ["G0006 3:13"]);
    assert!(compiled.diagnostics[0].message.en.contains("did you mean 'contract'"));
}

#[test]
fn every_file_is_read_even_when_another_is_broken() {
    let compiled = Packs::default()
        .file("own", "a.yaml", "organisation: \"x")
        .file("own", "b.yaml", vec![b'a', b':', b'\n', 0xff])
        .file("own", "c.yaml", "# nothing here\n")
        .file("own", "d.yaml", "requests:\n  term: soon\n")
        .file("own", "e.yaml", "subjects:\n  tenant: {}\n  tenant: {}\n")
        .compile("own");
    assert_eq!(codes(&compiled), ["G0009", "G0002", "G0003", "G0008", "G0007"]);
    assert_eq!(compiled.diagnostics[1].span.line, 2);
    assert!(compiled.diagnostics[3].message.en.contains("'soon' is not a length"));
}

#[test]
fn a_pack_of_two_files_may_not_say_the_same_twice() {
    let compiled = Packs::default()
        .file("own", "a.yaml", "activities: {rent: {basis: [contract]}}\norganisation: {name: A}")
        .file("own", "b.yaml", "activities:\n  rent: {basis: [consent]}\norganisation: {name: B}")
        .compile("own");
    assert_eq!(errors(&compiled), ["G0012 2:9", "G0012 3:15"]);
    assert!(compiled.diagnostics[0].message.en.contains("activities.rent"));
}

#[test]
fn a_file_that_is_too_large_or_too_deep_or_explodes_is_refused() {
    let large = format!("about: {}", "x".repeat(1 << 20));
    let deep = format!("about: {}{}", "[".repeat(200), "]".repeat(200));
    let bomb = format!("extends: [&a {}{}]", "x".repeat(1000), ", *a".repeat(5000));
    assert_eq!(codes(&single(&large)), ["G0001"]);
    assert_eq!(errors(&single(&deep)).len(), 1);
    assert_eq!(codes(&single(&bomb)), ["G0004"]);
}

#[test]
fn a_parent_that_is_missing_circular_or_no_vocabulary_is_told() {
    assert_eq!(codes(&single("extends: [nowhere]\n")), ["G0010"]);
    let circle = Packs::default()
        .file("own", "pack.yaml", "extends: [a]")
        .file("a", "pack.yaml", "kind: vocabulary\nextends: [b]")
        .file("b", "pack.yaml", "kind: vocabulary\nextends: [a]")
        .compile("own");
    assert_eq!(codes(&circle), ["G0011"]);
    assert!(circle.diagnostics[0].message.en.contains("own → a → b → a"));
    let corporation = Packs::default()
        .file("own", "pack.yaml", "extends: [other]")
        .file("other", "pack.yaml", "organisation: {name: Other}")
        .compile("own");
    assert_eq!(codes(&corporation), ["G0016"]);
}

#[test]
fn a_vocabulary_cannot_promise() {
    let compiled = over("bases:\n  consent: {}\nrequests: {term: 1 month}\n", "");
    assert_eq!(codes(&compiled), ["G0013", "G0013"]);
}

#[test]
fn a_pack_that_is_not_there_is_an_error_of_the_caller() {
    let error = gestand_policy::compile(&mut Packs::default(), "gone").expect_err("nothing is there");
    assert_eq!(error.to_string(), "there is no pack 'gone'");
}

const WORDS: &str = "
categories:
  contact: {label: contactgegevens, items: {phone: {label: telefoon}, email: {label: e-mail}}}
  income: {label: inkomen}
activities:
  rent: {label: huur, purpose: huur innen, data: [contact], recipients: [bailiff]}
  survey: {label: onderzoek}
  requests: {label: verzoeken, statutory: true, data: [contact]}
recipients:
  bailiff: {label: deurwaarder}
retention:
  income_limit: {data: [income], keep: until settled, statutory: true}
  other: {data: [contact], keep: 2 years after settled}
";

#[test]
fn the_catalogue_is_in_use_only_where_listed_or_statutory() {
    let compiled = over(WORDS, "activities:\n  rent: {basis: [contract]}\n");
    let document = &policy(&compiled).document;
    assert_eq!(document.activities.keys().collect::<Vec<_>>(), ["rent", "requests"]);
    assert_eq!(document.retention.keys().collect::<Vec<_>>(), ["income_limit"]);
    assert_eq!(document.categories.len(), 2);
    assert!(document.activities["rent"].recipients.is_empty(), "a recipient that is not in use is not referred to");
}

#[test]
fn an_entry_refines_the_vocabulary_field_by_field() {
    let compiled = over(
        WORDS,
        "activities:\n  rent:\n    purpose: {nl: de huur, en: the rent}\n    recipients: [bailiff]\n\
         recipients:\n  bailiff:\n    role: controller\n\
         categories:\n  contact:\n    items: {phone: {trace: ['4']}}\n",
    );
    let policy = policy(&compiled);
    let rent = &policy.document.activities["rent"];
    assert_eq!(rent.label.as_ref().map(|label| label.nl.as_str()), Some("huur"));
    assert_eq!(rent.purpose.as_ref().map(|purpose| purpose.get("en")), Some("the rent"));
    assert_eq!(rent.data[0].value, "contact");
    assert_eq!(policy.origin(rent.span), Origin::Own);
    assert_eq!(policy.origin(rent.data[0].span), Origin::Shared);
    let contact = &policy.document.categories["contact"];
    assert_eq!(contact.items.keys().collect::<Vec<_>>(), ["phone"], "stated items replace the list");
    assert_eq!(contact.items["phone"].label.as_ref().map(|label| label.nl.as_str()), Some("telefoon"));
}

#[test]
fn a_reference_of_the_vocabulary_goes_with_the_item_that_a_corporation_leaves_out() {
    let words = "categories: {papers: {items: {slip: {}, letter: {}}}}\norigins: {employer: {data: [slip, letter]}}\n";
    let compiled = over(words, "categories: {papers: {items: {letter: {}}}}\n");
    let data: Vec<&str> = policy(&compiled).document.origins["employer"].data.iter().map(|d| d.as_str()).collect();
    assert_eq!(data, ["letter"]);
    assert!(!codes(&compiled).contains(&"G0901"));
    let own = over(words, "categories: {papers: {items: {letter: {}}}}\norigins: {employer: {data: [slip]}}\n");
    assert!(codes(&own).contains(&"G0901"), "what the corporation itself says must exist");
}

#[test]
fn what_the_law_asks_for_all_data_is_about_every_category_but_identification() {
    let words = "categories: {contact: {items: {name: {}}}, papers: {items: {slip: {}, bsn: {sensitivity: identification}}},\n  \
                 numbers: {sensitivity: identification, items: {passport: {}}}}\n\
                 activities:\n  requests: {statutory: true}\n  breaches: {statutory: true, data: [contact]}\n  rent: {}\n";
    let compiled = over(words, "categories: {extra: {items: {odd: {}}}}\nactivities: {rent: {}}\n");
    let items = |activity: &str| {
        let tables = &policy(&compiled).tables;
        let items = tables.activity_items(tables.activity(activity).expect("in use"));
        tables.item_names(items).map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(items("requests"), ["name", "slip", "odd"]);
    assert_eq!(items("breaches"), ["name"]);
    assert!(items("rent").is_empty());
    assert!(!codes(&compiled).contains(&"G0901"));
}

#[test]
fn an_entry_without_fields_is_in_use() {
    let compiled = over(WORDS, "activities:\n  rent:\n  survey: {}\n");
    assert_eq!(policy(&compiled).document.activities.len(), 3);
}

#[test]
fn the_version_follows_the_meaning_and_not_the_files() {
    let one = Packs::default().file("own", "a.yaml", "subjects: {a: {}}\n# note\norganisation: {name: X}");
    let two = Packs::default().file("own", "a.yaml", "organisation:\n  name: X\n").file(
        "own",
        "b.yaml",
        "subjects:\n  a: {}\n",
    );
    let other = Packs::default().file("own", "a.yaml", "subjects: {a: {}}\norganisation: {name: Y}");
    let version = |packs: Packs| policy(&packs.compile("own")).version.clone();
    let first = version(one);
    assert_eq!(first.len(), 32);
    assert_eq!(first, version(two));
    assert_ne!(first, version(other));
}

#[test]
fn the_json_form_counts_by_severity() {
    let compiled = single("organisation:\n  name: X\n  websit: x.nl\n");
    let json = compiled.to_json("en");
    assert_eq!(json["errors"], 1);
    assert_eq!(json["warnings"], 0);
    assert_eq!(json["diagnostics"][0]["code"], "G0005");
    assert_eq!(json["diagnostics"][0]["severity"], "error");
    assert_eq!(json["diagnostics"][0]["file"], "own/pack.yaml");
    assert_eq!(json["diagnostics"][0]["line"], 3);
    assert_eq!(compiled.count(Severity::Error), 1);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_bytes_make_the_compiler_panic(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        let _ = Packs::default().file("own", "pack.yaml", bytes).compile("own");
    }

    #[test]
    fn no_yaml_like_text_makes_the_compiler_panic(
        text in "((activities|rights|extends|trace|keep|organisation|requests):( |\n  )?[a-z\\[\\]{}&*:\"'#!|>, -]{0,20}\n){0,6}"
    ) {
        let _ = Packs::default().file("own", "pack.yaml", text).compile("own");
    }
}

#[test]
fn a_pack_that_says_nothing_yet_has_one_finding_that_says_what_to_write() {
    let empty = Packs::default().file("own", "a.yaml", "# later\n").compile("own");
    assert_eq!(codes(&empty), ["G0017"]);
    assert!(empty.diagnostics[0].message.nl.contains("pack.yaml"), "{:?}", empty.diagnostics[0]);
    assert!(empty.diagnostics[0].help.nl.contains("pack: own"), "{:?}", empty.diagnostics[0]);
    let head = over("subjects: {tenant: {}}\n", "pack: own\nkind: corporation\n");
    assert_eq!(codes(&head), ["G0017"]);
    assert!(head.diagnostics[0].help.nl.contains("organisation:"), "{:?}", head.diagnostics[0]);
    assert_eq!(policy(&head).name, "own");
    assert_ne!(codes(&single("organisation: {name: X}\n")), ["G0017"]);
}

#[test]
fn a_value_of_another_form_is_told_in_both_languages_without_its_place() {
    let table = [
        ("requests: {term: soon}", "geen tijdsduur", "not a length"),
        ("retention: {a: {keep: 3 maanden}}", "geen bewaartermijn", "not a retention term"),
        ("extends: x", "hier hoort een lijst", "sequence"),
        ("statement: x", "hier hoort een blok", "mapping"),
        ("requests: {free: ja}", "true of false", "boolean"),
        ("retention: {a: {label: [x]}}", "hier hoort een tekst", "a text"),
    ];
    for (yaml, nl, en) in table {
        let compiled = single(yaml);
        assert_eq!(codes(&compiled), ["G0008"], "{yaml}");
        let told = &compiled.diagnostics[0].message;
        assert!(told.nl.contains(nl) && told.en.contains(en), "{yaml}: {told:?}");
        assert!(!told.nl.contains("at line") && !told.en.contains("at line"), "{told:?}");
    }
}

#[test]
fn a_pack_or_parent_that_is_not_there_is_told_in_dutch_too() {
    let error = gestand_policy::compile(&mut Packs::default(), "gone").expect_err("nothing is there");
    assert_eq!(error.message().nl, "er is geen pakket 'gone'");
    let compiled = single("extends: [nowhere]\n");
    assert_eq!(compiled.diagnostics[0].message.nl, "er is geen pakket 'nowhere'");
}
