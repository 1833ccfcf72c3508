//! One object of VERA: its keys, its links in both styles, and its values as text.

use std::fmt;

use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde_json::{Map, Value};

/// The six keys that every object may have.
pub const KEYS: [&str; 6] = ["id", "idExtern", "idGegevensbeheerder", "idOrganisatie", "idAdministratie", "code"];

/// An object as it came.
pub struct Entity(Map<String, Value>);

/// Shows no value: they are personal.
impl fmt::Debug for Entity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.0.keys()).finish()
    }
}

/// A link to another object: an object with keys, or an address whose last part is the id.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Link {
    pub id: Option<String>,
    external: Option<String>,
    code: Option<String>,
    /// The collection in the address; `None` in a link by keys.
    pub collection: Option<String>,
}

impl Link {
    /// The name of what the link leads to, among [`Entity::names`]. The id decides where the link has one.
    pub fn name(&self) -> String {
        match (&self.id, &self.external, &self.code) {
            (Some(id), ..) => name_of(id),
            (None, Some(external), _) => format!("x:{external}"),
            (None, None, code) => format!("c:{}", code.as_deref().unwrap_or_default()),
        }
    }
}

/// The name of the object with this id.
pub fn name_of(id: &str) -> String {
    format!("i:{id}")
}

/// The id in a name; `None` where the name is another key.
pub fn id_in(name: &str) -> Option<&str> {
    name.strip_prefix("i:")
}

impl Entity {
    pub fn new(fields: Map<String, Value>) -> Entity {
        Entity(fields)
    }

    pub fn fields(&self) -> &Map<String, Value> {
        &self.0
    }

    /// The id: unique in the system that the object comes from.
    pub fn id(&self) -> Option<String> {
        self.key("id")
    }

    /// Every name that a link may call this object by.
    pub fn names(&self) -> Vec<String> {
        let key =
            |prefix: &str, key: &str| self.key(key).filter(|key| !key.is_empty()).map(|key| format!("{prefix}:{key}"));
        [key("i", "id"), key("x", "idExtern"), key("c", "code")].into_iter().flatten().collect()
    }

    /// Where the object is kept, as far as it says: two objects with one id and another keeper are a mistake.
    pub fn keeper(&self) -> [Option<String>; 3] {
        ["idGegevensbeheerder", "idOrganisatie", "idAdministratie"].map(|key| self.key(key))
    }

    fn key(&self, key: &str) -> Option<String> {
        scalar(self.0.get(key)?)
    }

    /// The text of a field; `None` where it is absent or empty.
    pub fn text(&self, field: &str) -> Option<String> {
        text_of(self.0.get(field)?).filter(|text| !text.trim().is_empty())
    }

    /// The code of a reference value, such as `EMA` of `soort`.
    pub fn code(&self, field: &str) -> Option<String> {
        let value = self.0.get(field)?;
        value.get("code").and_then(scalar).or_else(|| scalar(value))
    }

    /// The day of a date, or of an instant as it was in the Netherlands; `None` where it is absent or no day.
    pub fn day(&self, field: &str) -> Option<Date> {
        let text = self.0.get(field)?.as_str()?.trim();
        if let Ok(instant) = text.parse::<jiff::Timestamp>() {
            let zone = TimeZone::get("Europe/Amsterdam").unwrap_or(TimeZone::UTC);
            return Some(instant.to_zoned(zone).date());
        }
        text.get(..10)?.parse().ok()
    }

    /// The links of a field: none, one or a list, in both styles.
    pub fn links(&self, field: &str) -> Vec<Link> {
        match self.0.get(field) {
            Some(Value::Array(many)) => many.iter().filter_map(link).collect(),
            Some(one) => link(one).into_iter().collect(),
            None => Vec::new(),
        }
    }

    /// Whether nothing stands in the field.
    pub fn is_empty(&self, field: &str) -> bool {
        self.0.get(field).is_none_or(nothing)
    }
}

fn nothing(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.is_empty(),
        Value::Array(many) => many.iter().all(nothing),
        Value::Object(fields) => fields.values().all(nothing),
        Value::Bool(_) | Value::Number(_) => false,
    }
}

fn scalar(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(yes) => Some(yes.to_string()),
        _ => None,
    }
}

