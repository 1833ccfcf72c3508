//! Compares an annotation with the live database and with the policy.

use std::collections::BTreeSet;

use gestand_policy::model::Document;
use gestand_policy::{Bilingual, Severity};
use sqlx::{Row, SqliteConnection};

use super::SqliteSource;
use super::schema::{LiveColumn, Schema, quote};
use super::sql::{ISO, Sql};
use crate::annotation::{Class, Delete};
use crate::looks::{name_is_personal, values_look};
use crate::path::Link;
use crate::{Mode, Source, SourceError, SourceFinding};

/// How many values of a column are looked at, in memory.
const SAMPLE: u32 = 200;

/// A table and columns of it.
type Columns = (String, Vec<String>);

impl SqliteSource {
    /// All that is wrong or doubtful.
    ///
    /// # Errors
    /// When the database cannot be read; a table or column that is not there is a finding.
    pub(super) async fn check(&self, policy: &Document) -> Result<Vec<SourceFinding>, SourceError> {
        let (mut conn, schema) = self.reader().await?;
        let mut found = self.names(&schema);
        found.extend(crate::source::unknown_ids(policy, &self.classes()));
        found.extend(self.uncovered(&mut conn, &schema).await?);
        found.extend(self.indexes(&mut conn, &schema).await?);
        found.extend(self.changes_possible(&mut conn, &schema).await?);
        Ok(found)
    }

    /// Every place of the annotation that names a column: (where it is said, table, column).
    fn places(&self) -> Vec<(String, String, String)> {
        let person = &self.file.person;
        let mut places = Vec::new();
        let mut say = |place: &str, table: &str, column: &str| {
            places.push((place.to_owned(), table.to_owned(), column.to_owned()));
        };
        for column in person.key.iter().chain(&person.name) {
            say("person", &person.table, column);
        }
        let fields =
            [&person.relation_number, &person.birth_date, &person.email, &person.phone, &person.postcode, &person.city];
        for field in fields.into_iter().flatten() {
            walk(&person.table, &field.path, |table, column| say("person", table, column));
            let end = field.path.last().map_or(&person.table, |link| &link.table);
            say("person", end, &field.column);
        }
        for (id, class) in &self.file.classes {
            for column in class.key.iter().chain(class.columns.keys()) {
                say(id, &class.table, column);
            }
            for event in class.events.values() {
                let end = event.path.last().map_or(&class.table, |link| &link.table);
                say(id, end, &event.column);
            }
            let conditions = class.marks.values().chain(&class.condition);
            for condition in conditions.chain(class.subjects.iter().filter_map(|subject| subject.condition.as_ref())) {
                if !condition.column.is_empty() {
                    say(id, condition.table.as_ref().unwrap_or(&class.table), &condition.column);
                }
            }
            for path in paths(class) {
                walk(&class.table, path, |table, column| say(id, table, column));
            }
        }
        places
    }

    fn names(&self, schema: &Schema) -> Vec<SourceFinding> {
        let mut found = Vec::new();
        let mut seen = BTreeSet::new();
        for (place, table, column) in self.places() {
            let (code, name) = match schema.live(&table, &column) {
                Ok(_) => continue,
                Err(SourceError::UnknownTable { .. }) => ("S0001", table.clone()),
                Err(_) => ("S0002", format!("{table}.{column}")),
            };
            if seen.insert(name.clone()) {
                found.push(SourceFinding {
                    code,
                    severity: Severity::Error,
                    message: Bilingual::new(
                        format!("'{name}' bestaat niet in de bron; de annotatie noemt het bij '{place}'"),
                        format!("'{name}' is not in the source; the annotation names it at '{place}'"),
                    ),
                    help: Bilingual::new(
                        "Pas de annotatie aan of herstel de bron.",
                        "Correct the annotation or restore the source.",
                    ),
                    place: name,
                });
            }
        }
        found
    }

