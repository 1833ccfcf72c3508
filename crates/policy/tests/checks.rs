//! The checks: each is explained, each example has its finding, and the model pack has none.
#![allow(clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod load_support;

use std::collections::BTreeSet;

use gestand_policy::checks::{all, explain};
use gestand_policy::{Severity, compile, compile_on};
use jiff::civil::date;
use load_support::{Disk, Packs, codes, over, single};

#[test]
fn every_code_is_explained_once_and_in_both_languages() {
    let mut codes = BTreeSet::new();
    let mut names = BTreeSet::new();
    for info in all() {
        assert!(codes.insert(info.code), "{} stands twice", info.code);
        assert!(names.insert(info.name), "{} stands twice", info.name);
        assert!(info.code.len() == 5 && info.code.starts_with('G'), "{}", info.code);
        for words in [info.finds, info.why, info.remedy] {
            assert!(words.nl.ends_with('.') && words.en.ends_with('.'), "{}: {words:?}", info.code);
            assert_ne!(words.nl, words.en, "{}", info.code);
        }
        assert_eq!(explain(&info.code.to_lowercase()).map(|found| found.name), Some(info.name));
    }
    assert!(explain("G9999").is_none());
}

#[test]
fn every_example_has_the_finding_it_explains() {
    for info in all().filter(|info| !info.example.is_empty()) {
        let mut pack = Packs::default().file("own", "pack.yaml", info.example);
        let compiled = compile_on(&mut pack, "own", Some(date(2026, 11, 20))).expect("the pack is there");
        assert!(compiled.policy.is_some(), "{}: {:#?}", info.code, compiled.diagnostics);
        assert!(codes(&compiled).contains(&info.code), "{} {}\n{}", info.code, info.name, info.example);
    }
}

#[test]
fn every_check_has_an_article_and_an_example() {
    for info in all().filter(|info| info.code > "G0100") {
        assert!(!info.law.is_empty() && !info.example.is_empty(), "{}", info.code);
    }
}

#[test]
fn the_model_pack_has_no_finding_at_all() {
    let Ok(compiled) = compile(&mut Disk::project(), "model") else { return };
    let found: Vec<String> = compiled
        .diagnostics
        .iter()
        .map(|d| {
            let file = &compiled.files[usize::from(d.span.file)].path;
            format!("{} {file}:{} {}", d.code, d.span.line, d.message.en)
        })
        .collect();
    assert_eq!(found, Vec::<String>::new());
}

#[test]
fn a_vocabulary_is_checked_for_its_references_only() {
    let compiled = single("kind: vocabulary\nactivities:\n  rent: {data: [contcat]}\ncategories: {contact: {}}\n");
    assert_eq!(codes(&compiled), ["G0901"]);
    assert!(compiled.diagnostics[0].message.en.contains("did you mean 'contact'"));
}

#[test]
fn an_entry_that_the_vocabulary_knows_is_offered_for_use() {
    let own = "activities:\n  rent: {recipients: [bailiff]}\n";
    let compiled = over("recipients: {bailiff: {}}\nactivities: {rent: {}}\n", own);
    let told = compiled.diagnostics.iter().find(|d| d.code == "G0901").expect("a finding");
    assert!(told.message.en.contains("list 'bailiff' under recipients"), "{}", told.message.en);
    assert_eq!((told.span.line, told.span.column), (3, 23));
}

/// The severity of `code` in the pack, if it has the finding.
fn severity(yaml: &str, code: &str) -> Option<Severity> {
    single(yaml).diagnostics.into_iter().find(|d| d.code == code).map(|d| d.severity)
}

#[test]
fn terms_are_compared_over_units() {
    let told = |term: &str| severity(&format!("requests: {{term: {term}}}"), "G0506");
    for fine in ["1 month", "4 weeks", "28 days", "72 hours"] {
        assert_eq!(told(fine), None, "{fine}");
    }
    assert_eq!(told("30 days"), Some(Severity::Warning));
    for long in ["2 months", "32 days", "5 weeks", "1 year"] {
        assert_eq!(told(long), Some(Severity::Error), "{long}");
    }
}

#[test]
fn the_limit_of_the_law_is_data_of_the_vocabulary() {
    let told = |vocabulary: &str| {
        let compiled = over(vocabulary, "requests: {term: 2 months}\n");
        codes(&compiled).contains(&"G0506")
    };
    assert!(told("law: {answer_term: {length: 1 month}}\n"));
    assert!(!told("law: {answer_term: {length: 2 months}}\n"));
}

