//! Files in a container: zip packages of office documents, and compound files of Outlook.

use std::io::{Cursor, Read};

use zip::ZipArchive;
use zip::result::ZipError;

use super::Reason;
use super::walk::Walk;

pub type Cfb<'a> = cfb::CompoundFile<Cursor<&'a [u8]>>;

/// A zip package with the names of its entries.
pub struct Zip<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    pub names: Vec<String>,
}

impl<'a> Zip<'a> {
    pub fn new(bytes: &'a [u8]) -> Result<Self, Reason> {
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| Reason::Damaged)?;
        let names = archive.file_names_raw().map(|name| String::from_utf8_lossy(name).into_owned()).collect();
        Ok(Self { archive, names })
    }

    pub fn has(&self, name: &str) -> bool {
        self.names.iter().any(|known| known == name)
    }

    pub fn has_below(&self, folder: &str) -> bool {
        self.names.iter().any(|name| name.starts_with(folder))
    }

    /// Whether the manifest of an OpenDocument says that its content is encrypted.
    pub fn is_encrypted(&mut self) -> bool {
        let Ok(entry) = self.archive.by_name("META-INF/manifest.xml") else { return true };
        let mut manifest = Vec::new();
        let read = entry.take(1 << 20).read_to_end(&mut manifest);
        read.is_err() || manifest.windows(15).any(|window| window == b"encryption-data")
    }

    /// The content of the entry with this index in `names`.
    pub fn content(&mut self, index: usize, walk: &mut Walk<'_>) -> Result<Vec<u8>, Reason> {
        match self.archive.by_index(index) {
            Ok(entry) => walk.unpack(entry),
            Err(ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED)) => Err(Reason::Encrypted),
            Err(_) => Err(Reason::Damaged),
        }
    }

    /// How much an entry unpacks to, by unpacking it; what it says of itself may be false. Stops above `most`.
    pub fn size(&mut self, index: usize, most: u64) -> Result<u64, Reason> {
        let entry = self.archive.by_index(index).map_err(|_| Reason::Damaged)?;
        std::io::copy(&mut entry.take(most.saturating_add(1)), &mut std::io::sink()).map_err(|_| Reason::Damaged)
    }
}