/// A reference value is its name; what has no name is told in full.
pub fn text_of(value: &Value) -> Option<String> {
    if nothing(value) {
        return None;
    }
    match value {
        Value::Array(many) => {
            let texts: Vec<String> = many.iter().filter_map(text_of).collect();
            Some(texts.join("; "))
        }
        Value::Object(fields) => {
            let named = ["naam", "code"].into_iter().find_map(|field| fields.get(field).and_then(scalar));
            let reference = ["naam", "omschrijving", "soort", "parent", "begindatum", "einddatum", "sortering"];
            let only = fields.keys().all(|key| KEYS.contains(&key.as_str()) || reference.contains(&key.as_str()));
            named.filter(|_| only).or_else(|| serde_json::to_string(value).ok())
        }
        other => scalar(other),
    }
}

fn link(value: &Value) -> Option<Link> {
    if let Value::Object(fields) = value {
        let key = |name: &str| fields.get(name).and_then(scalar).filter(|key| !key.is_empty());
        let link = Link { id: key("id"), external: key("idExtern"), code: key("code"), collection: None };
        return (link != Link::default()).then_some(link);
    }
    let address = scalar(value)?;
    let path = address.split(['?', '#']).next().unwrap_or_default().trim_end_matches('/');
    let mut parts = path.rsplit('/');
    let id = percent_encoding::percent_decode_str(parts.next()?).decode_utf8().ok()?.into_owned();
    let collection = parts.next().filter(|part| !part.is_empty()).map(str::to_owned);
    (!id.is_empty()).then_some(Link { id: Some(id), collection, ..Link::default() })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn entity(value: Value) -> Entity {
        Entity::new(value.as_object().unwrap().clone())
    }

    #[test]
    fn links_of_both_styles_lead_to_the_same() {
        let person = entity(json!({"id": "a/1", "idExtern": "E1", "code": "R1"}));
        let record = entity(json!({
            "relatie": {"id": "a/1"},
            "relaties": ["https://vera.example/v4/natuurlijk-personen/a%2F1?x=1", "relaties/b", 12, null, {}],
            "extern": {"idExtern": "E1", "code": "anders"}, "code": [{"code": "R1"}], "ander": {"id": "b", "code": "R1"},
        }));
        let leads = |field: &str| {
            record.links(field).iter().map(|link| person.names().contains(&link.name())).collect::<Vec<_>>()
        };
        assert_eq!(leads("relatie"), [true]);
        assert_eq!(leads("relaties"), [true, false, false]);
        assert_eq!((leads("extern"), leads("code"), leads("ander")), (vec![true], vec![true], vec![false]));
        assert_eq!(record.links("relaties")[0].collection.as_deref(), Some("natuurlijk-personen"));
    }

    #[test]
    fn an_instant_has_the_day_it_was_here() {
        let record = entity(json!({"a": "2024-05-31T22:00:00Z", "b": "2024-05-31", "c": "onbekend", "d": 3, "e": "é"}));
        assert_eq!(record.day("a"), Some("2024-06-01".parse().unwrap()));
        assert_eq!(record.day("b"), Some("2024-05-31".parse().unwrap()));
        assert!(["c", "d", "e", "f"].iter().all(|field| record.day(field).is_none()));
    }

    #[test]
    fn a_reference_is_its_name_and_everything_else_is_told_in_full() {
        let record = entity(json!({
            "soort": {"code": "EMA", "naam": "E-mail"}, "kaal": {"code": "X"}, "nul": 0, "nee": false, "leeg": [null, ""],
            "meer": {"naam": "a", "geheim": "b"}, "lijst": [{"naam": "a"}, "b"],
        }));
        let texts = ["soort", "kaal", "nul", "nee", "leeg", "lijst"].map(|field| record.text(field));
        let some = |text: &str| Some(text.to_owned());
        assert_eq!(texts, [some("E-mail"), some("X"), some("0"), some("false"), None, some("a; b")]);
        assert!(record.text("meer").unwrap().contains("geheim"), "nothing is dropped");
        assert!(record.is_empty("leeg") && record.is_empty("weg") && !record.is_empty("nul"));
        assert_eq!(record.code("soort").as_deref(), Some("EMA"));
    }
}
