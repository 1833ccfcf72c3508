//! Cases of decisions: may this function use or disclose these data for this activity, for this person, now?

use gestand_policy::Bilingual;
use gestand_policy::decide::{ActivityId, Decision, IdSet, Reason, ReasonDetail, SubjectState, Use};
use gestand_policy::model::Basis;
use gestand_publish::{Lang, words};

use super::Row;
use super::columns::Column;
use super::names::Names;
use super::report::{Judged, Why};
use super::subject::Subject;
use super::words::{choose, parts, plain, said};

const ANSWERS: &[(bool, &[&str])] = &[
    (true, &["mag", "allowed", "toegestaan", "ja", "yes"]),
    (false, &["mag niet", "refused", "geweigerd", "nee", "no", "not allowed"]),
];

const BASES: &[(Basis, &[&str])] = &[
    (Basis::Consent, &["toestemming", "consent"]),
    (Basis::Contract, &["overeenkomst", "contract"]),
    (Basis::LegalObligation, &["wettelijke plicht", "legal obligation", "wettelijke verplichting"]),
    (Basis::VitalInterest, &["vitaal belang", "vital interest"]),
    (Basis::PublicTask, &["publieke taak", "public task"]),
    (Basis::LegitimateInterest, &["gerechtvaardigd belang", "legitimate interest"]),
];

const REASONS: &[(Reason, &[&str])] = &[
    (Reason::UnknownActivity, &["staat niet in het beleid", "not in the policy", "unknown activity"]),
    (Reason::NoBasis, &["geen grondslag", "no basis"]),
    (Reason::FunctionNotAllowed, &["functie mag dit niet", "function not allowed"]),
    (Reason::ItemsNotInActivity, &["gegevens niet voor deze verwerking", "items not in activity"]),
    (Reason::SpecialDataWithoutGround, &["bijzondere gegevens zonder uitzondering", "special data without ground"]),
    (Reason::ConsentMissing, &["geen toestemming", "consent missing", "no consent"]),
    (Reason::Objected, &["bezwaar", "objected", "objection"]),
    (Reason::MarketingObjected, &["bezwaar tegen reclame", "marketing objected", "marketing objection"]),
    (Reason::Restricted, &["beperking", "restricted", "restriction"]),
    (Reason::RecipientNotInActivity, &["ontvanger niet bij deze verwerking", "recipient not in activity"]),
    (Reason::RecipientMayNotReceive, &["ontvanger mag dit niet krijgen", "recipient may not receive"]),
    (Reason::NoAgreement, &["geen verwerkersovereenkomst", "no agreement"]),
    (Reason::OutsideEea, &["buiten de EER", "outside EEA", "outside the EEA"]),
    (Reason::MandateMissing, &["geen machtiging", "mandate missing", "no mandate", "geen volmacht"]),
    (Reason::ConsentForDisclosureMissing, &["geen toestemming om te delen", "consent for disclosure missing"]),
    (Reason::ConditionMissing, &["voorwaarde ontbreekt", "condition missing"]),
    (Reason::ConditionForDisclosureMissing, &["voorwaarde om te delen ontbreekt", "condition for disclosure missing"]),
];

/// What a cell says about the answer.
struct Expected<'t> {
    allowed: bool,
    bases: Vec<Basis>,
    reasons: Vec<ExpectedReason<'t>>,
}

enum ExpectedReason<'t> {
    Reason(Reason),
    /// The node of the policy that the reason follows from.
    Node(&'t str),
}

pub(super) fn judge(subject: &Subject<'_>, row: &Row<'_>) -> Result<Judged, Bilingual> {
    let expected = expected(subject, row.needed(Column::Answer)?)?;
    let wanted = match asked(subject, row)? {
        Asked::Use(wanted) => *wanted,
        Asked::Absent(name) => return Ok(not_in_policy(&expected, row, name)),
    };
    let (is_so, came, why) = match subject.policy.tables.decide(&wanted) {
        Decision::Permit(permit) => {
            let basis = permit.basis();
            let is_so = expected.allowed && (expected.bases.is_empty() || expected.bases.contains(&basis));
            let (answer, carried) = (said(true, ANSWERS), said(basis, BASES));
            let node = format!("activities.{}", subject.policy.tables.activity_name(permit.activity()));
            let in_words = |lang| words::basis_in_words(basis, lang);
            let why = Why {
                text: Bilingual::new(
                    format!("Het beleid staat dit toe. Grondslag: {}.", in_words(Lang::Nl)),
                    format!("The policy allows this. Lawful basis: {}.", in_words(Lang::En)),
                ),
                place: subject.places.of_node(&node),
            };
            (is_so, joined(&answer, &[carried]), vec![why])
        }
        Decision::Refusal(refusal) => {
            let details = subject.policy.tables.explain(refusal);
            let reasons: Vec<Bilingual> = details.iter().map(|detail| said(detail.reason, REASONS)).collect();
            let is_so = !expected.allowed && expected.covers(subject, &details);
            let why = details
                .into_iter()
                .map(|detail| Why { place: subject.places.shown(detail.span), text: detail.message });
            (is_so, joined(&said(false, ANSWERS), &reasons), why.collect())
        }
    };
    let mut judged = Judged::because(why);
    judged.compare(Column::Answer, row.get(Column::Answer), is_so, came);
    Ok(judged)
}

