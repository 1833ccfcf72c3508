//! A first annotation of a database nobody has annotated yet, from its schema and a few values of each column. What is
//! uncertain says so; nothing sampled is kept.

mod graph;
mod guess;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use self::guess::Guess;
use super::database::{self, Database, Session};
use super::schema::{Family, LiveColumn, LiveTable, Schema};
use crate::looks::values_look;
use crate::{Kind, SourceError};

/// What an annotation says of a column, before it is written.
struct Column<'a> {
    live: &'a LiveColumn,
    guess: Guess,
    event: Option<&'static str>,
}

/// Where a database is, as a person gives it: an address, `env:NAME`, or the path of a SQLite file. Gives an annotation.
///
/// # Errors
/// The database cannot be read, or no table in it looks like persons. Neither holds the address.
pub async fn draft(address: &str) -> Result<String, SourceError> {
    let (database, kind, place) = Database::at(address)?;
    let mut session = database.whole().await?;
    let schema = session.schema.clone();
    let mut tables: BTreeMap<&str, Vec<Column>> = BTreeMap::new();
    for (table, live) in &schema.tables {
        tables.insert(table, columns(&mut session, table, live).await?);
    }
    let items = |table: &str| tables.get(table).into_iter().flatten().filter_map(|column| column.guess.item).collect();
    let person = graph::persons(&schema, items).ok_or_else(|| SourceError::Read {
        source_id: database::NEW.to_owned(),
        place: "schema".to_owned(),
        reason: "no table with a key looks like a table of persons".to_owned(),
    })?;
    Ok(write(&schema, &tables, &person, kind, &place))
}

async fn columns<'a>(session: &mut Session, table: &str, live: &'a LiveTable) -> Result<Vec<Column<'a>>, SourceError> {
    let mut found = Vec::new();
    for column in &live.columns {
        let sample = session.sample(&live.quoted, column).await.map_err(|error| SourceError::Read {
            source_id: database::NEW.to_owned(),
            place: format!("{table}.{}", column.name),
            reason: super::connection::reason(&error),
        })?;
        let long = sample.iter().any(|value| value.chars().count() > 60);
        let days = !sample.is_empty() && sample.iter().all(|value| value.get(..10).is_some_and(is_day));
        let looks = values_look(&sample).filter(|_| !matches!(column.family, Family::Int | Family::Instant));
        let guess = guess::item(table, column, looks, long);
        let event = guess::event(column, days).filter(|_| guess.item.is_none_or(|item| item != "birth_date"));
        found.push(Column { live: column, guess, event });
    }
    Ok(found)
}

fn is_day(text: &str) -> bool {
    text.parse::<jiff::civil::Date>().is_ok()
}

/// A name as YAML reads it.
fn yaml(name: &str) -> String {
    let simple = name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name.bytes().all(|b| b.is_ascii_alphanumeric() || b"_.".contains(&b))
        && !["true", "false", "null", "yes", "no", "on", "off", "y", "n"].contains(&name.to_lowercase().as_str());
    if simple { name.to_owned() } else { serde_json::Value::from(name).to_string() }
}

fn list<'a>(names: impl IntoIterator<Item = &'a String>) -> String {
    format!("[{}]", names.into_iter().map(|name| yaml(name)).collect::<Vec<_>>().join(", "))
}

fn steps(steps: &[String]) -> String {
    format!(
        "[{}]",
        steps.iter().map(|step| serde_json::Value::from(step.as_str()).to_string()).collect::<Vec<_>>().join(", ")
    )
}

fn write(schema: &Schema, tables: &BTreeMap<&str, Vec<Column>>, person: &str, kind: Kind, place: &str) -> String {
    let kind = match kind {
        Kind::Postgres => "postgres",
        Kind::Mysql => "mysql",
        _ => "sqlite",
    };
    let mut out = String::from(
        "# A first annotation, made by `gestand sources draft`: guessed from names, types and values. Read every line; then run\n\
         # `gestand sources check`. `check` beside a line: this is doubtful. The mode is `read` until you trust it.\n",
    );
    let _ = write!(out, "source: draft\nlabel: {{nl: Bron, en: Source}}\nkind: {kind}\nmode: read\n{place}\n");
    write_person(&mut out, schema, tables, person);
    out.push_str("classes:\n");
    for table in tables.keys() {
        let Some(live) = schema.tables.get(*table).filter(|live| !live.view) else { continue };
        match graph::key(live) {
            Some(key) => write_class(&mut out, schema, tables, (table, key), person),
            None => {
                let _ =
                    writeln!(out, "  # check: {table} has no key, so no row of it can be pointed at; it is left out");
            }
        }
    }
    out
}

