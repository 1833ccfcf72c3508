UPDATE hold
SET released_at = $2
WHERE case_id = $1 AND released_at IS NULL
