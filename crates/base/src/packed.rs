//! What is stored in bulk is packed before: records as JSON repeat their names, and what is sealed cannot be packed.

/// Bytes that were never packed.
#[derive(Debug)]
pub struct NotPacked;

impl std::fmt::Display for NotPacked {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("what is stored was never packed")
    }
}

impl std::error::Error for NotPacked {}

/// Fewer bytes that say the same.
pub fn pack(bytes: &[u8]) -> Vec<u8> {
    lz4_flex::compress_prepend_size(bytes)
}

/// The bytes as they were.
///
/// # Errors
/// [`NotPacked`].
pub fn unpack(packed: &[u8]) -> Result<Vec<u8>, NotPacked> {
    lz4_flex::decompress_size_prepended(packed).map_err(|_| NotPacked)
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
