//! Sealing, destroying and rotating, on a key folder as a machine would have it.
#![allow(clippy::unwrap_used, reason = "a test may fail")]

mod support;

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

use gestand_base::PersonId;
use gestand_vault::{Cell, Destroyed, KeyError, KeyRing, SealError, Sealed, Sensitive};
use proptest::prelude::*;
use support::permit;
use uuid::Uuid;

/// A folder of one test.
struct Folder(PathBuf);

impl Folder {
    fn new() -> Self {
        static NEXT: AtomicU64 = AtomicU64::new(0);
        let name = format!("vault-{}-{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
        Folder(PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name))
    }

    fn open(&self) -> KeyRing {
        KeyRing::open(&self.0).unwrap()
    }

    fn files(&self) -> Vec<PathBuf> {
        fn walk(folder: &Path, found: &mut Vec<PathBuf>) {
            for entry in fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() { walk(&path, found) } else { found.push(path) }
            }
        }
        let mut found = Vec::new();
        walk(&self.0, &mut found);
        found
    }

    fn key_of(&self, person: PersonId) -> PathBuf {
        let name = format!("{person}.key");
        self.files().into_iter().find(|path| path.ends_with(&name)).unwrap()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

const CELL: Cell<'static> = Cell { table: "person", row: Uuid::from_u128(7), column: "identity" };

fn person(number: u128) -> PersonId {
    PersonId::from_uuid(Uuid::from_u128(number))
}

/// Whether it still unseals to this text.
fn opens(keys: &KeyRing, sealed: &Sealed, whose: PersonId, expected: &str) -> bool {
    sealed.unseal_text(keys, whose, CELL).unwrap().open(&permit(), "test") == expected
}

#[test]
fn a_sealed_value_opens_in_its_own_cell_only() {
    let folder = Folder::new();
    let keys = folder.open();
    let sealed = Sealed::seal(&keys, person(1), CELL, b"Jo Voorbeeld").unwrap();
    assert!(!sealed.as_bytes().windows(4).any(|bytes| bytes == b"Voor"));
    assert!(opens(&keys, &sealed, person(1), "Jo Voorbeeld"));

    for elsewhere in [
        Cell { row: Uuid::from_u128(8), ..CELL },
        Cell { table: "finding", ..CELL },
        Cell { column: "answer", ..CELL },
        Cell { table: "personi", column: "dentity", ..CELL },
    ] {
        assert!(matches!(sealed.unseal(&keys, person(1), elsewhere), Err(SealError::Tampered { .. })), "{elsewhere:?}");
    }
    assert!(matches!(sealed.unseal(&keys, person(2), CELL), Err(SealError::Missing(_))));
    Sealed::seal(&keys, person(2), CELL, b"other").unwrap();
    assert!(matches!(sealed.unseal(&keys, person(2), CELL), Err(SealError::Tampered { .. })));

    let again = Sealed::seal(&keys, person(1), CELL, b"Jo Voorbeeld").unwrap();
    assert_ne!(again, sealed, "a nonce is used once");
    let binary = Sealed::seal(&keys, person(1), CELL, &[0xff]).unwrap();
    assert!(matches!(binary.unseal_text(&keys, person(1), CELL), Err(SealError::NotText { .. })));
    for rubbish in [vec![], vec![1], vec![1; 28], vec![2; 60]] {
        let sealed = Sealed::from_bytes(rubbish);
        assert!(matches!(sealed.unseal(&keys, person(1), CELL), Err(SealError::Tampered { .. })));
    }
}

#[test]
fn a_sensitive_value_is_sealed_without_being_opened() {
    let folder = Folder::new();
    let keys = folder.open();
    let sealed = Sensitive::new(String::from("06 00000000")).seal(&keys, person(1), CELL).unwrap();
    assert!(opens(&keys, &sealed, person(1), "06 00000000"));
}

#[test]
fn a_destroyed_key_never_comes_back() {
    let folder = Folder::new();
    let keys = folder.open();
    let other = folder.open();
    let sealed = Sealed::seal(&keys, person(1), CELL, b"content").unwrap();
    let kept = Sealed::seal(&keys, person(2), CELL, b"kept").unwrap();
    let key_file = folder.key_of(person(1));
    let copy = fs::read(&key_file).unwrap();
    let blocks = folder.0.join("blocks");
    fs::hard_link(&key_file, &blocks).unwrap();

    assert_eq!(keys.destroy(person(1)).unwrap(), Destroyed { existed: true });
    assert_eq!(keys.destroy(person(1)).unwrap(), Destroyed { existed: false });
    assert!(!key_file.exists());
    let left = fs::read(&blocks).unwrap();
    assert!(left.iter().zip(&copy).filter(|(now, then)| now == then).count() < 10, "the content was overwritten");
    for ring in [&keys, &other, &folder.open()] {
        assert!(matches!(sealed.unseal(ring, person(1), CELL), Err(SealError::Shredded)));
        assert!(matches!(Sealed::seal(ring, person(1), CELL, b"new"), Err(SealError::Shredded)));
        assert!(opens(ring, &kept, person(2), "kept"));
    }
    // Somebody puts the key file back from a copy.
    fs::write(&key_file, copy).unwrap();
    assert!(matches!(sealed.unseal(&folder.open(), person(1), CELL), Err(SealError::Shredded)));
    // A person who never had a key gets none later.
    assert_eq!(keys.destroy(person(3)).unwrap(), Destroyed { existed: false });
    assert!(matches!(Sealed::seal(&keys, person(3), CELL, b"new"), Err(SealError::Shredded)));
}

#[test]
fn what_a_crash_left_is_finished_on_open() {
    let folder = Folder::new();
    let keys = folder.open();
    let sealed = Sealed::seal(&keys, person(1), CELL, b"content").unwrap();
    let key_file = folder.key_of(person(1));
    fs::write(folder.0.join("drafts/half.key"), b"half").unwrap();
    fs::write(folder.0.join("destroying").join(person(1).to_string()), b"").unwrap();

    let keys = folder.open();
    assert!(!folder.0.join("drafts/half.key").exists() && !key_file.exists());
    assert_eq!(fs::read_dir(folder.0.join("destroying")).unwrap().count(), 0);
    assert!(matches!(sealed.unseal(&keys, person(1), CELL), Err(SealError::Shredded)));
}

#[test]
fn keys_outlive_a_restart_and_belong_to_the_owner() {
    let folder = Folder::new();
    let keys = folder.open();
    let sealed = Sealed::seal(&keys, person(1), CELL, b"content").unwrap();
    let (seed, digest) = (*keys.ledger_seed(), keys.digest_person(person(1)));
    drop(keys);
    let keys = folder.open();
    assert!(opens(&keys, &sealed, person(1), "content"));
    assert_eq!((*keys.ledger_seed(), keys.digest_person(person(1))), (seed, digest));
    assert_ne!(digest, keys.digest_person(person(2)));
    assert_ne!(digest, keys.digest("e-mail", person(1).uuid().as_bytes()));
    for path in folder.files().iter().filter(|path| path.extension().is_some()) {
        assert_eq!(fs::metadata(path).unwrap().permissions().mode() & 0o777, 0o600, "{path:?}");
    }
    fs::set_permissions(folder.0.join("root.key"), fs::Permissions::from_mode(0o640)).unwrap();
    assert!(matches!(KeyRing::open(&folder.0), Err(KeyError::Readable { .. })));
}

#[test]
fn a_lost_or_damaged_key_is_said_and_not_replaced() {
    let folder = Folder::new();
    let keys = folder.open();
    Sealed::seal(&keys, person(1), CELL, b"content").unwrap();
    let root = fs::read(folder.0.join("root.key")).unwrap();
    for name in ["root.key", "ledger.key", "digest.key"] {
        let path = folder.0.join(name);
        let content = fs::read(&path).unwrap();
        fs::remove_file(&path).unwrap();
        assert!(matches!(KeyRing::open(&folder.0), Err(KeyError::Lost { .. })), "{name}");
        assert!(!path.exists(), "{name}");
        fs::write(&path, content).unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).unwrap();
    }
    fs::write(folder.0.join("root.key"), [1; 32]).unwrap();
    assert!(matches!(KeyRing::open(&folder.0), Err(KeyError::OtherRoot { .. })));
    fs::write(folder.0.join("root.key"), root).unwrap();
    let key_file = folder.key_of(person(1));
    let mut bytes = fs::read(&key_file).unwrap();
    bytes[40] ^= 1;
    fs::write(&key_file, bytes).unwrap();
    let refused = Sealed::seal(&folder.open(), person(1), CELL, b"content");
    assert!(matches!(refused, Err(SealError::Keys(KeyError::Damaged { .. }))));
}

