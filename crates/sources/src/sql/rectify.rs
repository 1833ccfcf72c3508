//! Values that become others (Art. 16): which field is meant, whether the value fits, and what stands there now.

use std::collections::{BTreeMap, BTreeSet};

use gestand_policy::decide::Permit;
use gestand_vault::Sensitive;
use jiff::Timestamp;
use jiff::civil::{Date, DateTime};

use super::Inner;
use super::build::{Sql, all_of, not};
use super::records::field_text;
use super::schema::{Family, LiveColumn, Schema};
use super::walk::{Walk, key, key_in, key_text};
use crate::annotation::{Class, Column};
use crate::meant::meant;
use crate::{SourceError, Values};

/// A field with its new value.
pub struct Correction<'a> {
    name: &'a str,
    column: &'a Column,
    value: &'a str,
}

impl Inner {
    /// What the fields become, by their names in the annotation.
    ///
    /// # Errors
    /// [`SourceError::Refused`] for a field that is not there, that is not about the person, or that leads to the record.
    pub(super) fn corrections<'a>(
        &self,
        id: &str,
        class: &'a Class,
        role: &str,
        values: &'a BTreeMap<String, Sensitive<String>>,
        permit: &Permit,
    ) -> Result<Vec<Correction<'a>>, SourceError> {
        let corrections = values.iter().map(|(name, value)| {
            let (name, column) = self.meant(id, class, role, name)?;
            Ok(Correction { name, column, value: value.open(permit, "rectification") })
        });
        corrections.collect()
    }

    /// The field with this name, or the only one with this item, about a person in the role.
    fn meant<'a>(
        &self,
        id: &str,
        class: &'a Class,
        role: &str,
        name: &str,
    ) -> Result<(&'a str, &'a Column), SourceError> {
        let own = |column: &Column| column.item.is_some() && (column.about == "subject" || column.about == role);
        let fields = class.columns.iter().filter(|(_, column)| own(column));
        let fields = fields.map(|(field, column)| (field.as_str(), column.item.as_deref(), column));
        let (field, column) = meant(fields, name).map_err(|reason| self.refused(id, &reason))?;
        if column.own_number || class.leading_columns().any(|leading| leading == column.name(field)) {
            let reason = format!("'{field}' leads to the record or is a number of the organisation itself");
            return Err(self.refused(id, &reason));
        }
        Ok((field, column))
    }

    /// True for the rows `t` in which every field has its new value.
    pub(super) fn corrected(
        &self,
        schema: &Schema,
        class: &Class,
        corrections: &[Correction],
    ) -> Result<Sql, SourceError> {
        let same = corrections.iter().map(|correction| {
            let stands = correction.column.name(correction.name);
            let (expr, live) = (schema.column("t", &class.table, stands)?, schema.live(&class.table, stands)?);
            let text = match (&correction.column.json, live.family) {
                (Some(path), _) => schema.dialect.json(&expr, live, path),
                (None, Family::Text) => Sql::new(schema.dialect.text(&expr, live)),
                (None, _) => {
                    let typed = format!("{} = {}", schema.dialect.comparable(&expr, live), schema.dialect.typed(live));
                    return Ok(Sql::with(typed, correction.value));
                }
            };
            Ok(schema.dialect.exactly(text, correction.value))
        });
        Ok(all_of(same.collect::<Result<Vec<_>, SourceError>>()?))
    }

    /// `column = …` for every column that gets another value.
    ///
    /// # Errors
    /// [`SourceError::Refused`] for a value that does not fit its column: nothing is changed then.
    pub(super) fn corrected_columns(
        &self,
        schema: &Schema,
        id: &str,
        class: &Class,
        corrections: &[Correction],
    ) -> Result<Vec<Sql>, SourceError> {
        let dialect = schema.dialect;
        let mut columns: BTreeMap<&str, Sql> = BTreeMap::new();
        for Correction { name, column, value } in corrections {
            let stands = column.name(name);
            let (expr, live) = (schema.column("t", &class.table, stands)?, schema.live(&class.table, stands)?);
            let is_day = class
                .events
                .values()
                .any(|event| event.path.is_empty() && event.column == stands && event.json == column.json);
            let day = || value.get(..10).is_some_and(|day| day.parse::<Date>().is_ok());
            if column.json.is_none() && !fits(live, value) || is_day && !day() {
                return Err(self.refused(id, &format!("the value does not fit '{name}' ({})", live.declared)));
            }
            let set = match &column.json {
                Some(path) => {
                    let document = columns.remove(stands).unwrap_or_else(|| Sql::new(expr.as_str()));
                    dialect.json_with(document, &expr, live, path, value)
                }
                None => Sql::with(dialect.typed(live), *value),
            };
            columns.insert(stands, set);
        }
        Ok(columns
            .into_iter()
            .map(|(column, set)| {
                let mut out = Sql::new(format!("{} = ", dialect.assigned(column)));
                out.add(set);
                out
            })
            .collect())
    }

    /// What stands in the fields now, by record key.
    pub(super) async fn values(
        &self,
        id: &str,
        keys: &[String],
        role: &str,
        fields: &BTreeSet<String>,
    ) -> Result<Values, SourceError> {
        let class = self.class(id)?;
        let meant = fields.iter().map(|name| self.meant(id, class, role, name));
        let meant = meant.collect::<Result<Vec<_>, _>>()?;
        let mut session = self.reader().await?;
        let schema = session.schema.clone();
        let own = key(&schema, "t", &class.table, &class.key)?;
        let mut sql = Sql::new(format!("SELECT {}", key_text(&schema, &own)));
        for (name, column) in &meant {
            sql.push(", ").add(field_text(&schema, class, name, column)?);
        }
        let walk = Walk { schema: &schema, base: &class.table, path: &[] };
        sql.push(&format!(" FROM {} WHERE ", walk.rows()?));
        sql.add(all_of([key_in(&schema, id, &own, keys)?, walk.condition(class.condition.as_ref())?]));
        let mut found = Values::new();
        for mut row in session.all(sql).await.map_err(|error| self.failed(id, &error))? {
            let values = meant
                .iter()
                .enumerate()
                .filter_map(|(at, (name, _))| Some(((*name).to_owned(), Sensitive::new(row.take(at + 1)?.into()))));
            let values = values.collect();
            found.insert(self.key_at(&mut row, 0, class.key.len(), id)?.into(), values);
        }
        Ok(found)
    }

    /// True for the rows `t` on which a rectification still has something to do.
    pub(super) fn uncorrected(
        &self,
        schema: &Schema,
        class: &Class,
        corrections: &[Correction],
    ) -> Result<Sql, SourceError> {
        Ok(not(self.corrected(schema, class, corrections)?))
    }
}

