//! What would make a deletion or a clearing fail halfway, and keys and events that say nothing.

use std::collections::BTreeSet;

use gestand_policy::Severity;
use gestand_policy::model::{Document, RetentionRule, Then};

use super::super::build::{Sql, all_of, flag};
use super::super::database::Session;
use super::super::events::{around, field_value};
use super::super::schema::{Family, Schema};
use super::super::walk::Walk;
use super::super::{Inner, end_table};
use super::finding;
use crate::annotation::{Class, Delete};
use crate::{Mode, SourceError, SourceFinding};

impl Inner {
    pub(super) async fn changes_possible(
        &self,
        session: &mut Session,
        schema: &Schema,
        policy: &Document,
    ) -> Result<Vec<SourceFinding>, SourceError> {
        let mut found = Vec::new();
        for (id, class) in self.file.classes.iter().filter(|(_, class)| schema.live_table(&class.table).is_ok()) {
            let told =
                |table: &str| class.children.iter().chain(&class.keep_while).any(|path| end_table(path) == Some(table));
            if class.delete == Delete::Row && self.file.mode == Mode::Write {
                let references = schema.references.iter().filter(|reference| !reference.gives_way);
                for reference in references.filter(|reference| reference.target == class.table) {
                    let child = &reference.table;
                    if !told(child) {
                        found.push(finding(
                            "S0007",
                            Severity::Warning,
                            class.table.clone(),
                            (
                                format!("'{child}' verwijst hierheen; rijen van '{id}' met zo'n verwijzing zijn niet te verwijderen"),
                                format!("'{child}' refers to it; rows of '{id}' with such a reference cannot be deleted"),
                            ),
                            ("Noem de tabel bij `children` of `keep_while`.", "Name the table in `children` or `keep_while`."),
                        ));
                    }
                }
            }
            let primary = &schema.live_table(&class.table)?.primary;
            for (name, _, column) in class.subject_columns().filter(|(.., column)| column.clear) {
                let stands = column.name(name);
                if let Ok(live) = schema.live(&class.table, stands)
                    && (live.not_null || primary.iter().any(|key| key == stands))
                    && live.family != Family::Text
                    && column.replace_with.is_none()
                    && column.json.is_none()
                {
                    found.push(finding(
                        "S0008",
                        Severity::Error,
                        format!("{}.{stands}", class.table),
                        (
                            "mag niet leeg zijn en is geen tekst, dus is niet leeg te maken",
                            "may not be empty and is no text, so it cannot be cleared",
                        ),
                        (
                            "Zet `clear: false` of `replace_with` bij de kolom, of sta NULL toe.",
                            "Put `clear: false` or `replace_with` at the column, or allow NULL.",
                        ),
                    ));
                }
            }
            found.extend(self.marks_possible(schema, class));
            found.extend(self.anonymity_possible(schema, policy, id, class));
            found.extend(self.keys_and_days(session, schema, id, class).await?);
        }
        Ok(found)
    }

    /// The mark of restriction must be possible to take away.
    fn marks_possible(&self, schema: &Schema, class: &Class) -> Option<SourceFinding> {
        let mark = class.restricted.as_ref()?;
        let live = schema.live(&class.table, &mark.column).ok()?;
        let stuck = live.not_null && mark.lifted.is_none();
        stuck.then(|| {
            finding(
                "S0016",
                Severity::Error,
                format!("{}.{}", class.table, mark.column),
                (
                    "mag niet leeg zijn, dus de beperking is niet op te heffen",
                    "may not be empty, so the restriction cannot be lifted",
                ),
                ("Zet `lifted` bij `restricted`.", "Put `lifted` at `restricted`."),
            )
        })
    }

    /// A class that a rule of the policy anonymises must let that happen.
    fn anonymity_possible(&self, schema: &Schema, policy: &Document, id: &str, class: &Class) -> Option<SourceFinding> {
        let items = class.subject_items();
        let covers = |rule: &RetentionRule| {
            let anonymises = rule.then.as_ref().is_some_and(|then| then.value == Then::Anonymise);
            let of = |name: &str| match policy.categories.get(name) {
                Some(category) => category.items.keys().cloned().collect(),
                None => BTreeSet::from([name.to_owned()]),
            };
            let covered: BTreeSet<String> = rule.data.iter().flat_map(|name| of(&name.value)).collect();
            anonymises && (rule.data.is_empty() || items.is_subset(&covered))
        };
        if items.is_empty() || self.file.mode != Mode::Write || !policy.retention.values().any(|rule| covers(rule)) {
            return None;
        }
        let why = match class.why_not_anonymous() {
            Some(why) => Some(why.to_owned()),
            None => self.why_links_stay(schema, class).unwrap_or_default(),
        };
        why.map(|why| {
            finding(
                "S0015",
                Severity::Error,
                class.table.clone(),
                (
                    format!("moet volgens het beleid anoniem worden ('{id}'), maar dat kan niet: {why}"),
                    format!("must become anonymous by the policy ('{id}'), but cannot: {why}"),
                ),
                (
                    "Sta NULL toe in de verwijzing, of laat de regel de rij vernietigen.",
                    "Allow NULL in the link, or have the rule destroy the row.",
                ),
            )
        })
    }

