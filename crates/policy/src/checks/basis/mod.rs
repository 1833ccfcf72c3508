//! Checks on lawful bases, consent, purposes and automated decisions.

checks! {
    activity_without_basis
    basis_not_listed
    bases_missing
    consent_without_withdrawal
    consent_not_valid
    special_data_without_ground
    ground_is_no_exception
    interest_unnamed
    balancing_unrecorded
    public_task_without_act
    obligation_without_act
    automated_without_safeguards
    automated_unstated
    purpose_open_ended
    purpose_vague
    activity_without_purpose
    activity_without_subjects
    activity_without_data
    consequence_missing
}
