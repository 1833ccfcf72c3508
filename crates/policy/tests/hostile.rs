//! Packs from a hostile or careless hand: whatever the bytes, the compiler answers with diagnostics and places.
#![allow(clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]
#![allow(clippy::disallowed_methods, reason = "what is bounded is the time it takes")]

mod load_support;

use std::sync::LazyLock;
use std::time::{Duration, Instant};

use gestand_policy::{Compiled, PackFile, PackReader, Severity, compile};
use load_support::{Disk, Packs, codes, single};
use proptest::prelude::*;
use proptest::sample::Index;

/// Compiles a pack of one file of any bytes, with a second file that is fine.
fn bytes(bytes: impl Into<Vec<u8>>) -> Compiled {
    Packs::default().file("own", "a.yaml", bytes).file("own", "z.yaml", "about: fine\n").compile("own")
}

/// Every finding has words and stands in a file that there is; what stops the policy says where.
fn sound(compiled: &Compiled) {
    for found in &compiled.diagnostics {
        assert!(!found.message.nl.is_empty() && !found.message.en.is_empty(), "{found:?}");
        assert!(usize::from(found.span.file) < compiled.files.len(), "{found:?}");
    }
    if compiled.policy.is_none() {
        let stop = compiled.diagnostics.iter().find(|d| d.severity == Severity::Error);
        assert!(stop.is_some_and(|d| d.span.line > 0 && d.span.column > 0), "{:#?}", compiled.diagnostics);
    }
}

#[test]
fn a_file_of_fifty_megabytes_is_refused_without_reading_it() {
    let start = Instant::now();
    let compiled = bytes("about: x\n".repeat(50 * 1024 * 1024 / 9));
    assert!(codes(&compiled).contains(&"G0001"), "{:?}", codes(&compiled));
    assert!(compiled.policy.is_none());
    sound(&compiled);
    assert!(start.elapsed() < Duration::from_secs(20));
}

#[test]
fn aliases_that_grow_without_end_are_cut_off() {
    let mut bomb = String::from("subjects:\n  a0: &a0 {trace: ['1', '1', '1', '1', '1', '1', '1', '1', '1']}\n");
    for level in 1..12 {
        let below = format!("*a{}", level - 1);
        bomb.push_str(&format!("  a{level}: &a{level} {{trace: [{}]}}\n", vec![below; 9].join(", ")));
    }
    let quadratic = format!("extends: [&a {}{}]", "x".repeat(5_000), ", *a".repeat(10_000));
    let itself = "extends: &a [*a]\n";
    for text in [bomb.as_str(), &quadratic, itself] {
        let start = Instant::now();
        let compiled = bytes(text);
        assert!(compiled.policy.is_none(), "{text:.60}");
        sound(&compiled);
        assert!(start.elapsed() < Duration::from_secs(5), "{text:.60}");
    }
}

#[test]
fn bytes_that_are_no_text_are_told_with_their_line() {
    for (bad, line) in [
        (&b"\xff\xfea\0b\0"[..], 1),
        (b"about: ok\nsubjects:\n  a: {label: \xc3\x28}\n", 3),
        (b"about: \xed\xa0\x80", 1),
        (b"about: \xf0\x9f\x98", 1),
    ] {
        let compiled = bytes(bad);
        let told = compiled.diagnostics.iter().find(|d| d.code == "G0002").expect("not UTF-8");
        assert_eq!(told.span.line, line, "{bad:?}");
    }
}

#[test]
fn deep_nesting_is_told_and_does_not_end_the_program() {
    let indented: String = (0..2_000).map(|depth| format!("{}a:\n", " ".repeat(depth))).collect();
    for text in ["[".repeat(100_000), "{a: ".repeat(50_000), "- ".repeat(50_000), "? ".repeat(50_000), indented] {
        let compiled = bytes(text.clone());
        assert!(compiled.policy.is_none(), "{text:.20}");
        sound(&compiled);
    }
}

