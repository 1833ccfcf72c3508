//! What goes wrong with a source: what happened, what was not done, and what to do next.

use std::fmt;
use std::time::Duration;

use gestand_policy::Bilingual;

/// Why a source gave no answer. Never holds personal data.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SourceError {
    /// An annotation file is not valid.
    Annotation {
        file: String,
        reason: String,
    },
    /// The source is down, away, or not to be opened.
    Unreachable {
        source_id: String,
        reason: String,
    },
    UnknownTable {
        source_id: String,
        table: String,
    },
    UnknownColumn {
        source_id: String,
        table: String,
        column: String,
    },
    UnknownClass {
        source_id: String,
        class: String,
    },
    /// A record without a key, so nothing can be done to it and nothing proven of it.
    NullKey {
        source_id: String,
        class: String,
    },
    /// A key that this source never gave out, or a path out of its folder.
    BadKey {
        source_id: String,
        class: String,
    },
    /// The mode of the source does not let Gestand write.
    ReadOnly {
        source_id: String,
    },
    /// The annotation, or the source itself, does not let this change happen. Nothing was changed.
    Refused {
        source_id: String,
        class: String,
        reason: String,
    },
    /// A read that failed halfway.
    Read {
        source_id: String,
        place: String,
        reason: String,
    },
    /// A file too large to be put into an answer.
    TooLarge {
        source_id: String,
        class: String,
        bytes: u64,
        limit: u64,
    },
    /// The change is written out; whether it is done only a later delivery of the source can tell.
    Waiting {
        source_id: String,
        class: String,
        /// When it is worth asking again, where the source knows.
        retry_in: Option<Duration>,
    },
    /// Nobody can connect to this source: ask a colleague.
    Manual {
        source_id: String,
    },
}

impl SourceError {
    /// Whether a task for a colleague must take the place of the answer.
    pub fn is_manual(&self) -> bool {
        matches!(self, SourceError::Manual { .. })
    }

    /// The message for people: what happened, what was not done, what to do.
    pub fn message(&self) -> Bilingual {
        use SourceError::*;
        match self {
            Annotation { file, reason } => Bilingual::new(
                format!("{file}: {reason}. De bron is niet geopend. Verbeter het bestand."),
                format!("{file}: {reason}. The source was not opened. Correct the file."),
            ),
            Unreachable { source_id, reason } => Bilingual::new(
                format!(
                    "De bron '{source_id}' is niet te bereiken ({reason}). Er is niets gelezen of veranderd. Controleer het pad en de rechten en probeer het opnieuw."
                ),
                format!(
                    "The source '{source_id}' cannot be reached ({reason}). Nothing was read or changed. Check the path and the rights and try again."
                ),
            ),
            UnknownTable { source_id, table } => Bilingual::new(
                format!(
                    "De bron '{source_id}' heeft geen tabel '{table}'. Er is niets gelezen of veranderd. Pas de annotatie aan of herstel de tabel."
                ),
                format!(
                    "The source '{source_id}' has no table '{table}'. Nothing was read or changed. Correct the annotation or restore the table."
                ),
            ),
            UnknownColumn { source_id, table, column } => Bilingual::new(
                format!(
                    "De bron '{source_id}' heeft geen kolom '{table}.{column}'. Er is niets gelezen of veranderd. Pas de annotatie aan of herstel de kolom."
                ),
                format!(
                    "The source '{source_id}' has no column '{table}.{column}'. Nothing was read or changed. Correct the annotation or restore the column."
                ),
            ),
            UnknownClass { source_id, class } => Bilingual::new(
                format!(
                    "De annotatie van '{source_id}' kent de soort '{class}' niet. Er is niets gedaan. Maak het plan opnieuw."
                ),
                format!(
                    "The annotation of '{source_id}' does not know the class '{class}'. Nothing was done. Make the plan again."
                ),
            ),
            NullKey { source_id, class } => Bilingual::new(
                format!(
                    "In '{source_id}' staan rijen van '{class}' zonder sleutel. Ze zijn niet verwerkt. Laat de beheerder van de bron ze herstellen."
                ),
                format!(
                    "'{source_id}' holds rows of '{class}' without a key. They were not handled. Have the owner of the source repair them."
                ),
            ),
            BadKey { source_id, class } => Bilingual::new(
                format!(
                    "Een sleutel van '{class}' hoort niet bij '{source_id}'. Er is niets gedaan. Maak het plan opnieuw."
                ),
                format!("A key of '{class}' does not belong to '{source_id}'. Nothing was done. Make the plan again."),
            ),
            ReadOnly { source_id } => Bilingual::new(
                format!(
                    "Gestand mag '{source_id}' niet veranderen. Er is niets veranderd. Laat de eigenaar van de bron het doen; Gestand controleert daarna."
                ),
                format!(
                    "Gestand may not change '{source_id}'. Nothing was changed. Have the owner of the source do it; Gestand verifies afterwards."
                ),
            ),
            Refused { source_id, class, reason } => Bilingual::new(
                format!(
                    "'{source_id}' weigert de verandering van '{class}': {reason}. Er is niets veranderd. Controleer de annotatie met `gestand sources check`."
                ),
                format!(
                    "'{source_id}' refuses the change of '{class}': {reason}. Nothing was changed. Check the annotation with `gestand sources check`."
                ),
            ),
            Read { source_id, place, reason } => Bilingual::new(
                format!(
                    "Lezen van '{place}' in '{source_id}' is mislukt: {reason}. Het antwoord is niet volledig en wordt niet gegeven. Probeer het opnieuw."
                ),
                format!(
                    "Reading '{place}' in '{source_id}' failed: {reason}. The answer is not complete and is not given. Try again."
                ),
            ),
            TooLarge { source_id, class, bytes, limit } => Bilingual::new(
                format!(
                    "Een bestand van '{class}' in '{source_id}' is te groot ({bytes} bytes; grens {limit}). Het is niet gelezen. Geef het op een andere manier af."
                ),
                format!(
                    "A file of '{class}' in '{source_id}' is too large ({bytes} bytes; limit {limit}). It was not read. Hand it over in another way."
                ),
            ),
            Waiting { source_id, class, .. } => Bilingual::new(
                format!(
                    "De verandering van '{class}' staat klaar voor '{source_id}', maar is nog niet bevestigd. Laat het systeem haar inlezen en hervat het plan na de volgende levering."
                ),
                format!(
                    "The change of '{class}' is ready for '{source_id}', but not yet confirmed. Have the system take it in, and resume the plan after the next delivery."
                ),
            ),
            Manual { source_id } => Bilingual::new(
                format!("'{source_id}' heeft geen verbinding. Er is niet gezocht. Vraag een collega om te zoeken."),
                format!("'{source_id}' has no connection. Nothing was searched. Ask a colleague to search."),
            ),
        }
    }
}

impl fmt::Display for SourceError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message().en)
    }
}
