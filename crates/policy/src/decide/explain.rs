//! The words for a refusal: what stops the use, where the policy says so, and what to do (invariant 8).

use super::{IdSet, Reason, Refusal, Tables};
use crate::Bilingual;
use crate::span::Span;

/// One reason of a refusal in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReasonDetail {
    pub reason: Reason,
    /// The line of the policy it follows from; no place for an activity that is not in the policy.
    pub span: Span,
    pub message: Bilingual,
    /// What the person who asked can do.
    pub remedy: Bilingual,
}

/// What the texts speak of, in one language.
struct Words {
    activity: String,
    function: String,
    recipient: String,
    items: String,
    /// What must be so.
    conditions: String,
}

impl Tables {
    /// All reasons of a refusal that these tables gave, in words. Allocates: not for the hot path.
    pub fn explain(&self, refusal: Refusal) -> Vec<ReasonDetail> {
        let detail = |reason| {
            let (dutch, english) = (self.words(refusal, reason, "nl"), self.words(refusal, reason, "en"));
            let (message_nl, remedy_nl) = dutch_text(reason, &dutch);
            let (message_en, remedy_en) = english_text(reason, &english);
            ReasonDetail {
                reason,
                span: self.place(refusal, reason),
                message: Bilingual::new(message_nl, message_en),
                remedy: Bilingual::new(remedy_nl, remedy_en),
            }
        };
        refusal.reasons.iter().map(detail).collect()
    }

    fn words(&self, refusal: Refusal, reason: Reason, lang: &str) -> Words {
        let items = self.items_at_fault(refusal, reason).iter().map(|id| self.items.label(id, lang));
        let conditions = self.conditions_at_fault(refusal, reason).iter().map(|id| self.conditions.label(id, lang));
        Words {
            conditions: conditions.collect::<Vec<_>>().join(", "),
            activity: self.activities.label(refusal.activity.0, lang).to_owned(),
            function: self.functions.label(refusal.function.0, lang).to_owned(),
            recipient: refusal.recipient.map_or("", |id| self.recipients.label(id.0, lang)).to_owned(),
            items: items.collect::<Vec<_>>().join(", "),
        }
    }

    /// The items that a reason is about.
    fn items_at_fault(&self, refusal: Refusal, reason: Reason) -> IdSet {
        match reason {
            Reason::ItemsNotInActivity => refusal.items.minus(self.activity_items(refusal.activity)),
            Reason::SpecialDataWithoutGround => refusal.items.intersection(self.sensitive_items()),
            Reason::RecipientMayNotReceive => {
                refusal.items.minus(self.lines(refusal).fold(IdSet::EMPTY, |all, line| all.union(line.items)))
            }
            _ => refusal.items,
        }
    }

    /// All conditions that the activity, or the lines that hold the items, ask.
    fn conditions_at_fault(&self, refusal: Refusal, reason: Reason) -> IdSet {
        match reason {
            Reason::ConditionMissing => self
                .activity_rows
                .get(usize::from(refusal.activity.0))
                .map_or(IdSet::EMPTY, |row| row.conditions.union(row.any_condition)),
            Reason::ConditionForDisclosureMissing => {
                let lines = self.lines(refusal).filter(|line| line.items.intersects(refusal.items));
                lines.fold(IdSet::EMPTY, |all, line| all.union(line.conditions))
            }
            _ => IdSet::EMPTY,
        }
    }

    /// The lines of `may_receive` that are about the activity.
    fn lines(&self, refusal: Refusal) -> impl Iterator<Item = &super::tables::DisclosureRow> {
        let row = refusal.recipient.and_then(|id| self.recipient_rows.get(usize::from(id.0)));
        let lines = row.into_iter().flat_map(|row| &row.disclosures);
        lines.filter(move |line| line.activity.is_none_or(|id| id == refusal.activity))
    }

