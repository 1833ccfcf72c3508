//! Guesses from a name, a type and a few values what a column means. Nothing sampled is kept.

use crate::looks::Looks;
use crate::sql::schema::{Family, LiveColumn};

/// Parts of names (Dutch and English) and the item of the sector's vocabulary that they point to; the first that fits. With
/// `=` it is the whole name.
const ITEMS: [(&[&str], &str); 33] = [
    (&["bsn", "burgerservice", "sofi"], "bsn"),
    (&["email", "e_mail", "mailadres"], "email"),
    (&["telefoon", "mobiel", "phone", "mobile"], "phone"),
    (&["iban", "rekening", "bank_account"], "bank_account"),
    (&["geboorteplaats", "birth_place"], "birth_place"),
    (&["geboorte", "geboren", "birth"], "birth_date"),
    (&["voorletter", "initial"], "initials"),
    (&["voornaam", "voornamen", "first_name", "given_name"], "first_names"),
    (&["aanhef", "salutation"], "title"),
    (&["geslachtsnaam", "tussenvoegsel", "achternaam", "surname", "last_name", "family_name"], "name"),
    (&["geslacht", "gender"], "sex"),
    (&["burgerlijke", "marital"], "marital_status"),
    (&["postcode", "postal_code", "zip"], "postcode"),
    (&["woonplaats", "plaatsnaam", "city", "plaats"], "city"),
    (&["straat", "street", "huisnummer", "house", "adres", "address"], "address"),
    (&["inkomen", "income"], "income_amount"),
    (&["relatienummer", "klantnummer", "customer_number", "huurdernummer"], "customer_number"),
    (&["=ip", "ip_adres", "ip_address", "ipadres"], "ip_address"),
    (&["user_agent", "browser"], "browser_data"),
    (&["machtiging", "mandate"], "direct_debit_mandate"),
    (&["huurprijs", "rent"], "rent_amount"),
    (&["contractnummer", "contract_number"], "tenancy_contract"),
    (&["betaling", "payment", "bedrag", "amount"], "payment_history"),
    (&["achterstand", "arrears"], "arrears"),
    (&["overlast", "nuisance"], "nuisance_report"),
    (&["notitie", "werkaantekening", "note"], "work_notes"),
    (&["opmerking", "toelichting", "comment", "remark"], "work_notes"),
    (&["medewerker", "behandelaar", "employee"], "staff_contact"),
    (&["inschrijf", "registration"], "registration"),
    (&["melding", "storing", "repair"], "repair_request"),
    (&["onderwerp", "subject", "omschrijving", "description", "body", "bericht", "message"], "contact_moment"),
    (&["handtekening", "signature"], "signature"),
    (&["naam", "name"], "name"),
];

/// Parts of names of days and the event that they point to.
const EVENTS: [(&[&str], &str); 7] = [
    (&["afgesloten", "gesloten", "closed", "afgehandeld", "resolved"], "case_closed"),
    (&["gereed", "completed"], "work_completed"),
    (&["voldaan", "settled"], "debt_settled"),
    (&["ingeleverd", "returned"], "access_ended"),
    (&["eind", "end_", "ended", "beeindig", "opgezegd"], "tenancy_ended"),
    (&["begin", "start", "ingang"], "tenancy_started"),
    (&["aangemaakt", "created", "datum", "date", "recorded", "=at", "_at", "_op"], "recorded"),
];

const DELETED: [&str; 5] = ["deleted", "verwijderd", "is_del", "removed_at", "vervallen"];

/// What a column is taken for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Guess {
    pub item: Option<&'static str>,
    pub free_text: bool,
    /// Why a person must look at it.
    pub doubt: Option<&'static str>,
}

fn first<T: Copy>(table: &[(&[&str], T)], name: &str) -> Option<T> {
    let name = name.to_lowercase();
    let fits = |part: &&str| part.strip_prefix('=').map_or_else(|| name.contains(part), |whole| name == whole);
    table.iter().find(|(parts, _)| parts.iter().any(&fits)).map(|(_, what)| *what)
}

