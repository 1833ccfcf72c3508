//! From start to first page, and memory when idle; the baseline is starting the same program to do nothing.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::{Figures, median};

/// How long a demo may take to be ready.
const PATIENCE: Duration = Duration::from_secs(300);

pub fn measure(persons: u32, pack: &str) -> Figures {
    let program = beside_this("gestand")?;
    let folder = tempfile::tempdir()?;
    let nothing = median((0..5).map(|_| run_nothing(&program)).collect::<Result<_, _>>()?);
    let first = serve(&program, folder.path(), persons, pack)?;
    let again = serve(&program, folder.path(), persons, pack)?;
    Ok(json!({
        "persons": persons, "pack": pack,
        "first_start_to_first_page_ms": first.ms,
        "restart_to_first_page_ms": again.ms,
        "rss_idle_mb": again.rss_mb,
        "baseline_empty_start_ms": nothing,
        "restart_ratio_to_empty_start": again.ms / nothing,
    }))
}

fn beside_this(name: &str) -> Result<PathBuf, Box<dyn std::error::Error>> {
    let path = std::env::current_exe()?.with_file_name(name);
    if path.exists() {
        Ok(path)
    } else {
        Err(format!("{} is not built; run cargo build --release", path.display()).into())
    }
}

fn run_nothing(program: &Path) -> Result<f64, Box<dyn std::error::Error>> {
    let start = Instant::now();
    Command::new(program).arg("--version").stdout(Stdio::null()).status()?;
    Ok(start.elapsed().as_secs_f64() * 1000.0)
}

struct Served {
    ms: f64,
    rss_mb: f64,
}

/// A process that ends with this value.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn serve(program: &Path, folder: &Path, persons: u32, pack: &str) -> Result<Served, Box<dyn std::error::Error>> {
    let ready = folder.join("ready.json");
    let _ = std::fs::remove_file(&ready);
    let start = Instant::now();
    let running = Running(
        Command::new(program)
            .args(["demo", "--port", "0", "--pack", pack, "--persons", &persons.to_string(), "--dir"])
            .arg(folder.join("demo"))
            .arg("--ready-file")
            .arg(&ready)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()?,
    );
    while !ready.exists() {
        if start.elapsed() > PATIENCE {
            return Err("the demo was not ready in time".into());
        }
        std::thread::sleep(Duration::from_millis(2));
    }
    let told: Value = serde_json::from_str(&std::fs::read_to_string(&ready)?)?;
    let address = told["url"].as_str().and_then(|url| url.strip_prefix("http://")).ok_or("no address")?.to_owned();
    get(&address)?;
    let ms = start.elapsed().as_secs_f64() * 1000.0;
    std::thread::sleep(Duration::from_secs(3));
    Ok(Served { ms, rss_mb: rss_mb(running.0.id())? })
}

fn get(address: &str) -> Result<(), Box<dyn std::error::Error>> {
    let mut stream = TcpStream::connect(address)?;
    write!(stream, "GET / HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n")?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer)?;
    if answer.starts_with("HTTP/1.1 200") { Ok(()) } else { Err("the first page did not come".into()) }
}

fn rss_mb(pid: u32) -> Result<f64, Box<dyn std::error::Error>> {
    let status = std::fs::read_to_string(format!("/proc/{pid}/status"))?;
    let line = status.lines().find(|line| line.starts_with("VmRSS:")).ok_or("no VmRSS")?;
    let kb: f64 = line.split_whitespace().nth(1).ok_or("no figure")?.parse()?;
    Ok(kb / 1024.0)
}
