//! An invented corporation in VERA's JSON: links in both styles, a household, namesakes, and a case with a reporter.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::common::Dir;

/// Collection → its objects.
pub type World = BTreeMap<String, Vec<Value>>;

pub const DOMAINS: [&str; 5] = ["relaties", "overeenkomsten", "dossier", "vastgoed", "onderhoud"];

fn person(id: &str, number: &str, given: &str, family: &str, born: &str) -> Value {
    json!({
        "id": id, "code": number, "idAdministratie": "01", "soort": {"code": "NAT", "naam": "Natuurlijk persoon"},
        "voornaam": given, "achternaam": family, "geboortedatum": born, "sturingslabels": [],
    })
}

fn role(id: &str, person: Value, soort: &str, end: Option<&str>) -> Value {
    json!({"id": id, "relatie": person, "soort": {"code": soort}, "begindatum": "2015-01-01", "einddatum": end})
}

fn keys(id: &str) -> Value {
    json!({"id": id, "idAdministratie": "01"})
}

fn address(collection: &str, id: &str) -> String {
    format!("https://elders.example/{collection}/{id}")
}

/// Fenna (P1) rents with Ruben (P2); another Ruben Proef (P3) complains about nobody and is complained about.
pub fn world() -> World {
    let mut fenna = person("P1", "R1", "Fenna", "Voorbeeld", "1984-03-12");
    fenna["groepen"] = json!([keys("G1")]);
    fenna["huisdier"] = json!("kat");
    fenna["extra-attributen"] = json!([{"naam": "schoenmaat", "waarde": "39"}]);
    fenna["overeenkomsten"] = json!([address("inschrijvingen", "H9"), address("overeenkomsten", "I1")]);
    let mut other = person("P3", "R3", "Ruben", "Proef", "1980-08-08");
    other["contactgegevens"] = json!([keys("C4")]);
    let ruben = person("P2", "R2", "Ruben", "Proef", "1950-05-05");
    let contact = |id: &str, soort: &str, text: &str, relation: Value| json!({"id": id, "soort": {"code": soort}, "waarde": text, "relatie": relation});
    let mut whole: World = BTreeMap::new();
    let mut put = |path: &str, objects: Value| {
        whole.insert(path.to_owned(), objects.as_array().unwrap().clone());
    };
    put("natuurlijk-personen", json!([fenna, ruben, other]));
    put(
        "contactgegevens",
        json!([
            contact("C1", "EMA", "samen@example.nl", keys("P1")),
            contact("C2", "EMA", "Samen@Example.nl", json!(address("natuurlijk-personen", "P2"))),
            contact("C3", "MOB", "06-12345678", keys("P1")),
            {"id": "C4", "soort": {"code": "TEL"}, "waarde": "+31 10 1234567", "nieuwVeld": {"diep": ["a", 1]}},
            contact("C5", "XYZ", "@fenna", keys("P1")),
        ]),
    );
    put(
        "relatie-adressen",
        json!([
            {"id": "A1", "relatie": keys("P1"), "adres": address("adressen", "V1"), "soort": {"code": "WOO"}},
            {"id": "A2", "relatie": keys("P3"), "adres": address("adressen", "V2"), "soort": {"code": "WOO"}},
        ]),
    );
    put(
        "adressen",
        json!([
            {"id": "V1", "straatnaam": "Voorbeeldstraat", "huisnummer": "1", "postcode": "1234 AB", "woonplaats": {"naam": "Proefstad"}},
            {"id": "V2", "straatnaam": "Proefweg", "huisnummer": "2", "postcode": "4321 BA", "woonplaats": {"naam": "Elders"}},
        ]),
    );
    put(
        "relatierollen",
        json!([
            role("L1", keys("P1"), "MDH", Some("2020-01-31")),
            role("L2", keys("P2"), "HUU", Some("2019-06-30")),
            role("L3", json!(address("relaties", "P3")), "HUU", None),
            {"id": "L4", "relatie": keys("P2"), "rolRelatie": address("relatiegroepen", "G1"), "soort": {"code": "MBW"},
             "einddatum": "2018-01-01"},
        ]),
    );
    put("relatiegroepen", json!([{"id": "G1", "naam": "Huishouden Voorbeeld", "relaties": [keys("P1")]}]));
    put(
        "huurovereenkomsten",
        json!([
            {"id": "H1", "code": "HC-1", "relaties": [address("relaties", "P1"), address("relaties", "P2")],
             "begindatum": "2015-01-01", "einddatum": "2020-01-30T23:00:00Z", "brutohuur": 612.34},
            {"id": "H2", "code": "HC-2", "relaties": [address("relatiegroepen", "G1")], "einddatum": null},
            {"id": "H9", "code": "HC-9", "relaties": [address("relaties", "P3")], "einddatum": null},
        ]),
    );
    put("inschrijvingen", json!([{"id": "I1", "code": "IN-1", "einddatum": "2016-01-01"}]));
    put(
        "zaken",
        json!([{"id": "Z1", "omschrijving": "Muziek tot laat", "einddatum": "2019-02-01T00:00:00Z",
        "archiefstatus": {"code": "ACT"}}]),
    );
    put(
        "zaakrollen",
        json!([
            {"id": "ZR1", "zaak": [keys("Z1")], "relatie": address("relaties", "P1"), "soort": {"code": "MEL"}},
            {"id": "ZR2", "zaak": [keys("Z1")], "relatie": address("relaties", "P3"), "soort": {"code": "BEK"}},
        ]),
    );
    put(
        "informatieobjecten",
        json!([
            {"id": "D1", "titel": "Brief over muziek", "zaken": [keys("Z1")]},
            {"id": "D2", "titel": "Huurcontract", "overeenkomsten": [address("huurovereenkomsten", "H1")],
             "bestandsnaam": "contract.txt", "formaat": {"code": "text/plain"}, "bestand": "SHVsZHIgaHV1cg=="},
        ]),
    );
    put(
        "inkomens",
        json!([{"id": "N1", "relaties": [keys("P1")], "jaar": 2020, "bedrag": 31000.5,
        "authentiekGegeven": address("authentieke-gegevens", "Q1")}]),
    );
    put(
        "authentieke-gegevens",
        json!([{"id": "Q1", "gegevens": "ruwe gegevens"}, {"id": "Q2", "gegevens": "van een ander"}]),
    );
    let rest = [
        "betaalgegevens",
        "communicatievoorkeuren",
        "contactmomenten",
        "signaleringen",
        "woonsituaties",
        "huuropzeggingen",
        "dossiers",
        "onderhoudsverzoeken",
    ];
    for path in rest {
        put(path, json!([]));
    }
    whole
}

/// Everything that Fenna's records are, as `class key role`.
pub const OF_FENNA: [&str; 14] = [
    "address A1 subject",
    "authentic_data Q1 subject",
    "case Z1 reporter",
    "document D1 subject",
    "document D2 subject",
    "email_address C1 subject",
    "income N1 subject",
    "other_contact C5 subject",
    "person P1 subject",
    "phone_number C3 subject",
    "registration I1 subject",
    "role L1 subject",
    "tenancy_contract H1 co_tenant",
    "tenancy_contract H2 co_tenant",
];

/// Writes the world as a delivery of files.
pub fn deliver(dir: &Dir, world: &World) {
    for (path, objects) in world {
        dir.write(&format!("levering/{path}.json"), Value::Array(objects.clone()).to_string());
    }
}

pub fn files(mode: &str) -> String {
    format!(
        "source: vera\nlabel: VERA\nkind: vera\nmode: {mode}\n\
         files: {{root: levering, outgoing: uit, domains: [{}]}}\n",
        DOMAINS.join(", ")
    )
}
