//! A lint of Dutch texts for level B1: short and active sentences of words that everybody knows.
//!
//! The rules are those that the Dutch government gives for its own texts (communicatierijk.nl, "Taalniveau B1": easy
//! words, short and active sentences; names of laws and terms of law stay). The government gives no numbers; the limits
//! are ours.

use std::collections::BTreeSet;
use std::sync::OnceLock;

use i18n_embed_fl::fl;
use serde::Serialize;

use crate::lang::loader;
use crate::{Lang, Sentence, Statement};

/// A sentence of more words is too long.
pub const LONGEST_SENTENCE: usize = 25;
/// The sentences of a section have at most so many words on average.
pub const LONGEST_AVERAGE: usize = 15;
/// Abbreviations that people know better than what they stand for.
const EVERYDAY: [&str; 7] = ["ICT", "ID", "PDF", "SMS", "TV", "WC", "IP"];

/// What makes a sentence hard to read, and where it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// The id of the sentence; of the section for [`Problem::LongOnAverage`].
    pub id: String,
    #[serde(flatten)]
    pub problem: Problem,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "problem", rename_all = "snake_case")]
pub enum Problem {
    LongSentence { words: usize, sentence: String },
    LongOnAverage { words: usize },
    DifficultWord { word: String, instead: String },
    PassiveChain { sentence: String },
    Abbreviation { abbreviation: String },
}

impl Problem {
    /// The problem for the writer of the text.
    pub fn message(&self, lang: Lang) -> String {
        let l = loader(lang);
        match self {
            Problem::LongSentence { words, sentence } => {
                fl!(l, "lint-long", words = words, limit = LONGEST_SENTENCE, sentence = sentence.as_str())
            }
            Problem::LongOnAverage { words } => fl!(l, "lint-average", words = words, limit = LONGEST_AVERAGE),
            Problem::DifficultWord { word, instead } => {
                fl!(l, "lint-word", word = word.as_str(), instead = instead.as_str())
            }
            Problem::PassiveChain { sentence } => fl!(l, "lint-passive", sentence = sentence.as_str()),
            Problem::Abbreviation { abbreviation } => {
                fl!(l, "lint-abbreviation", abbreviation = abbreviation.as_str())
            }
        }
    }
}

/// What is hard to read in the Dutch sentences of `statement`, in their order. Empty: it reads at B1.
pub fn readability(statement: &Statement) -> Vec<Finding> {
    let dutch = |sentence: &&Sentence| sentence.lang == Lang::Nl;
    let explained: BTreeSet<String> = statement.sentences().flat_map(texts).flat_map(in_brackets).collect();
    let mut findings = Vec::new();
    for section in std::iter::once(&statement.short).chain(&statement.sections) {
        let mut lengths = Vec::new();
        for sentence in section.sentences.iter().filter(dutch) {
            let mut add = |problem| findings.push(Finding { id: sentence.id.clone(), problem });
            let running = std::iter::once(sentence.text.as_str())
                .chain(sentence.details.iter().filter(|detail| detail.label.is_none()).map(|detail| &*detail.text));
            for text in running {
                lengths.extend(sentences(text).map(words));
                hard_sentences(text).into_iter().for_each(&mut add);
            }
            for text in texts(sentence).filter(|_| !only_names(sentence)) {
                difficult_words(text).into_iter().for_each(&mut add);
                let unexplained = abbreviations(text).filter(|name| !explained.contains(name));
                unexplained.for_each(|abbreviation| add(Problem::Abbreviation { abbreviation }));
            }
        }
        let average = lengths.iter().sum::<usize>().div_ceil(lengths.len().max(1));
        if average > LONGEST_AVERAGE {
            let problem = Problem::LongOnAverage { words: average };
            findings.push(Finding { id: section.id.to_string(), problem });
        }
    }
    findings
}

/// What is hard to read in one text, without what a whole statement explains.
pub fn hard_to_read(text: &str) -> Vec<Problem> {
    hard_sentences(text).into_iter().chain(difficult_words(text)).collect()
}

/// Addresses, acts and cookies have the names they have.
fn only_names(sentence: &Sentence) -> bool {
    let node = sentence.node.as_str();
    matches!(node, "organisation" | "organisation.officer" | "laws") || node.starts_with("cookies.")
}

fn texts(sentence: &Sentence) -> impl Iterator<Item = &str> {
    let details = sentence.details.iter().flat_map(|detail| detail.label.iter().chain([&detail.text]));
    std::iter::once(&sentence.text).chain(details).map(String::as_str)
}

