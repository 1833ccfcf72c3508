//! A request comes in: receipt fixed, deadline computed, everything personal sealed.

use std::collections::BTreeSet;

use gestand_base::{CaseId, PersonId};
use gestand_cases::{Asked, Correction, first_deadline};
use gestand_documents::bsn::without_bsns;
use gestand_ledger::EntryKind;
use gestand_policy::model::{Sensitivity, Text};
use gestand_store::{CaseEventRow, CaseKind, CaseRow, CaseState};
use jiff::SignedDuration;
use jiff::civil::Date;
use serde_json::json;

use crate::stored_record::MASK;
use crate::views::{ItemGroup, Requester};
use crate::{Actor, App, AppError, FieldError, Result, Right, token};

/// How long the code of a request works.
const CODE_LASTS: SignedDuration = SignedDuration::from_hours(24 * 400);
/// Longest texts that a form may hold, in characters.
const LONGEST_LINE: usize = 200;
const LONGEST_MESSAGE: usize = 4000;
/// The rows of a form in which a person says what should be otherwise: the item and the value.
pub const CORRECTION_ROWS: [(&str, &str); 8] = [
    ("item_1", "value_1"),
    ("item_2", "value_2"),
    ("item_3", "value_3"),
    ("item_4", "value_4"),
    ("item_5", "value_5"),
    ("item_6", "value_6"),
    ("item_7", "value_7"),
    ("item_8", "value_8"),
];

/// A request as it was asked. Holds personal data: it has no `Debug`.
#[expect(missing_debug_implementations, reason = "holds personal data or a secret")]
pub struct Intake {
    pub kind: CaseKind,
    pub name: String,
    pub email: String,
    /// `YYYY-MM-DD`, or as people write it: `12-3-1984`.
    pub birth_date: Option<String>,
    pub relation_number: Option<String>,
    pub postcode: Option<String>,
    pub message: Option<String>,
    /// Of a rectification a correction for each row of the form; rows that are left empty count for nothing.
    pub asked: Asked,
    /// `website`, `phone`, `letter`, `office`, `email`.
    pub channel: String,
    /// The day it came in, where an employee registers it later; empty: today. The term counts from there.
    pub received_on: Option<String>,
}

/// What the requester gets back.
#[expect(missing_debug_implementations, reason = "holds personal data or a secret")]
pub struct Submitted {
    pub id: CaseId,
    pub number: String,
    /// Shown once; with the number it opens the requester's own page.
    pub code: String,
    pub received_on: Date,
    pub due_on: Date,
}

impl Intake {
    fn check(&self, today: Date) -> Vec<FieldError> {
        let mut mistakes = Vec::new();
        let mut wrong = |field, problem| mistakes.push(FieldError { field, problem });
        if self.name.trim().is_empty() {
            wrong("name", "name-empty");
        } else if self.name.chars().count() > LONGEST_LINE {
            wrong("name", "too-long");
        }
        let email = self.email.trim();
        if email.is_empty() {
            wrong("email", "email-empty");
        } else if !looks_like_email(email) {
            wrong("email", "email-form");
        }
        if let Some(text) = filled(&self.birth_date) {
            match parse_day(text) {
                Some(day) if day > today => wrong("birth_date", "date-future"),
                Some(day) if day.year() < 1890 => wrong("birth_date", "date-form"),
                Some(_) => {}
                None => wrong("birth_date", "date-form"),
            }
        }
        if let Some(text) = filled(&self.received_on) {
            match parse_day(text) {
                Some(day) if day > today => wrong("received_on", "date-future"),
                Some(_) => {}
                None => wrong("received_on", "date-form"),
            }
        }
        if filled(&self.relation_number).is_some_and(|text| text.chars().count() > LONGEST_LINE) {
            wrong("relation_number", "too-long");
        }
        if filled(&self.postcode).is_some_and(|text| normal_postcode(text).is_none()) {
            wrong("postcode", "postcode-form");
        }
        if filled(&self.message).is_some_and(|text| text.chars().count() > LONGEST_MESSAGE) {
            wrong("message", "too-long");
        }
        if self.kind == CaseKind::Restriction && self.asked.restriction.is_none() {
            wrong("restriction", "choose");
        }
        if filled(&self.asked.transfer_to).is_some_and(|text| text.chars().count() > LONGEST_LINE) {
            wrong("transfer_to", "too-long");
        }
        mistakes
    }

