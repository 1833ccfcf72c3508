//! Finds a person: what is personal is compared here or sent in a body, never in an address.

use std::collections::{BTreeMap, BTreeSet};

use gestand_policy::decide::Permit;

use super::VeraSource;
use super::entity::{Entity, Link};
use super::feed::Narrow;
use super::file::{ADDRESSES, CONTACTS, Collection, PERSONS, ROLES};
use crate::score::{self, Known, Wanted};
use crate::{Candidate, SourceError, SubjectQuery};

/// Kinds of contact detail.
const MAIL: &str = "EMA";
const PHONES: [&str; 3] = ["TEL", "MOB", "FAX"];

/// A person who may be the one, and the object they came in.
struct Maybe {
    known: Known,
    entity: Entity,
}

impl Maybe {
    /// Whether a record links to the person, or the person lists the record.
    fn has(&self, record: &Entity, list: &str) -> bool {
        let (mine, names) = (self.entity.names(), record.names());
        record.links("relatie").iter().any(|link| mine.contains(&link.name()))
            || self.entity.links(list).iter().any(|link| names.contains(&link.name()))
    }
}

/// An e-mail address (`true`) or phone number; `None` for another kind of contact detail.
fn contact(entity: &Entity) -> Option<(bool, String)> {
    let soort = entity.code("soort")?;
    let mail = soort == MAIL;
    (mail || PHONES.contains(&soort.as_str())).then_some(())?;
    Some((mail, entity.text("waarde")?))
}

impl VeraSource {
    /// Everyone who may be the person, the most likely first.
    pub(super) async fn candidates(
        &self,
        query: &SubjectQuery,
        permit: &Permit,
    ) -> Result<Vec<Candidate>, SourceError> {
        let wanted = Wanted::open(query, permit);
        let reached = self.reached(&wanted).await?;
        let mut maybe = self.persons(&wanted, &reached).await?;
        if wanted.email.is_some() || wanted.phone.is_some() {
            self.contacts(&mut maybe).await?;
        }
        self.towns(&mut maybe).await?;
        let judged = maybe.into_iter().filter_map(|one| score::judge(&self.file.source, one.known, &wanted));
        Ok(score::rank(judged.collect()))
    }

    /// The contact details with the asked e-mail address or phone number.
    async fn reached(&self, wanted: &Wanted) -> Result<Vec<Entity>, SourceError> {
        let mut reached: BTreeMap<String, Entity> = BTreeMap::new();
        if !self.has(CONTACTS) || wanted.email.is_none() && wanted.phone.is_none() {
            return Ok(Vec::new());
        }
        let take = |id: String, entity: Entity| {
            let same = contact(&entity).is_some_and(|(mail, text)| match mail {
                true => wanted.email.as_ref() == Some(&score::email(&text)),
                false => wanted.phone.as_ref() == Some(&score::phone(&text)),
            });
            if same {
                reached.insert(id, entity);
            }
        };
        // Both are written in many ways, so that a search for one of them would miss the others.
        self.feed.each(CONTACTS, Narrow::All, take).await?;
        Ok(reached.into_values().collect())
    }

    /// Persons whose number, birth date or name is asked for, or who are reached.
    async fn persons(&self, wanted: &Wanted, reached: &[Entity]) -> Result<Vec<Maybe>, SourceError> {
        let mut links: Vec<Link> = reached.iter().flat_map(|contact| contact.links("relatie")).collect();
        let roles = reached.iter().flat_map(|contact| contact.links("relatierol")).filter_map(|link| link.id).collect();
        if self.has(ROLES) {
            let roles: Vec<Entity> = self.feed.some(ROLES, &roles).await?;
            links.extend(roles.iter().flat_map(|role| role.links("relatie")));
        }
        let contacts: BTreeSet<String> = reached.iter().flat_map(Entity::names).collect();
        let linked: BTreeSet<String> = links.iter().map(Link::name).collect();
        let mut maybe: BTreeMap<String, Maybe> = BTreeMap::new();
        let mut take = |id: String, entity: Entity| {
            let known = self.known(id.clone(), &entity);
            let day = known.birth_date.first().map(|day| score::day(day));
            let lists = entity.links("contactgegevens").iter().any(|link| contacts.contains(&link.name()));
            if lists
                || entity.names().iter().any(|name| linked.contains(name))
                || wanted.relation_number.is_some() && wanted.relation_number == known.relation_number
                || wanted.birth_date.is_some() && wanted.birth_date == day
                || known.has_name(wanted)
            {
                maybe.insert(id, Maybe { known, entity });
            }
        };
        let number = &self.file.relation_number;
        let stronger = wanted.relation_number.is_some() || wanted.birth_date.is_some() || !reached.is_empty();
        if self.feed.searches() && stronger {
            let number = wanted.relation_number.as_ref().map(|asked| Narrow::Value(number, asked));
            let born = wanted.birth_date.as_ref().map(|asked| Narrow::Value("geboortedatum", asked));
            for narrow in number.into_iter().chain(born) {
                self.feed.each(PERSONS, narrow, &mut take).await?;
            }
            for id in reached.iter().filter_map(Entity::id) {
                self.feed.each(PERSONS, Narrow::Link("contactgegevens", &id), &mut take).await?;
            }
            let ids = links.iter().filter_map(|link| link.id.clone()).collect();
            for entity in self.feed.some(PERSONS, &ids).await? {
                take(entity.id().unwrap_or_default(), entity);
            }
        } else {
            self.feed.each(PERSONS, Narrow::All, take).await?;
        }
        Ok(maybe.into_values().collect())
    }

