//! The register in pictures (SVG): from whom data come and to whom they go, and how long they are kept.
//!
//! A picture is as wide as a small screen and says everything in words and in the shape of a line, never by colour
//! alone. Colours come from the style sheet of the page, by class.

use askama::Template;
use gestand_policy::model::{RecipientRole, Region};
use gestand_policy::terms::{Keep, Length, Unit};

use super::{Named, Register, RegisterActivity, RegisterRecipient, RetentionTerm};
use crate::Lang;
use crate::words::{capital, list_in_words, word};

/// Width of a picture; the style sheet scales it.
const WIDTH: usize = 340;
/// Characters of a label, and of a note, that fit in a box.
const LABEL: usize = 32;
const NOTE: usize = 38;
/// Height of a line of a label and of a note.
const LABEL_LINE: usize = 20;
const NOTE_LINE: usize = 18;
/// So many data are named in the picture; the page names all of them.
const MOST_DATA: usize = 8;

/// Text of one line at a height.
struct Line {
    y: usize,
    text: String,
    class: &'static str,
}

/// A box with its lines.
struct Shape {
    y: usize,
    height: usize,
    lines: Vec<Line>,
    /// How its border is drawn: the role, in the style sheet.
    class: &'static str,
    /// Marked as outside the European Economic Area.
    outside: bool,
}

impl Shape {
    /// Where an arrow to or from the box is.
    fn middle(&self) -> usize {
        self.y + self.height / 2
    }
}

#[derive(Template)]
#[template(path = "register-flow.svg")]
struct Flow {
    id: String,
    title: String,
    description: String,
    height: usize,
    headings: Vec<Line>,
    sources: Vec<Shape>,
    activity: Shape,
    recipients: Vec<Shape>,
}

impl Flow {
    fn first(&self) -> usize {
        self.sources.first().map_or(self.activity.y, Shape::middle)
    }
    fn last(&self) -> usize {
        self.recipients.last().map_or(self.activity.y + self.activity.height, Shape::middle)
    }
    fn below(&self) -> usize {
        self.activity.y + self.activity.height
    }
}

/// The flow of data of one activity: from whom, the activity with its data, to whom with role and region.
/// Empty where the picture cannot be drawn.
pub fn flow_svg(register: &Register, activity: &RegisterActivity) -> String {
    let lang = register.lang;
    let say = |id: &str| word("register", id, lang);
    let mut pen = Pen { y: 0 };
    let mut headings = vec![pen.heading(say("from-whom"))];
    let people: Vec<&str> = activity.subjects.iter().map(|subject| subject.label.as_str()).collect();
    let mut sources = vec![pen.shape(&capital(&list_in_words(&people, lang)), &[say("person-self")], "person")];
    for origin in &activity.origins {
        let note = if origin.public_register { say("public-register") } else { say("other-source") };
        sources.push(pen.shape(&capital(&origin.label), &[note], "source"));
    }
    pen.y += 16;
    let data = some_data(activity, lang);
    let middle = pen.shape(&capital(&activity.label), &data, "activity");
    pen.y += 6;
    headings.push(pen.heading(say("to-whom")));
    let recipients: Vec<Shape> = match activity.recipients.as_slice() {
        [] => vec![pen.shape(&say("nobody-else"), &[], "nobody")],
        some => some.iter().map(|recipient| receiver(&mut pen, recipient)).collect(),
    };
    let picture = Flow {
        id: format!("stroom-{}", activity.id),
        title: format!("{}: {}", say("flow"), activity.label),
        description: described(activity, lang),
        height: pen.y,
        headings,
        sources,
        activity: middle,
        recipients,
    };
    picture.render().unwrap_or_default()
}

fn some_data(activity: &RegisterActivity, lang: Lang) -> Vec<String> {
    let mut labels: Vec<String> = activity.data.iter().map(|data| data.label.clone()).collect();
    let more = labels.len().saturating_sub(MOST_DATA);
    labels.truncate(MOST_DATA);
    if more > 0 {
        labels.push(format!("+ {more} {}", word("register", "more", lang)));
    }
    labels
}

fn receiver(pen: &mut Pen, recipient: &RegisterRecipient) -> Shape {
    let class = match recipient.role.as_ref().map(|role| role.id) {
        Some(RecipientRole::Processor) => "processor",
        Some(RecipientRole::Controller) => "controller",
        Some(RecipientRole::JointController) => "joint",
        Some(RecipientRole::Authority) => "authority",
        Some(RecipientRole::Unknown) | None => "unknown",
    };
    let notes = [recipient.role.as_ref().map(|role| role.label.clone()), region_note(recipient)];
    let notes: Vec<String> = notes.into_iter().flatten().collect();
    let mut shape = pen.shape(&capital(&recipient.label), &notes, class);
    shape.outside = recipient.region.as_ref().is_some_and(|region| region.id == Region::ThirdCountry);
    shape
}

fn region_note(recipient: &RegisterRecipient) -> Option<String> {
    let region = recipient.region.as_ref()?;
    Some(match &recipient.safeguard {
        Some(safeguard) => format!("{} ({})", region.label, safeguard.label),
        None => region.label.clone(),
    })
}

/// The picture in a sentence, for who does not see it.
fn described(activity: &RegisterActivity, lang: Lang) -> String {
    let labels = |named: &[Named]| named.iter().map(|each| each.label.clone()).collect::<Vec<_>>();
    let mut from = labels(&activity.subjects);
    from.extend(activity.origins.iter().map(|origin| origin.label.clone()));
    let to: Vec<String> =
        activity.recipients.iter().map(|recipient| super::table::details(&without_data(recipient), lang)).collect();
    let to = if to.is_empty() { word("register", "nobody-else", lang) } else { list_in_words(&to, lang) };
    format!(
        "{}: {}. {}: {to}.",
        word("register", "from-whom", lang),
        list_in_words(&from, lang),
        word("register", "to-whom", lang)
    )
}

