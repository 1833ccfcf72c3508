INSERT INTO case_file (
    id, number, kind, state, received_at, received_on, due_on, statutory_due_on, extended, person_id, policy, channel,
    identity_method, closed_at
)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
