//! A PostgreSQL of our own for a measurement: from Debian's package, in a folder that goes with it.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use tempfile::TempDir;

type Error = Box<dyn std::error::Error>;

/// Runs until it is dropped. Durable as PostgreSQL comes: every commit is on disk.
pub struct Postgres {
    bin: PathBuf,
    dir: TempDir,
    port: u16,
}

impl Postgres {
    pub fn start() -> Result<Postgres, Error> {
        let bin = newest_bin().ok_or("PostgreSQL is not installed; run: apt-get install postgresql")?;
        let dir = tempfile::Builder::new().prefix("gestand-bench-").tempdir()?;
        let data = dir.path().join("data");
        std::fs::create_dir(&data)?;
        if is_root() {
            // PostgreSQL does not run as root.
            run(Command::new("chown").arg("-R").arg("postgres").arg(dir.path()))?;
        }
        let port = std::net::TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
        let server = Postgres { bin, dir, port };
        run(server.program("initdb").arg("--pgdata").arg(&data).args([
            "--username=postgres",
            "--auth=trust",
            "--encoding=UTF8",
            "--locale=C",
        ]))?;
        let options = format!(
            "-p {port} -c listen_addresses= -c unix_socket_directories={} -c max_connections=100 \
             -c shared_buffers=1GB -c max_wal_size=8GB -c shared_preload_libraries=pg_stat_statements",
            server.dir.path().display()
        );
        let log = server.dir.path().join("log");
        run(server
            .program("pg_ctl")
            .arg("--pgdata")
            .arg(&data)
            .arg("--log")
            .arg(log)
            .args(["--wait", "--silent"])
            .args(["--options", options.as_str(), "start"]))?;
        Ok(server)
    }

    /// On the socket, as Debian's packages have it on one machine.
    pub fn url(&self, database: &str) -> String {
        format!("postgres:///{database}?host={}&port={}&user=postgres", self.dir.path().display(), self.port)
    }

    fn program(&self, name: &str) -> Command {
        let path = self.bin.join(name);
        if is_root() {
            let mut command = Command::new("runuser");
            command.args(["-u", "postgres", "--"]).arg(path);
            command
        } else {
            Command::new(path)
        }
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        let data = self.dir.path().join("data");
        let _ = run(self.program("pg_ctl").arg("--pgdata").arg(data).args(["--mode=immediate", "stop"]));
    }
}

fn newest_bin() -> Option<PathBuf> {
    let versions = std::fs::read_dir("/usr/lib/postgresql").ok()?;
    let number = |path: &PathBuf| path.file_name()?.to_str()?.parse::<u32>().ok();
    let newest = versions.filter_map(|entry| Some(entry.ok()?.path())).filter(|path| path.join("bin/initdb").exists());
    newest.max_by_key(number).map(|path| path.join("bin"))
}

fn is_root() -> bool {
    std::fs::metadata("/proc/self").is_ok_and(|meta| std::os::unix::fs::MetadataExt::uid(&meta) == 0)
        && Path::new("/usr/sbin/runuser").exists()
}

fn run(command: &mut Command) -> Result<(), Error> {
    let status = command.stdout(Stdio::null()).stderr(Stdio::null()).status()?;
    if status.success() { Ok(()) } else { Err(format!("{command:?} failed: {status}").into()) }
}
