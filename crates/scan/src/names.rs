//! Names from a site: made safe to show, and matched with those of the policy.

use url::Url;

/// No name is longer; what is longer is cut.
const LONGEST: usize = 200;

/// `text` without anything that steers a terminal or turns the direction of a line, and not longer than 200 characters.
pub(crate) fn clean(text: &str) -> String {
    let steers = |c: char| {
        c.is_control()
            || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
    };
    text.chars().take(LONGEST).map(|c| if steers(c) { '\u{fffd}' } else { c }).collect()
}

/// Whether `name` is what `pattern` means; `*` stands for any characters.
pub(crate) fn matches(pattern: &str, name: &str) -> bool {
    let mut parts = pattern.split('*');
    let Some(mut rest) = parts.next().and_then(|first| name.strip_prefix(first)) else { return false };
    let Some(last) = parts.next_back() else { return rest.is_empty() };
    for part in parts {
        let Some(at) = rest.find(part) else { return false };
        rest = &rest[at + part.len()..];
    }
    rest.ends_with(last)
}

/// The host that an address calls, with the port where that is not the usual one. None for what calls nobody, such as
/// `data:`.
pub(crate) fn host_of(address: &str) -> Option<String> {
    let url = Url::parse(address).ok()?;
    if !matches!(url.scheme(), "http" | "https" | "ws" | "wss") {
        return None;
    }
    let host = url.host_str()?;
    Some(clean(&url.port().map_or_else(|| host.to_owned(), |port| format!("{host}:{port}"))))
}

/// Whether `host` belongs to the site on `site`: the same with or without `www.`, or a part of it (`mijn.example.nl`).
pub(crate) fn is_own(site: &str, host: &str) -> bool {
    let bare = |host: &str| host.strip_prefix("www.").unwrap_or(host).to_owned();
    let (site, host) = (bare(site), bare(host));
    host == site || host.strip_suffix(&site).is_some_and(|rest| rest.ends_with('.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_star_stands_for_any_characters() {
        let cases = [
            ("_ga", "_ga", true),
            ("_ga", "_ga_X", false),
            ("_ga", "_g", false),
            ("_ga_*", "_ga_X1", true),
            ("_ga_*", "_ga", false),
            ("*", "", true),
            ("a*b*c", "a-b-b-c", true),
            ("a*b*c", "a-c", false),
            ("a*a", "a", false),
            ("*.example.com", "x.example.com", true),
            ("*.example.com", "example.com", false),
        ];
        for (pattern, name, wanted) in cases {
            assert_eq!(matches(pattern, name), wanted, "{pattern} {name}");
        }
    }

    #[test]
    fn ports_differ_and_www_does_not() {
        assert_eq!(host_of("https://a.nl/x?y=1").as_deref(), Some("a.nl"));
        assert_eq!(host_of("ws://a.nl:81/").as_deref(), Some("a.nl:81"));
        assert_eq!(host_of("data:text/html,x"), None);
        for (host, own) in
            [("a.nl", true), ("www.a.nl", true), ("mijn.a.nl", true), ("bara.nl", false), ("a.nl:8080", false)]
        {
            assert_eq!(is_own("www.a.nl", host), own, "{host}");
        }
        assert!(!is_own("127.0.0.1:80", "localhost:80"));
    }

    #[test]
    fn nothing_that_steers_a_terminal_is_left() {
        assert_eq!(clean("a\u{1b}[31mb\n\u{202e}c\u{9b}"), "a\u{fffd}[31mb\u{fffd}\u{fffd}c\u{fffd}");
        assert_eq!(clean(&"é".repeat(999)).chars().count(), LONGEST);
    }
}