fn not_in_policy(expected: &Expected<'_>, row: &Row<'_>, absent: &str) -> Judged {
    let reason = Reason::UnknownActivity;
    let is_meant =
        |expected: &ExpectedReason<'_>| matches!(expected, ExpectedReason::Reason(other) if *other == reason);
    let is_so = !expected.allowed && expected.reasons.iter().all(is_meant);
    let mut judged = Judged::because(vec![Why {
        text: Bilingual::new(
            format!("De sector kent '{absent}', maar dit beleid gebruikt het niet."),
            format!("The sector knows '{absent}', but this policy does not use it."),
        ),
        place: None,
    }]);
    let came = joined(&said(false, ANSWERS), &[said(reason, REASONS)]);
    judged.compare(Column::Answer, row.get(Column::Answer), is_so, came);
    judged
}

/// `mag niet: bezwaar; beperking`.
fn joined(answer: &Bilingual, reasons: &[Bilingual]) -> Bilingual {
    let join = |lang: &str| {
        let reasons: Vec<&str> = reasons.iter().map(|reason| reason.get(lang)).collect();
        format!("{}: {}", answer.get(lang), reasons.join("; "))
    };
    Bilingual::new(join("nl"), join("en"))
}

impl Expected<'_> {
    /// Whether the reasons are exactly those that came; without reasons, any will do.
    fn covers(&self, subject: &Subject<'_>, came: &[ReasonDetail]) -> bool {
        let is = |expected: &ExpectedReason<'_>, detail: &ReasonDetail| match expected {
            ExpectedReason::Reason(reason) => *reason == detail.reason,
            ExpectedReason::Node(node) => subject.places.is_in(detail.span, node),
        };
        self.reasons.is_empty()
            || (self.reasons.iter().all(|expected| came.iter().any(|detail| is(expected, detail)))
                && came.iter().all(|detail| self.reasons.iter().any(|expected| is(expected, detail))))
    }
}

/// `mag`, `mag: toestemming`, `mag niet`, `mag niet: bezwaar; recipients.contractor`.
fn expected<'t>(subject: &Subject<'_>, cell: &'t str) -> Result<Expected<'t>, Bilingual> {
    let (answer, rest) = cell.split_once(':').unwrap_or((cell, ""));
    let allowed = choose(answer, ANSWERS)?;
    let mut expected = Expected { allowed, bases: Vec::new(), reasons: Vec::new() };
    for part in parts(rest) {
        if allowed {
            expected.bases.push(choose(part, BASES)?);
        } else if part.contains('.') {
            expected.reasons.push(ExpectedReason::Node(subject.node(part)?));
        } else {
            expected.reasons.push(ExpectedReason::Reason(choose(part, REASONS)?));
        }
    }
    Ok(expected)
}

/// What a row asks.
enum Asked<'t> {
    Use(Box<Use>),
    /// For an activity, or to a recipient, of this name: the sector knows it and this policy does not use it.
    Absent(&'t str),
}

/// The id that `cell` names; `None` where only the catalogue has it.
fn used<'s>(cell: &str, own: &'s Names, catalogue: impl FnOnce() -> &'s Names) -> Result<Option<&'s str>, Bilingual> {
    if own.know(cell) || !catalogue().know(cell) { own.find(cell).map(Some) } else { Ok(None) }
}

