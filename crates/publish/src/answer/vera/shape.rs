//! Which objects and fields of VERA 4.3 hold which items of the policy.

/// How an object tells whose it is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Link {
    /// It is the person.
    Person,
    /// `relatie`, by keys.
    One,
    /// `relaties`, by keys.
    Many,
    /// `relaties`, by address: in another domain.
    Addresses,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Text,
    /// `YYYY-MM-DD`.
    Date,
    /// Only taken from a field of this very name: of another the unit is not known.
    Number,
    /// A reference value: its name.
    Reference,
}

pub(super) struct Field {
    /// Parts of objects are joined by full stops.
    pub name: &'static str,
    pub kind: Kind,
    pub items: &'static [&'static str],
}

pub(super) struct Collection {
    pub name: &'static str,
    pub link: Link,
    pub fields: &'static [Field],
}

const fn field(name: &'static str, kind: Kind, items: &'static [&'static str]) -> Field {
    Field { name, kind, items }
}

/// What fits no other collection: titled by its class, all values as extra attributes.
pub(super) const OTHERS: Collection =
    Collection { name: "informatieobjecten", link: Link::Addresses, fields: &[field("titel", Kind::Text, &[])] };

use Kind::{Date, Number, Reference, Text};

pub(super) const COLLECTIONS: [Collection; 9] = [
    Collection {
        name: "natuurlijk-personen",
        link: Link::Person,
        fields: &[
            field("code", Text, &["customer_number"]),
            field("aanhef", Text, &["title"]),
            field("voorletters", Text, &["initials"]),
            field("voornaam", Text, &["first_names"]),
            field("tussenvoegsels", Text, &[]),
            field("achternaam", Text, &["name"]),
            field("geslachtsnaam", Text, &[]),
            field("geboortedatum", Date, &["birth_date"]),
            field("geslacht", Reference, &["sex"]),
            field("burgerlijkeStaat", Reference, &["marital_status"]),
            field("communicatievoorkeur", Reference, &["contact_preference"]),
        ],
    },
    Collection {
        name: "contactgegevens",
        link: Link::One,
        fields: &[field("waarde", Text, &["email", "phone", "social_media_name"]), field("soort.code", Text, &[])],
    },
    Collection {
        name: "relatie-adressen",
        link: Link::One,
        fields: &[
            field("adres.adres", Text, &["address"]),
            field("adres.postcode", Text, &["postcode"]),
            field("adres.woonplaats.naam", Text, &["city"]),
            field("begindatum", Date, &[]),
            field("einddatum", Date, &[]),
        ],
    },
    Collection {
        name: "betaalgegevens",
        link: Link::One,
        fields: &[field("iban", Text, &["bank_account"]), field("bic", Text, &[]), field("rekeninghouder", Text, &[])],
    },
    Collection {
        name: "inkomens",
        link: Link::Many,
        fields: &[
            field("bedrag", Number, &["income_amount"]),
            field("jaar", Number, &[]),
            field("controledatum", Date, &[]),
        ],
    },
    Collection {
        name: "contactmomenten",
        link: Link::Many,
        fields: &[
            field("datum", Date, &["contact_moment"]),
            field("kanaal", Reference, &[]),
            field("onderwerp", Text, &[]),
            field("omschrijving", Text, &["contact_moment"]),
        ],
    },
    Collection {
        name: "huurovereenkomsten",
        link: Link::Addresses,
        fields: &[
            field("code", Text, &["tenancy_contract"]),
            field("begindatum", Date, &["tenancy_period"]),
            field("einddatum", Date, &[]),
            field("opzegdatum", Date, &["termination"]),
            field("brutohuur", Number, &["rent_amount"]),
        ],
    },
    Collection {
        name: "inschrijvingen",
        link: Link::Addresses,
        fields: &[
            field("code", Text, &["registration"]),
            field("begindatum", Date, &["registration"]),
            field("einddatum", Date, &[]),
        ],
    },
    Collection {
        name: "onderhoudsverzoeken",
        link: Link::Addresses,
        fields: &[field("melddatum", Date, &["repair_request"]), field("omschrijving", Text, &["repair_request"])],
    },
];

/// The kind of a contact detail, by its item.
pub(super) fn contact_kind(item: &str) -> &'static str {
    match item {
        "email" => "EMA",
        "social_media_name" => "SOC",
        _ => "TEL",
    }
}
