//! Every key of the policy language is read by something: without it the statement, the register, the findings or the
//! decisions are other ones. A key that nothing reads would be a promise that nobody keeps.
#![allow(clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod common;

use std::collections::{BTreeMap, BTreeSet};

use common::{Packs, all_packs};
use gestand_policy::{Compiled, PackFile, PackReader, Policy, ReadError, compile_on};
use gestand_publish::{Lang, register, statement, statement_json};
use jiff::civil::date;
use serde_json::{Map, Value};

/// Keys about the pack or its source, which the trace and the loader read, and the table of the law.
const NOT_SAID: [(&str, &str); 7] = [
    ("*", "trace"),
    ("Document", "pack"),
    ("Document", "kind"),
    ("Document", "extends"),
    ("Document", "about"),
    ("Document", "law"),
    // Judged per record by the crate `cases`, whose tests show it.
    ("Exclusion", "mark"),
];

/// How many places of a key are tried before it counts as unread.
const TRIES: usize = 4;

/// A pack of this test.
const EVERY_KEY: &str = "every_key";

/// The files of one pack, changed; all other packs as they are.
struct Edited<'f> {
    name: &'f str,
    files: &'f [Value],
}

impl PackReader for Edited<'_> {
    fn read(&mut self, name: &str) -> Result<Vec<PackFile>, ReadError> {
        if name != self.name {
            return read(name);
        }
        // JSON is YAML.
        let file = |(number, value): (usize, &Value)| PackFile {
            path: format!("{name}/{number}.yaml"),
            bytes: value.to_string().into_bytes(),
        };
        Ok(self.files.iter().enumerate().map(file).collect())
    }
}

fn read(name: &str) -> Result<Vec<PackFile>, ReadError> {
    if name != EVERY_KEY {
        return Packs("").read(name);
    }
    let bytes = include_bytes!("packs/every_key/pack.yaml").to_vec();
    Ok(vec![PackFile { path: "every_key/pack.yaml".into(), bytes }])
}

fn load(name: &str) -> Vec<Value> {
    let text = |file: &PackFile| String::from_utf8(file.bytes.clone()).expect("UTF-8");
    let files = read(name).expect("a pack");
    files.iter().map(|file| serde_saphyr::from_str(&text(file)).expect("YAML")).collect()
}

/// What people and programs see of a policy, cheapest first.
type Views = [fn(&Compiled, &Policy) -> String; 4];

const VIEWS: Views = [
    |compiled, _| {
        let found = compiled.diagnostics.iter().map(|found| (found.code, &found.message.en));
        format!("{:?}", found.collect::<BTreeSet<_>>())
    },
    |_, policy| without_places(&format!("{:?}", policy.tables)),
    |_, policy| {
        let mut statement = statement(policy, Lang::Nl);
        statement.policy_version = String::new();
        statement_json(&statement).to_string()
    },
    |_, policy| {
        let mut register = register::register(policy, Lang::Nl);
        register.policy_version = String::new();
        format!("{register:?}")
    },
];

/// Spans differ where a line went.
fn without_places(tables: &str) -> String {
    tables.split("Span {").map(|part| part.split_once('}').map_or(part, |(_, rest)| rest)).collect()
}

/// The pack `looked_at`, with the files of `name` changed.
fn compiled(looked_at: &str, name: &str, files: &[Value]) -> Compiled {
    compile_on(&mut Edited { name, files }, looked_at, Some(date(2026, 11, 20))).expect("the pack is there")
}

/// Whether `looked_at` looks other than `before`.
fn differs(looked_at: &str, name: &str, files: &[Value], before: &[String]) -> bool {
    let compiled = compiled(looked_at, name, files);
    let Some(policy) = &compiled.policy else { return true };
    VIEWS.iter().zip(before).any(|(view, before)| view(&compiled, policy) != *before)
}

/// Where a key stands: file, path of map keys and list positions.
type Place = (usize, Vec<String>);

/// Collects the places of every key of every struct of the language, following the JSON Schema along the value.
fn places(
    schema: &Value,
    at: &Value,
    value: &Value,
    place: &mut Place,
    found: &mut BTreeMap<(String, String), Vec<Place>>,
) {
    let (name, node) = resolve(schema, at);
    if let Some(items) = node.get("items") {
        for (position, item) in value.as_array().into_iter().flatten().enumerate() {
            place.1.push(position.to_string());
            places(schema, items, item, place, found);
            place.1.pop();
        }
    }
    for (key, inner) in value.as_object().into_iter().flatten() {
        let field = node.get("properties").and_then(|properties| properties.get(key));
        if let (Some(_), Some(name)) = (field, &name) {
            let mut here = place.clone();
            here.1.push(key.clone());
            found.entry((name.clone(), key.clone())).or_default().push(here);
        }
        if let Some(next) = field.or_else(|| node.get("additionalProperties").filter(|more| more.is_object())) {
            place.1.push(key.clone());
            places(schema, next, inner, place, found);
            place.1.pop();
        }
    }
}