/// Reads every cell of the facts, also where one of them decides already.
fn asked<'t>(subject: &Subject<'_>, row: &Row<'t>) -> Result<Asked<'t>, Bilingual> {
    let (policy, tables) = (subject.policy, &subject.policy.tables);
    let gone = || Bilingual::new("niet in het beleid", "not in the policy");
    let activity_cell = row.needed(Column::Activity)?;
    let activity_name = used(activity_cell, &subject.activities, || &subject.catalogue().activities)?;
    let activity = activity_name.map(|name| tables.activity(name).ok_or_else(gone)).transpose()?;
    let recipient_cell = row.get(Column::Recipient);
    let recipient = match recipient_cell {
        "" => Some(None),
        cell => match used(cell, &subject.recipients, || &subject.catalogue().recipients)? {
            Some(name) => Some(Some(tables.recipient(name).ok_or_else(gone)?)),
            None => None,
        },
    };
    let function = match row.get(Column::Function) {
        "" => {
            let activity = activity_name.and_then(|name| policy.document.activities.get(name));
            let own = activity.and_then(|activity| activity.functions.first()).map(|name| name.value.as_str());
            own.or_else(|| policy.document.functions.keys().next().map(String::as_str))
        }
        cell => Some(subject.functions.find(cell)?),
    };
    let function = function
        .and_then(|name| tables.function(name))
        .ok_or_else(|| Bilingual::new("het beleid kent geen functies", "the policy has no functions"))?;
    let items = match row.get(Column::Data) {
        "" => activity.map_or(IdSet::EMPTY, |activity| tables.activity_items(activity)),
        cell => subject.items(cell)?,
    };
    let mut state = person(subject, row.get(Column::Person), activity)?;
    let mut conditions = match row.get(Column::Conditions) {
        "" => Vec::new(),
        cell => subject.conditions.list(cell)?,
    };
    let Some(activity) = activity else { return Ok(Asked::Absent(activity_cell)) };
    let Some(recipient) = recipient else { return Ok(Asked::Absent(recipient_cell)) };
    // Consent and a mandate are conditions and what a person gave: either column may name them.
    state.mandate |= conditions.contains(&"mandate");
    if conditions.contains(&"consent") {
        state.consents = state.consents.with(activity.number());
    }
    conditions.extend(state.mandate.then_some("mandate"));
    conditions.extend(state.consents.contains(activity.number()).then_some("consent"));
    let conditions = conditions.iter().filter_map(|name| tables.condition(name)).map(|id| id.number()).collect();
    Ok(Asked::Use(Box::new(Use { activity, function, items, recipient, conditions, subject: state })))
}

#[derive(Clone, Copy)]
enum Said {
    Nothing,
    Consent,
    Objection,
    MarketingObjection,
    Restriction,
    Mandate,
}

const SAID: &[(Said, &[&str])] = &[
    (Said::Nothing, &["niets", "none", "geen", "nothing"]),
    (Said::Consent, &["toestemming", "consent", "toestemming gegeven"]),
    (Said::Objection, &["bezwaar", "objection", "bezwaar gemaakt"]),
    (Said::MarketingObjection, &["bezwaar tegen reclame", "objection to marketing", "marketing objection"]),
    (Said::Restriction, &["beperking", "restriction"]),
    (Said::Mandate, &["machtiging", "mandate", "volmacht", "machtiging gegeven"]),
];

/// Words between what a person said and the activity it is about.
const ABOUT: [&str; 5] = [" voor ", " tegen ", " to ", " for ", " against "];

/// `toestemming`, `bezwaar tegen nieuwsbrief; beperking`. Consent and objection are about the activity of the row unless
/// they name another; `None`: one that this policy does not use.
fn person(subject: &Subject<'_>, cell: &str, activity: Option<ActivityId>) -> Result<SubjectState, Bilingual> {
    let mut state = SubjectState::default();
    for part in parts(cell) {
        let named = || ABOUT.iter().find_map(|word| part.split_once(word));
        let (said, about) = match (choose(part, SAID), named()) {
            (Ok(said), _) => (said, activity),
            (Err(_), Some((said, name)))
                if matches!(plain(said).as_str(), "toestemming" | "consent" | "bezwaar" | "objection") =>
            {
                let name = subject.activities.find(name)?;
                (choose(said, SAID)?, subject.policy.tables.activity(name))
            }
            (Err(message), _) => return Err(message),
        };
        match said {
            Said::Nothing => {}
            Said::Consent => state.consents = about.map_or(state.consents, |about| state.consents.with(about.number())),
            Said::Objection => {
                state.objections = about.map_or(state.objections, |about| state.objections.with(about.number()));
            }
            Said::MarketingObjection => state.marketing_objection = true,
            Said::Restriction => state.restricted = true,
            Said::Mandate => state.mandate = true,
        }
    }
    Ok(state)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_reason_has_its_own_words() {
        for reason in Reason::ALL {
            let words = said(reason, REASONS);
            assert!(!words.nl.is_empty(), "{reason:?}");
            assert_eq!(choose(&words.nl, REASONS), Ok(reason));
            assert_eq!(choose(&words.en, REASONS), Ok(reason));
        }
    }
}
