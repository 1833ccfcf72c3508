//! Finds a person: everyone on whom a strong field matches, and what is compared of them.

use gestand_policy::decide::Permit;

use super::Inner;
use super::build::{FALSE, Sql, all_of, any_of};
use super::events::{around, field_value};
use super::schema::{Family, LiveColumn, Schema};
use super::walk::{Walk, comparable, key, key_text};
use crate::annotation::Field;
use crate::score::{Known, Wanted, judge, rank};
use crate::{Candidate, SourceError, SubjectQuery};

/// What a value is looked up as.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Look {
    Number,
    Email,
    Phone,
    BirthDate,
    Postcode,
}

impl Inner {
    /// Everyone who may be the person, the most likely first.
    pub(super) async fn find(&self, query: &SubjectQuery, permit: &Permit) -> Result<Vec<Candidate>, SourceError> {
        let wanted = Wanted::open(query, permit);
        let person = &self.file.person;
        let people = |schema: &Schema| self.people(schema, &wanted);
        let rows = self.database.read(people, |error| self.failed(&person.table, error)).await?;
        let mut found = Vec::with_capacity(rows.len());
        for mut row in rows {
            let mut at = 0;
            // One list for each field of a kind.
            let mut next = |fields: usize| -> Vec<String> {
                let from = at + 1;
                at += fields;
                let lists = (from..from + fields).map(|at| serde_json::from_str(row.str(at)).unwrap_or_default());
                lists.flat_map(|list: Vec<Option<String>>| list.into_iter().flatten()).collect()
            };
            let relation_number = next(usize::from(person.relation_number.is_some())).into_iter().next();
            let (email, phone) = (next(person.email.len()), next(person.phone.len()));
            let (postcode, birth_date) = (next(person.postcode.len()), next(person.birth_date.len()));
            let (city, name) = (next(person.city.len()), next(1));
            let key = self.key_at(&mut row, 0, person.key.len(), &person.table)?.into();
            found.push(Known { key, relation_number, email, phone, postcode, birth_date, city, name });
        }
        Ok(rank(found.into_iter().filter_map(|known| judge(&self.file.source, known, &wanted)).collect()))
    }

    /// Selects the keys of everyone on whom one of the strong fields matches.
    fn possible(&self, schema: &Schema, wanted: &Wanted) -> Result<Sql, SourceError> {
        let person = &self.file.person;
        let number: Vec<Field> = person.relation_number.iter().cloned().collect();
        let tests = [
            (Look::Number, &number, &wanted.relation_number),
            (Look::Email, &person.email, &wanted.email),
            (Look::Phone, &person.phone, &wanted.phone),
            (Look::BirthDate, &person.birth_date, &wanted.birth_date),
            (Look::Postcode, &person.postcode, &wanted.postcode),
        ];
        let own = comparable(schema, &key(schema, "t", &person.table, &person.key)?);
        let own: Vec<String> = (0..).zip(own).map(|(at, part)| format!("{part} AS k{at}")).collect();
        let own = own.join(", ");
        let mut arms = Vec::new();
        for (look, fields, value) in tests {
            let Some(value) = value else { continue };
            for field in fields {
                let walk = Walk { schema, base: &person.table, path: &field.path };
                let (expr, live) = field_value(&walk, field)?;
                let mut arm = Sql::new(format!("SELECT {own} FROM {} WHERE ", walk.rows()?));
                let test = matches(schema, look, &expr, &live, value, field.exact);
                arm.add(all_of([walk.condition(field.condition.as_ref())?, test]));
                arms.push(arm);
            }
        }
        // A name alone is looked up by its family name only when nothing stronger is given.
        if let (true, Some(family)) = (arms.is_empty(), person.name.last()) {
            let column = schema.column("t", &person.table, family)?;
            for word in &wanted.name {
                let table = schema.table(&person.table)?;
                let mut arm =
                    Sql::new(format!("SELECT {own} FROM {table} AS t WHERE {} ", schema.dialect.like(&column)));
                // SQLite knows upper and lower case of ASCII only; the names are compared for real afterwards.
                let word: String = word.chars().map(|c| if c.is_ascii() { c } else { '_' }).collect();
                arm.bind(format!("%{word}%"));
                arms.push(arm);
            }
        }
        if arms.is_empty() {
            arms.push(Sql::new(format!("SELECT {own} FROM {} AS t WHERE {FALSE}", schema.table(&person.table)?)));
        }
        Ok(Sql::join(arms, " UNION "))
    }

