//! What happens during a tenancy: contact, repairs, income checks, arrears, nuisance, notes, access tags, letters.

use jiff::ToSpan;
use jiff::civil::Date;

use crate::chance::days_after;
use crate::files::{Document, Kind};
use crate::tables::row;
use crate::words::{CHANNELS, CONTACTS, EMPLOYEES, NOTES, NUISANCE, REPAIRS};
use crate::world::{Home, World, relation_number};

impl World {
    /// The dossiers of an ordinary tenant: some have much, many have little.
    pub fn tenant_dossiers(&mut self, tenant: i64, home: &Home, start: Date) {
        let today = self.today;
        if self.chance.one_in(2) {
            self.contact(tenant, today);
        }
        if self.chance.one_in(3) {
            let done = self.chance.around_term(today, 2);
            self.repair(tenant, home, done);
        }
        if self.chance.one_in(4) {
            let settled = self.chance.around_term(today, 0);
            let checked = days_after(settled.min(today), -self.chance.between(200, 500));
            let audited = days_after(settled, -self.chance.between(10, 60));
            self.income(tenant, checked, Some(audited), Some(settled));
        }
        if self.chance.one_in(5) {
            let settled = self.chance.around_term(today, 0);
            let group = self.chance.pick(&["laag", "midden", "hoog"]);
            self.tables.huurvoorstel.add(row![tenant, i64::from(settled.year()), group, settled]);
        }
        if self.chance.one_in(12) {
            let settled = if self.chance.one_in(3) { None } else { Some(self.chance.around_term(today, 5)) };
            self.arrears(tenant, settled.filter(|settled| *settled <= today));
        }
        if self.chance.one_in(10) {
            let closed = if self.chance.one_in(3) { None } else { Some(self.chance.around_term(today, 2)) };
            let reporter = (!self.chance.one_in(6)).then(|| self.chance.between(0, tenant - 1));
            self.nuisance(reporter, tenant, closed.filter(|closed| *closed <= today));
        }
        self.access_tag(tenant, start, None);
        if tenant % 4 == 2 {
            let day = self.chance.around_term(today, 2);
            self.letter(tenant, day);
        }
    }

    /// A contact moment at or before `latest`; the newest ones wait for an answer.
    pub fn contact(&mut self, person: i64, latest: Date) {
        let day = self.chance.around_term(self.today, 2).min(latest);
        let answered = (day < days_after(self.today, -3)).then_some(day);
        let (subject, text) = self.chance.pick(&CONTACTS);
        let channel = self.chance.pick(&CHANNELS);
        self.contact_moment(Some(person), day, channel, subject, text, answered);
    }

    /// A contact moment; `person` is `None` for somebody who did not say who they were.
    pub fn contact_moment(
        &mut self,
        person: Option<i64>,
        day: Date,
        channel: &str,
        subject: &str,
        text: &str,
        answered: Option<Date>,
    ) {
        let minute = self.chance.between(0, 59);
        let hour = self.chance.between(8, 16);
        let instant = format!("{day}T{hour:02}:{minute:02}:00Z");
        self.tables.contactmoment.add(row![person, instant, channel, subject, text, answered]);
    }

    /// A repair that was, or will be, done on `done`.
    pub fn repair(&mut self, tenant: i64, home: &Home, done: Date) {
        let asked = days_after(done, -self.chance.between(1, 25)).min(self.today);
        let what = self.chance.pick(&REPAIRS);
        let finished = (done <= self.today).then_some(done);
        self.tables.onderhoudsverzoek.add(row![tenant, home.unit, asked, what, done, finished]);
    }

    /// A debt, with a bailiff in some cases.
    pub fn arrears(&mut self, tenant: i64, settled: Option<Date>) {
        let amount = self.chance.between(20_000, 310_000);
        let bailiff = if self.chance.one_in(4) { Some(days_after(settled.unwrap_or(self.today), -90)) } else { None };
        let arrangement = if self.chance.one_in(2) { Some("Betaalt elke maand een deel extra.") } else { None };
        self.tables.huurachterstand.add(row![tenant, amount, arrangement, bailiff, settled]);
    }

    /// A nuisance case with a working note; a case without `closed` is open.
    pub fn nuisance(&mut self, reporter: Option<i64>, reported: i64, closed: Option<Date>) {
        let (kind, behaviour, report) = self.chance.pick(&NUISANCE);
        let start = days_after(closed.unwrap_or(self.today), -self.chance.between(20, 200));
        let case = self.tables.overlastzaak.add(row![reporter, reported, kind, behaviour, report, start, closed]);
        let (note, employee) = (self.chance.pick(&NOTES), self.chance.pick(&EMPLOYEES));
        self.tables.werknotitie.add(row![reported, case, days_after(start, 7), note, employee, closed]);
    }

    /// A tag for the front door; one that has been handed in has an end.
    pub fn access_tag(&mut self, tenant: i64, start: Date, end: Option<Date>) {
        let returned = end.filter(|end| *end <= self.today);
        self.tables.toegangspas.add(row![tenant, format!("T{:07}", tenant * 3 + 5), start, returned]);
    }

    /// A letter as a text file, answered on `day`.
    pub fn letter(&mut self, person: i64, day: Date) {
        let number = relation_number(person);
        let (subject, _) = self.chance.pick(&CONTACTS);
        let reply = day.saturating_add(14.days());
        let lines = vec![
            "Stichting Woonstede Voorbeeld".to_owned(),
            format!("Relatienummer: {number}"),
            format!("Onderwerp: {subject}"),
            format!("U stelde ons een vraag. U kunt tot {reply} op deze brief reageren."),
        ];
        self.documents.push(Document { path: format!("brieven/{number}/brief-{day}.txt"), kind: Kind::Text, lines });
    }
}
