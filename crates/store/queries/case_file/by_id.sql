SELECT
    id, number, kind, state, received_at, received_on, due_on, statutory_due_on, extended, person_id, policy, channel,
    identity_method, closed_at
FROM case_file
WHERE id = $1
