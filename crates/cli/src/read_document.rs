//! `gestand read-document`: the child process that reads one file. Gestand starts it; it is not shown in the help.

use std::io::{stdin, stdout};
use std::process::ExitCode;

use gestand_documents::extract::Limits;
use gestand_documents::worker::{Reader, serve};

use crate::output::Failure;

pub fn read_document() -> Result<ExitCode, Failure> {
    serve(stdin().lock(), stdout().lock()).map_err(Failure::of)?;
    Ok(ExitCode::SUCCESS)
}

/// Starts this program as such a child.
pub fn reader() -> Result<Reader, Failure> {
    let program = std::env::current_exe().map_err(Failure::of)?;
    Ok(Reader::new(program, ["read-document"], Limits::default()))
}