    /// The mistakes in what should be otherwise. Without any row, the explanation must say it.
    fn check_corrections(&self, known: &[ItemGroup]) -> Vec<FieldError> {
        let mut mistakes = Vec::new();
        let rows = CORRECTION_ROWS.iter().zip(&self.asked.corrections);
        for ((item, value), correction) in rows.filter(|(_, correction)| !is_empty(correction)) {
            let knows = |group: &ItemGroup| group.items.iter().any(|(id, _)| *id == correction.item);
            let mut wrong = |field, problem| mistakes.push(FieldError { field, problem });
            if !known.iter().any(knows) {
                wrong(item, "choose");
            }
            if let Err(problem) = normal_value(correction) {
                wrong(value, problem);
            }
        }
        if self.asked.corrections.iter().all(is_empty) && filled(&self.message).is_none() {
            mistakes.push(FieldError { field: CORRECTION_ROWS[0].0, problem: "corrections-empty" });
        }
        mistakes
    }

    /// What is asked, as far as it fits the kind of request.
    fn asked(&self) -> Asked {
        let mut asked = Asked::default();
        match self.kind {
            CaseKind::Access | CaseKind::Erasure => {}
            CaseKind::Rectification => {
                let rows = self.asked.corrections.iter().filter(|correction| !is_empty(correction));
                asked.corrections = rows
                    .filter_map(|row| {
                        let value = without_bsns(&row.item, &normal_value(row).ok()?, MASK).into_owned();
                        Some(Correction { item: row.item.clone(), value })
                    })
                    .collect();
            }
            CaseKind::Restriction => asked.restriction = self.asked.restriction,
            CaseKind::Portability => asked.transfer_to = filled(&self.asked.transfer_to).map(str::to_owned),
        }
        asked
    }

    fn identity(&self) -> Requester {
        let text = |field: &Option<String>| filled(field).map(str::to_owned);
        Requester {
            name: self.name.trim().to_owned(),
            email: self.email.trim().to_owned(),
            birth_date: filled(&self.birth_date).and_then(parse_day).map(|day| day.to_string()),
            relation_number: text(&self.relation_number),
            postcode: filled(&self.postcode).and_then(normal_postcode),
            message: filled(&self.message).map(|text| without_bsns("", text, MASK).into_owned()),
            asked: self.asked(),
            notes: Vec::new(),
        }
    }
}

fn is_empty(correction: &Correction) -> bool {
    correction.item.is_empty() && correction.value.trim().is_empty()
}

/// The new value as sources keep it; else what is wrong with it.
fn normal_value(correction: &Correction) -> std::result::Result<String, &'static str> {
    let value = correction.value.trim();
    match correction.item.as_str() {
        _ if value.is_empty() => Err("field-empty"),
        _ if value.chars().count() > LONGEST_LINE => Err("too-long"),
        "birth_date" => parse_day(value).map(|day| day.to_string()).ok_or("date-form"),
        "postcode" => normal_postcode(value).ok_or("postcode-form"),
        "email" if !looks_like_email(value) => Err("email-form"),
        _ => Ok(value.to_owned()),
    }
}

fn filled(field: &Option<String>) -> Option<&str> {
    field.as_deref().map(str::trim).filter(|text| !text.is_empty())
}

fn looks_like_email(text: &str) -> bool {
    let Some((name, host)) = text.rsplit_once('@') else { return false };
    let fine = |part: &str| !part.is_empty() && !part.contains(char::is_whitespace) && !part.contains('@');
    text.chars().count() <= 254 && fine(name) && fine(host) && host.contains('.') && !host.ends_with('.')
}

/// A day as people write it: `1984-03-12`, `12-3-1984`, `12/3/1984`, `12.3.1984`, `12 3 1984`.
pub(crate) fn parse_day(text: &str) -> Option<Date> {
    let parts: Vec<&str> = text.split(['-', '/', '.', ' ']).filter(|part| !part.is_empty()).collect();
    let [a, b, c] = parts[..] else { return None };
    let (year, month, day) = if a.len() == 4 { (a, b, c) } else { (c, b, a) };
    (year.len() == 4).then(|| Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()).flatten()
}

/// A Dutch postcode in one form: `1234 AB`.
fn normal_postcode(text: &str) -> Option<String> {
    let text: String = text.chars().filter(|c| !c.is_whitespace()).map(|c| c.to_ascii_uppercase()).collect();
    let bytes = text.as_bytes();
    let fine = bytes.len() == 6
        && bytes[..4].iter().all(u8::is_ascii_digit)
        && bytes[0] != b'0'
        && bytes[4..].iter().all(u8::is_ascii_uppercase)
        && !matches!(&bytes[4..], b"SA" | b"SD" | b"SS");
    fine.then(|| format!("{} {}", &text[..4], &text[4..]))
}

impl App {
    /// The mistakes of a form; empty when it can be sent.
    pub fn check_request(&self, intake: &Intake) -> Vec<FieldError> {
        let mut mistakes = intake.check(self.today());
        if intake.kind == CaseKind::Rectification {
            mistakes.extend(intake.check_corrections(&self.items_to_correct()));
        }
        mistakes
    }

