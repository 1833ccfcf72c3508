//! The way to a supplier: a program on this machine, or an address. What is personal goes in the body, never in an
//! argument or an address.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::sync::OnceLock;
use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use rustix::process::{Pid, Signal, kill_process_group};
use serde::Serialize;
use serde::de::DeserializeOwned;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::process::Command;
use ureq::Agent;
use ureq::http::Request;

use super::file::{Auth, CommandPart, HttpPart, Limits};
use crate::agent::agent;
use crate::secret::Secret;
use crate::vera::secure;

/// What a supplier is asked.
#[derive(Debug, Clone, Copy)]
pub enum Ask {
    Query,
    Order,
    Status,
}

#[derive(Debug)]
pub enum Channel {
    Command {
        part: CommandPart,
        folder: PathBuf,
        limits: Limits,
    },
    Http {
        part: HttpPart,
        secret: Option<Secret>,
        ca_file: Option<PathBuf>,
        limits: Limits,
        agent: OnceLock<Result<Agent, String>>,
    },
}

impl Channel {
    /// # Errors
    /// Neither or both ways, a program that is not named, an address that is not `https`, a secret without a place.
    pub fn new(
        command: Option<CommandPart>,
        http: Option<HttpPart>,
        limits: Limits,
        folder: &Path,
    ) -> Result<Channel, String> {
        match (command, http) {
            (Some(part), None) => {
                if [&part.query, &part.order, &part.status].iter().any(|words| words.is_empty()) {
                    return Err("command: name a program for `query`, `order` and `status`".to_owned());
                }
                Ok(Channel::Command { part, folder: folder.to_owned(), limits })
            }
            (None, Some(part)) => {
                for address in [&part.query, &part.order, &part.status] {
                    secure(address)?;
                }
                let secret = match &part.auth {
                    None => None,
                    Some(Auth::Bearer { env, file } | Auth::Basic { env, file, .. }) => Some(
                        Secret::new(env.as_ref(), file.as_ref(), folder)
                            .ok_or("http.auth: say where the secret is: `env` or `file`")?,
                    ),
                };
                let ca_file = part.ca_file.as_ref().map(|file| folder.join(file));
                Ok(Channel::Http { part, secret, ca_file, limits, agent: OnceLock::new() })
            }
            _ => Err("give either `command` or `http`".to_owned()),
        }
    }

    /// Asks, and reads the answer. `names` are filled into the arguments of a program.
    ///
    /// # Errors
    /// No answer in time, or one that cannot be read. The text holds nothing of question or answer.
    pub async fn ask<T: DeserializeOwned>(
        &self,
        ask: Ask,
        names: &BTreeMap<&str, &str>,
        body: &(impl Serialize + Sync),
    ) -> io::Result<T> {
        let body = serde_json::to_vec(body)?;
        let answer = match self {
            Channel::Command { part, folder, limits } => {
                let words = match ask {
                    Ask::Query => &part.query,
                    Ask::Order => &part.order,
                    Ask::Status => &part.status,
                };
                run(part, folder, &filled(words, names), &body, *limits).await?
            }
            Channel::Http { part, secret, ca_file, limits, agent: kept } => {
                let made = kept.get_or_init(|| agent(Duration::from_millis(limits.timeout_ms), ca_file.as_deref()));
                let agent = made.clone().map_err(io::Error::other)?;
                let address = match ask {
                    Ask::Query => &part.query,
                    Ask::Order => &part.order,
                    Ask::Status => &part.status,
                };
                let credential = credential(part.auth.as_ref(), secret.as_ref())?;
                post(agent, address.clone(), credential, body, limits.answer_mb).await?
            }
        };
        serde_json::from_slice(&answer).map_err(|_| io::Error::other("its answer is not as it should be"))
    }
}

fn filled(words: &[String], names: &BTreeMap<&str, &str>) -> Vec<String> {
    let fill = |word: &String| {
        names.iter().fold(word.clone(), |word, (name, value)| word.replace(&format!("{{{name}}}"), value))
    };
    words.iter().map(fill).collect()
}

