//! The register of processing activities for everyone: of the policy in force, and of every version before it.

use gestand_publish::Lang;
use gestand_publish::register::{Register, register, register_of};
use jiff::civil::Date;

use crate::versions::document;
use crate::{App, AppError, Result};

/// The fewest digits of a version that stand for it: as many as pages show.
const SHORT: usize = 12;

/// The register of one version of the policy.
#[derive(Debug)]
pub struct RegisterPage {
    pub register: Register,
    /// The day from which this version holds or held.
    pub since: Date,
    /// The day from which another version held; `None` for the version in force.
    pub until: Option<Date>,
}

impl App {
    /// The register of the policy in force.
    pub async fn register(&self, lang: Lang) -> Result<RegisterPage> {
        self.register_version(&self.policy().version, lang).await
    }

    /// The register of the policy version that `version` stands for: its digest, or the first digits of it (12 or more)
    /// where they are those of one version only.
    ///
    /// # Errors
    /// [`AppError::NotFound`]; [`AppError::Conflict`] when this program cannot read that version any more.
    pub async fn register_version(&self, version: &str, lang: Lang) -> Result<RegisterPage> {
        if version.len() < SHORT {
            return Err(AppError::NotFound);
        }
        let mut tx = self.engine.store.read().await?;
        let lines = tx.policy_version_lines().await?;
        let meant = || lines.iter().enumerate().filter(|(_, line)| line.version.starts_with(version));
        // The same content may have been in force more than once: the last time counts.
        let (at, line) = meant().next_back().ok_or(AppError::NotFound)?;
        if meant().any(|(_, other)| other.version != line.version) {
            return Err(AppError::NotFound);
        }
        let until = lines.get(at + 1).map(|next| next.effective_on);
        let register = if line.version == self.policy().version {
            register(self.policy(), lang)
        } else {
            let row = tx.policy_version(line.number).await?.ok_or(AppError::NotFound)?;
            register_of(&document(&row)?, &row.version, lang)
        };
        Ok(RegisterPage { register, since: line.effective_on, until })
    }
}
