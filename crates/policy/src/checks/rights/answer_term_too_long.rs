//! G0506: an answer term longer than the law.

use super::super::context::{Exceeds, exceeds};
use super::super::prelude::*;
use crate::terms::{Length, Unit};

pub(super) const INFO: CheckInfo = CheckInfo {
    code: "G0506",
    name: "answer_term_too_long",
    severity: Severity::Error,
    law: &["GDPR 12(3)"],
    finds: Words { nl: "Een antwoordtermijn die langer is dan de wet.", en: "An answer term longer than the law." },
    why: Words {
        nl: "Een antwoord komt zo snel mogelijk en uiterlijk binnen een maand na ontvangst.",
        en: "An answer comes without undue delay and within a month of receipt at the latest.",
    },
    remedy: Words {
        nl: "Beloof ten hoogste een maand; korter mag.",
        en: "Promise at most one month; shorter is allowed.",
    },
    example: r"requests: {term: 6 weeks}
",
};

pub(super) fn run(cx: &CheckContext<'_>, out: &mut Findings) {
    let limit = cx.law_length("answer_term", Length::new(1, Unit::Months));
    let general = cx.document.requests.as_ref().and_then(|requests| requests.term.as_ref());
    let general = general.map(|term| (vec!["requests".to_owned(), "term".to_owned()], term));
    let own = cx.document.rights.iter().filter_map(|(right, offered)| {
        offered.term.as_ref().map(|term| (vec!["rights".to_owned(), word(right), "term".to_owned()], term))
    });
    for (path, term) in general.into_iter().chain(own) {
        let path: Vec<&str> = path.iter().map(String::as_str).collect();
        let fix =
            Fix::promising("beloof de termijn van de wet", "promise the term of the law").set(&path, limit.to_string());
        let length = term.value;
        let (own, law) = (length.in_words("nl"), limit.in_words("nl"));
        match exceeds(length, limit) {
            Exceeds::Never => {}
            Exceeds::Always => out.add(
                term.span,
                format!("{own} is langer dan de wettelijke termijn ({law})"),
                format!("{length} is longer than the term of the law ({limit})"),
            ),
            Exceeds::Sometimes => out.add_as(
                Severity::Warning,
                term.span,
                format!("{own} is in sommige maanden langer dan de wettelijke termijn ({law})"),
                format!("{length} is in some months longer than the term of the law ({limit})"),
            ),
        }
        if exceeds(length, limit) != Exceeds::Never {
            out.offer(fix);
        }
    }
}
