UPDATE hold
SET released_at = $2
WHERE id = $1 AND released_at IS NULL