    /// The line of the policy behind a reason.
    fn place(&self, refusal: Refusal, reason: Reason) -> Span {
        let row = refusal.recipient.and_then(|id| self.recipient_rows.get(usize::from(id.0)));
        let recipient = refusal.recipient.map_or(Span::default(), |id| self.recipients.span(id.0));
        let line = |needs: fn(&super::tables::DisclosureRow) -> bool| {
            let wanted = self.lines(refusal).find(|line| needs(line) && line.items.intersects(refusal.items));
            wanted.map_or(recipient, |line| line.span)
        };
        match reason {
            Reason::NoAgreement => row.and_then(|row| row.without_agreement).unwrap_or(recipient),
            Reason::OutsideEea => row.and_then(|row| row.outside_eea).unwrap_or(recipient),
            Reason::RecipientMayNotReceive => self.lines(refusal).next().map_or(recipient, |line| line.span),
            Reason::MandateMissing => line(|line| line.needs_mandate),
            Reason::ConsentForDisclosureMissing => line(|line| line.needs_consent),
            Reason::ConditionForDisclosureMissing => line(|line| !line.conditions.is_empty()),
            _ => self.activities.span(refusal.activity.0),
        }
    }
}

fn dutch_text(reason: Reason, words: &Words) -> (String, String) {
    let Words { activity, function, recipient, items, conditions } = words;
    let (message, remedy) = match reason {
        Reason::UnknownActivity => (
            "Dit doel staat niet in het privacybeleid.".into(),
            "Kies een doel uit het beleid, of vraag de Privacy Officer om het beleid aan te vullen.",
        ),
        Reason::NoBasis => (
            format!("Het beleid noemt geen grondslag voor '{activity}'."),
            "Vraag de Privacy Officer om de grondslag vast te leggen.",
        ),
        Reason::FunctionNotAllowed => {
            (format!("De functie '{function}' mag '{activity}' niet doen."), "Vraag een collega die dit werk mag doen.")
        }
        Reason::ItemsNotInActivity => {
            (format!("Voor '{activity}' gebruiken we deze gegevens niet: {items}."), "Laat deze gegevens weg.")
        }
        Reason::SpecialDataWithoutGround => (
            format!(
                "Deze gegevens zijn extra beschermd en het beleid noemt geen uitzondering voor '{activity}': {items}."
            ),
            "Laat deze gegevens weg, of vraag de Privacy Officer of de wet een uitzondering geeft.",
        ),
        Reason::ConsentMissing => (
            format!("Voor '{activity}' is toestemming nodig, en die is er niet."),
            "Vraag de persoon om toestemming. Zonder toestemming gaat het niet door.",
        ),
        Reason::Objected => (
            format!("De persoon heeft bezwaar gemaakt tegen '{activity}'."),
            "Wacht tot over het bezwaar is beslist. Is het bezwaar terecht, stop dan.",
        ),
        Reason::MarketingObjected => (
            "De persoon wil geen reclame. Daar is geen uitzondering op.".into(),
            "Gebruik de gegevens niet voor reclame.",
        ),
        Reason::Restricted => (
            "Het gebruik van de gegevens van deze persoon staat stil.".into(),
            "Wacht tot dit is opgeheven, of vraag de persoon om toestemming. Overleg met de Privacy Officer.",
        ),
        Reason::RecipientNotInActivity => (
            format!("Voor '{activity}' geven we geen gegevens aan '{recipient}'."),
            "Geef de gegevens niet door. Klopt dit niet, vraag dan de Privacy Officer het beleid te wijzigen.",
        ),
        Reason::RecipientMayNotReceive => (
            format!("'{recipient}' mag voor '{activity}' deze gegevens niet krijgen: {items}."),
            "Laat deze gegevens weg.",
        ),
        Reason::NoAgreement => (
            format!("Er is geen verwerkersovereenkomst met '{recipient}'."),
            "Sluit eerst een verwerkersovereenkomst en leg die vast in het beleid.",
        ),
        Reason::OutsideEea => (
            format!("'{recipient}' zit buiten de Europese Economische Ruimte, en er is geen waarborg vastgelegd."),
            "Leg eerst een waarborg vast, zoals modelcontractbepalingen, of kies een partij binnen de EER.",
        ),
        Reason::MandateMissing => (
            format!("'{recipient}' krijgt deze gegevens alleen met een volmacht, en die is er niet."),
            "Vraag een volmacht van de persoon en registreer die.",
        ),
        Reason::ConsentForDisclosureMissing => (
            format!("'{recipient}' krijgt deze gegevens alleen met toestemming, en die is er niet."),
            "Vraag de persoon om toestemming en registreer die.",
        ),
        Reason::ConditionMissing => (
            format!("'{activity}' mag alleen als dit zo is: {conditions}."),
            "Kijk na of dit zo is en geef het op. Is het niet zo, gebruik de gegevens dan niet.",
        ),
        Reason::ConditionForDisclosureMissing => (
            format!("'{recipient}' krijgt deze gegevens alleen als dit zo is: {conditions}."),
            "Kijk na of dit zo is en geef het op. Is het niet zo, geef de gegevens dan niet.",
        ),
    };
    (message, remedy.to_owned())
}

