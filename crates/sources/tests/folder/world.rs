//! The same files in a folder and in a bucket.

use gestand_sources::Verb;
use gestand_sources::{Source, Work};

use crate::common::Dir;
use crate::server::{KEY_ID, SECRET, on, serve};

const DOCUMENTS: &str = "
source: documents
label: Documenten
kind: folder
mode: write
root: documents
classes:
  contract_document:
    label: Contract
    pattern: contracten/{relation_number}/{title}-{date}.{ext}
    items: [tenancy_contract]
    events: {contract_signed: date}
    marks: [third_party]
  income_document:
    label: Inkomensverklaring
    pattern: inkomen/{relation_number}/verklaring-{date}.pdf
    items: [tenancy_contract]
    intake: income_statement
  letter: {label: Brief, pattern: 'brieven/{relation_number}/{title}.txt', items: [work_note_text]}
";

/// A place with its source.
pub struct World {
    pub name: &'static str,
    pub dir: Dir,
    pub source: Box<dyn Source>,
    files: &'static str,
}

impl World {
    pub fn folder() -> World {
        let dir = Dir::new();
        let source = dir.source(DOCUMENTS);
        World { name: "folder", dir, source, files: "documents/" }.filled()
    }

    pub async fn bucket() -> World {
        let dir = Dir::new();
        std::fs::create_dir_all(dir.path().join("server/dossiers/documents")).unwrap();
        let address = serve(on(&dir.path().join("server"))).await;
        let source = dir.source(&annotation(&dir, &address));
        World { name: "bucket", dir, source, files: "server/dossiers/documents/" }.filled()
    }

    pub async fn both() -> [World; 2] {
        [World::folder(), World::bucket().await]
    }

    fn filled(self) -> World {
        self.put("contracten/R1/huur-2020-01-31.txt", "een contract");
        self.put("contracten/R1/bijlage-2024-01-31.pdf", "%PDF-1.7 afgebroken");
        self.put("contracten/R12/huur-2020-01-31.txt", "van een ander");
        self.put("brieven/R1/brief.txt", "Uw BSN is 111222333.");
        self
    }

    pub fn put(&self, path: &str, content: &str) {
        self.dir.write(&[self.files, path].concat(), content);
    }

    pub fn has(&self, path: &str) -> bool {
        self.dir.path().join([self.files, path].concat()).exists()
    }
}

/// The documents in a bucket.
pub fn annotation(dir: &Dir, address: &str) -> String {
    dir.write("key_id", KEY_ID);
    dir.write("secret", [SECRET, "\n"].concat());
    let s3 = format!(
        "s3: {{bucket: dossiers, region: eu-central-1, endpoint: '{address}', key_id_file: key_id, secret_file: secret}}"
    );
    DOCUMENTS.replace("root: documents\n", &format!("root: documents\n{s3}\n"))
}

pub fn work(verb: Verb, class: &str, keys: &[&str]) -> Work {
    Work { class: class.into(), verb, keys: keys.iter().map(|key| (*key).to_owned()).collect(), still: None }
}
