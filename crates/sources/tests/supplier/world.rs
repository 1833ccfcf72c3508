//! What a supplier holds and does, for the tests: its records, its orders, and when it gets to them.

use std::collections::BTreeMap;

use serde_json::{Value, json};

/// Orders wait for so many looks before they are done.
pub const LOOKS: u32 = 2;

#[derive(Default)]
pub struct World {
    pub records: BTreeMap<String, Value>,
    /// Order → how often it was asked after.
    pub orders: BTreeMap<String, (Value, u32)>,
    /// How often each order came in.
    pub given: BTreeMap<String, u32>,
    /// The next order fails with this code.
    pub fails: Option<String>,
    /// It says that it is done, and does nothing.
    pub lies: bool,
}

impl World {
    pub fn new() -> World {
        let mut world = World::default();
        for (number, day) in [(1, "2019-01-01"), (2, "2020-06-01"), (3, "2026-01-01")] {
            let fields = json!({"tekst": format!("Bericht {number}"), "nummer": "0612345678", "intern": "x", "van": "een ander"});
            let record =
                json!({"key": format!("m{number}"), "persons": ["R1"], "fields": fields, "days": {"verstuurd": day}});
            world.records.insert(format!("m{number}"), record);
        }
        world
            .records
            .insert("m9".into(), json!({"key": "m9", "persons": ["R2"], "fields": {"tekst": "Voor een ander"}}));
        world
    }

    pub fn query(&self, ask: &Value) -> Value {
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let fits = |record: &&Value| {
            let has = |list: &Value, wanted: &Value| list.as_array().is_some_and(|list| list.contains(wanted));
            let day = || text(&record["days"][text(&ask["day"])]);
            (ask["person"].is_null() || has(&record["persons"], &ask["person"]))
                && (ask["keys"].is_null() || has(&ask["keys"], &record["key"]))
                && (ask["day"].is_null() || !day().is_empty() && day() <= text(&ask["on_or_before"]))
                && (ask["after"].is_null() || text(&record["key"]) > text(&ask["after"]))
        };
        let all: Vec<&Value> = self.records.values().filter(fits).collect();
        let limit = usize::try_from(ask["limit"].as_u64().unwrap()).unwrap().min(2);
        json!({"records": all.iter().take(limit).collect::<Vec<_>>(), "more": all.len() > limit})
    }

    pub fn order(&mut self, order: &Value) -> Value {
        let id = order["order"].as_str().unwrap().to_owned();
        *self.given.entry(id.clone()).or_default() += 1;
        self.orders.entry(id).or_insert((order.clone(), 0));
        json!({})
    }

    pub fn status(&mut self, asked: &Value) -> Value {
        let id = asked["order"].as_str().unwrap();
        let Some((order, looks)) = self.orders.get_mut(id) else { return json!({"state": "unknown"}) };
        *looks += 1;
        if *looks < LOOKS {
            return json!({"state": "running", "retry_in_s": 90});
        }
        if order["done"].is_boolean() {
            return json!({"state": "done"});
        }
        if order["failed"].is_string() {
            return json!({"state": "failed", "code": order["failed"]});
        }
        if let Some(code) = self.fails.take() {
            order["failed"] = code.clone().into();
            return json!({"state": "failed", "code": code});
        }
        order["done"] = true.into();
        let order = order.clone();
        if !self.lies {
            self.carry_out(&order);
        }
        json!({"state": "done"})
    }

    fn carry_out(&mut self, order: &Value) {
        for key in order["keys"].as_array().unwrap() {
            let key = key.as_str().unwrap();
            let Some(record) = self.records.get_mut(key) else { continue };
            match order["verb"].as_str().unwrap() {
                "delete" => drop(self.records.remove(key)),
                "restrict" => record["restricted"] = true.into(),
                "lift" => record["restricted"] = false.into(),
                _ => {
                    for (name, value) in order["fields"].as_object().unwrap() {
                        record["fields"][name] = value.clone();
                    }
                }
            }
        }
    }
}
