//! Finds a person: exact identifiers first, then name, birth date and postcode; never a silent merge.

use std::collections::BTreeSet;

use gestand_policy::decide::Permit;
use gestand_vault::Sensitive;
use sqlx::{Row, SqliteConnection};

use super::SqliteSource;
use super::schema::Schema;
use super::sql::{Sql, Walk, as_text, key_in, key_text, person_values};
use crate::{Candidate, SourceError, SubjectQuery};

/// At this score and above a candidate needs no confirmation.
const SURE: u8 = 80;
const WHY: &str = "find the person in a source";

/// What is asked, opened and in the form that it is compared in.
#[derive(Default)]
struct Wanted {
    relation_number: Option<String>,
    email: Option<String>,
    phone: Option<String>,
    name: Vec<String>,
    birth_date: Option<String>,
    postcode: Option<String>,
}

impl Wanted {
    fn open(query: &SubjectQuery, permit: &Permit) -> Wanted {
        let text = |field: &Option<Sensitive<String>>| {
            field.as_ref().map(|value| value.open(permit, WHY).trim().to_owned()).filter(|value| !value.is_empty())
        };
        Wanted {
            relation_number: text(&query.relation_number),
            email: text(&query.email).map(|value| email(&value)),
            phone: text(&query.phone).map(|value| phone(&value)).filter(|value| !value.is_empty()),
            name: text(&query.name).map(|value| words(&value)).unwrap_or_default(),
            birth_date: text(&query.birth_date),
            postcode: text(&query.postcode).map(|value| postcode(&value)),
        }
    }
}

fn email(value: &str) -> String {
    value.trim().to_ascii_lowercase()
}

/// The digits of a Dutch number without country code and leading zero.
fn phone(value: &str) -> String {
    let digits: String = value.chars().filter(char::is_ascii_digit).collect();
    let local = digits.strip_prefix("0031").or_else(|| digits.strip_prefix("31").filter(|rest| rest.len() == 9));
    local.unwrap_or(&digits).trim_start_matches('0').to_owned()
}

fn postcode(value: &str) -> String {
    value.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_uppercase()
}

fn words(value: &str) -> Vec<String> {
    let skip = ["mevrouw", "meneer", "heer", "de", "van", "der", "den", "het", "mw", "dhr"];
    let words = value.split(|c: char| !c.is_alphanumeric()).map(str::to_lowercase);
    words.filter(|word| !word.is_empty() && !skip.contains(&word.as_str())).collect()
}

/// A person of the source, with the values that were asked for.
struct Found {
    key: String,
    relation_number: Option<String>,
    email: Vec<String>,
    phone: Vec<String>,
    postcode: Vec<String>,
    birth_date: Vec<String>,
    city: Vec<String>,
    /// As the columns have it, the family name last.
    name: Vec<String>,
}

impl SqliteSource {
    /// Everyone who may be the person, the most likely first. Where several people share an identifier or a name, all
    /// of them come back and none is sure.
    pub(super) async fn find(&self, query: &SubjectQuery, permit: &Permit) -> Result<Vec<Candidate>, SourceError> {
        let wanted = Wanted::open(query, permit);
        let (mut conn, schema) = self.reader().await?;
        let keys = self.possible(&mut conn, &schema, &wanted).await?;
        let found = self.people(&mut conn, &schema, keys).await?;
        let mut candidates: Vec<Candidate> = found.into_iter().filter_map(|one| self.judge(one, &wanted)).collect();
        let sure = candidates.iter().filter(|candidate| candidate.score >= SURE).count();
        if sure > 1 {
            for candidate in &mut candidates {
                candidate.score = candidate.score.min(SURE - 1);
            }
        }
        candidates.sort_by(|a, b| b.score.cmp(&a.score).then_with(|| a.key.cmp(&b.key)));
        Ok(candidates)
    }

