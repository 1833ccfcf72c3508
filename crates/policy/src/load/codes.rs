//! The problems of reading a pack: codes G0001 to G0017, each with its explanation.

use crate::Diagnostic;
use crate::checks::{CheckInfo, Words};
use crate::diagnostic::{Bilingual, Severity};
use crate::span::Span;

/// A problem of reading with its explanation.
pub(crate) type ReadingCode = CheckInfo;

impl CheckInfo {
    /// A finding of this code at `span`, with the severity and the help of the code itself.
    pub(crate) fn at(&self, span: Span, message: Bilingual) -> Diagnostic {
        self.with_severity(self.severity, span, message)
    }

    pub(crate) fn with_severity(&self, severity: Severity, span: Span, message: Bilingual) -> Diagnostic {
        Diagnostic {
            code: self.code,
            severity,
            message,
            help: Bilingual::new(self.remedy.nl, self.remedy.en),
            law: self.law.iter().map(|article| (*article).to_owned()).collect(),
            span,
            fix: None,
        }
    }
}

/// Why a problem of reading matters; nearly always the same.
macro_rules! why {
    () => {
        Words {
            nl: "Een beleid dat maar half gelezen is, zou iets anders beloven dan er staat. Daarom wordt er niets van \
                 gebruikt tot het hele pakket leesbaar is.",
            en: "A policy that was read by half would promise something else than it says. So nothing of it is used \
                 until the whole pack can be read.",
        }
    };
    ($nl:literal $en:literal) => {
        Words { nl: $nl, en: $en }
    };
}

macro_rules! reading_codes {
    ($($constant:ident $code:literal $name:literal $severity:ident
       finds: $finds_nl:literal / $finds_en:literal
       $(why: $why_nl:literal / $why_en:literal)?
       remedy: $nl:literal / $en:literal)*) => {
        $(pub(crate) const $constant: CheckInfo = CheckInfo {
            code: $code,
            name: $name,
            severity: Severity::$severity,
            law: &[],
            finds: Words { nl: $finds_nl, en: $finds_en },
            why: why!($($why_nl $why_en)?),
            remedy: Words { nl: $nl, en: $en },
            example: "",
        };)*
        /// All problems of reading, by code.
        pub(crate) const READING: &[&CheckInfo] = &[$(&$constant),*];
    };
}

