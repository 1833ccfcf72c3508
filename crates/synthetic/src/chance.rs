//! Repeatable chance: the same seed gives the same corporation.

use jiff::ToSpan;
use jiff::civil::Date;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

/// A seeded generator with the few questions that are asked of it.
#[derive(Debug)]
pub struct Chance(ChaCha8Rng);

impl Chance {
    pub fn new(seed: u64) -> Self {
        Chance(ChaCha8Rng::seed_from_u64(seed))
    }

    /// A number from `from` to `to`, both included.
    pub fn between(&mut self, from: i64, to: i64) -> i64 {
        self.0.random_range(from..=to.max(from))
    }

    /// True once in `n` times.
    pub fn one_in(&mut self, n: i64) -> bool {
        self.between(1, n) == 1
    }

    /// One of `list`; the lists of this crate are never empty.
    pub fn pick<T: Copy>(&mut self, list: &[T]) -> T {
        list[self.0.random_range(0..list.len())]
    }

    /// A day for an event whose term is `years`: past its term, on its last day or the day after, near it, or well within it. With 0
    /// years the last two lie in the future.
    pub fn around_term(&mut self, today: Date, years: i64) -> Date {
        let limit = today.saturating_sub(years.years());
        match self.between(0, 7) {
            0 | 1 => days_after(limit, -self.between(1, 400)),
            2 => days_after(limit, -self.between(0, 1)),
            3 => days_after(limit, self.between(1, 30)),
            _ => days_after(limit, self.between(31, (years * 365).max(330))),
        }
    }
}

/// `days` may be negative.
pub fn days_after(day: Date, days: i64) -> Date {
    day.saturating_add(days.days())
}