#[test]
fn an_extension_may_be_told_as_addition_or_as_total() {
    let told =
        |extension: &str| severity(&format!("requests: {{extension: {{{extension}, told_within: 1 month}}}}"), "G0508");
    assert_eq!(told("by: 2 months, added: true"), None);
    assert_eq!(told("by: 3 months, added: false"), None);
    assert_eq!(told("by: 3 months, added: true"), Some(Severity::Error));
    assert_eq!(told("by: 4 months, added: false"), Some(Severity::Error));
}

#[test]
fn retention_is_missing_unstated_or_there() {
    let told = |rules: &str| {
        let compiled = over(
            "categories: {income: {}, contact: {}}\nevents: {ended: {}}\nactivities: {rent: {data: [income]}}\n\
             retention: {law: {data: [income], keep: until ended, statutory: true}}\n",
            &format!("activities: {{rent: {{basis: [contract]}}}}\nretention: {{{rules}}}\n"),
        );
        compiled.diagnostics.into_iter().find(|d| d.code == "G0401").map(|d| d.severity)
    };
    assert_eq!(told("other: {data: [contact], keep: until ended}"), Some(Severity::Warning));
    assert_eq!(told("law: {trace: ['3']}"), None, "stating the statutory rule is saying it");
    assert_eq!(told("general: {keep: until ended}"), None);
    assert_eq!(told(""), Some(Severity::Error));
}

#[test]
fn a_rule_for_one_group_does_not_conflict_with_a_rule_for_all() {
    let told = |scope: &str| {
        let rules = format!("a: {{data: [c], keep: 1 year after e}}, b: {{data: [c], {scope} keep: 2 years after e}}");
        severity(
            &format!("categories: {{c: {{}}}}\nsubjects: {{s: {{}}}}\nevents: {{e: {{}}}}\nretention: {{{rules}}}\n"),
            "G0403",
        )
    };
    assert_eq!(told(""), Some(Severity::Error));
    assert_eq!(told("subjects: [s],"), None);
}

#[test]
fn the_age_of_a_statement_counts_from_a_day_that_is_given() {
    let found = |today| {
        let mut pack = Packs::default().file("own", "pack.yaml", "statement: {version: 2023-11-20}");
        codes(&compile_on(&mut pack, "own", today).expect("the pack is there")).contains(&"G0808")
    };
    assert!(!found(None));
    assert!(!found(Some(date(2026, 11, 20))));
    assert!(found(Some(date(2026, 11, 21))));
}

#[test]
fn a_finding_in_words_of_the_vocabulary_points_at_the_entry_that_took_them_over() {
    let compiled = over(
        "categories: {c: {}}\nretention: {rule: {data: [c], keep: as long as needed}}\n",
        "retention:\n  rule: {trace: ['4']}\n",
    );
    let told = compiled.diagnostics.iter().find(|d| d.code == "G0402").expect("a finding");
    assert_eq!(compiled.files[usize::from(told.span.file)].path, "own/pack.yaml");
    assert_eq!(told.span.line, 3);
}

