UPDATE plan_step
SET state = 'failed', problem = $2, waiting_since = NULL
WHERE id = $1 AND state = 'applying'
