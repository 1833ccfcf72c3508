UPDATE plan_step
SET state = 'pending', attempts = attempts - 1
WHERE id = $1 AND state = 'applying'
