//! Data to take along (Art. 20) in the shape of VERA 4.3, the data standard of Dutch housing corporations: as JSON, and
//! the same as CSV. What VERA has no field for goes along as `extra-attributen`.

mod shape;

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde_json::{Map, Value, json};

use self::shape::{COLLECTIONS, Collection, Field, Kind, Link, OTHERS, contact_kind};

/// One value of a record. Holds opened personal data: no `Debug`.
#[allow(missing_debug_implementations, reason = "holds opened personal data")]
pub struct PortableValue<'a> {
    /// Item id of the policy.
    pub item: Option<&'a str>,
    /// The name of the field in its source.
    pub field: &'a str,
    pub label: &'a str,
    pub value: &'a str,
}

/// A file of the package: the objects of a collection, or a part of them.
#[allow(missing_debug_implementations, reason = "holds opened personal data")]
pub struct VeraFile {
    pub name: String,
    pub media_type: &'static str,
    pub bytes: Vec<u8>,
}

/// A package in the making. Only objects that are not yet in a file are in memory.
#[allow(missing_debug_implementations, reason = "holds opened personal data")]
#[derive(Default)]
pub struct VeraPackage {
    waiting: BTreeMap<&'static str, Vec<Map<String, Value>>>,
    /// Objects of each collection so far, and files.
    made: BTreeMap<&'static str, (u64, u32)>,
    /// Persons of each source so far.
    persons: BTreeMap<String, u32>,
}

impl VeraPackage {
    /// Adds a record of a source; `class` is what people call its kind.
    pub fn add(&mut self, source: &str, class: &str, values: &[PortableValue<'_>]) {
        let collection = collection_of(values);
        let mut object = Map::new();
        let mut extra = Vec::new();
        for value in values.iter().filter(|value| !value.value.is_empty()) {
            let field = field_of(collection, value, &object);
            match field.and_then(|field| Some((field, typed(field.kind, value.value)?))) {
                Some((field, typed)) => set(&mut object, field.name, typed),
                None => extra.push(json!({"naam": value.label, "waarde": value.value})),
            }
            if let ("contactgegevens", Some(item)) = (collection.name, value.item) {
                set(&mut object, "soort.code", json!(contact_kind(item)));
            }
        }
        if collection.name == OTHERS.name {
            set(&mut object, "titel", json!(class));
        }
        if !extra.is_empty() {
            object.insert("extra-attributen".into(), Value::Array(extra));
        }
        let (count, _) = self.made.entry(collection.name).or_default();
        *count += 1;
        let id = match collection.link {
            Link::Person => {
                let number = self.persons.entry(source.to_owned()).or_default();
                *number += 1;
                if *number == 1 { source.to_owned() } else { format!("{source}-{number}") }
            }
            _ => format!("{source}-{count}"),
        };
        object.insert("id".into(), id.into());
        match collection.link {
            Link::Person => {}
            Link::One => set(&mut object, "relatie.id", json!(source)),
            Link::Many => set(&mut object, "relaties", json!([{"id": source}])),
            Link::Addresses => set(&mut object, "relaties", json!([format!("natuurlijk-personen/{source}")])),
        }
        self.waiting.entry(collection.name).or_default().push(object);
    }

    /// Collections with at least so many objects become files.
    ///
    /// # Errors
    /// None in practice: texts always become JSON and CSV.
    pub fn files(&mut self, at_least: usize) -> Result<Vec<VeraFile>, csv::Error> {
        let mut files = Vec::new();
        for collection in COLLECTIONS.iter().chain([&OTHERS]) {
            let full = |objects: &&mut Vec<_>| !objects.is_empty() && objects.len() >= at_least;
            let Some(objects) = self.waiting.get_mut(collection.name).filter(full).map(std::mem::take) else {
                continue;
            };
            let (_, number) = self.made.entry(collection.name).or_default();
            *number += 1;
            let name = if *number == 1 { collection.name.to_owned() } else { format!("{}-{number}", collection.name) };
            let table = table(collection, &objects)?;
            let list = Value::Array(objects.into_iter().map(Value::Object).collect()).to_string();
            let json =
                VeraFile { name: format!("{name}.json"), media_type: "application/json", bytes: list.into_bytes() };
            files.extend([json, VeraFile { name: format!("{name}.csv"), media_type: "text/csv", bytes: table }]);
        }
        Ok(files)
    }
}

/// The collection that most items belong in.
fn collection_of(values: &[PortableValue<'_>]) -> &'static Collection {
    let has = |collection: &Collection, item: &str| collection.fields.iter().any(|one| one.items.contains(&item));
    let fits = |collection: &&Collection| {
        values.iter().filter(|one| one.item.is_some_and(|item| has(collection, item))).count()
    };
    COLLECTIONS.iter().rev().max_by_key(fits).filter(|best| fits(best) > 0).unwrap_or(&OTHERS)
}

/// The field of a value: of the same name, else the first free one of its item.
fn field_of<'c>(
    collection: &'c Collection,
    value: &PortableValue<'_>,
    object: &Map<String, Value>,
) -> Option<&'c Field> {
    let name = camel(value.field);
    let last = |field: &Field| field.name.rsplit('.').next().is_some_and(|last| last == name);
    let is_free = |field: &&Field| get(object, field.name).is_none();
    if let Some(field) = collection.fields.iter().find(|field| last(field)) {
        return Some(field).filter(is_free);
    }
    let item = value.item?;
    let mut of_item =
        collection.fields.iter().filter(|field| field.items.contains(&item) && field.kind != Kind::Number);
    of_item.find(|field| is_free(field) && typed(field.kind, value.value).is_some())
}

/// The value as VERA has it; `None` where it is no such value.
fn typed(kind: Kind, value: &str) -> Option<Value> {
    match kind {
        Kind::Text => Some(value.into()),
        Kind::Date => value.get(..10).and_then(|day| day.parse::<Date>().ok()).map(|day| day.to_string().into()),
        Kind::Number => value.parse::<serde_json::Number>().ok().map(Value::Number),
        Kind::Reference => Some(json!({"naam": value})),
    }
}

/// `burgerlijke_staat` → `burgerlijkeStaat`.
fn camel(name: &str) -> String {
    let mut parts = name.split('_');
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |out, part| out + &crate::words::capital(part))
}

