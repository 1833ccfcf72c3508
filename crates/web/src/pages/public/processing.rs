//! The register of processing activities (Art. 30): as a page with pictures, and in forms for programs.

use askama::Template;
use axum::extract::Path;
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse, Redirect};
use gestand_app::RegisterPage as View;
use gestand_publish::register::{
    Column, Register, RegisterActivity, flow_svg, register_csv, register_json, register_jsonld, register_xlsx,
    timeline_svg,
};

use crate::errors::{Answer, Problem};
use crate::page::{Context, Page, file, show};

/// The forms of the register, with their ending and media type. The page is the first, for a browser.
const FORMS: [(&str, &str); 5] = [
    ("html", "text/html"),
    ("jsonld", "application/ld+json"),
    ("json", "application/json"),
    ("csv", "text/csv"),
    ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
];

#[derive(Template)]
#[template(path = "public/processing.html")]
struct RegisterPage {
    page: Page,
    view: View,
    /// One activity, at its own address.
    alone: bool,
}

impl RegisterPage {
    fn register(&self) -> &Register {
        &self.view.register
    }
    /// `/register/{version}`
    fn address(&self) -> String {
        format!("/register/{}", self.register().policy_version)
    }
    /// Where the forms for programs are.
    fn files(&self) -> String {
        match self.register().activities.as_slice() {
            [one] if self.alone => format!("{}/{}", self.address(), one.id),
            _ => self.address(),
        }
    }
    fn flow(&self, activity: &RegisterActivity) -> String {
        flow_svg(self.register(), activity)
    }
    fn timeline(&self) -> String {
        timeline_svg(self.register())
    }
    fn heading(&self, column: Column) -> String {
        column.heading(self.page.lang)
    }
    fn law(&self, law: &str) -> String {
        gestand_publish::words::law_in_words(law, self.page.lang)
    }
    /// A day of the policy in words.
    fn stated_day(&self, day: &str) -> String {
        day.parse().map_or_else(|_| day.to_owned(), |date| self.page.day(&date))
    }
    fn then(&self, then: &gestand_policy::model::Then) -> String {
        self.page.word("register-then", then_id(*then))
    }
    fn yes_no(&self, value: &bool) -> String {
        self.page.word("register", if *value { "yes" } else { "no" })
    }
}

fn then_id(then: gestand_policy::model::Then) -> &'static str {
    use gestand_policy::model::Then;
    match then {
        Then::Destroy => "destroy",
        Then::Anonymise => "anonymise",
        Then::DestroyOrAnonymise => "destroy-or-anonymise",
    }
}

/// `GET /register`: the register of the policy in force.
pub(crate) async fn page(context: Context, headers: HeaderMap) -> Answer {
    let view = context.app().register(context.lang()).await?;
    answer(context, view, false, preferred(&headers))
}

/// `GET /register/{version}`, with an ending (`.json`, `.jsonld`, `.csv`, `.xlsx`) or the form that `Accept` prefers.
pub(crate) async fn version(context: Context, headers: HeaderMap, Path(version): Path<String>) -> Answer {
    let (version, ending) = parted(&version);
    let view = context.app().register_version(version, context.lang()).await?;
    if view.register.policy_version != version {
        let address = format!("/register/{}", view.register.policy_version);
        return Ok(to_whole(&address, ending));
    }
    answer(context, view, false, ending.unwrap_or_else(|| preferred(&headers)))
}

/// `GET /register/{version}/{activity}`: one activity, in the same forms.
pub(crate) async fn activity(
    context: Context,
    headers: HeaderMap,
    Path((version, activity)): Path<(String, String)>,
) -> Answer {
    let (activity, ending) = parted(&activity);
    let mut view = context.app().register_version(&version, context.lang()).await?;
    view.register = view.register.only(activity).ok_or(Problem::NotFound)?;
    if view.register.policy_version != version {
        let address = format!("/register/{}/{activity}", view.register.policy_version);
        return Ok(to_whole(&address, ending));
    }
    answer(context, view, true, ending.unwrap_or_else(|| preferred(&headers)))
}