/// The sentences of a text; what follows a colon or a semicolon is one of its own.
fn sentences(text: &str) -> impl Iterator<Item = &str> {
    let ends = |at: usize, c: char| {
        matches!(c, '.' | '!' | '?' | ':' | ';') && text[at + 1..].chars().next().is_none_or(char::is_whitespace)
    };
    let mut start = 0;
    let breaks = text.char_indices().filter(move |(at, c)| ends(*at, *c)).map(|(at, _)| at + 1);
    let pieces = breaks.chain([text.len()]).map(move |end| {
        let piece = &text[start..end];
        start = end;
        piece.trim()
    });
    pieces.filter(|piece| words(piece) > 0)
}

fn words(sentence: &str) -> usize {
    sentence.split_whitespace().filter(|word| word.contains(char::is_alphanumeric)).count()
}

fn hard_sentences(text: &str) -> Vec<Problem> {
    let mut problems = Vec::new();
    for sentence in sentences(text) {
        let words = words(sentence);
        if words > LONGEST_SENTENCE {
            problems.push(Problem::LongSentence { words, sentence: sentence.to_owned() });
        }
        if is_passive_chain(sentence) {
            problems.push(Problem::PassiveChain { sentence: sentence.to_owned() });
        }
    }
    problems
}

/// "kan worden gedeeld", "wordt … en wordt …": who does it is lost.
fn is_passive_chain(sentence: &str) -> bool {
    const BE: [&str; 4] = ["worden", "wordt", "werd", "werden"];
    const MODAL: [&str; 8] = ["kan", "kunnen", "moet", "moeten", "zal", "zullen", "mag", "mogen"];
    let found = |list: &[&str]| plain_words(sentence).filter(|word| list.contains(&word.as_str())).count();
    let passive = found(&BE);
    passive > 1 || (passive == 1 && found(&MODAL) > 0 && plain_words(sentence).any(|word| word == "worden"))
}

fn plain_words(text: &str) -> impl Iterator<Item = String> {
    text.split(|c: char| !c.is_alphanumeric() && c != '-').filter(|word| !word.is_empty()).map(str::to_lowercase)
}

/// Difficult words with simpler ones.
fn vocabulary() -> &'static [(&'static str, &'static str)] {
    static WORDS: OnceLock<Vec<(&str, &str)>> = OnceLock::new();
    WORDS
        .get_or_init(|| include_str!("readability/words.csv").lines().filter_map(|line| line.split_once(',')).collect())
}

fn difficult_words(text: &str) -> Vec<Problem> {
    let plain = format!(" {} ", plain_words(text).collect::<Vec<_>>().join(" "));
    let found = vocabulary().iter().filter(|(word, _)| plain.contains(&format!(" {word} ")));
    found.map(|(word, instead)| Problem::DifficultWord { word: (*word).into(), instead: (*instead).into() }).collect()
}

/// Words of capitals, such as `BSN` and `VvE`.
fn abbreviations(text: &str) -> impl Iterator<Item = String> {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|word| word.chars().all(char::is_alphabetic) && word.chars().count() <= 6)
        .filter(|word| word.chars().filter(|c| c.is_uppercase()).count() > 1 && !EVERYDAY.contains(word))
        .map(str::to_owned)
}

/// What stands between brackets behind its explanation: "functionaris gegevensbescherming (FG)".
fn in_brackets(text: &str) -> Vec<String> {
    let pieces = text.split('(').skip(1).filter_map(|rest| rest.split_once(')'));
    pieces.map(|(inside, _)| inside.trim().to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_sentences_hard_words_and_passive_chains_are_found() {
        let long = "Wij ".to_owned() + &"doen dit ".repeat(13) + "nu.";
        assert!(matches!(&hard_to_read(&long)[..], [Problem::LongSentence { words: 28, .. }]));
        assert_eq!(hard_to_read(&"Wij doen dit. ".repeat(13)), []);
        let word = Problem::DifficultWord { word: "indien".into(), instead: "als".into() };
        assert_eq!(hard_to_read("Indien u belt, helpen wij."), [word]);
        assert!(matches!(hard_to_read("Uw gegevens kunnen worden gedeeld.")[..], [Problem::PassiveChain { .. }]));
        assert_eq!(hard_to_read("Een computer die wordt gestolen, melden wij."), []);
    }

    #[test]
    fn abbreviations_and_their_explanations() {
        assert_eq!(abbreviations("De VvE vraagt uw BSN, per SMS of in Utrecht.").collect::<Vec<_>>(), ["VvE", "BSN"]);
        assert_eq!(in_brackets("uw burgerservicenummer (BSN) en (AVG)"), ["BSN", "AVG"]);
    }

    #[test]
    fn the_word_list_is_sound() {
        assert!(vocabulary().len() >= 80);
        let words: BTreeSet<&str> = vocabulary().iter().map(|(word, _)| *word).collect();
        assert_eq!(words.len(), vocabulary().len(), "a word twice");
        for (word, instead) in vocabulary() {
            assert!(!instead.is_empty() && !words.contains(instead), "{word}: {instead} is no help");
        }
    }
}