fn write_person(out: &mut String, schema: &Schema, tables: &BTreeMap<&str, Vec<Column>>, person: &str) {
    let key = schema.tables.get(person).and_then(graph::key).unwrap_or_default();
    let _ = writeln!(out, "person:\n  table: {}\n  key: {}", yaml(person), list(key));
    let columns = tables.get(person).map_or(&[][..], Vec::as_slice);
    let of = |item: &str| {
        columns
            .iter()
            .filter(|column| column.guess.item == Some(item))
            .map(|column| &column.live.name)
            .collect::<Vec<_>>()
    };
    if let Some(number) = of("customer_number").first() {
        let _ = writeln!(out, "  relation_number: {}", yaml(number));
    }
    let names: Vec<&String> = ["first_names", "initials", "name"].into_iter().flat_map(of).collect();
    if !names.is_empty() {
        let _ = writeln!(out, "  name: {}  # check: the family name last", list(names));
    }
    for (field, item) in [
        ("birth_date", "birth_date"),
        ("email", "email"),
        ("phone", "phone"),
        ("postcode", "postcode"),
        ("city", "city"),
    ] {
        if let Some(column) = of(item).first() {
            let _ = writeln!(out, "  {field}: {}", yaml(column));
            continue;
        }
        // In a table that refers to the persons, or that they refer to.
        let elsewhere = tables.iter().filter(|(table, _)| **table != person).find_map(|(table, columns)| {
            let column = columns.iter().find(|column| column.guess.item == Some(item))?;
            let (_, path) =
                graph::ways(schema, person, table).into_iter().next().filter(|(_, path)| path.len() == 1)?;
            Some((path, &column.live.name))
        });
        if let Some((path, column)) = elsewhere {
            let _ = writeln!(out, "  {field}: {{path: {}, column: {}}}  # check", steps(&path), yaml(column));
        }
    }
}

/// The column with e-mail addresses.
fn address<'a>(columns: &'a [Column]) -> Option<&'a str> {
    let mut found = columns.iter().filter(|column| column.guess.item == Some("email"));
    found.next().map(|column| column.live.name.as_str())
}

fn write_class(
    out: &mut String,
    schema: &Schema,
    tables: &BTreeMap<&str, Vec<Column>>,
    (table, key): (&str, &[String]),
    person: &str,
) {
    let columns = tables.get(table).map_or(&[][..], Vec::as_slice);
    let persons = tables.get(person).map(Vec::as_slice);
    let id: String = table.to_lowercase().chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '_' }).collect();
    let label = serde_json::Value::from(table.replace(['_', '.'], " "));
    let _ = writeln!(out, "  {}:\n    label: {label}\n    table: {}\n    key: {}", yaml(&id), yaml(table), list(key));
    if let Some(deleted) = columns.iter().find_map(|column| guess::deleted(column.live)) {
        let _ = writeln!(out, "    deleted: {deleted}");
    }
    let mut ways = match table == person {
        true => vec![("subject".to_owned(), Vec::new())],
        false => graph::ways(schema, table, person),
    };
    let mut by_address = false;
    if let ([], Some(from), Some(to)) = (ways.as_slice(), address(columns), persons.and_then(address)) {
        ways.push(("subject".to_owned(), vec![format!("{from} ~> {person}.{to}")]));
        by_address = true;
    }
    match ways.as_slice() {
        [] => out.push_str("    # check: no foreign key leads to the persons; is this about nobody?\n"),
        ways => {
            out.push_str("    subjects:\n");
            for (role, path) in ways {
                let doubt = match (by_address, ways.len()) {
                    (true, _) => "  # check: by e-mail address",
                    (false, 1) => "",
                    _ => "  # check: the role",
                };
                let _ = writeln!(out, "      - {{role: {}, path: {}}}{doubt}", yaml(role), steps(path));
            }
        }
    }
    // What the annotation tells of without a line of its own: keys, and where the ways start.
    let begun: BTreeSet<&str> = ways
        .iter()
        .filter_map(|(_, path)| path.first()?.split(" -> ").next())
        .flat_map(|from| from.split(" + "))
        .collect();
    let links: Vec<_> = schema.references.iter().filter(|reference| reference.table == table).collect();
    let mut events: BTreeMap<&str, &str> = BTreeMap::new();
    let mut lines = String::new();
    for column in columns {
        let name = column.live.name.as_str();
        if key.iter().any(|key| key == name) || begun.contains(name) {
            continue;
        }
        if let Some(event) = column.event
            && !ways.is_empty()
            && !events.contains_key(event)
        {
            events.insert(event, name);
            continue;
        }
        let link = links.iter().any(|reference| reference.columns.iter().any(|link| link == name));
        // Of a table about nobody, and of a link, nothing is anybody's.
        let own = !ways.is_empty() && !link;
        let doubt = column.guess.doubt.filter(|_| own).map(|doubt| format!("  # check: {doubt}")).unwrap_or_default();
        let meaning = match column.guess.item.filter(|_| own) {
            Some(item) if column.guess.free_text => format!("{{item: {item}, free_text: true}}"),
            Some(item) => format!("{{item: {item}}}"),
            None => "{plain: true}".to_owned(),
        };
        let _ = writeln!(lines, "      {}: {meaning}{doubt}", yaml(name));
    }
    if !lines.is_empty() {
        let _ = write!(out, "    columns:\n{lines}");
    }
    if !events.is_empty() {
        let pairs = events.iter().map(|(event, column)| format!("{event}: {}", yaml(column)));
        let _ = writeln!(out, "    events: {{{}}}  # check: which day ends what", pairs.collect::<Vec<_>>().join(", "));
    }
}
