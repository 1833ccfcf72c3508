//! A system that speaks VERA over HTTP, with the faults that a test asks for. It writes down every request.

use std::collections::{BTreeMap, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::Duration;

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::http::{HeaderMap, Method, Response, Uri};
use serde_json::{Value, json};

use crate::common::Dir;
use crate::world::{DOMAINS, World};

/// What goes wrong with the next request for data.
#[derive(Debug, Clone)]
pub enum Fault {
    /// The token is no longer known.
    Forgotten,
    Status(u16, Option<&'static str>),
    Slow(Duration),
    /// The connection ends in the middle of the body.
    Cut,
    /// Half of the JSON, as if it were all.
    Half,
    Html,
    /// One object less than the total says.
    Short,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Paging {
    Cursor,
    Number,
}

#[derive(Debug)]
pub struct System {
    pub data: World,
    pub paging: Paging,
    pub size: usize,
    pub faults: VecDeque<Fault>,
    /// The query `…​.id` is understood, and gives too little where this is false.
    pub honest: bool,
    pub log: Vec<String>,
    pub tokens: u32,
    pub token_lasts: u64,
    token: Option<String>,
}

#[derive(Clone)]
pub struct Server {
    system: Arc<Mutex<System>>,
    pub port: u16,
}

pub const SECRET: &str = "geheim&van de test";

impl Server {
    pub async fn start(data: World) -> Server {
        let system = System {
            data,
            paging: Paging::Cursor,
            size: 2,
            faults: VecDeque::new(),
            honest: true,
            log: Vec::new(),
            tokens: 0,
            token_lasts: 3600,
            token: None,
        };
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let server = Server { system: Arc::new(Mutex::new(system)), port };
        let router = Router::new().fallback(answer).with_state(server.clone());
        tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        server
    }

    pub fn system(&self) -> MutexGuard<'_, System> {
        self.system.lock().unwrap()
    }

    pub fn fail(&self, faults: impl IntoIterator<Item = Fault>) {
        self.system().faults.extend(faults);
    }

    /// The annotation; `more` goes under `http`.
    pub fn annotation(&self, dir: &Dir, mode: &str, more: &str) -> String {
        dir.write("secret", format!("{SECRET}\n"));
        let port = self.port;
        let domains: Vec<String> =
            DOMAINS.iter().map(|domain| format!("{domain}: 'http://127.0.0.1:{port}/{domain}/v4/'")).collect();
        format!(
            "source: vera\nlabel: VERA\nkind: vera\nmode: {mode}\nhttp:\n  domains: {{{}}}\n  auth: {{client_credentials: \
             {{token_url: 'http://127.0.0.1:{port}/oauth/token', client_id: gestand, client_secret_file: secret, \
             scope: Relaties.All.Read}}}}\n  limits: {{wait_ms: 1, max_per_second: 100000, timeout_ms: 2000, \
             longest_wait_ms: 1500}}\n{more}",
            domains.join(", ")
        )
    }
}

async fn answer(
    State(server): State<Server>,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
) -> Response<Body> {
    let body = String::from_utf8(body.to_vec()).unwrap();
    let path: Vec<String> = uri.path().split('/').skip(1).map(str::to_owned).collect();
    if path[0] == "oauth" {
        return server.system().give_token(&headers, &body);
    }
    let fault = {
        let mut system = server.system();
        system.log.push(format!("{method} {uri} {body}"));
        system.faults.pop_front()
    };
    let known = {
        let mut system = server.system();
        if matches!(fault, Some(Fault::Forgotten)) {
            system.token = None;
        }
        let token = system.token.as_ref().map(|token| format!("Bearer {token}"));
        token.is_some() && headers.get("authorization").and_then(|value| value.to_str().ok()) == token.as_deref()
    };
    if !known {
        return plain(401, json!({"code": "AUTH"}));
    }
    match fault {
        Some(Fault::Status(status, after)) => {
            let mut response = plain(status, json!({"code": "BUSY", "omschrijving": "Fenna Voorbeeld"}));
            if let Some(after) = after {
                response.headers_mut().insert("retry-after", after.parse().unwrap());
            }
            return response;
        }
        Some(Fault::Slow(time)) => tokio::time::sleep(time).await,
        Some(Fault::Html) => {
            let html = Response::builder().header("content-type", "text/html").body(Body::from("<h1>[]</h1>"));
            return html.unwrap();
        }
        Some(Fault::Cut) => {
            let half = futures_util::stream::iter([Ok("[{\"id\":\"C1\","), Err(std::io::Error::other("gone"))]);
            let builder = Response::builder().header("content-type", "application/json");
            return builder.header("content-length", "1000").body(Body::from_stream(half)).unwrap();
        }
        _ => {}
    }
    let mut response = server.system().data_for(&method, &path[2..], uri.query().unwrap_or_default(), &body);
    if let Some(Fault::Short) = fault {
        response.headers_mut().insert("x-parameters-aantal", "99".parse().unwrap());
    }
    if let Some(Fault::Half) = fault {
        *response.body_mut() = Body::from("[{\"id\":\"C1\",\"waarde\":\"half");
        response.headers_mut().remove("content-length");
    }
    response
}

fn plain(status: u16, body: Value) -> Response<Body> {
    let builder = Response::builder().status(status).header("content-type", "application/json; charset=utf-8");
    builder.body(Body::from(body.to_string())).unwrap()
}

impl System {
    fn give_token(&mut self, headers: &HeaderMap, body: &str) -> Response<Body> {
        // gestand:geheim%26van%20de%20test, as RFC 6749 (2.3.1) has it.
        let basic = "Basic Z2VzdGFuZDpnZWhlaW0lMjZ2YW4lMjBkZSUyMHRlc3Q=";
        if headers["authorization"] != basic || body != "grant_type=client_credentials&scope=Relaties%2EAll%2ERead" {
            return plain(401, json!({"error": "invalid_client"}));
        }
        self.tokens += 1;
        self.token = Some(format!("T{}", self.tokens));
        plain(200, json!({"access_token": self.token, "token_type": "Bearer", "expires_in": self.token_lasts}))
    }

    fn data_for(&mut self, method: &Method, path: &[String], query: &str, body: &str) -> Response<Body> {
        let Some(objects) = self.data.get_mut(&path[0]) else { return plain(404, json!({"code": "404"})) };
        match (method.as_str(), path.get(1).map(String::as_str)) {
            ("GET", None) | ("POST", Some("_zoek")) => self.list(&path[0], query, body),
            ("GET", Some(id)) => match objects.iter().find(|object| object["id"] == *id) {
                Some(object) => plain(200, object.clone()),
                None => plain(404, json!({"code": "404"})),
            },
            ("PATCH", Some(id)) => {
                let changes: Value = serde_json::from_str(body).unwrap();
                let Some(object) = objects.iter_mut().find(|object| object["id"] == *id) else {
                    return plain(404, json!({"code": "404"}));
                };
                for (field, value) in changes.as_object().unwrap() {
                    object[field] = value.clone();
                }
                plain(200, object.clone())
            }
            _ => plain(405, json!({"code": "405"})),
        }
    }

    fn list(&self, path: &str, query: &str, body: &str) -> Response<Body> {
        let query: BTreeMap<&str, &str> = query.split('&').filter_map(|part| part.split_once('=')).collect();
        let mut objects: Vec<&Value> = self.data[path].iter().collect();
        if let Some((field, id)) = query.iter().find_map(|(name, id)| Some((name.strip_suffix(".id")?, *id))) {
            objects.retain(|object| self.honest && links_to(&object[field], id));
        }
        if let Ok(Value::Object(wanted)) = serde_json::from_str::<Value>(body) {
            for (field, value) in wanted {
                match value["id"].as_str() {
                    Some(id) => objects.retain(|object| links_to(&object[&field], id)),
                    None => objects.retain(|object| object[&field] == value),
                }
            }
        }
        let total = objects.len();
        let page: usize = match self.paging {
            Paging::Cursor => {
                query.get("cursor").map_or(1, |cursor| cursor.strip_prefix("c-").unwrap().parse().unwrap())
            }
            Paging::Number => query.get("pagina").map_or(1, |page| page.parse().unwrap()),
        };
        let some: Vec<Value> = objects.into_iter().skip((page - 1) * self.size).take(self.size).cloned().collect();
        let mut response = plain(200, Value::Array(some));
        let headers = response.headers_mut();
        headers.insert("x-parameters-aantal", total.into());
        match self.paging {
            Paging::Cursor if page * self.size < total => {
                headers.insert("x-parameters-cursor", format!("c-{}", page + 1).parse().unwrap());
            }
            Paging::Cursor => {}
            Paging::Number => {
                headers.insert("x-parameters-pagina", page.into());
                headers.insert("x-parameters-aantalperpagina", self.size.into());
            }
        }
        response
    }
}

fn links_to(value: &Value, id: &str) -> bool {
    match value {
        Value::Array(many) => many.iter().any(|one| links_to(one, id)),
        Value::String(address) => address.rsplit('/').next() == Some(id),
        object => object["id"] == id,
    }
}
