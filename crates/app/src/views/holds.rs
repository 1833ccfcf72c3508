//! What the pages show of holds.

use gestand_base::{CaseId, HoldId};
use gestand_policy::model::Text;
use gestand_store::{HoldKind, HoldMark};
use jiff::civil::Date;

/// A hold in a list.
#[derive(Debug, Clone)]
pub struct HoldLine {
    pub id: HoldId,
    pub kind: HoldKind,
    pub source: Text,
    pub case_number: Option<String>,
    pub reason: String,
    pub until: String,
    pub placed_on: Date,
}

/// The form in which an officer places a hold.
#[derive(Debug)]
pub struct HoldForm {
    /// The number of the request whose person it is about, and the sources in which they were found.
    pub request: Option<(String, Vec<Text>)>,
    /// Without a request: where something can be held.
    pub places: Vec<HoldPlace>,
}

/// A source in which something can be held.
#[derive(Debug)]
pub struct HoldPlace {
    pub source: String,
    pub label: Text,
    /// Whether all of a person can be held here, and not only a record.
    pub persons: bool,
    /// Id and label.
    pub classes: Vec<(String, Text)>,
}

/// The page of one hold: what waits for its release.
#[derive(Debug)]
pub struct HoldPage {
    pub line: HoldLine,
    /// Where its source marks what is held.
    pub mark: Option<HoldMark>,
    /// Records past their term, by rule.
    pub rules: Vec<WaitLine>,
    /// Records that requests for erasure could not take.
    pub requests: Vec<WaitLine>,
    /// Why the records past their term could not all be counted.
    pub problem: Option<String>,
}

/// Records of one class that wait for a hold.
#[derive(Debug, Clone)]
pub struct WaitLine {
    /// The rule, or the number of the request.
    pub what: String,
    pub case: Option<CaseId>,
    pub class: Text,
    pub records: u64,
}
