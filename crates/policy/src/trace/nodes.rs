//! Walks every node of a document that can carry a trace, with its path.

use indexmap::IndexMap;
use serde::Serialize;

use crate::model::*;
use crate::span::{At, Span};

/// One node on the walk.
pub(super) struct Node<'d> {
    pub path: String,
    pub span: Span,
    pub trace: &'d Trace,
}

type Visit<'v, 'd> = &'v mut dyn FnMut(Node<'d>);

/// Visits all nodes of `document`, section by section.
pub(super) fn walk<'d>(document: &'d Document, visit: Visit<'_, 'd>) {
    macro_rules! sections {
        ($($section:ident)*) => {$( document.$section.nodes(stringify!($section), visit); )*};
    }
    sections!(organisation statement bases laws subjects categories functions events origins activities recipients
        transfers retention identification requests rights exclusions complaints breaches cameras cookie_rules cookies
        commitments definitions measures channels mandates sharing conditions wording);
}

/// A place of a document that may hold nodes.
trait Nodes {
    fn nodes<'d>(&'d self, path: &str, visit: Visit<'_, 'd>);
}

/// A node with nodes of its own below it.
trait Traced {
    fn trace(&self) -> &Trace;
    fn below<'d>(&'d self, path: &str, visit: Visit<'_, 'd>);
}

impl<T: Traced> Nodes for At<T> {
    fn nodes<'d>(&'d self, path: &str, visit: Visit<'_, 'd>) {
        visit(Node { path: path.to_owned(), span: self.span, trace: self.value.trace() });
        self.value.below(path, visit);
    }
}

impl<T: Traced> Nodes for Option<At<T>> {
    fn nodes<'d>(&'d self, path: &str, visit: Visit<'_, 'd>) {
        if let Some(node) = self {
            node.nodes(path, visit);
        }
    }
}

impl<K: Serialize, T: Traced> Nodes for IndexMap<K, At<T>> {
    fn nodes<'d>(&'d self, path: &str, visit: Visit<'_, 'd>) {
        for (id, node) in self {
            let id = serde_json::to_value(id).unwrap_or_default();
            node.nodes(&format!("{path}.{}", id.as_str().unwrap_or_default()), visit);
        }
    }
}

/// A disclosure is known by its activity.
impl Nodes for Vec<At<Disclosure>> {
    fn nodes<'d>(&'d self, path: &str, visit: Visit<'_, 'd>) {
        for (index, node) in self.iter().enumerate() {
            let id = node.activity.as_ref().map_or_else(|| index.to_string(), |activity| activity.value.clone());
            node.nodes(&format!("{path}.{id}"), visit);
        }
    }
}

macro_rules! traced {
    ($($kind:ident { $($field:ident)* })*) => {
        $(impl Traced for $kind {
            fn trace(&self) -> &Trace {
                &self.trace
            }
            #[allow(unused_variables, reason = "many nodes have none below them")]
            fn below<'d>(&'d self, path: &str, visit: Visit<'_, 'd>) {
                $(self.$field.nodes(&format!("{path}.{}", stringify!($field)), visit);)*
            }
        })*
    };
}

traced! {
    Organisation { officer }
    Officer {}
    Statement {}
    BasisUse {}
    LawReference {}
    SubjectGroup {}
    DataCategory { items }
    Item {}
    Function {}
    EventKind {}
    Origin {}
    Activity { consent automated screening listing results }
    Consent {}
    Automated {}
    Recipient { may_receive }
    Disclosure {}
    Transfers {}
    RetentionRule {}
    Identification {}
    Requests { extension identity }
    Extension {}
    IdentityCheck {}
    RightOffered { at_once }
    AtOnce {}
    Exclusion {}
    Complaints {}
    Breaches {}
    Camera {}
    CookieRules {}
    Cookie {}
    Screening {}
    Listing {}
    Results {}
    Commitment {}
    Definition {}
    Measure {}
    Channel {}
    Mandates {}
    Sharing {}
    Condition {}
    Wording {}
}
