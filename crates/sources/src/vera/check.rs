//! Compares the annotation with what the source gives and with the policy, and looks for identification numbers.

use std::collections::{BTreeMap, BTreeSet};

use gestand_documents::bsn::certain_bsns;
use gestand_policy::model::Document;
use gestand_policy::{Bilingual, Severity};

use super::VeraSource;
use super::class::{Class, Event};
use super::entity::{Entity, KEYS};
use super::feed::Narrow;
use crate::{HitKind, NumberHit, Source, SourceError, SourceFinding};

/// What a check counts of one class: finding and field → records.
type Counts = BTreeMap<(Finding, String), u64>;

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Finding {
    NoDay,
    Unknown,
    Number,
    Look,
    Nobody,
}

impl Finding {
    const fn code(self) -> &'static str {
        match self {
            Finding::NoDay => "S0010",
            Finding::Unknown => "S0030",
            Finding::Number => "S0031",
            Finding::Look => "S0032",
            Finding::Nobody => "S0033",
        }
    }

    const fn texts(self) -> [&'static str; 4] {
        match self {
            Finding::NoDay => [
                "is het moment van een regel, maar is geen dag",
                "is the day of a rule, but is no day",
                "Laat de beheerder van de bron de waarden herstellen.",
                "Have the owner of the source repair the values.",
            ],
            Finding::Unknown => [
                "staat niet in VERA en niet in de annotatie; het gaat mee en iemand moet het lezen",
                "is not in VERA and not in the annotation; it is kept and a person must read it",
                "Zet het veld onder `fields`, met of zonder `item`.",
                "Put the field under `fields`, with or without an `item`.",
            ],
            Finding::Number => [
                "is ingevuld met een burgerservicenummer",
                "is filled with a citizen service number",
                "Kijk of de wet dit toestaat (Woningwet, artikel 46) en verwijder het anders.",
                "See whether the law permits it (Woningwet, Article 46), and remove it otherwise.",
            ],
            Finding::Look => [
                "heeft een soort die extra aandacht vraagt (strafbaar, identiteitsbewijs of foto)",
                "has a kind that needs attention (criminal, identity document or photo)",
                "Laat de privacyfunctionaris beoordelen of dit bewaard mag worden.",
                "Have the privacy officer judge whether this may be kept.",
            ],
            Finding::Nobody => [
                "leidt bij deze records naar niemand; ze komen in geen antwoord",
                "leads to nobody in these records; they come in no answer",
                "Laat de beheerder van de bron de koppeling herstellen, of pas `subjects` aan.",
                "Have the owner of the source repair the link, or change `subjects`.",
            ],
        }
    }
}

impl VeraSource {
    pub(super) async fn findings(&self, policy: &Document) -> Result<Vec<SourceFinding>, SourceError> {
        let mut found = crate::source::unknown_ids(policy, &self.classes());
        let index = self.index(&self.classes.iter().map(|(id, _)| id.as_str()).collect(), true).await?;
        for (id, class) in &self.classes {
            let mut counts = Counts::new();
            let mut linked: Option<(String, String)> = None;
            let take = |key: String, entity: Entity| {
                if !class.takes(&entity) || class.is_destroyed(&entity) {
                    return;
                }
                let related = index.relate(class, &entity);
                if related.is_empty() {
                    *counts.entry((Finding::Nobody, "subjects".to_owned())).or_default() += 1;
                }
                for finding in look(class, &entity) {
                    *counts.entry(finding).or_default() += 1;
                }
                linked = linked.take().or_else(|| Some((related.into_keys().next()?, key)));
            };
            self.feed.each(class.place(), Narrow::All, take).await?;
            found.extend(counts.into_iter().map(|((finding, field), count)| told(id, finding, &field, count)));
            found.extend(self.narrowing(id, class, linked).await?);
        }
        Ok(found)
    }

