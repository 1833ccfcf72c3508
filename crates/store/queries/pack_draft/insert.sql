INSERT INTO pack_draft (id, revision, state, base, files, written_by, changed_at, reason, despite, effective_on,
    proposed_by, approved_by, note)
VALUES (1, $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
