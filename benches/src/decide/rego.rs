//! The same policy in Rego: the facts as data with objects for look-ups, one rule that stops at the first reason.

use regorus::{CompiledPolicy, Engine as Interpreter, Value};
use serde_json::json;

use super::Engine;
use super::facts::{Facts, Names};
use super::questions::Question;

const RULES: &str = r#"
package gestand

default allow := false

activity := data.activities[input.activity]

allow if {
    activity.functions[input.function]
    every item in input.items { activity.items[item] }
    not forbidden
    every condition, _ in activity.conditions { input.conditions[condition] }
    any_condition
    not marketing_refused
    not restricted
    carried
    disclosed
}

forbidden if { some item in input.items; activity.forbidden[item] }

any_condition if count(activity.any_condition) == 0
any_condition if { some condition, _ in activity.any_condition; input.conditions[condition] }

marketing_refused if { activity.marketing; input.marketing_objection }
marketing_refused if { activity.marketing; input.objection }

restricted if { input.restricted; not activity.statutory; not consented }

consented if { activity.consent; input.consent }

carried if activity.firm
carried if consented
carried if { activity.objectionable; not input.objection }

disclosed if input.recipient == ""
disclosed if {
    open := data.disclosures[input.activity][input.recipient]
    not open.blocked
    every item in input.items { open.items[item] }
    every item in input.items {
        every condition, _ in open.items[item] { input.conditions[condition] }
    }
}
"#;

type Problem = Box<dyn std::error::Error>;

pub struct Rego(CompiledPolicy);

impl Rego {
    pub fn load(facts: &Facts) -> Result<Rego, Problem> {
        let mut data = json!({"activities": {}, "disclosures": {}});
        for (id, activity) in &facts.activities {
            data["activities"][id] = json!({
                "items": object(&activity.items), "functions": object(&activity.functions),
                "forbidden": object(&activity.forbidden), "conditions": object(&activity.conditions),
                "any_condition": object(&activity.any_condition),
                "firm": activity.firm, "consent": activity.consent, "objectionable": activity.objectionable,
                "statutory": activity.statutory, "marketing": activity.marketing,
            });
        }
        for ((activity, recipient), open) in &facts.disclosures {
            let items: serde_json::Map<_, _> =
                open.items.iter().filter_map(|(item, ways)| Some((item.clone(), object(ways.first()?)))).collect();
            let blocked = facts.blocked.contains(recipient);
            data["disclosures"][activity][recipient] = json!({"items": items, "blocked": blocked});
        }
        let mut interpreter = Interpreter::new();
        interpreter.add_policy("gestand.rego".to_owned(), RULES.to_owned())?;
        interpreter.add_data(Value::from_json_str(&data.to_string())?)?;
        Ok(Rego(interpreter.compile_with_entrypoint(&"data.gestand.allow".into())?))
    }
}

impl Engine for Rego {
    type Asked = Value;

    fn ask(&self, _: &Facts, question: &Question) -> Result<Value, Problem> {
        let subject = question.wanted.subject;
        let mut conditions = question.conditions.clone();
        conditions.extend(question.consent.then(|| "consent".to_owned()));
        conditions.extend(subject.mandate.then(|| "mandate".to_owned()));
        let input = json!({
            "activity": question.activity, "function": question.function, "items": question.items,
            "conditions": object(&conditions), "consent": question.consent, "objection": question.objection,
            "marketing_objection": subject.marketing_objection, "restricted": subject.restricted,
            "recipient": question.recipient.as_deref().unwrap_or_default(),
        });
        Ok(Value::from_json_str(&input.to_string())?)
    }

    fn answer(&self, asked: &Value) -> Result<bool, Problem> {
        Ok(self.0.eval_with_input(asked.clone())?.as_bool().copied().unwrap_or(false))
    }
}

/// Names as the keys of an object: a look-up, not a search.
fn object(names: &Names) -> serde_json::Value {
    names.iter().map(|name| (name.clone(), json!(true))).collect::<serde_json::Map<_, _>>().into()
}
