SELECT
    id, number, kind, state, case_id, policy, proposed_at, proposed_by, approved_by, approved_at, completed_at,
    retry_at, held, certificate
FROM plan
ORDER BY id DESC
LIMIT $1
