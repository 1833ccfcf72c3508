//! `gestand demo`: a synthetic corporation with everything in it, served on this machine.

use std::net::{Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use gestand_app::{App, NewAccount, Packs};
use gestand_base::{Clock, SystemClock};
use gestand_policy::ReadError;
use gestand_synthetic::{KnownPerson, Options, generate};
use gestand_web::WebOptions;
use jiff::civil::Date;
use serde_json::{Value, json};
use tokio::net::TcpListener;

use crate::args::DemoArgs;
use crate::home::{database_url, keys_dir, open_with};
use crate::output::{Failure, Progress, line, say};
use crate::pack::not_read;
use crate::scenes;
use crate::serve::until_stopped;

/// Written when everything is made; without it an earlier start was cut short and begins anew.
const MARKER: &str = "demo.json";
/// The same on every machine: the demo listens on this machine only and holds invented people.
const SEED: u64 = 2026;
const PASSWORD: &str = "gestand-demo-2026";
/// Login, name, function.
const ACCOUNTS: [(&str, &str, &str); 3] = [
    ("officer", "Privacy Officer (demo)", "privacy_officer"),
    // Publishing a policy takes two.
    ("tweede", "Tweede Privacy Officer (demo)", "privacy_officer"),
    ("balie", "Klantenservice (demo)", "customer_service"),
];

pub async fn demo(args: DemoArgs) -> Result<ExitCode, Failure> {
    let dir = args.dir.clone().unwrap_or_else(|| PathBuf::from("data").join(format!("demo-{}", args.pack)));
    let database = database_url(&dir, args.database.as_deref());
    let state = match read_marker(&dir, &args.pack)? {
        Some(state) => state,
        None => make(&args, &dir, &database).await?,
    };
    let app = open_with(&args.pack, &dir, &database, &keys_dir(&dir, None), Arc::new(SystemClock)).await?;
    let listener = listen(args.port).await?;
    let url = format!("http://{}", listener.local_addr().map_err(Failure::of)?);
    if let Some(file) = &args.ready_file {
        write_ready(file, &url, &state)?;
    }
    tell(&url, &dir, &state);
    until_stopped(app, listener, WebOptions { secure_cookies: false }).await
}

/// The state of an earlier demo in this folder, if it was finished and runs the same pack.
fn read_marker(dir: &Path, pack: &str) -> Result<Option<Value>, Failure> {
    let Ok(text) = std::fs::read_to_string(dir.join(MARKER)) else { return Ok(None) };
    let state: Value = serde_json::from_str(&text).map_err(|error| Failure::in_doing(MARKER, error))?;
    if state["pack"] == pack {
        say(format!("An earlier demo in {} goes on; remove that folder for a new one.", dir.display()));
        return Ok(Some(state));
    }
    Err(Failure::of(format!(
        "{} holds a demo of pack {}; give another --dir, or remove it",
        dir.display(),
        state["pack"].as_str().unwrap_or("?")
    )))
}

/// Makes the corporation, the accounts and the scenes; the marker comes last.
async fn make(args: &DemoArgs, dir: &Path, database: &str) -> Result<Value, Failure> {
    if !Path::new(&args.pack).is_dir() && !Packs::names().contains(&args.pack) {
        return Err(not_read(&ReadError::NotFound(args.pack.clone())));
    }
    clear(dir)?;
    say(format!("A synthetic corporation with {} persons is made in {} …", args.persons, dir.display()));
    let today = SystemClock.today();
    let mut progress = Progress::new();
    let options = Options { persons: args.persons, seed: SEED, today, plant_bsn: true };
    let made = generate(dir, &options, &mut |stage, done, total| progress.show(stage, done, total))
        .await
        .map_err(|error| Failure::in_doing("the corporation was not made", error))?;
    progress.show("verzoeken en blokkades", 0, 1);
    let scenes = scenes::play(&args.pack, dir, database, &made.known).await?;
    progress.finish();
    let app = open_with(&args.pack, dir, database, &keys_dir(dir, None), Arc::new(SystemClock)).await?;
    add_accounts(&app).await?;
    app.run_checks(&gestand_app::Actor::System).await.map_err(Failure::of)?;
    let state = state_of(&args.pack, today, &made.known, scenes);
    std::fs::write(dir.join(MARKER), state.to_string()).map_err(|error| Failure::in_doing(MARKER, error))?;
    Ok(state)
}

/// Removes what an interrupted start left: only things that a demo makes, and only without its marker.
fn clear(dir: &Path) -> Result<(), Failure> {
    for part in ["sources", "keys"] {
        let path = dir.join(part);
        if path.exists() {
            std::fs::remove_dir_all(&path).map_err(|error| Failure::in_doing(&path.display().to_string(), error))?;
        }
    }
    for part in ["gestand.sqlite", "gestand.sqlite-wal", "gestand.sqlite-shm"] {
        let path = dir.join(part);
        if path.exists() {
            std::fs::remove_file(&path).map_err(|error| Failure::in_doing(&path.display().to_string(), error))?;
        }
    }
    std::fs::create_dir_all(dir).map_err(|error| Failure::in_doing(&dir.display().to_string(), error))
}

async fn add_accounts(app: &App) -> Result<(), Failure> {
    for (login, name, function) in ACCOUNTS {
        let account = NewAccount {
            login: login.to_owned(),
            name: name.to_owned(),
            password: PASSWORD.to_owned(),
            functions: vec![function.to_owned()],
        };
        match app.create_account(account).await {
            // A database that outlived the folder has the accounts already.
            Ok(()) | Err(gestand_app::AppError::Conflict { what: "login-taken" }) => {}
            Err(error) => return Err(Failure::in_doing("no account was made", error)),
        }
    }
    Ok(())
}

fn state_of(pack: &str, today: Date, known: &[KnownPerson], scenes: Vec<Value>) -> Value {
    let persons = known.iter().map(|person| {
        json!({"name": person.name, "relation_number": person.relation_number, "email": person.email,
            "birth_date": person.birth_date.to_string(), "postcode": person.postcode, "story": person.story})
    });
    let logins = ACCOUNTS.iter().map(
        |(login, name, function)| json!({"login": login, "password": PASSWORD, "name": name, "function": function}),
    );
    json!({"pack": pack, "made_on": today.to_string(), "logins": logins.collect::<Vec<_>>(),
        "persons": persons.collect::<Vec<_>>(), "requests": scenes})
}

/// The port that was asked, or a free one when it is taken.
async fn listen(port: u16) -> Result<TcpListener, Failure> {
    let bind = |port| TcpListener::bind(SocketAddr::from((Ipv4Addr::LOCALHOST, port)));
    match bind(port).await {
        Ok(listener) => Ok(listener),
        Err(error) if error.kind() == std::io::ErrorKind::AddrInUse => {
            say(format!("Port {port} is in use; a free one is taken."));
            bind(0).await.map_err(Failure::of)
        }
        Err(error) => Err(Failure::in_doing("no port to listen on", error)),
    }
}

/// Written whole or not at all: whoever waits for the file never reads half of it.
fn write_ready(file: &Path, url: &str, state: &Value) -> Result<(), Failure> {
    let ready = json!({"url": url, "pid": std::process::id(), "logins": state["logins"], "pack": state["pack"],
        "persons": state["persons"], "requests": state["requests"]});
    let draft = file.with_extension("draft");
    std::fs::write(&draft, ready.to_string())
        .and_then(|()| std::fs::rename(&draft, file))
        .map_err(|error| Failure::in_doing(&file.display().to_string(), error))
}

fn tell(url: &str, dir: &Path, state: &Value) {
    line("");
    line(format!("Gestand draait met pack '{}' — Gestand runs", state["pack"].as_str().unwrap_or_default()));
    line(format!("  Verklaring, openbaar      {url}/"));
    line(format!("  Bewijs, openbaar          {url}/bewijs"));
    line(format!("  Verzoek doen              {url}/verzoek"));
    line(format!("  Werkplek                  {url}/werk"));
    for (login, name, _) in ACCOUNTS {
        line(format!("    inloggen                {login} / {PASSWORD}   ({name})"));
    }
    if let Some(person) = state["persons"].get(0) {
        let field = |name: &str| person[name].as_str().unwrap_or_default().to_owned();
        line(format!(
            "  Probeer een verzoek als   {}, {}, geboren {}",
            field("name"),
            field("email"),
            field("birth_date")
        ));
    }
    line(format!("  Gegevens in               {}", dir.display()));
    line("Stoppen met Ctrl+C. Stop with Ctrl+C.");
}