/// Runs a program without a shell: the question on its standard input, the answer from its standard output.
async fn run(part: &CommandPart, folder: &Path, words: &[String], body: &[u8], limits: Limits) -> io::Result<Vec<u8>> {
    let Some((program, arguments)) = words.split_first() else { return Err(io::ErrorKind::NotFound.into()) };
    // A path with a slash is relative to the annotation; a bare name is looked for where programs are.
    let program = if program.contains('/') { folder.join(program).into_os_string() } else { program.into() };
    let mut command = Command::new(program);
    command.args(arguments).env_clear().env("PATH", "/usr/local/bin:/usr/bin:/bin").current_dir(folder);
    command.envs(part.environment.iter().filter_map(|name| Some((name, std::env::var_os(name)?))));
    // What it complains about may name people: nobody reads it.
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
    let mut child = command.process_group(0).kill_on_drop(true).spawn()?;
    let group = child.id().and_then(|id| i32::try_from(id).ok()).and_then(Pid::from_raw);
    let (stdin, stdout) = (child.stdin.take(), child.stdout.take());
    let most = limits.answer_mb.saturating_mul(1 << 20);
    let talk = async {
        let write = async {
            if let Some(mut stdin) = stdin {
                // A program that has read enough closes its input: its answer tells whether that was right.
                let _closed = stdin.write_all(body).await;
            }
        };
        let read = async {
            let mut answer = Vec::new();
            if let Some(stdout) = stdout {
                stdout.take(most.saturating_add(1)).read_to_end(&mut answer).await?;
            }
            io::Result::Ok(answer)
        };
        let ((), answer) = tokio::join!(write, read);
        let answer = answer?;
        if answer.len() as u64 > most {
            return Err(io::Error::other("its answer is larger than `answer_mb`"));
        }
        let status = child.wait().await?;
        if !status.success() {
            return Err(io::Error::other(format!("its program ended with {}", status.code().unwrap_or(-1))));
        }
        Ok(answer)
    };
    let answer = tokio::time::timeout(Duration::from_millis(limits.timeout_ms), talk).await;
    let answer = answer.unwrap_or_else(|_| Err(io::Error::new(io::ErrorKind::TimedOut, "no answer in time")));
    if let Some(group) = group.filter(|_| answer.is_err()) {
        // What it started goes with it.
        let _gone = kill_process_group(group, Signal::KILL);
    }
    answer
}

fn credential(auth: Option<&Auth>, secret: Option<&Secret>) -> io::Result<Option<String>> {
    let (Some(auth), Some(secret)) = (auth, secret) else { return Ok(None) };
    let secret = secret.read().map_err(io::Error::other)?;
    Ok(Some(match auth {
        Auth::Bearer { .. } => format!("Bearer {secret}"),
        Auth::Basic { user, .. } => format!("Basic {}", STANDARD.encode(format!("{user}:{secret}"))),
    }))
}

async fn post(
    agent: Agent,
    address: String,
    credential: Option<String>,
    body: Vec<u8>,
    answer_mb: u64,
) -> io::Result<Vec<u8>> {
    let sent = tokio::task::spawn_blocking(move || {
        let told = |error: ureq::Error| match error {
            ureq::Error::Timeout(_) => io::Error::new(io::ErrorKind::TimedOut, "no answer in time"),
            ureq::Error::BodyExceedsLimit(_) => io::Error::other("its answer is larger than `answer_mb`"),
            other => io::Error::other(other.to_string()),
        };
        let mut request = Request::builder().method("POST").uri(&address);
        request = request.header("Content-Type", "application/json").header("Accept", "application/json");
        if let Some(credential) = credential {
            request = request.header("Authorization", credential);
        }
        let mut answer = agent.run(request.body(body).map_err(io::Error::other)?).map_err(told)?;
        if !answer.status().is_success() {
            return Err(io::Error::other(format!("HTTP {}", answer.status().as_u16())));
        }
        answer.body_mut().with_config().limit(answer_mb.saturating_mul(1 << 20)).read_to_vec().map_err(told)
    });
    sent.await.map_err(io::Error::other).flatten()
}
