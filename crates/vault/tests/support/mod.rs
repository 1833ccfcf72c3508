//! A permit as the program gets it: by a decision on a policy.

use gestand_policy::decide::{IdSet, Permit, SubjectState, Tables, Use};

const POLICY: &str = "
categories: {contact: {items: {name: {}}}}
functions: {clerk: {}}
activities:
  newsletter: {basis: [consent], data: [contact], functions: [clerk]}
  repair: {basis: [contract], data: [contact], functions: [clerk]}
";

/// A permit for the repair activity, which has number 1.
pub fn permit() -> Permit {
    let tables = Tables::compile(&serde_saphyr::from_str(POLICY).unwrap()).unwrap();
    let wanted = Use {
        activity: tables.activity("repair").unwrap(),
        function: tables.function("clerk").unwrap(),
        items: tables.items_of("contact"),
        recipient: None,
        conditions: IdSet::EMPTY,
        subject: SubjectState::default(),
    };
    tables.decide(&wanted).permit().unwrap()
}
