//! G0532: an exception to access cites a wrong article, or none.

use super::super::prelude::*;

pub(super) const INFO: CheckInfo = CheckInfo {
    code: "G0532",
    name: "exclusion_wrong_article",
    severity: Severity::Error,
    law: &["GDPR 15(4)", "GDPR 23", "UAVG 41"],
    finds: Words {
        nl: "Een uitzondering op inzage noemt een verkeerd artikel, of geen.",
        en: "An exception to access cites a wrong article, or none.",
    },
    why: Words {
        nl: "Alleen artikel 15 lid 4, artikel 12 lid 5, artikel 23 met UAVG 41, en enkele artikelen van de UAVG geven zo'n uitzondering.",
        en: "Only Article 15(4), Article 12(5), Article 23 with UAVG 41, and some articles of the UAVG give such an exception.",
    },
    remedy: Words {
        nl: "Noem het artikel bij `law`, zoals `GDPR 15(4)` of `UAVG 41(1)(d)`.",
        en: "Name the article under `law`, such as `GDPR 15(4)` or `UAVG 41(1)(d)`.",
    },
    example: r"exclusions:
  work_notes: {law: GDPR 10}
",
};

pub(super) fn run(cx: &CheckContext<'_>, out: &mut Findings) {
    const RIGHT: [&str; 7] = ["GDPR 15(4)", "GDPR 12(5)", "UAVG 41", "UAVG 43", "UAVG 44", "UAVG 45", "UAVG 47"];
    for (id, exclusion) in cx.own(&cx.document.exclusions) {
        match &exclusion.law {
            None => out.add_as(
                Severity::Check,
                exclusion.span,
                format!("bij '{id}' staat geen artikel"),
                format!("'{id}' cites no article"),
            ),
            Some(law) if law.starts_with("GDPR 23") => out.add_as(
                Severity::Warning,
                cx.place_of(law.span, exclusion.span),
                format!("artikel 23 AVG werkt alleen met een wet; noem bij '{id}' UAVG 41"),
                format!("Article 23 GDPR works only with an act; cite UAVG 41 at '{id}'"),
            ),
            Some(law) if !RIGHT.iter().any(|article| law.starts_with(article)) => out.add(
                cx.place_of(law.span, exclusion.span),
                format!("{} geeft geen uitzondering op inzage ('{id}')", law.value),
                format!("{} gives no exception to access ('{id}')", law.value),
            ),
            Some(_) => continue,
        }
        let article = match exclusion.mark.as_deref() {
            Some("third_party") => "GDPR 15(4)",
            Some("crime_prevention") => "UAVG 41(1)(d)",
            _ => continue,
        };
        let fix = Fix::new(format!("noem {article}"), format!("cite {article}"));
        out.offer(fix.set(&["exclusions", id, "law"], article));
    }
}
