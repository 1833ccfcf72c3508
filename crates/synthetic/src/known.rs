//! The persons with fixed data: the ones to show things with, and the ones that are difficult.

use jiff::ToSpan;
use jiff::civil::{Date, date};

use crate::KnownPerson;
use crate::chance::days_after;
use crate::people::{Person, mobile};
use crate::tables::row;
use crate::world::{Home, World, relation_number};

/// A contact moment that breaks the promise "no BSN is stored". The number is one of the documented test numbers.
const BROKEN_PROMISE: &str = "Mevrouw belde over de inschrijving en noemde haar bsn 999999990. Doorverbonden.";

/// A known person in the making.
struct Known<'a> {
    woman: bool,
    first: &'static str,
    prefix: &'static str,
    family: &'static str,
    birth_name: Option<&'static str>,
    born: Date,
    email: &'a str,
    story: &'static str,
}

impl World {
    /// Adds all of them; the first has key 0.
    pub fn known_people(&mut self, plant_bsn: bool) -> Vec<KnownPerson> {
        let mut known = Vec::new();
        self.fenna(&mut known);
        self.ruben(&mut known);
        self.neighbours(&mut known);
        self.twins(&mut known);
        self.father_and_son(&mut known);
        self.one_address(&mut known);
        self.renamed(&mut known);
        self.seekers(&mut known);
        // Somebody who did not say who they were: a link that is NULL.
        let day = days_after(self.today, -40);
        self.contact_moment(None, day, "TEL", "Vraag over een woning", "Wilde geen naam geven.", Some(day));
        if plant_bsn {
            let day = days_after(self.today, -12);
            self.contact_moment(Some(1), day, "TEL", "Vraag over de inschrijving", BROKEN_PROMISE, Some(day));
        }
        // Fenna is the one to show things with.
        known.swap(0, 1);
        known
    }

    fn meet(&mut self, known: &mut Vec<KnownPerson>, home: &Home, who: Known) -> i64 {
        let mobile = mobile(self.tables.natuurlijk_persoon.next());
        let id = self.person(&Person {
            woman: who.woman,
            first: who.first,
            prefix: who.prefix,
            family: who.family,
            birth_name: who.birth_name,
            born: who.born,
            email: Some(who.email.to_owned()),
            mobile: Some(mobile.clone()),
        });
        self.lives_at(id, home);
        let title = if who.woman { "mevrouw" } else { "de heer" };
        let names = [title, who.first, who.prefix, who.family];
        let name = names.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ");
        known.push(KnownPerson {
            id,
            name,
            relation_number: relation_number(id),
            birth_date: who.born,
            email: who.email.to_owned(),
            phone: mobile,
            postcode: home.postcode.clone(),
            story: who.story,
        });
        id
    }

    fn years_ago(&self, years: i32) -> Date {
        self.today.saturating_sub(years.years())
    }

    /// Key 0, and Fenna with something of everything.
    fn fenna(&mut self, known: &mut Vec<KnownPerson>) {
        let home = self.home();
        let nora = Known {
            woman: true,
            first: "Nora",
            prefix: "",
            family: "Nulmeting",
            birth_name: None,
            born: date(1990, 6, 1),
            email: "nora.nulmeting@example.nl",
            story: "Medehuurder van Fenna. Haar sleutel in het systeem is 0.",
        };
        let nora = self.meet(known, &home, nora);
        let fenna = Known {
            woman: true,
            first: "Fenna",
            prefix: "",
            family: "Voorbeeld",
            birth_name: None,
            born: date(1984, 3, 12),
            email: "fenna.voorbeeld@example.nl",
            story: "Huurder met contract, betalingen, inkomen, documenten en een melding van overlast over haar.",
        };
        let fenna = self.meet(known, &home, fenna);
        let today = self.today;
        let start = self.years_ago(6);
        self.tenancy(fenna, Some(nora), &home, start, None);
        let settled = days_after(today, -20);
        self.income(fenna, days_after(today, -420), Some(days_after(today, -60)), Some(settled));
        self.income(fenna, days_after(today, -50), None, None);
        self.tables.huurvoorstel.add(row![fenna, i64::from(today.year()), "midden", days_after(today, -30)]);
        self.arrears(fenna, Some(self.years_ago(1)));
        self.repair(fenna, &home, days_after(today, 6));
        self.access_tag(fenna, start, None);
        self.letter(fenna, days_after(today, -100));
        let (subject, text) = ("Lekkage", "Belt over water onder het aanrecht. Reparatie gepland.");
        self.contact_moment(Some(fenna), days_after(today, -9), "TEL", subject, text, Some(days_after(today, -8)));
        let (subject, text) = ("Vraag over de huur", "Vroeg wanneer de nieuwe huurprijs ingaat.");
        self.contact_moment(Some(fenna), self.years_ago(3), "EMA", subject, text, Some(self.years_ago(3)));
    }

