//! Cameras: where they hang, what for, who may look, and how long the images are kept.

use gestand_policy::model::{Camera, RetentionRule, Topic};

use super::conduct::commitments;
use super::{Detail, Entry, Section, Writer};
use crate::lang::t;

pub(super) fn cameras(w: &Writer) -> Section {
    let mut section = Section::new("cameras", t!(w.texts, "section-cameras"));
    for (id, camera) in &w.document.cameras {
        let label = w.label(camera.label.as_ref(), id);
        let text = t!(w.texts, "camera", label = label.as_str());
        let entry = (Entry::named(&label, String::new()), text);
        w.entry(&mut section, format!("cameras.{id}"), None, entry, details(w, camera));
    }
    commitments(w, &mut section, Topic::Cameras);
    section
}

fn details(w: &Writer, camera: &Camera) -> Vec<Detail> {
    let texts = &w.texts;
    let mut out = Vec::new();
    let activity = camera.activity.as_ref().and_then(|id| w.document.activities.get(id.as_str()));
    if let Some(purpose) = activity.and_then(|activity| activity.purpose.as_ref()) {
        out.push(Detail::plain(t!(texts, "camera-purpose", purpose = w.text(purpose))));
    }
    if !camera.places.is_empty() {
        out.push(Detail::new(t!(texts, "label-places"), w.words("place", &camera.places)));
    }
    if !camera.placed_if.is_empty() {
        out.push(Detail::new(t!(texts, "label-placed-if"), w.conditions(&camera.placed_if)));
    }
    match camera.signs.as_deref() {
        Some(true) => out.push(Detail::plain(t!(texts, "camera-signs"))),
        Some(false) => out.push(Detail::plain(t!(texts, "camera-no-signs"))),
        None => {}
    }
    match camera.visible.as_deref() {
        Some(true) => out.push(Detail::plain(t!(texts, "camera-visible"))),
        Some(false) => out.push(Detail::plain(t!(texts, "camera-not-visible"))),
        None => {}
    }
    match camera.hidden.as_deref() {
        Some(true) => out.push(Detail::plain(t!(texts, "camera-hidden"))),
        Some(false) => out.push(Detail::plain(t!(texts, "camera-not-hidden"))),
        None => {}
    }
    if !camera.avoids.is_empty() {
        out.push(Detail::new(t!(texts, "label-avoids"), w.words("avoids", &camera.avoids)));
    }
    if !camera.spares.is_empty() {
        out.push(Detail::new(t!(texts, "label-spares"), w.words("avoids", &camera.spares)));
    }
    if !camera.viewers.is_empty() {
        out.push(Detail::new(t!(texts, "label-viewers"), w.functions(&camera.viewers)));
    }
    if !camera.reasons.is_empty() {
        out.push(Detail::new(t!(texts, "label-viewing"), w.words("viewing", &camera.reasons)));
    }
    match camera.viewing_logged.as_deref() {
        Some(true) => out.push(Detail::plain(t!(texts, "camera-logged"))),
        Some(false) => out.push(Detail::plain(t!(texts, "camera-not-logged"))),
        None => {}
    }
    let covers = |about: &str, data: &str| {
        about == data || w.document.categories.get(about).is_some_and(|category| category.items.contains_key(data))
    };
    let about = |rule: &RetentionRule| {
        camera.data.as_ref().is_some_and(|data| rule.data.iter().any(|about| covers(about, data)))
    };
    if let Some(keep) = w.document.retention.values().find(|rule| about(rule)).and_then(|rule| rule.keep.as_ref()) {
        out.push(Detail::plain(t!(texts, "camera-kept", term = w.keep(keep))));
    }
    out
}
