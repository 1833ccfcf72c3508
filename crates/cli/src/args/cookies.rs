//! The command line of `gestand cookies`.

use clap::{Args as Group, Subcommand, ValueEnum};

use super::Lang;

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