/// Whether the column can hold the value as it is, without the engine making another of it.
fn fits(live: &LiveColumn, value: &str) -> bool {
    let declared = live.declared.to_lowercase();
    let sizes: Vec<usize> = declared
        .split_once('(')
        .and_then(|(_, rest)| rest.split_once(')'))
        .map(|(sizes, _)| sizes.split(',').filter_map(|size| size.trim().parse().ok()).collect())
        .unwrap_or_default();
    let is = |names: &[&str]| names.iter().any(|name| declared.starts_with(name));
    match live.family {
        Family::Int => value.parse::<i64>().is_ok() || declared.contains("unsigned") && value.parse::<u64>().is_ok(),
        Family::Text => sizes.first().is_none_or(|most| value.chars().count() <= *most),
        Family::Uuid => {
            value.len() >= 32 && value.bytes().all(|byte| byte.is_ascii_hexdigit() || b"-{}".contains(&byte))
        }
        Family::Date => value.parse::<Date>().is_ok(),
        Family::Instant => is_instant(value),
        Family::Json | Family::Bytes => false,
        Family::Other if is(&["datetime", "timestamp"]) => is_instant(value),
        Family::Other if declared == "date" => value.parse::<Date>().is_ok(),
        Family::Other if is(&["numeric", "decimal", "real", "double", "float", "money"]) => is_decimal(value, &sizes),
        Family::Other => true,
    }
}

fn is_instant(value: &str) -> bool {
    value.parse::<DateTime>().is_ok() || value.parse::<Timestamp>().is_ok()
}

/// A decimal number with no more digits than a column of this precision and scale keeps.
fn is_decimal(value: &str, sizes: &[usize]) -> bool {
    let unsigned = value.strip_prefix('-').unwrap_or(value);
    let (whole, fraction) = unsigned.split_once('.').unwrap_or((unsigned, ""));
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let shape = !whole.is_empty() && digits(whole) && digits(fraction) && !unsigned.ends_with('.');
    match sizes {
        [precision, rest @ ..] => {
            let scale = rest.first().copied().unwrap_or(0);
            shape && fraction.len() <= scale && whole.trim_start_matches('0').len() + scale <= *precision
        }
        [] => shape,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn live(family: Family, declared: &str) -> LiveColumn {
        let (name, declared) = ("x".to_owned(), declared.to_owned());
        LiveColumn { name, declared, family, collation: None, not_null: false }
    }

    #[test]
    fn a_value_that_the_engine_would_change_does_not_fit() {
        let ok = [
            (Family::Int, "integer", "-7"),
            (Family::Int, "bigint unsigned", "18446744073709551615"),
            (Family::Text, "character varying(5)", "éclus"),
            (Family::Date, "date", "1984-03-12"),
            (Family::Instant, "timestamp with time zone", "2024-01-02T03:04:05Z"),
            (Family::Other, "numeric(6,2)", "1234.50"),
            (Family::Other, "decimal", "0.5"),
            (Family::Other, "DATE", "1984-03-12"),
            (Family::Other, "inet", "10.0.0.1"),
        ];
        for (family, declared, value) in ok {
            assert!(fits(&live(family, declared), value), "{declared} {value}");
        }
        let wrong = [
            (Family::Int, "integer", "zeven"),
            (Family::Int, "integer", "7.5"),
            (Family::Int, "bigint", "18446744073709551615"),
            (Family::Text, "varchar(5)", "zesenz"),
            (Family::Uuid, "uuid", "geen"),
            (Family::Date, "date", "12-03-1984"),
            (Family::Date, "date", "1984-02-30"),
            (Family::Instant, "datetime", "gisteren"),
            (Family::Json, "jsonb", "{}"),
            (Family::Bytes, "bytea", "x"),
            (Family::Other, "numeric(6,2)", "12345.00"),
            (Family::Other, "numeric(6,2)", "1.005"),
            (Family::Other, "numeric(6)", "1.5"),
            (Family::Other, "real", "1e5"),
            (Family::Other, "real", "1."),
            (Family::Other, "DATE", "morgen"),
        ];
        for (family, declared, value) in wrong {
            assert!(!fits(&live(family, declared), value), "{declared} {value}");
        }
    }
}
