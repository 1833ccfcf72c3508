//! The certificate of destruction: what was destroyed under which rule, and how to check the proof offline.

use gestand_policy::model::AddressForm;
use jiff::civil::Date;

use crate::lang::{Texts, t};
use crate::paper::Paper;
use crate::pdf::{PdfError, pdf};
use crate::{Lang, words};

/// What a finished plan of destruction proves. Holds no personal data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DestructionCertificate {
    pub organisation: String,
    pub plan_number: String,
    /// `retention`, `erasure` or another kind of plan; shown as `certificate-kind-…`.
    pub kind: String,
    pub policy_version: String,
    /// The function that approved, never a name; empty when the policy lets the rule run by itself.
    pub approved_by_role: String,
    pub approved_on: Date,
    pub completed_on: Date,
    pub rows: Vec<DestructionRow>,
    /// Records that were due but held.
    pub held: u64,
    /// Place of the receipt in the ledger.
    pub receipt_index: u64,
    /// Origin line of the checkpoint.
    pub checkpoint_origin: String,
    /// Number of entries under the checkpoint.
    pub checkpoint_size: u64,
    /// Root hash, base64.
    pub root_base64: String,
    /// Public key for the verifier, `name+hash+base64`.
    pub verifier_key: String,
}

/// What one rule destroyed in one class of one source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DestructionRow {
    /// The records stayed, without what leads to a person.
    pub anonymised: bool,
    pub rule_label: String,
    pub source_label: String,
    pub class_label: String,
    /// The term in words.
    pub term: String,
    /// The article; empty where the rule names none.
    pub law: String,
    pub count: u64,
    /// Records whose absence (or anonymity) was verified by asking the source again.
    pub verified_absent: u64,
    /// Records that were withheld at the last moment, because a hold was placed or the record had changed.
    pub withheld: u64,
}

/// The certificate as PDF/UA.
///
/// # Errors
/// [`PdfError`] when typst refuses the document; nothing is produced then.
pub fn certificate_pdf(certificate: &DestructionCertificate, lang: Lang) -> Result<Vec<u8>, PdfError> {
    pdf(&mut paper(certificate, lang))
}

/// The certificate as plain text.
pub fn certificate_text(certificate: &DestructionCertificate, lang: Lang) -> String {
    paper(certificate, lang).plain()
}

fn paper(certificate: &DestructionCertificate, lang: Lang) -> Paper {
    let texts = Texts::new(lang, AddressForm::U);
    let title = t!(texts, "certificate-title");
    let mut paper = Paper::new(&texts, title, &certificate.organisation, Some(certificate.completed_on.to_string()));
    let sum = |anonymised: bool| {
        let rows = certificate.rows.iter().filter(|row| row.anonymised == anonymised);
        rows.map(|row| row.verified_absent).sum::<u64>()
    };
    let (destroyed, anonymised) = (sum(false), sum(true));
    if destroyed > 0 || anonymised == 0 {
        let organisation = certificate.organisation.as_str();
        paper.para(t!(texts, "certificate-says", organisation = organisation, count = destroyed.to_string()));
    }
    if anonymised > 0 {
        let organisation = certificate.organisation.as_str();
        let count = anonymised.to_string();
        paper.para(t!(texts, "certificate-says-anonymised", organisation = organisation, count = count));
    }
    let approved = if certificate.approved_by_role.is_empty() {
        t!(texts, "certificate-automatic")
    } else {
        certificate.approved_by_role.clone()
    };
    paper.fields(vec![
        (t!(texts, "certificate-plan"), certificate.plan_number.clone()),
        (t!(texts, "certificate-kind"), words::word("certificate-kind", &certificate.kind, lang)),
        (t!(texts, "certificate-approved-by"), approved),
        (t!(texts, "certificate-approved-on"), words::date_in_words(certificate.approved_on, lang)),
        (t!(texts, "certificate-completed-on"), words::date_in_words(certificate.completed_on, lang)),
        (t!(texts, "certificate-held"), certificate.held.to_string()),
        (t!(texts, "certificate-policy-version"), certificate.policy_version.clone()),
    ]);
    let head = [
        (t!(texts, "column-rule"), 4),
        (t!(texts, "column-where"), 4),
        (t!(texts, "column-term"), 4),
        (t!(texts, "column-due"), 2),
        (t!(texts, "column-absent"), 2),
        (t!(texts, "column-withheld"), 2),
    ];
    let rows = certificate
        .rows
        .iter()
        .map(|row| {
            let term = match row.law.as_str() {
                "" => row.term.clone(),
                law => format!("{} ({})", row.term, words::law_in_words(law, lang)),
            };
            [
                row.rule_label.clone(),
                format!("{}, {}", row.source_label, row.class_label),
                term,
                row.count.to_string(),
                match row.anonymised {
                    true => t!(texts, "certificate-anonymised", count = row.verified_absent.to_string()),
                    false => row.verified_absent.to_string(),
                },
                row.withheld.to_string(),
            ]
        })
        .collect();
    paper.table(t!(texts, "certificate-destroyed"), head, rows);
    paper.heading(1, t!(texts, "certificate-proof"));
    paper.para(t!(texts, "certificate-check"));
    paper.fields(vec![
        (t!(texts, "certificate-receipt"), certificate.receipt_index.to_string()),
        (t!(texts, "certificate-origin"), certificate.checkpoint_origin.clone()),
        (t!(texts, "certificate-size"), certificate.checkpoint_size.to_string()),
        (t!(texts, "certificate-root"), certificate.root_base64.clone()),
        (t!(texts, "certificate-key"), certificate.verifier_key.clone()),
    ]);
    paper
}