    /// Everyone who may be the person, and what is compared of them, in one statement.
    fn people(&self, schema: &Schema, wanted: &Wanted) -> Result<Sql, SourceError> {
        let (person, dialect) = (&self.file.person, schema.dialect);
        let own = key(schema, "t", &person.table, &person.key)?;
        let mut sql = Sql::new(format!("SELECT {}", key_text(schema, &own)));
        let kinds = [&person.email, &person.phone, &person.postcode, &person.birth_date, &person.city];
        for field in person.relation_number.iter().chain(kinds.into_iter().flatten()) {
            let walk = Walk { schema, base: &person.table, path: &field.path };
            let (value, live) = field_value(&walk, field)?;
            let text = dialect.text("{}", &live);
            sql.push(", ");
            if field.path.is_empty() {
                sql.add(around(&value, &dialect.array(&[text])));
            } else {
                sql.add(around(&value, &format!("(SELECT {} FROM {} AND ", dialect.gathered(&text), walk.hanging()?)));
                sql.add(all_of([walk.condition(field.condition.as_ref())?])).push(")");
            }
        }
        let names = person
            .name
            .iter()
            .map(|name| Ok(dialect.text(&schema.column("t", &person.table, name)?, schema.live(&person.table, name)?)));
        let names = names.collect::<Result<Vec<_>, SourceError>>()?;
        let names = if names.is_empty() { "'[]'".to_owned() } else { dialect.array(&names) };
        sql.push(&format!(", {names} FROM {} AS t JOIN (", schema.table(&person.table)?));
        sql.add(self.possible(schema, wanted)?);
        let same = (0..).zip(comparable(schema, &own)).map(|(at, part)| format!("found.k{at} = {part}"));
        sql.push(&format!(") AS found ON {}", same.collect::<Vec<_>>().join(" AND ")));
        Ok(sql)
    }
}

/// The field holds the value that is asked, in whatever notation.
fn matches(schema: &Schema, look: Look, expr: &Sql, live: &LiveColumn, value: &str, exact: bool) -> Sql {
    let dialect = schema.dialect;
    let text = dialect.text("{}", live);
    let on = |template: String, value: String| {
        let mut out = around(expr, &template);
        out.bind(value);
        out
    };
    // A place in JSON has bound values of its own, so it is compared as text.
    let bare = around(expr, "{}").finish(false);
    let column = bare.1.is_empty().then_some(bare.0);
    let same = |value: &str| match &column {
        Some(column) => dialect.same(column, live, value),
        None => on("{} = ".to_owned(), value.to_owned()),
    };
    match look {
        Look::Number => same(value),
        Look::BirthDate if live.family == Family::Date => same(value),
        Look::BirthDate => on(format!("{} = ", dialect.day_of(&text)), value.to_owned()),
        Look::Email if exact => same(value),
        Look::Email => on(format!("{} = ", dialect.folded(&text)), value.to_owned()),
        Look::Phone if value.is_empty() => Sql::new(FALSE),
        Look::Phone if exact => any_of(["0", "+31", "0031", ""].iter().map(|start| same(&format!("{start}{value}")))),
        Look::Phone => {
            let stripped = [" ", "-", "(", ")", "."];
            let bare = stripped.iter().fold(text, |inner, strip| format!("replace({inner}, '{strip}', '')"));
            on(format!("{bare} LIKE "), format!("%{value}"))
        }
        Look::Postcode if exact => {
            let spaced = value.split_at_checked(4).map(|(digits, letters)| format!("{digits} {letters}"));
            any_of([same(value)].into_iter().chain(spaced.map(|spaced| same(&spaced))))
        }
        Look::Postcode => on(format!("upper(replace({text}, ' ', '')) = "), value.to_owned()),
    }
}
