//! The words of the open lists: those that Gestand has a text for. Another word is published as it stands.

use crate::model::Document;
use crate::span::{At, Span};

/// Each kind of list with its words, in the spelling of a pack.
pub const OPEN_LISTS: [(&str, &[&str]); 24] = [
    ("art22", &["human_review", "express_view", "contest", "explanation"]),
    ("avoids", &["homes", "public_road", "property_of_others"]),
    ("binds", &["employees", "processors", "recipients", "visitors"]),
    (
        "channel",
        &[
            "email",
            "letter",
            "form",
            "portal",
            "phone",
            "office",
            "website",
            "link",
            "social_media",
            "whatsapp",
            "chat",
            "newsletter",
            "visit",
        ],
    ),
    ("cookies-kind", &["tracking", "marketing"]),
    ("criterion", &["purpose", "kind_of_data", "law"]),
    ("destroyer", &["self", "specialised_company", "supplier"]),
    (
        "exception",
        &[
            "statutory_retention",
            "contract",
            "good_reasons",
            "overriding_interest",
            "expression",
            "claims",
            "public_interest",
        ],
    ),
    ("extension", &["complex", "many_requests"]),
    ("forbidden", &["marketing", "own_use", "resale", "commercial_use", "charity"]),
    (
        "gives",
        &[
            "copy",
            "purposes",
            "categories",
            "recipients",
            "term",
            "source",
            "rights",
            "automated",
            "correct",
            "complete",
        ],
    ),
    (
        "ground",
        &[
            "17(1)(a)",
            "17(1)(b)",
            "17(1)(c)",
            "17(1)(d)",
            "17(1)(e)",
            "17(1)(f)",
            "18(1)(a)",
            "18(1)(b)",
            "18(1)(c)",
            "18(1)(d)",
            "21(1)",
            "21(2)",
            "erasure_pending",
        ],
    ),
    ("mask", &["bsn", "bsn_strip", "photo", "document_number", "marked_as_copy", "recipient", "date"]),
    (
        "method",
        &[
            "office_visit",
            "show_document",
            "video_call",
            "control_questions",
            "masked_copy",
            "known_account",
            "call_back",
        ],
    ),
    ("must", &["keep_secret", "secure", "same_standard", "tell_outside_eea", "prove_safety", "return_or_destroy"]),
    ("pause", &["identity_doubt", "specification", "missing_information"]),
    ("place", &["office", "entrance", "common_areas", "car_park", "building_site", "storage", "outside"]),
    (
        "refusal",
        &[
            "manifestly_unfounded",
            "excessive",
            "repeated_within_year",
            "disproportionate_effort",
            "impossible",
            "rights_of_others",
            "statutory_retention",
            "other_grounds",
        ],
    ),
    ("remedy", &["authority", "court", "internal"]),
    (
        "safeguard",
        &[
            "adequacy_decision",
            "standard_contractual_clauses",
            "binding_corporate_rules",
            "consent",
            "eu_security_level",
            "certification",
        ],
    ),
    ("shows", &["identity", "own_data"]),
    ("states", &["right", "contact", "reason", "data"]),
    ("technique", &["javascript", "pixels", "local_storage"]),
    ("viewing", &["calamity", "burglary", "destruction", "vandalism", "nuisance", "police_request", "incident"]),
];

/// The word of the list `kind` that `word` looks like a misspelling of; `None` where the list knows it, or where it is
/// quite another word.
pub(crate) fn misspelt(kind: &str, word: &str) -> Option<&'static str> {
    let (_, known) = OPEN_LISTS.iter().find(|(list, _)| *list == kind)?;
    let word = word.to_lowercase().replace(' ', "_");
    if known.contains(&word.as_str()) {
        return None;
    }
    let near = known.iter().map(|known| (strsim::osa_distance(&word, known), *known));
    let (distance, known) = near.min()?;
    let tolerated = match word.chars().count() {
        0..=3 => 0,
        4..=6 => 1,
        _ => 2,
    };
    (distance <= tolerated).then_some(known)
}

