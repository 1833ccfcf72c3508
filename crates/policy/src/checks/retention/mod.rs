//! Checks on retention terms.

mod overlap;

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
    rules_of_different_events
    one_term_for_everything
    health_data_kept_long
    passages_without_own_term
}