fn english_text(reason: Reason, words: &Words) -> (String, String) {
    let Words { activity, function, recipient, items, conditions } = words;
    let (message, remedy) = match reason {
        Reason::UnknownActivity => (
            "This purpose is not in the privacy policy.".into(),
            "Choose a purpose of the policy, or ask the Privacy Officer to add it.",
        ),
        Reason::NoBasis => (
            format!("The policy gives no lawful basis for '{activity}'."),
            "Ask the Privacy Officer to record the basis.",
        ),
        Reason::FunctionNotAllowed => {
            (format!("The function '{function}' may not do '{activity}'."), "Ask a colleague who may do this work.")
        }
        Reason::ItemsNotInActivity => {
            (format!("We do not use these data for '{activity}': {items}."), "Leave these data out.")
        }
        Reason::SpecialDataWithoutGround => (
            format!("These data have extra protection and the policy names no exception for '{activity}': {items}."),
            "Leave these data out, or ask the Privacy Officer whether the law gives an exception.",
        ),
        Reason::ConsentMissing => (
            format!("'{activity}' needs consent, and there is none."),
            "Ask the person for consent. Without consent it does not go ahead.",
        ),
        Reason::Objected => (
            format!("The person objects to '{activity}'."),
            "Wait for the decision on the objection. If the objection is upheld, stop.",
        ),
        Reason::MarketingObjected => (
            "The person does not want marketing. There is no exception to that.".into(),
            "Do not use the data for marketing.",
        ),
        Reason::Restricted => (
            "Use of this person's data is restricted.".into(),
            "Wait until the restriction is lifted, or ask the person for consent. Consult the Privacy Officer.",
        ),
        Reason::RecipientNotInActivity => (
            format!("For '{activity}' we give no data to '{recipient}'."),
            "Do not pass the data on. If this is wrong, ask the Privacy Officer to change the policy.",
        ),
        Reason::RecipientMayNotReceive => {
            (format!("'{recipient}' may not receive these data for '{activity}': {items}."), "Leave these data out.")
        }
        Reason::NoAgreement => (
            format!("There is no processing agreement with '{recipient}'."),
            "Conclude a processing agreement first and record it in the policy.",
        ),
        Reason::OutsideEea => (
            format!("'{recipient}' is outside the European Economic Area, and no safeguard is recorded."),
            "Record a safeguard first, such as standard contractual clauses, or choose a party inside the EEA.",
        ),
        Reason::MandateMissing => (
            format!("'{recipient}' receives these data only with a mandate, and there is none."),
            "Ask the person for a mandate and register it.",
        ),
        Reason::ConsentForDisclosureMissing => (
            format!("'{recipient}' receives these data only with consent, and there is none."),
            "Ask the person for consent and register it.",
        ),
        Reason::ConditionMissing => (
            format!("'{activity}' may only happen if this is so: {conditions}."),
            "See whether it is so and state it. If it is not, do not use the data.",
        ),
        Reason::ConditionForDisclosureMissing => (
            format!("'{recipient}' receives these data only if this is so: {conditions}."),
            "See whether it is so and state it. If it is not, do not give the data.",
        ),
    };
    (message, remedy.to_owned())
}