    async fn keys_and_days(
        &self,
        session: &mut Session,
        schema: &Schema,
        id: &str,
        class: &Class,
    ) -> Result<Vec<SourceFinding>, SourceError> {
        let mut found = Vec::new();
        let walk = Walk { schema, base: &class.table, path: &[] };
        for name in &class.key {
            let Ok(live) = schema.live(&class.table, name) else { continue };
            let empty = Sql::new(format!("t.{} IS NULL", schema.dialect.quote(name)));
            let usable = schema.dialect.can_be_key(live);
            if !usable || !live.not_null && self.count(session, &walk, id, empty).await? > 0 {
                found.push(finding(
                    "S0009",
                    Severity::Error,
                    format!("{}.{name}", class.table),
                    (
                        "is geen bruikbare sleutel: leeg in een rij, of zonder type",
                        "is no usable key: empty in a row, or without a type",
                    ),
                    ("Kies een sleutel die elke rij heeft.", "Choose a key that every row has."),
                ));
            }
        }
        if class.key.iter().all(|name| schema.live(&class.table, name).is_ok())
            && !schema.is_unique(&class.table, &class.key)
            && self.shared_keys(session, schema, id, class).await?
        {
            found.push(finding(
                "S0013",
                Severity::Error,
                format!("{}.{}", class.table, class.key.join("+")),
                ("is geen sleutel: rijen delen een waarde", "is no key: rows share a value"),
                ("Kies kolommen die samen één rij aanwijzen.", "Choose columns that together point to one row."),
            ));
        }
        for (event, field) in class.events.iter().filter(|(_, field)| field.path.is_empty()) {
            let Ok((value, live)) = field_value(&walk, field) else { continue };
            let day = around(&value, &schema.dialect.is_day("{}", &live));
            let mut wrong = around(&value, &schema.dialect.filled("{}", &live));
            wrong.push(" AND NOT (").add(day).push(")");
            let wrong = self.count(session, &walk, id, wrong).await?;
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
                        "Herstel de waarden; de rijen vervallen nu nooit.",
                        "Correct the values; these rows never fall due.",
                    ),
                ));
            }
        }
        if let Some(deleted) = &class.deleted
            && let Ok(condition) = walk.condition(Some(deleted))
        {
            let kept = self.count(session, &walk, id, condition).await?;
            if kept > 0 {
                found.push(finding(
                    "S0014",
                    Severity::Warning,
                    class.table.clone(),
                    (
                        format!("heeft {kept} rijen die in het systeem als verwijderd tellen, maar er nog zijn"),
                        format!("has {kept} rows that count as deleted in the system, but are still there"),
                    ),
                    (
                        "Ze worden gevonden en meegegeven. Zorg dat een bewaartermijn ze echt verwijdert.",
                        "They are found and given. See to it that a retention rule really deletes them.",
                    ),
                ));
            }
        }
        Ok(found)
    }

    async fn count(&self, session: &mut Session, walk: &Walk<'_>, id: &str, test: Sql) -> Result<u64, SourceError> {
        let count = format!("CAST(COUNT(*) AS {})", walk.schema.dialect.char_type());
        let mut sql = Sql::new(format!("SELECT {count} FROM {} WHERE ", walk.rows()?));
        sql.add(all_of([test]));
        let rows = session.all(sql).await.map_err(|error| self.failed(id, &error))?;
        Ok(rows.first().and_then(|row| row.str(0).parse().ok()).unwrap_or(0))
    }

    /// Whether two rows of the table have one key.
    async fn shared_keys(
        &self,
        session: &mut Session,
        schema: &Schema,
        id: &str,
        class: &Class,
    ) -> Result<bool, SourceError> {
        let names: Vec<String> = class.key.iter().map(|name| schema.dialect.quote(name)).collect();
        let names = names.join(", ");
        let mut inner = Sql::new(format!("EXISTS (SELECT 1 FROM {} ", schema.table(&class.table)?));
        inner.push(&format!("GROUP BY {names} HAVING COUNT(*) > 1)"));
        let mut sql = Sql::new("SELECT ");
        sql.add(flag(inner));
        let rows = session.all(sql).await.map_err(|error| self.failed(id, &error))?;
        Ok(rows.first().is_some_and(|row| row.str(0) == "1"))
    }
}
