//! Checks on retention terms.

checks! {
    data_without_retention
    retention_without_term
    conflicting_terms
    general_rule_contradicted
    kept_past_term
    hold_without_limit
    fiscal_term_not_per_year
    retention_without_action
    longer_than_statutory
}
