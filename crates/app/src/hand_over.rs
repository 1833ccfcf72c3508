//! That a person got the statement (Art. 13(1) GDPR): recorded without keeping who, and looked up by the number again.

use gestand_ledger::EntryKind;
use gestand_policy::model::HandOver;
use jiff::civil::Date;
use serde_json::json;

use crate::{Actor, App, AppError, FieldError, Result, Right, token};

/// Longest relation or contract number, in characters.
const LONGEST: usize = 40;

/// How a statement reaches a person.
pub const WAYS: [&str; 3] = ["paper", "email", "portal"];

/// The moments of handing over, as the ledger names them.
const MOMENTS: [(HandOver, &str); 3] =
    [(HandOver::AtCollection, "at_collection"), (HandOver::AtSigning, "at_signing"), (HandOver::OnRequest, ON_REQUEST)];
const ON_REQUEST: &str = "on_request";

/// A statement that was handed over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HandedOver {
    pub on: Date,
    /// Number of the version that held then.
    pub version: u32,
    /// `at_collection`, `at_signing` or `on_request`.
    pub moment: String,
    /// One of [`WAYS`].
    pub way: String,
}

/// A number in the one form that its digest is taken of: capitals, without spaces.
fn normal(number: &str) -> std::result::Result<String, FieldError> {
    let text: String = number.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_uppercase).collect();
    let problem = match text.chars().count() {
        0 => "field-empty",
        n if n > LONGEST => "too-long",
        _ => return Ok(text),
    };
    Err(FieldError { field: "number", problem })
}

impl App {
    /// The moments at which the policy hands the statement over. Who asks for it gets it, whatever the policy names.
    pub fn hand_over_moments(&self) -> Vec<&'static str> {
        let stated = self.policy().document.statement.as_ref();
        let named = |moment| stated.is_some_and(|stated| stated.handed_over.iter().any(|one| one.value == moment));
        let moments = MOMENTS.into_iter().filter(|(moment, word)| *word == ON_REQUEST || named(*moment));
        moments.map(|(_, word)| word).collect()
    }

    /// What stands in the ledger for a number: a keyed digest, from which nobody without the keys finds the number.
    fn hand_over_reference(&self, number: &str) -> String {
        format!("hand-over-{}", token::hex(&self.engine.keys.digest("hand_over", number.as_bytes())))
    }

    /// Records that the person with this relation or contract number got the statement that holds now. The number itself
    /// is kept nowhere.
    ///
    /// # Errors
    /// [`AppError::Invalid`] without a number or with one that is too long, for a moment that the policy does not name,
    /// and for a way that is none of [`WAYS`].
    pub async fn hand_over(&self, actor: &Actor, number: &str, moment: &str, way: &str) -> Result<()> {
        actor.must(Right::HandOver)?;
        let number = normal(number);
        let mut mistakes: Vec<FieldError> = number.as_ref().err().cloned().into_iter().collect();
        if !self.hand_over_moments().contains(&moment) {
            mistakes.push(FieldError { field: "moment", problem: "choose" });
        }
        if !WAYS.contains(&way) {
            mistakes.push(FieldError { field: "way", problem: "choose" });
        }
        let (Ok(number), true) = (number, mistakes.is_empty()) else { return Err(AppError::Invalid(mistakes)) };
        let facts = json!({
            "version": self.policy().version, "number": self.policy_number(), "moment": moment, "way": way,
        });
        let reference = Some(self.hand_over_reference(&number));
        let mut tx = self.engine.store.write("hand_over").await?;
        self.append(&mut tx, EntryKind::StatementHandedOver, None, reference, facts);
        Ok(tx.commit().await?)
    }

    /// When the person with this number got which version, the earliest first; empty when it was never recorded.
    ///
    /// # Errors
    /// [`AppError::Invalid`] without a number, or with one that is too long.
    pub async fn handed_over(&self, actor: &Actor, number: &str) -> Result<Vec<HandedOver>> {
        actor.must(Right::HandOver)?;
        let number = normal(number).map_err(|mistake| AppError::Invalid(vec![mistake]))?;
        let reference = self.hand_over_reference(&number);
        let entries = self.engine.store.read().await?.ledger_entries_for(&reference).await?;
        let lines = entries.into_iter().filter_map(|(_, entry)| {
            let word = |name: &str| Some(entry.facts.get(name)?.as_str()?.to_owned());
            Some(HandedOver {
                on: self.day_of(entry.time()?),
                version: u32::try_from(entry.facts.get("number")?.as_u64()?).ok()?,
                moment: word("moment")?,
                way: word("way")?,
            })
        });
        Ok(lines.collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_number_has_one_form() {
        for text in ["r-0042", " R-0042 ", "R- 00 42"] {
            assert_eq!(normal(text), Ok("R-0042".to_owned()), "{text}");
        }
        assert_eq!(normal(" \t").unwrap_err().problem, "field-empty");
        assert!(normal(&"1".repeat(LONGEST)).is_ok());
        assert_eq!(normal(&"1".repeat(LONGEST + 1)).unwrap_err().problem, "too-long");
    }
}
