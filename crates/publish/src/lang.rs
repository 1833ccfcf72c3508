//! The two languages, the Fluent catalogues, and how a Dutch reader is addressed.

use std::sync::OnceLock;

use gestand_policy::model::{AddressForm, Text};
use i18n_embed::LanguageLoader;
use i18n_embed::fluent::FluentLanguageLoader;
use i18n_embed::unic_langid::{LanguageIdentifier, langid};

/// A language of the texts. Dutch is the source; English is a translation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Lang {
    #[default]
    Nl,
    En,
}

impl Lang {
    /// The language tag: `nl` or `en`.
    pub fn code(self) -> &'static str {
        match self {
            Lang::Nl => "nl",
            Lang::En => "en",
        }
    }
}

#[derive(rust_embed::RustEmbed)]
#[folder = "i18n/"]
struct Catalogues;

/// The messages of `lang`; where a translation is missing, the Dutch one. A test proves that the catalogues parse.
pub(crate) fn loader(lang: Lang) -> &'static FluentLanguageLoader {
    static DUTCH: OnceLock<FluentLanguageLoader> = OnceLock::new();
    static ENGLISH: OnceLock<FluentLanguageLoader> = OnceLock::new();
    const NL: LanguageIdentifier = langid!("nl");
    let load = |languages: &[LanguageIdentifier]| {
        let loader = FluentLanguageLoader::new("publish", NL);
        loader.load_languages(&Catalogues, languages).ok();
        loader.set_use_isolating(false);
        loader
    };
    match lang {
        Lang::Nl => DUTCH.get_or_init(|| load(&[NL])),
        Lang::En => ENGLISH.get_or_init(|| load(&[langid!("en"), NL])),
    }
}

/// A language with a way to address the reader: what every writer of texts needs.
#[derive(Clone, Copy)]
pub(crate) struct Texts {
    pub loader: &'static FluentLanguageLoader,
    pub lang: Lang,
    pub form: AddressForm,
}

/// The Fluent message `id`, addressed as the policy says. A message that is missing in Dutch does not compile.
macro_rules! t {
    ($texts:expr, $id:literal $(, $key:ident = $value:expr)* $(,)?) => {
        $texts.fit(&i18n_embed_fl::fl!($texts.loader, $id $(, $key = $value)*))
    };
}
pub(crate) use t;

impl Texts {
    pub fn new(lang: Lang, form: AddressForm) -> Self {
        Texts { loader: loader(lang), lang, form }
    }

    /// A text of the policy in this language and form.
    pub fn text(&self, text: &Text) -> String {
        self.fit(text.get(self.lang.code()))
    }

    /// The label, or a readable form of `id` where the policy has none.
    pub fn label(&self, label: Option<&Text>, id: &str) -> String {
        label.map_or_else(|| id.replace('_', " "), |text| self.text(text))
    }

    /// `text` in the chosen form of address. Dutch texts are written with `u`.
    pub fn fit(&self, text: &str) -> String {
        match (self.lang, self.form) {
            (Lang::Nl, AddressForm::Je) => informal(text),
            _ => text.to_owned(),
        }
    }
}

/// Verbs that lose their t before `je` ("hebt u": "heb je"). Stems that end in t keep it ("moet u": "moet je").
const INVERTED: [(&str, &str); 33] = [
    ("hebt", "heb"),
    ("kunt", "kun"),
    ("wilt", "wil"),
    ("bent", "ben"),
    ("vindt", "vind"),
    ("krijgt", "krijg"),
    ("leest", "lees"),
    ("ziet", "zie"),
    ("vraagt", "vraag"),
    ("geeft", "geef"),
    ("gebruikt", "gebruik"),
    ("stuurt", "stuur"),
    ("huurt", "huur"),
    ("woont", "woon"),
    ("gaat", "ga"),
    ("zult", "zul"),
    ("bedoelt", "bedoel"),
    ("belt", "bel"),
    ("bereikt", "bereik"),
    ("betaalt", "betaal"),
    ("bezoekt", "bezoek"),
    ("deelt", "deel"),
    ("doet", "doe"),
    ("hoort", "hoor"),
    ("komt", "kom"),
    ("koopt", "koop"),
    ("maakt", "maak"),
    ("neemt", "neem"),
    ("schrijft", "schrijf"),
    ("trekt", "trek"),
    ("weigert", "weiger"),
    ("werkt", "werk"),
    ("zoekt", "zoek"),
];

/// Prepositions after which a person is meant with stress: `met jou`. After `voor` only where no clause follows, as
/// `voor u` can also be "before you".
const STRESSING: [&str; 3] = ["namens", "met", "zonder"];

