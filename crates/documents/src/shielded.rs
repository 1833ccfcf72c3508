//! Checks whether a copy of an identity document was shielded as a policy asks, and tells the sender what is wrong.
//!
//! The check reads the picture as a person would: by words and their places, and by pixels where something must be
//! covered. A number with a thin line through it is not covered, as the eye still reads it. What the check cannot
//! see it does not accept: an unclear picture is a fault, a photo in an unknown place is left to a person.

mod look;

use jiff::civil::Date;

use crate::mask::Refusal;
use look::Seen;

/// What must be done to a copy. Which of it a corporation asks is in its policy.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Rules {
    /// It says that it is a copy.
    pub marked_as_copy: bool,
    /// It says for whom: one of these names. Empty: not asked.
    pub recipient: Vec<String>,
    /// It says when it was made: not more than so many days before the day of the check.
    pub date: Option<u16>,
    /// The BSN is covered, in its field and in the machine-readable zone.
    pub bsn: bool,
    pub document_number: bool,
    pub photo: bool,
}

/// What is wrong with a copy.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fault {
    Unclear,
    NotMarked,
    NoRecipient,
    NoDate,
    Bsn,
    BsnInZone,
    DocumentNumber,
    Photo,
}

/// The outcome of the check.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shielded {
    /// Each once, in the order in which a sender would mend them.
    pub faults: Vec<Fault>,
    /// The photo must be covered and the check does not know where it is: a person must look.
    pub photo_unseen: bool,
}

impl Shielded {
    /// Whether the copy may be kept for the check of identity.
    pub const fn accepted(&self) -> bool {
        self.faults.is_empty() && !self.photo_unseen
    }
}

/// Pages of one upload: front and back, on a page each, and some to spare.
const PAGES: usize = 4;

/// Checks the picture or PDF in `bytes` on the day `today`. The file is not to be stored before it is accepted.
pub fn check(bytes: &[u8], rules: &Rules, today: Date) -> Result<Shielded, Refusal> {
    let seen = Seen::of(bytes, PAGES)?;
    let mut faults = Vec::new();
    let mut fault = |wrong: bool, fault: Fault| {
        if wrong {
            faults.push(fault);
        }
    };
    fault(!seen.clear, Fault::Unclear);
    fault(rules.marked_as_copy && !seen.says_copy(), Fault::NotMarked);
    fault(!rules.recipient.is_empty() && !rules.recipient.iter().any(|name| seen.says(name)), Fault::NoRecipient);
    fault(rules.date.is_some_and(|days| !seen.says_day(today, days)), Fault::NoDate);
    fault(rules.bsn && seen.bsn, Fault::Bsn);
    fault(rules.bsn && seen.bsn_in_zone, Fault::BsnInZone);
    fault(rules.document_number && seen.document_number, Fault::DocumentNumber);
    fault(rules.photo && seen.photo == Some(false), Fault::Photo);
    Ok(Shielded { faults, photo_unseen: rules.photo && seen.photo.is_none() })
}

impl Fault {
    /// What the sender must do, in plain Dutch.
    pub const fn nl(self) -> &'static str {
        match self {
            Self::Unclear => {
                "De kopie is niet goed te lezen. Maak een scherpe foto van het hele document, bij goed licht."
            }
            Self::NotMarked => "Er staat niet op dat het een kopie is. Schrijf er met grote letters ‘kopie’ op.",
            Self::NoRecipient => "Er staat niet op voor wie de kopie is. Schrijf onze naam op de kopie.",
            Self::NoDate => "De datum ontbreekt. Schrijf de datum van vandaag op de kopie, met het jaar erbij.",
            Self::Bsn => {
                "Uw burgerservicenummer is nog te lezen. Maak het helemaal zwart. Een dunne streep is niet genoeg."
            }
            Self::BsnInZone => {
                "Uw burgerservicenummer staat ook in de regels met de tekens <<< onderaan. Maak het daar ook helemaal zwart."
            }
            Self::DocumentNumber => "Het nummer van het document is nog te lezen. Maak dat nummer helemaal zwart.",
            Self::Photo => "Uw pasfoto is nog te zien. Dek de pasfoto helemaal af.",
        }
    }

    /// The same in English.
    pub const fn en(self) -> &'static str {
        match self {
            Self::Unclear => "The copy cannot be read well. Take a sharp picture of the whole document, in good light.",
            Self::NotMarked => "It does not say that it is a copy. Write ‘copy’ on it in large letters.",
            Self::NoRecipient => "It does not say who the copy is for. Write our name on the copy.",
            Self::NoDate => "The date is missing. Write today's date on the copy, with the year.",
            Self::Bsn => {
                "Your citizen service number (BSN) can still be read. Make it completely black. A thin line is not enough."
            }
            Self::BsnInZone => {
                "Your citizen service number (BSN) is also in the lines with <<< at the bottom. Make it completely black there too."
            }
            Self::DocumentNumber => "The number of the document can still be read. Make that number completely black.",
            Self::Photo => "Your photo can still be seen. Cover the photo completely.",
        }
    }
}
