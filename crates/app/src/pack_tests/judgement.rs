//! Cases of records: what happens to a record on a request for access, erasure or portability.

use std::sync::Arc;

use gestand_base::{HoldId, SeededRandom};
use gestand_cases::{Ground, Judgement, Reason, judge_access, judge_erasure, judge_portability};
use gestand_policy::Bilingual;
use gestand_publish::Lang;
use gestand_publish::words::law_in_words;
use gestand_sources::{About, FieldInfo, Mark, Record, Value};
use gestand_store::{CaseKind, HoldKind, HoldRow, Verdict};
use gestand_vault::Sensitive;
use jiff::Timestamp;

use super::Row;
use super::columns::Column;
use super::report::{Judged, Why};
use super::retention::events;
use super::subject::Subject;
use super::term::REQUESTS;
use super::words::{choose, day, parts, plain, said, say_day, say_yes, unknown, yes};

const MARKS: &[(Mark, &[&str])] = &[
    (Mark::WorkNote, &["werkaantekening", "work note"]),
    (Mark::ThirdParty, &["gegevens van een ander", "third party"]),
    (Mark::CrimePrevention, &["onderzoek naar strafbare feiten", "crime prevention"]),
    (Mark::Litigation, &["rechtszaak", "litigation"]),
];

const HOLDS: &[(HoldKind, &[&str])] = &[
    (HoldKind::Incident, &["incident", "incident"]),
    (HoldKind::Claim, &["claim", "claim", "rechtszaak"]),
    (HoldKind::Request, &["verzoek", "request", "open verzoek"]),
    (HoldKind::Restriction, &["beperking", "restriction"]),
];

const VERDICTS: &[(Verdict, &[&str])] = &[
    (Verdict::Include, &["geven", "include"]),
    (Verdict::Redact, &["deels onleesbaar", "redact", "onleesbaar maken"]),
    (Verdict::Exclude, &["niet geven", "exclude", "weglaten"]),
    (Verdict::ExistenceNotice, &["melden dat het er is", "existence notice"]),
    (Verdict::Erase, &["verwijderen", "erase", "wissen"]),
    (Verdict::Keep, &["bewaren", "keep"]),
];

const REASONS: &[(Reason, &[&str])] = &[
    (Reason::NothingExcludes, &["niets houdt dit tegen", "nothing excludes"]),
    (Reason::OthersData, &["gegevens van een ander", "others data"]),
    (Reason::ExcludedByPolicy, &["uitzondering in het beleid", "excluded by policy"]),
    (Reason::MustBeWeighed, &["moet worden afgewogen", "must be weighed"]),
    (Reason::TermRuns, &["termijn loopt nog", "term runs"]),
    (Reason::StillNeeded, &["nog nodig", "still needed"]),
    (Reason::Held, &["blokkade", "held"]),
    (Reason::NoLongerNeeded, &["niet meer nodig", "no longer needed"]),
    (Reason::ConsentOnly, &["alleen met toestemming", "consent only"]),
    (Reason::NoRule, &["geen regel", "no rule"]),
    (Reason::OnConsentOrContract, &["toestemming of contract", "consent or contract"]),
    (Reason::OtherBasis, &["andere grondslag", "other basis"]),
    (Reason::BasisUnknown, &["grondslag onbekend", "basis unknown"]),
    (Reason::OriginUnsure, &["herkomst onzeker", "origin unsure"]),
    (Reason::NotProvided, &["niet zelf gegeven", "not provided"]),
    (Reason::Mentioned, &["genoemd in een document", "mentioned"]),
    (Reason::OfficerDecided, &["besluit van de privacyfunctionaris", "officer decided"]),
];

pub(super) fn judge(subject: &Subject<'_>, row: &Row<'_>) -> Result<Judged, Bilingual> {
    let kind = choose(row.needed(Column::Request)?, REQUESTS)?;
    let proposal = choose(row.needed(Column::Proposal)?, VERDICTS)?;
    let record = record(subject, row)?;
    let hold = match row.get(Column::Hold) {
        "" => None,
        cell => Some(hold(choose(cell, HOLDS)?)),
    };
    let came = match kind {
        CaseKind::Access => judge_access(subject.policy, &record),
        CaseKind::Portability => judge_portability(subject.policy, &record),
        CaseKind::Rectification | CaseKind::Restriction => {
            return Err(Bilingual::new(
                "bij dit verzoek beslist een mens over elk gegeven; het beleid stelt niets voor",
                "on this request a person decides on each record; the policy proposes nothing",
            ));
        }
        CaseKind::Erasure => {
            let asked_on = day(row.needed(Column::AskedOn)?)?;
            judge_erasure(subject.policy, &record, asked_on, hold.as_ref())
        }
    };
    let mut judged = Judged::because(came.grounds.iter().map(|ground| why(subject, ground)).collect());
    judged.compare(
        Column::Proposal,
        row.get(Column::Proposal),
        proposal == came.proposal,
        said(came.proposal, VERDICTS),
    );
    let looks = row.get(Column::PersonLooks);
    judged.compare(Column::PersonLooks, looks, yes(looks)? == came.needs_review, say_yes(came.needs_review));
    let until = row.get(Column::Until);
    if !until.is_empty() {
        let last = came.grounds.iter().filter_map(|ground| ground.until).max();
        let shown = last.map_or_else(|| Bilingual::new("geen dag", "no day"), say_day);
        judged.compare(Column::Until, until, Some(day(until)?) == last, shown);
    }
    compare_grounds(row.get(Column::Ground), &came, &mut judged)?;
    Ok(judged)
}

