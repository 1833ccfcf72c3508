//! Tenancies: contract, roles, payments, bank account, and the income that was checked for them.

use jiff::ToSpan;
use jiff::civil::Date;

use crate::chance::days_after;
use crate::files::{Document, Kind};
use crate::tables::row;
use crate::words::REMARKS;
use crate::world::{Home, World, relation_number};

/// Months of payments that are kept per tenancy.
const MONTHS: i32 = 12;

impl World {
    /// A tenancy with all that hangs on it; `end` may lie in the future.
    pub fn tenancy(&mut self, tenant: i64, partner: Option<i64>, home: &Home, start: Date, end: Option<Date>) {
        let rent = self.chance.between(38_000, 87_000);
        let remark = if self.chance.one_in(10) { Some(self.chance.pick(&REMARKS)) } else { None };
        let number = format!("HC{:06}", self.tables.huurovereenkomst.next());
        let contract = self.tables.huurovereenkomst.add(row![home.unit, number, start, end, rent, remark]);
        self.tables.relatierol.add(row![tenant, contract, "HUU", end]);
        if let Some(partner) = partner {
            self.tables.relatierol.add(row![partner, contract, "MDH", end]);
        }
        self.payments(tenant, Some(contract), end.unwrap_or(self.today).min(self.today), end);
        let (iban, mandate) = (iban(tenant), (!self.chance.one_in(3)).then_some(start));
        self.tables.betaalgegeven.add(row![tenant, iban, mandate]);
        if tenant % 5 == 1 {
            self.contract_document(tenant, start, end);
        }
    }

    /// The rent of the last months before `until`.
    pub fn payments(&mut self, tenant: i64, contract: Option<i64>, until: Date, ended: Option<Date>) {
        let rent = self.chance.between(38_000, 87_000);
        let last = until.first_of_month();
        for back in (0..MONTHS).rev() {
            let day = last.saturating_sub(back.months());
            let what = format!("Huur {:02}/{}", day.month(), day.year());
            self.tables.betaling.add(row![tenant, contract, day, rent, what, ended]);
        }
    }

    /// The contract as a PDF; after the end it lies with what has ended, under the day of the end.
    pub fn contract_document(&mut self, tenant: i64, start: Date, end: Option<Date>) {
        let number = relation_number(tenant);
        let path = match end.filter(|end| *end <= self.today) {
            Some(end) => format!("contracten/beeindigd/{number}/huurcontract-{end}.pdf"),
            None => format!("contracten/{number}/huurcontract-{start}.pdf"),
        };
        let lines = vec![
            "Huurovereenkomst woonruimte (voorbeeld)".to_owned(),
            format!("Relatienummer: {number}"),
            format!("De huur begint op {start}."),
            "Dit document hoort bij een verzonnen corporatie.".to_owned(),
        ];
        self.documents.push(Document { path, kind: Kind::Pdf, lines });
    }

    /// Income of one year with its evidence. The accountant's audit lies before the day on which the compensation of
    /// that year is final; either may lie in the future.
    pub fn income(&mut self, person: i64, checked: Date, audited: Option<Date>, settled: Option<Date>) {
        let year = i64::from(checked.year()) - 1;
        let amount = self.chance.between(1_900_000, 4_600_000);
        let income = self.tables.inkomen.add(row![person, year, amount, checked, settled]);
        let received = days_after(checked, -self.chance.between(1, 20));
        self.tables.inkomensbewijs.add(row![income, "IBV", format!("IB{income:06}"), received, audited]);
        if self.chance.one_in(2) {
            self.tables.inkomensbewijs.add(row![income, "LON", format!("LS{income:06}"), received, audited]);
        }
        if person % 5 == 1 {
            self.income_document(person, year, checked, settled);
        }
    }

    fn income_document(&mut self, person: i64, year: i64, checked: Date, settled: Option<Date>) {
        let number = relation_number(person);
        let path = match settled.filter(|settled| *settled <= self.today) {
            Some(settled) => format!("inkomen/afgerond/{number}/inkomensverklaring-{settled}.pdf"),
            None => format!("inkomen/{number}/inkomensverklaring-{checked}.pdf"),
        };
        let lines = vec![
            "Inkomensverklaring (voorbeeld)".to_owned(),
            format!("Relatienummer: {number}"),
            format!("Jaar: {year}"),
            "Dit document hoort bij een verzonnen corporatie.".to_owned(),
        ];
        self.documents.push(Document { path, kind: Kind::Pdf, lines });
    }
}

/// An account number of a bank that does not exist, with right check digits.
pub fn iban(person: i64) -> String {
    let account = format!("TEST{person:010}");
    let digits = format!("{account}NL00");
    let rest = digits.chars().filter_map(|c| c.to_digit(36)).fold(0, |rest, value| {
        let shift = if value > 9 { 100 } else { 10 };
        (rest * shift + value) % 97
    });
    format!("NL{:02}{account}", 98 - rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ibans_have_right_check_digits() {
        for person in [0, 1, 42, 19_999] {
            let iban = iban(person);
            let turned = format!("{}{}", &iban[4..], &iban[..4]);
            let digits: String = turned.chars().map(|c| c.to_digit(36).unwrap().to_string()).collect();
            let rest = digits.bytes().fold(0u32, |rest, byte| (rest * 10 + u32::from(byte - b'0')) % 97);
            assert_eq!((rest, iban.len()), (1, 18), "{iban}");
        }
    }
}
