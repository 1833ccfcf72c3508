//! A request comes in: receipt fixed, deadline computed, everything personal sealed.

use gestand_base::{CaseId, PersonId};
use gestand_cases::first_deadline;
use gestand_documents::bsn::without_bsns;
use gestand_ledger::EntryKind;
use gestand_store::{CaseEventRow, CaseKind, CaseRow, CaseState};
use jiff::SignedDuration;
use jiff::civil::Date;
use serde_json::json;

use crate::findings::MASK;
use crate::views::Requester;
use crate::{Actor, App, AppError, FieldError, Result, Right, token};

/// How long the code of a request works.
const CODE_LASTS: SignedDuration = SignedDuration::from_hours(24 * 400);
/// Longest texts that a form may hold, in characters.
const LONGEST_LINE: usize = 200;
const LONGEST_MESSAGE: usize = 4000;

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
    /// The mistakes of the form; empty when it can be sent.
    pub fn check(&self, today: Date) -> Vec<FieldError> {
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
        mistakes
    }

    fn identity(&self) -> Requester {
        let text = |field: &Option<String>| filled(field).map(str::to_owned);
        Requester {
            name: self.name.trim().to_owned(),
            email: self.email.trim().to_owned(),
            birth_date: filled(&self.birth_date).and_then(parse_day).map(|day| day.to_string()),
            relation_number: text(&self.relation_number),
            postcode: filled(&self.postcode).and_then(normal_postcode),
            message: filled(&self.message).map(|text| without_bsns("", text, MASK)),
            notes: Vec::new(),
        }
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
    /// Registers a request. The term starts at receipt, whatever is still missing (invariant 10).
    ///
    /// # Errors
    /// [`AppError::Invalid`] with every mistake of the form; nothing is stored then.
    pub async fn submit_request(&self, intake: Intake, actor: &Actor) -> Result<Submitted> {
        if matches!(actor, Actor::Employee { .. }) {
            actor.must(Right::RegisterRequest)?;
        }
        let mistakes = intake.check(self.today());
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
        let number = format!("{year}-{:04}", tx.next_number("case", year).await?);
        tx.person_insert(person, &sealed, now).await?;
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
        self.append(&mut tx, EntryKind::CaseOpened, Some(person), Some(id.to_string()), facts).await?;
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
