//! What a website really keeps in a browser and whom it calls, beside what the policy says (Tw 11.7a).
//!
//! [`scan`] opens the site in Chromium as three visitors: one who chooses nothing, one who refuses, one who accepts. The
//! [`Report`] tells the differences. Values of cookies and storage are never decoded, kept or shown.

mod buttons;
mod chromium;
mod compare;
mod error;
mod names;
mod report;
mod scan;
mod seen;
mod texts;
mod visit;
mod watch;
mod wire;

pub use chromium::find_chromium;
pub use error::ScanError;
pub use report::{Difference, Like, Report, Sighting};
pub use scan::{Patience, ScanRequest, scan};
pub use seen::{Clicked, Phase, Thing, What};
