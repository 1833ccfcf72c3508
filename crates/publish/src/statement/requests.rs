//! How a request is made, when the answer comes, and when it is refused (Art. 12).

use gestand_policy::model::{Clock, Extension, IdentityAsked, IdentityCheck, Requests};

use super::{Detail, Section, Writer};
use crate::lang::t;
use crate::words;

const NODE: &str = "requests";

/// In how much time an answer comes, from when.
pub(super) fn answer_term(w: &Writer, requests: &Requests) -> Option<String> {
    let length = w.length(**requests.term.as_ref()?);
    Some(match requests.clock.as_deref() {
        Some(Clock::Completeness) => t!(w.texts, "request-term-complete", length = length),
        Some(Clock::Receipt) => t!(w.texts, "request-term-receipt", length = length),
        None => t!(w.texts, "request-term", length = length),
    })
}

/// How a request is made and when the answer comes.
pub(super) fn handling(w: &Writer, section: &mut Section, requests: &Requests) {
    let texts = &w.texts;
    asking(w, section, requests);
    if let Some(text) = answer_term(w, requests) {
        w.say_of(section, NODE, "term", text, term_details(w, requests));
    }
    if requests.promptly {
        w.say_of(section, NODE, "promptly", t!(texts, "request-promptly"), Vec::new());
    }
    if let Some(extension) = &requests.extension {
        let (text, details) = extended(w, extension);
        w.say_of(section, NODE, "extension", text, details);
    }
    match requests.free.as_deref() {
        Some(true) => w.say_of(section, NODE, "free", t!(texts, "request-free"), Vec::new()),
        Some(false) => w.say_of(section, NODE, "free", t!(texts, "request-not-free"), Vec::new()),
        None => {}
    }
    if let Some(check) = &requests.identity {
        identity(w, section, check);
    }
    if let Some(kept) = &requests.file_kept {
        let text = t!(texts, "request-file-kept", term = w.keep(kept));
        w.say_of(section, NODE, "file_kept", text, Vec::new());
    }
}

/// By which way, with what in it, and by whom a request is made.
fn asking(w: &Writer, section: &mut Section, requests: &Requests) {
    let texts = &w.texts;
    let addresses = match requests.addresses_given {
        Some(true) => Some(t!(texts, "request-addresses")),
        Some(false) => Some(t!(texts, "request-no-addresses")),
        None => None,
    };
    let addresses: Vec<Detail> = addresses.into_iter().map(Detail::plain).collect();
    if !requests.channels.is_empty() {
        let channels = w.words("channel", &requests.channels);
        w.say_of(section, NODE, "channels", t!(texts, "request-channels", channels = channels), addresses);
    }
    if let Some(form) = &requests.form {
        let text = t!(texts, "request-form", form = w.text(form));
        w.say_of(section, NODE, "form", text, Vec::new());
    }
    if !requests.states.is_empty() {
        let text = t!(texts, "request-states", what = w.words("states", &requests.states));
        w.say_of(section, NODE, "states", text, Vec::new());
    }
    if !requests.may_state.is_empty() {
        let text = t!(texts, "request-may-state", what = w.words("states", &requests.may_state));
        w.say_of(section, NODE, "may_state", text, Vec::new());
    }
    match requests.on_behalf.as_deref() {
        Some(true) => w.say_of(section, NODE, "on_behalf", t!(texts, "request-on-behalf"), Vec::new()),
        Some(false) => w.say_of(section, NODE, "on_behalf", t!(texts, "request-not-on-behalf"), Vec::new()),
        None => {}
    }
}

fn term_details(w: &Writer, requests: &Requests) -> Vec<Detail> {
    let mut details = Vec::new();
    if requests.term_in_principle {
        details.push(Detail::plain(t!(w.texts, "request-in-principle")));
    }
    if !requests.pauses.is_empty() {
        let pauses: Vec<String> = requests.pauses.iter().map(|id| w.word("pause", id)).collect();
        let pauses = words::either_in_words(&pauses, w.texts.lang);
        details.push(Detail::plain(t!(w.texts, "request-pause", pauses = pauses)));
    }
    details
}

fn extended(w: &Writer, extension: &Extension) -> (String, Vec<Detail>) {
    let texts = &w.texts;
    let when: Vec<String> = match extension.when.as_slice() {
        [] => vec![t!(texts, "extension-complex")],
        when => when.iter().map(|id| w.word("extension", id)).collect(),
    };
    let when = words::either_in_words(&when, texts.lang);
    let text = match (&extension.by, extension.added) {
        (Some(by), Some(false)) => t!(texts, "request-extended-total", when = when, length = w.length(**by)),
        (Some(by), _) => t!(texts, "request-extended", when = when, length = w.length(**by)),
        (None, _) => t!(texts, "request-extended-open", when = when),
    };
    let told = extension.told_within.iter();
    let told = told.map(|within| t!(texts, "request-extension-told", length = w.length(**within)));
    (text, told.map(Detail::plain).collect())
}

fn identity(w: &Writer, section: &mut Section, check: &IdentityCheck) {
    let texts = &w.texts;
    if !check.shows.is_empty() {
        let text = t!(texts, "identity-shows", what = w.words("shows", &check.shows));
        w.say_of(section, NODE, "identity_shows", text, Vec::new());
    }
    let methods: Vec<Detail> = check.methods.iter().map(|id| Detail::plain(w.word("method", id))).collect();
    let text = match (check.asked.as_deref(), methods.is_empty()) {
        (Some(IdentityAsked::Always), false) => t!(texts, "identity-always"),
        (Some(IdentityAsked::Always), true) => t!(texts, "identity-always-only"),
        (Some(IdentityAsked::OnDoubt), false) => t!(texts, "identity-on-doubt"),
        (Some(IdentityAsked::OnDoubt), true) => t!(texts, "identity-on-doubt-only"),
        (None, false) => t!(texts, "identity"),
        (None, true) => return,
    };
    w.say_of(section, NODE, "identity", text, methods);
}

pub(super) fn refusal(w: &Writer, section: &mut Section, requests: &Requests) {
    let texts = &w.texts;
    if !requests.refusal_grounds.is_empty() {
        let mut grounds: Vec<Detail> =
            requests.refusal_grounds.iter().map(|id| Detail::plain(w.word("refusal", id))).collect();
        if requests.refusal_examples {
            grounds.push(Detail::plain(t!(texts, "refusal-examples")));
        }
        w.say_of(section, NODE, "refusal", t!(texts, "request-refusal"), grounds);
    }
    match requests.refusal_reasoned {
        Some(true) => w.say_of(section, NODE, "reasons", t!(texts, "request-refusal-reasoned"), Vec::new()),
        Some(false) => w.say_of(section, NODE, "reasons", t!(texts, "request-refusal-unreasoned"), Vec::new()),
        None => {}
    }
    if let Some(within) = requests.refusal_within.as_deref() {
        let text = t!(texts, "request-refusal-within", length = w.length(*within));
        w.say_of(section, NODE, "refusal_within", text, Vec::new());
    }
    if !requests.remedies.is_empty() {
        let remedies = requests.remedies.iter().map(|id| Detail::plain(w.word("remedy", id))).collect();
        w.say_of(section, NODE, "remedies", t!(texts, "request-remedies"), remedies);
    }
}
