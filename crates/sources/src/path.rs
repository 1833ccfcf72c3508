//! The small words of an annotation: paths over foreign keys, and conditions on a column.

use std::fmt;
use std::marker::PhantomData;
use std::str::FromStr;

use serde::de::value::{MapAccessDeserializer, SeqAccessDeserializer, StrDeserializer};
use serde::de::{Deserialize, Deserializer, Error, MapAccess, SeqAccess, Visitor};

/// One step: `a + b -> table.c + d`, or `a ~> table.b` where case says nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// Columns of the table the step starts from.
    pub from: Vec<String>,
    pub table: String,
    /// Columns of `table`, as many as `from`.
    pub to: Vec<String>,
    /// `~>`: upper and lower case, and spaces around the text, are one.
    pub any_case: bool,
}

/// Steps from a row to another row; empty: the row itself.
pub type Path = Vec<Link>;

/// A condition on one column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Condition {
    /// `None`: the table of the row itself.
    pub table: Option<String>,
    /// Empty for `always`.
    pub column: String,
    pub test: Test,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Test {
    Always,
    Set,
    Empty,
    OneOf(Vec<String>),
}

fn columns(text: &str) -> Result<Vec<String>, String> {
    text.split('+')
        .map(|name| match name.trim() {
            "" => Err(format!("'{text}' is missing a column name")),
            name => Ok(name.to_owned()),
        })
        .collect()
}

impl FromStr for Link {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        let shape = || format!("'{text}' is not a step; write `column -> table.column`");
        let any_case = text.contains("~>");
        let (from, target) = text.split_once(if any_case { "~>" } else { "->" }).ok_or_else(shape)?;
        // The last point: the table may stand in a schema.
        let (table, to) = target.trim().rsplit_once('.').ok_or_else(shape)?;
        let (from, to) = (columns(from)?, columns(to)?);
        if from.len() != to.len() || table.is_empty() {
            return Err(shape());
        }
        Ok(Link { from, table: table.to_owned(), to, any_case })
    }
}

impl FromStr for Condition {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        let text = text.trim();
        if text == "always" {
            return Ok(Condition { table: None, column: String::new(), test: Test::Always });
        }
        let (place, test) = match text.split_once('=') {
            Some((place, values)) => {
                (place.trim(), Test::OneOf(values.split('|').map(|value| value.trim().to_owned()).collect()))
            }
            None => match text.rsplit_once(' ') {
                Some((place, "set")) => (place.trim(), Test::Set),
                Some((place, "empty")) => (place.trim(), Test::Empty),
                _ => {
                    return Err(format!(
                        "'{text}' is not a condition; write `always`, `column set`, `column empty` or `column = value | value`"
                    ));
                }
            },
        };
        let (table, column) = match place.rsplit_once('.') {
            Some((table, column)) => (Some(table.to_owned()), column),
            None => (None, place),
        };
        if column.is_empty() {
            return Err(format!("'{text}' names no column"));
        }
        Ok(Condition { table, column: column.to_owned(), test })
    }
}

macro_rules! from_text {
    ($($name:ty)*) => {$(
        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                String::deserialize(deserializer)?.parse().map_err(D::Error::custom)
            }
        }
    )*};
}
from_text!(Link Condition JsonPath);

/// A place in a JSON document: `$.contact.phones[0]`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JsonPath(Vec<JsonStep>);

#[derive(Debug, Clone, PartialEq, Eq)]
enum JsonStep {
    Name(String),
    At(usize),
}

impl JsonPath {
    /// With every name in quotes, as SQLite and MariaDB read it: `$."contact"."phones"[0]`.
    pub fn quoted(&self) -> String {
        let step = |step: &JsonStep| match step {
            JsonStep::Name(name) => format!(".\"{name}\""),
            JsonStep::At(at) => format!("[{at}]"),
        };
        std::iter::once("$".to_owned()).chain(self.0.iter().map(step)).collect()
    }
    /// As an array of PostgreSQL: `{"contact","phones","0"}`.
    pub fn array(&self) -> String {
        let steps = self.0.iter().map(|step| match step {
            JsonStep::Name(name) => format!("\"{name}\""),
            JsonStep::At(at) => format!("\"{at}\""),
        });
        format!("{{{}}}", steps.collect::<Vec<_>>().join(","))
    }
    /// Whether a place (`contact.phones`, numbers left out) is this one or within it.
    pub fn covers(&self, names: &[String]) -> bool {
        let own = self.0.iter().filter_map(|step| match step {
            JsonStep::Name(name) => Some(name),
            JsonStep::At(_) => None,
        });
        own.clone().count() <= names.len() && own.zip(names).all(|(own, name)| own == name)
    }
}

