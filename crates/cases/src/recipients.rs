//! Who must be told of a correction, an erasure or a restriction (Art. 19).

use std::collections::BTreeSet;

use gestand_policy::Policy;

use crate::judge::names_any;

/// The recipients of the policy that may have got one of these items, by id.
pub fn recipients_of(policy: &Policy, items: &BTreeSet<&str>) -> Vec<String> {
    let got = |data| names_any(policy, data, items);
    let recipients = policy.document.recipients.iter();
    let may_have = recipients.filter(|(_, one)| one.may_receive.iter().any(|disclosure| got(&disclosure.data)));
    may_have.map(|(id, _)| id.clone()).collect()
}

/// The items among these that the recipient may have got.
pub fn items_got<'i>(policy: &Policy, recipient: &str, items: &BTreeSet<&'i str>) -> BTreeSet<&'i str> {
    let Some(recipient) = policy.document.recipients.get(recipient) else { return BTreeSet::new() };
    let got = |item: &&'i str| {
        let one = [*item].into();
        recipient.may_receive.iter().any(|disclosure| names_any(policy, &disclosure.data, &one))
    };
    items.iter().copied().filter(got).collect()
}
