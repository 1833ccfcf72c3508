//! The command line.

mod cookies;
mod sources;

use std::path::PathBuf;

use clap::{Args as Group, Parser, Subcommand, ValueEnum};

pub use cookies::{ConsentForm, CookiePageForm, CookiesArgs, CookiesCommand, ScanArgs};
pub use sources::{SourcesArgs, SourcesCommand};

/// Makes privacy statements true: checks a policy, publishes it, carries it out and proves it.
#[derive(Debug, Parser)]
#[command(name = "gestand", version, max_term_width = 100)]
pub struct Args {
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Check a policy pack against the law and against itself.
    Check(CheckArgs),
    /// Explain a code of the checker.
    Explain {
        /// Such as G0101.
        code: String,
        #[arg(long, value_enum, default_value_t = Lang::Nl)]
        lang: Lang,
    },
    /// Print the JSON Schema of the policy language, for editors.
    Schema,
    /// Tell what changes for people from one pack to another: new purposes, data, recipients, terms, rights.
    Diff(DiffArgs),
    /// Tell which promises of a catalogue the packs carry, how they are carried out, and which tests show them.
    Promises(PromisesArgs),
    /// Tell which lines of a published statement a pack covers.
    Trace(TraceArgs),
    /// Run the policy tests of a pack: cases in Markdown, in its folder `tests`.
    Test(TestArgs),
    /// Write the privacy statement of a pack, or tell what in it is hard to read.
    Statement(StatementArgs),
    /// Write the register of processing activities (Art. 30), or import one that exists.
    Register(RegisterArgs),
    /// Write the cookie page and the settings of the consent banner, or compare a website with them.
    Cookies(CookiesArgs),
    /// Count a term: from when, by which rule, until when.
    Term(TermArgs),
    /// Start a synthetic corporation with everything in it.
    Demo(DemoArgs),
    /// Run Gestand for a corporation.
    Serve(ServeArgs),
    /// Add an account for an employee; the password is read from standard input.
    Account(AccountArgs),
    /// Compare the annotation of the sources with the live sources and the policy.
    Sources(SourcesArgs),
    /// Compute, approve and run what is due.
    Retention(RetentionArgs),
    /// Recompute the whole ledger and tell whether anything in it was changed.
    Ledger(LedgerArgs),
    /// Read one file from standard input, shut in. Gestand starts this itself.
    #[command(hide = true)]
    ReadDocument,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    Text,
    Json,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Lang {
    Nl,
    En,
}

impl Lang {
    pub fn code(self) -> &'static str {
        match self {
            Lang::Nl => "nl",
            Lang::En => "en",
        }
    }

    pub fn in_texts(self) -> gestand_publish::Lang {
        match self {
            Lang::Nl => gestand_publish::Lang::Nl,
            Lang::En => gestand_publish::Lang::En,
        }
    }
}

#[derive(Debug, Group)]
pub struct CheckArgs {
    /// A folder with a pack, or the name of a pack inside the program.
    pub pack: String,
    /// Put the obvious remedies into the files of the pack; comments and order stay. Only for a folder.
    #[arg(long, conflicts_with = "completeness")]
    pub fix: bool,
    /// With --fix: show what would change, and write nothing.
    #[arg(long, requires = "fix")]
    pub dry_run: bool,
    /// Show the table of what a statement must tell (GDPR 13, 14, 21(4); Tw 11.7a), and which node tells it.
    #[arg(long)]
    pub completeness: bool,
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub format: Format,
    #[arg(long, value_enum, default_value_t = Lang::Nl)]
    pub lang: Lang,
}

#[derive(Debug, Group)]
pub struct DiffArgs {
    /// The pack as it was: a folder, or the name of a pack inside the program.
    pub old: String,
    /// The pack as it will be.
    pub new: String,
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub format: Format,
    #[arg(long, value_enum, default_value_t = Lang::Nl)]
    pub lang: Lang,
}

#[derive(Debug, Group)]
pub struct PromisesArgs {
    /// The catalogue: a YAML list of entries with `id` (pack and number) and `lines`.
    #[arg(long)]
    pub spec: PathBuf,
    /// Only this pack: a folder, or the name of a pack inside the program. Default: every pack the catalogue names.
    #[arg(long)]
    pub pack: Option<String>,
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub format: Format,
}

#[derive(Debug, Group)]
pub struct TraceArgs {
    pub pack: String,
    /// The published text, as plain text.
    #[arg(long)]
    pub statement: PathBuf,
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub format: Format,
}

