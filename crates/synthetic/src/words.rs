//! Words to invent people, streets and texts with. Nobody and no place is meant.

/// First names of women.
pub const WOMEN: [&str; 24] = [
    "Fenna", "Zoë", "Noor", "Saar", "Jasmijn", "Chloé", "Lotte", "Meike", "Aïsha", "Roos", "Femke", "Imke", "Yara",
    "Nienke", "Hedwig", "Marijke", "Joke", "Tineke", "Esmée", "Sanne", "Anouk", "Renée", "Wilma", "Carlijn",
];

/// First names of men.
pub const MEN: [&str; 24] = [
    "Ruben", "Daan", "Björn", "Noël", "Sjoerd", "Wouter", "Jelle", "Bram", "Ömer", "Teun", "René", "Gijs", "Hidde",
    "Karel", "Mees", "André", "Stijn", "Koen", "Youssef", "Harm", "Thijs", "Pieter", "Joost", "Évert",
];

/// Family names that say they are invented.
pub const FAMILIES: [&str; 28] = [
    "Voorbeeld",
    "Proef",
    "Verzinsel",
    "Denkbeeld",
    "Maquette",
    "Sjabloon",
    "Schets",
    "Fictie",
    "Ontwerp",
    "Fantasie",
    "Legende",
    "Fabel",
    "Sprookje",
    "Decor",
    "Patroon",
    "Concept",
    "Oefening",
    "Spiegel",
    "Façade",
    "Idée",
    "Mal",
    "Etude",
    "Kladblok",
    "Stroman",
    "Nepstra",
    "Testinga",
    "Dummema",
    "Prototype",
];

/// What stands before a family name; most have nothing.
pub const PREFIXES: [&str; 10] = ["", "", "", "", "", "de", "van", "van der", "van den", "'t"];

/// Streets that are nowhere.
pub const STREETS: [&str; 18] = [
    "Voorbeeldstraat",
    "Proefplein",
    "Modellaan",
    "Schetsweg",
    "Fictiekade",
    "Denkbeeldhof",
    "Maquettepad",
    "Sjabloonsingel",
    "Verzinselsteeg",
    "Ontwerpdreef",
    "Fabelgracht",
    "Legendelaan",
    "Oefenweg",
    "Decorstraat",
    "Patroonhof",
    "Conceptpark",
    "Kladpad",
    "Spiegelplein",
];

/// Towns that are nowhere; streets are divided over them.
pub const TOWNS: [&str; 3] = ["Modelstad", "Fictiedam", "Voorbeeldrecht"];

pub const CHANNELS: [&str; 5] = ["TEL", "EMA", "BRI", "BAL", "INT"];

/// Subject and description of contact moments.
pub const CONTACTS: [(&str, &str); 10] = [
    ("Vraag over de huur", "Vroeg wanneer de nieuwe huurprijs ingaat. Uitgelegd en brief gestuurd."),
    ("Lekkage", "Belt over water onder het aanrecht. Reparatie gepland."),
    ("Sleutel kwijt", "Is een sleutel kwijt en wil een nieuwe. Kosten uitgelegd."),
    ("Verhuizing", "Vraagt hoe de opzegging werkt. Formulier toegestuurd."),
    ("Servicekosten", "Begrijpt de afrekening niet. Samen doorgenomen."),
    ("Betaling", "Wil graag op een andere dag betalen. Doorgezet naar incasso."),
    ("Tuin", "Vraagt wie de heg achter de schuur snoeit."),
    ("Parkeren", "Vraagt of er een plek in de garage vrij is."),
    ("Buren", "Vertelt over geluid in de avond. Uitgelegd hoe een melding werkt."),
    ("Adres", "Geeft een nieuw e-mailadres door. Aangepast."),
];

pub const REPAIRS: [&str; 8] = [
    "De kraan in de keuken lekt.",
    "De voordeur klemt.",
    "De verwarming op de slaapkamer wordt niet warm.",
    "Er zit schimmel in de badkamer.",
    "De bel doet het niet.",
    "Er is een dakpan los.",
    "Het toilet loopt door.",
    "De lamp in het trappenhuis is stuk.",
];

/// Kind of a nuisance case, what is told of the one reported, and the words of the report.
pub const NUISANCE: [(&str, &str, &str); 5] = [
    ("GEL", "Er klinkt vaak harde muziek na tien uur.", "Ik kan niet slapen door de muziek van hiernaast."),
    ("AFV", "Er staan steeds vuilniszakken op de galerij.", "De zakken staan voor mijn deur en het stinkt."),
    ("HUI", "De hond blaft als de bewoner werkt.", "De hond van de buren blaft de hele dag."),
    ("GES", "Er is ruzie in de portiek geweest.", "Ik durf niet meer langs de voordeur van mijn buren."),
    ("KLU", "Er wordt in het weekend tot laat geklust.", "Het boren gaat tot elf uur door en mijn kind wordt wakker."),
];

pub const NOTES: [&str; 6] = [
    "Nog eens bellen voordat we een brief sturen.",
    "Gesprek op kantoor was rustig. Eerst afwachten.",
    "Met het wijkteam overleggen of hulp nodig is.",
    "Huismeester vragen om vrijdag langs te lopen.",
    "Melding lijkt te kloppen, tweede melder gevraagd om een logboek.",
    "Voorstel voor buurtbemiddeling nog bespreken.",
];

pub const EMPLOYEES: [&str; 5] = ["M. Modelaar", "S. Schetser", "P. Proefje", "V. Verzonnen", "D. Denkbeeldig"];

pub const WISHES: [&str; 5] = [
    "Zoekt twee kamers op de begane grond.",
    "Zoekt een eengezinswoning met tuin.",
    "Zoekt een studio bij het station.",
    "Wil in de buurt van familie wonen.",
    "Zoekt drie kamers met een lift in het gebouw.",
];

pub const REMARKS: [&str; 4] = [
    "Heeft gevraagd om een extra sleutel.",
    "Wil een schutting plaatsen; akkoord gegeven.",
    "Vraagt om medehuurderschap van partner.",
    "Heeft een eigen keuken laten plaatsen; akkoord gegeven.",
];

/// Letters and digits for an e-mail address: lower case and without accents.
pub fn plain(name: &str) -> String {
    let fold = |c: char| match c {
        'é' | 'è' | 'ë' | 'É' => Some('e'),
        'ï' => Some('i'),
        'ö' | 'Ö' => Some('o'),
        'ç' => Some('c'),
        c if c.is_ascii_alphanumeric() => Some(c.to_ascii_lowercase()),
        _ => None,
    };
    name.chars().filter_map(fold).collect()
}
