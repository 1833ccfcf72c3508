//! The compiled policy of one corporation: merged, resolved and addressable.

use serde_json::Value;

use crate::decide::Tables;
use crate::model::Document;
use crate::span::Span;

/// The policy of one corporation, one version. Immutable.
#[derive(Debug)]
pub struct Policy {
    /// Name of the pack.
    pub name: String,
    /// Content digest (128-bit FNV-1a over the merged document as JSON) in 32 hex digits: it changes with every
    /// change of meaning, and not with comments or the order of files. Not a defence against forgery.
    pub version: String,
    /// The merged sections: everything the corporation uses, with the vocabulary filled in.
    pub document: Document,
    /// The decision tables compiled from `document`.
    pub tables: Tables,
    /// Whether each file index belongs to the corporation's own pack (not to a vocabulary).
    pub own_files: Vec<bool>,
}

/// Whether a node is stated by the corporation or comes from what all share.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// Stated in the corporation's own pack.
    Own,
    /// From a vocabulary: the law or the sector.
    Shared,
}

impl Policy {
    /// Whose words stand at `span`.
    pub fn origin(&self, span: Span) -> Origin {
        match self.own_files.get(usize::from(span.file)) {
            Some(true) if span.line > 0 => Origin::Own,
            _ => Origin::Shared,
        }
    }

    /// The first 12 digits of the version, as shown to people.
    pub fn short_version(&self) -> &str {
        self.version.get(..12).unwrap_or(&self.version)
    }
}

/// The digest of [`Policy::version`], over JSON with sorted keys.
pub(crate) fn content_version(document: &Document) -> String {
    let mut canonical = String::new();
    write_canonical(&serde_json::to_value(document).unwrap_or_default(), &mut canonical);
    format!("{:032x}", fnv1a_128(canonical.as_bytes()))
}

/// Sorts keys itself: whether serde_json does depends on a feature that any crate of a build may switch on.
fn write_canonical(value: &Value, out: &mut String) {
    match value {
        Value::Object(fields) => {
            let mut fields: Vec<_> = fields.iter().collect();
            fields.sort_unstable_by_key(|(key, _)| key.as_str());
            for (key, field) in fields {
                out.push_str(&format!("{key:?}:"));
                write_canonical(field, out);
            }
            out.push('}');
        }
        Value::Array(items) => {
            items.iter().for_each(|item| write_canonical(item, out));
            out.push(']');
        }
        scalar => {
            out.push_str(&scalar.to_string());
            out.push(',');
        }
    }
}

/// A number that changes with the content of `value`, and not with the order of its keys.
pub fn number_of(value: &Value) -> u32 {
    let mut canonical = String::new();
    write_canonical(value, &mut canonical);
    fnv1a_32(canonical.as_bytes())
}

/// FNV-1a with 128 bits (draft-eastlake-fnv): stable over machines and releases.
fn fnv1a_128(bytes: &[u8]) -> u128 {
    const OFFSET: u128 = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d;
    const PRIME: u128 = 0x0000_0000_0100_0000_0000_0000_0000_013b;
    bytes.iter().fold(OFFSET, |hash, byte| (hash ^ u128::from(*byte)).wrapping_mul(PRIME))
}

/// FNV-1a with 32 bits, for the short hash of traced lines.
pub(crate) fn fnv1a_32(bytes: &[u8]) -> u32 {
    bytes.iter().fold(0x811c_9dc5, |hash, byte| (hash ^ u32::from(*byte)).wrapping_mul(0x0100_0193))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_digests_agree_with_the_published_vectors() {
        assert_eq!(fnv1a_32(b"foobar"), 0xbf9c_f968);
        assert_eq!(fnv1a_128(b"foobar"), 0x343e_1662_793c_64bf_6f0d_3597_ba44_6f18);
    }
}
