//! Cookies: their names, reading them, and writing them so that no script and no other site can use them.

use axum::http::{HeaderMap, HeaderValue, header};

use crate::WebOptions;

/// What a cookie is for; all are needed for what the visitor asks, none follows anyone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Cookie {
    /// Login of an employee.
    Work,
    /// Visit of a requester to their own page.
    Follow,
    /// Ties a form to the browser that asked for it.
    Form,
    /// Chosen language.
    Language,
}

impl Cookie {
    fn name(self, options: WebOptions) -> &'static str {
        match (self, options.secure_cookies) {
            (Cookie::Work, true) => "__Host-gestand-werk",
            (Cookie::Work, false) => "gestand-werk",
            (Cookie::Follow, true) => "__Host-gestand-volgen",
            (Cookie::Follow, false) => "gestand-volgen",
            (Cookie::Form, true) => "__Host-gestand-formulier",
            (Cookie::Form, false) => "gestand-formulier",
            (Cookie::Language, true) => "__Host-gestand-taal",
            (Cookie::Language, false) => "gestand-taal",
        }
    }

    /// The value in a request.
    pub fn read(self, headers: &HeaderMap, options: WebOptions) -> Option<String> {
        let name = self.name(options);
        headers
            .get_all(header::COOKIE)
            .iter()
            .filter_map(|line| line.to_str().ok())
            .flat_map(|line| line.split(';'))
            .filter_map(|pair| pair.trim().split_once('='))
            .find(|(key, value)| *key == name && !value.is_empty())
            .map(|(_, value)| value.to_owned())
    }

    /// The header that sets it; an empty value removes it.
    pub fn write(self, value: &str, options: WebOptions) -> Option<HeaderValue> {
        let same_site = match self {
            Cookie::Work | Cookie::Follow => "Strict",
            Cookie::Form | Cookie::Language => "Lax",
        };
        let age = match (self, value) {
            (_, "") => "; Max-Age=0",
            (Cookie::Language, _) => "; Max-Age=31536000",
            _ => "",
        };
        let secure = if options.secure_cookies { "; Secure" } else { "" };
        let name = self.name(options);
        HeaderValue::from_str(&format!("{name}={value}; Path=/; HttpOnly; SameSite={same_site}{age}{secure}")).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLAIN: WebOptions = WebOptions { secure_cookies: false };

    #[test]
    fn a_cookie_is_found_by_its_whole_name() {
        let mut headers = HeaderMap::new();
        headers.append(header::COOKIE, HeaderValue::from_static("xgestand-werk=no; gestand-taal=en"));
        headers.append(header::COOKIE, HeaderValue::from_static("gestand-werk=abc=; gestand-volgen="));
        assert_eq!(Cookie::Work.read(&headers, PLAIN).as_deref(), Some("abc="));
        assert_eq!(Cookie::Language.read(&headers, PLAIN).as_deref(), Some("en"));
        assert_eq!(Cookie::Follow.read(&headers, PLAIN), None);
        assert_eq!(Cookie::Work.read(&headers, WebOptions { secure_cookies: true }), None);
    }

    #[test]
    fn a_login_cookie_is_closed_to_scripts_and_other_sites() {
        let header = Cookie::Work.write("abc", WebOptions { secure_cookies: true }).unwrap();
        assert_eq!(header, "__Host-gestand-werk=abc; Path=/; HttpOnly; SameSite=Strict; Secure");
        assert_eq!(Cookie::Work.write("a\nb", PLAIN), None);
    }
}
