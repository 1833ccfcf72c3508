//! Says who Gestand is to an interface: OAuth2 client credentials (RFC 6749, section 4.4) or a key.

use std::fmt;
use std::path::Path;
use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Deserialize;
use tokio::sync::Mutex;
use tokio::time::Instant;

use super::file::Auth;
use super::http::secure;
use super::send::{Ask, Sender};
use crate::secret::Secret;

/// A token is renewed this long before it ends.
const MARGIN: Duration = Duration::from_secs(30);
/// How long a token without a term is used.
const UNTOLD: u64 = 300;

/// What goes with a request.
#[derive(Clone, PartialEq, Eq)]
pub struct Credential {
    name: &'static str,
    value: String,
}

impl fmt::Debug for Credential {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Credential(***)")
    }
}

impl Credential {
    pub fn header(&self) -> (&'static str, &str) {
        (self.name, &self.value)
    }
}

/// Why there is no credential.
#[derive(Debug)]
pub enum NoCredential {
    /// Another try may help.
    Away(String),
    Refused(String),
}

/// The secret that the annotation names.
fn secret(env: Option<&String>, file: Option<&String>, folder: &Path) -> Result<Secret, String> {
    let place = "http.auth: say where the secret is: in an environment variable or in a file";
    Secret::new(env, file, folder).ok_or_else(|| place.to_owned())
}

#[derive(Debug)]
enum Way {
    Token { url: String, client: String, scope: String },
    Key,
}

/// Gives out credentials, and keeps a token until shortly before it ends.
#[derive(Debug)]
pub struct Authority {
    way: Way,
    secret: Secret,
    token: Mutex<Option<(Credential, Instant)>>,
}

#[derive(Deserialize)]
struct Token {
    access_token: String,
    expires_in: Option<u64>,
}

impl Authority {
    pub fn new(auth: &Auth, folder: &Path) -> Result<Authority, String> {
        let (way, secret) = match auth {
            Auth::ClientCredentials {
                token_url,
                client_id,
                client_secret_env: env,
                client_secret_file: file,
                scope,
            } => {
                secure(token_url)?;
                let (url, client, scope) = (token_url.clone(), client_id.clone(), scope.clone());
                (Way::Token { url, client, scope }, secret(env.as_ref(), file.as_ref(), folder)?)
            }
            Auth::ApiKey { env, file } => (Way::Key, secret(env.as_ref(), file.as_ref(), folder)?),
        };
        Ok(Authority { way, secret, token: Mutex::new(None) })
    }

    /// The credential for the next request; fetches a token where there is none, or none that lasts.
    pub async fn credential(&self, sender: &Sender) -> Result<Credential, NoCredential> {
        let secret = self.secret.read().map_err(NoCredential::Refused)?;
        let Way::Token { url, client, scope } = &self.way else {
            return Ok(Credential { name: "X-API-KEY", value: secret });
        };
        let mut kept = self.token.lock().await;
        if let Some((credential, until)) = kept.as_ref()
            && *until > Instant::now()
        {
            return Ok(credential.clone());
        }
        let encode = |text: &str| utf8_percent_encode(text, NON_ALPHANUMERIC).to_string();
        let pair = format!("{}:{}", encode(client), encode(&secret));
        let basic = Credential { name: "Authorization", value: format!("Basic {}", STANDARD.encode(pair)) };
        let mut body = "grant_type=client_credentials".to_owned();
        if !scope.is_empty() {
            body.push_str(&format!("&scope={}", encode(scope)));
        }
        let ask = Ask { method: "POST", url: url.clone(), body: Some(body), form: true };
        let away = |reason: String| NoCredential::Away(format!("no token was given: {reason}"));
        let answer = sender.send(&ask, Some(&basic)).await.map_err(|error| away(error.to_string()))?;
        match answer.status {
            200 if answer.is_json() => {}
            429 | 500..=599 => return Err(away(format!("HTTP {}", answer.status))),
            status => return Err(NoCredential::Refused(format!("no token was given: HTTP {status}"))),
        }
        let token = serde_json::from_slice::<Token>(&answer.body);
        let token = token.map_err(|_| NoCredential::Refused("the token is not as RFC 6749 has it".to_owned()))?;
        let lasts = Duration::from_secs(token.expires_in.unwrap_or(UNTOLD));
        let credential = Credential { name: "Authorization", value: format!("Bearer {}", token.access_token) };
        *kept = Some((credential.clone(), Instant::now() + lasts.saturating_sub(MARGIN)));
        Ok(credential)
    }

    /// Forgets a token that was refused; whether a new one can be asked for.
    pub async fn forget(&self, refused: &Credential) -> bool {
        let mut kept = self.token.lock().await;
        if kept.as_ref().is_some_and(|(credential, _)| credential == refused) {
            *kept = None;
        }
        matches!(self.way, Way::Token { .. })
    }
}
