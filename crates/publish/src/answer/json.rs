//! The answers as JSON with a stable shape, for a person who takes the data elsewhere (Art. 15(3), 20).

use serde_json::{Value, json};

use super::{AccessAnswer, AnswerSection, ErasureAnswer};

/// The answer to an access request, made in pieces: [`AccessJson::START`], the sections with [`AccessJson::BETWEEN`]
/// between them, then [`AccessJson::end`]. Shape `gestand.access-answer/1`; dates are `YYYY-MM-DD`, absent values
/// `null`; a class with many records may come in several elements of `data`:
///
/// ```json
/// {"format": "gestand.access-answer/1",
///  "data": [{"source": "…", "class": "…", "records": [{"title": "…", "fields": [{"label": "…", "value": "…"}],
///            "redacted": ["…"], "note": null}]}],
///  "organisation": "…", "case_number": "…", "received_on": "…", "answered_on": "…", "person": "…",
///  "policy_version": "…", "documents": [{"name": "…", "media_type": "…"}],
///  "left_out": [{"what": "…", "count": 1, "ground": "…", "law": "…", "existence_only": false}],
///  "not_searched": [{"source": "…", "why": "…"}],
///  "purposes": [{"purpose": "…", "basis": "…", "law": "…"}],
///  "recipients": [{"name": "…", "what": "…", "why": "…"}],
///  "terms": [{"data": "…", "term": "…"}],
///  "origins": ["…"], "automated_decisions": null, "rights": ["…"], "complaint": ["…"]}
/// ```
#[derive(Debug)]
pub struct AccessJson;

impl AccessJson {
    pub const START: &str = "{\"format\":\"gestand.access-answer/1\",\"data\":[";
    pub const BETWEEN: &str = ",\n";

    /// An element of `data`.
    ///
    /// # Errors
    /// None in practice: texts always become JSON.
    pub fn section(section: &AnswerSection) -> serde_json::Result<String> {
        serde_json::to_string(section)
    }

    /// Everything after the records.
    pub fn end(answer: &AccessAnswer) -> String {
        let rest = json!({
            "organisation": answer.organisation,
            "case_number": answer.case_number,
            "received_on": answer.received_on.to_string(),
            "answered_on": answer.answered_on.to_string(),
            "person": answer.person_name,
            "policy_version": answer.policy_version,
            "documents": pairs(&answer.documents, "name", "media_type"),
            "left_out": answer.left_out,
            "not_searched": pairs(&answer.not_searched, "source", "why"),
            "purposes": triples(&answer.purposes, ["purpose", "basis", "law"]),
            "recipients": triples(&answer.recipients, ["name", "what", "why"]),
            "terms": pairs(&answer.terms, "data", "term"),
            "origins": answer.origins,
            "automated_decisions": answer.automated,
            "rights": answer.rights,
            "complaint": answer.complaint,
        });
        let rest = rest.to_string();
        format!("],{}", rest.strip_prefix('{').unwrap_or(&rest))
    }
}

/// The answer to an erasure request. Shape `gestand.erasure-answer/1`: the fields of [`AccessJson`] that are not about records, then
/// `replaces` (the day of the earlier answer, or `null`), `erased: [{what, count, on}]`, `kept: [{what, count, why, law, until}]`, `recipients_told`, `not_searched`,
/// `complaint`.
pub fn erasure_json(answer: &ErasureAnswer) -> Value {
    let erased: Vec<Value> = answer
        .erased
        .iter()
        .map(|each| json!({"what": each.what, "count": each.count, "on": each.on.to_string()}))
        .collect();
    let kept: Vec<Value> = answer
        .kept
        .iter()
        .map(|each| {
            let until = each.until.map(|date| date.to_string());
            json!({"what": each.what, "count": each.count, "why": each.why, "law": each.law, "until": until})
        })
        .collect();
    json!({
        "format": "gestand.erasure-answer/1",
        "organisation": answer.organisation,
        "case_number": answer.case_number,
        "received_on": answer.received_on.to_string(),
        "answered_on": answer.answered_on.to_string(),
        "replaces": answer.replaces.map(|day| day.to_string()),
        "person": answer.person_name,
        "policy_version": answer.policy_version,
        "erased": erased,
        "kept": kept,
        "recipients_told": answer.recipients_told,
        "not_searched": pairs(&answer.not_searched, "source", "why"),
        "complaint": answer.complaint,
    })
}

fn pairs(rows: &[(String, String)], first: &str, second: &str) -> Vec<Value> {
    rows.iter().map(|(a, b)| json!({first: a, second: b})).collect()
}

fn triples(rows: &[(String, String, String)], names: [&str; 3]) -> Vec<Value> {
    let [first, second, third] = names;
    rows.iter().map(|(a, b, c)| json!({first: a, second: b, third: c})).collect()
}
