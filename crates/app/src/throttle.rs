//! Slows down guessing: after five failures for one name, each further try waits longer, up to fifteen minutes.

use std::collections::HashMap;
use std::sync::Mutex;

use jiff::{SignedDuration, Timestamp};

use crate::AppError;

const FREE_TRIES: u32 = 5;
const LONGEST_WAIT_SECS: i64 = 900;
/// Names remembered at most; the oldest go first.
const MOST: usize = 10_000;

/// Failures per name, in memory of this process.
#[derive(Debug, Default)]
pub(crate) struct Throttle(Mutex<HashMap<String, (u32, Timestamp)>>);

impl Throttle {
    fn map(&self) -> std::sync::MutexGuard<'_, HashMap<String, (u32, Timestamp)>> {
        self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }

    /// # Errors
    /// [`AppError::Throttled`] while the name must wait.
    pub(crate) fn check(&self, name: &str, now: Timestamp) -> Result<(), AppError> {
        let Some((failures, last)) = self.map().get(name).copied() else { return Ok(()) };
        if failures < FREE_TRIES {
            return Ok(());
        }
        let wait = (1i64 << (failures - FREE_TRIES).min(10)).saturating_mul(15).min(LONGEST_WAIT_SECS);
        let left = wait - now.duration_since(last).as_secs();
        match u64::try_from(left) {
            Ok(left) if left > 0 => Err(AppError::Throttled { retry_after_secs: left }),
            _ => Ok(()),
        }
    }

    pub(crate) fn failed(&self, name: &str, now: Timestamp) {
        let mut map = self.map();
        if map.len() >= MOST {
            let old = now.saturating_sub(SignedDuration::from_secs(LONGEST_WAIT_SECS)).unwrap_or(now);
            map.retain(|_, (_, last)| *last > old);
        }
        let entry = map.entry(name.to_owned()).or_insert((0, now));
        entry.0 = entry.0.saturating_add(1);
        entry.1 = now;
    }

    pub(crate) fn succeeded(&self, name: &str) {
        self.map().remove(name);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sixth_try_waits_and_success_forgets() {
        let throttle = Throttle::default();
        let now = Timestamp::UNIX_EPOCH;
        for _ in 0..5 {
            throttle.check("fenna", now).unwrap();
            throttle.failed("fenna", now);
        }
        assert!(throttle.check("fenna", now).is_err());
        assert!(throttle.check("ruben", now).is_ok());
        assert!(throttle.check("fenna", now + SignedDuration::from_secs(15)).is_ok());
        throttle.succeeded("fenna");
        assert!(throttle.check("fenna", now).is_ok());
    }
}