    /// What a person can ask to correct: the items of the policy that some source holds, without identification numbers.
    pub fn items_to_correct(&self) -> Vec<ItemGroup> {
        let classes = self.engine.sources.all().flat_map(|source| source.classes());
        let held: BTreeSet<String> = classes.flat_map(|class| class.items).collect();
        let is_number = |sensitivity: &Option<Sensitivity>| *sensitivity == Some(Sensitivity::Identification);
        let named = |label: &Option<Text>, id: &str| {
            label.clone().unwrap_or_else(|| Text { nl: id.replace('_', " "), en: None })
        };
        let mut groups = Vec::new();
        for (id, category) in self.policy().document.categories.iter().filter(|(_, one)| !is_number(&one.sensitivity)) {
            let items = category.items.iter().filter(|(id, item)| held.contains(*id) && !is_number(&item.sensitivity));
            let items: Vec<_> = items.map(|(id, item)| (id.clone(), named(&item.label, id))).collect();
            if !items.is_empty() {
                groups.push(ItemGroup { label: named(&category.label, id), items });
            }
        }
        groups
    }

    /// Registers a request. The term starts at receipt, whatever is still missing (invariant 10).
    ///
    /// # Errors
    /// [`AppError::Invalid`] with every mistake of the form; nothing is stored then.
    pub async fn submit_request(&self, intake: Intake, actor: &Actor) -> Result<Submitted> {
        if matches!(actor, Actor::Employee { .. }) {
            actor.must(Right::RegisterRequest)?;
        }
        let mistakes = self.check_request(&intake);
        if !mistakes.is_empty() {
            return Err(AppError::Invalid(mistakes));
        }
        // A requester asks now; only who opens the post knows of an earlier day.
        let told = filled(&intake.received_on).and_then(parse_day).filter(|_| *actor != Actor::Requester);
        let received_on = told.unwrap_or(self.today());
        let engine = &self.engine;
        let now = engine.clock.now();
        let clock = first_deadline(self.policy(), intake.kind, received_on).map_err(AppError::internal)?;
        let (id, person) = (CaseId::new(now, &*engine.random), PersonId::new(now, &*engine.random));
        let sealed = self.seal_identity(person, &intake.identity())?;
        let code = token::new_code(&*engine.random);
        let year = received_on.year();

        let mut tx = engine.store.write("case_open").await?;
        tx.person_insert(person, &sealed, now).await?;
        // From here on the next request waits for this one.
        let number = format!("{year}-{:04}", tx.next_number("case", year).await?);
        tx.case_insert(&CaseRow {
            id,
            number: number.clone(),
            kind: intake.kind,
            state: CaseState::Received,
            received_at: now,
            received_on,
            due_on: clock.due_on,
            statutory_due_on: clock.statutory_due_on,
            extended: false,
            person,
            policy: self.policy().version.clone(),
            channel: intake.channel.clone(),
            identity_method: None,
            closed_at: None,
        })
        .await?;
        tx.follow_link_insert(&token::hash(&token::normalise_code(&code)), id, now + CODE_LASTS).await?;
        self.case_event(&mut tx, id, actor, "received", json!({"channel": intake.channel})).await?;
        let facts = json!({
            "case": number, "kind": intake.kind, "received_on": received_on.to_string(),
            "due_on": clock.due_on.to_string(), "statutory_due_on": clock.statutory_due_on.to_string(),
        });
        self.append(&mut tx, EntryKind::CaseOpened, Some(person), Some(id.to_string()), facts);
        tx.commit().await?;
        Ok(Submitted { id, number, code, received_on, due_on: clock.due_on })
    }

    /// A line in the history of a case.
    pub(crate) async fn case_event(
        &self,
        tx: &mut gestand_store::Tx,
        case: CaseId,
        actor: &Actor,
        kind: &str,
        facts: serde_json::Value,
    ) -> Result<()> {
        let event =
            CaseEventRow { at: self.engine.clock.now(), actor: actor.login().to_owned(), kind: kind.to_owned(), facts };
        Ok(tx.case_event_insert(case, &event).await?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_and_postcodes_are_taken_as_people_write_them() {
        let day = Date::constant(1984, 3, 12);
        for text in ["1984-03-12", "12-3-1984", "12/03/1984", "12.3.1984", "12 3 1984"] {
            assert_eq!(parse_day(text), Some(day), "{text}");
        }
        for text in ["", "31-02-2000", "84-3-12", "maart", "1-2-3-4"] {
            assert_eq!(parse_day(text), None, "{text}");
        }
        assert_eq!(normal_postcode(" 1234ab "), Some("1234 AB".to_owned()));
        for text in ["0123 AB", "1234 SS", "12345", "ábcd", "1234 A"] {
            assert_eq!(normal_postcode(text), None, "{text}");
        }
    }
}
