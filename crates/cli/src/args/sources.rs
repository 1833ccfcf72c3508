//! The command line of `gestand sources`.

use std::path::PathBuf;

use clap::{Args as Group, Subcommand};

use super::{Format, HomeArgs, Lang};

#[derive(Debug, Group)]
pub struct SourcesArgs {
    #[command(subcommand)]
    pub command: SourcesCommand,
}

#[derive(Debug, Subcommand)]
pub enum SourcesCommand {
    /// Unknown columns, columns that look personal and are not annotated, missing indexes.
    Check {
        /// The folder with annotation files.
        #[arg(long)]
        dir: PathBuf,
        #[arg(long)]
        pack: String,
        #[arg(long, value_enum, default_value_t = Format::Text)]
        format: Format,
        #[arg(long, value_enum, default_value_t = Lang::Nl)]
        lang: Lang,
    },
    /// Write a first annotation of a database, from its schema and a few values (nothing of them is kept).
    Draft {
        /// The path of a SQLite file, `postgres://…`, `mysql://…`, or `env:NAME` for an address in the environment (best
        /// for one with a password).
        address: String,
        /// A new file; without it the annotation goes to standard output.
        #[arg(long)]
        out: Option<PathBuf>,
    },
    /// Read the documents that are new or changed, so that requests find who is mentioned in them.
    Index {
        #[command(flatten)]
        home: HomeArgs,
        /// One source; without it all that hold documents.
        #[arg(long)]
        source: Option<String>,
        #[arg(long, value_enum, default_value_t = Format::Text)]
        format: Format,
        #[arg(long, value_enum, default_value_t = Lang::Nl)]
        lang: Lang,
    },
    /// Compare the sources with the register of the erased; propose a plan for what a restore or a re-import has brought
    /// back.
    Replay {
        #[command(flatten)]
        home: HomeArgs,
        #[arg(long, value_enum, default_value_t = Format::Text)]
        format: Format,
    },
}