#[test]
fn the_key_file_of_another_person_does_not_fit() {
    let folder = Folder::new();
    let keys = folder.open();
    let sealed = Sealed::seal(&keys, person(1), CELL, b"content").unwrap();
    Sealed::seal(&keys, person(2), CELL, b"content").unwrap();
    fs::copy(folder.key_of(person(1)), folder.key_of(person(2))).unwrap();
    assert!(matches!(sealed.unseal(&keys, person(2), CELL), Err(SealError::Keys(KeyError::Damaged { .. }))));
}

#[test]
fn a_new_root_key_opens_everything_and_the_old_one_nothing() {
    let folder = Folder::new();
    let (keys, other) = (folder.open(), folder.open());
    let sealed: Vec<Sealed> = (0..5).map(|n| Sealed::seal(&keys, person(n), CELL, b"content").unwrap()).collect();
    keys.destroy(person(4)).unwrap();
    let old = fs::read(folder.0.join("root.key")).unwrap();
    let seed = *keys.ledger_seed();
    let blocks = folder.0.join("blocks");
    fs::hard_link(folder.0.join("root.key"), &blocks).unwrap();

    assert_eq!(keys.rotate_root().unwrap().rewrapped, 4 + 2);
    assert_ne!(fs::read(folder.0.join("root.key")).unwrap(), old);
    assert_ne!(fs::read(&blocks).unwrap(), old, "the old root key was overwritten");
    assert!(!folder.0.join("root.next.key").exists());
    for ring in [&keys, &other, &folder.open()] {
        (0..4).for_each(|n| assert!(opens(ring, &sealed[n as usize], person(n), "content")));
        assert_eq!(*ring.ledger_seed(), seed);
    }
    // A ring that was open before makes its keys under the new root.
    Sealed::seal(&other, person(9), CELL, b"content").unwrap();
    folder.open().rotate_root().unwrap();
    assert!(Sealed::seal(&folder.open(), person(9), CELL, b"content").is_ok());
    fs::write(folder.0.join("root.key"), old).unwrap();
    assert!(matches!(KeyRing::open(&folder.0), Err(KeyError::OtherRoot { .. })));
}

