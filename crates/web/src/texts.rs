//! The texts: Dutch as source language, Dutch with `je` where a corporation says so, and English.

use std::sync::OnceLock;

use gestand_policy::model::AddressForm;
use gestand_publish::Lang;
use i18n_embed::LanguageLoader;
use i18n_embed::fluent::FluentLanguageLoader;
use i18n_embed::unic_langid::{LanguageIdentifier, langid};

#[derive(rust_embed::RustEmbed)]
#[folder = "i18n/"]
struct Catalogues;

const DUTCH: LanguageIdentifier = langid!("nl");
const ENGLISH: LanguageIdentifier = langid!("en");

/// Holds only the messages that address the reader; the others come from `nl`.
fn informal() -> LanguageIdentifier {
    langid!("nl-informal")
}

/// The messages in a language and form of address. A test proves that every catalogue parses.
pub(crate) fn loader(lang: Lang, form: AddressForm) -> &'static FluentLanguageLoader {
    static FORMAL: OnceLock<FluentLanguageLoader> = OnceLock::new();
    static FAMILIAR: OnceLock<FluentLanguageLoader> = OnceLock::new();
    static FOREIGN: OnceLock<FluentLanguageLoader> = OnceLock::new();
    let load = |languages: &[LanguageIdentifier]| {
        let loader = FluentLanguageLoader::new("web", DUTCH);
        loader.load_languages(&Catalogues, languages).ok();
        loader.set_use_isolating(false);
        loader
    };
    match (lang, form) {
        (Lang::Nl, AddressForm::Je) => FAMILIAR.get_or_init(|| load(&[informal(), DUTCH])),
        (Lang::Nl, _) => FORMAL.get_or_init(|| load(&[DUTCH])),
        (Lang::En, _) => FOREIGN.get_or_init(|| load(&[ENGLISH, DUTCH])),
    }
}

/// The message with this name for a page; one that is missing in Dutch does not compile.
macro_rules! t {
    ($page:expr, $id:literal $(, $key:ident = $value:expr)* $(,)?) => {
        i18n_embed_fl::fl!($page.texts, $id $(, $key = $value)*)
    };
}

/// `nl` or `en`.
pub(crate) fn code(lang: Lang) -> &'static str {
    match lang {
        Lang::Nl => "nl",
        Lang::En => "en",
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    fn messages(file: &str) -> BTreeMap<String, String> {
        let bytes = Catalogues::get(file).expect(file).data;
        let text = std::str::from_utf8(&bytes).expect("UTF-8").to_owned();
        let mut messages: BTreeMap<String, String> = BTreeMap::new();
        let mut last = String::new();
        for line in text.lines() {
            match line.split_once(" =") {
                Some((key, rest)) if key.starts_with(|c: char| c.is_ascii_lowercase()) => {
                    assert!(messages.insert(key.to_owned(), rest.to_owned()).is_none(), "{key} twice in {file}");
                    last = key.to_owned();
                }
                _ if line.starts_with(' ') => {
                    if let Some(message) = messages.get_mut(&last) {
                        message.push_str(line);
                    }
                }
                _ => {}
            }
        }
        messages
    }

    #[test]
    fn english_has_the_messages_of_dutch() {
        let (nl, en) = (messages("nl/web.ftl"), messages("en/web.ftl"));
        assert!(nl.len() > 200);
        assert_eq!(nl.keys().filter(|key| !en.contains_key(*key)).collect::<Vec<_>>(), Vec::<&String>::new());
        assert_eq!(en.keys().filter(|key| !nl.contains_key(*key)).collect::<Vec<_>>(), Vec::<&String>::new());
        for (lang, keys) in [(Lang::Nl, nl), (Lang::En, en)] {
            for key in keys.into_keys() {
                assert!(loader(lang, AddressForm::U).has(&key), "{key} does not parse in {}", code(lang));
            }
        }
    }

    #[test]
    fn who_is_addressed_with_u_can_be_addressed_with_je() {
        let (formal, familiar) = (messages("nl/web.ftl"), messages("nl-informal/web.ftl"));
        let has = |text: &str, words: &[&str]| {
            text.to_lowercase().split(|c: char| !c.is_alphabetic()).any(|word| words.contains(&word))
        };
        for (key, text) in &formal {
            let addresses = has(text, &["u", "uw"]);
            assert_eq!(addresses, familiar.contains_key(key), "{key}: {text}");
        }
        for (key, text) in &familiar {
            assert!(!has(text, &["u", "uw"]), "{key}: {text}");
            assert!(loader(Lang::Nl, AddressForm::Je).has(key), "{key} does not parse");
        }
    }
}
