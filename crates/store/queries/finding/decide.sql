UPDATE finding
SET verdict = $2, grounds = $3, decided_by = $4
WHERE id = $1
