//! `gestand cookies`: the cookie page, and the settings of the consent banner.

use std::process::ExitCode;

use gestand_publish::{consent_config, cookie_page, cookie_page_html, cookie_page_markdown};

use crate::args::{ConsentForm, CookiePageForm, CookiesArgs, CookiesCommand, Lang};
use crate::output::{Failure, bytes, line, say};
use crate::pack::policy;

pub fn cookies(args: CookiesArgs) -> Result<ExitCode, Failure> {
    match args.command {
        CookiesCommand::Page { pack, lang, format } => page(&pack, lang, format),
        CookiesCommand::Config { pack, lang, choice, format } => config(&pack, lang, &choice, format),
    }
}

fn page(pack: &str, lang: Lang, format: CookiePageForm) -> Result<ExitCode, Failure> {
    let page = cookie_page(&policy(pack)?, lang.in_texts());
    let text = match format {
        CookiePageForm::Html => cookie_page_html(&page).map_err(Failure::of)?,
        CookiePageForm::Md => cookie_page_markdown(&page),
        CookiePageForm::Json => format!("{:#}\n", serde_json::to_value(&page).map_err(Failure::of)?),
    };
    bytes(text.as_bytes());
    Ok(ExitCode::SUCCESS)
}

/// Exit 0 with the settings; 1, and why on standard error, when no valid banner fits the policy.
fn config(pack: &str, lang: Lang, choice: &str, format: ConsentForm) -> Result<ExitCode, Failure> {
    match consent_config(&policy(pack)?, choice, lang.in_texts()) {
        Ok(config) => {
            match format {
                ConsentForm::Json => line(format_args!("{:#}", config.json())),
                ConsentForm::Js => bytes(config.module().as_bytes()),
            }
            Ok(ExitCode::SUCCESS)
        }
        Err(refused) => {
            let code = refused.code().map(|code| format!("{code}: ")).unwrap_or_default();
            say(format_args!("{code}{}", refused.message(lang.in_texts())));
            Ok(ExitCode::FAILURE)
        }
    }
}
