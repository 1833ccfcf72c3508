//! The append-only proof log: entries, Merkle tree, signed checkpoints, receipts, audit.
//!
//! Pure: no clock, no randomness, no database. The caller stores three things: the leaf bytes of every entry, the
//! hashes of complete subtrees ([`NodeHash`]) and the [`Frontier`]. Formats are public ones (RFC 6962, C2SP signed
//! notes, tlog-checkpoint and tlog-proof), so a program by someone else can check what this crate writes.

mod audit;
mod checkpoint;
mod digest;
mod entry;
pub mod merkle;
mod note;
mod receipt;

pub use audit::{AuditReport, Auditor, Fault, StoredLeaf, audit, nodes_completed};
pub use checkpoint::{Checkpoint, CheckpointError, SignedCheckpoint};
pub use digest::{Digest, DigestError};
pub use entry::{Entry, EntryError, EntryKind};
pub use merkle::{Frontier, Hash, MerkleError, NodeHash, NodeId, leaf_hash};
pub use note::{Note, NoteError, SigningKey, VerifierKey};
pub use receipt::{Receipt, ReceiptError, Verified};
