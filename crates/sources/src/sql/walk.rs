//! Paths over foreign keys as joins, and the ways from a row to a person.

use super::build::{FALSE, Sql, TRUE, all_of, any_of};
use super::schema::{LiveColumn, Schema};
use crate::SourceError;
use crate::annotation::{Class, Person, SubjectPath};
use crate::path::{Condition, Link, Test};

/// The tables of a path with their aliases: the row is `t`, the steps are `p1`, `p2`, ….
#[derive(Debug, Clone, Copy)]
pub struct Walk<'a> {
    pub schema: &'a Schema,
    pub base: &'a str,
    pub path: &'a [Link],
}

impl<'a> Walk<'a> {
    fn alias(at: usize) -> String {
        if at == 0 { "t".to_owned() } else { format!("p{at}") }
    }
    fn table_at(&self, at: usize) -> &'a str {
        at.checked_sub(1).and_then(|step| self.path.get(step)).map_or(self.base, |link| link.table.as_str())
    }
    fn column_at(&self, at: usize, column: &str) -> Result<(String, &'a LiveColumn), SourceError> {
        let table = self.table_at(at);
        Ok((self.schema.column(&Self::alias(at), table, column)?, self.schema.live(table, column)?))
    }
    /// A column of the row at the end of the path.
    pub fn end(&self, column: &str) -> Result<(String, &'a LiveColumn), SourceError> {
        self.column_at(self.path.len(), column)
    }
    fn on(&self, at: usize) -> Result<String, SourceError> {
        let link = &self.path[at - 1];
        let dialect = self.schema.dialect;
        let pairs = link.from.iter().zip(&link.to).map(|(from, to)| {
            let (from, to) = (self.column_at(at - 1, from)?, self.column_at(at, to)?);
            Ok(if link.any_case {
                format!("{} = {}", dialect.folded(&to.0), dialect.folded(&from.0))
            } else {
                dialect.equal((&from.0, from.1), (&to.0, to.1))
            })
        });
        Ok(pairs.collect::<Result<Vec<_>, SourceError>>()?.join(" AND "))
    }
    fn named(&self, at: usize) -> Result<String, SourceError> {
        Ok(format!("{} AS {}", self.schema.table(self.table_at(at))?, Self::alias(at)))
    }
    /// `base AS t JOIN … AS p1 ON …`: the row with all that hangs on it.
    pub fn rows(&self) -> Result<String, SourceError> {
        self.joined(0)
    }
    fn joined(&self, first: usize) -> Result<String, SourceError> {
        let mut out = self.named(first)?;
        for at in first + 1..=self.path.len() {
            out.push_str(&format!(" JOIN {} ON {}", self.named(at)?, self.on(at)?));
        }
        Ok(out)
    }
    /// `p1 … WHERE p1.x = t.y`: what hangs on a row `t` of the statement around it. Not for an empty path.
    pub fn hanging(&self) -> Result<String, SourceError> {
        Ok(format!("{} WHERE {}", self.joined(1)?, self.on(1)?))
    }
    /// A condition on the row or on a table of the path.
    pub fn condition(&self, condition: Option<&Condition>) -> Result<Sql, SourceError> {
        let Some(condition) = condition.filter(|condition| condition.test != Test::Always) else {
            return Ok(Sql::new(TRUE));
        };
        let at = match &condition.table {
            None => 0,
            Some(table) => (0..=self.path.len()).rev().find(|at| self.table_at(*at) == table).ok_or_else(|| {
                SourceError::UnknownTable { source_id: self.schema.source_id.clone(), table: table.clone() }
            })?,
        };
        let (column, live) = self.column_at(at, &condition.column)?;
        let dialect = self.schema.dialect;
        Ok(match &condition.test {
            Test::Always => Sql::new(TRUE),
            Test::Set => Sql::new(dialect.filled(&column, live)),
            Test::Empty => Sql::new(format!("NOT ({})", dialect.filled(&column, live))),
            Test::OneOf(values) => any_of(values.iter().map(|value| dialect.same(&column, live, value))),
        })
    }
}

/// Columns of a key with what the schema knows of them.
pub type Key<'a> = Vec<(String, &'a LiveColumn)>;

/// The columns of a key of the row `alias`.
pub fn key<'a>(schema: &'a Schema, alias: &str, table: &str, names: &[String]) -> Result<Key<'a>, SourceError> {
    names.iter().map(|name| Ok((schema.column(alias, table, name)?, schema.live(table, name)?))).collect()
}