#[derive(Debug, Group)]
pub struct TestArgs {
    /// A folder with a pack, or the name of a pack inside the program.
    pub pack: String,
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub format: Format,
    #[arg(long, value_enum, default_value_t = Lang::Nl)]
    pub lang: Lang,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum StatementFormat {
    Md,
    Html,
    Pdf,
    Json,
    Text,
}

#[derive(Debug, Group)]
pub struct StatementArgs {
    /// A folder with a pack, or the name of a pack inside the program.
    pub pack: String,
    #[arg(long, value_enum, default_value_t = Lang::Nl)]
    pub lang: Lang,
    #[arg(long, value_enum, default_value_t = StatementFormat::Md)]
    pub format: StatementFormat,
    /// The file to write; default: standard output.
    #[arg(long)]
    pub output: Option<PathBuf>,
    /// Report what is hard to read instead: long sentences, difficult words, unexplained abbreviations.
    #[arg(long)]
    pub lint: bool,
}

#[derive(Debug, Group)]
pub struct TermArgs {
    /// A day or a moment: 2026-11-20, 2026-11-20T14:30, or with a zone offset.
    #[arg(long)]
    pub from: String,
    /// answer, answer-extended or breach (the terms of the law, not of a pack), a length ('28 days'), or a retention
    /// term ('7 years after tenancy_ended').
    #[arg(long)]
    pub rule: String,
    #[arg(long, default_value = "Europe/Amsterdam")]
    pub zone: String,
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub format: Format,
}

#[derive(Debug, Group)]
pub struct DemoArgs {
    /// The pack to run: a folder with a pack, or the name of a pack inside the program.
    #[arg(long, default_value = "model")]
    pub pack: String,
    /// How many persons the synthetic corporation knows.
    #[arg(long, default_value_t = 2000, value_parser = clap::value_parser!(u32).range(20..=200_000))]
    pub persons: u32,
    /// Where it lives; an earlier demo there goes on.
    #[arg(long)]
    pub dir: Option<PathBuf>,
    /// The port to listen on; 0 takes a free one.
    #[arg(long, default_value_t = 8080)]
    pub port: u16,
    /// A file to write the address and the logins to when the demo serves.
    #[arg(long)]
    pub ready_file: Option<PathBuf>,
    /// Gestand's own database; default: SQLite in the folder.
    #[arg(long)]
    pub database: Option<String>,
}

/// Where a running Gestand lives.
#[derive(Debug, Group)]
pub struct HomeArgs {
    /// A folder with a pack, or the name of a pack inside the program.
    #[arg(long)]
    pub pack: String,
    /// The folder of Gestand: `sources/` with annotation files, `keys/`, and the database where it is SQLite.
    #[arg(long)]
    pub dir: PathBuf,
    /// sqlite://FILE or postgres://…; default: SQLite in the folder.
    #[arg(long, env = "GESTAND_DATABASE")]
    pub database: Option<String>,
    /// The folder of the keys; keep it, and its backups, apart from the database. Default: `keys` in the folder.
    #[arg(long, env = "GESTAND_KEYS")]
    pub keys: Option<PathBuf>,
}

#[derive(Debug, Group)]
pub struct ServeArgs {
    #[command(flatten)]
    pub home: HomeArgs,
    #[arg(long, default_value = "127.0.0.1:8080")]
    pub listen: String,
    /// The site is reached over https (behind a proxy): cookies are marked secure.
    #[arg(long)]
    pub https: bool,
}

#[derive(Debug, Group)]
pub struct AccountArgs {
    #[command(flatten)]
    pub home: HomeArgs,
    #[arg(long)]
    pub login: String,
    #[arg(long)]
    pub name: String,
    /// Functions of the policy, such as privacy_officer.
    #[arg(long = "function", required = true)]
    pub functions: Vec<String>,
}

#[derive(Debug, Group)]
pub struct RetentionArgs {
    #[command(flatten)]
    pub home: HomeArgs,
    /// Approve and run the plan under this login, which must be a privacy officer. Without it the plan waits.
    #[arg(long)]
    pub approve_as: Option<String>,
    /// Where the receipt of the completed plan is written.
    #[arg(long)]
    pub receipt: Option<PathBuf>,
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub format: Format,
}

#[derive(Debug, Group)]
pub struct LedgerArgs {
    #[command(subcommand)]
    pub command: LedgerCommand,
}

#[derive(Debug, Subcommand)]
pub enum LedgerCommand {
    /// Exit 0 when every entry is as it was written, 1 when one is not, 2 when it could not be read.
    Verify {
        /// The folder of Gestand.
        #[arg(long)]
        dir: PathBuf,
        #[arg(long, env = "GESTAND_DATABASE")]
        database: Option<String>,
        /// The folder of the keys. Default: `keys` in the folder.
        #[arg(long, env = "GESTAND_KEYS")]
        keys: Option<PathBuf>,
        /// The verifier key (text or file); default: from the folder of the keys.
        #[arg(long)]
        key: Option<String>,
        #[arg(long, value_enum, default_value_t = Format::Text)]
        format: Format,
    },
}

#[derive(Debug, Group)]
#[command(args_conflicts_with_subcommands = true, subcommand_negates_reqs = true)]
pub struct RegisterArgs {
    #[command(subcommand)]
    pub command: Option<RegisterCommand>,
    /// A folder with a pack, or the name of a pack inside the program.
    #[arg(required = true)]
    pub pack: Option<String>,
    #[arg(long, value_enum, default_value_t = RegisterForm::Text)]
    pub format: RegisterForm,
    /// The file to write; default: standard output.
    #[arg(long)]
    pub output: Option<PathBuf>,
    #[arg(long, value_enum, default_value_t = Lang::Nl)]
    pub lang: Lang,
    /// Where Gestand can be reached, such as <https://privacy.example.nl/>: the base of the addresses in JSON-LD.
    #[arg(long)]
    pub base: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum RegisterForm {
    /// Markdown.
    Text,
    Json,
    /// JSON-LD in the W3C Data Privacy Vocabulary.
    Jsonld,
    Csv,
    Xlsx,
}

#[derive(Debug, Subcommand)]
pub enum RegisterCommand {
    /// Read an existing register (XLSX, ODS, CSV) into a pack. Without --map: propose a map from its headings.
    Import(RegisterImportArgs),
}

#[derive(Debug, Group)]
pub struct RegisterImportArgs {
    pub file: PathBuf,
    /// Which column is which field (YAML).
    #[arg(long, requires = "output")]
    pub map: Option<PathBuf>,
    /// The folder of the pack to write to; files that exist are not written over.
    #[arg(long, requires = "map")]
    pub output: Option<PathBuf>,
    /// The sheet of a workbook; default: that of the map, or the first with content.
    #[arg(long)]
    pub sheet: Option<String>,
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub format: Format,
    #[arg(long, value_enum, default_value_t = Lang::Nl)]
    pub lang: Lang,
}
