//! From bytes to text: the encoding by its mark, by what the bytes can be, at last windows-1252.

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// Text, and whether some of its bytes were no text.
pub struct Decoded<'a> {
    pub text: Cow<'a, str>,
    pub damaged: bool,
}

/// How much is looked at to tell UTF-16 without a mark from other bytes.
const SAMPLE: usize = 4096;

/// `None` where the bytes are no text at all.
pub fn decode(bytes: &[u8]) -> Option<Decoded<'_>> {
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        return Some(with(encoding, bytes));
    }
    let cut_off = match std::str::from_utf8(bytes) {
        Ok(text) if !has_controls(bytes) => return Some(Decoded { text: Cow::Borrowed(text), damaged: false }),
        Ok(_) => false,
        // UTF-8 that ends within a character.
        Err(error) => {
            error.error_len().is_none() && error.valid_up_to() > 0 && !bytes[..error.valid_up_to()].is_ascii()
        }
    };
    if let Some(encoding) = wide(bytes) {
        return Some(with(encoding, bytes));
    }
    if has_controls(bytes) {
        return None;
    }
    Some(with(if cut_off { UTF_8 } else { WINDOWS_1252 }, bytes))
}

/// Text in an encoding that is known.
pub fn with<'a>(encoding: &'static Encoding, bytes: &'a [u8]) -> Decoded<'a> {
    let (text, _, damaged) = encoding.decode(bytes);
    Decoded { text, damaged }
}

/// UTF-16 without a mark: every second byte of European text is zero.
fn wide(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = &bytes[..bytes.len().min(SAMPLE) & !1];
    let zeros = |first: usize| sample.iter().skip(first).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd, pairs) = (zeros(0), zeros(1), sample.len() / 2);
    if pairs < 2 {
        None
    } else if odd * 5 > pairs * 2 && even * 20 < pairs {
        Some(UTF_16LE)
    } else if even * 5 > pairs * 2 && odd * 20 < pairs {
        Some(UTF_16BE)
    } else {
        None
    }
}

/// Whether there are more control characters than text has.
fn has_controls(bytes: &[u8]) -> bool {
    let control = |byte: &u8| matches!(byte, 0..=8 | 0x0B | 0x0E..=0x19 | 0x1C..=0x1F | 0x7F);
    bytes.contains(&0) || bytes.iter().filter(|byte| control(byte)).count() * 200 > bytes.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(bytes: &[u8]) -> Option<(String, bool)> {
        decode(bytes).map(|decoded| (decoded.text.into_owned(), decoded.damaged))
    }

    #[test]
    fn encodings_are_told_apart() {
        let said = "Geachte mevrouw Brónckhorst, dit kost € 12";
        let utf16: Vec<u8> = said.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let big: Vec<u8> = said.encode_utf16().flat_map(u16::to_be_bytes).collect();
        let marked = [&b"\xFF\xFE"[..], &utf16].concat();
        let (western, _, _) = WINDOWS_1252.encode(said);
        for bytes in
            [said.as_bytes(), &utf16, &big, &marked, &western, &[&b"\xEF\xBB\xBF"[..], said.as_bytes()].concat()]
        {
            assert_eq!(text(bytes), Some((said.to_owned(), false)));
        }
    }

    #[test]
    fn what_is_no_text_or_cut_off_is_not_taken_for_whole_text() {
        assert_eq!(text(&[0, 1, 2, 3, 200, 201, 7, 8, 9]), None);
        assert_eq!(text("é één".as_bytes().split_last().unwrap().1), Some(("é éé".to_owned(), false)));
        let cut = &"één café".as_bytes()[.."één café".len() - 1];
        assert_eq!(text(cut), Some(("één caf\u{FFFD}".to_owned(), true)));
        assert_eq!(text(b""), Some((String::new(), false)));
    }
}
