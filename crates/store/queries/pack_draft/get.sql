SELECT revision, state, base, files, written_by, changed_at, reason, despite, effective_on, proposed_by, approved_by,
    note
FROM pack_draft