fn set(object: &mut Map<String, Value>, path: &str, value: Value) {
    match path.split_once('.') {
        None => drop(object.insert(path.to_owned(), value)),
        Some((first, rest)) => {
            let inner = object.entry(first).or_insert_with(|| Value::Object(Map::new()));
            if let Value::Object(inner) = inner {
                set(inner, rest, value);
            }
        }
    }
}

fn get<'o>(object: &'o Map<String, Value>, path: &str) -> Option<&'o Value> {
    match path.split_once('.') {
        None => object.get(path),
        Some((first, rest)) => get(object.get(first)?.as_object()?, rest),
    }
}

/// The objects as a table: a column per field, what is no field as JSON in the last.
fn table(collection: &Collection, objects: &[Map<String, Value>]) -> Result<Vec<u8>, csv::Error> {
    let mut table = csv::Writer::from_writer(Vec::new());
    let fields: Vec<&str> = collection.fields.iter().map(|field| field.name).collect();
    let link = if collection.link == Link::One { "relatie.id" } else { "relaties" };
    let ends = [link, "extra-attributen"];
    table.write_record(["id"].iter().chain(&fields).chain(&ends))?;
    for object in objects {
        let cell = |path: &&str| match get(object, path) {
            None | Some(Value::Null) => String::new(),
            Some(Value::String(text)) => text.clone(),
            Some(Value::Object(reference)) if reference.contains_key("naam") => {
                reference["naam"].as_str().unwrap_or_default().to_owned()
            }
            Some(other) => other.to_string(),
        };
        table.write_record(["id"].iter().chain(&fields).chain(&ends).map(cell))?;
    }
    table.into_inner().map_err(|error| error.into_error().into())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value<'a>(item: Option<&'a str>, field: &'a str, value: &'a str) -> PortableValue<'a> {
        PortableValue { item, field, label: field, value }
    }

    /// Name → content, JSON parsed.
    fn files(package: &mut VeraPackage, at_least: usize) -> BTreeMap<String, Value> {
        let content = |file: VeraFile| {
            let text = String::from_utf8(file.bytes).unwrap();
            let content = if file.name.ends_with(".json") { serde_json::from_str(&text).unwrap() } else { text.into() };
            (file.name, content)
        };
        package.files(at_least).unwrap().into_iter().map(content).collect()
    }

    #[test]
    fn values_go_to_the_field_of_their_name_or_item() {
        let mut package = VeraPackage::default();
        let person = [
            value(Some("name"), "tussenvoegsels", "van der"),
            value(Some("name"), "achternaam", "Melding"),
            value(Some("birth_date"), "geboren", "1984-03-12"),
            value(Some("marital_status"), "burgerlijke_staat", "gehuwd"),
            value(None, "kleur", "blauw"),
        ];
        package.add("erp", "Persoon", &person);
        package.add("erp", "E-mail", &[value(Some("email"), "adres", "a@example.nl")]);
        package.add(
            "erp",
            "Adres",
            &[value(Some("address"), "straat", "Weg 1, \"2\""), value(Some("city"), "plaats", "Ede")],
        );
        package.add("erp", "Huur", &[value(Some("rent_amount"), "huurprijs_cent", "70000")]);
        package.add("erp", "Pas", &[value(Some("access_tag"), "pasnummer", "P1")]);
        let files = files(&mut package, 1);
        let person = &files["natuurlijk-personen.json"][0];
        assert_eq!(person["achternaam"], "Melding");
        assert_eq!((&person["tussenvoegsels"], &person["geboortedatum"]), (&json!("van der"), &json!("1984-03-12")));
        assert_eq!(person["burgerlijkeStaat"], json!({"naam": "gehuwd"}));
        assert_eq!(person["extra-attributen"], json!([{"naam": "kleur", "waarde": "blauw"}]));
        let email = &files["contactgegevens.json"][0];
        assert_eq!((&email["waarde"], &email["soort"]["code"]), (&json!("a@example.nl"), &json!("EMA")));
        assert_eq!(email["relatie"]["id"], person["id"]);
        assert_eq!(files["relatie-adressen.json"][0]["adres"]["woonplaats"]["naam"], "Ede");
        let rent = &files["huurovereenkomsten.json"][0];
        assert!(rent.get("brutohuur").is_none(), "cents are no euros");
        assert_eq!(rent["extra-attributen"][0]["waarde"], "70000");
        assert_eq!(rent["relaties"][0], "natuurlijk-personen/erp");
        assert_eq!(files["informatieobjecten.json"][0]["titel"], "Pas");
        let table = files["relatie-adressen.csv"].as_str().unwrap();
        assert!(table.contains("\"Weg 1, \"\"2\"\"\"") && table.lines().count() == 2, "{table}");
    }

    #[test]
    fn many_records_come_in_several_files() {
        let mut package = VeraPackage::default();
        for number in 0..5 {
            package.add("erp", "Telefoon", &[value(Some("phone"), "nummer", &number.to_string())]);
            if number == 2 {
                assert_eq!(files(&mut package, 3).keys().next().unwrap(), "contactgegevens.csv");
                assert!(files(&mut package, 1).is_empty());
            }
        }
        let rest = files(&mut package, 1);
        assert_eq!(rest["contactgegevens-2.json"].as_array().unwrap().len(), 2);
        assert_eq!(rest["contactgegevens-2.json"][1]["id"], "erp-5");
    }
}
