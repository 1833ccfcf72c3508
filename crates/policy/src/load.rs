//! From the files of a pack, and of the packs it extends, to one policy.

pub(crate) mod codes;
mod merge;
mod parse;
pub(crate) use parse::nearest;
mod refine;

use jiff::civil::Date;

use crate::checks::{self, CheckContext};
use crate::decide::Tables;
use crate::diagnostic::Bilingual;
use crate::model::{Document, PackKind};
use crate::policy::content_version;
use crate::span::Span;
use crate::{Diagnostic, Policy, Severity};

/// One file of a pack, as read.
#[derive(Debug, Clone)]
pub struct PackFile {
    /// Path for messages, such as `packs/thuisvester/rights.yaml`.
    pub path: String,
    pub bytes: Vec<u8>,
}

/// Why a pack could not be read.
#[derive(Debug, Clone, thiserror::Error)]
pub enum ReadError {
    #[error("there is no pack '{0}'")]
    NotFound(String),
    #[error("{path}: {reason}")]
    Unreadable { path: String, reason: String },
}

impl ReadError {
    /// The same in both languages.
    pub fn message(&self) -> Bilingual {
        let nl = match self {
            ReadError::NotFound(name) => format!("er is geen pakket '{name}'"),
            ReadError::Unreadable { path, reason } => format!("{path} kan niet gelezen worden: {reason}"),
        };
        Bilingual::new(nl, self.to_string())
    }
}

/// Where packs come from: a folder, the binary itself, a test.
pub trait PackReader {
    /// The YAML files of the pack `name`, in a stable order.
    fn read(&mut self, name: &str) -> Result<Vec<PackFile>, ReadError>;
}

/// The outcome of compiling a pack: always the diagnostics, and a policy unless the pack could not be understood.
#[derive(Debug)]
pub struct Compiled {
    pub policy: Option<Policy>,
    /// Sorted by file, line, column, code.
    pub diagnostics: Vec<Diagnostic>,
    /// The files that spans point to, with their text for excerpts.
    pub files: Vec<PackFile>,
}

/// Reads, parses, merges and checks the pack `name` and all it extends. Never panics, whatever the bytes.
///
/// # Errors
/// [`ReadError`] when the pack `name` itself is not there or cannot be read; everything else is a diagnostic.
pub fn compile(reader: &mut dyn PackReader, name: &str) -> Result<Compiled, ReadError> {
    compile_on(reader, name, None)
}

/// As [`compile`], with the checks that depend on the age of a statement done as of `today`.
///
/// # Errors
/// As [`compile`].
pub fn compile_on(reader: &mut dyn PackReader, name: &str, today: Option<Date>) -> Result<Compiled, ReadError> {
    let mut loader = Loader { reader, files: Vec::new(), own_files: Vec::new(), diagnostics: Vec::new() };
    let files = loader.reader.read(name)?;
    let own = loader.add_pack(name, files, true);
    let mut done = vec![name.to_owned()];
    let mut vocabulary = Document::default();
    loader.add_parents(&own, &mut vec![name.to_owned()], &mut done, &mut vocabulary);
    let Loader { files, own_files, mut diagnostics, .. } = loader;

    let policy = if diagnostics.iter().any(|d| d.severity == Severity::Error) {
        None
    } else {
        build(name, vocabulary, own, own_files, today, &mut diagnostics)
    };
    diagnostics.sort_by(|a, b| (a.span, a.code).cmp(&(b.span, b.code)));
    diagnostics.dedup();
    Ok(Compiled { policy, diagnostics, files })
}

