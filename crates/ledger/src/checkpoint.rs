//! Signed tree heads in the form of a C2SP checkpoint (<https://c2sp.org/tlog-checkpoint>).

use std::fmt;

use base64::Engine;
use base64::prelude::BASE64_STANDARD;

use crate::{Hash, Note, NoteError, SigningKey, VerifierKey};

/// Which tree, how large, and its root.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checkpoint {
    /// The name of the ledger; the key that signs carries the same name.
    pub origin: String,
    /// The number of entries.
    pub size: u64,
    pub root: Hash,
}

/// Why a checkpoint is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CheckpointError {
    #[error(transparent)]
    Note(#[from] NoteError),
    #[error("this is not a checkpoint")]
    Malformed,
    #[error("the checkpoint speaks of another ledger than the key")]
    OtherLedger,
}

impl fmt::Display for Checkpoint {
    /// The text that is signed.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}\n{}\n{}", self.origin, self.size, BASE64_STANDARD.encode(self.root))
    }
}

impl Checkpoint {
    /// Signs the head of the ledger that has the name of the key.
    ///
    /// # Errors
    /// [`NoteError::Signing`].
    pub fn sign(size: u64, root: Hash, key: &SigningKey) -> Result<SignedCheckpoint, CheckpointError> {
        let checkpoint = Checkpoint { origin: key.verifier().name().to_owned(), size, root };
        SignedCheckpoint::parse(&key.sign(&checkpoint.to_string())?)
    }

    /// Reads the text of a note: three lines, and extension lines that are passed over.
    fn parse(text: &str) -> Option<Self> {
        let mut lines = text.strip_suffix('\n')?.split('\n');
        let (origin, size, root) = (lines.next()?, lines.next()?, lines.next()?);
        if origin.is_empty() || lines.any(str::is_empty) {
            return None;
        }
        let root = BASE64_STANDARD.decode(root).ok()?.try_into().ok()?;
        Some(Checkpoint { origin: origin.to_owned(), size: decimal(size)?, root })
    }
}

/// A number in decimal digits without leading zeroes.
pub(crate) fn decimal(text: &str) -> Option<u64> {
    let number: u64 = text.parse().ok()?;
    (number.to_string() == text).then_some(number)
}

/// A checkpoint with its signatures, read but **not verified**.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedCheckpoint {
    checkpoint: Checkpoint,
    note: Note,
    text: String,
}

impl SignedCheckpoint {
    /// # Errors
    /// [`NoteError::Malformed`] or [`CheckpointError::Malformed`]; hostile text never panics.
    pub fn parse(text: &str) -> Result<Self, CheckpointError> {
        let note = Note::parse(text)?;
        let checkpoint = Checkpoint::parse(note.unverified_text()).ok_or(CheckpointError::Malformed)?;
        Ok(SignedCheckpoint { checkpoint, note, text: text.to_owned() })
    }

    /// The checkpoint, once this key is known to have signed it.
    ///
    /// # Errors
    /// [`CheckpointError::Note`], or [`CheckpointError::OtherLedger`] when origin and key have different names.
    pub fn verify(&self, key: &VerifierKey) -> Result<&Checkpoint, CheckpointError> {
        self.note.verify(key)?;
        if self.checkpoint.origin == key.name() { Ok(&self.checkpoint) } else { Err(CheckpointError::OtherLedger) }
    }

    /// The signed note, to store and to publish.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The number of entries it claims to speak of; trust it only after [`SignedCheckpoint::verify`].
    pub fn claimed_size(&self) -> u64 {
        self.checkpoint.size
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(name: &str) -> SigningKey {
        SigningKey::from_seed(name, &[9; 32]).unwrap()
    }

    #[test]
    fn a_checkpoint_comes_back_as_it_was_signed() {
        let key = key("woningstichting.example/ledger");
        let signed = Checkpoint::sign(42, [7; 32], &key).unwrap();
        assert!(signed.as_str().starts_with("woningstichting.example/ledger\n42\nBwcH"));
        let read = SignedCheckpoint::parse(signed.as_str()).unwrap();
        let checkpoint = read.verify(key.verifier()).unwrap();
        assert_eq!((checkpoint.size, checkpoint.root), (42, [7; 32]));
    }

    #[test]
    fn another_key_another_ledger_and_another_form_are_refused() {
        let (ours, theirs) = (key("ours.example"), key("theirs.example"));
        let root = BASE64_STANDARD.encode([7; 32]);
        let signed = Checkpoint::sign(1, [7; 32], &ours).unwrap();
        assert_eq!(signed.verify(theirs.verifier()), Err(NoteError::NotSigned.into()));
        let borrowed = SignedCheckpoint::parse(&ours.sign(&format!("theirs.example\n1\n{root}\n")).unwrap()).unwrap();
        assert_eq!(borrowed.verify(ours.verifier()), Err(CheckpointError::OtherLedger));
        let extended = SignedCheckpoint::parse(&ours.sign(&format!("ours.example\n1\n{root}\nextra\n")).unwrap());
        assert!(extended.unwrap().verify(ours.verifier()).is_ok());
        for text in [
            format!("ours.example\n01\n{root}\n"),
            format!("ours.example\n+1\n{root}\n"),
            format!("ours.example\n-1\n{root}\n"),
            format!("ours.example\n99999999999999999999\n{root}\n"),
            format!("ours.example\n1\n{}\n", &root[4..]),
            format!("\n1\n{root}\n"),
            format!("ours.example\n1\n{root}\n\nextra\n"),
            "ours.example\n1\n".to_owned(),
        ] {
            let note = ours.sign(&text).unwrap();
            assert_eq!(SignedCheckpoint::parse(&note), Err(CheckpointError::Malformed), "{text:?}");
        }
    }
}
