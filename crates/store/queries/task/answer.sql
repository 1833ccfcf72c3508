UPDATE task
SET state = $2, answer = $3, done_by = $4, done_at = $5
WHERE id = $1 AND state = 'open'
