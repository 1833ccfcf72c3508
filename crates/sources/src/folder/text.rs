//! What a document says, read in a process that is shut in; and what a file is by its name.

use gestand_documents::extract::{Extracted, File, Problem, Reason};
use gestand_documents::worker::Reader;

/// Endings of moving pictures and sound: they have no text.
const FOOTAGE: [&str; 14] =
    ["mp4", "m4v", "mkv", "avi", "mov", "wmv", "ts", "dav", "ubv", "264", "265", "h264", "mp3", "wav"];

fn ending(name: &str) -> String {
    name.rsplit_once('.').map_or("", |(_, ending)| ending).to_lowercase()
}

/// Whether a file may have text, by its name.
pub fn may_have_text(name: &str) -> bool {
    !FOOTAGE.contains(&ending(name).as_str())
}

/// What a file says. What cannot be read is a problem in the answer.
pub async fn said(reader: &Reader, name: &str, bytes: Vec<u8>) -> Extracted {
    let (child, name) = (reader.clone(), name.to_owned());
    let read = move || child.read(File { name: &name, media_type: None, bytes: &bytes });
    // Only a panic ends without an answer.
    let crashed =
        |_| Extracted { problems: vec![Problem { inside: Vec::new(), reason: Reason::Crashed }], ..Default::default() };
    tokio::task::spawn_blocking(read).await.unwrap_or_else(crashed)
}

/// The media type of a file by its name.
pub fn media_type(name: &str) -> &'static str {
    match ending(name).as_str() {
        "pdf" => "application/pdf",
        "txt" | "md" => "text/plain; charset=utf-8",
        "csv" => "text/csv; charset=utf-8",
        "html" | "htm" => "text/html; charset=utf-8",
        "json" => "application/json",
        "xml" => "application/xml",
        "eml" => "message/rfc822",
        "msg" => "application/vnd.ms-outlook",
        "jpg" | "jpeg" => "image/jpeg",
        "png" => "image/png",
        "tif" | "tiff" => "image/tiff",
        "mp4" => "video/mp4",
        "docx" => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "xlsx" => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        _ => "application/octet-stream",
    }
}
