UPDATE archive_task
SET state = $2, records = $3, done_by = $4, done_at = $5
WHERE id = $1
