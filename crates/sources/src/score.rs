//! Weighs whether someone in a source is the person who is asked for: the same for every kind of source.

use gestand_policy::decide::Permit;
use gestand_vault::Sensitive;

use crate::{Candidate, SubjectQuery};

/// At this score and above a candidate needs no confirmation.
const SURE: u8 = 80;
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

fn words(value: &str) -> Vec<String> {
    let skip = ["mevrouw", "meneer", "heer", "de", "van", "der", "den", "het", "mw", "dhr"];
    let words = value.split(|c: char| !c.is_alphanumeric()).map(str::to_lowercase);
    words.filter(|word| !word.is_empty() && !skip.contains(&word.as_str())).collect()
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

impl Known {
    /// Whether the name is the one that is asked for.
    pub fn has_name(&self, wanted: &Wanted) -> bool {
        let family = words(self.name.last().map_or("", String::as_str));
        !wanted.name.is_empty() && !family.is_empty() && same_name(&wanted.name, &words(&self.name.join(" ")), &family)
    }
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
    let family = known.name.last().is_some_and(|family| !words(family).is_empty());
    compare("name", !wanted.name.is_empty(), family, known.has_name(wanted));
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

/// The family name is asked for, and every first name that is asked for is one of theirs, or its initial.
fn same_name(asked: &[String], name: &[String], family: &[String]) -> bool {
    let fits = |word: &String| {
        name.contains(word)
            || word.chars().count() == 1 && name.iter().any(|known| known.starts_with(word.as_str()))
            || name.iter().any(|known| known.chars().count() == 1 && word.starts_with(known.as_str()))
    };
    family.iter().all(|word| asked.contains(word)) && asked.iter().all(fits)
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
    let loss: i32 = differs
        .iter()
        .map(|field| match *field {
            "relation_number" => 40,
            "name" | "birth_date" => 30,
            "postcode" => 5,
            _ => 0,
        })
        .sum();
    u8::try_from((gain - loss).clamp(1, 100)).ok()
}
