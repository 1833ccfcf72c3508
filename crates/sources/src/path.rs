//! The small words of an annotation: paths over foreign keys, and conditions on a column.

use std::fmt;
use std::marker::PhantomData;
use std::str::FromStr;

use serde::de::{Deserialize, Deserializer, Error, MapAccess, Visitor, value::MapAccessDeserializer};

/// One step: `a + b -> table.c + d`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// Columns of the table the step starts from.
    pub from: Vec<String>,
    pub table: String,
    /// Columns of `table`, as many as `from`.
    pub to: Vec<String>,
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
        let (from, target) = text.split_once("->").ok_or_else(shape)?;
        let (table, to) = target.trim().split_once('.').ok_or_else(shape)?;
        let (from, to) = (columns(from)?, columns(to)?);
        if from.len() != to.len() || table.is_empty() {
            return Err(shape());
        }
        Ok(Link { from, table: table.to_owned(), to })
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
        let (table, column) = match place.split_once('.') {
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
from_text!(Link Condition);

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