    /// Columns that no class tells of, and plain columns with values that look personal.
    async fn uncovered(&self, conn: &mut SqliteConnection, schema: &Schema) -> Result<Vec<SourceFinding>, SourceError> {
        let told: BTreeSet<(String, String)> =
            self.places().into_iter().map(|(_, table, column)| (table, column)).collect();
        let mut found = Vec::new();
        for (table, columns) in &schema.tables {
            for live in columns {
                let plain = self.file.classes.values().filter(|class| class.table == *table).any(|class| {
                    class.columns.get(&live.name).is_some_and(|column| column.plain && !column.own_number)
                });
                let known = told.contains(&(table.clone(), live.name.clone()));
                if known && !plain {
                    continue;
                }
                let looks = values_look(&self.sample(conn, table, live).await?);
                let place = format!("{table}.{}", live.name);
                match (known, looks) {
                    (true, None) => {}
                    (true, Some(looks)) => found.push(finding(
                        "S0005",
                        Severity::Warning,
                        place,
                        (
                            format!("staat als `plain`, maar lijkt {} te bevatten", looks.nl()),
                            format!("is `plain`, but seems to hold {}", looks.en()),
                        ),
                        ("Geef de kolom een item.".to_owned(), "Give the column an item.".to_owned()),
                    )),
                    (false, looks) => {
                        let personal = looks.is_some() || name_is_personal(&live.name);
                        let (nl, en) = match looks {
                            Some(looks) => (
                                format!(" en lijkt {} te bevatten", looks.nl()),
                                format!(" and seems to hold {}", looks.en()),
                            ),
                            None if personal => {
                                (" en lijkt een persoonsgegeven".to_owned(), " and looks like personal data".to_owned())
                            }
                            None => (String::new(), String::new()),
                        };
                        found.push(finding(
                            if personal { "S0004" } else { "S0003" },
                            Severity::Error,
                            place,
                            (format!("staat niet in de annotatie{nl}"), format!("is not in the annotation{en}")),
                            (
                                "Geef de kolom een item, of `plain: true` als het geen persoonsgegeven is.".to_owned(),
                                "Give the column an item, or `plain: true` if it is no personal data.".to_owned(),
                            ),
                        ));
                    }
                }
            }
        }
        Ok(found)
    }

    async fn sample(
        &self,
        conn: &mut SqliteConnection,
        table: &str,
        live: &LiveColumn,
    ) -> Result<Vec<String>, SourceError> {
        let column = quote(&live.name);
        let sql = Sql::new(format!(
            "SELECT CAST({column} AS TEXT) FROM {} WHERE typeof({column}) IN ('text', 'integer') LIMIT {SAMPLE}",
            quote(table)
        ));
        let place = format!("{table}.{}", live.name);
        let rows = sql.query().fetch_all(conn).await.map_err(|error| self.failed(&place, &error))?;
        Ok(rows.iter().filter_map(|row| row.try_get::<String, _>(0).ok()).collect())
    }

    /// Subject paths and events without an index: correct, but slow.
    async fn indexes(&self, conn: &mut SqliteConnection, schema: &Schema) -> Result<Vec<SourceFinding>, SourceError> {
        let mut wanted: BTreeSet<Columns> = BTreeSet::new();
        for class in self.file.classes.values() {
            for subject in &class.subjects {
                let mut table = &class.table;
                for link in &subject.path {
                    wanted.insert((table.clone(), link.from.clone()));
                    wanted.insert((link.table.clone(), link.to.clone()));
                    table = &link.table;
                }
            }
            let events = class.events.values();
            for path in events.clone().map(|event| &event.path).chain(&class.children).chain(&class.keep_while) {
                wanted.extend(path.iter().map(|link| (link.table.clone(), link.to.clone())));
            }
            for event in events.filter(|event| event.path.is_empty()) {
                wanted.insert((class.table.clone(), vec![event.column.clone()]));
            }
        }
        let indexes = self.live_indexes(conn).await?;
        let mut found = Vec::new();
        for (table, columns) in wanted {
            let Ok(live) = schema.columns(&table) else { continue };
            if columns.iter().any(|column| schema.live(&table, column).is_err()) {
                continue;
            }
            let mut primary: Vec<&LiveColumn> = live.iter().filter(|column| column.primary > 0).collect();
            primary.sort_by_key(|column| column.primary);
            let primary: Vec<String> = primary.into_iter().map(|column| column.name.clone()).collect();
            let serves = |index: &[String]| {
                index.len() >= columns.len() && columns.iter().all(|column| index[..columns.len()].contains(column))
            };
            if serves(&primary) || indexes.iter().any(|(on, index)| *on == table && serves(index)) {
                continue;
            }
            let names: Vec<String> = columns.iter().map(|column| quote(column)).collect();
            let index = quote(&format!("ix_{table}_{}", columns.join("_")));
            let ddl = format!("CREATE INDEX {index} ON {} ({})", quote(&table), names.join(", "));
            found.push(finding(
                "S0006",
                Severity::Warning,
                format!("{table}.{}", columns.join("+")),
                (
                    "heeft geen index; zoeken en bewaartermijnen worden traag".to_owned(),
                    "has no index; searching and retention will be slow".to_owned(),
                ),
                (format!("Voeg toe: {ddl};"), format!("Add: {ddl};")),
            ));
        }
        Ok(found)
    }

