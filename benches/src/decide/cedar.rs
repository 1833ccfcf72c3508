//! The same policy in Cedar: facts as attributes of entities, a handful of rules that do not grow with the facts.

use std::collections::{HashMap, HashSet};

use cedar_policy::{
    Authorizer, Context, Decision, Entities, Entity, EntityUid, PolicySet, Request, RestrictedExpression,
};

use super::facts::{Facts, is_of_the_person};
use super::questions::Question;
use super::{Engine, facts};

const RULES: &str = r#"
permit (principal, action, resource);
forbid (principal, action, resource) unless { resource.functions.contains(principal) };
forbid (principal, action, resource) unless { resource.items.containsAll(context.items) };
forbid (principal, action, resource) when { resource.forbidden.containsAny(context.items) };
forbid (principal, action, resource) unless { context.conditions.containsAll(resource.conditions) };
forbid (principal, action, resource) unless {
    resource.any_condition.isEmpty() || resource.any_condition.containsAny(context.conditions)
};
forbid (principal, action, resource) when { resource.marketing && (context.marketing_objection || context.objection) };
forbid (principal, action, resource) unless {
    resource.firm || (resource.consent && context.consent) || (resource.objectionable && !context.objection)
};
forbid (principal, action, resource) when {
    context.restricted && !resource.statutory && !(resource.consent && context.consent)
};
forbid (principal, action == Action::"disclose", resource) unless { context has disclosure };
forbid (principal, action == Action::"disclose", resource) when {
    context has disclosure && context.disclosure.blocked
};
forbid (principal, action == Action::"disclose", resource) unless {
    context has disclosure && context.disclosure.listed.containsAll(context.items)
};
forbid (principal, action == Action::"disclose", resource) when {
    context has disclosure && !context.consent && context.disclosure.if_consent.containsAny(context.items)
};
forbid (principal, action == Action::"disclose", resource) when {
    context has disclosure && !context.mandate && context.disclosure.if_mandate.containsAny(context.items)
};
"#;

pub struct Cedar {
    authorizer: Authorizer,
    policies: PolicySet,
    entities: Entities,
}

type Problem = Box<dyn std::error::Error>;

impl Cedar {
    pub fn load(facts: &Facts) -> Result<Cedar, Problem> {
        let mut rules = RULES.to_owned();
        for condition in facts.conditions.iter() {
            rules.push_str(&format!(
                "forbid (principal, action == Action::\"disclose\", resource) when {{ context has disclosure && \
                 context.disclosure.if_{condition}.containsAny(context.items) && \
                 !context.conditions.contains(\"{condition}\") }};\n"
            ));
        }
        let mut entities = Vec::new();
        for (id, activity) in &facts.activities {
            let functions = activity.functions.iter().map(|id| uid("Function", id)).collect::<Result<Vec<_>, _>>()?;
            let attributes = HashMap::from([
                ("items".to_owned(), set(&activity.items)),
                ("forbidden".to_owned(), set(&activity.forbidden)),
                ("conditions".to_owned(), set(&activity.conditions)),
                ("any_condition".to_owned(), set(&activity.any_condition)),
                (
                    "functions".to_owned(),
                    RestrictedExpression::new_set(functions.into_iter().map(RestrictedExpression::new_entity_uid)),
                ),
                ("firm".to_owned(), RestrictedExpression::new_bool(activity.firm)),
                ("consent".to_owned(), RestrictedExpression::new_bool(activity.consent)),
                ("objectionable".to_owned(), RestrictedExpression::new_bool(activity.objectionable)),
                ("statutory".to_owned(), RestrictedExpression::new_bool(activity.statutory)),
                ("marketing".to_owned(), RestrictedExpression::new_bool(activity.marketing)),
            ]);
            entities.push(Entity::new(uid("Activity", id)?, attributes, HashSet::new())?);
        }
        for ((activity, recipient), open) in &facts.disclosures {
            let blocked = facts.blocked.contains(recipient);
            let listed: facts::Names = open.items.keys().cloned().collect();
            let mut attributes = HashMap::from([
                ("listed".to_owned(), set(&listed)),
                ("blocked".to_owned(), RestrictedExpression::new_bool(blocked)),
            ]);
            for condition in facts.conditions.iter().map(String::as_str).chain(["consent", "mandate"]) {
                let asks = |ways: &Vec<facts::Names>| ways.iter().all(|way| way.contains(condition));
                let items: facts::Names =
                    open.items.iter().filter(|(_, ways)| asks(ways)).map(|(item, _)| item.clone()).collect();
                attributes.insert(format!("if_{condition}"), set(&items));
            }
            entities.push(Entity::new(disclosure(activity, recipient)?, attributes, HashSet::new())?);
        }
        Ok(Cedar {
            authorizer: Authorizer::new(),
            policies: rules.parse()?,
            entities: Entities::from_entities(entities, None)?,
        })
    }
}

impl Engine for Cedar {
    type Asked = Request;

    fn ask(&self, facts: &Facts, question: &Question) -> Result<Request, Problem> {
        let subject = question.wanted.subject;
        debug_assert!(!question.conditions.iter().any(|condition| is_of_the_person(condition)));
        let mut context = vec![
            ("items".to_owned(), set(&question.items)),
            ("conditions".to_owned(), set(&question.conditions)),
            ("consent".to_owned(), RestrictedExpression::new_bool(question.consent)),
            ("objection".to_owned(), RestrictedExpression::new_bool(question.objection)),
            ("marketing_objection".to_owned(), RestrictedExpression::new_bool(subject.marketing_objection)),
            ("restricted".to_owned(), RestrictedExpression::new_bool(subject.restricted)),
            ("mandate".to_owned(), RestrictedExpression::new_bool(subject.mandate)),
        ];
        let mut action = "use";
        if let Some(recipient) = &question.recipient {
            action = "disclose";
            if facts.disclosures.contains_key(&(question.activity.clone(), recipient.clone())) {
                let entity = disclosure(&question.activity, recipient)?;
                context.push(("disclosure".to_owned(), RestrictedExpression::new_entity_uid(entity)));
            }
        }
        Ok(Request::new(
            uid("Function", &question.function)?,
            uid("Action", action)?,
            uid("Activity", &question.activity)?,
            Context::from_pairs(context)?,
            None,
        )?)
    }

    fn answer(&self, asked: &Request) -> Result<bool, Problem> {
        let response = self.authorizer.is_authorized(asked, &self.policies, &self.entities);
        match response.diagnostics().errors().next() {
            Some(error) => Err(error.to_string().into()),
            None => Ok(response.decision() == Decision::Allow),
        }
    }
}

fn uid(kind: &str, id: &str) -> Result<EntityUid, Problem> {
    Ok(format!("{kind}::\"{id}\"").parse::<EntityUid>()?)
}

fn disclosure(activity: &str, recipient: &str) -> Result<EntityUid, Problem> {
    uid("Disclosure", &format!("{activity}/{recipient}"))
}

fn set(names: &facts::Names) -> RestrictedExpression {
    RestrictedExpression::new_set(names.iter().map(|name| RestrictedExpression::new_string(name.clone())))
}
