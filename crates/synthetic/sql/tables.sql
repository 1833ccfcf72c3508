-- The primary system of the synthetic corporation: names after the VERA standard, in snake case. There is no BSN column.
CREATE TABLE natuurlijk_persoon (
  id INTEGER PRIMARY KEY,
  relatienummer TEXT UNIQUE CHECK (relatienummer <> ''),
  aanhef TEXT,
  voorletters TEXT,
  voornaam TEXT,
  tussenvoegsels TEXT,
  achternaam TEXT,
  geslachtsnaam TEXT,
  geboortedatum TEXT,
  geslacht TEXT,
  burgerlijke_staat TEXT,
  communicatievoorkeur TEXT
);
CREATE TABLE contactgegeven (
  id INTEGER PRIMARY KEY,
  relatie_id INTEGER NOT NULL REFERENCES natuurlijk_persoon (id),
  soort TEXT NOT NULL,
  waarde TEXT
);
CREATE TABLE relatie_adres (
  id INTEGER PRIMARY KEY,
  relatie_id INTEGER NOT NULL REFERENCES natuurlijk_persoon (id),
  soort TEXT NOT NULL,
  adres TEXT,
  postcode TEXT,
  plaats TEXT
);
CREATE TABLE eenheid (
  id INTEGER PRIMARY KEY,
  straatnaam TEXT NOT NULL,
  huisnummer INTEGER NOT NULL,
  postcode TEXT NOT NULL,
  plaats TEXT NOT NULL,
  status TEXT NOT NULL
);
CREATE TABLE huurovereenkomst (
  id INTEGER PRIMARY KEY,
  eenheid_id INTEGER NOT NULL REFERENCES eenheid (id),
  contractnummer TEXT,
  begindatum TEXT,
  einddatum TEXT,
  huurprijs_cent INTEGER,
  opmerking TEXT
);
CREATE TABLE relatierol (
  id INTEGER PRIMARY KEY,
  relatie_id INTEGER NOT NULL REFERENCES natuurlijk_persoon (id),
  overeenkomst_id INTEGER REFERENCES huurovereenkomst (id) ON DELETE SET NULL,
  soort TEXT NOT NULL,
  einddatum TEXT
);
CREATE TABLE betaling (
  id INTEGER PRIMARY KEY,
  relatie_id INTEGER REFERENCES natuurlijk_persoon (id),
  overeenkomst_id INTEGER REFERENCES huurovereenkomst (id) ON DELETE SET NULL,
  datum TEXT,
  bedrag_cent INTEGER,
  omschrijving TEXT,
  huur_beeindigd_op TEXT
);
CREATE TABLE betaalgegeven (
  id INTEGER PRIMARY KEY,
  relatie_id INTEGER NOT NULL REFERENCES natuurlijk_persoon (id),
  iban TEXT,
  machtiging_op TEXT
);
CREATE TABLE huurachterstand (
  id INTEGER PRIMARY KEY,
  relatie_id INTEGER NOT NULL REFERENCES natuurlijk_persoon (id),
  bedrag_cent INTEGER,
  regeling TEXT,
  deurwaarder_op TEXT,
  voldaan_op TEXT
);
CREATE TABLE huurvoorstel (
  id INTEGER PRIMARY KEY,
  relatie_id INTEGER NOT NULL REFERENCES natuurlijk_persoon (id),
  jaar INTEGER NOT NULL,
  inkomensgroep TEXT,
  afgerond_op TEXT
);
CREATE TABLE inkomen (
  id INTEGER PRIMARY KEY,
  relatie_id INTEGER NOT NULL REFERENCES natuurlijk_persoon (id),
  jaar INTEGER NOT NULL,
  bedrag_cent INTEGER,
  controledatum TEXT,
  daeb_vastgesteld_op TEXT
);
CREATE TABLE inkomensbewijs (
  id INTEGER PRIMARY KEY,
  inkomen_id INTEGER NOT NULL REFERENCES inkomen (id),
  soort TEXT NOT NULL,
  kenmerk TEXT,
  ontvangen_op TEXT,
  accountantscontrole_op TEXT
);
CREATE TABLE inschrijving (
  id INTEGER PRIMARY KEY,
  relatie_id INTEGER NOT NULL REFERENCES natuurlijk_persoon (id),
  inschrijfnummer TEXT,
  begindatum TEXT,
  einddatum TEXT,
  zoekprofiel TEXT
);
CREATE TABLE contactmoment (
  id INTEGER PRIMARY KEY,
  relatie_id INTEGER REFERENCES natuurlijk_persoon (id),
  datum TEXT,
  kanaal TEXT NOT NULL,
  onderwerp TEXT,
  omschrijving TEXT,
  afgehandeld_op TEXT
);
CREATE TABLE onderhoudsverzoek (
  id INTEGER PRIMARY KEY,
  relatie_id INTEGER NOT NULL REFERENCES natuurlijk_persoon (id),
  eenheid_id INTEGER NOT NULL REFERENCES eenheid (id),
  melddatum TEXT,
  omschrijving TEXT,
  afspraak_op TEXT,
  gereed_op TEXT
);
CREATE TABLE overlastzaak (
  id INTEGER PRIMARY KEY,
  melder_id INTEGER REFERENCES natuurlijk_persoon (id),
  betrokkene_id INTEGER REFERENCES natuurlijk_persoon (id),
  soort TEXT NOT NULL,
  omschrijving TEXT,
  melding_tekst TEXT,
  begindatum TEXT,
  einddatum TEXT
);
CREATE TABLE werknotitie (
  id INTEGER PRIMARY KEY,
  relatie_id INTEGER NOT NULL REFERENCES natuurlijk_persoon (id),
  overlastzaak_id INTEGER REFERENCES overlastzaak (id) ON DELETE SET NULL,
  datum TEXT,
  tekst TEXT,
  medewerker TEXT,
  afgesloten_op TEXT
);
CREATE TABLE toegangspas (
  id INTEGER PRIMARY KEY,
  relatie_id INTEGER NOT NULL REFERENCES natuurlijk_persoon (id),
  pasnummer TEXT,
  uitgegeven_op TEXT,
  ingeleverd_op TEXT
);
