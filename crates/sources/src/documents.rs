//! Files of a source that can be read for their text: for the index of who is mentioned where.

use async_trait::async_trait;
use gestand_documents::extract::{Extracted, Reason};
use gestand_policy::Bilingual;
use gestand_policy::decide::Permit;
use gestand_vault::Sensitive;
use jiff::Timestamp;

use crate::{Record, SourceError};

/// A document of a source, and the mark by which a change of it is seen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DocumentMark {
    /// Key of its record.
    pub key: String,
    pub class: String,
    pub bytes: u64,
    pub modified: Timestamp,
}

/// What a document says.
#[derive(Debug)]
pub struct DocumentText {
    /// Pages, paragraphs, cells, and what it says of itself.
    pub texts: Sensitive<Vec<String>>,
    /// Why not all of it could be read; empty: all was read.
    pub unread: Vec<Reason>,
}

impl From<Extracted> for DocumentText {
    fn from(said: Extracted) -> Self {
        let parts = said.parts.into_iter().map(|part| part.text);
        let texts = parts.chain(said.fields.into_iter().map(|field| field.value)).collect();
        let unread = said.problems.into_iter().map(|problem| problem.reason).collect();
        DocumentText { texts: Sensitive::new(texts), unread }
    }
}

/// A source that holds documents.
#[async_trait]
pub trait Documents: Send + Sync {
    /// At most `limit` documents, and from where the next page goes on; `None`: this was the last.
    async fn documents(
        &self,
        from: Option<&str>,
        limit: u32,
    ) -> Result<(Vec<DocumentMark>, Option<String>), SourceError>;

    /// What a document says, read in a process that is shut in; `None` when it is gone.
    async fn said(&self, key: &str, permit: &Permit) -> Result<Option<DocumentText>, SourceError>;

    /// The records of documents by their keys, for somebody who has this role in them. What is gone is left out.
    async fn records_of(&self, keys: &[String], role: &str, permit: &Permit) -> Result<Vec<Record>, SourceError>;
}

/// Why a document could not be read, in words.
pub fn why(reason: Reason) -> Bilingual {
    let nl = match reason {
        Reason::Encrypted => "het is versleuteld of vraagt een wachtwoord",
        Reason::Damaged => "het is beschadigd of afgebroken: wat gelezen is, is misschien niet alles",
        Reason::Unknown => "het is van een soort die wij niet kennen",
        Reason::Unsupported => "het is van een soort die wij kennen, maar niet kunnen lezen",
        Reason::TooLarge => "het is te groot",
        Reason::Unpacks => "er komt te veel uit als het wordt uitgepakt",
        Reason::TooDeep => "er zit te diep een bestand in een bestand",
        Reason::TooManyFiles => "er zitten te veel bestanden in",
        Reason::TooManyImages => "er zijn te veel bladzijden die als plaatje gelezen moeten worden",
        Reason::TooMuchText => "er staat meer tekst in dan wordt gelezen",
        Reason::Time => "het lezen duurde te lang",
        Reason::Memory => "het lezen kostte te veel geheugen",
        Reason::Crashed => "het lezen brak af",
        Reason::NoProgram => "een programma om het te lezen is niet geïnstalleerd, of een taal daarvan",
        Reason::NoWorker => "het programma dat leest kon niet starten",
        Reason::NoSandbox => "het programma dat leest kan op dit systeem niet worden afgesloten",
    };
    Bilingual::new(nl, reason.to_string())
}