#[test]
fn what_is_strange_but_small_is_told_too() {
    for text in [
        "\0",
        "%YAML 9.9\n---\n",
        "---\n---\n",
        "!!binary aGk=",
        "a: b: c",
        "<<: {a: 1}",
        "? {a: 1}\n: 2",
        "*a",
        "requests: {term: 99999999999999999999 months}",
        "requests: {term: -1 month}",
        "requests: {term: 1e9 days}",
        "retention: {r: {keep: 65535 years after x}}",
        "activities: {'': {data: ['']}}",
        "pack: [a]",
        "kind: 3",
        "extends: [own]",
        "extends: ['../../etc/passwd']",
        "subjects: {a: {trace: ['99999999999']}}",
        "\u{feff}",
    ] {
        let compiled = single(text);
        assert!(!compiled.diagnostics.is_empty(), "{text:?}");
        sound(&compiled);
    }
}

/// The files of a real pack and its vocabulary, in memory.
static REAL: LazyLock<[Vec<PackFile>; 2]> = LazyLock::new(|| {
    ["woonbron", "sector"].map(|name| Disk::project().read(name).expect("the packs of the project are there"))
});

/// A real pack in which `change` has been made to one file of the corporation.
fn changed(file: &Index, change: impl FnOnce(&mut Vec<u8>)) -> Compiled {
    let [own, sector] = &*REAL;
    let chosen = file.index(own.len());
    let mut change = Some(change);
    let mut packs = Packs::default();
    for (number, file) in own.iter().enumerate() {
        let mut bytes = file.bytes.clone();
        if let Some(change) = (number == chosen).then(|| change.take()).flatten() {
            change(&mut bytes);
        }
        packs = packs.file("woonbron", &number.to_string(), bytes);
    }
    for (number, file) in sector.iter().enumerate() {
        packs = packs.file("sector", &number.to_string(), file.bytes.clone());
    }
    compile(&mut packs, "woonbron").expect("the pack is there")
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn any_bytes_are_answered(content in proptest::collection::vec(any::<u8>(), 0..2_000)) {
        sound(&bytes(content));
    }

    #[test]
    fn any_text_of_yaml_signs_is_answered(text in "[\\-?:,{}\\[\\]&*!|>'\"%@`#a-c0-9 \n\t]{0,300}") {
        sound(&bytes(text));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn a_pack_with_bytes_overwritten_is_answered(
        file in any::<Index>(),
        places in proptest::collection::vec((any::<Index>(), any::<u8>()), 1..8),
    ) {
        sound(&changed(&file, |bytes| places.iter().for_each(|(place, byte)| {
            let place = place.index(bytes.len());
            bytes[place] = *byte;
        })));
    }

    #[test]
    fn a_pack_that_breaks_off_is_answered(file in any::<Index>(), end in any::<Index>()) {
        sound(&changed(&file, |bytes| bytes.truncate(end.index(bytes.len()))));
    }

    #[test]
    fn a_pack_with_lines_moved_doubled_or_lost_is_answered(
        file in any::<Index>(), from in any::<Index>(), to in any::<Index>(), keep in any::<bool>(),
    ) {
        sound(&changed(&file, |bytes| {
            let mut lines: Vec<Vec<u8>> = bytes.split_inclusive(|b| *b == b'\n').map(<[u8]>::to_vec).collect();
            let line = from.index(lines.len());
            let moved = if keep { lines[line].clone() } else { lines.remove(line) };
            lines.insert(to.index(lines.len() + 1), moved);
            *bytes = lines.concat();
        }));
    }

    #[test]
    fn a_pack_with_a_word_replaced_is_answered(
        file in any::<Index>(), word in any::<Index>(), other in prop_oneof![
            Just("name".to_owned()), Just("null".to_owned()), Just("[]".to_owned()), Just("{}".to_owned()),
            Just("as long as needed".to_owned()), Just("0 years after x".to_owned()), "[a-z_]{1,12}", "[0-9]{1,25}",
        ],
    ) {
        sound(&changed(&file, |bytes| {
            let text = String::from_utf8_lossy(bytes).into_owned();
            let mut words: Vec<&str> = text.split(' ').collect();
            let place = word.index(words.len());
            words[place] = &other;
            *bytes = words.join(" ").into_bytes();
        }));
    }
}