/// The key as one text: itself, or a JSON array of texts.
pub fn key_text(schema: &Schema, key: &Key) -> String {
    let parts: Vec<String> = key.iter().map(|(expr, live)| schema.dialect.text(expr, live)).collect();
    if let [one] = parts.as_slice() { one.clone() } else { schema.dialect.array(&parts) }
}

/// The columns as they compare and sort.
pub fn comparable(schema: &Schema, key: &Key) -> Vec<String> {
    key.iter().map(|(expr, live)| schema.dialect.comparable(expr, live)).collect()
}

/// The parts of a key given out earlier; `None` when it has another shape.
pub fn key_parts(key: &str, columns: usize) -> Option<Vec<String>> {
    if columns == 1 {
        return Some(vec![key.to_owned()]);
    }
    serde_json::from_str::<Vec<String>>(key).ok().filter(|parts| parts.len() == columns)
}

fn bad_key(schema: &Schema, class: &str) -> SourceError {
    SourceError::BadKey { source_id: schema.source_id.clone(), class: class.to_owned() }
}

/// `(t.a, t.b) IN (…keys…)`, whatever their number, with one bound value.
pub fn key_in(schema: &Schema, class: &str, key: &Key, keys: &[String]) -> Result<Sql, SourceError> {
    let mut parts = Vec::with_capacity(keys.len());
    for text in keys {
        let one = key_parts(text, key.len()).ok_or_else(|| bad_key(schema, class))?;
        if one.iter().zip(key).all(|(part, (_, live))| schema.dialect.fits(live, part)) {
            parts.push(one);
        }
    }
    let lives: Vec<&LiveColumn> = key.iter().map(|(_, live)| *live).collect();
    Ok(schema.dialect.one_of(&comparable(schema, key), &lives, &parts))
}

/// The key is this one.
pub fn key_is(schema: &Schema, class: &str, key: &Key, text: &str) -> Result<Sql, SourceError> {
    let parts = key_parts(text, key.len()).ok_or_else(|| bad_key(schema, class))?;
    let fits = parts.iter().zip(key).all(|(part, (_, live))| schema.dialect.fits(live, part));
    if !fits {
        return Ok(Sql::new(FALSE));
    }
    let pairs = comparable(schema, key).into_iter().zip(key).zip(parts);
    Ok(all_of(
        pairs.map(|((expr, (_, live)), part)| Sql::with(format!("{expr} = {}", schema.dialect.typed(live)), part)),
    ))
}

/// The key comes after this one in the order of [`comparable`], or is no key at all.
pub fn key_after(schema: &Schema, class: &str, key: &Key, text: &str) -> Result<Sql, SourceError> {
    let parts = key_parts(text, key.len()).ok_or_else(|| bad_key(schema, class))?;
    let exprs = comparable(schema, key);
    let compared = |at: usize, operator: &str| {
        Sql::with(format!("{} {operator} {}", exprs[at], schema.dialect.typed(key[at].1)), parts[at].as_str())
    };
    let mut ways = Vec::new();
    for at in 0..key.len() {
        ways.push(all_of((0..at).map(|before| compared(before, "=")).chain([compared(at, ">")])));
    }
    let mut out = any_of(ways);
    if key.len() > 1 {
        // The same, in a form that an index serves.
        out = all_of([compared(0, ">="), out]);
    }
    let nulls = exprs.iter().zip(key).filter(|(_, (_, live))| !live.not_null);
    let nulls: Vec<Sql> = nulls.map(|(expr, _)| Sql::new(format!("{expr} IS NULL"))).collect();
    Ok(if nulls.is_empty() { out } else { any_of([out].into_iter().chain(nulls)) })
}

/// Stands before the key of one person; a list of persons is a JSON array.
const ONE: char = '=';

/// The keys of persons in what [`Way::everyone`] selects; `None` when it is not whole: a person who is missed here would
/// be missed by a hold. `parts`: of the key of a person.
pub fn people(text: &str, parts: usize) -> Option<Vec<String>> {
    use serde_json::Value;
    // Of a key within, `None` is nobody: a way that ends in an empty place.
    let composite = |key: &Value| match key.as_array()?.as_slice() {
        within if within.len() != parts || parts == 1 => None,
        within if within.iter().any(Value::is_null) => Some(None),
        within => {
            let texts = within.iter().map(Value::as_str).collect::<Option<Vec<_>>>()?;
            Some(Some(serde_json::json!(texts).to_string()))
        }
    };
    let written = |key: &str| match parts {
        1 => Some(Some(key.to_owned())),
        _ => composite(&serde_json::from_str(key).ok()?),
    };
    if let Some(key) = text.strip_prefix(ONE) {
        return Some(written(key)?.into_iter().collect());
    }
    let list: Vec<Value> = serde_json::from_str(text).ok()?;
    let keys = list.iter().map(|key| match key {
        Value::Null => Some(None),
        // An engine may nest a composite key in the list, or write it as a text.
        Value::String(key) => written(key),
        key => composite(key),
    });
    Some(keys.collect::<Option<Vec<_>>>()?.into_iter().flatten().collect())
}

