//! The ways from a table to the persons over the foreign keys of a database.

use std::collections::{BTreeSet, VecDeque};

use crate::sql::schema::{LiveTable, Reference, Schema};

use super::guess;

/// How many steps a way may have.
const LONGEST: usize = 4;

/// One step of a way, as an annotation writes it.
pub type Steps = Vec<String>;

fn primary<'a>(schema: &'a Schema, table: &str) -> &'a [String] {
    schema.tables.get(table).map_or(&[], |live| live.primary.as_slice())
}

/// The columns a reference leads to.
fn to<'a>(schema: &'a Schema, reference: &'a Reference) -> &'a [String] {
    if reference.to.is_empty() { primary(schema, &reference.target) } else { &reference.to }
}

fn step(from: &[String], table: &str, to: &[String]) -> String {
    format!("{} -> {table}.{}", from.join(" + "), to.join(" + "))
}

/// The columns that rows of the table are known by: its primary key, else a unique index.
pub fn key(live: &LiveTable) -> Option<&[String]> {
    let named = |columns: &&Vec<String>| !columns.is_empty() && columns.iter().all(|column| !column.is_empty());
    Some(&live.primary).filter(named).or_else(|| live.unique.iter().find(named)).map(Vec::as_slice)
}

/// The table whose rows most look like persons.
pub fn persons(schema: &Schema, items: impl Fn(&str) -> BTreeSet<&'static str>) -> Option<String> {
    let strong = ["name", "first_names", "initials", "birth_date", "email", "phone", "customer_number", "bsn"];
    let score = |table: &str| {
        let found = items(table);
        let fields = strong.iter().filter(|item| found.contains(*item)).count();
        let named = usize::from(guess::personal_table(table)) * 2;
        let referred = schema.references.iter().filter(|reference| reference.target == table).count().min(3);
        if fields == 0 { 0 } else { fields * 2 + named + referred }
    };
    let tables = schema.tables.iter().filter(|(_, live)| !live.view && key(live).is_some());
    tables
        .map(|(table, _)| (score(table), table))
        .filter(|(score, _)| *score > 2)
        .max_by_key(|(score, _)| *score)
        .map(|(_, table)| table.clone())
}

/// The ways from a table to the persons: every foreign key that leads there at once, else the shortest other way. The
/// name of each is the role that the foreign key suggests.
pub fn ways(schema: &Schema, table: &str, person: &str) -> Vec<(String, Steps)> {
    let mut direct: Vec<(String, Steps)> = Vec::new();
    for reference in
        schema.references.iter().filter(|one| one.table == table && one.target == person && table != person)
    {
        let role = reference.columns.join("_").to_lowercase();
        let role = role.strip_suffix("_id").unwrap_or(&role).to_owned();
        direct.push((role, vec![step(&reference.columns, person, to(schema, reference))]));
    }
    if let [(role, _)] = direct.as_mut_slice() {
        "subject".clone_into(role);
    }
    if !direct.is_empty() {
        return direct;
    }
    shortest(schema, table, person).map(|steps| ("subject".to_owned(), steps)).into_iter().collect()
}

/// The shortest way with at most one step against a foreign key: over a table that links both, or from what the persons
/// refer to.
fn shortest(schema: &Schema, table: &str, person: &str) -> Option<Steps> {
    let mut seen = BTreeSet::from([(table.to_owned(), false)]);
    let mut queue: VecDeque<(String, bool, Steps)> = VecDeque::from([(table.to_owned(), false, Vec::new())]);
    while let Some((at, turned, steps)) = queue.pop_front() {
        if at == person && !steps.is_empty() {
            return Some(steps);
        }
        if steps.len() == LONGEST {
            continue;
        }
        let onwards = schema
            .references
            .iter()
            .filter(|one| one.table == at)
            .map(|one| (one.target.clone(), turned, step(&one.columns, &one.target, to(schema, one))));
        // A table that points here: it links this one to others.
        let back = schema
            .references
            .iter()
            .filter(|one| one.target == at && !turned)
            .map(|one| (one.table.clone(), true, step(to(schema, one), &one.table, &one.columns)));
        for (next, turned, text) in onwards.chain(back) {
            if seen.insert((next.clone(), turned)) {
                queue.push_back((next, turned, steps.iter().cloned().chain([text]).collect()));
            }
        }
    }
    None
}
