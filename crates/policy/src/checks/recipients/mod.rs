//! Checks on recipients, processors and transfers.

checks! {
    recipient_outside_eea
    region_eu
    safeguards_unnamed
    told_afterwards
    access_from_outside_unstated
    processor_without_agreement
    agreement_only_possible
    agreement_contradictory
    recipient_role_unknown
    disclosure_open_ended
    recipient_unused
    recipient_unnamed
    disclosure_outside_activity
    recipient_without_data
    condition_without_law
    recipients_missing
    recipients_as_examples
    agreement_promise_contradicted
    internal_contradicted
}
