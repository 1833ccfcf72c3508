//! One person over all sources: who may be the same, and why. It proposes; an officer decides.

use std::collections::BTreeSet;

use gestand_policy::decide::Permit;
use gestand_vault::Sensitive;

use crate::{Candidate, SURE, SourceError, Sources, SubjectQuery};

const WHY: &str = "same person in other sources";
/// How often it is looked further by what was found: a number leads to an address, an address to a mailbox.
const ROUNDS: usize = 3;

/// Candidates that may be one person.
#[derive(Debug)]
pub struct Person {
    /// The likeliest first; from one source more than one only where they have the same number.
    pub candidates: Vec<Candidate>,
    /// What they have in common: `relation_number`, `email`, `phone`, `name`, `birth_date`.
    pub because: Vec<&'static str>,
    /// Somebody else is as likely: a twin, a housemate, or the same person a second time.
    pub alike: bool,
}

/// Everybody in the sources who may be the person.
#[derive(Debug, Default)]
pub struct Everyone {
    /// The likeliest first.
    pub people: Vec<Person>,
    /// Sources that could not be asked: what they hold is not seen.
    pub failed: Vec<(String, SourceError)>,
}

/// Asks every source that knows persons; then again by the numbers, e-mail addresses and telephones of candidates that
/// are sure.
pub async fn everywhere(sources: &Sources, query: &SubjectQuery, permit: &Permit) -> Everyone {
    let mut found: Vec<Candidate> = Vec::new();
    let mut failed: Vec<(String, SourceError)> = Vec::new();
    let mut asked = BTreeSet::new();
    let mut open = vec![copy(query, permit)];
    for _ in 0..ROUNDS {
        for query in open.drain(..) {
            for source in sources.all().filter(|source| source.knows_persons()) {
                let id = source.info().id;
                if failed.iter().any(|(of, _)| *of == id) {
                    continue;
                }
                match source.find(&query, permit).await {
                    Ok(candidates) => {
                        let is_new =
                            |one: &Candidate| !found.iter().any(|f| f.source == one.source && f.key == one.key);
                        let new: Vec<Candidate> = candidates.into_iter().filter(is_new).collect();
                        found.extend(new);
                    }
                    Err(error) => failed.push((id, error)),
                }
            }
        }
        for one in found.iter().filter(|one| one.score >= SURE) {
            open.extend(further(one, query, &mut asked, permit));
        }
        if open.is_empty() {
            break;
        }
    }
    Everyone { people: group(found, permit), failed }
}

/// Questions by what identifies a candidate, each only once. Name and day of birth go along, to be weighed.
fn further(
    one: &Candidate,
    query: &SubjectQuery,
    asked: &mut BTreeSet<(&'static str, String)>,
    permit: &Permit,
) -> Vec<SubjectQuery> {
    let open = |value: &Sensitive<String>| value.open(permit, WHY).clone();
    let mut questions = Vec::new();
    let mut ask = |kind: &'static str, value: String| {
        if value.is_empty() || !asked.insert((kind, value.clone())) {
            return;
        }
        let mut question = SubjectQuery {
            name: query.name.as_ref().map(|name| Sensitive::new(open(name))),
            birth_date: query.birth_date.as_ref().map(|day| Sensitive::new(open(day))),
            ..SubjectQuery::default()
        };
        let place = match kind {
            "relation_number" => &mut question.relation_number,
            "email" => &mut question.email,
            _ => &mut question.phone,
        };
        *place = Some(Sensitive::new(value));
        questions.push(question);
    };
    one.relation_number.iter().for_each(|value| ask("relation_number", open(value)));
    one.identifiers.email.iter().for_each(|value| ask("email", open(value)));
    one.identifiers.phone.iter().for_each(|value| ask("phone", open(value)));
    questions
}

fn copy(query: &SubjectQuery, permit: &Permit) -> SubjectQuery {
    let copy =
        |value: &Option<Sensitive<String>>| value.as_ref().map(|value| Sensitive::new(value.open(permit, WHY).clone()));
    SubjectQuery {
        relation_number: copy(&query.relation_number),
        name: copy(&query.name),
        birth_date: copy(&query.birth_date),
        email: copy(&query.email),
        phone: copy(&query.phone),
        postcode: copy(&query.postcode),
    }
}

