//! Cases of the checker: whether it finds a code, in the whole pack or at a node.

use gestand_policy::{Bilingual, Diagnostic, checks};

use super::Row;
use super::columns::Column;
use super::report::{Judged, Why};
use super::subject::Subject;
use super::words::{say_yes, unknown, yes};

pub(super) fn judge(subject: &Subject<'_>, row: &Row<'_>) -> Result<Judged, Bilingual> {
    let cell = row.needed(Column::Code)?;
    let code = checks::explain(cell).ok_or_else(|| unknown(cell, checks::all().map(|info| info.code)))?.code;
    let expected = yes(row.needed(Column::Found)?)?;
    let node = match row.get(Column::Node) {
        "" => None,
        cell => Some(subject.node(cell)?),
    };
    let of_code = subject.compiled.diagnostics.iter().filter(|diagnostic| diagnostic.code == code);
    let here = |diagnostic: &&Diagnostic| node.is_none_or(|node| subject.places.is_in(diagnostic.span, node));
    let found = of_code.clone().any(|diagnostic| here(&diagnostic));
    // Also what was found elsewhere: it helps who named the wrong node.
    let why = of_code
        .map(|diagnostic| Why { text: diagnostic.message.clone(), place: subject.places.shown(diagnostic.span) });
    let mut judged = Judged::because(why.collect());
    judged.compare(Column::Found, row.get(Column::Found), expected == found, say_yes(found));
    Ok(judged)
}
