//! The child process that reads files: what it may not do, how it ends, and that it spoils its own file only.
//!
//! The child is this program: each ignored test is one that a [`Reader`] starts by its name.

use std::io::{self, BufRead, Read, Write};
use std::time::Duration;

use gestand_documents::extract::{Extracted, File, Limits, Reason};
use gestand_documents::worker::{Reader, serve};
use landlock::{AccessFs, Ruleset, RulesetAttr};

use crate::files;

/// A reader whose child runs the ignored test `child`.
pub fn reader(child: &str, limits: Limits) -> Reader {
    let child = format!("worker::{child}");
    let arguments = ["--exact", &child, "--ignored", "--nocapture", "--test-threads=1"];
    Reader::new(std::env::current_exe().unwrap(), arguments, limits)
}

fn text(bytes: &[u8]) -> File<'_> {
    File { name: "brief.txt", media_type: Some("text/plain"), bytes }
}

fn reasons(said: &Extracted) -> Vec<Reason> {
    said.problems.iter().map(|problem| problem.reason).collect()
}

/// Standard input that does something when the file is asked for: the child is shut in by then.
struct Then<F: FnMut() -> Vec<u8>> {
    request: io::Cursor<Vec<u8>>,
    act: Option<F>,
}

impl<F: FnMut() -> Vec<u8>> Then<F> {
    fn new(act: F) -> Self {
        let mut request = Vec::new();
        io::stdin().lock().read_until(b'\n', &mut request).unwrap();
        Self { request: io::Cursor::new(request), act: Some(act) }
    }
}

impl<F: FnMut() -> Vec<u8>> Read for Then<F> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        if self.request.position() == self.request.get_ref().len() as u64
            && let Some(mut act) = self.act.take()
        {
            self.request = io::Cursor::new(act());
        }
        self.request.read(into)
    }
}

fn answer(input: impl Read) {
    serve(input, io::stdout().lock()).unwrap();
    std::process::exit(0);
}

#[test]
#[ignore = "is a child: reads what it is given"]
fn child_reads() {
    answer(io::stdin().lock());
}

#[test]
#[ignore = "is a child: tries what it may not do"]
fn child_tries() {
    answer(Then::new(|| {
        let outcome = |what: &str, done: bool| format!("{what}: {}\n", if done { "done" } else { "refused" });
        let folder = std::env::temp_dir();
        [
            outcome("read /etc/passwd", std::fs::read("/etc/passwd").is_ok()),
            outcome("list /", std::fs::read_dir("/").is_ok()),
            outcome("read /proc", std::fs::read("/proc/self/environ").is_ok()),
            outcome("write", std::fs::write(folder.join("gestand-child"), "x").is_ok()),
            outcome("tcp", std::net::TcpStream::connect("127.0.0.1:9").is_ok_or_refused()),
            outcome("udp", std::net::UdpSocket::bind("127.0.0.1:0").is_ok()),
            outcome("unix", std::os::unix::net::UnixDatagram::unbound().is_ok()),
            outcome("signal", std::process::Command::new("kill").args(["-0", "1"]).status().is_ok_and(|s| s.success())),
            outcome("flee", std::process::Command::new("setsid").arg("true").status().is_ok_and(|s| s.success())),
            outcome("run", std::process::Command::new("true").status().is_ok_and(|status| status.success())),
            format!("environment: {:?}\n", std::env::vars().map(|(name, _)| name).collect::<Vec<_>>()),
        ]
        .concat()
        .into_bytes()
    }));
}

/// A refused connection is a connection that was tried.
trait Tried {
    fn is_ok_or_refused(&self) -> bool;
}

impl<T> Tried for io::Result<T> {
    fn is_ok_or_refused(&self) -> bool {
        self.as_ref().map_or_else(|error| error.kind() == io::ErrorKind::ConnectionRefused, |_| true)
    }
}

#[test]
#[ignore = "is a child: cannot be shut in"]
fn child_exposed() {
    // The system allows 16 layers of rules, one in another.
    for _ in 0..16 {
        let rules = Ruleset::default().handle_access(AccessFs::MakeSock).unwrap().create().unwrap();
        rules.restrict_self().unwrap();
    }
    answer(io::stdin().lock());
}

#[test]
#[ignore = "is a child: takes more memory than it may"]
fn child_grows() {
    answer(Then::new(|| vec![1; 3 << 30]));
}

#[test]
#[ignore = "is a child: does not end, and is busy"]
fn child_spins() {
    answer(Then::new(|| {
        loop {
            std::hint::spin_loop();
        }
    }));
}