fn without_data(recipient: &RegisterRecipient) -> RegisterRecipient {
    RegisterRecipient { data: Vec::new(), conditions: Vec::new(), ..recipient.clone() }
}

/// Where the next thing is drawn.
struct Pen {
    y: usize,
}

impl Pen {
    fn heading(&mut self, text: String) -> Line {
        self.y += 22;
        let line = Line { y: self.y, text, class: "heading" };
        self.y += 10;
        line
    }

    fn shape(&mut self, label: &str, notes: &[String], class: &'static str) -> Shape {
        let top = self.y;
        let mut lines = Vec::new();
        self.y += 6;
        for text in wrap(label, LABEL) {
            self.y += LABEL_LINE;
            lines.push(Line { y: self.y - 4, text, class: "label" });
        }
        for text in notes.iter().flat_map(|note| wrap(note, NOTE)) {
            self.y += NOTE_LINE;
            lines.push(Line { y: self.y - 4, text, class: "note" });
        }
        self.y += 8;
        let shape = Shape { y: top, height: self.y - top, lines, class, outside: false };
        self.y += 10;
        shape
    }
}

/// Breaks a text into lines of at most `width` characters; a longer word is broken.
fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        let letters: Vec<char> = word.chars().collect();
        for part in letters.chunks(width) {
            let part: String = part.iter().collect();
            match lines.last_mut() {
                Some(line) if line.chars().count() + 1 + part.chars().count() <= width => {
                    line.push(' ');
                    line.push_str(&part);
                }
                _ => lines.push(part),
            }
        }
    }
    lines
}

/// A rule on the scale of time.
struct Bar {
    y: usize,
    /// Absent: the rule has no number.
    width: Option<usize>,
}

struct Tick {
    x: usize,
    text: String,
    anchor: &'static str,
}

#[derive(Template)]
#[template(path = "register-timeline.svg")]
struct Timeline {
    title: String,
    description: String,
    height: usize,
    ticks: Vec<Tick>,
    lines: Vec<Line>,
    bars: Vec<Bar>,
}

/// How long data are kept: a bar per rule on one scale, the longest first; then the rules without a number.
/// Empty where the picture cannot be drawn.
pub fn timeline_svg(register: &Register) -> String {
    let lang = register.lang;
    let say = |id: &str| word("register", id, lang);
    let mut rules: Vec<(Option<u32>, &RetentionTerm)> =
        register.retention.iter().map(|rule| (days(rule), rule)).collect();
    rules.sort_by_key(|(days, _)| std::cmp::Reverse(*days));
    let longest = rules.first().and_then(|(days, _)| *days).unwrap_or(0);
    let years = longest.div_ceil(366).max(1);
    let scale = |days: u32| (WIDTH * days as usize / (years as usize * 366)).max(2);
    let mut y = 26;
    let (mut lines, mut bars) = (Vec::new(), Vec::new());
    for (days, rule) in &rules {
        for text in wrap(&capital(&rule.label), LABEL + 4) {
            y += LABEL_LINE;
            lines.push(Line { y, text, class: "label" });
        }
        y += 7;
        bars.push(Bar { y, width: days.map(scale) });
        y += 14;
        for text in wrap(&rule.term, NOTE + 4) {
            y += NOTE_LINE;
            lines.push(Line { y, text, class: "note" });
        }
        y += 12;
    }
    let open = rules.iter().filter(|(days, _)| days.is_none()).count();
    let picture = Timeline {
        title: say("timeline"),
        description: format!(
            "{} {}. {} {open}.",
            say("timeline-longest"),
            rules.first().map_or_else(String::new, |(_, rule)| format!("{}: {}", rule.label, rule.term)),
            say("timeline-open")
        ),
        height: y,
        ticks: ticks(years, lang),
        lines,
        bars,
    };
    picture.render().unwrap_or_default()
}

/// The length of a rule in days, where it has one: a rule of 0 days ends with its event.
fn days(rule: &RetentionTerm) -> Option<u32> {
    match rule.keep.as_ref()? {
        Keep::After { length, .. } if length.count > 0 => Some(length.longest_days()),
        Keep::After { .. } | Keep::Until { .. } | Keep::AsNeeded => None,
    }
}

/// Start, middle and end of the scale.
fn ticks(years: u32, lang: Lang) -> Vec<Tick> {
    let year = |count: u32| {
        crate::words::length_in_words(Length::new(u16::try_from(count).unwrap_or(u16::MAX), Unit::Years), lang)
    };
    let mut ticks = vec![Tick { x: 0, text: "0".to_owned(), anchor: "start" }];
    if years > 1 {
        let half = years / 2;
        ticks.push(Tick { x: WIDTH * half as usize / years as usize, text: year(half), anchor: "middle" });
    }
    ticks.push(Tick { x: WIDTH, text: year(years), anchor: "end" });
    ticks
}

#[cfg(test)]
mod tests {
    use super::wrap;

    #[test]
    fn lines_are_never_longer_than_they_may_be_and_lose_nothing() {
        let text = "gegevens over verschrikkelijklangwoordzonderspaties en meer";
        let lines = wrap(text, 12);
        assert!(lines.iter().all(|line| line.chars().count() <= 12), "{lines:?}");
        assert_eq!(lines.concat().replace(' ', ""), text.replace(' ', ""));
        assert!(wrap("", 10).is_empty());
    }
}
