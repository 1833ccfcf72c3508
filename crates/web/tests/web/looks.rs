//! Colours: every text has a contrast of at least 4.5 to 1 with what it stands on (WCAG 2.2, 1.4.3).

use std::collections::BTreeMap;
use std::path::Path;

fn properties(file: &Path) -> BTreeMap<String, String> {
    let text = std::fs::read_to_string(file).unwrap();
    text.lines()
        .filter_map(|line| line.trim().strip_prefix("--g-")?.split_once(": "))
        .map(|(name, value)| (name.to_owned(), value.trim_end_matches(';').to_owned()))
        .collect()
}

fn luminance(colour: &str) -> f64 {
    let part = |at: usize| f64::from(u8::from_str_radix(&colour[at..at + 2], 16).unwrap()) / 255.0;
    let linear = |value: f64| if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) };
    0.2126 * linear(part(1)) + 0.7152 * linear(part(3)) + 0.0722 * linear(part(5))
}

fn contrast(a: &str, b: &str) -> f64 {
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

#[test]
fn every_text_stands_out_in_every_theme() {
    assert!((contrast("#000000", "#ffffff") - 21.0).abs() < 0.01);
    let assets = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets");
    let tokens = properties(&assets.join("tokens.css"));
    let themes: Vec<_> = std::fs::read_dir(assets.join("themes")).unwrap().map(|entry| entry.unwrap().path()).collect();
    assert_eq!(themes.len(), 5);
    for theme in themes {
        let mut all = tokens.clone();
        all.extend(properties(&theme));
        let pairs = [
            ("ink", "paper"),
            ("ink", "ground"),
            ("ink-soft", "paper"),
            ("ink-soft", "ground"),
            ("ink-soft", "calm-ground"),
            ("ink-soft", "accent-ground"),
            ("good", "good-ground"),
            ("good", "paper"),
            ("bad", "bad-ground"),
            ("bad", "paper"),
            ("warn", "warn-ground"),
            ("warn", "paper"),
            ("calm", "calm-ground"),
            ("calm", "paper"),
            ("accent", "paper"),
            ("accent", "ground"),
            ("accent-strong", "accent-ground"),
            ("accent-soft", "ink"),
            ("ink", "focus-ground"),
            ("ink-soft", "warn-ground"),
            ("bad", "ground"),
        ];
        for (text, ground) in pairs {
            let found = contrast(&all[text], &all[ground]);
            assert!(found >= 4.5, "{text} on {ground} in {}: {found:.2}", theme.display());
        }
    }
}
