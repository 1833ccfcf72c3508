//! Dutch documents with numbers planted in them, and where: the same seed gives the same documents.

use std::ops::Range;

use rand::{Rng, RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

use super::{decoys, prose, writing, zones};

/// A text with what stands in it.
#[derive(Debug, Default)]
pub struct Document {
    pub text: String,
    /// Read by a scanner, with its errors.
    pub scan: bool,
    /// BSNs: bytes of the text, and in which way it stands there.
    pub planted: Vec<(Range<usize>, &'static str)>,
    /// Numbers that are none.
    pub decoys: Vec<(Range<usize>, &'static str)>,
}

impl Document {
    fn say(&mut self, text: &str) {
        self.text.push_str(text);
    }

    fn plant(&mut self, kind: &'static str, text: &str) {
        let start = self.text.len();
        self.text.push_str(text);
        self.planted.push((start..self.text.len(), kind));
    }

    fn zone(&mut self, kind: &'static str, lines: zones::Lines) {
        let start = self.text.len();
        self.text.push_str(&lines.text);
        self.planted.extend(lines.bsn.map(|bsn| (start + bsn.start..start + bsn.end, kind)));
        self.text.push('\n');
    }
}

/// `count` documents: one in ten a scan, half of them with one BSN or more.
pub fn corpus(count: usize, seed: u64) -> Vec<Document> {
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    (0..count).map(|number| document(&mut rng, number % 10 == 9)).collect()
}

fn document(rng: &mut impl Rng, scan: bool) -> Document {
    let mut it = Document { scan, ..Document::default() };
    let (first, last) = prose::name(rng);
    match rng.random_range(0..4) {
        0 => it.say(&format!("Geachte {first} {last},\n\n")),
        1 => {
            it.say(&format!("Van: {}@example.invalid\nOnderwerp: uw bericht\n\nBeste mensen,\n", first.to_lowercase()))
        }
        2 => it.say(&format!("FORMULIER\nNaam: {last}, {first}\nGeboren: {}\n", prose::day(rng))),
        _ => it.say(&format!("Notitie {} (balie)\n", prose::day(rng))),
    }
    let planted = if rng.random_bool(0.5) { rng.random_range(1..3) } else { 0 };
    let decoys = rng.random_range(0..4);
    let mut blocks: Vec<bool> = (0..planted + decoys).map(|block| block < planted).collect();
    rand::seq::SliceRandom::shuffle(&mut blocks[..], rng);
    for block in blocks {
        prose_between(&mut it, rng);
        if block {
            plant(&mut it, rng);
        } else {
            let decoy = decoys::decoy(rng);
            it.say(decoy.before);
            let start = it.text.len();
            it.say(&decoy.text);
            it.decoys.push((start..it.text.len(), decoy.kind));
        }
        it.say([". ", "\n", ", ", "\n\n"][rng.random_range(0..4)]);
    }
    prose_between(&mut it, rng);
    it.say(&format!("\nMet vriendelijke groet,\n{first} {last}\n"));
    it
}

fn prose_between(it: &mut Document, rng: &mut impl Rng) {
    let count = rng.random_range(1..7);
    let text = prose::sentences(rng, count);
    let text = if it.scan { writing::misread(rng, &text, 0.02) } else { text };
    it.say(&text);
    it.say(if rng.random_bool(0.5) { "\n" } else { " " });
}

/// One BSN, or a list of some.
fn plant(it: &mut Document, rng: &mut impl Rng) {
    if it.scan {
        return plant_in_scan(it, rng);
    }
    let digits = writing::number(rng);
    let spaced = writing::spaced(rng, &digits);
    match rng.random_range(0..20) {
        0..8 => {
            it.say(writing::label(rng));
            it.plant("name before it", &spaced);
        }
        8 | 9 => {
            it.plant("name behind it", &spaced);
            it.say([" (BSN)", " is mijn bsn", " als burgerservicenummer", " = BSN"][rng.random_range(0..4)]);
        }
        10 => {
            it.say("U vroeg mij om mijn BSN toen ik vorige week bij u aan de balie was. Hier is het:\n");
            it.plant("name far before it", &spaced);
        }
        11 => {
            let (first, last) = prose::name(rng);
            it.say(&format!("{last}, {first}, {}, ", prose::day(rng)));
            it.plant("no name, plain", &digits);
        }
        12 => {
            it.say("Gegevens partner: ");
            it.plant("no name, with separators", &spaced);
        }
        13 => {
            it.say("Naam\tBSN\tGeboren\n");
            for _ in 0..3 {
                let (first, last) = prose::name(rng);
                it.say(&format!("{first} {last}\t"));
                it.plant("in a table", &writing::number(rng));
                it.say(&format!("\t{}\n", prose::day(rng)));
            }
        }
        14 => {
            it.say("BSN's van het gezin: ");
            for between in [", ", " en ", ""] {
                it.plant("in a list", &writing::number(rng));
                it.say(between);
            }
        }
        15 => {
            it.say(writing::label(rng));
            it.plant("eight digits", &writing::short_number(rng));
        }
        16 => {
            it.say(writing::mistyped(rng));
            it.plant("name mistyped", &spaced);
        }
        17 => {
            it.say(writing::label(rng));
            it.plant("broken over two lines", &format!("{}\n{}", &digits[..4], &digits[4..]));
        }
        18 => it.zone("old passport", zones::passport(rng, "NLD", &digits)),
        _ => it.zone("old card", zones::card(rng, "NLD", &digits)),
    }
}

fn plant_in_scan(it: &mut Document, rng: &mut impl Rng) {
    let digits = writing::number(rng);
    match rng.random_range(0..4) {
        0 | 1 => {
            let label = writing::label(rng);
            it.say(&writing::misread(rng, label, 0.03));
            it.plant("scan, name before it", &writing::misread(rng, &digits, 0.04));
        }
        2 => misread_zone(it, rng, "scan, old passport", |rng| zones::passport(rng, "NLD", &digits)),
        _ => misread_zone(it, rng, "scan, old card", |rng| zones::card(rng, "NLD", &digits)),
    }
}

/// The parts before, in and behind the BSN are misread one by one, so that its place is known.
fn misread_zone<R: Rng>(it: &mut Document, rng: &mut R, kind: &'static str, make: impl Fn(&mut R) -> zones::Lines) {
    let lines = make(rng);
    let Some(bsn) = lines.bsn else { return };
    let mut part = |range: Range<usize>| writing::misread(rng, &lines.text[range], 0.02);
    let (before, number, behind) = (part(0..bsn.start), part(bsn.clone()), part(bsn.end..lines.text.len()));
    it.say(&before);
    it.plant(kind, &number);
    it.say(&behind);
    it.say("\n");
}
