//! Sends one HTTP request and reads the whole answer, within limits of time and size.

use std::collections::BTreeMap;
use std::io;
use std::path::PathBuf;
use std::sync::OnceLock;
use std::time::Duration;

use ureq::http::{Request, Response};
use ureq::{Agent, Body};

use super::auth::Credential;
use super::file::Limits;
use crate::agent::agent;

/// A request.
#[derive(Clone)]
pub struct Ask {
    pub method: &'static str,
    pub url: String,
    pub body: Option<String>,
    /// The body is a form; otherwise it is JSON.
    pub form: bool,
}

/// A whole answer.
pub struct Answer {
    pub status: u16,
    /// Names in lower case.
    pub headers: BTreeMap<String, String>,
    pub body: Vec<u8>,
}

impl Answer {
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(&name.to_lowercase()).map(String::as_str)
    }

    pub fn number(&self, name: &str) -> Option<u64> {
        self.header(name)?.trim().parse().ok()
    }

    pub fn is_json(&self) -> bool {
        let kind = self.header("Content-Type").unwrap_or_default().split(';').next().unwrap_or_default();
        let kind = kind.trim().to_ascii_lowercase();
        kind == "application/json" || kind.starts_with("application/") && kind.ends_with("+json")
    }

    /// What is wrong: the status, and the code of VERA's `Foutbericht`. Its text is left out: it may name a person.
    pub fn problem(&self) -> String {
        let code = serde_json::from_slice::<serde_json::Value>(&self.body).ok();
        let code = code.as_ref().and_then(|body| body.get("code")?.as_str());
        let plain = |code: &&str| {
            code.len() <= 20
                && code.starts_with(|c: char| c.is_ascii_alphabetic())
                && code.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_.".contains(&b))
        };
        match code.filter(plain) {
            Some(code) => format!("HTTP {} ({code})", self.status),
            None => format!("HTTP {}", self.status),
        }
    }

    /// How long `Retry-After` asks to wait: seconds, or a moment that is compared with the answer's own `Date`.
    pub fn asked_wait(&self) -> Option<Duration> {
        let after = self.header("Retry-After")?.trim();
        if let Ok(seconds) = after.parse() {
            return Some(Duration::from_secs(seconds));
        }
        let moment = |text: &str| jiff::fmt::rfc2822::parse(text).ok();
        let (then, now) = (moment(after)?, moment(self.header("Date")?)?);
        Some(Duration::try_from(then.duration_since(&now)).unwrap_or_default())
    }
}

/// Where requests go out. Redirects are not followed: nothing goes to an address that the annotation does not have.
#[derive(Debug)]
pub struct Sender {
    timeout: Duration,
    answer_bytes: u64,
    ca_file: Option<PathBuf>,
    agent: OnceLock<Result<Agent, String>>,
}

impl Sender {
    pub fn new(limits: &Limits, ca_file: Option<PathBuf>) -> Sender {
        let answer_bytes = limits.answer_mb.saturating_mul(1 << 20);
        Sender { timeout: Duration::from_millis(limits.timeout_ms), answer_bytes, ca_file, agent: OnceLock::new() }
    }

    /// # Errors
    /// No answer, not in time, not whole, or too large. The text names neither the address nor a value.
    pub async fn send(&self, ask: &Ask, credential: Option<&Credential>) -> io::Result<Answer> {
        let made = || agent(self.timeout, self.ca_file.as_deref());
        let agent = self.agent.get_or_init(made).clone().map_err(io::Error::other)?;
        let mut request = Request::builder().method(ask.method).uri(&ask.url).header("Accept", "application/json");
        if let Some(credential) = credential {
            let (name, value) = credential.header();
            request = request.header(name, value);
        }
        if ask.body.is_some() {
            let kind = if ask.form { "application/x-www-form-urlencoded" } else { "application/json" };
            request = request.header("Content-Type", kind);
        }
        let (body, limit) = (ask.body.clone(), self.answer_bytes);
        let sent = tokio::task::spawn_blocking(move || {
            let told = |error: ureq::Error| match error {
                ureq::Error::Timeout(_) => io::Error::new(io::ErrorKind::TimedOut, "no answer in time"),
                ureq::Error::BodyExceedsLimit(_) => io::Error::other("the answer is larger than `answer_mb`"),
                ureq::Error::BadUri(_) | ureq::Error::RequireHttpsOnly(_) => io::Error::other("not a valid address"),
                other => io::Error::other(other.to_string()),
            };
            let answer = match body {
                Some(body) => agent.run(request.body(body).map_err(io::Error::other)?),
                None => agent.run(request.body(()).map_err(io::Error::other)?),
            };
            whole(answer.map_err(told)?, limit).map_err(told)
        });
        sent.await.map_err(io::Error::other).flatten()
    }
}

fn whole(answer: Response<Body>, limit: u64) -> Result<Answer, ureq::Error> {
    let (parts, mut body) = answer.into_parts();
    let text = |value: &ureq::http::HeaderValue| value.to_str().ok().map(str::to_owned);
    let headers = parts.headers.iter().filter_map(|(name, value)| Some((name.as_str().to_owned(), text(value)?)));
    Ok(Answer {
        status: parts.status.as_u16(),
        headers: headers.collect(),
        body: body.with_config().limit(limit).read_to_vec()?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(headers: &[(&str, &str)], body: &str) -> Answer {
        let headers = headers.iter().map(|(name, value)| (name.to_lowercase(), (*value).to_owned())).collect();
        Answer { status: 503, headers, body: body.as_bytes().to_vec() }
    }

    #[test]
    fn a_wait_is_seconds_or_a_moment() {
        let wait = |headers: &[(&str, &str)]| answer(headers, "").asked_wait().map(|wait| wait.as_secs());
        assert_eq!(wait(&[("Retry-After", "7")]), Some(7));
        let now = ("Date", "Fri, 20 Nov 2026 10:00:00 GMT");
        assert_eq!(wait(&[now, ("Retry-After", "Fri, 20 Nov 2026 10:01:30 GMT")]), Some(90));
        assert_eq!(wait(&[now, ("Retry-After", "Fri, 20 Nov 2026 09:00:00 GMT")]), Some(0));
        assert_eq!(wait(&[("Retry-After", "straks")]), None);
    }

    #[test]
    fn a_problem_tells_the_code_and_no_text() {
        let told = answer(&[], r#"{"code":"R-12","omschrijving":"Fenna Voorbeeld bestaat niet"}"#).problem();
        assert_eq!(told, "HTTP 503 (R-12)");
        assert_eq!(answer(&[], r#"{"code":"Fenna Voorbeeld"}"#).problem(), "HTTP 503");
        assert_eq!(answer(&[], "<html>").problem(), "HTTP 503");
    }
}