    fn known(&self, key: String, entity: &Entity) -> Known {
        let given = ["voornaam", "roepnaam", "voorletters", "tussenvoegsels"];
        let mut name: Vec<String> = given.iter().filter_map(|field| entity.text(field)).collect();
        let family = ["achternaam", "geslachtsnaam", "aanschrijfnaam"];
        name.extend(family.iter().find_map(|field| entity.text(field)));
        Known {
            key,
            relation_number: entity.text(&self.file.relation_number),
            birth_date: entity.text("geboortedatum").into_iter().collect(),
            name,
            ..Known::default()
        }
    }

    async fn contacts(&self, maybe: &mut [Maybe]) -> Result<(), SourceError> {
        for (at, entity) in self.theirs(CONTACTS, "contactgegevens", maybe).await? {
            let Some((mail, text)) = contact(&entity) else { continue };
            let known = &mut maybe[at].known;
            if mail { known.email.push(text) } else { known.phone.push(text) }
        }
        Ok(())
    }

    /// Postcode and town, where the source has the domain of the addresses.
    async fn towns(&self, maybe: &mut [Maybe]) -> Result<(), SourceError> {
        let class = self.classes.iter().find(|(_, class)| class.collection == ADDRESSES.path);
        let Some((link, embed)) = class.and_then(|(_, class)| class.embed.iter().next()) else { return Ok(()) };
        let mut places: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (at, entity) in self.theirs(ADDRESSES, "adressen", maybe).await? {
            for place in entity.links(link).into_iter().filter_map(|link| link.id) {
                places.entry(place).or_default().push(at);
            }
        }
        let of = Collection { domain: &embed.domain, path: &embed.collection };
        for object in self.feed.some(of, &places.keys().cloned().collect()).await? {
            for at in places.get(&object.id().unwrap_or_default()).into_iter().flatten() {
                maybe[*at].known.postcode.extend(object.text("postcode"));
                maybe[*at].known.city.extend(object.text("woonplaats"));
            }
        }
        Ok(())
    }

    /// The records of a collection of these persons, with the place of the person.
    async fn theirs(
        &self,
        of: Collection<'_>,
        list: &str,
        maybe: &[Maybe],
    ) -> Result<Vec<(usize, Entity)>, SourceError> {
        let mut found: BTreeMap<(usize, String), Entity> = BTreeMap::new();
        if maybe.is_empty() || !self.has(of) {
            return Ok(Vec::new());
        }
        let mut take = |id: String, entity: Entity| {
            let at = maybe.iter().position(|one| one.has(&entity, list));
            found.extend(at.map(|at| ((at, id), entity)));
        };
        if self.feed.narrows() {
            for one in maybe {
                self.feed.each(of, Narrow::Link("relatie", &one.known.key), &mut take).await?;
                let ids = one.entity.links(list).into_iter().filter_map(|link| link.id).collect();
                for entity in self.feed.some(of, &ids).await? {
                    take(entity.id().unwrap_or_default(), entity);
                }
            }
        } else {
            self.feed.each(of, Narrow::All, take).await?;
        }
        Ok(found.into_iter().map(|((at, _), entity)| (at, entity)).collect())
    }
}
