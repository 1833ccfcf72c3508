//! G0507: nothing says when a request is answered.

use super::super::prelude::*;
use crate::terms::{Length, Unit};

pub(super) const INFO: CheckInfo = CheckInfo {
    code: "G0507",
    name: "answer_term_missing",
    severity: Severity::Check,
    law: &["GDPR 12(3)"],
    finds: Words {
        nl: "Er staat niet wanneer een verzoek wordt beantwoord.",
        en: "Nothing says when a request is answered.",
    },
    why: Words {
        nl: "Ook zonder belofte geldt een maand; 'zo snel mogelijk' alleen zegt niemand iets.",
        en: "A month holds without a promise too; 'as soon as possible' alone tells nobody anything.",
    },
    remedy: Words {
        nl: "Vul `requests: {term: 1 month}` in, of korter.",
        en: "Fill in `requests: {term: 1 month}`, or shorter.",
    },
    example: r"requests: {channels: [email]}
",
};

pub(super) fn run(cx: &CheckContext<'_>, out: &mut Findings) {
    let requests = cx.document.requests.as_ref();
    if requests.is_some_and(|requests| requests.term.is_some()) {
        return;
    }
    let place = requests.map_or(cx.place(), |requests| requests.span);
    let silent: Vec<&Right> =
        cx.document.rights.iter().filter(|(_, right)| right.term.is_none()).map(|(right, _)| right).collect();
    let term = cx.law_length("answer_term", Length::new(1, Unit::Months));
    let fix =
        Fix::new("noem de termijn van de wet", "name the term of the law").set(&["requests", "term"], term.to_string());
    if silent.len() == cx.document.rights.len() {
        out.add(
            place,
            "er staat niet binnen welke tijd een verzoek wordt beantwoord",
            "nothing says within what time a request is answered",
        );
        out.offer(fix);
    } else if !silent.is_empty() {
        out.add(
            place,
            format!(
                "er staat niet binnen welke tijd een verzoek wordt beantwoord om: {}",
                names(&silent, |right| right.in_dutch().to_owned())
            ),
            format!("nothing says within what time a request is answered for: {}", names(&silent, word)),
        );
        out.offer(fix);
    }
}

fn names(rights: &[&Right], name: fn(&Right) -> String) -> String {
    rights.iter().map(|right| name(right)).collect::<Vec<_>>().join(", ")
}
