//! Checks on cookies.

checks! {
    cookies_missing
    cookie_consent_not_valid
    cookie_class_denied
    cookie_incomplete
    analytic_impact_unproven
    cookie_retired
    cookie_third_country
    refusing_not_as_easy
    cookie_consent_unstated
    cookie_name_doubtful
    browser_instead_of_consent
    browser_help_outdated
    supplier_statement_unlinked
}
