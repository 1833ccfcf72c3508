//! The register of each version of the policy stays as it was, at its own address.

use gestand_app::{AppError, Lang};
use jiff::civil::date;

use crate::common::*;
use crate::publishing::*;

#[tokio::test]
async fn an_old_register_stays_as_it_was_when_the_policy_changes() {
    for t in engines(PACK).await {
        let before = t.app.register(Lang::Nl).await.unwrap();
        assert_eq!((before.since, before.until), (date(2026, 11, 20), None));
        let old = before.register.policy_version.clone();

        let next =
            publish(&t, &t.app, "retention.yaml", "keep: 7 days after recorded", "keep: 5 days after recorded").await;
        let now = next.register(Lang::Nl).await.unwrap();
        assert_ne!(now.register.policy_version, old);
        assert_ne!(now.register.retention, before.register.retention);
        let kept = next.register_version(&old, Lang::Nl).await.unwrap();
        assert_eq!(kept.register, before.register, "byte for byte what it was");
        assert_eq!((kept.since, kept.until), (date(2026, 11, 20), Some(date(2026, 11, 20))));
        assert_eq!(
            next.register_version(&old, Lang::En).await.unwrap().register,
            t.app.register(Lang::En).await.unwrap().register
        );

        // The first twelve digits are enough, fewer are not, and no digits stand for another version.
        assert_eq!(next.register_version(&old[..12], Lang::Nl).await.unwrap().register.policy_version, old);
        for strange in [&old[..11], "", "000000000000", "%", "____________"] {
            assert!(matches!(next.register_version(strange, Lang::Nl).await, Err(AppError::NotFound)), "{strange}");
        }
        // The old content comes back: the same address, in force again.
        let back =
            publish(&t, &next, "retention.yaml", "keep: 5 days after recorded", "keep: 7 days after recorded").await;
        let again = back.register(Lang::Nl).await.unwrap();
        assert_eq!((again.register.policy_version.as_str(), again.until), (old.as_str(), None));
    }
}
