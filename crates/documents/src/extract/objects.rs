//! What a PDF holds beside its drawn pages: properties, notes, form fields, bookmarks, links and embedded files.
//!
//! Goes through the list of objects, not through the trees they form: a loop in a tree does not matter here.

use std::collections::{BTreeMap, HashSet};

use lopdf::{Dictionary, Document, LoadOptions, Object, decode_text_string};

use super::walk::{Stop, Walk};
use super::{File, Place, Reason, text, xml};

type Outcome = Result<bool, Stop>;

/// Keys whose value is text, and what that text is.
const TEXTS: [(&[u8], &str); 14] = [
    (b"Contents", "annotation"),
    (b"RC", "annotation"),
    (b"Subj", "annotation"),
    (b"V", "form"),
    (b"DV", "form"),
    (b"TU", "form"),
    (b"T", "form"),
    (b"Opt", "form"),
    (b"Title", "outline"),
    (b"Alt", "description"),
    (b"ActualText", "description"),
    (b"Desc", "description"),
    (b"URI", "link"),
    (b"JS", "script"),
];

/// Whether the file is damaged.
pub fn read(walk: &mut Walk<'_>, bytes: &[u8]) -> Outcome {
    let most = usize::try_from(walk.limits.unpacked).unwrap_or(usize::MAX);
    let options = LoadOptions { max_decompressed_size: Some(most), ..LoadOptions::default() };
    let Ok(document) = Document::load_mem_with_options(bytes, options) else { return Ok(true) };
    if document.is_encrypted() {
        walk.problem(Reason::Encrypted)?;
        return Ok(false);
    }
    let mut damaged = document.xref_recovery.is_some();
    let properties = document.trailer.get(b"Info").ok().and_then(|info| resolved(&document, info).as_dict().ok());
    for (key, value) in properties.into_iter().flat_map(Dictionary::iter) {
        if let Some(value) = string(resolved(&document, value)) {
            walk.field(&String::from_utf8_lossy(key), &value)?;
        }
    }
    let mut found = Found::default();
    let mut waiting: Vec<&Object> = document.objects.values().collect();
    while let Some(object) = waiting.pop() {
        match object {
            Object::Array(items) => waiting.extend(items),
            Object::Dictionary(dictionary) => {
                found.look_at(&document, dictionary, properties);
                waiting.extend(dictionary.iter().map(|(_, value)| value));
            }
            Object::Stream(stream) => {
                if stream.dict.has_type(b"Metadata") {
                    damaged |= metadata(walk, stream, most)?;
                }
                waiting.extend(stream.dict.iter().map(|(_, value)| value));
            }
            _ => {}
        }
    }
    for (section, lines) in &found.texts {
        walk.text(Place::Section((*section).to_owned()), lines)?;
    }
    for (id, name) in found.files {
        let content = document.get_object(id).and_then(Object::as_stream);
        match content.and_then(|stream| plain(stream, most)) {
            Ok(bytes) => match walk.unpack(&bytes[..]) {
                Ok(bytes) => walk.file(File { name: &name, media_type: None, bytes: &bytes })?,
                Err(reason) => walk.problem(reason)?,
            },
            Err(_) => damaged = true,
        }
    }
    for id in found.forms {
        if let Ok(stream) = document.get_object(id).and_then(Object::as_stream) {
            let form = plain(stream, most).map(|bytes| xml::read(&bytes));
            let Ok(form) = form else { return Ok(true) };
            let lines: Vec<&str> = form.leaves.iter().map(|(_, text)| text.as_str()).collect();
            walk.text(Place::Section("form".to_owned()), &lines.join("\n"))?;
        }
    }
    Ok(damaged)
}

/// What was found on the way.
#[derive(Default)]
struct Found {
    texts: BTreeMap<&'static str, String>,
    files: BTreeMap<lopdf::ObjectId, String>,
    forms: HashSet<lopdf::ObjectId>,
}

impl Found {
    fn look_at(&mut self, document: &Document, dictionary: &Dictionary, properties: Option<&Dictionary>) {
        if properties.is_some_and(|properties| std::ptr::eq(properties, dictionary)) || dictionary.has_type(b"Sig") {
            return;
        }
        for (key, section) in TEXTS {
            let Ok(value) = dictionary.get(key) else { continue };
            let value = resolved(document, value);
            let items = value.as_array().map_or(std::slice::from_ref(value), Vec::as_slice);
            for said in items.iter().filter_map(string) {
                let lines = self.texts.entry(section).or_default();
                lines.push_str(&said);
                lines.push('\n');
            }
        }
        if let Ok(files) = dictionary.get(b"EF").map(|files| resolved(document, files)).and_then(Object::as_dict) {
            let name = [&b"UF"[..], b"F"].into_iter().find_map(|key| string(dictionary.get(key).ok()?));
            let ids = files.iter().filter_map(|(_, file)| file.as_reference().ok());
            self.files.extend(ids.map(|id| (id, name.clone().unwrap_or_default())));
        }
        if let Ok(form) = dictionary.get(b"XFA") {
            // One stream, or names with streams.
            let items = resolved(document, form).as_array().map_or(std::slice::from_ref(form), Vec::as_slice);
            self.forms.extend(items.iter().filter_map(|item| item.as_reference().ok()));
        }
    }
}

/// XMP: the properties once more, as XML. Whether it is damaged.
fn metadata(walk: &mut Walk<'_>, stream: &lopdf::Stream, most: usize) -> Outcome {
    let Ok(bytes) = plain(stream, most) else { return Ok(true) };
    for (name, value) in xml::read(&bytes).leaves {
        walk.field(&name, &value)?;
    }
    Ok(false)
}

fn plain(stream: &lopdf::Stream, most: usize) -> lopdf::Result<Vec<u8>> {
    stream.get_plain_content_with_limit(most)
}

/// The object that a reference names, or the object itself.
fn resolved<'a>(document: &'a Document, object: &'a Object) -> &'a Object {
    document.dereference(object).map_or(object, |(_, object)| object)
}

/// A string as text; `None` where it is something else, such as a signature.
fn string(object: &Object) -> Option<String> {
    let bytes = object.as_str().ok()?;
    decode_text_string(object).ok().or_else(|| text::decode(bytes).map(|decoded| decoded.text.into_owned()))
}
