//! The interface of VERA over HTTP: pages, retries and limits. No personal value is ever in an address.

use std::path::Path;
use std::time::Duration;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Map, Value, json};
use tokio::sync::Mutex;
use tokio::time::Instant;

use super::auth::{Authority, NoCredential};
use super::entity::Entity;
use super::feed::{Batch, Narrow, failed};
use super::file::{Collection, FindBy, HttpPart};
use super::read;
use super::send::{Answer, Ask, Sender};
use crate::SourceError;

/// Signs that stand in an id as they are.
const ID: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// Statuses that may be over at another try.
const BUSY: [u16; 4] = [429, 502, 503, 504];

#[derive(Debug)]
pub struct Http {
    source: String,
    part: HttpPart,
    sender: Sender,
    authority: Authority,
    /// When the next request may go out.
    turn: Mutex<Instant>,
}

impl Http {
    /// # Errors
    /// An address that is not `https` (save for this machine), or credentials that are not complete.
    pub fn new(source: &str, part: HttpPart, folder: &Path) -> Result<Http, String> {
        for address in part.domains.values() {
            secure(address)?;
        }
        let limits = &part.limits;
        if limits.tries == 0 || limits.max_per_second == 0 || limits.timeout_ms == 0 || limits.answer_mb == 0 {
            return Err("limits: `tries`, `max_per_second`, `timeout_ms` and `answer_mb` are at least 1".to_owned());
        }
        Ok(Http {
            source: source.to_owned(),
            sender: Sender::new(limits, part.ca_file.as_ref().map(|file| folder.join(file))),
            authority: Authority::new(&part.auth, folder)?,
            part,
            turn: Mutex::new(Instant::now()),
        })
    }

    pub fn source(&self) -> &str {
        &self.source
    }

    pub fn narrows(&self) -> bool {
        self.part.find_by.is_some()
    }

    pub fn searches(&self) -> bool {
        matches!(self.part.find_by, Some(FindBy::Post(_)))
    }

    /// Some objects of the collection, from where an earlier page ended.
    pub async fn page(&self, of: Collection<'_>, narrow: Narrow<'_>, from: Option<&str>) -> Result<Batch, SourceError> {
        let mut url = self.url(of)?;
        let mut method = "GET";
        let mut body = None;
        let mut query = Vec::new();
        match (&self.part.find_by, narrow) {
            (Some(FindBy::Post(search)), Narrow::Link(field, id)) => {
                body = Some(json!({ field: { "id": id } }));
                url = format!("{url}/{search}");
            }
            (Some(FindBy::Post(search)), Narrow::Value(field, value)) => {
                body = Some(json!({ field: value }));
                url = format!("{url}/{search}");
            }
            (Some(FindBy::Query(name)), Narrow::Link(field, id)) => {
                query.push(format!("{}={}", name.replace("{link}", field), utf8_percent_encode(id, ID)));
            }
            // Without a search by POST a value that is personal is looked for in the whole collection.
            _ => {}
        }
        if body.is_some() {
            method = "POST";
        }
        query.extend(from.map(str::to_owned));
        if !query.is_empty() {
            url = format!("{url}?{}", query.join("&"));
        }
        let answer =
            self.exchange(of, Ask { method, url, body: body.as_ref().map(Value::to_string), form: false }).await?;
        self.ok(of, &answer)?;
        let entities = read::list(&answer.body).map_err(|error| failed(&self.source, of, error))?;
        let next = next_page(&answer, &entities, from);
        Ok(Batch { next, total: answer.number("X-Parameters-Aantal"), entities })
    }

    /// One object; `None` when it is gone.
    pub async fn item(&self, of: Collection<'_>, id: &str) -> Result<Option<Entity>, SourceError> {
        let url = format!("{}/{}", self.url(of)?, utf8_percent_encode(id, ID));
        let answer = self.exchange(of, Ask { method: "GET", url, body: None, form: false }).await?;
        if [404, 410].contains(&answer.status) {
            return Ok(None);
        }
        self.ok(of, &answer)?;
        read::object(&answer.body).map(Some).map_err(|error| failed(&self.source, of, error))
    }

    /// Sends changed fields of one object.
    pub async fn change(&self, of: Collection<'_>, id: &str, fields: Map<String, Value>) -> Result<(), SourceError> {
        let url = format!("{}/{}", self.url(of)?, utf8_percent_encode(id, ID));
        let body = Some(Value::Object(fields).to_string());
        let answer = self.exchange(of, Ask { method: "PATCH", url, body, form: false }).await?;
        match answer.status {
            200..=299 | 404 | 410 => Ok(()),
            _ => Err(SourceError::Refused {
                source_id: self.source.clone(),
                class: of.path.to_owned(),
                reason: answer.problem(),
            }),
        }
    }

    fn url(&self, of: Collection<'_>) -> Result<String, SourceError> {
        let missing = || failed(&self.source, of, format!("no address for the domain '{}'", of.domain));
        let base = self.part.domains.get(of.domain).ok_or_else(missing)?;
        Ok(format!("{}/{}", base.trim_end_matches('/'), of.path))
    }

    /// The body is JSON and the request was granted.
    fn ok(&self, of: Collection<'_>, answer: &Answer) -> Result<(), SourceError> {
        if answer.status != 200 && answer.status != 206 {
            return Err(failed(&self.source, of, answer.problem()));
        }
        if !answer.is_json() {
            return Err(failed(&self.source, of, "the answer is not JSON by its content type"));
        }
        Ok(())
    }

