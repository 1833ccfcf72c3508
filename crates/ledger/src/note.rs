//! C2SP signed notes with Ed25519: text, a blank line, signatures (<https://c2sp.org/signed-note>).

use std::fmt;
use std::str::FromStr;

use aws_lc_rs::digest::{SHA256, digest};
use aws_lc_rs::signature::{ED25519, Ed25519KeyPair, KeyPair, UnparsedPublicKey};
use base64::Engine;
use base64::prelude::BASE64_STANDARD;

/// The type byte of plain Ed25519 signatures.
const ED25519_TYPE: u8 = 1;
/// The largest note that is read, in bytes.
const MAX_NOTE: usize = 1 << 20;
/// The largest number of signatures that is read (other people's witnesses included).
const MAX_SIGNATURES: usize = 100;

/// Why a key or a note is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NoteError {
    #[error("the name of a key is empty, or holds a space or a plus sign")]
    KeyName,
    #[error("this is not a verifier key of the form name+hash+base64")]
    Key,
    #[error("the hash in the verifier key does not belong to the key")]
    KeyHash,
    #[error("this is not a signed note")]
    Malformed,
    #[error("the note carries no signature by this key")]
    NotSigned,
    #[error("the signature does not belong to this text")]
    WrongSignature,
    #[error("the text could not be signed")]
    Signing,
}

/// A public key with its name: `name+hash+base64`. Safe to publish.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VerifierKey {
    name: String,
    id: [u8; 4],
    public: [u8; 32],
}

impl VerifierKey {
    /// # Errors
    /// [`NoteError::KeyName`].
    pub fn new(name: &str, public: [u8; 32]) -> Result<Self, NoteError> {
        if name.is_empty() || name.contains(|c: char| c.is_whitespace() || c.is_control() || c == '+') {
            return Err(NoteError::KeyName);
        }
        let named = [name.as_bytes(), b"\n", &[ED25519_TYPE], &public].concat();
        let mut id = [0; 4];
        id.copy_from_slice(&digest(&SHA256, &named).as_ref()[..4]);
        Ok(VerifierKey { name: name.to_owned(), id, public })
    }

    pub fn name(&self) -> &str {
        &self.name
    }
}

impl fmt::Display for VerifierKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let key = BASE64_STANDARD.encode([&[ED25519_TYPE], &self.public[..]].concat());
        write!(f, "{}+{:08x}+{key}", self.name, u32::from_be_bytes(self.id))
    }
}

impl FromStr for VerifierKey {
    type Err = NoteError;

    fn from_str(text: &str) -> Result<Self, NoteError> {
        let mut parts = text.splitn(3, '+');
        let (Some(name), Some(hash), Some(key)) = (parts.next(), parts.next(), parts.next()) else {
            return Err(NoteError::Key);
        };
        let bytes = BASE64_STANDARD.decode(key).map_err(|_| NoteError::Key)?;
        let Some((&ED25519_TYPE, public)) = bytes.split_first() else { return Err(NoteError::Key) };
        let key = VerifierKey::new(name, public.try_into().map_err(|_| NoteError::Key)?)?;
        if hash == format!("{:08x}", u32::from_be_bytes(key.id)) { Ok(key) } else { Err(NoteError::KeyHash) }
    }
}

/// A private key with its name; shows nothing of itself.
pub struct SigningKey {
    verifier: VerifierKey,
    pair: Ed25519KeyPair,
}

impl fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SigningKey({})", self.verifier.name)
    }
}

impl SigningKey {
    /// From the 32-byte seed of RFC 8032, which the vault keeps.
    ///
    /// # Errors
    /// [`NoteError::KeyName`], or [`NoteError::Key`] when the seed is refused.
    pub fn from_seed(name: &str, seed: &[u8; 32]) -> Result<Self, NoteError> {
        let pair = Ed25519KeyPair::from_seed_unchecked(seed).map_err(|_| NoteError::Key)?;
        let public = pair.public_key().as_ref().try_into().map_err(|_| NoteError::Key)?;
        Ok(SigningKey { verifier: VerifierKey::new(name, public)?, pair })
    }

    /// The key to publish.
    pub fn verifier(&self) -> &VerifierKey {
        &self.verifier
    }

    /// The signed note of this text, which ends with a newline.
    ///
    /// # Errors
    /// [`NoteError::Malformed`] when the text cannot be the text of a note, [`NoteError::Signing`].
    pub fn sign(&self, text: &str) -> Result<String, NoteError> {
        if !text.ends_with('\n') || !printable(text) {
            return Err(NoteError::Malformed);
        }
        let signature = self.pair.try_sign(text.as_bytes()).map_err(|_| NoteError::Signing)?;
        let blob = BASE64_STANDARD.encode([&self.verifier.id, signature.as_ref()].concat());
        Ok(format!("{text}\n— {} {blob}\n", self.verifier.name))
    }
}

/// A signed note that was read but **not verified**.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    text: String,
    signatures: Vec<Signature>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Signature {
    name: String,
    id: [u8; 4],
    bytes: Vec<u8>,
}

impl Note {
    /// # Errors
    /// [`NoteError::Malformed`]; hostile text never panics.
    pub fn parse(note: &str) -> Result<Self, NoteError> {
        if note.len() > MAX_NOTE || !printable(note) {
            return Err(NoteError::Malformed);
        }
        let gap = note.rfind("\n\n").ok_or(NoteError::Malformed)?;
        let (text, lines) = (&note[..=gap], &note[gap + 2..]);
        let lines = lines.strip_suffix('\n').ok_or(NoteError::Malformed)?;
        if lines.split('\n').count() > MAX_SIGNATURES {
            return Err(NoteError::Malformed);
        }
        let signatures = lines.split('\n').map(signature).collect::<Option<_>>().ok_or(NoteError::Malformed)?;
        Ok(Note { text: text.to_owned(), signatures })
    }

