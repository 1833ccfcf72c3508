UPDATE plan
SET state = 'completed', completed_at = $2, certificate = $3
WHERE id = $1 AND state = 'running'
