UPDATE hold
SET released_at = $3
WHERE case_id = $1 AND kind = $2 AND released_at IS NULL
