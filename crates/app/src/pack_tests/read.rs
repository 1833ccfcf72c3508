//! From Markdown to tables with their lines, and the promises that stand above them.

use gestand_policy::Bilingual;
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::words::{parts, plain};

/// What stands in a file.
#[derive(Debug, Default)]
pub(super) struct Read {
    pub tables: Vec<Table>,
    pub problems: Vec<Trouble>,
}

/// Something that is not understood.
#[derive(Debug)]
pub(super) struct Trouble {
    pub line: usize,
    pub message: Bilingual,
    /// The promises that it names.
    pub shows: Vec<String>,
}

impl Trouble {
    /// What names no promise.
    pub fn new(line: usize, message: Bilingual) -> Self {
        Trouble { line, message, shows: Vec::new() }
    }
}

/// A table with the 1-based line of its header.
#[derive(Debug)]
pub(super) struct Table {
    pub line: usize,
    pub heads: Vec<String>,
    pub rows: Vec<RawRow>,
    /// Ids of promises.
    pub shows: Vec<String>,
}

#[derive(Debug)]
pub(super) struct RawRow {
    pub line: usize,
    /// As many as there are heads: Markdown adds empty ones and drops what is too much.
    pub cells: Vec<String>,
    /// As it stands in the file.
    pub source: String,
}

impl RawRow {
    /// Whether the row has the cells of its table, so that nothing was added or dropped.
    pub fn sound(&self, heads: usize) -> Result<(), Bilingual> {
        let written = cells_written(&self.source);
        if written == heads {
            return Ok(());
        }
        Err(Bilingual::new(
            format!(
                "deze rij heeft {written} cellen, de tabel heeft {heads} kolommen; begint er een nieuwe alinea, laat dan een regel leeg"
            ),
            format!(
                "this row has {written} cells, the table has {heads} columns; where a new paragraph begins, leave a line empty"
            ),
        ))
    }
}

/// The promises of `Shows: a-1, a-2`, each as `name-number`, with the first mistake in the list.
pub(super) fn promise_ids(list: &str) -> (Vec<String>, Result<(), Bilingual>) {
    let (ids, other): (Vec<&str>, Vec<&str>) =
        parts(list).flat_map(str::split_whitespace).partition(|part| is_promise_id(part));
    let sound = other.first().map_or(Ok(()), |part| {
        Err(Bilingual::new(
            format!("'{part}' is geen nummer van een belofte; schrijf zoiets als 'woonpunt-086'"),
            format!("'{part}' is not the id of a promise; write something like 'woonpunt-086'"),
        ))
    });
    (ids.into_iter().map(str::to_owned).collect(), sound)
}

fn is_promise_id(text: &str) -> bool {
    let letters = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    text.rsplit_once('-').is_some_and(|(name, number)| {
        !name.is_empty()
            && name.chars().all(letters)
            && !number.is_empty()
            && number.chars().all(|c| c.is_ascii_digit())
    })
}

/// Promises named above tables, with their line.
struct Shows {
    line: usize,
    ids: Vec<String>,
    used: bool,
}

/// A heading that is open, with the promises of the paragraph below it. Level 0 is the file.
struct Heading {
    level: u8,
    shows: Option<Shows>,
}

/// Reads a file. Never fails: what is wrong is in [`Read::problems`].
pub(super) fn read(text: &str) -> Read {
    let lines = LineIndex::of(text);
    let mut reader = Reader {
        out: Read::default(),
        headings: vec![Heading { level: 0, shows: None }],
        before_table: None,
        after_heading: true,
    };
    let (mut words, mut row, mut level) = (String::new(), Vec::new(), 0);
    for (event, range) in Parser::new_ext(text, Options::ENABLE_TABLES).into_offset_iter() {
        let line = lines.line(range.start);
        match event {
            Event::Start(Tag::Heading { level: new, .. }) => level = new as u8,
            Event::End(TagEnd::Heading(_)) => reader.heading(level),
            Event::Start(Tag::Paragraph | Tag::TableCell) => words.clear(),
            Event::End(TagEnd::Paragraph) => reader.paragraph(&words, text.get(range).unwrap_or_default(), line),
            Event::Start(Tag::Table(_)) => reader.table(line),
            Event::End(TagEnd::Table) => reader.end_table(),
            Event::Start(Tag::TableHead | Tag::TableRow) => row.clear(),
            Event::End(TagEnd::TableCell) => row.push(words.trim().to_owned()),
            Event::End(TagEnd::TableHead) => reader.head(&row),
            Event::End(TagEnd::TableRow) => reader.row(line, &row, text.get(range).unwrap_or_default()),
            Event::Text(part) | Event::Code(part) | Event::InlineHtml(part) => words.push_str(&part),
            Event::SoftBreak | Event::HardBreak => words.push(' '),
            Event::Rule | Event::Start(Tag::List(_) | Tag::CodeBlock(_) | Tag::HtmlBlock | Tag::BlockQuote(_)) => {
                reader.other_block();
            }
            _ => {}
        }
    }
    reader.end(lines.line(text.len()))
}