reading_codes! {
    TOO_LARGE "G0001" "file_too_large" Error
        finds: "Een bestand van een pakket is groter dan 1 MiB." / "A file of a pack is larger than 1 MiB."
        remedy: "Splits het bestand, of haal weg wat er niet in hoort." / "Split the file, or take out what does not belong in it."
    NOT_UTF8 "G0002" "not_utf8" Error
        finds: "Een bestand is geen UTF-8-tekst." / "A file is not UTF-8 text."
        remedy: "Sla het bestand op als UTF-8." / "Save the file as UTF-8."
    EMPTY_FILE "G0003" "empty_file" Warning
        finds: "Een bestand is leeg of heeft alleen commentaar." / "A file is empty or holds only comments."
        remedy: "Vul het bestand of haal het weg." / "Fill the file or remove it."
    OUT_OF_BOUNDS "G0004" "out_of_bounds" Error
        finds: "Een bestand is dieper genest, of groeit door verwijzingen (aliassen) verder, dan een pakket ooit nodig heeft." / "A file nests deeper, or grows further by references (aliases), than a pack ever needs."
        remedy: "Schrijf de inhoud uit zonder ankers en aliassen." / "Write the content out without anchors and aliases."
    UNKNOWN_KEY "G0005" "unknown_key" Error
        finds: "Een sleutel die de taal van het beleid niet kent." / "A key that the policy language does not know."
        remedy: "Verbeter de spelling; `gestand schema` geeft alle sleutels." / "Correct the spelling; `gestand schema` gives all keys."
    UNKNOWN_VALUE "G0006" "unknown_value" Error
        finds: "Een waarde die op deze plaats niet kan." / "A value that is not possible at this place."
        remedy: "Kies een van de mogelijke waarden; `gestand schema` geeft ze." / "Choose one of the possible values; `gestand schema` gives them."
    DUPLICATE_KEY "G0007" "duplicate_key" Error
        finds: "Dezelfde sleutel staat twee keer op dezelfde plaats." / "The same key stands twice at the same place."
        remedy: "Voeg de twee samen of haal er een weg." / "Join the two or remove one."
    WRONG_TYPE "G0008" "wrong_type" Error
        finds: "Een waarde heeft een andere vorm dan gevraagd, zoals een tekst waar een lijst hoort." / "A value has another form than asked, such as a text where a list belongs."
        remedy: "Schrijf de waarde in de gevraagde vorm; `gestand schema` geeft die." / "Write the value in the form that is asked; `gestand schema` gives it."
    NOT_YAML "G0009" "not_yaml" Error
        finds: "Een bestand is geen geldige YAML." / "A file is not valid YAML."
        remedy: "Kijk naar inspringing, aanhalingstekens en dubbele punten op deze regel en de regel ervoor." / "Look at indentation, quotes and colons on this line and the one before."
    PARENT_MISSING "G0010" "parent_missing" Error
        finds: "Een pakket bouwt op een pakket dat er niet is." / "A pack extends a pack that is not there."
        remedy: "Verbeter de naam bij `extends`, of zet het pakket erbij. De woordenlijst in het programma heet `sector`." / "Correct the name at `extends`, or add the pack. The vocabulary inside the program is called `sector`."
    EXTENDS_CYCLE "G0011" "extends_cycle" Error
        finds: "Pakketten bouwen in een kring op elkaar." / "Packs extend each other in a circle."
        remedy: "Haal een van de verwijzingen bij `extends` weg." / "Remove one of the references at `extends`."
    DUPLICATE_ENTRY "G0012" "duplicate_entry" Error
        finds: "Twee bestanden van een pakket zeggen hetzelfde onderdeel." / "Two files of a pack state the same entry."
        remedy: "Zet het onderdeel in een van de twee bestanden." / "Put the entry in one of the two files."
    CORPORATION_ONLY "G0013" "corporation_only" Error
        finds: "Een woordenlijst zegt iets dat alleen een corporatie zelf kan beloven." / "A vocabulary states what only a corporation itself can promise."
        remedy: "Zet dit in het pakket van de corporatie." / "Put this in the pack of the corporation."
    PACK_NAME "G0014" "pack_name" Error
        finds: "De naam in pack.yaml is niet de naam van de map." / "The name in pack.yaml is not the name of the folder."
        remedy: "Maak de twee namen gelijk." / "Make the two names equal."
    TOO_MANY_ENTRIES "G0015" "too_many_entries" Error
        finds: "Een beleid heeft meer onderdelen dan de beslistabellen aankunnen." / "A policy has more entries than the decision tables can hold."
        remedy: "Voeg onderdelen samen." / "Join entries."
    PARENT_NOT_VOCABULARY "G0016" "parent_not_vocabulary" Error
        finds: "Een pakket bouwt op het pakket van een corporatie." / "A pack extends the pack of a corporation."
        remedy: "Bouw alleen op pakketten met `kind: vocabulary`." / "Extend only packs with `kind: vocabulary`."
    NOTHING_STATED "G0017" "nothing_stated" Error
        finds: "Een map zonder pack.yaml, of een pakket dat nog niets over de organisatie zegt." / "A folder without pack.yaml, or a pack that says nothing of the organisation yet."
        why: "Alles wat de wet vraagt zou ontbreken; dat per onderdeel te zeggen helpt niemand verder." / "All that the law asks would be missing; to say so point by point helps nobody."
        remedy: "Begin met deze regels; de handleiding over een pack schrijven gaat van daar verder." / "Begin with these lines; the guide on writing a pack goes on from there."
}
