//! The command line of `gestand cookies`.

use std::path::PathBuf;

use clap::{Args as Group, Subcommand, ValueEnum};

use super::{Format, Lang};

#[derive(Debug, Group)]
pub struct CookiesArgs {
    #[command(subcommand)]
    pub command: CookiesCommand,
}

#[derive(Debug, Subcommand)]
pub enum CookiesCommand {
    /// Write the cookie page of a pack.
    Page {
        /// A folder with a pack, or the name of a pack inside the program.
        pack: String,
        #[arg(long, value_enum, default_value_t = Lang::Nl)]
        lang: Lang,
        #[arg(long, value_enum, default_value_t = CookiePageForm::Html)]
        format: CookiePageForm,
    },
    /// Write the settings of the consent manager vanilla-cookieconsent 3. Exit 1 when no valid banner fits the policy.
    Config {
        /// A folder with a pack, or the name of a pack inside the program.
        pack: String,
        /// The language of the banner where the page does not tell its own.
        #[arg(long, value_enum, default_value_t = Lang::Nl)]
        lang: Lang,
        /// The cookie that keeps the choice, as the policy names it.
        #[arg(long, default_value = "cc_cookie")]
        choice: String,
        #[arg(long, value_enum, default_value_t = ConsentForm::Json)]
        format: ConsentForm,
    },
    /// Look in a browser what a website keeps and whom it calls, before and after a choice, and compare it with a pack.
    /// Exit 0 when it agrees, 1 when it differs.
    Scan(ScanArgs),
}

#[derive(Debug, Group)]
pub struct ScanArgs {
    /// The address of a page of the website.
    pub url: String,
    /// A folder with a pack, or the name of a pack inside the program.
    #[arg(long)]
    pub pack: String,
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub format: Format,
    #[arg(long, value_enum, default_value_t = Lang::Nl)]
    pub lang: Lang,
    /// The CSS selector of what accepts all. Repeat it for what must be clicked next. Default: what is recognised.
    #[arg(long, value_name = "SELECTOR")]
    pub accept: Vec<String>,
    /// The CSS selector of what refuses all. Repeat it for what must be clicked next.
    #[arg(long, value_name = "SELECTOR")]
    pub refuse: Vec<String>,
    /// How long a page and a choice get to do their work.
    #[arg(long, value_name = "SECONDS", default_value_t = 5, value_parser = clap::value_parser!(u64).range(0..=60))]
    pub wait: u64,
    /// How many pages: this one, and then pages of the same host that it links to.
    #[arg(long, default_value_t = 1, value_parser = clap::value_parser!(u16).range(1..=50))]
    pub pages: u16,
    /// The browser. Default: chromium, chromium-browser or google-chrome in the search path.
    #[arg(long, env = "GESTAND_CHROMIUM")]
    pub chromium: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum CookiePageForm {
    Html,
    Md,
    Json,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ConsentForm {
    /// A name with a star is a text with a regular expression between slashes.
    Json,
    /// A JavaScript module, ready for `CookieConsent.run`.
    Js,
}