impl FromStr for JsonPath {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        let shape = || format!("'{text}' is no place in JSON; write `$.name.name` or `$.name[0]`");
        let mut steps = Vec::new();
        for part in text.trim().strip_prefix("$.").ok_or_else(shape)?.split('.') {
            let (name, mut rest) = part.split_at(part.find('[').unwrap_or(part.len()));
            // A quote or a backslash would end the name inside the engine's own notation.
            if name.is_empty() || name.contains(['"', '\\', ']']) {
                return Err(shape());
            }
            steps.push(JsonStep::Name(name.to_owned()));
            while let Some((at, after)) = rest.strip_prefix('[').and_then(|inner| inner.split_once(']')) {
                steps.push(JsonStep::At(at.parse().map_err(|_| shape())?));
                rest = after;
            }
            if !rest.is_empty() {
                return Err(shape());
            }
        }
        Ok(JsonPath(steps))
    }
}

/// Reads a bare text or a mapping as one type.
pub fn text_or_map<'de, D, T, F>(deserializer: D, from_text: F) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de>,
    F: FnOnce(String) -> T,
{
    struct Either<T, F>(F, PhantomData<T>);
    impl<'de, T: Deserialize<'de>, F: FnOnce(String) -> T> Visitor<'de> for Either<T, F> {
        type Value = T;
        fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
            f.write_str("a column name, or {path: …, column: …}")
        }
        fn visit_str<E: Error>(self, text: &str) -> Result<T, E> {
            Ok((self.0)(text.to_owned()))
        }
        fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<T, A::Error> {
            T::deserialize(MapAccessDeserializer::new(map))
        }
    }
    deserializer.deserialize_any(Either(from_text, PhantomData))
}

/// Reads one value, or a list of them.
pub fn one_or_list<'de, D: Deserializer<'de>, T: Deserialize<'de>>(deserializer: D) -> Result<Vec<T>, D::Error> {
    struct Either<T>(PhantomData<T>);
    impl<'de, T: Deserialize<'de>> Visitor<'de> for Either<T> {
        type Value = Vec<T>;
        fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
            f.write_str("a column name, {path: …, column: …}, or a list of these")
        }
        fn visit_str<E: Error>(self, text: &str) -> Result<Vec<T>, E> {
            T::deserialize(StrDeserializer::new(text)).map(|one| vec![one])
        }
        fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Vec<T>, A::Error> {
            T::deserialize(MapAccessDeserializer::new(map)).map(|one| vec![one])
        }
        fn visit_seq<A: SeqAccess<'de>>(self, list: A) -> Result<Vec<T>, A::Error> {
            Vec::deserialize(SeqAccessDeserializer::new(list))
        }
    }
    deserializer.deserialize_any(Either(PhantomData))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_step_names_both_ends() {
        let link: Link = "a + b -> t.c + d".parse().unwrap();
        assert_eq!((link.from.len(), link.table.as_str(), link.to[1].as_str()), (2, "t", "d"));
        for wrong in ["a", "a -> t", "a + b -> t.c", "-> t.c", "a -> .c"] {
            assert!(wrong.parse::<Link>().is_err(), "{wrong}");
        }
        let link: Link = "email ~> crm.klant.mail".parse().unwrap();
        assert_eq!((link.table.as_str(), link.to[0].as_str(), link.any_case), ("crm.klant", "mail", true));
    }

    #[test]
    fn a_place_in_json_is_written_for_each_engine() {
        let path: JsonPath = "$.contact.phones[0]".parse().unwrap();
        assert_eq!(path.quoted(), "$.\"contact\".\"phones\"[0]");
        assert_eq!(path.array(), "{\"contact\",\"phones\",\"0\"}");
        assert!(path.covers(&["contact".into(), "phones".into()]) && !path.covers(&["contact".into()]));
        for wrong in ["contact", "$", "$.", "$.a..b", "$.a[x]", "$.a[0", "$.a\"b", "$.a]b"] {
            assert!(wrong.parse::<JsonPath>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn conditions_are_few() {
        let one: Condition = "rol.soort = HUU | MDH".parse().unwrap();
        assert_eq!(one.table.as_deref(), Some("rol"));
        assert_eq!(one.test, Test::OneOf(vec!["HUU".into(), "MDH".into()]));
        assert_eq!("melder_id set".parse::<Condition>().unwrap().test, Test::Set);
        assert_eq!("always".parse::<Condition>().unwrap().test, Test::Always);
        assert!("melder_id is not null".parse::<Condition>().is_err());
    }
}