/// Puts together who may be one person. Whoever fits with two who cannot be one is left by themself.
fn group(mut candidates: Vec<Candidate>, permit: &Permit) -> Vec<Person> {
    // Those with a number first: they tell people apart.
    candidates.sort_by(|a, b| {
        let order = |one: &Candidate| (one.relation_number.is_none(), std::cmp::Reverse(one.score));
        order(a).cmp(&order(b)).then_with(|| (&a.source, &a.key).cmp(&(&b.source, &b.key)))
    });
    let mut people: Vec<Person> = Vec::new();
    for one in candidates {
        let mut joined = Person { candidates: vec![one], because: Vec::new(), alike: false };
        let links = |person: &Person| {
            let against = person.candidates.iter().any(|other| contradicts(other, &joined.candidates[0], permit));
            !against && !reasons(&person.candidates, &joined.candidates, permit).is_empty()
        };
        let (linked, others): (Vec<Person>, Vec<Person>) = people.into_iter().partition(links);
        people = others;
        let all: Vec<&Candidate> = linked.iter().chain([&joined]).flat_map(|person| &person.candidates).collect();
        if all.iter().enumerate().any(|(at, a)| all[..at].iter().any(|b| bars(a, b, permit))) {
            joined.alike = true;
            people.extend(linked);
        } else {
            for person in linked {
                let because = reasons(&person.candidates, &joined.candidates, permit);
                joined.because.extend(because.into_iter().chain(person.because));
                joined.candidates.extend(person.candidates);
            }
            joined.because.sort_unstable();
            joined.because.dedup();
        }
        people.push(joined);
    }
    mark_alike(&mut people);
    for person in &mut people {
        person.candidates.sort_by(|a, b| b.score.cmp(&a.score).then_with(|| a.source.cmp(&b.source)));
    }
    people.sort_by_key(|person| std::cmp::Reverse(person.candidates.iter().map(|one| one.score).max()));
    people
}

/// Of two people on whom in one source the same fits, neither is likelier.
fn mark_alike(people: &mut [Person]) {
    let twins = |a: &Person, b: &Person| {
        let same = |one: &Candidate| {
            let likewise = |other: &Candidate| {
                (&one.source, &one.matched, &one.differs) == (&other.source, &other.matched, &other.differs)
            };
            b.candidates.iter().any(likewise)
        };
        a.candidates.iter().any(same)
    };
    for at in 0..people.len() {
        let has_twin = (0..people.len()).any(|other| other != at && twins(&people[at], &people[other]));
        people[at].alike |= has_twin;
    }
}

/// What candidates of one person have in common with candidates of another.
fn reasons(some: &[Candidate], others: &[Candidate], permit: &Permit) -> BTreeSet<&'static str> {
    some.iter().flat_map(|a| others.iter().flat_map(|b| shared(a, b, permit))).collect()
}

/// What two candidates have in common.
fn shared(a: &Candidate, b: &Candidate, permit: &Permit) -> Vec<&'static str> {
    let meet = |a: &[Sensitive<String>], b: &[Sensitive<String>]| {
        a.iter().any(|one| b.iter().any(|other| one.open(permit, WHY) == other.open(permit, WHY)))
    };
    let mut because = Vec::new();
    if numbers(a, b, permit) == Some(true) {
        because.push("relation_number");
    }
    if meet(&a.identifiers.email, &b.identifiers.email) {
        because.push("email");
    }
    if meet(&a.identifiers.phone, &b.identifiers.phone) {
        because.push("phone");
    }
    if both(a, b, "name") && both(a, b, "birth_date") {
        because.extend(["name", "birth_date"]);
    }
    because
}

/// Whether two candidates cannot be proposed as one person: only an officer can say that they are.
fn bars(a: &Candidate, b: &Candidate, permit: &Permit) -> bool {
    contradicts(a, b, permit) || a.source == b.source && numbers(a, b, permit) != Some(true)
}

/// Whether what is known of two candidates speaks against their being one person.
fn contradicts(a: &Candidate, b: &Candidate, permit: &Permit) -> bool {
    if let Some(same) = numbers(a, b, permit) {
        return !same;
    }
    let against = |field: &str, said: &str| {
        a.matched.contains(&field) && b.differs.contains(&said)
            || b.matched.contains(&field) && a.differs.contains(&said)
    };
    // Another family name can be a marriage, when the day of birth is the same.
    let other_family = against("name", "family_name") && !both(a, b, "birth_date");
    against("name", "name") || against("birth_date", "birth_date") || other_family
}

fn both(a: &Candidate, b: &Candidate, field: &str) -> bool {
    a.matched.contains(&field) && b.matched.contains(&field)
}

/// Whether their relation numbers are the same; `None` where one has none.
fn numbers(a: &Candidate, b: &Candidate, permit: &Permit) -> Option<bool> {
    let (a, b) = (a.relation_number.as_ref()?, b.relation_number.as_ref()?);
    Some(a.open(permit, WHY) == b.open(permit, WHY))
}
