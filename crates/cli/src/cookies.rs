//! `gestand cookies`: the cookie page, the settings of the consent banner, and a website beside them.

use std::process::ExitCode;
use std::time::Duration;

use gestand_base::SystemClock;
use gestand_publish::{consent_config, cookie_page, cookie_page_html, cookie_page_markdown};
use gestand_scan::{Patience, ScanRequest, find_chromium};

use crate::args::{ConsentForm, CookiePageForm, CookiesArgs, CookiesCommand, Format, Lang, ScanArgs};
use crate::output::{Failure, bytes, json, line, say};
use crate::pack::policy;
use crate::{serve, wait};

pub fn cookies(args: CookiesArgs) -> Result<ExitCode, Failure> {
    match args.command {
        CookiesCommand::Page { pack, lang, format } => page(&pack, lang, format),
        CookiesCommand::Config { pack, lang, choice, format } => config(&pack, lang, &choice, format),
        CookiesCommand::Scan(args) => wait(scan(args)),
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

/// Exit 0 when the site does what the policy says, 1 when it differs; a site that cannot be looked at is a [`Failure`].
async fn scan(args: ScanArgs) -> Result<ExitCode, Failure> {
    let (policy, lang) = (policy(&args.pack)?, args.lang.code());
    let failed = |error: gestand_scan::ScanError| Failure::of(error.message(lang));
    let ask = ScanRequest {
        chromium: find_chromium(args.chromium.as_deref()).map_err(failed)?,
        url: args.url,
        accept: args.accept,
        refuse: args.refuse,
        pages: args.pages.into(),
        patience: Patience { load: Duration::from_secs(30), wait: Duration::from_secs(args.wait) },
    };
    say(match args.lang {
        Lang::Nl => "  drie bezoekers bekijken de website: zonder keuze, met toestaan en met weigeren",
        Lang::En => "  three visitors look at the site: without a choice, accepting and refusing",
    });
    let stop = serve::told_to_stop()?;
    let report = gestand_scan::scan(&ask, &policy, &SystemClock, stop).await.map_err(failed)?;
    match args.format {
        Format::Json => json(&report.json(lang).map_err(Failure::of)?),
        Format::Text => report.lines(lang).iter().for_each(line),
    }
    Ok(if report.agrees { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
