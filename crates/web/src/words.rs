//! Words for what the store and the views name: states, kinds, marks and reasons.

use gestand_app::reasons_to_choose;
use gestand_app::views::{Mark, Urgency};
use gestand_cases::{Ground, Reason};
use gestand_policy::Policy;
use gestand_publish::words;
use gestand_store::CaseKind;

use crate::page::Page;

/// The last part of a message name for an id of the policy or the database.
fn slug(id: &str) -> String {
    id.replace(['_', ' ', '.'], "-")
}

impl Page {
    /// The message `kind-id`; else the word that letters use, else the id in readable form.
    pub fn word(&self, kind: &str, id: &str) -> String {
        let key = format!("{kind}-{}", slug(id));
        if self.texts.has(&key) { self.texts.get(&key) } else { words::word(kind, id, self.lang) }
    }

    /// The message `kind-id`, else the text itself: for names of people and problems of systems.
    pub fn said(&self, kind: &str, id: &str) -> String {
        let key = format!("{kind}-{}", slug(id));
        if self.texts.has(&key) { self.texts.get(&key) } else { id.to_owned() }
    }

    /// A label at the start of a line.
    pub fn capital(&self, text: &str) -> String {
        words::capital(text)
    }

    /// Name of the colour of a deadline.
    pub fn tone(&self, urgency: &Urgency) -> &'static str {
        match urgency {
            Urgency::Overdue => "bad",
            Urgency::Soon => "warn",
            Urgency::InTime => "good",
            Urgency::Done => "calm",
        }
    }

    /// How much time is left, in words.
    pub fn left(&self, urgency: &Urgency, days: &i32) -> String {
        match (urgency, days) {
            (Urgency::Done, _) => t!(self, "due-done"),
            (_, 0) => t!(self, "due-today"),
            (_, days) if *days < 0 => t!(self, "due-late", days = days.unsigned_abs()),
            (_, days) => t!(self, "due-left", days = days.unsigned_abs()),
        }
    }

    /// A deadline without a count of days, in words.
    pub fn urgency(&self, urgency: &Urgency) -> String {
        match urgency {
            Urgency::Overdue => t!(self, "urgency-overdue"),
            Urgency::Soon => t!(self, "urgency-soon"),
            Urgency::InTime => t!(self, "urgency-in-time"),
            Urgency::Done => t!(self, "urgency-done"),
        }
    }

    /// Why a record is judged so, with its rule, its article and its day.
    pub fn ground(&self, ground: &Ground) -> String {
        let policy = self.app.policy();
        let mut text = self.word("reason", reason_id(ground.reason));
        if let Some(label) = node_label(policy, &ground.node, self.code()) {
            text.push_str(": ");
            text.push_str(&label);
        }
        if let Some(law) = &ground.law {
            text.push_str(&format!(" ({})", words::law_in_words(law, self.lang)));
        }
        if let Some(until) = &ground.until {
            text.push_str(&t!(self, "reason-until", day = self.day(until)));
        }
        text
    }
}

fn reason_id(reason: Reason) -> &'static str {
    match reason {
        Reason::NothingExcludes => "nothing-excludes",
        Reason::OthersData => "others-data",
        Reason::ExcludedByPolicy => "excluded-by-policy",
        Reason::MustBeWeighed => "must-be-weighed",
        Reason::TermRuns => "term-runs",
        Reason::StillNeeded => "still-needed",
        Reason::Held => "held",
        Reason::NoLongerNeeded => "no-longer-needed",
        Reason::ConsentOnly => "consent-only",
        Reason::NoRule => "no-rule",
        Reason::Mentioned => "mentioned",
        Reason::Differs => "differs",
        Reason::RightAlready => "right-already",
        Reason::FoundRight => "found-right",
        Reason::Opinion => "opinion",
        Reason::NowhereFound => "nowhere-found",
        Reason::AccuracyContested => "accuracy-contested",
        Reason::UnlawfulUse => "unlawful-use",
        Reason::NeededForClaim => "needed-for-claim",
        Reason::ObjectionPending => "objection-pending",
        Reason::Restricted => "restricted",
        Reason::GroundAbsent => "ground-absent",
        Reason::OnConsentOrContract => "on-consent-or-contract",
        Reason::OtherBasis => "other-basis",
        Reason::BasisUnknown => "basis-unknown",
        Reason::OriginUnsure => "origin-unsure",
        Reason::NotProvided => "not-provided",
        Reason::OfficerDecided => "officer-decided",
    }
}

/// The label of a retention rule or an exclusion.
fn node_label(policy: &Policy, node: &str, lang: &str) -> Option<String> {
    let (section, id) = node.split_once('.')?;
    let label = match section {
        "retention" => policy.document.retention.get(id)?.label.as_ref(),
        "exclusions" => policy.document.exclusions.get(id)?.label.as_ref(),
        _ => return None,
    };
    Some(label.map_or_else(|| id.replace('_', " "), |text| text.get(lang).to_owned()))
}

