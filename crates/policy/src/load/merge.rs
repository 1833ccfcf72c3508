//! Joins the files of a pack, stacks vocabularies, and lays the corporation's pack over them.

use std::collections::BTreeSet;
use std::hash::Hash;

use indexmap::IndexMap;

use super::codes;
use super::refine::Refine;
use crate::Diagnostic;
use crate::diagnostic::Bilingual;
use crate::model::*;
use crate::span::{At, Span};

/// Adds the sections of `part` to `whole`, both of one pack; what both state is a finding.
pub(super) fn join(whole: &mut Document, part: Document, diagnostics: &mut Vec<Diagnostic>) {
    macro_rules! one {
        ($($section:ident)*) => {$(
            match (&whole.$section, part.$section) {
                (Some(_), Some(second)) => diagnostics.push(twice(stringify!($section), second.span)),
                (None, Some(first)) => whole.$section = Some(first),
                (_, None) => {}
            }
        )*};
    }
    macro_rules! many {
        ($($section:ident)*) => {$(
            join_entries(stringify!($section), &mut whole.$section, part.$section, diagnostics);
        )*};
    }
    one!(pack organisation statement transfers identification requests complaints breaches cookie_rules mandates sharing);
    many!(bases laws subjects categories functions events origins activities recipients retention rights exclusions
        cameras cookies commitments definitions measures channels conditions wording law);
    whole.kind = whole.kind.or(part.kind);
    whole.about = whole.about.take().or(part.about);
    whole.extends.extend(part.extends);
}

fn join_entries<K: Hash + Eq + serde::Serialize, T>(
    section: &str,
    whole: &mut IndexMap<K, At<T>>,
    part: IndexMap<K, At<T>>,
    diagnostics: &mut Vec<Diagnostic>,
) {
    for (id, entry) in part {
        if whole.contains_key(&id) {
            let name = serde_json::to_value(&id).ok().and_then(|v| v.as_str().map(str::to_owned)).unwrap_or_default();
            diagnostics.push(twice(&format!("{section}.{name}"), entry.span));
        } else {
            whole.insert(id, entry);
        }
    }
}

fn twice(entry: &str, span: Span) -> Diagnostic {
    codes::DUPLICATE_ENTRY.at(
        span,
        Bilingual::new(
            format!("'{entry}' staat ook in een ander bestand van dit pakket"),
            format!("'{entry}' also stands in another file of this pack"),
        ),
    )
}

/// A vocabulary cannot promise: whatever only a corporation can state is a finding.
pub(super) fn refuse_corporation_sections(document: &Document, diagnostics: &mut Vec<Diagnostic>) {
    let mut refuse = |section: &str, span: Option<Span>| {
        if let Some(span) = span {
            diagnostics.push(codes::CORPORATION_ONLY.at(
                span,
                Bilingual::new(
                    format!("'{section}' hoort niet in een woordenlijst"),
                    format!("'{section}' does not belong in a vocabulary"),
                ),
            ));
        }
    };
    macro_rules! one {
        ($($section:ident)*) => {$( refuse(stringify!($section), document.$section.as_ref().map(|s| s.span)); )*};
    }
    one!(organisation statement transfers identification requests complaints breaches cookie_rules mandates sharing);
    refuse("bases", document.bases.values().next().map(|entry| entry.span));
    refuse("rights", document.rights.values().next().map(|entry| entry.span));
    refuse("wording", document.wording.values().next().map(|entry| entry.span));
}

/// Lays the vocabulary `nearer` over the vocabularies below it.
pub(super) fn refine_vocabulary(below: &mut Document, nearer: Document) {
    macro_rules! each {
        ($($section:ident)*) => {$( overlay(&mut below.$section, nearer.$section); )*};
    }
    each!(laws subjects categories functions events origins activities recipients retention exclusions cameras cookies
        commitments definitions measures channels conditions law);
}

fn overlay<T: Refine + Clone>(below: &mut Entries<T>, nearer: Entries<T>) {
    for (id, entry) in nearer {
        let entry = match below.get(&id) {
            Some(known) => entry.refine(known.clone()),
            None => entry,
        };
        below.insert(id, entry);
    }
}

/// The ids `section.id` of the catalogue sections of a vocabulary, for "known, but not in use".
pub(super) fn catalogue_ids(vocabulary: &Document) -> BTreeSet<String> {
    let mut ids = BTreeSet::new();
    macro_rules! each {
        ($($section:ident)*) => {$(
            ids.extend(vocabulary.$section.keys().map(|id| format!("{}.{id}", stringify!($section))));
        )*};
    }
    each!(laws activities recipients retention exclusions cameras cookies commitments definitions measures channels);
    ids
}