#[test]
#[ignore = "is a child: does not end, and starts another that does not"]
fn child_hangs() {
    answer(Then::new(|| {
        let _never = std::process::Command::new("sleep").arg("987").status();
        Vec::new()
    }));
}

#[test]
#[ignore = "is a child: does not stop talking"]
fn child_floods() {
    let mut output = io::stdout().lock();
    while output.write_all(&[b'x'; 4096]).is_ok() {}
}

#[test]
#[ignore = "is a child: dies"]
fn child_dies() {
    answer(Then::new(|| std::process::abort()));
}

#[test]
fn a_child_reads_files_and_says_how_it_is_shut_in() {
    let reader = reader("child_reads", Limits::default());
    let sandbox = reader.sandbox().unwrap();
    assert!(
        sandbox.is_closed(),
        "{sandbox:?}: this system cannot shut a child in (Linux 5.13 with Landlock is needed)"
    );
    let said = reader.read(text("Geachte één".as_bytes()));
    assert!(said.complete(), "{said:?}");
    assert_eq!(said.parts[0].text, "Geachte één");
    assert_eq!(said.media_type.as_deref(), Some("text/plain"));
    assert_eq!(reasons(&reader.read(text(b"\0\x01\x02"))), [Reason::Unknown]);
}

#[test]
fn a_child_that_cannot_be_shut_in_reads_nothing() {
    let reader = reader("child_exposed", Limits::default());
    assert_eq!(reader.sandbox().map(|sandbox| (sandbox.limits, sandbox.files)), Ok((true, false)));
    let said = reader.read(text(b"hallo"));
    assert_eq!(reasons(&said), [Reason::NoSandbox]);
    assert!(said.parts.is_empty() && said.media_type.is_none());
}

#[test]
fn a_child_reaches_nothing() {
    let said = reader("child_tries", Limits::default()).read(text(b""));
    assert!(said.complete(), "{said:?}");
    let lines: Vec<&str> = said.parts[0].text.lines().collect();
    let refused = ["read /etc/passwd", "list /", "read /proc", "write", "tcp", "udp", "unix", "signal", "flee"]
        .map(|what| format!("{what}: refused"));
    assert_eq!(&lines[..9], refused);
    assert_eq!(&lines[9..], ["run: done", r#"environment: ["LANG", "PATH"]"#]);
}

#[test]
fn a_child_that_fails_is_a_problem_of_its_file() {
    let limits = Limits { wall: Duration::from_secs(3), output: 1 << 20, ..Limits::default() };
    let quick = Limits { cpu_seconds: 1, wall: Duration::from_secs(60), ..Limits::default() };
    let wide = Limits { wall: Duration::from_secs(60), ..limits.clone() };
    for (child, limits, reason) in [
        ("child_grows", &wide, Reason::Memory),
        ("child_spins", &quick, Reason::Time),
        ("child_hangs", &limits, Reason::Time),
        ("child_floods", &wide, Reason::TooMuchText),
        ("child_dies", &wide, Reason::Crashed),
        ("no_such_child", &wide, Reason::Crashed),
    ] {
        let said = reader(child, limits.clone()).read(text(b"hallo"));
        assert_eq!(reasons(&said), [reason], "{child}");
        assert!(said.parts.is_empty(), "{child}");
    }
    assert!(!is_running("987"), "what a child started ends with it");
    assert!(reader("child_reads", limits).read(text(b"hallo")).complete(), "the next file is read");
    let nothing = Reader::new("/no/such/program", ["x"], quick);
    assert_eq!(reasons(&nothing.read(text(b"hallo"))), [Reason::NoWorker]);
    assert_eq!(nothing.sandbox(), Err(Reason::NoWorker));
}

/// Whether `sleep` runs with this argument.
fn is_running(argument: &str) -> bool {
    let lines = std::fs::read_dir("/proc")
        .unwrap()
        .flatten()
        .filter_map(|entry| std::fs::read(entry.path().join("cmdline")).ok());
    lines.into_iter().any(|line| line == [b"sleep\0", argument.as_bytes(), b"\0"].concat())
}

#[test]
fn limits_hold_for_the_programs_of_a_child_too() {
    let pdf = files::Pdf::new().page(&["Kenmerk 123456782"]).bytes();
    let scan = files::Pdf::new().scan(&files::pixels(&pdf)).bytes();
    let file = File { name: "scan.pdf", media_type: None, bytes: &scan };
    let said = reader("child_reads", Limits::default()).read(file);
    assert!(said.complete() && files::all_text(&said).contains("123456782"), "{said:?}");
    let small = Limits { memory: 48 << 20, ..Limits::default() };
    let said = reader("child_reads", small).read(file);
    assert!(!said.complete() && !files::all_text(&said).contains("123456782"), "{said:?}");
}
