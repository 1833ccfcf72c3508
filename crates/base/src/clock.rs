//! The clock: the only place that asks the operating system for the time.

use std::fmt::Debug;
use std::sync::Mutex;

use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp, civil};

/// Tells the time. Terms are counted in the corporation's time zone.
pub trait Clock: Debug + Send + Sync {
    fn now(&self) -> Timestamp;
    fn zone(&self) -> TimeZone;

    /// The calendar day it is now, where the corporation is.
    fn today(&self) -> civil::Date {
        self.now().to_zoned(self.zone()).date()
    }
}

/// The time zone of the Netherlands, or UTC where the machine has no zone data.
fn amsterdam() -> TimeZone {
    TimeZone::get("Europe/Amsterdam").unwrap_or(TimeZone::UTC)
}

/// The clock of the machine.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    #[expect(clippy::disallowed_methods, reason = "this is the clock that everything else takes")]
    fn now(&self) -> Timestamp {
        Timestamp::now()
    }
    fn zone(&self) -> TimeZone {
        amsterdam()
    }
}

/// A clock that stands still until it is moved.
#[derive(Debug)]
pub struct FixedClock(Mutex<Timestamp>);

impl FixedClock {
    pub fn at(now: Timestamp) -> Self {
        FixedClock(Mutex::new(now))
    }

    /// Moves the clock.
    pub fn advance(&self, by: SignedDuration) {
        let mut now = self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        *now = now.saturating_add(by).unwrap_or(Timestamp::MAX);
    }
}

impl Clock for FixedClock {
    fn now(&self) -> Timestamp {
        *self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }
    fn zone(&self) -> TimeZone {
        amsterdam()
    }
}
