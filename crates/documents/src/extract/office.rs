//! Office documents in a zip: the text of every XML part, properties, and the files and images inside.

use super::archive::Zip;
use super::walk::{Flow, Walk};
use super::{File, Place, Reason, xml};

/// Reads a package. The cells of a `workbook` are read by [`super::sheet`]; here only what stands beside them.
pub fn read(walk: &mut Walk<'_>, bytes: &[u8], workbook: bool) -> Flow {
    let mut zip = match Zip::new(bytes) {
        Ok(zip) => zip,
        Err(reason) => return walk.problem(reason),
    };
    for index in 0..zip.names.len() {
        let name = zip.names[index].clone();
        if name.ends_with('/') || says_nothing(&name) || workbook && name == "xl/sharedStrings.xml" {
            continue;
        }
        let content = match zip.content(index, walk) {
            Ok(content) => content,
            Err(Reason::Unpacks) => return walk.problem(Reason::Unpacks),
            Err(reason) => {
                walk.problem(reason)?;
                continue;
            }
        };
        part(walk, &name, &content, workbook)?;
    }
    Ok(())
}

/// Parts without text of people: fonts, printers, macros, checksums, previews too small to read.
fn says_nothing(name: &str) -> bool {
    let file = name.rsplit('/').next().unwrap_or(name);
    let ends = [".odttf", ".fntdata", ".ttf", ".rdf"].iter().any(|end| file.ends_with(end));
    ends || file.starts_with("printerSettings")
        || file.starts_with("thumbnail.")
        || matches!(file, "vbaProject.bin" | "[Content_Types].xml" | "manifest.xml" | "mimetype" | "layout-cache")
}

fn part(walk: &mut Walk<'_>, name: &str, content: &[u8], workbook: bool) -> Flow {
    let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension).to_ascii_lowercase();
    if !matches!(&*extension, "xml" | "rels" | "vml") {
        return walk.file(File { name, media_type: None, bytes: content });
    }
    let xml = xml::read(content);
    if name.starts_with("docProps/") || name == "meta.xml" {
        for (name, value) in &xml.leaves {
            walk.field(name, value)?;
        }
    } else if workbook && name.starts_with("xl/worksheets/") && extension == "xml" {
        let margins = xml.leaves.iter().filter(|(name, _)| name.ends_with("Header") || name.ends_with("Footer"));
        let lines: Vec<&str> = margins.map(|(_, text)| text.as_str()).collect();
        walk.text(Place::Section(name.to_owned()), &lines.join("\n"))?;
    } else {
        walk.text(Place::Section(name.to_owned()), &xml.text)?;
        walk.text(Place::Section(format!("{name} (aside)")), &xml.aside)?;
    }
    walk.damaged_if(xml.damaged)
}
