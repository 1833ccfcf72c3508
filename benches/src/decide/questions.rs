//! Questions as they come in practice, drawn at random: mostly data of the activity itself, sometimes more.

use std::collections::BTreeSet;

use gestand_policy::Policy;
use gestand_policy::decide::{IdSet, SubjectState, Use};
use rand::seq::IndexedRandom;
use rand::{Rng, RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

use super::facts::Facts;

/// A question in the form of our own decision, and in names.
pub struct Question {
    pub wanted: Use,
    pub activity: String,
    pub function: String,
    pub items: BTreeSet<String>,
    pub recipient: Option<String>,
    pub conditions: BTreeSet<String>,
    pub consent: bool,
    pub objection: bool,
}

impl Question {
    /// What is asked, for a message.
    pub fn named(&self) -> String {
        let Question { activity, function, items, recipient, conditions, consent, objection, wanted } = self;
        let subject = wanted.subject;
        format!("{activity} {function} {items:?} {recipient:?} {conditions:?} {consent} {objection} {subject:?}")
    }
}

/// `count` questions; the same `seed` gives the same questions.
pub fn make(policy: &Policy, count: usize, seed: u64) -> Result<Vec<Question>, String> {
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    let facts = Facts::of(policy)?;
    let all_items: Vec<&String> =
        policy.document.categories.values().flat_map(|category| category.items.keys()).collect();
    let functions: Vec<&String> = policy.document.functions.keys().collect();
    let activities: Vec<&String> = policy.document.activities.keys().collect();
    let recipients: Vec<&String> = facts.recipients.iter().collect();
    (0..count)
        .map(|_| {
            let activity = *activities.choose(&mut rng).ok_or("no activities")?;
            let of_activity = &facts.activities[activity];
            let own: Vec<&String> = of_activity.functions.iter().collect();
            let function = if own.is_empty() || rng.random_bool(0.2) { &functions } else { &own };
            let function = *function.choose(&mut rng).ok_or("no functions")?;
            let mut items: BTreeSet<String> =
                of_activity.items.iter().filter(|_| rng.random_bool(0.2)).cloned().collect();
            if rng.random_bool(0.15) {
                items.extend(all_items.choose(&mut rng).map(|item| (*item).clone()));
            }
            let recipient = rng.random_bool(0.5).then(|| {
                let own: Vec<&String> = of_activity.recipients.iter().collect();
                let from = if own.is_empty() || rng.random_bool(0.2) { &recipients } else { &own };
                from.choose(&mut rng).map(|id| (*id).clone())
            });
            let recipient = recipient.flatten();
            if let Some(open) = recipient.as_ref().and_then(|id| facts.disclosures.get(&(activity.clone(), id.clone())))
            {
                // Mostly what the recipient may get.
                if rng.random_bool(0.8) {
                    items.retain(|item| open.items.contains_key(item));
                }
            }
            let conditions: BTreeSet<String> =
                facts.conditions.iter().filter(|_| rng.random_bool(0.7)).cloned().collect();
            question(policy, &mut rng, activity, function, items, recipient, conditions)
        })
        .collect()
}

fn question(
    policy: &Policy,
    rng: &mut impl Rng,
    activity: &str,
    function: &str,
    items: BTreeSet<String>,
    recipient: Option<String>,
    conditions: BTreeSet<String>,
) -> Result<Question, String> {
    let tables = &policy.tables;
    let id = tables.activity(activity).ok_or("an activity is not in the tables")?;
    let (consent, objection) = (rng.random_bool(0.5), rng.random_bool(0.15));
    let only_this = |on: bool| if on { IdSet::EMPTY.with(id.number()) } else { IdSet::EMPTY };
    let wanted = Use {
        activity: id,
        function: tables.function(function).ok_or("a function is not in the tables")?,
        items: items.iter().filter_map(|item| tables.item(item)).map(|item| item.number()).collect(),
        recipient: recipient.as_ref().and_then(|recipient| tables.recipient(recipient)),
        conditions: conditions.iter().filter_map(|name| tables.condition(name)).map(|id| id.number()).collect(),
        subject: SubjectState {
            consents: only_this(consent),
            objections: only_this(objection),
            marketing_objection: rng.random_bool(0.1),
            restricted: rng.random_bool(0.1),
            mandate: rng.random_bool(0.5),
        },
    };
    let (activity, function) = (activity.to_owned(), function.to_owned());
    Ok(Question { wanted, activity, function, items, recipient, conditions, consent, objection })
}
