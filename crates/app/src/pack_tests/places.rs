//! Where things stand in a pack: from a place to its node, and from a node or a place to file and line.

use gestand_policy::model::Entries;
use gestand_policy::{Compiled, Policy, Span, trace};

/// The nodes of a policy by place.
#[derive(Debug)]
pub(super) struct Places<'c> {
    compiled: &'c Compiled,
    /// In the order of the files.
    nodes: Vec<(Span, String)>,
}

impl<'c> Places<'c> {
    pub fn of(compiled: &'c Compiled, policy: &Policy) -> Self {
        let document = &policy.document;
        let mut nodes: Vec<(Span, String)> =
            trace::promises(policy).into_iter().map(|node| (node.span, node.id)).collect();
        add(&mut nodes, "activities", &document.activities);
        add(&mut nodes, "recipients", &document.recipients);
        add(&mut nodes, "retention", &document.retention);
        add(&mut nodes, "exclusions", &document.exclusions);
        nodes.sort();
        nodes.dedup();
        Places { compiled, nodes }
    }

    /// File and line; `None` where no file states it.
    pub fn shown(&self, span: Span) -> Option<(String, u32)> {
        let file = self.compiled.files.get(usize::from(span.file)).filter(|_| span.line > 0)?;
        Some((file.path.clone(), span.line))
    }

    /// File and line of the node `path`.
    pub fn of_node(&self, path: &str) -> Option<(String, u32)> {
        let (span, _) = self.nodes.iter().find(|(_, node)| node == path)?;
        self.shown(*span)
    }

    /// The innermost node that holds `span`: YAML indents what is inside, save on the line where a node begins.
    pub fn node_at(&self, span: Span) -> Option<&str> {
        let before = self.nodes.partition_point(|(start, _)| *start <= span);
        let holds = |start: &Span| start.file == span.file && (start.line == span.line || start.column <= span.column);
        self.nodes[..before].iter().rev().find(|(start, _)| holds(start)).map(|(_, node)| node.as_str())
    }

    /// Whether `span` stands in the node `path` or below it.
    pub fn is_in(&self, span: Span, path: &str) -> bool {
        let rest = self.node_at(span).and_then(|node| node.strip_prefix(path));
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
    }

    /// All paths, also of nodes with nodes below them.
    pub fn paths(&self) -> impl Iterator<Item = &str> + Clone {
        self.nodes.iter().map(|(_, node)| node.as_str())
    }
}

fn add<T>(nodes: &mut Vec<(Span, String)>, section: &str, entries: &Entries<T>) {
    nodes.extend(entries.iter().map(|(id, entry)| (entry.span, format!("{section}.{id}"))));
}
