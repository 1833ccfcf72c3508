//! `gestand promises`: which promises of a catalogue the packs carry, how they are carried out, and what shows them.

use std::collections::BTreeMap;
use std::process::ExitCode;

use gestand_app::shown;
use gestand_policy::trace::catalogue::{CarriedOut, CataloguePromise, Comparison, compare};
use serde_json::json;

use crate::args::{Format, PromisesArgs};
use crate::output::{Failure, json, line};
use crate::pack::policy;

/// Exit 0 when every promise is expressed where the catalogue says it stands, 1 when one is not.
pub fn promises(args: &PromisesArgs) -> Result<ExitCode, Failure> {
    let shown_path = args.spec.display().to_string();
    let text = std::fs::read_to_string(&args.spec).map_err(|error| Failure::in_doing(&shown_path, error))?;
    let catalogue: Vec<CataloguePromise> =
        serde_saphyr::from_str(&text).map_err(|error| Failure::in_doing(&shown_path, error))?;
    let packs = packs(args, &catalogue);
    let comparisons = compare_packs(&packs, &catalogue)?;
    let shows = shown(&packs).map_err(Failure::of)?;
    match args.format {
        Format::Json => json(&report(&comparisons, &shows)),
        Format::Text => print(&comparisons, &shows),
    }
    let complete = comparisons.iter().all(|(_, found)| {
        let all_expressed = found.promises.iter().all(|promise| promise.carried_out != CarriedOut::No);
        all_expressed && found.unknown.is_empty() && found.elsewhere.is_empty()
    });
    Ok(if complete { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// The packs that the catalogue names, or the one that was asked for.
fn packs(args: &PromisesArgs, catalogue: &[CataloguePromise]) -> Vec<String> {
    let mut packs: Vec<String> = catalogue.iter().map(|promise| promise.pack().to_owned()).collect();
    packs.dedup();
    args.pack.as_ref().map_or(packs, |pack| vec![pack.clone()])
}

/// Each pack with what it does with its promises.
fn compare_packs(packs: &[String], catalogue: &[CataloguePromise]) -> Result<Vec<(String, Comparison)>, Failure> {
    packs
        .iter()
        .map(|pack| {
            let policy = policy(pack)?;
            Ok((policy.name.clone(), compare(&policy, catalogue)))
        })
        .collect()
}

type Shows = BTreeMap<String, Vec<String>>;

fn report(comparisons: &[(String, Comparison)], shows: &Shows) -> serde_json::Value {
    let promises: Vec<_> = comparisons.iter().flat_map(|(_, found)| &found.promises).collect();
    let shown_by = |id: &str| shows.get(id).cloned().unwrap_or_default();
    json!({
        "total": promises.len(),
        "expressed": promises.iter().filter(|promise| promise.carried_out != CarriedOut::No).count(),
        "shown": promises.iter().filter(|promise| shows.contains_key(&promise.id)).count(),
        "promises": promises.iter().map(|promise| json!({
            "id": promise.id,
            "expressed_by": promise.expressed_by,
            "carried_out": promise.carried_out,
            "shown_by": shown_by(&promise.id),
        })).collect::<Vec<_>>(),
    })
}

fn print(comparisons: &[(String, Comparison)], shows: &Shows) {
    for (pack, found) in comparisons {
        for promise in &found.promises {
            let mark = match (promise.carried_out, shows.contains_key(&promise.id)) {
                (CarriedOut::No, _) => "-",
                (_, false) => "expressed",
                (_, true) => "shown",
            };
            line(format!("{:18} {mark:10} {}", promise.id, promise.expressed_by.join(", ")));
        }
        for (node, id) in &found.unknown {
            line(format!("{node} carries {id}, which is not in the catalogue"));
        }
        for (node, id) in &found.elsewhere {
            line(format!("{node} carries {id}, but none of its lines is a line of that promise"));
        }
        let count = |of: &dyn Fn(&str, CarriedOut) -> bool| {
            found.promises.iter().filter(|promise| of(&promise.id, promise.carried_out)).count()
        };
        let expressed = count(&|_, how| how != CarriedOut::No);
        let shown = count(&|id, _| shows.contains_key(id));
        let by = [CarriedOut::Enforced, CarriedOut::Procedure, CarriedOut::Register, CarriedOut::Published]
            .map(|how| count(&|_, of| of == how));
        line(format!(
            "{pack}: {expressed} of {} expressed ({} enforced, {} procedure, {} register, {} published), {shown} shown",
            found.promises.len(),
            by[0],
            by[1],
            by[2],
            by[3],
        ));
    }
}
