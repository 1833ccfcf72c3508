//! The decision of Gestand against the same policies and questions in Cedar and in Rego, answer by answer.

mod cedar;
mod facts;
mod questions;
mod rego;

use std::hint::black_box;
use std::time::Instant;

use gestand_app::Packs;
use gestand_policy::Policy;
use serde_json::json;

use crate::Figures;
use facts::Facts;
use questions::Question;

/// The five corporations.
const PACKS: [&str; 5] = ["woonpunt", "woonpartners", "woonmensen", "woonbron", "thuisvester"];

/// One engine that has loaded one policy.
trait Engine {
    /// A question in the engine's own form: made beforehand, not measured.
    type Asked;

    fn ask(&self, facts: &Facts, question: &Question) -> Result<Self::Asked, Box<dyn std::error::Error>>;

    /// Whether the use may happen.
    fn answer(&self, asked: &Self::Asked) -> Result<bool, Box<dyn std::error::Error>>;
}

/// Asks `count` questions of all engines. Making a question is not measured, deciding it is.
pub fn measure(count: usize) -> Figures {
    let (mut ours, mut cedar_time, mut rego_time) = (0.0, 0.0, 0.0);
    let (mut asked, mut permitted, mut differences) = (0usize, 0usize, 0usize);
    let mut per_pack = Vec::new();
    for (number, pack) in PACKS.iter().enumerate() {
        let policy = policy(pack)?;
        let facts = Facts::of(&policy)?;
        let questions = questions::make(&policy, count / PACKS.len(), number as u64)?;
        let cedar = cedar::Cedar::load(&facts)?;
        let rego = rego::Rego::load(&facts)?;

        let start = Instant::now();
        let answers: Vec<bool> =
            questions.iter().map(|q| black_box(policy.tables.decide(&q.wanted)).permit().is_some()).collect();
        let own = start.elapsed().as_nanos() as f64;

        let (in_cedar, cedar_own) = run(&cedar, &facts, &questions)?;
        let (in_rego, rego_own) = run(&rego, &facts, &questions)?;
        let differ = |others: &[bool]| answers.iter().zip(others).filter(|(a, b)| a != b).count();
        let (from_cedar, from_rego) = (differ(&in_cedar), differ(&in_rego));
        if let Some(first) = (0..answers.len()).find(|i| answers[*i] != in_cedar[*i] || answers[*i] != in_rego[*i]) {
            eprintln!(
                "{pack}: ours {}, Cedar {}, Rego {}: {}",
                answers[first],
                in_cedar[first],
                in_rego[first],
                questions[first].named()
            );
        }
        let each = questions.len() as f64;
        per_pack.push(json!({
            "pack": pack, "ns_per_decision": own / each, "cedar_ns": cedar_own / each, "regorus_ns": rego_own / each,
            "cedar_differences": from_cedar, "regorus_differences": from_rego,
        }));
        ours += own;
        cedar_time += cedar_own;
        rego_time += rego_own;
        asked += questions.len();
        permitted += answers.iter().filter(|permit| **permit).count();
        differences += from_cedar + from_rego;
    }
    Ok(json!({
        "ns_per_decision": ours / asked as f64,
        "cedar_ratio": cedar_time / ours,
        "regorus_ratio": rego_time / ours,
        "differences": differences,
        "questions": asked,
        "permitted": permitted,
        "packs": per_pack,
    }))
}

fn policy(pack: &str) -> Result<Policy, Box<dyn std::error::Error>> {
    let compiled = gestand_policy::compile(&mut Packs::embedded(), pack)?;
    compiled.policy.ok_or_else(|| format!("pack '{pack}' cannot be understood").into())
}

/// All answers of one engine, and the nanoseconds it took to give them.
fn run<E: Engine>(
    engine: &E,
    facts: &Facts,
    questions: &[Question],
) -> Result<(Vec<bool>, f64), Box<dyn std::error::Error>> {
    let asked = questions.iter().map(|question| engine.ask(facts, question)).collect::<Result<Vec<_>, _>>()?;
    let start = Instant::now();
    let answers = asked.iter().map(|question| engine.answer(black_box(question))).collect::<Result<Vec<_>, _>>()?;
    Ok((answers, start.elapsed().as_nanos() as f64))
}
