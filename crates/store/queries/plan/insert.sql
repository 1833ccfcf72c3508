INSERT INTO plan (
    id, number, kind, state, case_id, policy, proposed_at, proposed_by, approved_by, approved_at, completed_at,
    retry_at, held, certificate
)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