    /// Ruben left three years ago and never came back.
    fn ruben(&mut self, known: &mut Vec<KnownPerson>) {
        let home = self.home();
        let ruben = Known {
            woman: false,
            first: "Ruben",
            prefix: "",
            family: "Proef",
            birth_name: None,
            born: date(1979, 11, 5),
            email: "ruben.proef@example.nl",
            story: "Vroegere huurder. Zijn huur is drie jaar geleden gestopt; hij wil gewist worden.",
        };
        let ruben = self.meet(known, &home, ruben);
        let (start, end) = (self.years_ago(9), self.years_ago(3));
        self.tenancy(ruben, None, &home, start, Some(end));
        self.contract_document(ruben, start, Some(end));
        self.letter(ruben, end);
        self.access_tag(ruben, start, Some(end));
        let (subject, text) = ("Verhuizing", "Vraagt hoe de opzegging werkt. Formulier toegestuurd.");
        self.contact_moment(Some(ruben), end, "INT", subject, text, Some(end));
    }

    /// Wouter reports Fenna, and is reported himself in an old case that is past its term.
    fn neighbours(&mut self, known: &mut Vec<KnownPerson>) {
        let home = self.home();
        let wouter = Known {
            woman: false,
            first: "Wouter",
            prefix: "van der",
            family: "Melding",
            birth_name: None,
            born: date(1966, 1, 30),
            email: "wouter.melding@example.nl",
            story: "Buurman die overlast van Fenna meldt. Zijn naam mag niet in haar inzage staan.",
        };
        let wouter = self.meet(known, &home, wouter);
        let start = self.years_ago(11);
        self.tenancy(wouter, None, &home, start, None);
        let fenna = 1;
        self.nuisance(Some(wouter), fenna, None);
        self.nuisance(Some(wouter), fenna, Some(days_after(self.years_ago(2), -45)));
        self.nuisance(Some(fenna), wouter, Some(self.years_ago(1)));
    }

    fn twins(&mut self, known: &mut Vec<KnownPerson>) {
        let home = self.home();
        let mut ids = Vec::new();
        for (first, email) in [("Tessa", "tessa.spiegel@example.nl"), ("Tamar", "tamar.spiegel@example.nl")] {
            let twin = Known {
                woman: true,
                first,
                prefix: "",
                family: "Spiegel",
                birth_name: None,
                born: date(1995, 7, 21),
                email,
                story: "Tweeling op één adres: zelfde voorletter, achternaam, geboortedatum en postcode.",
            };
            ids.push(self.meet(known, &home, twin));
        }
        self.tenancy(ids[0], Some(ids[1]), &home, self.years_ago(4), None);
    }

    fn father_and_son(&mut self, known: &mut Vec<KnownPerson>) {
        let home = self.home();
        let mut ids = Vec::new();
        let days = [(date(1958, 2, 14), "karel.gelijk@example.nl"), (date(1988, 9, 3), "karel.gelijk.jr@example.nl")];
        for (born, email) in days {
            let man = Known {
                woman: false,
                first: "Karel",
                prefix: "",
                family: "Gelijk",
                birth_name: None,
                born,
                email,
                story: "Vader en zoon met dezelfde naam op één adres.",
            };
            ids.push(self.meet(known, &home, man));
        }
        self.tenancy(ids[0], Some(ids[1]), &home, self.years_ago(14), None);
        self.arrears(ids[1], None);
    }

    fn one_address(&mut self, known: &mut Vec<KnownPerson>) {
        let home = self.home();
        let mut ids = Vec::new();
        for (woman, first, born) in [(true, "Joke", date(1951, 4, 9)), (false, "Harm", date(1949, 12, 24))] {
            let partner = Known {
                woman,
                first,
                prefix: "van",
                family: "Deelbericht",
                birth_name: None,
                born,
                email: "samen.deelbericht@example.nl",
                story: "Twee mensen met één e-mailadres.",
            };
            ids.push(self.meet(known, &home, partner));
        }
        self.tenancy(ids[0], Some(ids[1]), &home, self.years_ago(22), Some(days_after(self.today, 60)));
    }

    fn renamed(&mut self, known: &mut Vec<KnownPerson>) {
        let home = self.home();
        let sanne = Known {
            woman: true,
            first: "Sanne",
            prefix: "",
            family: "Nieuwenaam",
            birth_name: Some("Oudenaam"),
            born: date(1992, 10, 17),
            email: "sanne.nieuwenaam@example.nl",
            story: "Haar achternaam is veranderd.",
        };
        let sanne = self.meet(known, &home, sanne);
        self.tenancy(sanne, None, &home, self.years_ago(7), None);
        let home = self.home();
        let zoe = Known {
            woman: true,
            first: "Zoë-Andrée",
            prefix: "d'",
            family: "Façade-'t Géval",
            birth_name: None,
            born: date(2001, 2, 28),
            email: "zoe.facade@voorbeeld.example",
            story: "Bijzondere tekens in de naam.",
        };
        let zoe = self.meet(known, &home, zoe);
        self.tenancy(zoe, None, &home, self.years_ago(1), None);
    }

    fn seekers(&mut self, known: &mut Vec<KnownPerson>) {
        let stories = [
            ("Yara", None, "yara.wens@example.nl", "Woningzoekende."),
            (
                "Imke",
                Some(400),
                "imke.wens@example.nl",
                "Vroegere woningzoekende; de inschrijving stopte 400 dagen geleden.",
            ),
        ];
        for (first, ended, email, story) in stories {
            let home = self.home();
            let seeker = Known {
                woman: true,
                first,
                prefix: "de",
                family: "Wens",
                birth_name: None,
                born: date(1998, 5, 5),
                email,
                story,
            };
            let seeker = self.meet(known, &home, seeker);
            self.registration(seeker, ended.map(|days: i64| days_after(self.today, -days)));
        }
    }
}