    /// Keys of everyone on whom one of the strong fields matches: one statement per field.
    async fn possible(
        &self,
        conn: &mut SqliteConnection,
        schema: &Schema,
        wanted: &Wanted,
    ) -> Result<BTreeSet<String>, SourceError> {
        let person = &self.file.person;
        let tests = [
            ("relation_number", &person.relation_number, &wanted.relation_number),
            ("email", &person.email, &wanted.email),
            ("phone", &person.phone, &wanted.phone),
            ("birth_date", &person.birth_date, &wanted.birth_date),
            ("postcode", &person.postcode, &wanted.postcode),
        ];
        let key = key_text(schema, "t", &person.table, &person.key)?;
        let mut statements = Vec::new();
        for (kind, field, value) in tests {
            let (Some(field), Some(value)) = (field, value) else { continue };
            let walk = Walk { schema, base: &person.table, path: &field.path };
            let column = walk.end(&field.column)?;
            let mut sql = Sql::new(format!("SELECT DISTINCT {key} FROM {} WHERE (", walk.rows()?));
            sql.add(walk.condition(field.condition.as_ref())?).push(") AND ");
            match kind {
                "email" => sql.push(&format!("lower(trim({column})) = ")).bind(value.as_str()),
                "phone" => {
                    let bare = [" ", "-", "(", ")", "."]
                        .iter()
                        .fold(column, |inner, strip| format!("replace({inner}, '{strip}', '')"));
                    sql.push(&format!("{bare} LIKE ")).bind(format!("%{value}"))
                }
                "postcode" => sql.push(&format!("upper(replace({column}, ' ', '')) = ")).bind(value.as_str()),
                "birth_date" => sql.push(&format!("substr({column}, 1, 10) = ")).bind(value.as_str()),
                _ => sql.push(&format!("{column} = ")).bind(value.as_str()),
            };
            statements.push(sql);
        }
        // A name alone is looked up by its family name only when nothing stronger is given.
        if let (true, Some(family)) = (statements.is_empty(), person.name.last()) {
            let column = schema.column("t", &person.table, family)?;
            for word in &wanted.name {
                let mut sql = Sql::new(format!("SELECT {key} FROM {} AS t WHERE ", schema.table(&person.table)?));
                // SQLite knows upper and lower case of ASCII only; the names are compared for real afterwards.
                let word: String = word.chars().map(|c| if c.is_ascii() { c } else { '_' }).collect();
                sql.push(&format!("{column} LIKE ")).bind(format!("%{word}%"));
                statements.push(sql);
            }
        }
        let mut keys = BTreeSet::new();
        for sql in statements {
            let rows = sql.query().fetch_all(&mut *conn).await.map_err(|error| self.failed(&person.table, &error))?;
            for row in rows {
                keys.insert(self.key_of(&row, "")?);
            }
        }
        Ok(keys)
    }

    /// The people with these keys and what is compared of them, in one statement.
    async fn people(
        &self,
        conn: &mut SqliteConnection,
        schema: &Schema,
        keys: BTreeSet<String>,
    ) -> Result<Vec<Found>, SourceError> {
        let person = &self.file.person;
        let mut sql = Sql::new(format!("SELECT {}", key_text(schema, "t", &person.table, &person.key)?));
        let fields =
            [&person.relation_number, &person.email, &person.phone, &person.postcode, &person.birth_date, &person.city];
        for field in fields {
            sql.push(", ");
            match field {
                Some(field) => sql.add(person_values(schema, person, field)?),
                None => sql.push("'[]'"),
            };
        }
        let names: Vec<String> = person
            .name
            .iter()
            .map(|name| Ok(as_text(&schema.column("t", &person.table, name)?)))
            .collect::<Result<_, SourceError>>()?;
        sql.push(&format!(", json_array({}) FROM {} AS t WHERE ", names.join(", "), schema.table(&person.table)?));
        let keys: Vec<String> = keys.into_iter().collect();
        sql.add(key_in(schema, "t", "person", &person.table, &person.key, &keys)?);
        let rows = sql.query().fetch_all(conn).await.map_err(|error| self.failed(&person.table, &error))?;
        let mut people = Vec::new();
        for row in rows {
            let list = |at: usize| -> Result<Vec<String>, SourceError> {
                let text = row.try_get::<String, _>(at).map_err(|error| self.failed(&person.table, &error))?;
                let values: Vec<Option<String>> = serde_json::from_str(&text).unwrap_or_default();
                Ok(values.into_iter().flatten().collect())
            };
            people.push(Found {
                key: self.key_of(&row, "")?,
                relation_number: list(1)?.into_iter().next(),
                email: list(2)?,
                phone: list(3)?,
                postcode: list(4)?,
                birth_date: list(5)?,
                city: list(6)?,
                name: list(7)?,
            });
        }
        Ok(people)
    }

