//! The files of a pack as the store keeps them: taken from a compiled pack, and compiled again.

use gestand_policy::{Compiled, Diagnostic, PackFile, PackReader, ReadError, compile};
use gestand_store::PackText;

use crate::Packs;

/// What the checker found, with its file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Name of the pack and of the file; empty when it has no place.
    pub pack: String,
    pub file: String,
    /// 1-based; 0 when it has no place.
    pub line: u32,
    pub diagnostic: Diagnostic,
}

impl Finding {
    /// The findings of a compiled pack.
    pub(crate) fn all(compiled: &Compiled) -> Vec<Finding> {
        let place = |diagnostic: &Diagnostic| {
            let file = compiled.files.get(usize::from(diagnostic.span.file)).filter(|_| diagnostic.span.line > 0);
            file.map(|file| place_of(&file.path)).unwrap_or_default()
        };
        let found = compiled.diagnostics.iter().map(|diagnostic| {
            let (pack, file) = place(diagnostic);
            Finding { pack, file, line: diagnostic.span.line, diagnostic: diagnostic.clone() }
        });
        found.collect()
    }

    /// Whether two findings tell the same, wherever the line has moved.
    pub(crate) fn same(&self, other: &Finding) -> bool {
        self.file == other.file
            && self.pack == other.pack
            && self.diagnostic.code == other.diagnostic.code
            && self.diagnostic.severity == other.diagnostic.severity
            && self.diagnostic.message == other.diagnostic.message
    }
}

/// `/srv/packs/woonbron/rights.yaml` → `woonbron`, `rights.yaml`.
fn place_of(path: &str) -> (String, String) {
    let mut parts = path.rsplit(['/', '\\']);
    let file = parts.next().unwrap_or_default().to_owned();
    (parts.next().unwrap_or_default().to_owned(), file)
}

/// The files that a pack was compiled from. Line ends become `\n`.
pub(crate) fn texts_of(files: &[PackFile]) -> Vec<PackText> {
    let text = |file: &PackFile| {
        let (pack, name) = place_of(&file.path);
        PackText { pack, name, text: String::from_utf8_lossy(&file.bytes).replace("\r\n", "\n") }
    };
    files.iter().map(text).collect()
}

/// The files of one pack, in the order of their names.
pub(crate) fn of_pack(texts: &[PackText], pack: &str) -> Vec<PackText> {
    let mut own: Vec<PackText> = texts.iter().filter(|text| text.pack == pack).cloned().collect();
    own.sort_by(|a, b| a.name.cmp(&b.name));
    own
}

/// The files of the vocabularies beside a pack.
pub(crate) fn others(texts: &[PackText], pack: &str) -> Vec<PackText> {
    texts.iter().filter(|text| text.pack != pack).cloned().collect()
}

/// Reads packs from texts, and what is not there from the program itself.
struct Texts<'t>(&'t [PackText]);

impl PackReader for Texts<'_> {
    fn read(&mut self, name: &str) -> Result<Vec<PackFile>, ReadError> {
        let files: Vec<PackFile> = of_pack(self.0, name)
            .into_iter()
            .map(|text| PackFile { path: format!("packs/{}/{}", text.pack, text.name), bytes: text.text.into_bytes() })
            .collect();
        if files.is_empty() { Packs::embedded().read(name) } else { Ok(files) }
    }
}

/// Compiles the pack `name` of these texts.
///
/// # Errors
/// [`ReadError`] when there is no file of that pack.
pub(crate) fn compile_texts(texts: &[PackText], name: &str) -> Result<Compiled, ReadError> {
    if texts.iter().all(|text| text.pack != name) {
        return Err(ReadError::NotFound(name.to_owned()));
    }
    compile(&mut Texts(texts), name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compile_pack;

    #[test]
    fn a_pack_compiles_again_from_its_texts_to_the_same_policy() {
        let first = compile_pack("model").unwrap();
        let texts = texts_of(&first.files);
        assert!(texts.iter().any(|text| text.pack == "sector") && texts.iter().any(|text| text.pack == "model"));
        let again = compile_texts(&texts, "model").unwrap();
        assert_eq!(again.policy.unwrap().version, first.policy.unwrap().version);
        assert_eq!(again.diagnostics, first.diagnostics);
        assert!(compile_texts(&others(&texts, "model"), "model").is_err(), "the program's own pack does not step in");
    }

    #[test]
    fn windows_line_ends_change_nothing() {
        let file = |bytes: &[u8]| PackFile { path: r"C:\packs\voorbeeld\a.yaml".into(), bytes: bytes.to_vec() };
        let texts = texts_of(&[file(b"a: 1\r\nb: 2\r\n")]);
        assert_eq!((texts[0].pack.as_str(), texts[0].name.as_str()), ("voorbeeld", "a.yaml"));
        assert_eq!(texts[0].text, "a: 1\nb: 2\n");
    }
}