    /// One request, tried again while the interface is busy or away; after a 401 once with a new token.
    async fn exchange(&self, of: Collection<'_>, ask: Ask) -> Result<Answer, SourceError> {
        let away = |reason: String| SourceError::Unreachable {
            source_id: self.source.clone(),
            reason: format!("{}: {reason}", of.path),
        };
        let limits = &self.part.limits;
        let longest = Duration::from_millis(limits.longest_wait_ms);
        let mut wait = Duration::from_millis(limits.wait_ms);
        let (mut tries, mut renewed) = (0, false);
        loop {
            self.take_turn().await;
            let (pause, problem) = match self.authority.credential(&self.sender).await {
                Err(NoCredential::Refused(reason)) => return Err(away(reason)),
                Err(NoCredential::Away(reason)) => (None, reason),
                Ok(credential) => match self.sender.send(&ask, Some(&credential)).await {
                    Ok(answer) if answer.status == 401 && !renewed && self.authority.forget(&credential).await => {
                        renewed = true;
                        continue;
                    }
                    Ok(answer) if [401, 403].contains(&answer.status) => return Err(away(answer.problem())),
                    Ok(answer) if BUSY.contains(&answer.status) => (answer.asked_wait(), answer.problem()),
                    Ok(answer) => return Ok(answer),
                    Err(error) => (None, error.to_string()),
                },
            };
            tries += 1;
            let pause = pause.unwrap_or(wait);
            if tries >= limits.tries {
                return Err(away(format!("{problem}; tried {tries} times")));
            }
            if pause > longest {
                return Err(away(format!("{problem}; it asks to wait {} seconds", pause.as_secs())));
            }
            tokio::time::sleep(pause).await;
            wait = wait.saturating_mul(2).min(longest);
        }
    }

    /// Waits until the next request may go out.
    async fn take_turn(&self) {
        let step = Duration::from_secs(1) / self.part.limits.max_per_second;
        let mut turn = self.turn.lock().await;
        let at = (*turn).max(Instant::now());
        *turn = at + step;
        drop(turn);
        tokio::time::sleep_until(at).await;
    }
}

/// From where it goes on: by the cursor of the answer, or by the number of the page. VERA's last page has no cursor.
fn next_page(answer: &Answer, entities: &[Entity], from: Option<&str>) -> Option<String> {
    if let Some(cursor) = answer.header("X-Parameters-Cursor").filter(|cursor| !cursor.is_empty()) {
        return Some(format!("cursor={}", utf8_percent_encode(cursor, ID)));
    }
    let by_number = from.is_none_or(|from| from.starts_with("pagina="));
    let page = answer.number("X-Parameters-Pagina").filter(|_| by_number)?;
    let size = answer.number("X-Parameters-AantalPerPagina").filter(|size| *size > 0);
    let more = match (answer.number("X-Parameters-Aantal"), size) {
        (Some(total), Some(size)) => page.saturating_mul(size) < total,
        // Without a total the page after the last is the first empty one.
        _ => true,
    };
    (more && !entities.is_empty()).then(|| format!("pagina={}", page + 1))
}

/// Only `https`, or this machine: a token and personal data travel there.
pub fn secure(address: &str) -> Result<(), String> {
    let host = address.strip_prefix("http://").map(|rest| rest.split(['/', ':', '?']).next().unwrap_or_default());
    let here = host.is_some_and(|host| ["localhost", "127.0.0.1"].contains(&host));
    if (here || address.starts_with("https://")) && !address.contains(['@', '?', '#']) {
        return Ok(());
    }
    Err(format!("'{}' is not a plain https address", address.split('@').next_back().unwrap_or_default()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(headers: &[(&str, &str)]) -> Answer {
        let headers = headers.iter().map(|(name, value)| (name.to_lowercase(), (*value).to_owned())).collect();
        Answer { status: 200, headers, body: Vec::new() }
    }

    #[test]
    fn both_ways_of_paging_end() {
        let some = read::list(br#"[{"id":"a"}]"#).unwrap();
        let next = |headers: &[(&str, &str)], entities: &[Entity], from| next_page(&answer(headers), entities, from);
        assert_eq!(next(&[("X-Parameters-Cursor", "a b")], &some, None).as_deref(), Some("cursor=a%20b"));
        assert_eq!(next(&[], &some, Some("cursor=a")), None);
        let page = [("X-Parameters-Pagina", "1"), ("X-Parameters-AantalPerPagina", "1"), ("X-Parameters-Aantal", "2")];
        assert_eq!(next(&page, &some, None).as_deref(), Some("pagina=2"));
        let last = [("X-Parameters-Pagina", "2"), ("X-Parameters-AantalPerPagina", "1"), ("X-Parameters-Aantal", "2")];
        assert_eq!(next(&last, &some, Some("pagina=2")), None);
        assert_eq!(next(&[("X-Parameters-Pagina", "7")], &some, Some("pagina=7")).as_deref(), Some("pagina=8"));
        assert_eq!(next(&[("X-Parameters-Pagina", "8")], &[], Some("pagina=8")), None);
    }

    #[test]
    fn a_token_goes_over_https_only() {
        assert!(secure("https://vera.example/v4").is_ok() && secure("http://127.0.0.1:8080").is_ok());
        for wrong in ["http://vera.example", "http://localhost.example", "ftp://x", "https://u:p@h", "https://h/?bsn=1"]
        {
            let told = secure(wrong).expect_err(wrong);
            assert!(!told.contains("u:p"), "{told}");
        }
    }
}