/// Every ground of the cell is among those that came: by node, by article, or in words.
fn compare_grounds(cell: &str, came: &Judgement, judged: &mut Judged) -> Result<(), Bilingual> {
    let mut is_so = true;
    for part in cell.split(';').map(str::trim).filter(|part| !part.is_empty()) {
        let law = part.strip_prefix("AVG").map_or_else(|| part.to_owned(), |rest| format!("GDPR{rest}"));
        let by_name = |ground: &Ground| ground.node == part || ground.law.as_deref() == Some(law.as_str());
        let reason = choose(part, REASONS);
        // A node or an article holds a digit or a full stop; words that are none of ours are a slip of the pen.
        if let (Err(message), false) = (&reason, part.contains(|c: char| c == '.' || c.is_ascii_digit())) {
            return Err(message.clone());
        }
        is_so &= came.grounds.iter().any(|ground| by_name(ground) || reason.as_ref() == Ok(&ground.reason));
    }
    let all = |lang: Lang| came.grounds.iter().map(|ground| in_words(ground, lang)).collect::<Vec<_>>().join("; ");
    judged.compare(Column::Ground, cell, is_so, Bilingual::new(all(Lang::Nl), all(Lang::En)));
    Ok(())
}

fn in_words(ground: &Ground, lang: Lang) -> String {
    let law = ground.law.as_deref().map(|law| law_in_words(law, lang));
    let parts = [Some(said(ground.reason, REASONS).get(lang.code()).to_owned()), Some(ground.node.clone()), law];
    parts.into_iter().flatten().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
}

fn why(subject: &Subject<'_>, ground: &Ground) -> Why {
    Why {
        text: Bilingual::new(in_words(ground, Lang::Nl), in_words(ground, Lang::En)),
        place: subject.places.of_node(&ground.node),
    }
}

/// A record as a source would give it.
fn record(subject: &Subject<'_>, row: &Row<'_>) -> Result<Record, Bilingual> {
    let value = |item: Option<&str>, about, free_text| {
        let field = FieldInfo { item: item.map(str::to_owned), name: "field".to_owned(), about, free_text };
        Value { field: Arc::new(field), value: Sensitive::new(Default::default()) }
    };
    let free_text = yes(row.get(Column::FreeText))?;
    let tables = &subject.policy.tables;
    let mut values = vec![value(None, About::Subject, free_text)];
    let cell = row.get(Column::Data);
    if !cell.is_empty() {
        let items = subject.items(cell)?;
        values.extend(tables.item_names(items).map(|item| value(Some(item), About::Subject, false)));
    }
    if yes(row.get(Column::OthersData))? {
        values.push(value(None, About::Other, false));
    }
    Ok(Record {
        source: "test".into(),
        class: "test".into(),
        key: "1".into(),
        role: "subject".into(),
        subjects: Arc::from(["1".to_owned()]),
        values,
        events: events(subject, row.get(Column::Events))?,
        marks: parts(row.get(Column::Marks)).map(|part| mark(subject, part)).collect::<Result<_, _>>()?,
        document: None,
    })
}

/// A mark by its name, or by the label of the exclusion that looks at it.
fn mark(subject: &Subject<'_>, part: &str) -> Result<Mark, Bilingual> {
    let exclusions = subject.policy.document.exclusions.values();
    let labelled = exclusions.filter_map(|exclusion| exclusion.label.as_ref().zip(exclusion.mark.as_deref()));
    let mut labelled = labelled.filter(|(label, _)| {
        [Some(&label.nl), label.en.as_ref()].into_iter().flatten().any(|text| plain(text) == plain(part))
    });
    let name = labelled.next().map_or(part, |(_, mark)| mark);
    choose(name, MARKS).map_err(|_| unknown(part, MARKS.iter().flat_map(|(_, words)| words.iter().copied())))
}

/// A hold as the database would give it; its id is never looked at.
fn hold(kind: HoldKind) -> HoldRow {
    HoldRow {
        id: HoldId::new(Timestamp::UNIX_EPOCH, &SeededRandom::new(0)),
        kind,
        source: "test".to_owned(),
        class: None,
        record_key: None,
        subject_key: Some("1".to_owned()),
        case: None,
        reason: String::new(),
        until: String::new(),
        placed_at: Timestamp::UNIX_EPOCH,
        placed_by: String::new(),
        released_at: None,
        marked: None,
    }
}
