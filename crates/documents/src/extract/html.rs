//! The text of HTML: tags go, and what stood in two blocks or cells stays apart.

use mail_parser::decoders::html::add_html_token;

/// Tags that stand in a line of text without breaking it.
const INLINE: [&str; 22] = [
    "a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "del", "em", "font", "i", "ins", "mark", "s", "small",
    "span", "strong", "sub", "sup", "u", "wbr",
];
/// The longest name of a character, `&CounterClockwiseContourIntegral;`, and some more.
const LONGEST_ENTITY: usize = 40;

/// The text of a page, its title included. Styles, scripts, comments and attributes are no text.
#[must_use]
pub fn text_of(html: &str) -> String {
    let mut text = String::with_capacity(html.len() / 2);
    let mut rest = html;
    while let Some(at) = rest.find(['<', '&']) {
        say(&mut text, &rest[..at]);
        let sign = &rest[at..];
        let used = if sign.starts_with('&') { entity(&mut text, sign) } else { tag(&mut text, sign) };
        rest = &sign[used..];
    }
    say(&mut text, rest);
    text
}

/// Text, with white space as a page shows it.
fn say(text: &mut String, said: &str) {
    for c in said.chars() {
        if !c.is_ascii_whitespace() {
            text.push(c);
        } else if !text.is_empty() && !text.ends_with([' ', '\n']) {
            text.push(' ');
        }
    }
}

/// Says the character that `&name;` stands for, and how long the name is.
fn entity(text: &mut String, sign: &str) -> usize {
    let name = sign[1..].find(|c: char| !c.is_ascii_alphanumeric() && c != '#').map_or(0, |end| end + 1);
    if (2..LONGEST_ENTITY).contains(&name) && sign[name..].starts_with(';') {
        add_html_token(text, &sign.as_bytes()[..=name], false);
        name + 1
    } else {
        text.push('&');
        1
    }
}

/// Says what stands between the texts before and after a tag, and how long the tag is.
fn tag(text: &mut String, sign: &str) -> usize {
    if let Some(comment) = sign.strip_prefix("<!--") {
        return comment.find("-->").map_or(sign.len(), |end| "<!--".len() + end + "-->".len());
    }
    let name = sign[1..].strip_prefix('/').unwrap_or(&sign[1..]);
    if !name.starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '!' | '?')) {
        text.push('<');
        return 1;
    }
    let Some(first) = sign.find('>') else {
        // Here no tag ends any more: what is left is text.
        say(text, sign);
        return sign.len();
    };
    let name = &name[..name.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(name.len())];
    let used = end_of_tag(sign).unwrap_or(first + 1);
    if name.eq_ignore_ascii_case("td") || name.eq_ignore_ascii_case("th") {
        say(text, " ");
    } else if !INLINE.iter().any(|inline| name.eq_ignore_ascii_case(inline)) && !text.is_empty() {
        text.truncate(text.trim_end_matches(' ').len());
        if !text.ends_with('\n') {
            text.push('\n');
        }
    }
    let silent = ["script", "style"].iter().any(|silent| name.eq_ignore_ascii_case(silent));
    if silent && !sign.starts_with("</") { used + closing(&sign[used..], name) } else { used }
}

/// The length of a tag, in which a `>` in quotes is no end; `None` where the quotes do not end.
fn end_of_tag(sign: &str) -> Option<usize> {
    let mut quote = None;
    for (at, byte) in sign.bytes().enumerate() {
        match (quote, byte) {
            (None, b'>') => return Some(at + 1),
            (None, b'"' | b'\'') => quote = Some(byte),
            (Some(open), _) if open == byte => quote = None,
            _ => {}
        }
    }
    None
}

/// Where `</name` stands.
fn closing(rest: &str, name: &str) -> usize {
    let mut from = 0;
    while let Some(at) = rest[from..].find("</") {
        let found = rest.as_bytes().get(from + at + 2..from + at + 2 + name.len());
        if found.is_some_and(|found| found.eq_ignore_ascii_case(name.as_bytes())) {
            return from + at;
        }
        from += at + 2;
    }
    rest.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_and_blocks_stay_apart_and_words_stay_whole() {
        let text = text_of("<table><tr><td>11122</td><td>2233</td></tr></table><div>Jan</div><div>Piet</div>");
        assert_eq!(text.split_whitespace().collect::<Vec<_>>(), ["11122", "2233", "Jan", "Piet"]);
        assert_eq!(text_of("<p>Bronck<b>horst</b> &amp; co &eacute;&#233;n</p>").trim(), "Bronckhorst & co één");
        assert_eq!(text_of("<b>Jan</b> <b>Jansen</b>&nbsp;&lt;b&gt; a<b & c"), "Jan Jansen\u{a0}<b> a<b & c");
        assert_eq!(text_of("<a title='x > y'>1</a>2 < 3 <a title='z>4"), "12 < 3 4");
        assert_eq!(text_of("<style>p{}</style><script>if(a<b)x</script><p>ja</p>").trim(), "ja");
    }

    #[test]
    fn odd_ends_do_not_break_it() {
        for html in [
            "<",
            "a<",
            "</",
            "<é>é</é>",
            "<!--",
            "&#xffffffff;",
            "&#55555555555;",
            "&",
            "&;",
            "<a \"é",
            "<script",
            "<style>é</",
        ] {
            let _text = text_of(html);
        }
    }
}
