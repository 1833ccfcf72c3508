//! Checks on the controller, its officer and the statement as a document.

checks! {
    controller_contact_missing
    controller_not_named_so
    email_malformed
    officer_unclear
    officer_named_person
    officer_without_contact
    version_missing
    statement_old
    changes_not_announced
    handed_over_late
    dead_link
    announced_but_absent
}
