UPDATE finding
SET verdict = proposal, decided_by = $2
WHERE case_id = $1 AND verdict IS NULL