    /// A record that the whole collection has must also come when less is asked for.
    async fn narrowing(
        &self,
        id: &str,
        class: &Class,
        linked: Option<(String, String)>,
    ) -> Result<Option<SourceFinding>, SourceError> {
        let way = class.subjects.iter().find(|way| way.through.is_none() && way.by.is_none() && way.link.is_some());
        let (Some(field), Some((person, key)), true) =
            (way.and_then(|way| way.link.as_ref()), linked, self.feed.narrows())
        else {
            return Ok(None);
        };
        // Only a record that links to the person itself must come: one listed by the person need not.
        let (mut whole, mut came) = (false, false);
        let links = |entity: &Entity| entity.links(field).iter().any(|link| link.id.as_ref() == Some(&person));
        for entity in self.feed.some(class.place(), &BTreeSet::from([key.clone()])).await? {
            whole |= links(&entity);
        }
        self.feed.each(class.place(), Narrow::Link(field, &person), |id, _| came |= id == key).await?;
        Ok((whole && !came).then(|| SourceFinding {
            code: "S0034",
            severity: Severity::Error,
            place: format!("{id}.{field}"),
            message: Bilingual::new(
                format!("zoeken op '{id}.{field}' geeft niet alles; antwoorden zouden records missen"),
                format!("a search on '{id}.{field}' does not give everything; answers would miss records"),
            ),
            help: Bilingual::new(
                "Haal `find_by` uit de annotatie, of laat de leverancier het zoeken herstellen.",
                "Take `find_by` out of the annotation, or have the supplier repair the search.",
            ),
        }))
    }

    /// Fields that certainly hold a BSN. The numbers themselves are not kept.
    pub(super) async fn numbers(&self) -> Result<Vec<NumberHit>, SourceError> {
        let mut hits = Vec::new();
        for (id, class) in &self.classes {
            let mut found: BTreeMap<String, NumberHit> = BTreeMap::new();
            let take = |key: String, entity: Entity| {
                for field in numbers_in(class, &entity) {
                    let hit = || NumberHit::new(HitKind::Number, id, &field);
                    found.entry(field.clone()).or_insert_with(hit).add(Some(key.clone()));
                }
            };
            self.feed.each(class.place(), Narrow::All, take).await?;
            hits.extend(found.into_values());
        }
        Ok(hits)
    }
}

fn numbers_in(class: &Class, entity: &Entity) -> Vec<String> {
    let own = |name: &str| {
        class.administers(name) || KEYS.contains(&name) || class.fields.get(name).is_some_and(|field| field.own_number)
    };
    let fields = entity.fields().keys().filter(|name| class.takes(entity) && !own(name));
    let certain = |name: &&String| entity.text(name).is_some_and(|text| !certain_bsns(name, &text).is_empty());
    fields.filter(certain).cloned().collect()
}

fn look(class: &Class, entity: &Entity) -> Vec<(Finding, String)> {
    let mut found = Vec::new();
    let unknown =
        |name: &&String| !class.fields.contains_key(*name) && !class.administers(name) && !entity.is_empty(name);
    found.extend(entity.fields().keys().filter(unknown).map(|name| (Finding::Unknown, name.clone())));
    found.extend(numbers_in(class, entity).into_iter().map(|name| (Finding::Number, name)));
    let wrong = |event: &Event| match event {
        Event::Field(field) if !entity.is_empty(field) && entity.day(field).is_none() => Some(field.clone()),
        _ => None,
    };
    let days: BTreeSet<String> = class.events.values().filter_map(wrong).collect();
    found.extend(days.into_iter().map(|field| (Finding::NoDay, field)));
    for (field, codes) in &class.review {
        if entity.code(field).is_some_and(|code| codes.contains(&code)) {
            found.push((Finding::Look, field.clone()));
        }
    }
    found
}

fn told(class: &str, finding: Finding, field: &str, count: u64) -> SourceFinding {
    let place = format!("{class}.{field}");
    let [nl, en, nl_help, en_help] = finding.texts();
    let severity = match finding {
        Finding::Unknown | Finding::Look => Severity::Warning,
        Finding::NoDay | Finding::Number | Finding::Nobody => Severity::Error,
    };
    SourceFinding {
        code: finding.code(),
        severity,
        message: Bilingual::new(format!("'{place}' {nl} ({count} keer)"), format!("'{place}' {en} ({count} times)")),
        help: Bilingual::new(nl_help, en_help),
        place,
    }
}
