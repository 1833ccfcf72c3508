//! The text of an XML part: of office documents, forms and metadata. Entities are not expanded.

use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion, escape};

use super::text;

/// What an XML part says.
#[derive(Debug, Default)]
pub struct Xml {
    /// Its text: a line for each paragraph, a tab between cells.
    pub text: String,
    /// What stands beside the text, a line each: deleted text, field codes, attributes with text or a copy of data.
    pub aside: String,
    /// Names and texts of the elements that hold no other element.
    pub leaves: Vec<(String, String)>,
    /// It is not well formed, or asks for entities or a document type.
    pub damaged: bool,
}

/// An element that is not closed yet.
struct Open {
    name: String,
    start: usize,
    leaf: bool,
}

/// Elements after which a line ends.
const LINES: [&str; 13] =
    ["p", "h", "br", "cr", "tr", "table-row", "line-break", "list-item", "comment", "author", "text", "row", "si"];
/// Elements after which a tab stands.
const TABS: [&str; 4] = ["tab", "ptab", "tc", "table-cell"];
/// Elements whose text does not belong to the line it stands in.
const ASIDE: [&str; 3] = ["delText", "instrText", "delInstrText"];
/// Attributes with text: authors of changes and comments, texts beside images, cached cells.
const SAYING: [&str; 6] = ["author", "creator", "descr", "title", "alt", "v"];

pub fn read(bytes: &[u8]) -> Xml {
    let Some(decoded) = text::decode(bytes) else { return Xml { damaged: true, ..Xml::default() } };
    let mut xml = Xml { damaged: decoded.damaged, ..Xml::default() };
    let mut reader = Reader::from_str(&decoded.text);
    let mut open: Vec<Open> = Vec::new();
    loop {
        match reader.read_event() {
            Ok(Event::Start(tag)) => {
                xml.attributes(&tag);
                if let Some(parent) = open.last_mut() {
                    parent.leaf = false;
                }
                let name = tag.local_name().into_inner().to_owned();
                open.push(Open { name, start: xml.text.len(), leaf: true });
            }
            Ok(Event::Empty(tag)) => {
                xml.attributes(&tag);
                if let Some(parent) = open.last_mut() {
                    parent.leaf = false;
                }
                xml.after(tag.local_name().into_inner());
            }
            Ok(Event::End(_)) => match open.pop() {
                Some(element) => xml.end(&element),
                None => xml.damaged = true,
            },
            Ok(Event::Text(text)) => xml.push(&text.xml10_content()),
            Ok(Event::CData(text)) => xml.push(&text.xml10_content()),
            Ok(Event::GeneralRef(entity)) => match (entity.resolve_char_ref(), &*entity.xml10_content()) {
                (Ok(Some(character)), _) => xml.text.push(character),
                (Ok(None), name) if let Some(said) = escape::resolve_predefined_entity(name) => xml.text.push_str(said),
                _ => xml.damaged = true,
            },
            Ok(Event::DocType(_)) => xml.damaged = true,
            Ok(Event::Comment(_) | Event::PI(_) | Event::Decl(_)) => {}
            Ok(Event::Eof) => {
                xml.damaged |= !open.is_empty();
                return xml;
            }
            Err(_) => {
                xml.damaged = true;
                return xml;
            }
        }
    }
}

impl Xml {
    /// Text; white space that only lays out the elements is none.
    fn push(&mut self, text: &str) {
        if !text.trim().is_empty() || !text.contains('\n') {
            self.text.push_str(text);
        }
    }

    fn end(&mut self, element: &Open) {
        let said = self.text[element.start..].trim();
        if element.leaf && !said.is_empty() {
            self.leaves.push((element.name.clone(), said.to_owned()));
        }
        if ASIDE.contains(&&*element.name) {
            self.aside.push_str(&self.text[element.start..]);
            self.aside.push('\n');
            self.text.truncate(element.start);
        }
        self.after(&element.name);
    }

    /// What stands between this element and the next.
    fn after(&mut self, name: &str) {
        if LINES.contains(&name) {
            self.text.push('\n');
        } else if TABS.contains(&name) {
            self.text.push('\t');
        } else if name == "s" {
            self.text.push(' ');
        }
    }

    fn attributes(&mut self, tag: &BytesStart<'_>) {
        // Without checks for double names: they compare every two.
        for attribute in tag.attributes().with_checks(false) {
            let Ok(attribute) = attribute else {
                self.damaged = true;
                continue;
            };
            let name = attribute.key.local_name().into_inner();
            let Ok(value) = attribute.normalized_value(XmlVersion::Implicit1_0) else {
                self.damaged = true;
                continue;
            };
            // An address outside the document: a site, a mailbox.
            let address = name == "Target" && value.contains(':');
            if !value.trim().is_empty() && (address || SAYING.contains(&name)) {
                self.aside.push_str(&value);
                self.aside.push('\n');
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_are_joined_and_cells_are_not() {
        let xml = read(
            b"<w:d><w:p>\n <w:r><w:t>Bronck</w:t></w:r>\n <w:r><w:t>horst</w:t></w:r></w:p>\
              <w:tr><w:tc><w:t>a&amp;b</w:t></w:tc><w:tc><w:t>&#233;</w:t></w:tc></w:tr></w:d>",
        );
        assert_eq!((xml.text.as_str(), xml.damaged), ("Bronckhorst\na&b\t\u{e9}\t\n", false));
    }

    #[test]
    fn deleted_text_and_authors_stand_aside() {
        let xml = read(br#"<p><del author="J. Test"><delText>111</delText></del><t>222</t></p>"#);
        assert_eq!((xml.text.as_str(), xml.aside.as_str()), ("222\n", "J. Test\n111\n"));
    }

    #[test]
    fn entities_and_unclosed_elements_are_told() {
        let laughs = br#"<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><p>ok &b;</p>"#;
        for bytes in [&laughs[..], b"<p>ok", b"<p>ok</q>", b"<p>ok &b;</p>", b"</p>ok"] {
            let xml = read(bytes);
            assert!(xml.damaged && !xml.text.contains("haha"), "{:?}", xml.text);
        }
    }
}
