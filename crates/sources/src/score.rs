//! Weighs whether someone in a source is the person who is asked for: the same for every kind of source.

use gestand_policy::decide::Permit;
use gestand_vault::Sensitive;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::{Candidate, Identifiers, SubjectQuery};

/// From this score on, what identifies a candidate is used to look for the same person in other sources.
pub const SURE: u8 = 80;
const WHY: &str = "find the person in a source";

/// What is asked, opened and in the form that it is compared in. Empty fields are not asked.
#[derive(Default)]
pub struct Wanted {
    pub relation_number: Option<String>,
    pub email: Option<String>,
    pub phone: Option<String>,
    pub name: Vec<String>,
    pub birth_date: Option<String>,
    pub postcode: Option<String>,
}

impl Wanted {
    pub fn open(query: &SubjectQuery, permit: &Permit) -> Wanted {
        let text = |field: &Option<Sensitive<String>>| {
            field.as_ref().map(|value| value.open(permit, WHY).trim().to_owned()).filter(|value| !value.is_empty())
        };
        Wanted {
            relation_number: text(&query.relation_number),
            email: text(&query.email).map(|value| email(&value)),
            phone: text(&query.phone).map(|value| phone(&value)).filter(|value| !value.is_empty()),
            name: text(&query.name).map(|value| words(&value)).unwrap_or_default(),
            birth_date: text(&query.birth_date),
            postcode: text(&query.postcode).map(|value| postcode(&value)),
        }
    }
}

pub fn email(value: &str) -> String {
    value.trim().to_ascii_lowercase()
}

/// The digits of a Dutch number without country code and leading zero.
pub fn phone(value: &str) -> String {
    let digits: String = value.chars().filter(char::is_ascii_digit).collect();
    let local = digits.strip_prefix("0031").or_else(|| digits.strip_prefix("31").filter(|rest| rest.len() == 9));
    local.unwrap_or(&digits).trim_start_matches('0').to_owned()
}

pub fn postcode(value: &str) -> String {
    value.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_uppercase()
}

/// The day of an ISO day or instant.
pub fn day(value: &str) -> String {
    value.chars().take(10).collect()
}

/// Words of a name that do not tell people apart: how they are addressed, and what stands before a family name.
const PASSED_OVER: [&str; 24] = [
    "mevrouw", "mevr", "mw", "meneer", "heer", "dhr", "de", "van", "der", "den", "het", "ten", "ter", "te", "op",
    "aan", "in", "von", "drs", "dr", "mr", "ir", "ing", "prof",
];

/// The words of a name as they are compared: lower case, without accents, and without those that are passed over.
fn words(value: &str) -> Vec<String> {
    let plain: String = value.nfd().filter(|sign| !is_combining_mark(*sign)).flat_map(char::to_lowercase).collect();
    // The 't and 's before a family name are no initials.
    let plain = plain.replace(['\u{2019}', '`'], "'").replace("'t ", " ").replace("'s ", " ").replace("'s-", " ");
    let words = plain.split(|c: char| !c.is_alphanumeric()).map(str::to_owned);
    words.filter(|word| !word.is_empty() && !PASSED_OVER.contains(&word.as_str())).collect()
}

/// A person of a source, with the values that were asked for.
#[derive(Default)]
pub struct Known {
    pub key: String,
    pub relation_number: Option<String>,
    pub email: Vec<String>,
    pub phone: Vec<String>,
    pub postcode: Vec<String>,
    pub birth_date: Vec<String>,
    pub city: Vec<String>,
    /// As the source has it, the family name last.
    pub name: Vec<String>,
}

/// How a name stands to the one that is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fit {
    Whole,
    /// The first name or its initial, with another family name: people marry.
    Given,
    Other,
}

impl Known {
    /// Whether the name is the one that is asked for.
    pub fn has_name(&self, wanted: &Wanted) -> bool {
        !wanted.name.is_empty() && self.fit(wanted) == Fit::Whole
    }

    fn fit(&self, wanted: &Wanted) -> Fit {
        let (given, family) = match self.name.split_last() {
            Some((family, given)) => (words(&given.join(" ")), words(family)),
            None => return Fit::Other,
        };
        let asked = &wanted.name;
        let all: Vec<String> = given.iter().chain(&family).cloned().collect();
        let fits = |word: &String, among: &[String]| among.iter().any(|other| is_same_word(word, other));
        // Of a double name either part may be used, and either side may use more of the name.
        let shares = family.iter().any(|word| asked.contains(word));
        let whole = asked.iter().all(|word| fits(word, &all))
            || family.iter().all(|word| asked.contains(word)) && given.iter().all(|word| fits(word, asked));
        match asked.first() {
            _ if shares && whole => Fit::Whole,
            Some(first) if fits(first, &given) => Fit::Given,
            _ => Fit::Other,
        }
    }
}

/// Equal, or one is the initial of the other.
fn is_same_word(one: &str, other: &str) -> bool {
    let initial = |short: &str, long: &str| short.chars().count() == 1 && long.starts_with(short);
    one == other || initial(one, other) || initial(other, one)
}

