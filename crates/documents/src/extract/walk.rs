//! The walk through a file and the files in it: says what is read, and keeps count of the limits.

use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::Read;
use std::panic::{AssertUnwindSafe, catch_unwind};

use super::kind::{Kind, kind_of};
use super::{Field, File, Limits, Part, Place, Problem, Reason, Said};
use super::{html, image, mail, msg, office, pdf, sheet, text};

/// Reading ends here: a limit on the whole file is reached, and was said.
#[derive(Debug)]
pub struct Stop;

pub type Flow = Result<(), Stop>;

/// What a problem or the frame of a part counts for, in bytes: without it, empty ones would be free.
const FRAME: u64 = 64;

pub struct Walk<'a> {
    pub limits: &'a Limits,
    say: &'a mut dyn FnMut(Said),
    inside: Vec<String>,
    said: u64,
    unpacked: u64,
    files: usize,
    images: usize,
    seen: HashSet<(usize, u64)>,
}

impl<'a> Walk<'a> {
    pub fn new(limits: &'a Limits, say: &'a mut dyn FnMut(Said)) -> Self {
        Self { limits, say, inside: Vec::new(), said: 0, unpacked: 0, files: 0, images: 0, seen: HashSet::new() }
    }

    /// The file itself.
    pub fn root(&mut self, file: File<'_>) -> Flow {
        if u64::try_from(file.bytes.len()).is_ok_and(|size| size > self.limits.input) {
            return self.problem(Reason::TooLarge);
        }
        let kind = kind_of(file);
        if let Some(media_type) = kind.media_type() {
            (self.say)(Said::Is(media_type.to_owned()));
        }
        self.guarded(|walk| walk.read(&kind, file))
    }

    /// A file in the file.
    pub fn file(&mut self, file: File<'_>) -> Flow {
        self.enter(file.name, |walk| walk.read(&kind_of(file), file))
    }

    /// What stands in something with a name, one level deeper.
    pub fn enter(&mut self, name: &str, inner: impl FnOnce(&mut Self) -> Flow) -> Flow {
        self.inside.push(name.chars().take(200).collect());
        self.files += 1;
        let flow = if self.files > self.limits.files {
            self.problem(Reason::TooManyFiles).and(Err(Stop))
        } else if self.inside.len() > self.limits.depth {
            self.problem(Reason::TooDeep)
        } else {
            self.guarded(inner)
        };
        self.inside.pop();
        flow
    }

    /// A parser that panics spoils its own file only.
    fn guarded(&mut self, inner: impl FnOnce(&mut Self) -> Flow) -> Flow {
        let depth = self.inside.len();
        catch_unwind(AssertUnwindSafe(|| inner(self))).unwrap_or_else(|_| {
            self.inside.truncate(depth);
            self.problem(Reason::Crashed)
        })
    }

    fn read(&mut self, kind: &Kind, file: File<'_>) -> Flow {
        match kind {
            Kind::Pdf => pdf::read(self, file.bytes),
            Kind::Office(_) => office::read(self, file.bytes, false),
            Kind::Xlsx => sheet::xlsx(self, file.bytes).and_then(|()| office::read(self, file.bytes, true)),
            Kind::Xls => sheet::xls(self, file.bytes),
            Kind::Mail => mail::read(self, file.bytes),
            Kind::Mbox => mail::mailbox(self, file.bytes),
            Kind::Msg => msg::read(self, file.bytes),
            Kind::Image(_) => image::read(self, file.bytes),
            Kind::Html => {
                let Some(decoded) = text::decode(file.bytes) else { return self.problem(Reason::Unknown) };
                self.text(Place::Body, &html::text_of(&decoded.text))?;
                self.damaged_if(decoded.damaged)
            }
            Kind::Text => {
                let Some(decoded) = text::decode(file.bytes) else { return self.problem(Reason::Unknown) };
                self.text(Place::Body, &decoded.text)?;
                self.damaged_if(decoded.damaged)
            }
            Kind::Not(reason) => self.problem(*reason),
        }
    }

    pub fn text(&mut self, place: Place, text: &str) -> Flow {
        self.part(place, text, false)
    }

    /// A text that was read from an image.
    pub fn seen(&mut self, place: Place, text: &str) -> Flow {
        self.part(place, text, true)
    }

    fn part(&mut self, place: Place, text: &str, ocr: bool) -> Flow {
        if text.trim().is_empty() {
            return Ok(());
        }
        let (text, flow) = self.room_for(text);
        (self.say)(Said::Part(Part { inside: self.inside.clone(), place, ocr, text: text.to_owned() }));
        flow.or_else(|Stop| self.problem(Reason::TooMuchText).and(Err(Stop)))
    }

    pub fn field(&mut self, name: &str, value: &str) -> Flow {
        if value.trim().is_empty() {
            return Ok(());
        }
        let (value, flow) = self.room_for(value);
        let name = name.chars().take(200).collect();
        (self.say)(Said::Field(Field { inside: self.inside.clone(), name, value: value.to_owned() }));
        flow.or_else(|Stop| self.problem(Reason::TooMuchText).and(Err(Stop)))
    }

    /// As much of `text` as may still be said.
    fn room_for<'t>(&mut self, text: &'t str) -> (&'t str, Flow) {
        let left = self.limits.output.saturating_sub(self.said).saturating_sub(FRAME);
        let fits = usize::try_from(left).map_or(text.len(), |left| text.floor_char_boundary(left));
        self.said = self.said.saturating_add(FRAME).saturating_add(text.len() as u64);
        (&text[..fits], if fits < text.len() { Err(Stop) } else { Ok(()) })
    }

    pub fn problem(&mut self, reason: Reason) -> Flow {
        (self.say)(Said::Problem(Problem { inside: self.inside.clone(), reason }));
        self.said = self.said.saturating_add(FRAME);
        if self.said > self.limits.output { Err(Stop) } else { Ok(()) }
    }

    pub fn damaged_if(&mut self, damaged: bool) -> Flow {
        if damaged { self.problem(Reason::Damaged) } else { Ok(()) }
    }

    /// Reads compressed content to its end, within what all of it may unpack to.
    pub fn unpack(&mut self, from: impl Read) -> Result<Vec<u8>, Reason> {
        let left = self.limits.unpacked.saturating_sub(self.unpacked);
        let mut bytes = Vec::new();
        let outcome = from.take(left.saturating_add(1)).read_to_end(&mut bytes);
        self.unpacked = self.unpacked.saturating_add(bytes.len() as u64);
        if bytes.len() as u64 > left {
            Err(Reason::Unpacks)
        } else {
            outcome.map(|_| bytes).map_err(|_| Reason::Damaged)
        }
    }

    /// Whether this is the first time that these bytes come by: a logo is in every mail.
    pub fn is_new(&mut self, bytes: &[u8]) -> bool {
        let mut hasher = DefaultHasher::new();
        bytes.hash(&mut hasher);
        self.seen.insert((bytes.len(), hasher.finish()))
    }

    /// One more page or image for character recognition, if there may be one.
    pub fn image(&mut self) -> Result<(), Reason> {
        self.images += 1;
        if self.images > self.limits.ocr_pages { Err(Reason::TooManyImages) } else { Ok(()) }
    }
}
