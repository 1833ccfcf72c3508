//! Reads the JSON of VERA: lists of objects, one after the other, from any bytes.

use std::io::{self, BufRead};

use serde_json::Value;

use super::entity::Entity;

/// Some objects of a list, and whether there are more.
#[derive(Debug)]
pub struct Part {
    pub entities: Vec<Entity>,
    pub more: bool,
}

/// Reads at most `limit` objects of a JSON list. `first`: the reader stands before the list; otherwise it stands where
/// the part before ended.
///
/// # Errors
/// Not a list of JSON objects, or one that ends too early. The text names a line or a byte, never a value.
pub fn part(from: &mut impl BufRead, first: bool, limit: usize) -> io::Result<Part> {
    let wrong = |reason: &str| io::Error::new(io::ErrorKind::InvalidData, reason.to_owned());
    let mut entities = Vec::new();
    if first {
        skip(from, |byte| byte.is_ascii_whitespace() || [0xef, 0xbb, 0xbf].contains(&byte))?;
        if next(from)? != b'[' {
            return Err(wrong("it is not a JSON list"));
        }
    }
    let mut fresh = first;
    loop {
        skip(from, |byte| byte.is_ascii_whitespace())?;
        match peek(from)? {
            b']' => {
                next(from)?;
                skip(from, |byte| byte.is_ascii_whitespace())?;
                if !from.fill_buf()?.is_empty() {
                    return Err(wrong("something follows the list"));
                }
                return Ok(Part { entities, more: false });
            }
            b',' if !fresh => {
                next(from)?;
                skip(from, |byte| byte.is_ascii_whitespace())?;
            }
            _ if !fresh => return Err(wrong("a comma is missing in the list")),
            _ => {}
        }
        fresh = false;
        if peek(from)? != b'{' {
            return Err(wrong("the list holds something that is not an object"));
        }
        let mut read = serde_json::Deserializer::from_reader(&mut *from).into_iter::<serde_json::Map<String, Value>>();
        match read.next() {
            Some(Ok(entity)) => entities.push(Entity::new(entity)),
            Some(Err(error)) => return Err(wrong(&shape(&error))),
            None => return Err(wrong("the list ends too early")),
        }
        if entities.len() >= limit {
            return Ok(Part { entities, more: true });
        }
    }
}

/// A whole list, such as the body of an answer.
pub fn list(bytes: &[u8]) -> io::Result<Vec<Entity>> {
    part(&mut io::Cursor::new(bytes), true, usize::MAX).map(|part| part.entities)
}

/// One object.
pub fn object(bytes: &[u8]) -> io::Result<Entity> {
    let read = serde_json::from_slice(bytes).map(Entity::new);
    read.map_err(|error| io::Error::new(io::ErrorKind::InvalidData, shape(&error)))
}

/// What is wrong and where, without the text that it is about.
fn shape(error: &serde_json::Error) -> String {
    let what = if error.is_eof() { "it ends too early" } else { "it is not valid JSON" };
    format!("{what} (line {}, column {} of the object)", error.line(), error.column())
}

fn peek(from: &mut impl BufRead) -> io::Result<u8> {
    let early = || io::Error::new(io::ErrorKind::UnexpectedEof, "the list ends too early");
    from.fill_buf()?.first().copied().ok_or_else(early)
}

fn next(from: &mut impl BufRead) -> io::Result<u8> {
    let byte = peek(from)?;
    from.consume(1);
    Ok(byte)
}

fn skip(from: &mut impl BufRead, what: impl Fn(u8) -> bool) -> io::Result<()> {
    loop {
        let buffer = from.fill_buf()?;
        let (run, end) = (buffer.iter().take_while(|byte| what(**byte)).count(), buffer.len());
        from.consume(run);
        if run < end || end == 0 {
            return Ok(());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ids(entities: &[Entity]) -> Vec<String> {
        entities.iter().map(|entity| entity.id().unwrap_or_default()).collect()
    }

    #[test]
    fn a_list_in_parts_is_the_list() {
        let text = "\u{feff} [ {\"id\":\"a\"} , {\"id\":0},{\"id\":\"\"}\n,{\"id\":\"d\",\"x\":[{}]} ] \n";
        assert_eq!(ids(&list(text.as_bytes()).unwrap()), ["a", "0", "", "d"]);
        for limit in 1..6 {
            let mut from = io::Cursor::new(text.as_bytes());
            let (mut all, mut first) = (Vec::new(), true);
            loop {
                let part = part(&mut from, first, limit).unwrap();
                all.extend(ids(&part.entities));
                first = false;
                if !part.more {
                    break;
                }
            }
            assert_eq!(all, ["a", "0", "", "d"], "{limit}");
        }
        assert!(list(b"[]").unwrap().is_empty());
    }

    #[test]
    fn what_is_cut_short_or_no_list_is_an_error_and_says_no_value() {
        let whole = br#"[{"id":"geheim"},{"id":"b"}]"#;
        for end in 0..whole.len() {
            let error = list(&whole[..end]).unwrap_err().to_string();
            assert!(!error.contains("geheim"), "{error}");
        }
        for wrong in
            ["{}", "[1]", "[{},]", "[,{}]", "[{} {}]", "[{}] x", "[{}][{}]", "null", "<html>", "[{\"a\":geheim}]"]
        {
            let error = list(wrong.as_bytes()).expect_err(wrong).to_string();
            assert!(!error.contains("geheim"), "{error}");
        }
    }
}