/// Grounds that an officer can name for a verdict: value and label.
pub(crate) fn grounds(page: &Page, kind: CaseKind) -> Vec<(String, String)> {
    let (policy, lang) = (page.app.policy(), page.code());
    let document = &policy.document;
    let (ids, section, article): (Vec<&String>, _, _) = match kind {
        CaseKind::Access => (document.exclusions.keys().collect(), "exclusions", Some("GDPR 15(4)")),
        CaseKind::Portability => (document.exclusions.keys().collect(), "exclusions", Some("GDPR 20(4)")),
        CaseKind::Erasure => (document.retention.keys().collect(), "retention", Some("GDPR 17(3)(e)")),
        CaseKind::Rectification | CaseKind::Restriction => (Vec::new(), "", None),
    };
    let reasons = reasons_to_choose(kind).iter();
    let mut grounds: Vec<_> =
        reasons.map(|(id, reason, _)| ((*id).to_owned(), page.word("reason", reason_id(*reason)))).collect();
    let nodes = ids.into_iter().map(|id| format!("{section}.{id}"));
    grounds.extend(nodes.filter_map(|node| Some((node.clone(), node_label(policy, &node, lang)?))));
    grounds.extend(article.map(|article| (article.to_owned(), words::law_in_words(article, page.lang))));
    grounds
}

/// The name of a mark in messages and styles.
pub(crate) fn mark_id(mark: &Mark) -> &'static str {
    match mark {
        Mark::Broken => "broken",
        Mark::Unknown => "unknown",
        Mark::Kept => "kept",
        Mark::Stated => "stated",
    }
}

/// The sign of a mark: never colour alone.
pub(crate) fn mark_sign(mark: &Mark) -> &'static str {
    match mark {
        Mark::Broken => "✗",
        Mark::Unknown => "?",
        Mark::Kept => "✓",
        Mark::Stated => "–",
    }
}

#[cfg(test)]
mod tests {
    use gestand_cases::RestrictionGround;
    use gestand_policy::model::AddressForm;
    use gestand_publish::Lang;
    use gestand_store::{
        CaseState, FollowUpKind, FollowUpState, HoldKind, PlanKind, PlanState, SearchState, StepVerb, TaskState,
        Verdict,
    };

    use super::*;

    #[test]
    fn everything_that_is_stored_has_a_word() {
        let dutch = crate::texts::loader(Lang::Nl, AddressForm::U);
        let mut keys: Vec<String> = Vec::new();
        keys.extend(CaseKind::ALL.iter().map(|v| format!("kind-{}", v.as_str())));
        keys.extend(CaseState::ALL.iter().map(|v| format!("state-{}", slug(v.as_str()))));
        keys.extend(CaseState::ALL.iter().map(|v| format!("follow-{}", slug(v.as_str()))));
        keys.extend(HoldKind::ALL.iter().map(|v| format!("hold-{}", v.as_str())));
        keys.extend(PlanKind::ALL.iter().map(|v| format!("plan-kind-{}", v.as_str())));
        keys.extend(PlanState::ALL.iter().map(|v| format!("plan-state-{}", v.as_str())));
        keys.extend(SearchState::ALL.iter().map(|v| format!("search-{}", v.as_str())));
        keys.extend(StepVerb::ALL.iter().map(|v| format!("verb-{}", v.as_str())));
        keys.extend(TaskState::ALL.iter().map(|v| format!("task-{}", slug(v.as_str()))));
        keys.extend(FollowUpKind::ALL.iter().map(|v| format!("follow-up-{}", v.as_str())));
        keys.extend(FollowUpState::ALL.iter().map(|v| format!("follow-up-state-{}", slug(v.as_str()))));
        keys.extend(RestrictionGround::ALL.iter().map(|v| format!("restriction-ground-{}", v.as_str())));
        for kind in CaseKind::ALL.iter().map(|v| v.as_str()) {
            let of_kind = ["request-title", "request-lead", "check-lead", "hint-message", "step-complete"];
            keys.extend(of_kind.map(|text| format!("{text}-{kind}")));
            keys.push(format!("step-complete-do-{kind}"));
            keys.push(format!("promise-rights-{kind}"));
        }
        keys.extend(Verdict::ALL.iter().map(|v| format!("verdict-{}", slug(v.as_str()))));
        keys.extend(gestand_ledger::EntryKind::ALL.iter().map(|v| format!("entry-{}", slug(v.as_str()))));
        for mark in [Mark::Broken, Mark::Unknown, Mark::Kept, Mark::Stated] {
            keys.push(format!("mark-{}", mark_id(&mark)));
        }
        let reasons = [
            Reason::NothingExcludes,
            Reason::OthersData,
            Reason::ExcludedByPolicy,
            Reason::MustBeWeighed,
            Reason::TermRuns,
            Reason::StillNeeded,
            Reason::Held,
            Reason::NoLongerNeeded,
            Reason::ConsentOnly,
            Reason::NoRule,
            Reason::Mentioned,
            Reason::OfficerDecided,
        ];
        keys.extend(reasons.map(|reason| format!("reason-{}", reason_id(reason))));
        let missing: Vec<_> = keys.iter().filter(|key| !dutch.has(key)).collect();
        assert!(missing.is_empty(), "{missing:?}");
    }
}
