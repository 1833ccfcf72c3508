//! From the words of a file to the ids of the policy language: labels and ids of the vocabulary, and fixed words.

use std::collections::BTreeMap;

use gestand_policy::model::{Activity, Basis, Document, PackKind, Silence, Text};

use super::mapping::normal;
use crate::{Lang, words};

/// The words that an import knows, by section.
#[derive(Debug, Clone, Default)]
pub struct Vocabulary {
    pub(super) subjects: Words,
    pub(super) data: Words,
    pub(super) functions: Words,
    pub(super) recipients: Words,
    pub(super) origins: Words,
    /// Recipients that a pack has in use already: they need not be listed again.
    pub(super) recipients_in_use: Vec<String>,
    /// Activities that the vocabulary describes, with what a pack takes over unless it is silent on it.
    pub(super) activities: BTreeMap<String, Vec<Silence>>,
}

/// Words of one section, each with the ids it can stand for.
#[derive(Debug, Clone, Default)]
pub(super) struct Words(BTreeMap<String, Vec<String>>);

/// What a word stands for.
pub(super) enum Meaning {
    One(String),
    Several(Vec<String>),
    Unknown { nearest: Option<String> },
}

/// Words are close enough from here on to be named as what may be meant (Jaro-Winkler).
const NEAR: f64 = 0.85;

impl Words {
    fn add(&mut self, id: &str, label: Option<&Text>) {
        let labels = label.into_iter().flat_map(|text| [Some(&text.nl), text.en.as_ref()]).flatten();
        for word in labels.map(String::as_str).chain([id]) {
            // A semicolon in a label is a comma in a table.
            let ids = self.0.entry(normal(&word.replace(';', ","))).or_default();
            if !ids.iter().any(|known| known == id) {
                ids.push(id.to_owned());
            }
        }
    }

    pub fn knows(&self, id: &str) -> bool {
        self.0.values().flatten().any(|known| known == id)
    }

    pub fn meaning(&self, word: &str) -> Meaning {
        let key = normal(word);
        match self.0.get(&key).map(Vec::as_slice) {
            Some([id]) => Meaning::One(id.clone()),
            Some(ids) => Meaning::Several(ids.to_vec()),
            None => {
                let near = self.0.keys().map(|known| (known, strsim::jaro_winkler(known, &key)));
                let best = near.filter(|(_, score)| *score >= NEAR).max_by(|a, b| a.1.total_cmp(&b.1));
                Meaning::Unknown { nearest: best.map(|(known, _)| known.clone()) }
            }
        }
    }
}

impl Vocabulary {
    /// The words of these policy documents: the corporation's own first, where there is one, and the sector.
    pub fn of(documents: &[&Document]) -> Self {
        let mut all = Vocabulary::default();
        for document in documents {
            document.subjects.iter().for_each(|(id, entry)| all.subjects.add(id, entry.label.as_ref()));
            document.functions.iter().for_each(|(id, entry)| all.functions.add(id, entry.label.as_ref()));
            document.recipients.iter().for_each(|(id, entry)| all.recipients.add(id, entry.label.as_ref()));
            document.origins.iter().for_each(|(id, entry)| all.origins.add(id, entry.label.as_ref()));
            for (id, category) in &document.categories {
                all.data.add(id, category.label.as_ref());
                category.items.iter().for_each(|(id, item)| all.data.add(id, item.label.as_ref()));
            }
            if document.kind == Some(PackKind::Vocabulary) {
                let described = document.activities.iter().map(|(id, activity)| (id.clone(), described(activity)));
                all.activities.extend(described);
            } else {
                all.recipients_in_use.extend(document.recipients.keys().cloned());
            }
        }
        all
    }
}

fn described(activity: &Activity) -> Vec<Silence> {
    let fields = [
        (Silence::Purpose, activity.purpose.is_some()),
        (Silence::Basis, !activity.basis.is_empty()),
        (Silence::Law, activity.law.is_some()),
        (Silence::Subjects, !activity.subjects.is_empty()),
        (Silence::Data, !activity.data.is_empty()),
        (Silence::Functions, !activity.functions.is_empty()),
        (Silence::Recipients, !activity.recipients.is_empty()),
        (Silence::Origins, !activity.origins.is_empty()),
    ];
    fields.into_iter().filter(|(_, stated)| *stated).map(|(field, _)| field).collect()
}

/// Words for the six bases beside our own; the article as it is written in registers.
const BASES: [(Basis, &[&str]); 6] = [
    (Basis::Consent, &["toestemming", "consent", "6(1)(a)", "6 lid 1 sub a", "6 lid 1 onder a", "6.1.a", "6 lid 1a"]),
    (
        Basis::Contract,
        &["overeenkomst", "contract", "6(1)(b)", "6 lid 1 sub b", "6 lid 1 onder b", "6.1.b", "6 lid 1b"],
    ),
    (
        Basis::LegalObligation,
        &[
            "wettelijke plicht",
            "wettelijke verplichting",
            "legal obligation",
            "6(1)(c)",
            "6 lid 1 sub c",
            "6 lid 1 onder c",
            "6.1.c",
            "6 lid 1c",
        ],
    ),
    (
        Basis::VitalInterest,
        &[
            "vitaal belang",
            "vitale belangen",
            "levensbelang",
            "vital interest",
            "6(1)(d)",
            "6 lid 1 sub d",
            "6 lid 1 onder d",
            "6.1.d",
            "6 lid 1d",
        ],
    ),
    (
        Basis::PublicTask,
        &[
            "algemeen belang",
            "publieke taak",
            "openbaar gezag",
            "public task",
            "6(1)(e)",
            "6 lid 1 sub e",
            "6 lid 1 onder e",
            "6.1.e",
            "6 lid 1e",
        ],
    ),
    (
        Basis::LegitimateInterest,
        &[
            "gerechtvaardigd belang",
            "gerechtvaardigde belangen",
            "legitimate interest",
            "6(1)(f)",
            "6 lid 1 sub f",
            "6 lid 1 onder f",
            "6.1.f",
            "6 lid 1f",
        ],
    ),
];

/// The bases named in a part of a cell; empty where none is recognised.
pub(super) fn bases(part: &str) -> Vec<Basis> {
    let text = normal(part);
    let own =
        |basis: Basis| [Lang::Nl, Lang::En].iter().any(|lang| normal(&words::basis_in_words(basis, *lang)) == text);
    let named = |basis: Basis, names: &[&str]| own(basis) || names.iter().any(|name| text.contains(name));
    BASES.iter().filter(|(basis, names)| named(*basis, names)).map(|(basis, _)| *basis).collect()
}

/// The id among `ids` whose word of `kind`, in either language, is `word`.
pub(super) fn fixed_word(kind: &str, ids: &[&'static str], word: &str) -> Option<&'static str> {
    let key = normal(word);
    let says = |id: &str| [Lang::Nl, Lang::En].iter().any(|lang| normal(&words::word(kind, id, *lang)) == key);
    ids.iter().find(|id| **id == key || says(id)).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bases_are_read_as_registers_write_them() {
        assert_eq!(bases("Art. 6 lid 1 sub b AVG (overeenkomst)"), [Basis::Contract]);
        assert_eq!(bases("Gerechtvaardigd belang"), [Basis::LegitimateInterest]);
        assert_eq!(bases("taak van algemeen belang"), [Basis::PublicTask]);
        assert_eq!(bases("toestemming en wettelijke verplichting"), [Basis::Consent, Basis::LegalObligation]);
        assert!(bases("n.v.t.").is_empty());
    }
}
