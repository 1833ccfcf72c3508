//! The letter on the first page of an answer: what was asked, what is enclosed, and what the person can do next.

use gestand_policy::model::AddressForm;
use jiff::civil::Date;

use crate::lang::{Texts, t};
use crate::paper::Paper;
use crate::{Lang, words};

/// What every letter needs.
pub(super) struct Letter<'a> {
    pub organisation: &'a str,
    pub address: AddressForm,
    pub case_number: &'a str,
    pub received_on: Date,
    pub answered_on: Date,
    pub person_name: &'a str,
    pub complaint: &'a [String],
    pub not_searched: &'a [(String, String)],
}

impl Letter<'_> {
    pub fn texts(&self, lang: Lang) -> Texts {
        Texts::new(lang, self.address)
    }

    /// An empty paper of the organisation and the day.
    pub fn blank(&self, texts: &Texts) -> Paper {
        Paper::new(texts, String::new(), self.organisation, Some(self.answered_on.to_string()))
    }

    /// A paper with the head of the letter and the greeting.
    pub fn start(&self, texts: &Texts, title: String) -> Paper {
        let mut paper = self.blank(texts);
        paper.title = title;
        paper.fields(vec![
            (t!(texts, "letter-to"), self.person_name.to_owned()),
            (t!(texts, "letter-date"), words::date_in_words(self.answered_on, texts.lang)),
            (t!(texts, "letter-number"), self.case_number.to_owned()),
        ]);
        paper.para(t!(texts, "letter-greeting", name = self.person_name));
        paper
    }

    /// Says which sources are missing from the answer, when there are any.
    pub fn missing_sources(&self, texts: &Texts, paper: &mut Paper) {
        if self.not_searched.is_empty() {
            return;
        }
        paper.note(t!(texts, "letter-not-searched"));
        paper.list(self.not_searched.iter().map(|(source, why)| format!("{source}: {why}")).collect());
    }

    /// What the person can do who does not agree (Art. 12(4), 77, 79; UAVG 35), and the signature.
    pub fn end(&self, texts: &Texts, paper: &mut Paper) {
        paper.heading(1, t!(texts, "letter-disagree"));
        paper.para(t!(texts, "letter-disagree-intro"));
        let mut ways = vec![t!(texts, "remedy-reply", number = self.case_number)];
        ways.extend(self.complaint.iter().cloned());
        ways.push(t!(texts, "remedy-authority-line"));
        ways.push(t!(texts, "remedy-court-line"));
        paper.list(ways);
        paper.para(t!(texts, "letter-close"));
        paper.para(self.organisation);
    }
}
