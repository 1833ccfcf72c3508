//! The promises as pages show them: whole sentences, and the same counts on the statement and on the proof.

use std::collections::BTreeMap;

use gestand_app::views::{Mark, PromiseLine, ProofPage};
use gestand_app::{App, AppError};
use gestand_publish::{Lang, Sentence, words};

/// Whether a node of the statement promises something; the list of laws only informs.
pub(crate) fn is_promise(node: &str) -> bool {
    node != "laws"
}

/// The proof of all that is promised.
///
/// # Errors
/// When our own database cannot be read.
pub(crate) async fn proof(app: &App, lang: Lang) -> Result<ProofPage, AppError> {
    let mut view = app.proof(lang).await?;
    view.promises.retain(|promise| is_promise(&promise.node));
    let statement = app.statement(lang);
    let mut sentences: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for sentence in statement.sections.iter().flat_map(|section| &section.sentences) {
        sentences.entry(&sentence.node).or_default().push(whole(sentence, lang));
    }
    for promise in &mut view.promises {
        promise.sentence = match sentences.get(promise.node.as_str()) {
            Some(sentences) => sentences.join(" "),
            None => words::capital(&promise.sentence),
        };
    }
    Ok(view)
}

/// A sentence that announces a list, with its list.
fn whole(sentence: &Sentence, lang: Lang) -> String {
    if !sentence.text.ends_with(':') || sentence.details.is_empty() {
        return sentence.text.clone();
    }
    let details: Vec<String> = sentence.details.iter().map(ToString::to_string).collect();
    let list = words::list_in_words(&details, lang);
    format!("{} {}.", sentence.text, list.trim_end_matches('.'))
}

/// How many promises carry each mark, in the given order.
pub(crate) fn counts<const N: usize>(promises: &[PromiseLine], marks: [Mark; N]) -> [(Mark, usize); N] {
    marks.map(|mark| (mark, promises.iter().filter(|promise| promise.mark == mark).count()))
}

#[cfg(test)]
mod tests {
    use gestand_publish::Detail;

    use super::*;

    #[test]
    fn a_sentence_that_announces_a_list_is_shown_with_it() {
        let sentence = |text: &str, details: &[&str]| Sentence {
            id: "requests".into(),
            node: "requests".into(),
            text: text.into(),
            details: details.iter().map(|text| Detail { label: None, text: (*text).to_owned() }).collect(),
            entry: None,
            group: None,
            lang: Lang::Nl,
        };
        let say = |text, details| whole(&sentence(text, details), Lang::Nl);
        assert_eq!(say("Dat kan zo:", &["bellen", "langskomen."]), "Dat kan zo: bellen en langskomen.");
        assert_eq!(say("Een verzoek kost niets.", &["AVG 12(5)"]), "Een verzoek kost niets.");
    }
}
