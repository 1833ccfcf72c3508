//! The command `gestand`: check a pack, run Gestand, verify what it did.

mod account;
mod args;
mod check;
mod cookies;
mod demo;
mod diff;
mod fix;
mod home;
mod ledger;
mod output;
mod pack;
mod promises;
mod read_document;
mod register;
mod replay;
mod retention;
mod scenes;
mod serve;
mod sources;
mod statement;
mod term;
mod test;
mod trace;

use std::process::ExitCode;

use args::{Args, Command};
use clap::Parser;
use output::Failure;

/// Large requests allocate on one thread and free on another (docs/adr/0018-allocator.md).
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let args = Args::parse();
    let filter = tracing_subscriber::EnvFilter::try_from_env("GESTAND_LOG")
        .unwrap_or_else(|_| tracing_subscriber::EnvFilter::new("warn"));
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).init();
    match run(args.command) {
        Ok(code) => code,
        Err(failure) => failure.report(),
    }
}

fn run(command: Command) -> Result<ExitCode, Failure> {
    match command {
        Command::Check(args) => check::check(&args),
        Command::Explain { code, lang } => check::explain(&code, lang),
        Command::Schema => check::schema(),
        Command::Diff(args) => diff::diff(&args),
        Command::Promises(args) => promises::promises(&args),
        Command::Trace(args) => trace::trace(&args),
        Command::Test(args) => test::test(&args),
        Command::Statement(args) => statement::statement(&args),
        Command::Register(args) => register::register(&args),
        Command::Cookies(args) => cookies::cookies(args),
        Command::Term(args) => term::term(&args),
        Command::Demo(args) => wait(demo::demo(args)),
        Command::Serve(args) => wait(serve::serve(args)),
        Command::Account(args) => wait(account::add(args)),
        Command::Sources(args) => wait(sources::check(args)),
        Command::Retention(args) => wait(retention::retention(args)),
        Command::Ledger(args) => wait(ledger::verify(args)),
        Command::ReadDocument => read_document::read_document(),
    }
}

fn wait(work: impl Future<Output = Result<ExitCode, Failure>>) -> Result<ExitCode, Failure> {
    tokio::runtime::Builder::new_multi_thread().enable_all().build().map_err(Failure::of)?.block_on(work)
}