#[test]
fn an_explanation_tells_what_why_and_what_to_do() {
    let info = explain("G0506").expect("a check");
    let both = format!("{}\n---\n{}", info.explanation("nl"), info.explanation("en"));
    insta::assert_snapshot!(both, @"
    G0506 answer_term_too_long

    Wat dit vindt: Een antwoordtermijn die langer is dan de wet.

    Waarom (AVG 12(3)): Een antwoord komt zo snel mogelijk en uiterlijk binnen een maand na ontvangst.

    Wat u kunt doen: Beloof ten hoogste een maand; korter mag.

    Dit geeft de bevinding:
        requests: {term: 6 weeks}

    ---
    G0506 answer_term_too_long

    What it finds: An answer term longer than the law.

    Why (GDPR 12(3)): An answer comes without undue delay and within a month of receipt at the latest.

    What to do: Promise at most one month; shorter is allowed.

    This gives the finding:
        requests: {term: 6 weeks}
    ");
}

#[test]
fn a_general_rule_covers_what_it_has_a_term_and_people_for() {
    let told = |rule: &str| {
        severity(
            &format!(
                "categories: {{c: {{}}}}\nsubjects: {{tenant: {{}}, visitor: {{}}}}\nevents: {{ended: {{}}}}\n\
                 activities: {{visit: {{subjects: [visitor], data: [c]}}}}\nretention: {{general: {{{rule}}}}}\n"
            ),
            "G0401",
        )
    };
    assert_eq!(told("keep: 2 years after ended"), None);
    assert_eq!(told("keep: as long as needed"), None, "G0402 says what is wrong with it");
    assert_eq!(told("keep: 2 years after ended, subjects: [visitor, tenant]"), None);
    assert_eq!(told("keep: 2 years after ended, subjects: [tenant]"), Some(Severity::Error));
    assert_eq!(told("law: unnamed"), Some(Severity::Error), "a rule without a term covers nothing");
}

#[test]
fn only_a_term_can_be_contradicted() {
    let told = |general: &str| {
        let rules = format!("general: {{{general}}}, c: {{data: [c], subjects: [tenant], keep: 7 years after ended}}");
        severity(
            &format!(
                "categories: {{c: {{}}}}\nsubjects: {{tenant: {{}}, buyer: {{}}}}\nevents: {{ended: {{}}}}\n\
                 retention: {{{rules}}}\n"
            ),
            "G0404",
        )
    };
    assert_eq!(told("keep: 2 years after ended"), Some(Severity::Warning));
    assert_eq!(told("keep: 2 years after ended, subjects: [tenant]"), Some(Severity::Warning));
    assert_eq!(told("keep: 2 years after ended, subjects: [buyer]"), None);
    assert_eq!(told("keep: 7 years after ended"), None);
    assert_eq!(told("keep: as long as needed"), None);
}

#[test]
fn a_listed_basis_says_what_is_behind_it_unless_every_activity_does() {
    let told = |code: &str, basis: &str, activities: &str| {
        severity(&format!("bases: {{{basis}}}\nactivities: {{{activities}}}\n"), code).is_some()
    };
    assert!(told("G0108", "legitimate_interest: {}", ""));
    assert!(!told("G0108", "legitimate_interest: {interests: [rust]}", ""));
    let named = "a: {basis: [legitimate_interest], interest: rust}";
    assert!(!told("G0108", "legitimate_interest: {}", named));
    assert!(told("G0108", "legitimate_interest: {}", &format!("{named}, b: {{}}")), "it may carry b");
    assert!(told("G0110", "public_task: {}", ""));
    assert!(!told("G0110", "public_task: {act: Woningwet}", ""));
    assert!(!told("G0110", "public_task: {}", "a: {basis: [public_task], law: Woningwet 46}"));
}

#[test]
fn an_objection_for_one_activity_is_none_for_another() {
    let told = |only_for: &str| {
        let activities = "a: {basis: [legitimate_interest]}, b: {basis: [contract]}";
        severity(&format!("activities: {{{activities}}}\nrights: {{objection: {{only_for: [{only_for}]}}}}\n"), "G0502")
    };
    assert_eq!(told(""), None);
    assert_eq!(told("a"), None);
    assert_eq!(told("b"), Some(Severity::Error));
}

#[test]
fn an_agreement_is_asked_of_who_must_have_one() {
    let told = |role: &str| severity(&format!("recipients: {{r: {{{role} agreement: possible}}}}\n"), "G0307");
    assert_eq!(told("role: processor,"), Some(Severity::Error));
    assert_eq!(told(""), Some(Severity::Warning));
    assert_eq!(told("role: controller,"), None);
}

#[test]
fn terms_contradict_from_one_event_and_race_from_two() {
    let told = |rules: &str| {
        let compiled = single(&format!(
            "categories: {{c: {{items: {{i: {{}}, j: {{}}}}}}}}\nsubjects: {{tenant: {{}}, buyer: {{}}}}\n\
             events: {{ended: {{}}, answered: {{}}}}\nretention: {{{rules}}}\n"
        ));
        codes(&compiled).into_iter().filter(|code| matches!(*code, "G0403" | "G0410")).collect::<Vec<_>>()
    };
    let two = "a: {data: [c], keep: 2 years after ended}";
    assert_eq!(told(&format!("{two}, b: {{data: [c], keep: 3 years after ended}}")), ["G0403"]);
    assert_eq!(told(&format!("{two}, b: {{data: [c], keep: 3 years after answered}}")), ["G0410"]);
    assert_eq!(told(&format!("{two}, b: {{data: [i], keep: 3 years after ended}}")), ["G0410"], "it never comes");
    assert_eq!(
        told(&format!("{two}, b: {{data: [i], keep: 1 year after ended}}")),
        Vec::<&str>::new(),
        "it comes first"
    );
    let groups = "a: {data: [c], subjects: [tenant], keep: 2 years after ended}, \
                  b: {data: [c], subjects: [buyer], keep: 1 year after answered}";
    assert_eq!(told(groups), Vec::<&str>::new());
}

#[test]
fn a_cookie_name_is_doubted_only_when_it_nearly_is_another() {
    let told = |name: &str| severity(&format!("cookies: {{a: {{names: ['{name}']}}}}\n"), "G0710").is_some();
    for fine in [
        "_ga",
        "_ga_ABC123",
        "_gid",
        "_pk_id",
        "_hjSessionUser_1",
        "session",
        "own_cookie",
        "_hj*",
        "ASP.NET_SessionId",
    ] {
        assert!(!told(fine), "{fine}");
    }
    for odd in ["_ASP.Net_SessionID", "_hjAbsoluteSessionInProgess", "_BEAMER", "__Secure"] {
        assert!(told(odd), "{odd}");
    }
}

#[test]
fn a_screening_is_decided_by_a_person_or_found() {
    let told = |screening: &str| {
        severity(&format!("activities: {{a: {{screening: {{asks: [credit], {screening}}}}}}}\n"), "G0124")
    };
    assert_eq!(told("person_decides: true"), None);
    assert_eq!(told("person_decides: false"), Some(Severity::Error));
    assert_eq!(told("refused_without: true"), Some(Severity::Warning));
    assert_eq!(told("told: true"), Some(Severity::Check));
}

#[test]
fn a_list_of_ones_own_tells_which_entries_it_hides() {
    let words = "categories: {contact: {label: {nl: contactgegevens, en: contact data}, items: {name: {}, email: {}}}}\n\
                 origins: {bank: {label: bank}}\n";
    let told = |own: &str| {
        let compiled =
            over(words, &format!("{own}activities: {{gardens: {{data: [garden, name], origins: [bank]}}}}\n"));
        let hides = compiled.diagnostics.into_iter().filter(|d| d.code == "G0211");
        hides.map(|found| found.message.en.rsplit(": ").next().unwrap_or_default().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(told("categories: {garden: {}}\n"), ["contact data"]);
    assert_eq!(told("categories: {garden: {}, contact: {}}\n"), Vec::<String>::new());
    assert_eq!(told("categories: {garden: {}, contact: {}}\norigins: {portal: {}}\n"), ["bank"]);
    assert_eq!(told("categories: {garden: {}, contact: {}}\norigins: {portal: {}, bank: {}}\n"), Vec::<String>::new());
}

#[test]
fn all_data_from_the_person_says_where_data_come_from() {
    let told =
        |said: &str| severity(&format!("statement: {{{said}}}\nactivities: {{mail: {{}}}}\n"), "G0207").is_some();
    assert!(told(""));
    assert!(told("all_from_person: false"), "then it must say from whom");
    assert!(!told("all_from_person: true"));
}

#[test]
fn a_term_for_copies_is_a_while() {
    let told = |terms: &str| severity(&format!("identification: {{{terms}}}\n"), "G0212");
    for fine in ["copies: only_masked", "copy_kept: 1 day, copy_dated_within: 1 hour"] {
        assert_eq!(told(fine), None, "{fine}");
    }
    for nothing in ["copy_kept: 0 days", "copy_dated_within: 0 weeks"] {
        assert_eq!(told(nothing), Some(Severity::Error), "{nothing}");
    }
}

#[test]
fn wording_is_for_a_node_that_is_there() {
    let told = |id: &str| {
        let yaml = format!("requests: {{free: true}}\nrights: {{access: {{}}}}\nwording: {{'{id}': {{says: x}}}}\n");
        let found = single(&yaml).diagnostics.into_iter().find(|d| d.code == "G0918");
        found.map(|found| found.message.en)
    };
    assert_eq!(told("rights.access"), None);
    assert_eq!(told("requests:free"), None);
    assert_eq!(told("rights:short"), None);
    assert_eq!(
        told("request:free").as_deref(),
        Some("the statement has no sentence 'request:free'; did you mean 'requests:free'?")
    );
}

/// A Privacy Officer reads Dutch; what is a value of the language stays as the file has it.
#[test]
fn a_dutch_message_says_lengths_rights_and_bases_in_dutch() {
    let compiled = single(
        "requests: {term: 6 weeks, remedies: []}\nbases: {consent: {}}\nrights: {erasure: {bases: [public_task]}}\n\
         activities: {gardens: {basis: [legitimate_interest]}}\n",
    );
    let nl = |code: &str| {
        let found = compiled.diagnostics.iter().find(|d| d.code == code).expect(code);
        found.message.nl.as_str()
    };
    assert_eq!(nl("G0506"), "6 weken is langer dan de wettelijke termijn (1 maand)");
    assert_eq!(nl("G0501"), "het recht op inzage (artikel 15 AVG) ontbreekt");
    assert_eq!(nl("G0102"), "'gardens' rust op gerechtvaardigd belang, maar die grondslag staat niet in de lijst");
    let remedies = compiled.diagnostics.iter().find(|d| d.message.en.contains("not named with a refusal"));
    assert!(remedies.expect("both are missing").message.nl.ends_with("de Autoriteit Persoonsgegevens, de rechter"));
}
