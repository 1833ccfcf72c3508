//! Any text as HTML: no word that stands outside tags is lost, and nothing panics.
#![no_main]

use gestand_documents::extract::html_text;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|html: &str| {
    let text = html_text(html);
    assert!(
        html.contains(['<', '&'])
            || text.split_whitespace().eq(html.split_ascii_whitespace().flat_map(str::split_whitespace))
    );
});