/// A Dutch text written with `u`, now with `je`: the sector's texts serve both kinds of corporation.
fn informal(text: &str) -> String {
    let words: Vec<(&str, &str)> = text
        .split_inclusive(|c: char| !c.is_alphanumeric())
        .map(|word| word.split_at(word.trim_end_matches(|c: char| !c.is_alphanumeric()).len()))
        .collect();
    let mut out = String::with_capacity(text.len());
    // The verb that may have to lose its t, with its place in `out`.
    let mut verb: Option<(usize, &'static str)> = None;
    for (at, (bare, after)) in words.iter().copied().enumerate() {
        let before = at.checked_sub(1).and_then(|before| words.get(before)).filter(|(_, after)| *after == " ");
        let before = before.map_or("", |(bare, _)| bare);
        let next = words.get(at + 1).filter(|_| after == " ").map_or("", |(bare, _)| bare);
        let after_number = out.trim_end().ends_with(|c: char| c.is_ascii_digit());
        let new = match bare {
            "u" if after_number => "u",
            "u" if before == "maar" && next == "wel" => "jij",
            "u" if is_stressed(before, next) => "jou",
            "u" | "uw" => "je",
            "U" | "Uw" => "Je",
            "uwe" => "jouwe",
            "uzelf" => "jezelf",
            same => same,
        };
        if bare == "u"
            && new == "je"
            && let Some((start, stem)) = verb
        {
            let capital = out[start..].starts_with(|c: char| c.is_uppercase());
            out.truncate(start);
            let mut letters = stem.chars();
            out.extend(letters.next().map(|c| if capital { c.to_ascii_uppercase() } else { c }));
            out.push_str(letters.as_str());
            out.push(' ');
        }
        let lower = bare.to_lowercase();
        verb = INVERTED.iter().find(|(with_t, _)| *with_t == lower && after == " ").map(|(_, stem)| (out.len(), *stem));
        out.push_str(new);
        out.push_str(after);
    }
    out
}

/// Whether `u` between these words is the person with stress, and not the subject of a clause.
fn is_stressed(before: &str, next: &str) -> bool {
    let before = before.to_lowercase();
    let no_clause = next.is_empty() || next == "van" || next.len() > 3 && next.ends_with("en");
    STRESSING.contains(&before.as_str()) || before == "voor" && no_clause
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    fn keys(file: &str) -> BTreeSet<String> {
        let bytes = Catalogues::get(file).expect(file).data;
        let text = std::str::from_utf8(&bytes).expect("UTF-8").to_owned();
        text.lines()
            .filter_map(|line| line.split_once(" ="))
            .filter(|(key, _)| key.starts_with(|c: char| c.is_ascii_lowercase()))
            .map(|(key, _)| key.to_owned())
            .collect()
    }

    #[test]
    fn english_has_the_keys_of_dutch() {
        let (nl, en) = (keys("nl/publish.ftl"), keys("en/publish.ftl"));
        assert!(nl.len() > 100);
        assert_eq!(nl.difference(&en).collect::<Vec<_>>(), Vec::<&String>::new(), "missing in English");
        assert_eq!(en.difference(&nl).collect::<Vec<_>>(), Vec::<&String>::new(), "not in Dutch");
        for (lang, keys) in [(Lang::Nl, nl), (Lang::En, en)] {
            for key in keys {
                assert!(loader(lang).has(&key), "{key} does not parse in {}", lang.code());
            }
        }
    }

    /// The whole catalogue in both forms: no form of the other is left, and no verb keeps a t that `je` takes away.
    #[test]
    fn every_dutch_text_serves_both_forms() {
        let bytes = Catalogues::get("nl/publish.ftl").expect("Dutch").data;
        let text = std::str::from_utf8(&bytes).expect("UTF-8");
        let not_verbs = [
            "dat", "niet", "wat", "met", "het", "uit", "moet", "laat", "weet", "omdat", "voordat", "zet", "tot",
            "recht", "nadat", "want",
        ];
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            let line = line.split_once(" = ").map_or(line, |(_, text)| text);
            let words =
                |text: &str| text.split(|c: char| !c.is_alphanumeric()).map(str::to_lowercase).collect::<Vec<_>>();
            let formal = words(line);
            assert!(!formal.iter().any(|word| ["je", "jij", "jou", "jouw"].contains(&word.as_str())), "{line}");
            let informal = words(&informal(line));
            assert!(!informal.iter().any(|word| ["u", "uw", "uzelf", "uwe"].contains(&word.as_str())), "{line}");
            for (at, pair) in informal.windows(2).enumerate() {
                let inverted = pair[1] == "je" && pair[0].ends_with('t') && formal[at + 1] == "u";
                assert!(!inverted || not_verbs.contains(&pair[0].as_str()), "'{} {}' in: {line}", pair[0], pair[1]);
            }
        }
    }

    #[test]
    fn u_becomes_je_with_the_right_verb() {
        assert_eq!(
            informal("U hebt rechten. Hebt u vragen? Dan kunt u uw vraag sturen."),
            "Je hebt rechten. Heb je vragen? Dan kun je je vraag sturen."
        );
        assert_eq!(
            informal("Dat moet u weten: u, uzelf, van 9 u tot 5 u."),
            "Dat moet je weten: je, jezelf, van 9 u tot 5 u."
        );
        assert_eq!(informal("De buurt geeft uitleg."), "De buurt geeft uitleg.");
    }

    #[test]
    fn after_a_preposition_u_becomes_jou() {
        let table = [
            (
                "Een ander handelt namens u. Contact met u te houden.",
                "Een ander handelt namens jou. Contact met jou te houden.",
            ),
            (
                "Een risico voor u? Iemand voor u laten handelen.",
                "Een risico voor jou? Iemand voor jou laten handelen.",
            ),
            ("Dat doen wij voor u een contract tekent.", "Dat doen wij voor je een contract tekent."),
            ("wij niet meer, maar u wel voor een rechtszaak", "wij niet meer, maar jij wel voor een rechtszaak"),
            ("de gegevens die wij van u hebben, met uw brief", "de gegevens die wij van je hebben, met je brief"),
        ];
        for (formal, wanted) in table {
            assert_eq!(informal(formal), wanted);
        }
    }
}