/// Which item a column holds.
pub fn item(table: &str, column: &LiveColumn, looks: Option<Looks>, long: bool) -> Guess {
    let named = match first(&ITEMS, &column.name) {
        // A name that says nothing of a person by itself.
        Some("name" | "payment_history") if !personal_table(table) && looks.is_none() => None,
        named => named,
    };
    let seen = looks.map(|looks| match looks {
        Looks::Email => "email",
        Looks::Phone => "phone",
        Looks::Iban => "bank_account",
        Looks::Bsn => "bsn",
        Looks::BirthDate => "birth_date",
    });
    let free_text = column.family == Family::Text && long;
    match (named, seen) {
        (_, Some("birth_date")) if named.is_none() => {
            Guess { item: None, free_text: false, doubt: Some("days of long ago") }
        }
        (_, Some(seen)) => {
            Guess { item: Some(seen), free_text: false, doubt: (named != Some(seen)).then_some("by its values") }
        }
        (Some(item), None) => Guess { item: Some(item), free_text, doubt: None },
        (None, None) if free_text => {
            Guess { item: Some("contact_moment"), free_text, doubt: Some("long text: which item?") }
        }
        (None, None) if column.family == Family::Json => {
            Guess { item: Some("contact_moment"), free_text: true, doubt: Some("JSON: name its places with `json:`") }
        }
        // What a table says that is about a person may be about the person.
        (None, None) if column.family == Family::Text => Guess { item: None, free_text, doubt: Some("a text") },
        (None, None) => Guess { item: None, free_text: false, doubt: None },
    }
}

/// Which event a day stands for.
pub fn event(column: &LiveColumn, looks_like_day: bool) -> Option<&'static str> {
    let day = matches!(column.family, Family::Date | Family::Instant) || looks_like_day;
    first(&EVENTS, &column.name).filter(|_| day)
}

/// The condition under which a row counts as deleted in the system.
pub fn deleted(column: &LiveColumn) -> Option<String> {
    let name = column.name.to_lowercase();
    let declared = column.declared.to_lowercase();
    let day = column.family == Family::Text || declared.contains("date") || declared.contains("time");
    let told = if day { "set" } else { "= 1 | true" };
    DELETED.iter().any(|part| name.contains(part)).then(|| format!("{} {told}", column.name))
}

/// Whether the name of a table says that its rows are persons.
pub fn personal_table(table: &str) -> bool {
    const NAMES: [&str; 14] = [
        "persoon",
        "person",
        "klant",
        "customer",
        "relatie",
        "huurder",
        "tenant",
        "bewoner",
        "client",
        "contact",
        "lid",
        "member",
        "gebruiker",
        "user",
    ];
    let table = table.to_lowercase();
    NAMES.iter().any(|name| table.contains(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn column(name: &str, family: Family) -> LiveColumn {
        LiveColumn { name: name.into(), declared: String::new(), family, collation: None, not_null: false }
    }

    #[test]
    fn names_and_values_tell() {
        let guess = |table: &str, name: &str, looks| item(table, &column(name, Family::Text), looks, false).item;
        assert_eq!(guess("klant", "achternaam", None), Some("name"));
        assert_eq!(guess("product", "name", None), None, "of a thing");
        assert_eq!(guess("klant", "veld7", Some(Looks::Email)), Some("email"));
        assert_eq!(guess("klant", "status", None), None);
        assert_eq!((guess("klant", "ip", None), guess("klant", "prijs_tip", None)), (Some("ip_address"), None));
        assert_eq!(event(&column("einddatum", Family::Date), false), Some("tenancy_ended"));
        assert_eq!(event(&column("einddatum", Family::Text), false), None, "no day");
        assert_eq!(deleted(&column("verwijderd", Family::Int)).unwrap(), "verwijderd = 1 | true");
    }
}
