SELECT
    id, number, kind, state, received_at, received_on, due_on, statutory_due_on, extended, person_id, policy, channel,
    identity_method, closed_at
FROM case_file
WHERE (CAST($1 AS BIGINT) IS NULL
       OR CAST($1 AS BIGINT) = CASE WHEN state IN ('closed', 'refused', 'withdrawn') THEN 0 ELSE 1 END)
  AND (CAST($2 AS TEXT) IS NULL OR kind = $2)
ORDER BY due_on, id
LIMIT $3 OFFSET $4
