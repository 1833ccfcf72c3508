//! The answers as JSON with a stable shape, for a person who takes the data elsewhere (Art. 15(3), 20).

use serde_json::{Value, json};

use super::{AccessAnswer, Action, ActionAnswer, AnswerSection, Done, Giving};

/// Bytes of a record, as a guess.
const USUAL: usize = 400;

/// The answer to a request for access or portability, made in pieces: [`AccessJson::start`], the sections with
/// [`AccessJson::BETWEEN`] between them, then [`AccessJson::end`]. Shape `gestand.access-answer/1`, or
/// `gestand.portability-answer/1` without what the policy adds (from `purposes` to `rights`); dates are `YYYY-MM-DD`,
/// absent values `null`; a class with many records may come in several elements of `data`:
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
    pub const BETWEEN: &str = ",\n";

    pub const fn start(giving: Giving) -> &'static str {
        match giving {
            Giving::Access => "{\"format\":\"gestand.access-answer/1\",\"data\":[",
            Giving::Portability => "{\"format\":\"gestand.portability-answer/1\",\"data\":[",
        }
    }

    /// An element of `data`.
    ///
    /// # Errors
    /// None in practice: texts always become JSON.
    pub fn section(section: &AnswerSection) -> serde_json::Result<Vec<u8>> {
        let mut json = Vec::with_capacity(section.records.len() * USUAL);
        serde_json::to_writer(&mut json, section)?;
        Ok(json)
    }

    /// Everything after the records.
    pub fn end(answer: &AccessAnswer) -> String {
        let mut rest = json!({
            "organisation": answer.organisation,
            "case_number": answer.case_number,
            "received_on": answer.received_on.to_string(),
            "answered_on": answer.answered_on.to_string(),
            "person": answer.person_name,
            "policy_version": answer.policy_version,
            "documents": pairs(&answer.documents, "name", "media_type"),
            "left_out": answer.left_out,
            "not_searched": pairs(&answer.not_searched, "source", "why"),
            "complaint": answer.complaint,
        });
        if answer.giving == Giving::Access {
            rest["purposes"] = triples(&answer.purposes, ["purpose", "basis", "law"]).into();
            rest["recipients"] = triples(&answer.recipients, ["name", "what", "why"]).into();
            rest["terms"] = pairs(&answer.terms, "data", "term").into();
            rest["origins"] = json!(answer.origins);
            rest["automated_decisions"] = json!(answer.automated);
            rest["rights"] = json!(answer.rights);
        }
        let rest = rest.to_string();
        format!("],{}", rest.strip_prefix('{').unwrap_or(&rest))
    }
}

/// The answer to a request to erase, correct or restrict. Shape `gestand.erasure-answer/1`,
/// `gestand.rectification-answer/1` or `gestand.restriction-answer/1`: the fields of [`AccessJson`] that are not about
/// records, then `replaces` (the day of the earlier answer, or `null`), what was done, `kept: [{what, count, why, law,
/// until}]`, `recipients` (who is told), `not_searched`, `complaint`. What was done: `erased: [{what, count, on}]`,
/// `restricted: [{what, where, count, on}]`, or `corrected: [{what, where, on, changes: [{data, old, new}]}]`, where no
/// changes mean that the statement of the person was put beside it.
pub fn action_json(answer: &ActionAnswer) -> Value {
    let done = |done: &Done| {
        let mut line = json!({"what": done.what, "count": done.count, "on": done.on.to_string()});
        if answer.action != Action::Erasure {
            line["where"] = json!(done.place);
        }
        if answer.action == Action::Rectification {
            let changes = done.changes.iter();
            let changes = changes.map(|one| json!({"data": one.label, "old": one.old, "new": one.new}));
            line["changes"] = changes.collect();
        }
        line
    };
    let (format, name) = match answer.action {
        Action::Erasure => ("gestand.erasure-answer/1", "erased"),
        Action::Rectification => ("gestand.rectification-answer/1", "corrected"),
        Action::Restriction => ("gestand.restriction-answer/1", "restricted"),
    };
    let kept: Vec<Value> = answer
        .kept
        .iter()
        .map(|each| {
            let until = each.until.map(|date| date.to_string());
            json!({"what": each.what, "count": each.count, "why": each.why, "law": each.law, "until": until})
        })
        .collect();
    let mut json = json!({
        "format": format,
        "organisation": answer.organisation,
        "case_number": answer.case_number,
        "received_on": answer.received_on.to_string(),
        "answered_on": answer.answered_on.to_string(),
        "replaces": answer.replaces.map(|day| day.to_string()),
        "person": answer.person_name,
        "policy_version": answer.policy_version,
        "kept": kept,
        "recipients": answer.recipients,
        "not_searched": pairs(&answer.not_searched, "source", "why"),
        "complaint": answer.complaint,
    });
    json[name] = answer.done.iter().map(done).collect();
    json
}

fn pairs(rows: &[(String, String)], first: &str, second: &str) -> Vec<Value> {
    rows.iter().map(|(a, b)| json!({first: a, second: b})).collect()
}

fn triples(rows: &[(String, String, String)], names: [&str; 3]) -> Vec<Value> {
    let [first, second, third] = names;
    rows.iter().map(|(a, b, c)| json!({first: a, second: b, third: c})).collect()
}
