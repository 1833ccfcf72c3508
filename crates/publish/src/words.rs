//! Terms, dates, bases and the fixed words of the policy language, in plain Dutch or English.

use gestand_policy::model::{Basis, Entries, EventKind};
use gestand_policy::terms::{Keep, Length, Unit};
use jiff::civil::Date;

use crate::Lang;
use crate::lang::loader;
use i18n_embed_fl::fl;

/// A length: `7 jaar`, `28 dagen`, `1 month`.
pub fn length_in_words(length: Length, lang: Lang) -> String {
    length.in_words(lang.code())
}

/// How often: `elke maand`, `every 2 years`.
pub fn every_in_words(length: Length, lang: Lang) -> String {
    let (l, count) = (loader(lang), length.count);
    match length.unit {
        Unit::Hours => fl!(l, "every-hours", count = count),
        Unit::Days => fl!(l, "every-days", count = count),
        Unit::Weeks => fl!(l, "every-weeks", count = count),
        Unit::Months => fl!(l, "every-months", count = count),
        Unit::Years => fl!(l, "every-years", count = count),
    }
}

/// A retention term: `tot 2 jaar na het einde van de huur`. The label of an event is a noun phrase
/// ("het einde van de huur"); an event without a label shows its id.
pub fn keep_in_words(keep: &Keep, events: &Entries<EventKind>, lang: Lang) -> String {
    let event = keep.event().unwrap_or_default();
    let label = events.get(event).and_then(|kind| kind.label.as_ref());
    let event = label.map_or_else(|| event.replace('_', " "), |text| text.get(lang.code()).to_owned());
    keep.in_words(&event, lang.code())
}

/// The name of a lawful basis (Art. 6(1) GDPR).
pub fn basis_in_words(basis: Basis, lang: Lang) -> String {
    basis.in_words(lang.code()).to_owned()
}

/// A date as people write it: `20 november 2026`, `20 November 2026`.
pub fn date_in_words(date: Date, lang: Lang) -> String {
    let month = word("month", &date.month().to_string(), lang);
    format!("{} {month} {}", date.day(), date.year())
}

/// A fixed word of the policy language, such as `word("channel", "office", Lang::Nl)`: the message `channel-office`,
/// or the id in readable form when the catalogue does not know it.
///
/// Kinds: `channel`, `forbidden`, `must`, `safeguard`, `place`, `viewing`, `avoids`, `method`, `pause`, `refusal`,
/// `gives`, `ground`, `exception`, `remedy`, `mask`, `month`, `art22`, `binds`, `destroyer`, `certificate-kind`.
pub fn word(kind: &str, id: &str, lang: Lang) -> String {
    let (key, loader) = (key(kind, id), loader(lang));
    if loader.has(&key) { loader.get(&key) } else { id.replace('_', " ") }
}

/// Whether people can read the word: whether there is a message for it.
pub fn is_known(kind: &str, id: &str) -> bool {
    loader(Lang::Nl).has(&key(kind, id))
}

fn key(kind: &str, id: &str) -> String {
    format!("{kind}-{}", id.to_lowercase().replace(['_', ' ', '(', ')'], "-").trim_end_matches('-').replace("--", "-"))
}

/// An article with the name of the act as people know it: `GDPR 15(1)` is `AVG 15(1)` in Dutch.
pub fn law_in_words(law: &str, lang: Lang) -> String {
    gestand_policy::law_in_words(law, lang.code())
}

/// A list as people write it: `a, b en c`; with semicolons where an item itself holds a comma or an "and".
pub fn list_in_words<S: AsRef<str>>(items: &[S], lang: Lang) -> String {
    joined_by(items, &fl!(loader(lang), "list-and"))
}

/// A choice as people write it: `a, b of c`.
pub fn either_in_words<S: AsRef<str>>(items: &[S], lang: Lang) -> String {
    joined_by(items, &fl!(loader(lang), "list-or"))
}

fn joined_by<S: AsRef<str>>(items: &[S], and: &str) -> String {
    let compound = |item: &S| item.as_ref().contains(',') || item.as_ref().split(' ').any(|word| word == and);
    let comma = if items.iter().any(compound) { "; " } else { ", " };
    match items {
        [] => String::new(),
        [one] => one.as_ref().to_owned(),
        [first @ .., last] => {
            let first: Vec<&str> = first.iter().map(AsRef::as_ref).collect();
            let before_last = if comma == "; " { "; " } else { " " };
            format!("{}{before_last}{and} {}", first.join(comma), last.as_ref())
        }
    }
}

/// `text` with its first letter as a capital, to start a sentence.
pub fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use gestand_policy::At;
    use gestand_policy::model::Text;

    use super::*;

    #[test]
    fn terms_read_as_people_say_them() {
        let mut events = Entries::new();
        let label = Text { nl: "het einde van de huur".into(), en: Some("the end of the tenancy".into()) };
        events.insert("tenancy_ended".into(), At::nowhere(EventKind { label: Some(label), trace: Vec::new() }));
        let say = |term: &str, lang| keep_in_words(&term.parse().expect(term), &events, lang);
        assert_eq!(say("2 years after tenancy_ended", Lang::Nl), "tot 2 jaar na het einde van de huur");
        assert_eq!(say("1 month after tenancy_ended", Lang::Nl), "tot 1 maand na het einde van de huur");
        assert_eq!(say("6 weeks after tenancy_ended", Lang::En), "until 6 weeks after the end of the tenancy");
        assert_eq!(
            say("7 years after tenancy_ended, to end of book year", Lang::Nl),
            "tot 7 jaar na het einde van de huur, gerekend vanaf het eind van dat boekjaar"
        );
        assert_eq!(say("until tenancy_ended", Lang::Nl), "tot het einde van de huur");
        assert_eq!(say("0 days after tenancy_ended", Lang::Nl), "tot het einde van de huur");
        assert_eq!(say("as long as needed", Lang::Nl), "zolang dat nodig is");
        assert_eq!(say("28 days after case_closed", Lang::Nl), "tot 28 dagen na case closed");
    }

    #[test]
    fn dates_lists_and_words() {
        assert_eq!(date_in_words(jiff::civil::date(2026, 3, 1), Lang::Nl), "1 maart 2026");
        assert_eq!(date_in_words(jiff::civil::date(2026, 12, 31), Lang::En), "31 December 2026");
        assert_eq!(list_in_words(&["a", "b", "c"], Lang::Nl), "a, b en c");
        assert_eq!(list_in_words(&["a en b", "c"], Lang::Nl), "a en b; en c");
        assert_eq!(word("channel", "office", Lang::Nl), "op kantoor");
        assert_eq!(word("ground", "17(1)(a)", Lang::En), "the data are no longer needed");
        assert_eq!(word("channel", "carrier_pigeon", Lang::Nl), "carrier pigeon");
    }
}
