//! What is sealed in bulk is packed before: records as JSON repeat their names, and what is sealed cannot be packed.

use crate::{AppError, Result};

pub(crate) fn pack(bytes: &[u8]) -> Vec<u8> {
    lz4_flex::compress_prepend_size(bytes)
}

/// The bytes as they were.
///
/// # Errors
/// [`AppError::Internal`] for what was never packed.
pub(crate) fn unpack(packed: &[u8]) -> Result<Vec<u8>> {
    lz4_flex::decompress_size_prepended(packed).map_err(AppError::internal)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_packed_comes_back_and_nothing_else_does() {
        for bytes in [b"".as_slice(), b"[]", &b"{\"a\":1}".repeat(10_000)] {
            assert_eq!(unpack(&pack(bytes)).unwrap(), bytes);
        }
        assert!(pack(&[7; 100_000]).len() < 1_000);
        assert!(unpack(b"abc").is_err());
    }
}
