//! What goes wrong while the synthetic corporation is written.

use std::path::{Path, PathBuf};

use gestand_policy::Bilingual;

/// Why the synthetic corporation was not (wholly) made.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// There is already a `sources` folder; nothing was written.
    #[error("'{}' exists already", .0.display())]
    Exists(PathBuf),
    #[error("'{}' cannot be written: {reason}", path.display())]
    File { path: PathBuf, reason: std::io::Error },
    #[error("the primary system cannot be written: {0}")]
    Database(#[from] sqlx::Error),
}

impl Error {
    pub(crate) fn file(path: &Path) -> impl FnOnce(std::io::Error) -> Error + use<> {
        let path = path.to_owned();
        move |reason| Error::File { path, reason }
    }

    /// The message for people: what happened, what was not done, what to do.
    pub fn message(&self) -> Bilingual {
        let (nl, en) = match self {
            Error::Exists(path) => {
                let path = path.display();
                (
                    format!(
                        "'{path}' bestaat al. Er is niets veranderd. Kies een lege map of verwijder deze map eerst."
                    ),
                    format!(
                        "'{path}' exists already. Nothing was changed. Choose an empty folder or remove this one first."
                    ),
                )
            }
            Error::File { path, reason } => {
                let path = path.display();
                (
                    format!(
                        "'{path}' is niet te schrijven ({reason}). De voorbeeldcorporatie is niet af. Controleer de schijf en de rechten, verwijder de map en begin opnieuw."
                    ),
                    format!(
                        "'{path}' cannot be written ({reason}). The synthetic corporation is not complete. Check the disk and the rights, remove the folder and start again."
                    ),
                )
            }
            Error::Database(reason) => (
                format!(
                    "Het primaire systeem is niet te schrijven ({reason}). De voorbeeldcorporatie is niet af. Verwijder de map en begin opnieuw."
                ),
                format!(
                    "The primary system cannot be written ({reason}). The synthetic corporation is not complete. Remove the folder and start again."
                ),
            ),
        };
        Bilingual::new(nl, en)
    }
}
