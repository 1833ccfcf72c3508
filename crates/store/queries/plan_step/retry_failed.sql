UPDATE plan_step
SET state = 'pending'
WHERE plan_id = $1 AND state = 'failed'