#[test]
fn an_interrupted_rotation_is_continued() {
    let folder = Folder::new();
    let keys = folder.open();
    let sealed: Vec<Sealed> = (0..4).map(|n| Sealed::seal(&keys, person(n), CELL, b"content").unwrap()).collect();
    // A rotation stops at a file it cannot read.
    let blocked = folder.key_of(person(2));
    let content = fs::read(&blocked).unwrap();
    fs::write(&blocked, b"unreadable").unwrap();
    assert!(matches!(keys.rotate_root(), Err(KeyError::Damaged { .. })));
    assert!(folder.0.join("root.next.key").exists());
    fs::write(&blocked, content).unwrap();

    let keys = folder.open();
    let during = Sealed::seal(&keys, person(8), CELL, b"content").unwrap();
    (0..4).for_each(|n| assert!(opens(&keys, &sealed[n as usize], person(n), "content")));
    // The very last moment: everything is wrapped anew and the old root key was overwritten, but not replaced.
    keys.rotate_root().unwrap();
    let root = folder.0.join("root.key");
    fs::copy(&root, folder.0.join("root.next.key")).unwrap();
    fs::write(&root, [0; 32]).unwrap();
    let keys = folder.open();
    assert!(opens(&keys, &during, person(8), "content"));
    assert_eq!(keys.rotate_root().unwrap().rewrapped, 0);
    let keys = folder.open();
    (0..4).for_each(|n| assert!(opens(&keys, &sealed[n as usize], person(n), "content")));
}

#[test]
fn many_threads_make_one_key() {
    let folder = Folder::new();
    let rings = [folder.open(), folder.open()];
    let sealed: Vec<Sealed> = std::thread::scope(|scope| {
        let make = |n: usize| {
            let ring = &rings[n % 2];
            scope.spawn(move || Sealed::seal(ring, person(1), CELL, b"content").unwrap())
        };
        let threads: Vec<_> = (0..8).map(make).collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).collect()
    });
    for value in sealed {
        assert!(opens(&rings[0], &value, person(1), "content"));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn a_changed_byte_is_seen(content in prop::collection::vec(any::<u8>(), 0..60), at in any::<prop::sample::Index>(), bit in 0..8u8) {
        let folder = Folder::new();
        let keys = folder.open();
        let mut bytes = Sealed::seal(&keys, person(1), CELL, &content).unwrap().into_bytes();
        bytes[at.index(content.len() + 29)] ^= 1 << bit;
        let unsealed = Sealed::from_bytes(bytes).unseal(&keys, person(1), CELL);
        let tampered = matches!(unsealed, Err(SealError::Tampered { .. }));
        prop_assert!(tampered);
    }
}
