UPDATE plan
SET retry_at = $2
WHERE id = $1 AND state = 'running'