/// A way from the rows of a class to a person.
#[derive(Debug)]
pub struct Way<'a> {
    pub subject: &'a SubjectPath,
    pub walk: Walk<'a>,
    /// The key of the person as the end of the walk has it.
    pub person: Key<'a>,
    /// The database itself makes sure that a row leads to at most one person.
    pub single: bool,
}

impl<'a> Way<'a> {
    pub fn new(
        schema: &'a Schema,
        class: &'a Class,
        subject: &'a SubjectPath,
        person: &Person,
    ) -> Result<Self, SourceError> {
        let whole = Walk { schema, base: &class.table, path: &subject.path };
        let mut walk = whole;
        let mut key = person.key.iter().map(|column| whole.end(column)).collect::<Result<Key, _>>()?;
        // A foreign key to the person holds the key of the person: the last step says nothing new.
        if let Some((last, before)) = subject.path.split_last() {
            let asked = subject.condition.as_ref().and_then(|condition| condition.table.as_ref()) == Some(&last.table);
            let cut = Walk { schema, base: &class.table, path: before };
            if last.to == person.key && !last.any_case && !asked {
                let from = last.from.iter().map(|column| cut.end(column)).collect::<Result<Key, _>>()?;
                let alike = |((_, from), (_, to)): (&(String, &LiveColumn), &(String, &LiveColumn))| {
                    from.compares_with(to) && from.collation == to.collation
                };
                if from.iter().zip(&key).all(alike) {
                    (walk, key) = (cut, from);
                }
            }
        }
        let single = walk.path.iter().all(|link| !link.any_case && schema.is_unique(&link.table, &link.to));
        Ok(Way { subject, walk, person: key, single })
    }

    /// The walk to the person itself.
    pub fn whole(&self) -> Walk<'a> {
        Walk { path: &self.subject.path, ..self.walk }
    }

    /// Whether the condition is about a table on this way.
    pub fn names(&self, condition: &Condition) -> bool {
        self.subject.path.iter().any(|link| condition.table.as_ref() == Some(&link.table))
    }

    /// The rows of this way about the person.
    pub fn about(&self, class: &Class, id: &str, person: &str) -> Result<Sql, SourceError> {
        let own = Walk { path: &[], ..self.walk }.condition(class.condition.as_ref())?;
        Ok(all_of([
            own,
            self.walk.condition(self.subject.condition.as_ref())?,
            key_is(self.walk.schema, id, &self.person, person)?,
        ]))
    }

    /// Everyone a row `t` leads to in this way, as [`people`] reads it. All roles count, whatever the condition of the way: a
    /// hold on anyone in the record holds it.
    pub fn everyone(&self) -> Result<String, SourceError> {
        let (schema, text) = (self.walk.schema, key_text(self.walk.schema, &self.person));
        if self.walk.path.is_empty() {
            return Ok(format!("'{ONE}' || {text}"));
        }
        Ok(format!("(SELECT {} FROM {})", schema.dialect.gathered(&text), self.walk.hanging()?))
    }
}

#[cfg(test)]
mod tests {
    use super::people;

    #[test]
    fn nobody_is_nobody_and_what_is_not_whole_is_no_list() {
        let keys = |keys: &[&str]| Some(keys.iter().map(|key| (*key).to_owned()).collect::<Vec<_>>());
        assert_eq!(people("=7", 1), keys(&["7"]));
        assert_eq!(people("=", 1), keys(&[""]), "an empty text is a key");
        assert_eq!(people(r#"["7", null, "8"]"#, 1), keys(&["7", "8"]));
        assert_eq!(people(r#"=["7","1"]"#, 2), keys(&[r#"["7","1"]"#]));
        assert_eq!(people(r#"[["7","1"], "[\"8\",\"2\"]", ["9",null]]"#, 2), keys(&[r#"["7","1"]"#, r#"["8","2"]"#]));
        for (text, parts) in
            [(r#"["7", "8"#, 1), ("7", 1), (r#"[7]"#, 1), (r#"=["7""#, 2), (r#"[["7"]]"#, 2), (r#"["7"]"#, 2)]
        {
            assert_eq!(people(text, parts), None, "{text}");
        }
    }
}