    /// What would make a deletion or a clearing fail halfway, and keys and events that say nothing.
    async fn changes_possible(
        &self,
        conn: &mut SqliteConnection,
        schema: &Schema,
    ) -> Result<Vec<SourceFinding>, SourceError> {
        let rows = sqlx::query(
            "SELECT DISTINCT f.\"table\", m.name FROM sqlite_schema m JOIN pragma_foreign_key_list(m.name) f \
             WHERE m.type = 'table' AND f.on_delete NOT IN ('CASCADE', 'SET NULL', 'SET DEFAULT') ORDER BY 1, 2",
        )
        .fetch_all(&mut *conn)
        .await
        .map_err(|error| self.failed("", &error))?;
        let references: Vec<(String, String)> = rows.iter().map(|row| (row.get(0), row.get(1))).collect();
        let mut found = Vec::new();
        for (id, class) in self.file.classes.iter().filter(|(_, class)| schema.columns(&class.table).is_ok()) {
            let told = |table: &str| {
                class.children.iter().chain(&class.keep_while).any(|path| super::end_table(path) == Some(table))
            };
            if class.delete == Delete::Row && self.file.mode == Mode::Write {
                for (table, child) in &references {
                    if *table == class.table && !told(child) {
                        found.push(finding(
                            "S0007",
                            Severity::Warning,
                            class.table.clone(),
                            (
                                format!("'{child}' verwijst hierheen; rijen van '{id}' met zo'n verwijzing zijn niet te verwijderen"),
                                format!("'{child}' refers to it; rows of '{id}' with such a reference cannot be deleted"),
                            ),
                            ("Noem de tabel bij `children` of `keep_while`.".to_owned(), "Name the table in `children` or `keep_while`.".to_owned()),
                        ));
                    }
                }
            }
            for (name, ..) in class.subject_columns().filter(|(.., column)| column.clear) {
                if let Ok(live) = schema.live(&class.table, name)
                    && (live.not_null || live.primary > 0)
                    && !live.is_text()
                {
                    found.push(finding(
                        "S0008",
                        Severity::Error,
                        format!("{}.{name}", class.table),
                        (
                            "mag niet leeg zijn en is geen tekst, dus is niet leeg te maken".to_owned(),
                            "may not be empty and is no text, so it cannot be cleared".to_owned(),
                        ),
                        (
                            "Zet `clear: false` bij de kolom, of sta NULL toe.".to_owned(),
                            "Put `clear: false` at the column, or allow NULL.".to_owned(),
                        ),
                    ));
                }
            }
            found.extend(self.keys_and_days(conn, schema, id, class).await?);
        }
        Ok(found)
    }

