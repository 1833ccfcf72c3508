//! The words above a table: which columns there are, and which kind of cases a set of columns makes.

use gestand_policy::Bilingual;

use super::words::{choose, said};

/// What a table of cases is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// May this use of data happen?
    Decision,
    /// Until when are data kept?
    Retention,
    /// When is the answer to a request due?
    Term,
    /// What happens to a record on a request?
    Judgement,
    /// What does the statement say?
    Statement,
    /// What does the checker find?
    Checker,
}

/// What a cell states.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Column {
    Case,
    Shows,
    Activity,
    Function,
    Data,
    Recipient,
    Person,
    Conditions,
    Answer,
    Rule,
    Events,
    Until,
    Then,
    Request,
    Received,
    AnswerBy,
    ByLaw,
    ExtendedTo,
    AskedOn,
    Marks,
    OthersData,
    FreeText,
    Hold,
    Proposal,
    PersonLooks,
    Ground,
    Sentence,
    Says,
    Code,
    Node,
    Found,
}

/// The headers: the Dutch one that we write, the English one, then what else is understood.
const COLUMNS: &[(Column, &[&str])] = &[
    (Column::Case, &["geval", "case", "toelichting", "note"]),
    (Column::Shows, &["toont", "shows"]),
    (Column::Activity, &["verwerking", "activity", "doel", "processing activity"]),
    (Column::Function, &["functie", "function"]),
    (Column::Data, &["gegevens", "data"]),
    (Column::Recipient, &["ontvanger", "recipient"]),
    (Column::Person, &["persoon heeft", "person has", "de persoon heeft", "the person has"]),
    (Column::Conditions, &["voorwaarden", "conditions", "voorwaarde", "condition"]),
    (Column::Answer, &["antwoord", "answer"]),
    (Column::Rule, &["regel", "rule", "bewaarregel", "retention rule"]),
    (Column::Events, &["gebeurtenissen", "events", "gebeurtenis", "event"]),
    (Column::Until, &["bewaard tot en met", "kept until", "tot en met", "until"]),
    (Column::Then, &["daarna", "then"]),
    (Column::Request, &["verzoek", "request"]),
    (Column::Received, &["ontvangen", "received", "ontvangen op", "received on"]),
    (Column::AnswerBy, &["antwoord uiterlijk", "answer by"]),
    (Column::ByLaw, &["volgens de wet", "by law", "wettelijk uiterlijk", "by law at the latest"]),
    (Column::ExtendedTo, &["verlengd tot", "extended to"]),
    (Column::AskedOn, &["gevraagd op", "asked on"]),
    (Column::Marks, &["kenmerken", "marks", "kenmerk", "mark"]),
    (Column::OthersData, &["gegevens van anderen", "others' data", "data of others"]),
    (Column::FreeText, &["vrije tekst", "free text"]),
    (Column::Hold, &["blokkade", "hold"]),
    (Column::Proposal, &["voorstel", "proposal"]),
    (Column::PersonLooks, &["mens kijkt", "a person looks", "een mens kijkt", "person looks"]),
    (Column::Ground, &["grond", "ground", "reden", "reason"]),
    (Column::Sentence, &["zin", "sentence"]),
    (Column::Says, &["zegt", "says"]),
    (Column::Code, &["code", "code"]),
    (Column::Node, &["onderdeel", "node"]),
    (Column::Found, &["gevonden", "found"]),
];

/// A kind with its names, the columns it needs and those it may have.
type Shape = (Kind, &'static [&'static str], &'static [Column], &'static [Column]);

/// `Case` and `Shows` may stand in every table.
const KINDS: &[Shape] = {
    use Column::*;
    &[
        (
            Kind::Decision,
            &["beslissing", "decision"],
            &[Activity, Answer],
            &[Function, Data, Recipient, Person, Conditions],
        ),
        (Kind::Retention, &["bewaartermijn", "retention"], &[Until], &[Data, Rule, Events, Then]),
        (Kind::Term, &["antwoordtermijn", "answer term"], &[Request, Received, AnswerBy], &[ByLaw, ExtendedTo]),
        (
            Kind::Judgement,
            &["stuk", "record"],
            &[Request, Proposal],
            &[Data, Events, AskedOn, Marks, OthersData, FreeText, Hold, PersonLooks, Ground, Until],
        ),
        (Kind::Statement, &["verklaring", "statement"], &[Sentence, Says], &[]),
        (Kind::Checker, &["controle", "check"], &[Code, Found], &[Node]),
    ]
};

impl Column {
    pub fn name(self) -> Bilingual {
        said(self, COLUMNS)
    }
}

impl Kind {
    /// The name of the kind: `beslissing`, `decision`.
    pub fn name(self) -> Bilingual {
        let names = KINDS.iter().find(|(kind, ..)| *kind == self).map(|(_, names, ..)| *names);
        let [nl, en, ..] = names.unwrap_or_default() else { return Bilingual::new("", "") };
        Bilingual::new(*nl, *en)
    }
}

/// A header row, understood.
#[derive(Debug)]
pub(super) struct Heads {
    pub kind: Kind,
    /// In the order of the table.
    pub columns: Vec<Column>,
}

/// Reads a header row; the message says which word is unknown, or what is missing.
pub(super) fn understand(heads: &[String]) -> Result<Heads, Bilingual> {
    let mut columns = Vec::new();
    for head in heads {
        let column = choose(head, COLUMNS).map_err(|message| {
            Bilingual::new(format!("kop van de tabel: {}", message.nl), format!("header of the table: {}", message.en))
        })?;
        if columns.contains(&column) {
            return Err(Bilingual::new(
                format!("de kolom '{head}' staat er twee keer"),
                format!("the column '{head}' stands there twice"),
            ));
        }
        columns.push(column);
    }
    let misfits = |needs: &[Column], may: &[Column]| {
        let stray = columns.iter().filter(|column| {
            !needs.contains(column) && !may.contains(column) && !matches!(column, Column::Case | Column::Shows)
        });
        let missing = needs.iter().filter(|column| !columns.contains(column));
        (stray.copied().collect::<Vec<_>>(), missing.copied().collect::<Vec<_>>())
    };
    let tried = KINDS.iter().map(|(kind, _, needs, may)| (*kind, misfits(needs, may)));
    let Some((kind, (stray, missing))) = tried.min_by_key(|(_, (stray, missing))| stray.len() + missing.len()) else {
        return Err(Bilingual::new("", ""));
    };
    if stray.is_empty() && missing.is_empty() {
        return Ok(Heads { kind, columns });
    }
    Err(misfit(kind, &stray, &missing))
}

/// The header looks most like `kind`, but does not fit.
fn misfit(kind: Kind, stray: &[Column], missing: &[Column]) -> Bilingual {
    let list = |columns: &[Column], lang: &str| {
        columns.iter().map(|column| format!("'{}'", column.name().get(lang))).collect::<Vec<_>>().join(", ")
    };
    let tell = |lang: &str, start: &str, lacks: &str, not_here: &str| {
        let mut parts = vec![format!("{start} '{}'", kind.name().get(lang))];
        if !missing.is_empty() {
            parts.push(format!("{lacks} {}", list(missing, lang)));
        }
        if !stray.is_empty() {
            parts.push(format!("{not_here} {}", list(stray, lang)));
        }
        parts.join("; ")
    };
    Bilingual::new(
        tell("nl", "deze tabel lijkt het meest op een tabel van de soort", "er ontbreekt:", "hierbij hoort niet:"),
        tell("en", "this table looks most like one of the kind", "missing:", "does not belong:"),
    )
}
