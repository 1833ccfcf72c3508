//! G0918: own wording for a sentence that there cannot be.

use std::collections::BTreeSet;

use super::super::prelude::*;
use crate::load::nearest;
use crate::trace::paths;

pub(super) const INFO: CheckInfo = CheckInfo {
    code: "G0918",
    name: "wording_without_sentence",
    severity: Severity::Check,
    law: &["GDPR 12(1)"],
    finds: Words {
        nl: "Een eigen zin bij `wording` onder de id van een onderdeel dat er niet is.",
        en: "A sentence of one's own under `wording`, by the id of an entry that is not there.",
    },
    why: Words {
        nl: "De zin komt dan nergens in de verklaring.",
        en: "The sentence then comes nowhere in the statement.",
    },
    remedy: Words {
        nl: "Verbeter de id. `gestand statement PACK --format json` geeft de id van elke zin.",
        en: "Correct the id. `gestand statement PACK --format json` gives the id of every sentence.",
    },
    example: r"rights: {access: {}}
wording:
  rights.acces: {says: Vraag gerust wat wij van u weten.}
",
};

pub(super) fn run(cx: &CheckContext<'_>, out: &mut Findings) {
    let paths = paths(cx.document);
    let sections = paths.iter().filter_map(|path| path.split('.').next());
    let nodes: BTreeSet<&str> = paths.iter().map(String::as_str).chain(sections).collect();
    for (id, wording) in cx.own(&cx.document.wording) {
        let (node, part) = id.split_once(':').map_or((id, None), |(node, part)| (node, Some(part)));
        if nodes.contains(node) {
            continue;
        }
        let near = nearest(node, nodes.iter().copied().filter(|node| !node.starts_with("wording")));
        let (nl, en) = near.map_or_else(Default::default, |near| {
            let near = part.map_or_else(|| near.to_owned(), |part| format!("{near}:{part}"));
            (format!("; bedoelt u '{near}'?"), format!("; did you mean '{near}'?"))
        });
        out.add(
            wording.span,
            format!("de verklaring heeft geen zin '{id}'{nl}"),
            format!("the statement has no sentence '{id}'{en}"),
        );
    }
}
