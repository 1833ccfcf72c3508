//! Persons with their contact data, and the households that most of the corporation consists of.

use jiff::ToSpan;
use jiff::civil::Date;

use crate::chance::days_after;
use crate::tables::row;
use crate::words::{FAMILIES, MEN, PREFIXES, WISHES, WOMEN, plain};
use crate::world::{Home, World, relation_number};

/// Who somebody is.
#[derive(Debug, Clone)]
pub struct Person {
    pub woman: bool,
    pub first: &'static str,
    pub prefix: &'static str,
    pub family: &'static str,
    /// The name at birth, where it differs.
    pub birth_name: Option<&'static str>,
    pub born: Date,
    pub email: Option<String>,
    pub mobile: Option<String>,
}

impl World {
    /// Someone of 19 to 88 years; the row id makes the e-mail address unlike those of others.
    fn someone(&mut self) -> Person {
        let woman = self.chance.one_in(2);
        let first = self.chance.pick(if woman { &WOMEN } else { &MEN });
        let (prefix, family) = (self.chance.pick(&PREFIXES), self.chance.pick(&FAMILIES));
        let age = self.chance.between(19 * 365, 88 * 365);
        let id = self.tables.natuurlijk_persoon.next();
        let host = self.chance.pick(&["example.nl", "voorbeeld.example"]);
        let email = (!self.chance.one_in(8)).then(|| format!("{}.{}{id}@{host}", plain(first), plain(family)));
        let mobile = (!self.chance.one_in(6)).then(|| mobile(id));
        let born = days_after(self.today, -age);
        Person { woman, first, prefix, family, birth_name: None, born, email, mobile }
    }

    /// Adds a person and gives the row id.
    pub fn person(&mut self, person: &Person) -> i64 {
        let number = relation_number(self.tables.natuurlijk_persoon.next());
        let initial = person.first.chars().next().map(|first| format!("{first}."));
        let marital = self.chance.pick(&["ONG", "GEH", "GPA", "GES", "WED"]);
        let preference = self.chance.pick(&["EMA", "BRI", "TEL"]);
        let (title, sex) = if person.woman { ("mevrouw", "V") } else { ("de heer", "M") };
        let id = self.tables.natuurlijk_persoon.add(row![
            number,
            title,
            initial,
            person.first,
            (!person.prefix.is_empty()).then_some(person.prefix),
            person.family,
            person.birth_name,
            person.born,
            sex,
            marital,
            preference,
        ]);
        for (kind, value) in [("EMA", &person.email), ("MOB", &person.mobile)] {
            if let Some(value) = value {
                self.tables.contactgegeven.add(row![id, kind, value.as_str()]);
            }
        }
        if self.chance.one_in(4) {
            // No area code starts with two zeros.
            self.tables.contactgegeven.add(row![id, "TEL", format!("0001{:06}", id % 1_000_000)]);
        }
        id
    }

    pub fn lives_at(&mut self, person: i64, home: &Home) {
        self.tables.relatie_adres.add(row![person, "WOO", home.address.as_str(), home.postcode.as_str(), home.town]);
    }

    /// One more household: a tenant, a former tenant or a home seeker, often with a second person.
    pub fn household(&mut self) {
        match self.chance.between(1, 100) {
            1..=58 => self.tenants(),
            59..=78 => self.former_tenant(),
            _ => self.seeker(),
        }
    }

    fn tenants(&mut self) {
        let home = self.home();
        let person = self.someone();
        let tenant = self.person(&person);
        self.lives_at(tenant, &home);
        let partner = self.chance.one_in(3).then(|| {
            let person = self.someone();
            let partner = self.person(&person);
            self.lives_at(partner, &home);
            partner
        });
        let start = days_after(self.today, -self.chance.between(60, 20 * 365));
        // A few have given notice.
        let end = if self.chance.one_in(25) { Some(days_after(self.today, self.chance.between(5, 90))) } else { None };
        self.tenancy(tenant, partner, &home, start, end);
        self.tenant_dossiers(tenant, &home, start);
    }

    fn former_tenant(&mut self) {
        let home = self.home();
        let person = self.someone();
        let end = match self.chance.between(0, 9) {
            // The terms of the contract (2 years) and of the payments (7 years and the rest of the book year).
            0..=6 => self.chance.around_term(self.today, 2),
            7 => days_after(self.today, -self.chance.between(3 * 365, 7 * 365)),
            _ => self.today.saturating_sub(8.years()).saturating_sub(self.chance.between(0, 700).days()),
        };
        let start = days_after(end, -self.chance.between(400, 15 * 365));
        let tenant = self.person(&person);
        self.lives_at(tenant, &home);
        // Of most who left years ago, an earlier run has destroyed the contract; the payments are still there.
        let long_ago = end < self.today.saturating_sub(3.years());
        if long_ago && !self.chance.one_in(3) {
            self.tables.relatierol.add(row![tenant, None::<i64>, "HUU", end]);
            self.payments(tenant, None, end, Some(end));
        } else {
            self.tenancy(tenant, None, &home, start, Some(end));
        }
        self.access_tag(tenant, start, Some(end));
        if self.chance.one_in(3) {
            self.contact(tenant, end);
        }
    }

    fn seeker(&mut self) {
        let person = self.someone();
        let seeker = self.person(&person);
        let home = self.home();
        self.lives_at(seeker, &home);
        let end = self.chance.one_in(3).then(|| self.chance.around_term(self.today, 1));
        // An earlier run has destroyed some of the old registrations, so that the person's own data are next.
        let long_ago = end.is_some_and(|end| end < self.today.saturating_sub(1.year()));
        if long_ago && self.chance.one_in(2) {
            self.tables.relatierol.add(row![seeker, None::<i64>, "WON", end]);
        } else {
            self.registration(seeker, end);
        }
    }

    /// A registration as home seeker, with the role.
    pub fn registration(&mut self, seeker: i64, end: Option<Date>) {
        let start = days_after(end.unwrap_or(self.today), -self.chance.between(90, 9 * 365));
        let wish = self.chance.pick(&WISHES);
        self.tables.relatierol.add(row![seeker, None::<i64>, "WON", end]);
        self.tables.inschrijving.add(row![seeker, format!("WZ{seeker:06}"), start, end, wish]);
        if self.chance.one_in(3) {
            self.contact(seeker, end.unwrap_or(self.today));
        }
    }
}

/// A mobile number of a range that is used for examples here.
pub fn mobile(person: i64) -> String {
    format!("061234{:04}", person % 10_000)
}
