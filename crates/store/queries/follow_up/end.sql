UPDATE follow_up
SET state = $2, done_on = $3, note = $4, done_by = $5
WHERE id = $1 AND state = 'open'
