//! Checks on laws cited, breaches, commitments and references.

checks! {
    unknown_reference
    duplicate_item
    trace_malformed
    law_repealed
    principle_not_kept
    law_blanket
    commitment_absolute
    commitment_contradicted
    breaches_missing
    breach_authority_threshold
    breach_authority_late
    breach_persons_threshold
    repealed_act_relied_on
    channel_contradicts
    unsafe_channel_asks_identity
    secrecy_missing
    word_misspelt
    wording_without_sentence
}