    /// The text, once this key is known to have signed it. Signatures by other keys are ignored.
    ///
    /// # Errors
    /// [`NoteError::NotSigned`], [`NoteError::WrongSignature`].
    pub fn verify(&self, key: &VerifierKey) -> Result<&str, NoteError> {
        let public = UnparsedPublicKey::new(&ED25519, key.public);
        let mut signed = false;
        for signature in self.signatures.iter().filter(|s| s.name == key.name && s.id == key.id) {
            public.verify(self.text.as_bytes(), &signature.bytes).map_err(|_| NoteError::WrongSignature)?;
            signed = true;
        }
        if signed { Ok(&self.text) } else { Err(NoteError::NotSigned) }
    }

    /// The text without looking at any signature.
    pub(crate) fn unverified_text(&self) -> &str {
        &self.text
    }
}

/// Reads one signature line.
fn signature(line: &str) -> Option<Signature> {
    let (name, blob) = line.strip_prefix("— ")?.split_once(' ')?;
    let blob = BASE64_STANDARD.decode(blob).ok()?;
    let (id, bytes) = blob.split_first_chunk::<4>()?;
    let named = !name.is_empty() && !name.contains(|c: char| c.is_whitespace() || c == '+') && !bytes.is_empty();
    named.then(|| Signature { name: name.to_owned(), id: *id, bytes: bytes.to_vec() })
}

/// Whether the text has no control characters besides newlines.
fn printable(text: &str) -> bool {
    !text.bytes().any(|byte| byte < b' ' && byte != b'\n')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    // The published vectors of golang.org/x/mod/sumdb/note.
    const VKEY: &str = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
    const TEXT: &str =
        "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n";
    const SIGNATURE: &str =
        "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";

    fn go_key() -> SigningKey {
        let key = BASE64_STANDARD.decode("AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz").unwrap();
        SigningKey::from_seed("PeterNeumann", key[1..].try_into().unwrap()).unwrap()
    }

    #[test]
    fn signs_and_verifies_as_the_reference_implementation() {
        let note = format!("{TEXT}\n{SIGNATURE}");
        assert_eq!(go_key().sign(TEXT).unwrap(), note);
        assert_eq!(go_key().verifier().to_string(), VKEY);
        let key: VerifierKey = VKEY.parse().unwrap();
        assert_eq!(Note::parse(&note).unwrap().verify(&key), Ok(TEXT));
    }

    #[test]
    fn a_mangled_key_is_refused() {
        for at in 0..VKEY.len() {
            let mut bytes = VKEY.as_bytes().to_vec();
            bytes[at] += 1;
            assert!(String::from_utf8(bytes).unwrap().parse::<VerifierKey>().is_err(), "byte {at}");
            assert!(VKEY[..at].parse::<VerifierKey>().is_err());
        }
        let padded = "PeterNeumann+cc469956+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TWBADKEY==";
        let algorithm = "PeterNeumann+173116ae+ZRpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
        assert!(padded.parse::<VerifierKey>().is_err() && algorithm.parse::<VerifierKey>().is_err());
        assert_eq!(VerifierKey::new("two words", [0; 32]), Err(NoteError::KeyName));
    }

    #[test]
    fn other_signatures_are_ignored_but_one_must_be_ours() {
        let key: VerifierKey = VKEY.parse().unwrap();
        let witness = SigningKey::from_seed("witness.example", &[3; 32]).unwrap();
        let theirs = witness.sign(TEXT).unwrap();
        assert_eq!(Note::parse(&theirs).unwrap().verify(&key), Err(NoteError::NotSigned));
        assert_eq!(Note::parse(&format!("{theirs}{SIGNATURE}")).unwrap().verify(&key), Ok(TEXT));
        let other = format!("{}\n{SIGNATURE}", TEXT.replace("answer", "Answer"));
        assert_eq!(Note::parse(&other).unwrap().verify(&key), Err(NoteError::WrongSignature));
        let many = format!("{TEXT}\n{}", SIGNATURE.repeat(MAX_SIGNATURES + 1));
        assert_eq!(Note::parse(&many), Err(NoteError::Malformed));
        for wrong in ["", "\n\n", "text\n", "text\n\n", "text\n\n— \n", "text\n\n— a AA==\n", "a\tb\n\n— a AAAAAAAA\n"]
        {
            assert_eq!(Note::parse(wrong), Err(NoteError::Malformed), "{wrong:?}");
        }
    }

    proptest! {
        #[test]
        fn arbitrary_text_does_not_panic(text in "(\\PC|\n|— ){0,80}") {
            let _ = Note::parse(&text);
            let _ = text.parse::<VerifierKey>();
        }

        #[test]
        fn every_changed_byte_is_refused(at in any::<prop::sample::Index>(), with in 0..128u8) {
            let mut note = format!("{TEXT}\n{SIGNATURE}").into_bytes();
            let at = at.index(note.len());
            prop_assume!(note[at] != with);
            note[at] = with;
            let verified = String::from_utf8(note).ok().and_then(|note| {
                Note::parse(&note).ok()?.verify(&VKEY.parse().unwrap()).ok().map(str::to_owned)
            });
            prop_assert_eq!(verified, None);
        }
    }
}