/// Merges, makes the decision tables and runs the checks.
fn build(
    name: &str,
    vocabulary: Document,
    own: Document,
    own_files: Vec<bool>,
    today: Option<Date>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Policy> {
    let nothing_stated = own.states_nothing().then(|| nothing_stated(name, &own));
    let catalogue = merge::catalogue_ids(&vocabulary);
    let document = merge::resolve(vocabulary, own, &own_files);
    let tables = match Tables::compile(&document) {
        Ok(tables) => tables,
        Err(error) => {
            let place = document.pack.as_ref().map_or_else(Span::default, |p| p.span);
            diagnostics.push(codes::TOO_MANY_ENTRIES.at(
                place,
                Bilingual::new(
                    format!("dit beleid heeft te veel onderdelen: {error}"),
                    format!("this policy has too many entries: {error}"),
                ),
            ));
            return None;
        }
    };
    let version = content_version(&document);
    let policy = Policy { name: name.to_owned(), version, document, tables, own_files };
    match nothing_stated {
        // All that the law asks would be missing: one finding says what to begin with.
        Some(finding) => *diagnostics = vec![finding],
        None => diagnostics.extend(checks::run(&CheckContext::new(&policy, &catalogue, today))),
    }
    Some(policy)
}

/// What to write in a pack that says nothing yet.
fn nothing_stated(name: &str, own: &Document) -> Diagnostic {
    let message = match &own.pack {
        None => Bilingual::new(
            format!("in '{name}' staat nog geen beleid; maak daar een bestand pack.yaml"),
            format!("'{name}' holds no policy yet; make a file pack.yaml in it"),
        ),
        Some(_) => Bilingual::new(
            format!("'{name}' zegt nog niets; schrijf wie u bent bij `organisation`, en dan een eerste verwerking"),
            format!("'{name}' says nothing yet; write who you are under `organisation`, and then a first activity"),
        ),
    };
    let place = own.pack.as_ref().map_or_else(Span::default, |pack| pack.span);
    let mut found = codes::NOTHING_STATED.at(place, message);
    let lines = match own.pack.is_some() && !own.extends.is_empty() {
        true => "    organisation:\n      name: …\n      email: …".to_owned(),
        false => format!("    pack: {name}\n    kind: corporation\n    extends: [sector]"),
    };
    found.help.nl.push_str(&format!("\n{lines}"));
    found.help.en.push_str(&format!("\n{lines}"));
    found
}

/// Reads packs one after the other and keeps what they have in common: the files and the findings.
struct Loader<'r> {
    reader: &'r mut dyn PackReader,
    files: Vec<PackFile>,
    own_files: Vec<bool>,
    diagnostics: Vec<Diagnostic>,
}

impl Loader<'_> {
    /// Parses the files of one pack and joins them.
    fn add_pack(&mut self, name: &str, files: Vec<PackFile>, own: bool) -> Document {
        let mut document = Document::default();
        for file in files {
            let Ok(index) = u16::try_from(self.files.len()) else {
                self.diagnostics.push(codes::TOO_MANY_ENTRIES.at(
                    Span::default(),
                    Bilingual::new(
                        format!("{} en wat erna komt is niet gelezen: te veel bestanden", file.path),
                        format!("{} and what follows was not read: too many files", file.path),
                    ),
                ));
                break;
            };
            match parse::parse(&file, index) {
                Ok(part) => merge::join(&mut document, part, &mut self.diagnostics),
                Err(diagnostic) => self.diagnostics.push(*diagnostic),
            }
            self.files.push(file);
            self.own_files.push(own);
        }
        if let Some(stated) = document.pack.as_ref().filter(|stated| stated.value != name) {
            self.diagnostics.push(codes::PACK_NAME.at(
                stated.span,
                Bilingual::new(
                    format!("het pakket noemt zich '{}', maar de map heet '{name}'", stated.value),
                    format!("the pack calls itself '{}', but its folder is '{name}'", stated.value),
                ),
            ));
        }
        if document.kind == Some(PackKind::Vocabulary) {
            merge::refuse_corporation_sections(&document, &mut self.diagnostics);
        }
        document
    }

    /// Adds the packs that `child` extends to `vocabulary`, the farthest first.
    fn add_parents(
        &mut self,
        child: &Document,
        path: &mut Vec<String>,
        done: &mut Vec<String>,
        vocabulary: &mut Document,
    ) {
        for parent in &child.extends {
            if path.contains(&parent.value) {
                let chain = format!("{} → {}", path.join(" → "), parent.value);
                self.diagnostics.push(codes::EXTENDS_CYCLE.at(
                    parent.span,
                    Bilingual::new(
                        format!("de pakketten bouwen in een kring op elkaar: {chain}"),
                        format!("the packs extend each other in a circle: {chain}"),
                    ),
                ));
                continue;
            }
            if done.contains(&parent.value) {
                continue;
            }
            done.push(parent.value.clone());
            let files = match self.reader.read(&parent.value) {
                Ok(files) => files,
                Err(error) => {
                    self.diagnostics.push(codes::PARENT_MISSING.at(parent.span, error.message()));
                    continue;
                }
            };
            let document = self.add_pack(&parent.value, files, false);
            if document.kind != Some(PackKind::Vocabulary) {
                self.diagnostics.push(codes::PARENT_NOT_VOCABULARY.at(
                    parent.span,
                    Bilingual::new(
                        format!("'{}' is geen woordenlijst (kind: vocabulary)", parent.value),
                        format!("'{}' is not a vocabulary (kind: vocabulary)", parent.value),
                    ),
                ));
            }
            path.push(parent.value.clone());
            self.add_parents(&document, path, done, vocabulary);
            path.pop();
            merge::refine_vocabulary(vocabulary, document);
        }
    }
}