    async fn keys_and_days(
        &self,
        conn: &mut SqliteConnection,
        schema: &Schema,
        id: &str,
        class: &Class,
    ) -> Result<Vec<SourceFinding>, SourceError> {
        let mut found = Vec::new();
        let table = quote(&class.table);
        let mut count = async |test: String| {
            let sql = Sql::new(format!("SELECT COUNT(*) FROM {table} WHERE {test}"));
            let row = sql.query().fetch_one(&mut *conn).await.map_err(|error| self.failed(id, &error))?;
            Ok::<i64, SourceError>(row.get(0))
        };
        for name in &class.key {
            let Ok(live) = schema.live(&class.table, name) else { continue };
            if !live.can_be_key() || count(format!("{} IS NULL", quote(name))).await? > 0 {
                found.push(finding(
                    "S0009",
                    Severity::Error,
                    format!("{}.{name}", class.table),
                    (
                        "is geen bruikbare sleutel: leeg in een rij, of zonder type".to_owned(),
                        "is no usable key: empty in a row, or without a type".to_owned(),
                    ),
                    ("Kies een sleutel die elke rij heeft.".to_owned(), "Choose a key that every row has.".to_owned()),
                ));
            }
        }
        for (event, field) in class.events.iter().filter(|(_, field)| field.path.is_empty()) {
            if schema.live(&class.table, &field.column).is_err() {
                continue;
            }
            let column = quote(&field.column);
            let wrong = count(format!("{column} IS NOT NULL AND {column} <> '' AND NOT {column} GLOB {ISO}")).await?;
            if wrong > 0 {
                found.push(finding(
                    "S0010",
                    Severity::Error,
                    format!("{}.{}", class.table, field.column),
                    (
                        format!("heeft {wrong} waarden die geen dag zijn (JJJJ-MM-DD); '{event}' telt daar niet"),
                        format!("has {wrong} values that are no day (YYYY-MM-DD); '{event}' does not count there"),
                    ),
                    (
                        "Herstel de waarden; de rijen vervallen nu nooit.".to_owned(),
                        "Correct the values; these rows never fall due.".to_owned(),
                    ),
                ));
            }
        }
        Ok(found)
    }

    /// Whole indexes: table and columns in order.
    async fn live_indexes(&self, conn: &mut SqliteConnection) -> Result<Vec<Columns>, SourceError> {
        let rows = sqlx::query(
            "SELECT m.name, l.name, i.name FROM sqlite_schema m JOIN pragma_index_list(m.name) l \
             JOIN pragma_index_info(l.name) i WHERE m.type = 'table' AND l.partial = 0 ORDER BY m.name, l.name, i.seqno",
        )
        .fetch_all(conn)
        .await
        .map_err(|error| self.failed("", &error))?;
        let mut indexes: Vec<(String, Columns)> = Vec::new();
        for row in rows {
            let (table, index): (String, String) = (row.get(0), row.get(1));
            // An index on an expression has no column name; it serves no path.
            let column = row.get::<Option<String>, _>(2).unwrap_or_default();
            match indexes.last_mut() {
                Some((name, (_, columns))) if *name == index => columns.push(column),
                _ => indexes.push((index, (table, vec![column]))),
            }
        }
        Ok(indexes.into_iter().map(|(_, columns)| columns).collect())
    }
}

/// The paths of a class, events' paths included.
fn paths(class: &Class) -> impl Iterator<Item = &Vec<Link>> {
    let subjects = class.subjects.iter().map(|subject| &subject.path);
    subjects.chain(class.events.values().map(|event| &event.path)).chain(&class.children).chain(&class.keep_while)
}

fn walk(base: &str, path: &[Link], mut say: impl FnMut(&str, &str)) {
    let mut table = base;
    for link in path {
        link.from.iter().for_each(|column| say(table, column));
        link.to.iter().for_each(|column| say(&link.table, column));
        table = &link.table;
    }
}

fn finding(
    code: &'static str,
    severity: Severity,
    place: String,
    message: (String, String),
    help: (String, String),
) -> SourceFinding {
    let message = Bilingual::new(format!("'{place}' {}", message.0), format!("'{place}' {}", message.1));
    SourceFinding { code, severity, message, place, help: Bilingual::new(help.0, help.1) }
}
