//! Guesses from a name or from values whether a column holds personal data. Nothing sampled is kept or shown.

use gestand_documents::bsn::{field_name_is_bsn, looks_like_bsn};

/// Parts of column names (Dutch and English) that point to personal data.
const NAMES: [&str; 40] = [
    "naam",
    "voorletter",
    "tussenvoegsel",
    "geboorte",
    "geslacht",
    "adres",
    "straat",
    "huisnummer",
    "postcode",
    "woonplaats",
    "telefoon",
    "mobiel",
    "email",
    "e_mail",
    "iban",
    "rekening",
    "inkomen",
    "burgerlijk",
    "nationaliteit",
    "opmerking",
    "toelichting",
    "omschrijving",
    "notitie",
    "relatie",
    "persoon",
    "huurder",
    "bewoner",
    "contact",
    "foto",
    "name",
    "birth",
    "gender",
    "address",
    "street",
    "phone",
    "income",
    "note",
    "comment",
    "remark",
    "person",
];

/// What values look like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Looks {
    Email,
    Phone,
    Iban,
    Bsn,
    BirthDate,
}

impl Looks {
    pub const fn nl(self) -> &'static str {
        match self {
            Looks::Email => "e-mailadressen",
            Looks::Phone => "telefoonnummers",
            Looks::Iban => "rekeningnummers",
            Looks::Bsn => "burgerservicenummers",
            Looks::BirthDate => "geboortedata",
        }
    }
    pub const fn en(self) -> &'static str {
        match self {
            Looks::Email => "e-mail addresses",
            Looks::Phone => "phone numbers",
            Looks::Iban => "account numbers",
            Looks::Bsn => "citizen service numbers",
            Looks::BirthDate => "dates of birth",
        }
    }
}

/// Whether the name of a column points to personal data.
pub fn name_is_personal(column: &str) -> bool {
    let column = column.to_lowercase();
    field_name_is_bsn(&column) || NAMES.iter().any(|name| column.contains(name))
}

/// What most of `values` look like; `None` when they are nothing in particular.
pub fn values_look(values: &[String]) -> Option<Looks> {
    type Test = fn(&str) -> bool;
    let tests: [(Looks, Test); 5] = [
        (Looks::Email, is_email),
        (Looks::Iban, is_iban),
        (Looks::Bsn, |value| value.len() == 9 && looks_like_bsn(value)),
        (Looks::Phone, is_phone),
        (Looks::BirthDate, is_birth_date),
    ];
    let filled: Vec<&str> = values.iter().map(|value| value.trim()).filter(|value| !value.is_empty()).collect();
    let enough = filled.len().div_ceil(2);
    tests
        .into_iter()
        .find(|(_, test)| !filled.is_empty() && filled.iter().filter(|value| test(value)).count() >= enough)
        .map(|(looks, _)| looks)
}

fn is_email(value: &str) -> bool {
    let mut parts = value.split('@');
    let (Some(user), Some(host), None) = (parts.next(), parts.next(), parts.next()) else { return false };
    !user.is_empty() && !value.contains(char::is_whitespace) && host.contains('.') && !host.starts_with('.')
}

fn is_iban(value: &str) -> bool {
    let value: String = value.chars().filter(|c| !c.is_whitespace()).collect();
    let bytes = value.as_bytes();
    (15..=34).contains(&bytes.len())
        && bytes[..2].iter().all(u8::is_ascii_uppercase)
        && bytes[2..4].iter().all(u8::is_ascii_digit)
        && bytes[4..].iter().all(u8::is_ascii_alphanumeric)
}

fn is_phone(value: &str) -> bool {
    let digits = value.bytes().filter(u8::is_ascii_digit).count();
    let allowed = value.chars().all(|c| c.is_ascii_digit() || matches!(c, '+' | '-' | ' ' | '(' | ')'));
    allowed && (10..=13).contains(&digits) && (value.starts_with('0') || value.starts_with('+'))
}

fn is_birth_date(value: &str) -> bool {
    value.parse::<jiff::civil::Date>().is_ok_and(|date| (1900..2000).contains(&date.year()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn looks(values: &[&str]) -> Option<Looks> {
        values_look(&values.iter().map(|value| (*value).to_owned()).collect::<Vec<_>>())
    }

    #[test]
    fn values_tell() {
        assert_eq!(looks(&["a@example.nl", "b@example.nl", "?"]), Some(Looks::Email));
        assert_eq!(looks(&["NL91TEST0417164300"]), Some(Looks::Iban));
        assert_eq!(looks(&["06-12345678", "+31 6 12345678"]), Some(Looks::Phone));
        assert_eq!(looks(&["111222333", "999999990"]), Some(Looks::Bsn));
        assert_eq!(looks(&["1984-03-12"]), Some(Looks::BirthDate));
        assert_eq!(looks(&["open", "gesloten"]), None);
        assert_eq!(looks(&[]), None);
    }

    #[test]
    fn names_tell() {
        assert!(name_is_personal("Achternaam") && name_is_personal("home_phone") && name_is_personal("bsn"));
        assert!(!name_is_personal("status") && !name_is_personal("bedrag_cent"));
    }
}
