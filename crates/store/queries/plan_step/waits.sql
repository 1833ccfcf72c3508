UPDATE plan_step
SET state = 'waiting', problem = $2, waiting_since = COALESCE(waiting_since, $3), retry_at = $4
WHERE id = $1 AND state = 'applying'
