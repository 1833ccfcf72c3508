//! G0710: a cookie name that looks misspelled, cut off, or of another supplier.

use super::super::prelude::*;

pub(super) const INFO: CheckInfo = CheckInfo {
    code: "G0710",
    name: "cookie_name_doubtful",
    severity: Severity::Check,
    law: &["Tw 11.7a(1)", "GDPR 5(1)(a)"],
    finds: Words {
        nl: "Een cookienaam die verkeerd gespeld, afgebroken of van een andere leverancier lijkt.",
        en: "A cookie name that looks misspelled, cut off, or of another supplier.",
    },
    why: Words {
        nl: "Met een verkeerde naam kan niemand in zijn browser nagaan wat er staat.",
        en: "With a wrong name nobody can see in their browser what is there.",
    },
    remedy: Words {
        nl: "Kijk in een browser welke naam het cookie echt heeft; `gestand cookies scan` doet dat voor de hele website.",
        en: "Look in a browser which name the cookie really has; `gestand cookies scan` does that for the whole site.",
    },
    example: r"cookies:
  site: {class: functional, supplier: Microsoft, names: [_ASP.Net_SessionID]}
",
};

/// Names of widely used products as their makers publish them, with the maker.
const KNOWN: [(&str, &str); 26] = [
    ("ASP.NET_SessionId", "Microsoft"),
    ("PHPSESSID", "PHP"),
    ("JSESSIONID", "Java"),
    ("_ga", "Google"),
    ("_gid", "Google"),
    ("_gat", "Google"),
    ("_gcl_au", "Google"),
    ("DSID", "Google"),
    ("IDE", "Google"),
    ("NID", "Google"),
    ("ANID", "Google"),
    ("1P_JAR", "Google"),
    ("CONSENT", "Google"),
    ("VISITOR_INFO1_LIVE", "YouTube"),
    ("LOGIN_INFO", "YouTube"),
    ("YSC", "YouTube"),
    ("_hjid", "Hotjar"),
    ("_hjTLDTest", "Hotjar"),
    ("_hjAbsoluteSessionInProgress", "Hotjar"),
    ("_hjSessionUser", "Hotjar"),
    ("_BEAMER_USER_ID", "Beamer"),
    ("_fbp", "Meta"),
    ("_pk_id", "Matomo"),
    ("_pk_ses", "Matomo"),
    ("__Secure-1PSID", "Google"),
    ("__Secure-YEC", "YouTube"),
];

pub(super) fn run(cx: &CheckContext<'_>, out: &mut Findings) {
    for (id, cookie) in cx.own(&cx.document.cookies) {
        for name in &cookie.names {
            let Some((known, maker)) = resembles(&name.value) else { continue };
            out.add(
                cx.place_of(name.span, cookie.span),
                format!("'{}' (bij '{id}') lijkt op '{known}' van {maker}; ga de naam na", name.value),
                format!("'{}' (at '{id}') looks like '{known}' of {maker}; look the name up", name.value),
            );
        }
    }
}

/// The known name that `name` is nearly, but not quite: one that is cut off, or has a letter too many or too few.
fn resembles(name: &str) -> Option<(&'static str, &'static str)> {
    // A pattern, or a name that a maker is known by, is right; so is one with a number of its own behind it.
    let right = |known: &str| name.strip_prefix(known).is_some_and(|rest| rest.is_empty() || rest.starts_with('_'));
    if name.contains('*') || name.len() < 5 || KNOWN.iter().any(|(known, _)| right(known)) {
        return None;
    }
    let cut = |known: &str| known.len() > name.len() + 2 && known.starts_with(name);
    let near = |known: &str| {
        let (name, known) = (name.trim_start_matches('_').to_lowercase(), known.trim_start_matches('_').to_lowercase());
        strsim::damerau_levenshtein(&name, &known) <= 1 + name.len() / 15
    };
    KNOWN.iter().find(|(known, _)| cut(known) || known.len() > 5 && near(known)).copied()
}
