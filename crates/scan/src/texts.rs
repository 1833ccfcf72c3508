//! The texts in Dutch and English.

use std::sync::OnceLock;

use i18n_embed::LanguageLoader;
use i18n_embed::fluent::FluentLanguageLoader;
use i18n_embed::unic_langid::LanguageIdentifier;

#[derive(rust_embed::RustEmbed)]
#[folder = "i18n/"]
struct Catalogues;

/// The messages in `lang` (`nl` or `en`). A test proves that the catalogues parse.
pub(crate) fn loader(lang: &str) -> &'static FluentLanguageLoader {
    static DUTCH: OnceLock<FluentLanguageLoader> = OnceLock::new();
    static ENGLISH: OnceLock<FluentLanguageLoader> = OnceLock::new();
    let load = |languages: &[&str]| {
        let languages: Vec<LanguageIdentifier> = languages.iter().filter_map(|code| code.parse().ok()).collect();
        let loader = FluentLanguageLoader::new("scan", languages.last().cloned().unwrap_or_default());
        loader.load_languages(&Catalogues, &languages).ok();
        loader.set_use_isolating(false);
        loader
    };
    match lang {
        "en" => ENGLISH.get_or_init(|| load(&["en", "nl"])),
        _ => DUTCH.get_or_init(|| load(&["nl"])),
    }
}

/// The Fluent message `id`. A message that is missing in Dutch does not compile.
macro_rules! t {
    ($loader:expr, $id:literal $(, $key:ident = $value:expr)* $(,)?) => {
        i18n_embed_fl::fl!($loader, $id $(, $key = $value)*)
    };
}
pub(crate) use t;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ScanError;

    #[test]
    fn every_message_parses_in_both_languages() {
        let text = String::from_utf8(Catalogues::get("nl/scan.ftl").expect("Dutch").data.to_vec()).expect("UTF-8");
        let keys = text.lines().filter_map(|line| line.split_once(" =")).map(|(key, _)| key);
        let keys: Vec<_> = keys.filter(|key| key.starts_with(|c: char| c.is_ascii_lowercase())).collect();
        assert!(keys.len() > 20);
        for key in keys {
            assert!(loader("nl").has(key) && loader("en").has(key), "{key}");
        }
        assert_ne!(ScanError::Crashed.message("nl"), ScanError::Crashed.message("en"));
    }
}
