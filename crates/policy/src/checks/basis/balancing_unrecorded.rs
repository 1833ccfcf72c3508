//! G0109: no balancing of a legitimate interest is on record, or what stands there tells neither when nor where.

use jiff::civil::Date;

use super::super::prelude::*;

pub(super) const INFO: CheckInfo = CheckInfo {
    code: "G0109",
    name: "balancing_unrecorded",
    severity: Severity::Check,
    law: &["GDPR 5(2)", "GDPR 6(1)(f)"],
    finds: Words {
        nl: "Van een gerechtvaardigd belang is geen afweging vastgelegd, of er staat niet wanneer of waar.",
        en: "No balancing of a legitimate interest is on record, or nothing says when or where.",
    },
    why: Words {
        nl: "U moet kunnen aantonen dat u het belang hebt afgewogen tegen dat van de mensen om wie het gaat.",
        en: "You must be able to show that you weighed the interest against that of the people concerned.",
    },
    remedy: Words {
        nl: "Leg de afweging vast en zet bij `balanced` de dag (`2026-09-24`), of het document waar zij in staat.",
        en: "Record the balancing and put its day under `balanced` (`2026-09-24`), or the document that holds it.",
    },
    example: r"activities:
  cameras: {basis: [legitimate_interest], interest: veiligheid}
",
};

pub(super) fn run(cx: &CheckContext<'_>, out: &mut Findings) {
    for (id, activity) in cx.activities() {
        let rests = activity.basis.iter().any(|basis| basis.value == Basis::LegitimateInterest);
        match &activity.balanced {
            None if rests => out.add(
                activity.span,
                format!("van '{id}' is geen belangenafweging vastgelegd"),
                format!("no balancing of interests is on record for '{id}'"),
            ),
            Some(record) if !tells_of_a_record(record) => out.add(
                cx.place_of(record.span, activity.span),
                format!("'{}' zegt niet wanneer of waar de afweging van '{id}' is vastgelegd", record.value),
                format!("'{}' does not say when or where the balancing of '{id}' was recorded", record.value),
            ),
            _ => {}
        }
    }
}

/// Whether `text` is a day (`YYYY-MM-DD`), a document with a number, or at least a few words. "Yes" tells nothing, and a
/// day in another order can be read in two ways.
fn tells_of_a_record(text: &str) -> bool {
    if text.parse::<Date>().is_ok() {
        return true;
    }
    let letters = text.chars().any(char::is_alphabetic);
    letters && (text.chars().any(|c| c.is_ascii_digit()) || text.split_whitespace().count() >= 3)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_a_document_or_a_few_words_tell_and_yes_does_not() {
        for tells in ["2026-09-24", "DPIA 2026-07", "LIA-14", "verslag van het privacyoverleg"] {
            assert!(tells_of_a_record(tells), "{tells}");
        }
        for empty in ["yes", "ja", "true", "gedaan", "24-09-2026", "2026-13-01", "", "ok ok"] {
            assert!(!tells_of_a_record(empty), "{empty}");
        }
    }
}
