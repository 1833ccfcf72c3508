//! How an entry of a corporation refines the entry of the vocabulary with the same key.

use indexmap::IndexMap;

use crate::model::*;
use crate::span::At;

/// Takes from `base` what `self` does not state.
pub(super) trait Refine: Sized {
    fn refine(self, base: Self) -> Self;
}

impl<T> Refine for Option<T> {
    fn refine(self, base: Self) -> Self {
        self.or(base)
    }
}

impl<T> Refine for Vec<T> {
    fn refine(self, base: Self) -> Self {
        if self.is_empty() { base } else { self }
    }
}

impl Refine for bool {
    fn refine(self, base: Self) -> Self {
        self || base
    }
}

/// The place is that of the refining entry.
impl<T: Refine> Refine for At<T> {
    fn refine(self, base: Self) -> Self {
        At { value: self.value.refine(base.value), span: self.span }
    }
}

/// Stated items replace the list; an item that both know takes its label from the vocabulary.
impl<T: Refine> Refine for IndexMap<String, At<T>> {
    fn refine(self, mut base: Self) -> Self {
        if self.is_empty() {
            return base;
        }
        self.into_iter()
            .map(|(id, entry)| match base.swap_remove(&id) {
                Some(known) => (id, entry.refine(known)),
                None => (id, entry),
            })
            .collect()
    }
}

/// Refines field by field; a field that is forgotten here does not compile.
macro_rules! refine {
    ($($entry:ident { $($field:ident),* $(,)? })*) => {
        $(impl Refine for $entry {
            fn refine(self, base: Self) -> Self {
                let $entry { $($field),* } = self;
                $entry { $($field: $field.refine(base.$field)),* }
            }
        })*
    };
}

refine! {
    LawReference { name, repealed, replaced_by, blanket, trace }
    SubjectGroup { label, trace }
    DataCategory { label, sensitivity, kept_in, items, open_ended, trace }
    Item { label, sensitivity, needed, optional, trace }
    Function { label, trace }
    EventKind { label, trace }
    Origin { label, public_register, data, trace }
    Activity {
        label, theme, purpose, basis, law, interest, interest_of, balanced, ground, subjects, data, only_if, only_if_any, functions,
        recipients, origins, consent, automated, internal, screening, listing, voluntary, results, channels, if_not_provided,
        statutory, marketing, open_ended, vague, silent_on, trace,
    }
    Recipient {
        label, role, may_receive, parties, systems, agreement, covenant, must, region, safeguard, forbidden, unnamed,
        trace,
    }
    RetentionRule {
        label, data, subjects, keep, criteria, then, automatic, holds, hold_if, hold_limit, law, statutory, destroyed_by, clean_up_by,
        kept_past_term, trace,
    }
    Exclusion { label, mark, categorical, law, gives, list, trace }
    Camera {
        label, activity, data, signs, places, placed_if, visible, hidden, avoids, spares, viewers, reasons, viewing_logged, trace,
    }
    Cookie {
        label, class, aim, supplier, supplier_statement, without, names, kept_in, hosts, lifetime, shares, region, low_impact, retired, trace,
    }
    Commitment { topic, principle, says, law, absolute, contradicts, trace }
    Definition { label, means, includes, law, trace }
    Measure { kind, says, binds, every, absolute, trace }
    Channel { label, less_safe, may_ask, never_ask, never_send, activities, not_for, instead, trace }
    Condition { label, law, trace }
    LawRule { label, article, length, from, until, certainty, source }
}
