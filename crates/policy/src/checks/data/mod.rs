//! Checks on data categories, the identification number and where data come from.

checks! {
    category_open_ended
    bsn_without_law
    bsn_contradiction
    identity_copy_stored
    copy_rules_incomplete
    identification_duty_without_act
    origins_missing
    need_unstated
    asked_too_early
    all_from_person_contradicted
    list_hides_entries
    copy_term_zero
}
