UPDATE plan_step
SET state = 'failed', problem = $2
WHERE id = $1 AND state = 'applying'
