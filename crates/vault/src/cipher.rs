//! AES-256-GCM with a random nonce: the only cipher of the vault.

use aws_lc_rs::aead::{AES_256_GCM, Aad, Nonce, RandomizedNonceKey};
use aws_lc_rs::rand;
use zeroize::Zeroizing;

use crate::KeyError;

/// A key of 32 bytes that is wiped from memory when it goes.
pub(crate) type Key = Zeroizing<[u8; 32]>;

const NONCE: usize = 12;

/// A key from the operating system's randomness.
pub(crate) fn new_key() -> Result<Key, KeyError> {
    let mut key = Zeroizing::new([0; 32]);
    rand::fill(key.as_mut()).map_err(|_| KeyError::Crypto("make a key"))?;
    Ok(key)
}

/// Encrypts and authenticates: nonce (12 bytes), ciphertext, tag (16 bytes). A key may seal up to 2^32 values.
pub(crate) fn encrypt(key: &Key, associated: &[u8], plain: &[u8]) -> Result<Vec<u8>, KeyError> {
    let refused = |_| KeyError::Crypto("encrypt");
    let cipher = RandomizedNonceKey::new(&AES_256_GCM, key.as_ref()).map_err(refused)?;
    // Room for nonce and tag from the start: a growing Vec would leave plaintext behind.
    let mut sealed = Vec::with_capacity(NONCE + plain.len() + AES_256_GCM.tag_len());
    sealed.resize(NONCE, 0);
    sealed.extend_from_slice(plain);
    let (nonce, content) = sealed.split_at_mut(NONCE);
    let (used, tag) = cipher.seal_in_place_separate_tag(Aad::from(associated), content).map_err(refused)?;
    nonce.copy_from_slice(used.as_ref());
    sealed.extend_from_slice(tag.as_ref());
    Ok(sealed)
}

/// The reverse of [`encrypt`]; `None` when a byte, the key or the associated data is another one.
pub(crate) fn decrypt(key: &Key, associated: &[u8], sealed: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
    let cipher = RandomizedNonceKey::new(&AES_256_GCM, key.as_ref()).ok()?;
    let (nonce, content) = sealed.split_first_chunk::<NONCE>()?;
    let mut plain = Zeroizing::new(content.to_vec());
    let length = cipher.open_in_place(Nonce::from(nonce), Aad::from(associated), &mut plain).ok()?.len();
    plain.truncate(length);
    Some(plain)
}
