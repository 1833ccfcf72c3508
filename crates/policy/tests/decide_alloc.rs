//! A decision allocates nothing: it runs for every record that is read.

use gestand_policy::decide::{IdSet, SubjectState, Tables, Use};
use gestand_policy::model::Document;

#[test]
fn decide_does_not_allocate() {
    let text = "
categories: {contact: {items: {name: {}, phone: {}}}}
functions: {clerk: {}}
activities: {repair: {basis: [consent, contract], data: [contact], functions: [clerk], recipients: [contractor]}}
recipients: {contractor: {role: processor, agreement: none, may_receive: [{for: repair, data: [name], only_if: [mandate]}]}}
";
    let document: Document = serde_saphyr::from_str(text).unwrap();
    let tables = Tables::compile(&document).unwrap();
    let inside = Use {
        activity: tables.activity("repair").unwrap(),
        function: tables.function("clerk").unwrap(),
        items: tables.items_of("contact"),
        recipient: None,
        conditions: IdSet::EMPTY,
        subject: SubjectState { objections: IdSet::EMPTY.with(0), ..SubjectState::default() },
    };
    let disclosure = Use { recipient: tables.recipient("contractor"), ..inside };
    assert!(tables.decide(&inside).permit().is_some());
    let refusal = tables.decide(&disclosure).refusal().unwrap();

    let decided = allocation_counter::measure(|| {
        for wanted in [&inside, &disclosure] {
            let decision = std::hint::black_box(tables.decide(std::hint::black_box(wanted)));
            let reasons = decision.refusal().map(|refusal| refusal.reasons().iter().count());
            std::hint::black_box(reasons);
        }
    });
    assert_eq!(decided.count_total, 0);
    // The counter counts: words do allocate.
    let explained = allocation_counter::measure(|| drop(std::hint::black_box(tables.explain(refusal))));
    assert!(explained.count_total > 0);
}
