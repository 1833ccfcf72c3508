//! Values that become others (Art. 16): which fields may, in which form VERA takes them, and what stands there now.

use std::collections::{BTreeMap, BTreeSet};

use gestand_policy::decide::Permit;
use gestand_vault::Sensitive;
use jiff::civil::Date;
use serde_json::{Map, Number, Value};

use super::VeraSource;
use super::class::Class;
use super::entity::{Entity, KEYS};
use crate::meant::meant;
use crate::{Applied, SourceError, Values, Work};

/// What the names of fields with a day end with.
const DAY: &str = "datum";

impl VeraSource {
    /// The field with this name, or the only one with this item, about a person in the role.
    fn meant<'a>(&self, id: &str, class: &'a Class, role: &str, name: &str) -> Result<&'a str, SourceError> {
        let own = |about: Option<&str>| about.is_none_or(|about| about == "subject" || about == role);
        let fields = class.fields.iter().filter(|(_, spec)| spec.item.is_some() && own(spec.about.as_deref()));
        let fields = fields.map(|(field, spec)| (field.as_str(), spec.item.as_deref(), spec));
        let (field, spec) = meant(fields, name).map_err(|reason| self.refused(id, &reason))?;
        if spec.own_number || KEYS.contains(&field) {
            return Err(self.refused(id, &format!("'{field}' is a number of the organisation itself")));
        }
        Ok(field)
    }

    /// What the fields of one record become, in the form in which they stand there.
    fn corrections(
        &self,
        work: &Work,
        class: &Class,
        entity: &Entity,
        (role, values, permit): (&str, &BTreeMap<String, Sensitive<String>>, &Permit),
    ) -> Result<Map<String, Value>, SourceError> {
        let mut new = Map::new();
        for (name, value) in values {
            let field = self.meant(&work.class, class, role, name)?;
            let value = value.open(permit, "rectification").as_str();
            let fitting = like(field, entity.fields().get(field), value);
            let why = || self.refused(&work.class, &format!("the value does not fit '{field}'"));
            new.insert(field.to_owned(), fitting.ok_or_else(why)?);
        }
        Ok(new)
    }

    /// Writes the new values; every record is looked at before the first is changed.
    pub(super) async fn rectify(
        &self,
        work: &Work,
        class: &Class,
        what: (&str, &BTreeMap<String, Sensitive<String>>, &Permit),
    ) -> Result<Applied, SourceError> {
        let waiting = self.feed.waiting(class.place())?;
        let mut changes = Vec::new();
        for entity in self.objects(class, &work.keys.iter().cloned().collect()).await? {
            let new = self.corrections(work, class, &entity, what)?;
            let Some(id) = entity.id().filter(|id| !holds(&entity, &new) && !waiting.contains(id)) else { continue };
            changes.push((id, new));
        }
        let affected = u64::try_from(changes.len()).unwrap_or(u64::MAX);
        for (id, new) in changes {
            self.feed.change(class.place(), &id, new).await?;
        }
        Ok(Applied { affected })
    }

    /// Whether a fresh read finds the new values.
    pub(super) fn is_rectified(
        &self,
        work: &Work,
        class: &Class,
        entity: &Entity,
        what: (&str, &BTreeMap<String, Sensitive<String>>, &Permit),
    ) -> Result<bool, SourceError> {
        Ok(holds(entity, &self.corrections(work, class, entity, what)?))
    }

    /// What stands in the fields now, by record key.
    pub(super) async fn values_of(
        &self,
        id: &str,
        keys: &[String],
        role: &str,
        fields: &BTreeSet<String>,
    ) -> Result<Values, SourceError> {
        let class = self.class(id)?;
        let meant = fields.iter().map(|name| self.meant(id, class, role, name)).collect::<Result<Vec<_>, _>>()?;
        let entities = self.objects(class, &keys.iter().cloned().collect()).await?;
        let of = |entity: &Entity| {
            let value = |field: &&str| Some(((*field).to_owned(), Sensitive::new(entity.text(field)?)));
            Some((entity.id()?, meant.iter().filter_map(value).collect()))
        };
        Ok(entities.iter().filter_map(of).collect())
    }
}

fn holds(entity: &Entity, new: &Map<String, Value>) -> bool {
    new.iter().all(|(field, value)| match entity.fields().get(field) {
        Some(now) => now == value,
        None => value.is_null(),
    })
}

/// The value in the form of what stands there: a number stays a number, a day a day. `None`: it does not fit, or what
/// stands there is more than one value. An empty value empties the field.
fn like(field: &str, now: Option<&Value>, value: &str) -> Option<Value> {
    if value.is_empty() {
        return Some(Value::Null);
    }
    match now {
        Some(Value::Object(_) | Value::Array(_)) => None,
        Some(Value::Bool(_)) => value.parse().ok().map(Value::Bool),
        Some(Value::Number(_)) => value.parse::<Number>().ok().map(Value::Number),
        _ if field.ends_with(DAY) => value.parse::<Date>().is_ok().then(|| value.into()),
        _ => Some(value.into()),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::like;

    #[test]
    fn a_value_keeps_the_form_of_what_stands_there() {
        assert_eq!(like("brutohuur", Some(&json!(612.34)), "600.5"), Some(json!(600.5)));
        assert_eq!(like("brutohuur", Some(&json!(612)), "zeshonderd"), None);
        assert_eq!(like("bepaaldeTijd", Some(&json!(false)), "true"), Some(json!(true)));
        assert_eq!(like("geboortedatum", None, "1984-03-12"), Some(json!("1984-03-12")));
        assert_eq!(like("geboortedatum", Some(&json!("1984-03-21")), "12 maart"), None);
        assert_eq!(like("geslacht", Some(&json!({"code": "V"})), "M"), None, "a reference is more than a text");
        assert_eq!(like("achternaam", Some(&json!("Proef")), ""), Some(json!(null)));
    }
}
