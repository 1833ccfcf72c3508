//! Which data of whom, and where they come from (Art. 14(1)(d), 14(2)(f)).

use gestand_policy::model::{DataCategory, IdentityCopies, Item, Sensitivity};

use super::stated::Stated;
use super::{Detail, Entry, Group, Section, Writer};
use crate::lang::t;

pub(super) fn data(w: &Writer, stated: &Stated) -> Section {
    let heads = (t!(w.texts, "head-category"), t!(w.texts, "head-data"));
    let mut section = Section::new("data", t!(w.texts, "section-data")).heads(heads.0, heads.1);
    let groups = w.document.subjects.iter().filter(|(id, _)| stated.subjects.contains(id.as_str()));
    let groups: Vec<String> = groups.map(|(id, group)| w.label(group.label.as_ref(), id)).collect();
    if !groups.is_empty() {
        let details = groups.into_iter().map(Detail::plain).collect();
        w.say(&mut section, "subjects", t!(w.texts, "data-of-whom"), details);
    }
    for (id, category) in w.document.categories.iter().filter(|(id, _)| stated.categories.contains(id.as_str())) {
        let label = w.label(category.label.as_ref(), id);
        let said = t!(w.texts, "data-category", label = label.as_str());
        let text = match protection(w, category) {
            Some(protection) => format!("{said} {protection}"),
            None => said,
        };
        let entry = (Entry::named(&label, String::new()), text);
        w.entry(&mut section, format!("categories.{id}"), Some(kind(w, category)), entry, items(w, category));
    }
    let mut section = section.gathered();
    identification(w, &mut section);
    section
}

/// Ordinary data, or data that the law protects more (Art. 9, 10, 87).
fn kind(w: &Writer, category: &DataCategory) -> Group {
    let (id, title) = match category.sensitivity {
        Some(Sensitivity::Special) => ("special", t!(w.texts, "group-special")),
        Some(Sensitivity::Criminal) => ("criminal", t!(w.texts, "group-criminal")),
        Some(Sensitivity::Identification) => ("identification", t!(w.texts, "group-identification")),
        Some(Sensitivity::Sensitive) => ("sensitive", t!(w.texts, "group-sensitive")),
        Some(Sensitivity::Ordinary) | None => ("ordinary", t!(w.texts, "group-ordinary")),
    };
    Group { id: id.into(), title: Some(title) }
}

/// What the law says of the kind; shown as the title of the group, and in the sentence when it stands alone.
fn protection(w: &Writer, category: &DataCategory) -> Option<String> {
    match category.sensitivity? {
        Sensitivity::Special => Some(t!(w.texts, "data-special")),
        Sensitivity::Criminal => Some(t!(w.texts, "data-criminal")),
        Sensitivity::Sensitive => Some(t!(w.texts, "data-sensitive")),
        Sensitivity::Identification | Sensitivity::Ordinary => None,
    }
}

fn items(w: &Writer, category: &DataCategory) -> Vec<Detail> {
    let mut details = Vec::new();
    if !category.items.is_empty() {
        let said: Vec<String> = category.items.iter().map(|(id, item)| item_in_words(w, id, item, category)).collect();
        details.push(Detail::new(t!(w.texts, "head-data"), w.joined(&said)));
    }
    let needed = category.items.iter().filter_map(|(id, item)| Some((id, item, item.needed.as_ref()?)));
    details.extend(needed.map(|(id, item, needed)| {
        let label = t!(w.texts, "label-needed", item = w.label(item.label.as_ref(), id));
        Detail::new(label, w.text(needed))
    }));
    if !category.kept_in.is_empty() {
        details.push(Detail::new(t!(w.texts, "label-kept-in"), w.list(&category.kept_in, str::to_owned)));
    }
    if category.open_ended {
        details.push(Detail::plain(t!(w.texts, "open-ended")));
    }
    details
}

