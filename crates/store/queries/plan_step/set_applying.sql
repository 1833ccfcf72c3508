UPDATE plan_step
SET state = 'applying', attempts = attempts + 1, problem = NULL, retry_at = NULL
WHERE plan_id = $1 AND seq BETWEEN $2 AND $3 AND state IN ('pending', 'applying', 'waiting', 'failed')
