//! The letter before a restriction is lifted (Art. 18(3)).

use gestand_policy::model::AddressForm;
use jiff::civil::Date;

use super::letter::Letter;
use crate::lang::t;
use crate::pdf::{PdfError, pdf};
use crate::{Lang, words};

/// What the letter says. Holds opened personal data: built under a `Permit`, no `Debug`.
#[allow(missing_debug_implementations, reason = "holds opened personal data")]
pub struct LiftNotice {
    pub organisation: String,
    pub address: AddressForm,
    pub case_number: String,
    pub received_on: Date,
    pub written_on: Date,
    pub person_name: String,
    /// Why it is lifted, in the words of the officer.
    pub reason: String,
    /// How many records are restricted.
    pub records: u32,
    /// How to complain to the organisation itself.
    pub complaint: Vec<String>,
}

/// The letter as PDF/UA.
///
/// # Errors
/// [`PdfError`] when typst refuses the document; nothing is produced then.
pub fn lift_pdf(notice: &LiftNotice, lang: Lang) -> Result<Vec<u8>, PdfError> {
    let letter = Letter {
        organisation: &notice.organisation,
        address: notice.address,
        case_number: &notice.case_number,
        received_on: notice.received_on,
        answered_on: notice.written_on,
        person_name: &notice.person_name,
        complaint: &notice.complaint,
        not_searched: &[],
    };
    let texts = letter.texts(lang);
    let mut paper = letter.start(&texts, t!(texts, "lift-title"));
    paper.para(t!(texts, "lift-what", date = words::date_in_words(letter.received_on, lang), count = notice.records));
    paper.para(t!(texts, "lift-why"));
    paper.para(notice.reason.as_str());
    paper.para(t!(texts, "lift-then"));
    letter.end(&texts, &mut paper);
    pdf(&mut paper)
}
