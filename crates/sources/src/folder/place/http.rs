//! Carries the requests of S3 over the HTTP client of all sources.

use std::io::{self, ErrorKind};

use async_trait::async_trait;
use http_body_util::BodyExt;
use object_store::ClientOptions;
use object_store::client::{
    HttpClient, HttpConnector, HttpError, HttpErrorKind, HttpRequest, HttpResponse, HttpService,
};
use ureq::Agent;
use ureq::http::request::Parts;
use ureq::http::{Method, Response};

/// A larger answer is not taken in.
pub const ANSWER_LIMIT: u64 = 600 << 20;

#[derive(Debug, Clone)]
pub struct Carrier(pub Agent);

impl HttpConnector for Carrier {
    fn connect(&self, _options: &ClientOptions) -> object_store::Result<HttpClient> {
        Ok(HttpClient::new(self.clone()))
    }
}

#[async_trait]
impl HttpService for Carrier {
    async fn call(&self, request: HttpRequest) -> Result<HttpResponse, HttpError> {
        let agent = self.0.clone();
        let (head, body) = request.into_parts();
        let body = body.collect().await?.to_bytes().to_vec();
        let done = tokio::task::spawn_blocking(move || exchange(&agent, head, body));
        done.await.map_err(|error| HttpError::new(HttpErrorKind::Unknown, error))?
    }
}

fn exchange(agent: &Agent, head: Parts, body: Vec<u8>) -> Result<HttpResponse, HttpError> {
    let answer = if body.is_empty() && ![Method::PUT, Method::POST].contains(&head.method) {
        agent.run(ureq::http::Request::from_parts(head, ()))
    } else {
        agent.run(ureq::http::Request::from_parts(head, body))
    };
    let (head, mut body) = answer.map_err(told)?.into_parts();
    let body = body.with_config().limit(ANSWER_LIMIT).read_to_vec().map_err(told)?;
    Ok(Response::from_parts(head, body.into()))
}

/// What went wrong, without the address.
fn told(error: ureq::Error) -> HttpError {
    let (kind, error) = match error {
        ureq::Error::Timeout(_) => (HttpErrorKind::Timeout, io::Error::new(ErrorKind::TimedOut, "no answer in time")),
        ureq::Error::Io(error) if error.kind() == ErrorKind::ConnectionRefused => (HttpErrorKind::Connect, error),
        ureq::Error::Io(error) => (HttpErrorKind::Interrupted, error),
        ureq::Error::HostNotFound => (HttpErrorKind::Connect, io::Error::other("the host is not known")),
        ureq::Error::ConnectionFailed => (HttpErrorKind::Connect, io::Error::other("no connection")),
        ureq::Error::BodyExceedsLimit(_) => (HttpErrorKind::Unknown, io::Error::other("the answer is too large")),
        ureq::Error::Rustls(error) => (HttpErrorKind::Unknown, io::Error::other(error.to_string())),
        _ => (HttpErrorKind::Unknown, io::Error::other("the exchange failed")),
    };
    HttpError::new(kind, error)
}