/// The definition behind a reference, with its name; of an alternative, the one that is not null.
fn resolve<'s>(schema: &'s Value, at: &'s Value) -> (Option<String>, &'s Value) {
    if let Some(reference) = at.get("$ref").and_then(Value::as_str) {
        let name = reference.trim_start_matches("#/$defs/").to_owned();
        let (_, node) = resolve(schema, &schema["$defs"][&name]);
        return (Some(name), node);
    }
    let alternatives = at.get("anyOf").and_then(Value::as_array);
    match alternatives.and_then(|all| all.iter().find(|one| one.get("type") != Some(&Value::from("null")))) {
        Some(one) => resolve(schema, one),
        None if at.get("$defs").is_some() => (Some("Document".to_owned()), at),
        None => (None, at),
    }
}

fn remove(files: &mut [Value], (file, path): &Place) {
    let mut value = &mut files[*file];
    let (last, way) = path.split_last().expect("a key");
    for step in way {
        value = match value {
            Value::Array(items) => &mut items[step.parse::<usize>().expect("a position")],
            other => &mut other[step.as_str()],
        };
    }
    if let Value::Object(fields) = value {
        fields.remove(last);
    }
}

/// Every key that the schema knows, by the struct it belongs to.
fn keys(schema: &Value) -> BTreeSet<(String, String)> {
    let of = |name: &str, node: &Value| {
        let properties = node.get("properties").and_then(Value::as_object).cloned().unwrap_or_else(Map::new);
        properties.keys().map(|key| (name.to_owned(), key.clone())).collect::<Vec<_>>()
    };
    let definitions = schema["$defs"].as_object().expect("definitions");
    let mut all: BTreeSet<_> = definitions.iter().flat_map(|(name, node)| of(name, node)).collect();
    all.extend(of("Document", schema));
    all
}

#[test]
fn every_key_of_the_language_is_read_by_something() {
    let schema = gestand_policy::schema::json_schema();
    let excused = |(owner, key): &(String, String)| {
        NOT_SAID.iter().any(|(name, excused)| (*name == "*" || name == owner) && excused == key)
    };
    let mut open: BTreeSet<(String, String)> = keys(&schema).into_iter().filter(|key| !excused(key)).collect();
    // A text has its languages: they are read where the text is. Without the table of the law the checks and the clock
    // take the same numbers from themselves.
    open.retain(|(owner, _)| owner != "Text" && owner != "LawRule");
    let mut used = BTreeSet::new();
    // Each pack as its own corporation sees it; the vocabulary as the corporation that uses the whole of it sees it.
    let mut looks: Vec<(String, String)> = all_packs().into_iter().map(|pack| (pack.clone(), pack)).collect();
    looks.push((EVERY_KEY.to_owned(), EVERY_KEY.to_owned()));
    looks.push(("model".to_owned(), "sector".to_owned()));
    for (looked_at, name) in looks {
        let files = load(&name);
        let whole = compiled(&looked_at, &name, &files);
        let policy = whole.policy.as_ref().expect("a policy");
        let before = VIEWS.map(|view| view(&whole, policy));
        let mut found = BTreeMap::new();
        for (number, file) in files.iter().enumerate() {
            places(&schema, &schema, file, &mut (number, Vec::new()), &mut found);
        }
        for (key, places) in found {
            used.insert(key.clone());
            if !open.contains(&key) {
                continue;
            }
            let without = |places: &[&Place]| {
                let mut files = files.clone();
                places.iter().for_each(|place| remove(&mut files, place));
                differs(&looked_at, &name, &files, &before)
            };
            let each = places.iter().take(TRIES).any(|place| without(&[place]));
            if each || without(&places.iter().rev().collect::<Vec<_>>()) {
                open.remove(&key);
            }
        }
    }
    let named = |read: bool| {
        let keys = open.iter().filter(|key| used.contains(*key) == read);
        keys.map(|(owner, key)| format!("{owner}.{key}")).collect::<Vec<_>>().join(" ")
    };
    assert!(open.is_empty(), "no pack uses: {}\nnothing reads: {}", named(false), named(true));
}

#[test]
fn every_word_of_an_open_list_has_a_text() {
    for (kind, words) in gestand_policy::words::OPEN_LISTS {
        for word in words {
            assert!(gestand_publish::words::is_known(kind, word), "{kind}: {word}");
        }
    }
}