/// The policy document: the corporation's sections over the definitions, and of the catalogue only what it uses.
///
/// A vocabulary as `own` uses nothing of its parents' catalogue beyond what is statutory, and all of its own.
pub(super) fn resolve(vocabulary: Document, own: Document, own_files: &[bool]) -> Document {
    let mut document = own;
    macro_rules! definitions {
        ($($section:ident)*) => {$(
            let stated = std::mem::take(&mut document.$section);
            document.$section = vocabulary.$section;
            overlay(&mut document.$section, stated);
        )*};
    }
    macro_rules! catalogue {
        ($($section:ident if $statutory:expr;)*) => {$(
            let stated = std::mem::take(&mut document.$section);
            document.$section = in_use(vocabulary.$section, stated, $statutory);
        )*};
    }
    definitions!(subjects categories functions events origins conditions law);
    catalogue!(
        activities if |entry| entry.statutory;
        retention if |entry| entry.statutory;
        recipients if |_| false;
        laws if |_| false;
        exclusions if |_| false;
        cameras if |_| false;
        cookies if |_| false;
        commitments if |_| false;
        definitions if |_| false;
        measures if |_| false;
        channels if |_| false;
    );
    keep_silent(&mut document);
    drop_unused_references(&mut document, own_files);
    spread_statutory(&mut document);
    document
}

/// What `stated` lists, refined by the catalogue, then what binds everybody.
fn in_use<T: Refine + Clone>(mut catalogue: Entries<T>, stated: Entries<T>, statutory: fn(&T) -> bool) -> Entries<T> {
    let mut used: Entries<T> = stated
        .into_iter()
        .map(|(id, entry)| match catalogue.shift_remove(&id) {
            Some(known) => (id, entry.refine(known)),
            None => (id, entry),
        })
        .collect();
    used.extend(catalogue.into_iter().filter(|(_, entry)| statutory(entry)));
    used
}

/// What the vocabulary says of an activity and the corporation's statement does not, is not said for it.
fn keep_silent(document: &mut Document) {
    for activity in document.activities.values_mut() {
        let activity = &mut activity.value;
        for silence in activity.silent_on.clone() {
            match silence.value {
                Silence::Purpose => activity.purpose = None,
                Silence::Basis => activity.basis.clear(),
                Silence::Law => activity.law = None,
                Silence::Subjects => activity.subjects.clear(),
                Silence::Data => activity.data.clear(),
                Silence::Functions => activity.functions.clear(),
                Silence::Recipients => activity.recipients.clear(),
                Silence::Origins => activity.origins.clear(),
            }
        }
    }
}

/// A reference of the vocabulary to what the corporation does not use says nothing about the corporation.
fn drop_unused_references(document: &mut Document, own_files: &[bool]) {
    let own = |span: Span| own_files.get(usize::from(span.file)).copied().unwrap_or(false);
    let Document { activities, recipients, categories, origins, .. } = document;
    let item_known = |id: &str| categories.contains_key(id) || categories.values().any(|c| c.items.contains_key(id));
    for activity in activities.values_mut() {
        activity.value.recipients.retain(|r| own(r.span) || recipients.contains_key(&r.value));
        activity.value.data.retain(|r| own(r.span) || item_known(&r.value));
    }
    for origin in origins.values_mut() {
        origin.value.data.retain(|r| own(r.span) || item_known(&r.value));
    }
    for recipient in recipients.values_mut() {
        recipient.value.may_receive.retain(|disclosure| {
            own(disclosure.span) || disclosure.activity.as_ref().is_none_or(|a| activities.contains_key(&a.value))
        });
        for disclosure in &mut recipient.value.may_receive {
            disclosure.value.data.retain(|r| own(r.span) || item_known(&r.value));
        }
    }
    // A rule about data that the corporation does not hold must go: without its data it would be the general rule.
    document.retention.retain(|_, rule| {
        let general = rule.data.is_empty();
        rule.value.data.retain(|r| own(r.span) || item_known(&r.value));
        general || own(rule.span) || !rule.data.is_empty()
    });
}

/// What the law asks of every corporation, it asks for all that the corporation holds: a statutory activity that lists
/// no data is about every category, also of the corporation's own, but for identification numbers and documents
/// (UAVG 46 lets nobody use those for a request). Everything after this sees the categories written out.
fn spread_statutory(document: &mut Document) {
    let Document { activities, categories, .. } = document;
    for activity in activities.values_mut().filter(|activity| activity.statutory && activity.data.is_empty()) {
        let span = activity.span;
        let held = categories.iter().flat_map(|(id, category)| without_identification(id, category));
        activity.value.data = held.map(|id| At { value: id.clone(), span }).collect();
    }
}

/// The category, or where some of its items are identification data, the items that are not.
fn without_identification<'d>(id: &'d String, category: &'d DataCategory) -> Vec<&'d String> {
    let identifies = |of: Option<Sensitivity>| of == Some(Sensitivity::Identification);
    let kept = |item: &Item| !identifies(item.sensitivity.or(category.sensitivity));
    if category.items.is_empty() && identifies(category.sensitivity) {
        Vec::new()
    } else if category.items.values().all(|item| kept(item)) {
        vec![id]
    } else {
        category.items.iter().filter(|(_, item)| kept(item)).map(|(id, _)| id).collect()
    }
}
