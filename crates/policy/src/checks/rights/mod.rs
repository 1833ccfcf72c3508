//! Checks on rights, requests and what stays out of an answer.

checks! {
    right_missing
    objection_missing
    marketing_objection_missing
    withdrawal_missing
    objection_not_apart
    answer_term_too_long
    answer_term_missing
    extension_not_lawful
    extension_unclear
    clock_starts_late
    pause_too_wide
    fee
    refusal_too_wide
    remedies_missing
    refusal_unreasoned
    authority_complaint_missing
    identity_always
    identity_by_copy_only
    portability_too_wide
    erasure_exception_too_wide
    grounds_incomplete
    access_incomplete
    completion_missing
    no_way_to_ask
    exclusion_categorical
    exclusion_lists_differ
    exclusion_wrong_article
    right_names_unlisted_basis
}