/// Every word of an open list in `document`: the kind of the list, the word and its place.
pub(crate) fn of(document: &Document) -> Vec<(&'static str, &str, Span)> {
    let mut found = Found(Vec::new());
    for activity in document.activities.values() {
        found.all("channel", &activity.channels);
        activity.consent.iter().for_each(|consent| found.all("channel", &consent.withdraw));
        activity.automated.iter().for_each(|automated| found.all("art22", &automated.safeguards));
    }
    for recipient in document.recipients.values() {
        found.all("must", &recipient.must);
        found.all("safeguard", recipient.safeguard.as_slice());
        found.bare("forbidden", &recipient.forbidden, recipient.span);
    }
    if let Some(sharing) = &document.sharing {
        found.all("forbidden", &sharing.forbidden);
        found.all("must", &sharing.must);
    }
    document.transfers.iter().for_each(|transfers| found.all("safeguard", &transfers.safeguards));
    for rule in document.retention.values() {
        found.all("criterion", &rule.criteria);
        found.all("destroyer", &rule.destroyed_by);
    }
    document.identification.iter().for_each(|identification| found.all("mask", &identification.copy_rules));
    of_requests(document, &mut found);
    for camera in document.cameras.values() {
        found.all("place", &camera.places);
        found.bare("avoids", &camera.avoids, camera.span);
        found.all("avoids", &camera.spares);
        found.all("viewing", &camera.reasons);
    }
    if let Some(rules) = &document.cookie_rules {
        found.all("technique", &rules.techniques);
        found.all("cookies-kind", &rules.never);
    }
    document.measures.values().for_each(|measure| found.all("binds", &measure.binds));
    document.channels.values().for_each(|channel| found.all("channel", &channel.instead));
    found.0
}

/// Those of requests, rights and complaints.
fn of_requests<'d>(document: &'d Document, found: &mut Found<'d>) {
    if let Some(requests) = &document.requests {
        found.all("channel", &requests.channels);
        found.all("pause", &requests.pauses);
        found.all("states", &requests.states);
        found.all("states", &requests.may_state);
        found.all("refusal", &requests.refusal_grounds);
        found.all("remedy", &requests.remedies);
        requests.extension.iter().for_each(|extension| found.all("extension", &extension.when));
        if let Some(identity) = &requests.identity {
            found.all("shows", &identity.shows);
            found.all("method", &identity.methods);
        }
    }
    for right in document.rights.values() {
        found.all("gives", &right.gives);
        found.all("ground", &right.grounds);
        found.all("exception", &right.exceptions);
        found.all("channel", &right.channels);
        right.at_once.iter().for_each(|at_once| found.all("channel", &at_once.channels));
    }
    document.complaints.iter().for_each(|complaints| found.all("channel", &complaints.channels));
}

struct Found<'d>(Vec<(&'static str, &'d str, Span)>);

impl<'d> Found<'d> {
    fn all(&mut self, kind: &'static str, words: &'d [At<String>]) {
        self.0.extend(words.iter().map(|word| (kind, word.value.as_str(), word.span)));
    }

    /// Words without a place of their own: `span` is that of their entry.
    fn bare(&mut self, kind: &'static str, words: &'d [String], span: Span) {
        self.0.extend(words.iter().map(|word| (kind, word.as_str(), span)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_is_seen_and_another_word_is_left_alone() {
        let table = [
            ("avoids", "hommes", Some("homes")),
            ("channel", "e-mail", Some("email")),
            ("remedy", "authorty", Some("authority")),
            ("ground", "17(1)(g)", Some("17(1)(a)")),
            ("safeguard", "adequacy decision", None),
            ("channel", "postduif", None),
            ("channel", "fax", None),
            ("must", "secure", None),
        ];
        for (kind, word, meant) in table {
            assert_eq!(misspelt(kind, word), meant, "{word}");
        }
    }
}
