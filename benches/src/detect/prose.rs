//! Dutch sentences as they stand in letters, mails, forms and notes of a landlord. All are invented.

use rand::seq::IndexedRandom;
use rand::{Rng, RngExt};

const SENTENCES: [&str; 36] = [
    "Op dinsdag kwam de monteur langs voor de ketel, maar er was niemand thuis.",
    "De buren klagen over muziek na elven en willen dat er iemand komt praten.",
    "Het lekt weer boven het keukenraam, net als vorige winter.",
    "We hebben een afspraak gemaakt voor de opname van de badkamer.",
    "De sleutels liggen klaar bij de balie aan het Plein.",
    "Ik heb het formulier twee keer ingevuld en nog geen bericht gekregen.",
    "Kunt u mij laten weten wanneer de lift weer werkt?",
    "De huurder heeft een betalingsregeling gevraagd en krijgt die voor zes maanden.",
    "Er is een nieuwe voordeur geplaatst met een ander slot.",
    "Mevrouw wil graag weten hoe zij de woning moet opleveren.",
    "De servicekosten zijn dit jaar iets lager dan vorig jaar.",
    "Graag ontvangen wij de stukken binnen twee weken.",
    "Bij het gesprek was ook een medewerker van de gemeente aanwezig.",
    "De container staat al drie dagen op de stoep.",
    "Meneer is slecht ter been en vraagt om een woning op de begane grond.",
    "Het inkomen staat op de verklaring van de Belastingdienst.",
    "De woning aan de overkant komt in mei vrij.",
    "Voor vragen kunt u bellen of langskomen op kantoor.",
    "De schilder begint volgende week aan de achterkant.",
    "Wij hebben uw bericht ontvangen en zoeken het uit.",
    "Haar zoon woont niet meer op dit adres.",
    "De achterstand is met de laatste overboeking ingelopen.",
    "In de berging stond een laag water van tien centimeter.",
    "Ik stuur de papieren die u vroeg als bijlage mee.",
    "Het contract loopt tot het eind van het jaar.",
    "De inspecteur vond schimmel in de slaapkamer aan de noordkant.",
    "Zij staat sinds een paar jaar ingeschreven als woningzoekende.",
    "De warmtemeter is afgelezen door een ander bedrijf.",
    "Wilt u dit doorgeven aan uw collega van verhuur?",
    "De melding is gesloten nadat de buurman excuses had gemaakt.",
    "Bij de overdracht ontbrak een sleutel van de brievenbus.",
    "Volgens het register zijn er twee volwassenen en een kind.",
    "De tuin is overwoekerd en de schutting staat scheef.",
    "Er is gebeld over de hoogte van de borg.",
    "Voor de toewijzing kijken we naar inkomen en huishouden.",
    "Met de nieuwe ramen is het een stuk stiller geworden.",
];

const FIRST: [&str; 12] =
    ["Vera", "Bram", "Noor", "Sofie", "Kees", "Fatima", "Joris", "Elif", "Mees", "Roos", "Abel", "Zeynep"];
const LAST: [&str; 10] = [
    "Voorbeeld",
    "Verzonnen",
    "van Nergens",
    "de Test",
    "Proefman",
    "Bedacht",
    "Fictief",
    "Nepsteyn",
    "Demoor",
    "Zogenaamd",
];

/// `count` sentences, one after the other.
pub fn sentences(rng: &mut impl Rng, count: usize) -> String {
    (0..count).map(|_| *SENTENCES.choose(rng).unwrap_or(&"")).collect::<Vec<_>>().join(" ")
}

/// An invented name: first and last.
pub fn name(rng: &mut impl Rng) -> (&'static str, &'static str) {
    (FIRST.choose(rng).copied().unwrap_or("Vera"), LAST.choose(rng).copied().unwrap_or("Voorbeeld"))
}

/// A day in one of the ways in which people write it.
pub fn day(rng: &mut impl Rng) -> String {
    let (year, month, day) = (rng.random_range(1935..2026), rng.random_range(1..13), rng.random_range(1..29));
    match rng.random_range(0..5) {
        0 => format!("{day:02}-{month:02}-{year}"),
        1 => format!("{day}-{month}-{year}"),
        2 => format!("{year}-{month:02}-{day:02}"),
        3 => format!("{day:02}.{month:02}.{year}"),
        _ => format!("{year}{month:02}{day:02}"),
    }
}