/// From the first digits of a version to its whole address. They may come to stand for more than one version.
fn to_whole(address: &str, ending: Option<&str>) -> axum::response::Response {
    let ending = ending.map(|ending| format!(".{ending}")).unwrap_or_default();
    Redirect::temporary(&format!("{address}{ending}")).into_response()
}

/// The name and the form that its ending asks for. What is not the ending of a form belongs to the name.
fn parted(name: &str) -> (&str, Option<&'static str>) {
    let known = |ending: &str| FORMS.iter().find(|(known, _)| *known == ending && *known != "html");
    match name.rsplit_once('.').and_then(|(name, ending)| Some((name, known(ending)?.0))) {
        Some((name, form)) => (name, Some(form)),
        None => (name, None),
    }
}

/// The form that a program prefers (RFC 9110, 12.5.1); the page when it does not say.
fn preferred(headers: &HeaderMap) -> &'static str {
    let accept = headers.get(header::ACCEPT).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let mut best = ("html", 0.0);
    for range in accept.split(',') {
        let mut parts = range.split(';').map(str::trim);
        let kind = parts.next().unwrap_or_default();
        let weight = parts.find_map(|part| part.strip_prefix("q=")).map_or(1.0, |q| q.parse().unwrap_or(0.0));
        if let Some((form, _)) = FORMS.iter().find(|(_, known)| known.eq_ignore_ascii_case(kind))
            && weight > best.1
        {
            best = (form, weight);
        }
    }
    best.0
}

fn answer(context: Context, view: View, alone: bool, form: &str) -> Answer {
    let register = &view.register;
    let name = match register.activities.as_slice() {
        [one] if alone => one.id.clone(),
        _ => register.policy_version.chars().take(12).collect(),
    };
    let saved = |ending: &str| Some(format!("register-{name}.{ending}"));
    let mut response = match form {
        "jsonld" => file(register_jsonld(register, None).to_string(), "application/ld+json", None)?,
        "json" => file(register_json(register).to_string(), "application/json", None)?,
        "csv" => file(register_csv(register), "text/csv; charset=utf-8", saved("csv").as_deref())?,
        "xlsx" => {
            let bytes = register_xlsx(register).map_err(|error| {
                tracing::error!(%error, "the register does not fit in a workbook");
                Problem::Unreadable
            })?;
            file(bytes, FORMS[4].1, saved("xlsx").as_deref())?
        }
        _ => show(&RegisterPage { page: context.page(), view, alone })?,
    };
    response.headers_mut().append(header::VARY, HeaderValue::from_static("accept, accept-language, cookie"));
    Ok(response)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_ending_asks_for_a_form_and_anything_else_is_a_name() {
        assert_eq!(parted("0123.jsonld"), ("0123", Some("jsonld")));
        assert_eq!(parted("0123.xlsx"), ("0123", Some("xlsx")));
        for name in ["0123", "0123.exe", "0123.html", "json"] {
            assert_eq!(parted(name), (name, None));
        }
    }

    #[test]
    fn a_program_gets_the_form_that_it_prefers_and_a_browser_the_page() {
        let form = |accept: &str| {
            let mut headers = HeaderMap::new();
            headers.insert(header::ACCEPT, accept.parse().unwrap());
            preferred(&headers)
        };
        assert_eq!(form("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"), "html");
        assert_eq!(form("application/ld+json"), "jsonld");
        assert_eq!(form("text/html;q=0.5, application/json;q=0.9, text/csv;q=0.7"), "json");
        assert_eq!(form("text/csv; charset=utf-8;q=1"), "csv");
        for nothing in ["*/*", "image/png", "application/json;q=0", ";;,,q=x"] {
            assert_eq!(form(nothing), "html", "{nothing}");
        }
        assert_eq!(preferred(&HeaderMap::new()), "html");
    }
}
