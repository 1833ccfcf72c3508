UPDATE pack_draft
SET revision = $1, state = $2, base = $3, files = $4, written_by = $5, changed_at = $6, reason = $7, despite = $8,
    effective_on = $9, proposed_by = $10, approved_by = $11, note = $12
WHERE revision = $13