    /// Weighs what matches against what contradicts; `None` when too little matches.
    fn judge(&self, found: Found, wanted: &Wanted) -> Option<Candidate> {
        let (mut matched, mut differs) = (Vec::new(), Vec::new());
        let mut compare = |field: &'static str, asked: bool, known: bool, same: bool| {
            if asked && known {
                if same { matched.push(field) } else { differs.push(field) }
            }
        };
        let one = |asked: &Option<String>, known: &[String], form: fn(&str) -> String| {
            asked.as_ref().is_some_and(|asked| known.iter().any(|value| form(value) == *asked))
        };
        let number: Vec<String> = found.relation_number.iter().cloned().collect();
        let same = one(&wanted.relation_number, &number, str::to_owned);
        compare("relation_number", wanted.relation_number.is_some(), !number.is_empty(), same);
        compare("email", wanted.email.is_some(), !found.email.is_empty(), one(&wanted.email, &found.email, email));
        compare("phone", wanted.phone.is_some(), !found.phone.is_empty(), one(&wanted.phone, &found.phone, phone));
        let name = words(&found.name.join(" "));
        let family = words(found.name.last().map_or("", String::as_str));
        compare("name", !wanted.name.is_empty(), !family.is_empty(), same_name(&wanted.name, &name, &family));
        let birth = one(&wanted.birth_date, &found.birth_date, |value| value.chars().take(10).collect());
        compare("birth_date", wanted.birth_date.is_some(), !found.birth_date.is_empty(), birth);
        let place = one(&wanted.postcode, &found.postcode, postcode);
        compare("postcode", wanted.postcode.is_some(), !found.postcode.is_empty(), place);
        let score = score(&matched, &differs, wanted)?;
        let mut display = found.name.join(" ");
        if let Some(city) = found.city.first() {
            display.push_str(&format!(", {city}"));
        }
        Some(Candidate {
            source: self.id(),
            key: found.key,
            relation_number: found.relation_number.map(Sensitive::new),
            score,
            matched,
            differs,
            display: Sensitive::new(display),
        })
    }
}

/// The family name is asked for, and every first name that is asked for is one of theirs, or its initial.
fn same_name(asked: &[String], name: &[String], family: &[String]) -> bool {
    let fits = |word: &String| {
        name.contains(word)
            || word.chars().count() == 1 && name.iter().any(|known| known.starts_with(word.as_str()))
            || name.iter().any(|known| known.chars().count() == 1 && word.starts_with(known.as_str()))
    };
    family.iter().all(|word| asked.contains(word)) && asked.iter().all(fits)
}

fn score(matched: &[&str], differs: &[&str], wanted: &Wanted) -> Option<u8> {
    let weak = matched.iter().filter(|field| ["name", "birth_date", "postcode"].contains(field)).count();
    let exact = matched.iter().any(|field| ["relation_number", "email", "phone"].contains(field));
    let name_only = wanted.birth_date.is_none() && wanted.postcode.is_none() && matched.contains(&"name");
    if !exact && weak < 2 && !name_only {
        return None;
    }
    let gain: i32 = if matched.contains(&"relation_number") {
        100
    } else {
        let points = |field: &&str| match *field {
            "email" => 85,
            "phone" => 80,
            "birth_date" | "name" => 40,
            _ => 15,
        };
        matched.iter().map(points).sum::<i32>().min(if exact { 100 } else { 95 })
    };
    let loss: i32 = differs
        .iter()
        .map(|field| match *field {
            "relation_number" => 40,
            "name" | "birth_date" => 30,
            "postcode" => 5,
            _ => 0,
        })
        .sum();
    u8::try_from((gain - loss).clamp(1, 100)).ok()
}
