//! What tells persons apart in a text, each kind in one form: so that a text and a question meet.

use std::collections::BTreeSet;

use gestand_documents::bsn::find_bsns;

use super::{names, numbers};

/// What kind of thing a term is. The order is that of the digests' domains.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    Email,
    Phone,
    Iban,
    /// A number with which a person, a contract or a case is known.
    Number,
    BirthDate,
    Postcode,
    /// Postcode and house number.
    Address,
    /// Initial and surname; or `~` and the surname alone, where a form of address stands before it.
    Name,
}

impl Kind {
    /// The domain of the digest of such a term.
    pub const fn domain(self) -> &'static str {
        match self {
            Kind::Email => "mention_email",
            Kind::Phone => "mention_phone",
            Kind::Iban => "mention_iban",
            Kind::Number => "mention_number",
            Kind::BirthDate => "mention_date",
            Kind::Postcode => "mention_postcode",
            Kind::Address => "mention_address",
            Kind::Name => "mention_name",
        }
    }
}

/// A kind and its one form.
pub type Found = (Kind, String);

/// Every term in a text. A number that may be a BSN gives none: its digest would be one of a BSN.
pub fn terms(text: &str) -> BTreeSet<Found> {
    let text = &without_numbers_of_citizens(text);
    let mut found = BTreeSet::new();
    found.extend(emails(text).map(|email| (Kind::Email, email)));
    numbers::phones(text, &mut found);
    numbers::ibans(text, &mut found);
    numbers::dates(text, &mut found);
    numbers::places(text, &mut found);
    numbers::references(text, &mut found);
    names::names(text, &mut found);
    found
}

/// Spaces in the place of what may be a BSN.
fn without_numbers_of_citizens(text: &str) -> String {
    let mut clean = text.to_owned();
    for hit in find_bsns(text).into_iter().rev() {
        let blank = " ".repeat(hit.range.len());
        clean.replace_range(hit.range, &blank);
    }
    clean
}

fn emails(text: &str) -> impl Iterator<Item = String> + '_ {
    let part = |c: char| c.is_alphanumeric() || "@.+-_%'".contains(c);
    text.split(move |c| !part(c)).filter_map(|word| {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric());
        let (local, domain) = word.split_once('@')?;
        let whole = !local.is_empty() && !domain.contains('@') && domain.contains('.');
        whole.then(|| word.to_lowercase())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(kind: Kind, text: &str) -> Vec<String> {
        terms(text).into_iter().filter(|(of, _)| *of == kind).map(|(_, term)| term).collect()
    }

    #[test]
    fn an_email_in_any_dress() {
        for text in ["Fenna@Example.nl", "<fenna@example.nl>", "mail:fenna@example.nl.", "(fenna@example.nl)"] {
            assert_eq!(of(Kind::Email, text), ["fenna@example.nl"], "{text}");
        }
        for text in ["@example.nl", "fenna@", "a@b@c.nl", "fenna@thuis"] {
            assert!(of(Kind::Email, text).is_empty(), "{text}");
        }
    }

    #[test]
    fn a_phone_number_in_one_form() {
        for text in [
            "06-12345678",
            "0612345678",
            "06 12 34 56 78",
            "+31 6 12345678",
            "0031612345678",
            "+31 (0)6-1234 5678",
            "tel.(06)12345678",
        ] {
            assert_eq!(of(Kind::Phone, text), ["612345678"], "{text}");
        }
        assert_eq!(of(Kind::Phone, "06-12345678 en 010 123 45 67"), ["101234567", "612345678"]);
        assert_eq!(of(Kind::Phone, "+49 30 1234567"), ["+49301234567"]);
        for text in ["12345678", "A0612345678", "061234567", "06123456789012"] {
            assert!(of(Kind::Phone, text).is_empty(), "{text}");
        }
    }

    #[test]
    fn an_account_number_with_and_without_spaces() {
        for text in ["NL91ABNA0417164300", "NL91 ABNA 0417 1643 00", "iban: nl91abna0417164300."] {
            assert_eq!(of(Kind::Iban, text), ["NL91ABNA0417164300"], "{text}");
        }
        assert!(of(Kind::Iban, "NL92ABNA0417164300").is_empty(), "the check digits are wrong");
    }

    #[test]
    fn dates_and_places() {
        for text in ["12-03-1984", "12/3/1984", "1984-03-12", "12 maart 1984", "12 MRT 1984", "12.03.1984"] {
            assert_eq!(of(Kind::BirthDate, text), ["1984-03-12"], "{text}");
        }
        assert!(of(Kind::BirthDate, "31-02-1984 en 12-03-84").is_empty());
        assert_eq!(of(Kind::Postcode, "1234 AB Utrecht, 5678cd"), ["1234AB", "5678CD"]);
        assert!(of(Kind::Postcode, "in 2020 de huur, 0123 AB, 1234 SS, 12345 AB").is_empty());
        for text in ["Kerkstraat 12, 1234 AB", "Kerkstraat 12a\n1234AB Utrecht", "1234 AB 12", "1234AB nr. 12"] {
            assert_eq!(of(Kind::Address, text), ["1234AB 12"], "{text}");
        }
    }

    #[test]
    fn numbers_of_files_but_not_of_citizens() {
        assert_eq!(of(Kind::Number, "Kenmerk R-000.123, dossier c2020/77."), ["C202077", "R000123"]);
        assert!(of(Kind::Number, "2026 7 x A1").is_empty(), "too short to tell anybody apart");
        assert!(terms("Uw BSN is 111222333.").iter().all(|(_, term)| !term.contains("111222333")));
        assert!(terms("nummer 123456782").iter().all(|(kind, _)| *kind != Kind::Number), "it may be one");
    }

    #[test]
    fn names_with_what_tells_them_apart() {
        for text in ["Fenna van der Berg", "F. van der Berg", "F.A. van den Berg", "Berg, van der, F.", "FENNA BERG"] {
            assert!(of(Kind::Name, text).contains(&"f berg".to_owned()), "{text}");
        }
        assert_eq!(of(Kind::Name, "mevrouw Van Dijk"), ["~ dijk"]);
        assert!(of(Kind::Name, "dhr. J. Müller-Peeters").contains(&"j muller".to_owned()));
        assert!(of(Kind::Name, "de huur van de woning").is_empty());
        let asked = names::asked("fenna van der berg");
        assert!(asked.contains("f berg") && asked.contains("~ berg") && asked.len() == 2, "{asked:?}");
        assert_eq!(names::asked("Anna Maria Jansen-de Vries").len(), 6);
        assert!(names::asked("  ").is_empty());
    }

    #[test]
    fn no_text_is_too_odd() {
        for text in [
            "",
            "é",
            "Mü",
            "12é4AB",
            "+",
            "0",
            "+31é",
            "1234 é",
            "NLé1",
            "a@é.nl",
            "..-//",
            "3 mei",
            "\u{0}1234AB\u{0}",
        ] {
            terms(text);
            terms(&text.repeat(50));
        }
        assert!(terms(&"Ünïcödé, Ñandú 12 ".repeat(2000)).len() < 20);
    }
}