/// The item, and what sets it apart from its category.
fn item_in_words(w: &Writer, id: &str, item: &Item, category: &DataCategory) -> String {
    let label = w.label(item.label.as_ref(), id);
    let special = match item.sensitivity.filter(|sensitivity| Some(*sensitivity) != category.sensitivity) {
        Some(Sensitivity::Special) => Some(t!(w.texts, "item-special")),
        Some(Sensitivity::Criminal) => Some(t!(w.texts, "item-criminal")),
        Some(Sensitivity::Sensitive) => Some(t!(w.texts, "item-sensitive")),
        Some(Sensitivity::Identification | Sensitivity::Ordinary) | None => None,
    };
    let optional = item.optional.then(|| t!(w.texts, "item-optional"));
    let marks: Vec<String> = special.into_iter().chain(optional).collect();
    if marks.is_empty() { label } else { format!("{label} ({})", marks.join(", ")) }
}

/// The BSN and copies of identity documents (UAVG 46).
fn identification(w: &Writer, section: &mut Section) {
    let Some(rules) = &w.document.identification else { return };
    let node = "identification";
    if let Some(stored) = &rules.bsn_stored {
        let law = rules.bsn_law.iter().map(|law| w.law(law)).collect();
        let text = if stored.value { t!(w.texts, "bsn-stored") } else { t!(w.texts, "bsn-not-stored") };
        w.say_of(section, node, "bsn", text, law);
    }
    if rules.bsn_masked == Some(true) {
        w.say_of(section, node, "mask", t!(w.texts, "bsn-masked"), Vec::new());
    }
    if let Some(copies) = &rules.copies {
        let text = match copies.value {
            IdentityCopies::Never => t!(w.texts, "copies-never"),
            IdentityCopies::OnlyMasked => t!(w.texts, "copies-masked"),
            IdentityCopies::SeenOnly => t!(w.texts, "copies-seen"),
            IdentityCopies::Stored => t!(w.texts, "copies-stored"),
        };
        let masks = rules.copy_rules.iter().map(|rule| Detail::plain(w.word("mask", rule))).collect();
        w.say_of(section, node, "copies", text, masks);
    }
    if let Some(aim) = &rules.copy_aim {
        let text = t!(w.texts, "copy-aim", aim = w.text(aim));
        w.say_of(section, node, "copy_aim", text, Vec::new());
    }
    if let Some(kept) = rules.copy_kept.as_deref() {
        let text = t!(w.texts, "copy-kept", length = w.length(*kept));
        w.say_of(section, node, "copy_kept", text, Vec::new());
    }
    if let Some(age) = rules.copy_dated_within.as_deref() {
        let text = t!(w.texts, "copy-dated-within", length = w.length(*age));
        w.say_of(section, node, "copy_dated_within", text, Vec::new());
    }
    if rules.duty_without_act {
        w.say_of(section, node, "duty", t!(w.texts, "identification-duty"), Vec::new());
    }
}

pub(super) fn origins(w: &Writer, stated: &Stated) -> Section {
    let heads = (t!(w.texts, "head-from"), t!(w.texts, "head-data"));
    let mut section = Section::new("origins", t!(w.texts, "section-origins")).heads(heads.0, heads.1);
    for (id, origin) in w.document.origins.iter().filter(|(id, _)| stated.origins.contains(id.as_str())) {
        let label = w.label(origin.label.as_ref(), id);
        let (group, title, text) = if origin.public_register {
            ("public", t!(w.texts, "group-public"), t!(w.texts, "origin-public", label = label.as_str()))
        } else {
            ("others", t!(w.texts, "group-others"), t!(w.texts, "origin", label = label.as_str()))
        };
        let group = Group { id: group.into(), title: Some(title) };
        let mut data = Vec::new();
        if !origin.data.is_empty() {
            data.push(Detail::new(t!(w.texts, "head-data"), w.data_labels(&origin.data)));
        }
        let entry = (Entry::named(&label, String::new()), text);
        w.entry(&mut section, format!("origins.{id}"), Some(group), entry, data);
    }
    let mut section = section.gathered();
    let stated = w.document.statement.as_ref();
    match stated.and_then(|stated| stated.all_from_person.as_deref()) {
        Some(true) => {
            w.say_of(&mut section, "statement", "all_from_person", t!(w.texts, "all-from-person"), Vec::new())
        }
        Some(false) => {
            w.say_of(&mut section, "statement", "all_from_person", t!(w.texts, "also-from-others"), Vec::new())
        }
        None => {}
    }
    section
}
