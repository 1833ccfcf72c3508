//! Cases of the statement: what a sentence of it says.

use gestand_policy::Bilingual;
use gestand_publish::Sentence;

use super::Row;
use super::columns::Column;
use super::report::{Judged, Why};
use super::subject::Subject;
use super::words::unknown;

pub(super) fn judge(subject: &Subject<'_>, row: &Row<'_>) -> Result<Judged, Bilingual> {
    let name = row.needed(Column::Sentence)?;
    let says = row.needed(Column::Says)?;
    let [nl, en] = subject.statements();
    let of = |sentence: &&Sentence| sentence.id == name || sentence.node == name;
    let dutch: Vec<&Sentence> = nl.sentences().filter(of).collect();
    let english: Vec<&Sentence> = en.sentences().filter(of).collect();
    let Some(sentence) = dutch.first() else {
        return Err(unknown(name, nl.sentences().map(|sentence| sentence.id.as_str())));
    };
    let wanted = spaced(says);
    let is_so = dutch.iter().chain(&english).any(|sentence| spaced(&whole(sentence)).contains(&wanted));
    let all =
        |sentences: &[&Sentence]| sentences.iter().map(|sentence| whole(sentence)).collect::<Vec<_>>().join(" / ");
    let mut judged = Judged::because(vec![Why {
        text: Bilingual::new(
            format!("Dit volgt uit {}.", sentence.node),
            format!("This follows from {}.", sentence.node),
        ),
        place: subject.places.of_node(&sentence.node),
    }]);
    judged.compare(Column::Says, says, is_so, Bilingual::new(all(&dutch), all(&english)));
    Ok(judged)
}

/// A sentence with its details.
fn whole(sentence: &Sentence) -> String {
    let details = sentence.details.iter().map(|detail| match &detail.label {
        Some(label) => format!("{label}: {}", detail.text),
        None => detail.text.clone(),
    });
    std::iter::once(sentence.text.clone()).chain(details).collect::<Vec<_>>().join(" ")
}

/// Small letters and single spaces.
fn spaced(text: &str) -> String {
    text.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ")
}