struct Reader {
    out: Read,
    headings: Vec<Heading>,
    /// What the paragraph just before says it shows.
    before_table: Option<Shows>,
    after_heading: bool,
}

impl Reader {
    fn heading(&mut self, level: u8) {
        self.other_block();
        while self.headings.last().is_some_and(|heading| heading.level >= level) {
            let closed = self.headings.pop().and_then(|heading| heading.shows);
            self.unused(closed);
        }
        self.headings.push(Heading { level, shows: None });
        self.after_heading = true;
    }

    fn paragraph(&mut self, words: &str, source: &str, line: usize) {
        if source.lines().any(|row| row.trim_start().starts_with('|')) {
            self.problem(line, Bilingual::new(
                "dit lijkt een tabel, maar is er geen: onder de kop hoort een regel als '|---|---|', met evenveel kolommen",
                "this looks like a table but is none: below the header stands a line like '|---|---|', with as many columns",
            ));
        }
        let list = words.split_once(':').filter(|(word, _)| matches!(plain(word).as_str(), "shows" | "toont"));
        let Some((_, list)) = list else { return self.other_block() };
        match promise_ids(list) {
            (ids, Ok(())) => {
                let shows = Shows { line, ids, used: false };
                match self.headings.last_mut().filter(|heading| self.after_heading && heading.shows.is_none()) {
                    Some(heading) => heading.shows = Some(shows),
                    None => {
                        self.other_block();
                        self.before_table = Some(shows);
                    }
                }
            }
            (ids, Err(message)) => self.trouble(line, message, ids),
        }
        self.after_heading = false;
    }

    fn table(&mut self, line: usize) {
        let mut ids = Vec::new();
        let above = self.headings.iter_mut().filter_map(|heading| heading.shows.as_mut());
        for shows in above.chain(self.before_table.as_mut()) {
            shows.used = true;
            ids.extend(shows.ids.iter().cloned());
        }
        self.before_table = None;
        self.after_heading = false;
        self.out.tables.push(Table { line, heads: Vec::new(), rows: Vec::new(), shows: ids });
    }

    fn head(&mut self, cells: &[String]) {
        if let Some(table) = self.out.tables.last_mut() {
            table.heads = cells.to_vec();
        }
    }

    fn row(&mut self, line: usize, cells: &[String], source: &str) {
        if let Some(table) = self.out.tables.last_mut() {
            table.rows.push(RawRow { line, cells: cells.to_vec(), source: source.to_owned() });
        }
    }

    fn end_table(&mut self) {
        let empty = self.out.tables.last().filter(|table| table.rows.is_empty());
        if let Some((line, shows)) = empty.map(|table| (table.line, table.shows.clone())) {
            self.trouble(line, Bilingual::new("deze tabel heeft geen rijen", "this table has no rows"), shows);
        }
    }

    /// Something that is no table and no list of promises: what stood before it is not about a table.
    fn other_block(&mut self) {
        let pending = self.before_table.take();
        self.unused(pending);
        self.after_heading = false;
    }

    fn unused(&mut self, shows: Option<Shows>) {
        if let Some(shows) = shows.filter(|shows| !shows.used) {
            let message = Bilingual::new(
                "deze regel 'Toont:' staat niet vlak boven een tabel, of onder een kop met een tabel",
                "this line 'Shows:' stands neither just above a table nor below a heading with a table",
            );
            self.trouble(shows.line, message, shows.ids);
        }
    }

    fn problem(&mut self, line: usize, message: Bilingual) {
        self.out.problems.push(Trouble::new(line, message));
    }

    fn trouble(&mut self, line: usize, message: Bilingual, shows: Vec<String>) {
        self.out.problems.push(Trouble { line, message, shows });
    }

    fn end(mut self, last: usize) -> Read {
        self.heading(0);
        if self.out.tables.is_empty() {
            self.problem(last, Bilingual::new("er staat geen tabel in dit bestand", "there is no table in this file"));
        }
        self.out
    }
}

/// The cells of a row as written: the bars that are not escaped, less those at both ends.
fn cells_written(source: &str) -> usize {
    let row = source.trim();
    let row = row.strip_prefix('|').unwrap_or(row);
    let row = row.strip_suffix('|').filter(|rest| !rest.ends_with('\\')).unwrap_or(row);
    let escaped = row.matches("\\|").count();
    row.matches('|').count() - escaped + 1
}

/// From a byte of a text to its line.
struct LineIndex(Vec<usize>);

impl LineIndex {
    fn of(text: &str) -> Self {
        LineIndex(std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect())
    }

    fn line(&self, byte: usize) -> usize {
        self.0.partition_point(|start| *start <= byte)
    }
}