/// Weighs what matches against what contradicts; `None` when too little matches.
pub fn judge(source: &str, known: Known, wanted: &Wanted) -> Option<Candidate> {
    let (mut matched, mut differs) = (Vec::new(), Vec::new());
    let mut compare = |field: &'static str, asked: bool, known: bool, same: bool| {
        if asked && known {
            if same { matched.push(field) } else { differs.push(field) }
        }
    };
    let one = |asked: &Option<String>, known: &[String], form: fn(&str) -> String| {
        asked.as_ref().is_some_and(|asked| known.iter().any(|value| form(value) == *asked))
    };
    let number: Vec<String> = known.relation_number.iter().cloned().collect();
    let same = one(&wanted.relation_number, &number, str::to_owned);
    compare("relation_number", wanted.relation_number.is_some(), !number.is_empty(), same);
    compare("email", wanted.email.is_some(), !known.email.is_empty(), one(&wanted.email, &known.email, email));
    compare("phone", wanted.phone.is_some(), !known.phone.is_empty(), one(&wanted.phone, &known.phone, phone));
    if !wanted.name.is_empty() && known.name.last().is_some_and(|family| !words(family).is_empty()) {
        match known.fit(wanted) {
            Fit::Whole => matched.push("name"),
            Fit::Given => differs.push("family_name"),
            Fit::Other => differs.push("name"),
        }
    }
    let mut compare = |field: &'static str, asked: bool, known: bool, same: bool| {
        if asked && known {
            if same { matched.push(field) } else { differs.push(field) }
        }
    };
    let birth = one(&wanted.birth_date, &known.birth_date, day);
    compare("birth_date", wanted.birth_date.is_some(), !known.birth_date.is_empty(), birth);
    let place = one(&wanted.postcode, &known.postcode, postcode);
    compare("postcode", wanted.postcode.is_some(), !known.postcode.is_empty(), place);
    let score = score(&matched, &differs, wanted)?;
    let mut display = known.name.join(" ");
    if let Some(city) = known.city.first() {
        display.push_str(&format!(", {city}"));
    }
    Some(Candidate {
        source: source.to_owned(),
        identifiers: Identifiers {
            email: known.email.iter().map(|value| Sensitive::new(email(value))).collect(),
            phone: known.phone.iter().map(|value| Sensitive::new(phone(value))).collect(),
        },
        key: known.key,
        relation_number: known.relation_number.map(Sensitive::new),
        score,
        matched,
        differs,
        display: Sensitive::new(display),
    })
}

/// The most likely first. Where several people would be sure, none is.
pub fn rank(mut candidates: Vec<Candidate>) -> Vec<Candidate> {
    if candidates.iter().filter(|candidate| candidate.score >= SURE).count() > 1 {
        for candidate in &mut candidates {
            candidate.score = candidate.score.min(SURE - 1);
        }
    }
    candidates.sort_by(|a, b| b.score.cmp(&a.score).then_with(|| a.key.cmp(&b.key)));
    candidates
}

fn score(matched: &[&str], differs: &[&str], wanted: &Wanted) -> Option<u8> {
    let weak = matched.iter().filter(|field| ["name", "birth_date", "postcode"].contains(field)).count();
    let exact = matched.iter().any(|field| ["relation_number", "email", "phone"].contains(field));
    let name_only = wanted.birth_date.is_none() && wanted.postcode.is_none() && matched.contains(&"name");
    if !exact && weak < 2 && !name_only {
        return None;
    }
    let gain: i32 = if matched.contains(&"relation_number") {
        100
    } else {
        let points = |field: &&str| match *field {
            "email" => 85,
            "phone" => 80,
            "birth_date" | "name" => 40,
            _ => 15,
        };
        matched.iter().map(points).sum::<i32>().min(if exact { 100 } else { 95 })
    };
    // People share an address and a telephone: without the name or the day of birth nobody is sure by them.
    let person = ["relation_number", "name", "birth_date"].iter().any(|field| matched.contains(field));
    let gain = if person { gain } else { gain.min(i32::from(SURE) - 1) };
    let loss: i32 = differs
        .iter()
        .map(|field| match *field {
            "relation_number" => 40,
            "name" | "birth_date" => 30,
            "family_name" => 20,
            "postcode" => 5,
            _ => 0,
        })
        .sum();
    u8::try_from((gain - loss).clamp(1, 100)).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fit(asked: &str, name: &[&str]) -> Fit {
        let wanted = Wanted { name: words(asked), ..Wanted::default() };
        Known { name: name.iter().map(|part| (*part).to_owned()).collect(), ..Known::default() }.fit(&wanted)
    }

    #[test]
    fn names_are_compared_as_people_write_them() {
        for (asked, name) in [
            ("Fenna van der Voort", &["F.", "van der", "Voort"][..]),
            ("mevr. F. v.d. Voort-Proef", &["Fenna", "Voort"]),
            ("Fënna Çelik", &["Fenna", "Celik"]),
            ("Anna Maria Proef", &["A.M.", "Proef"]),
            ("T. van 't Hof", &["Tom", "'t", "Hof"]),
            ("Fenna Jansen-de Vries", &["Fenna", "de Vries"]),
            ("Fenna de Vries", &["Fenna", "Jansen - de Vries"]),
            ("VOORBEELD", &["", "Voorbeeld"]),
        ] {
            assert_eq!(fit(asked, name), Fit::Whole, "{asked}");
        }
        assert_eq!(fit("Fenna de Vries", &["Fenna", "Jansen"]), Fit::Given);
        for (asked, name) in [("Anna Bakker", &["Emma", "Bakker"]), ("Jan Proef", &["Karel", "Anders"])] {
            assert_eq!(fit(asked, name), Fit::Other, "{asked}");
        }
    }
}
