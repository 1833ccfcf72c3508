UPDATE plan_step
SET state = 'applying', attempts = attempts + 1, problem = NULL, retry_at = NULL
WHERE id = $1 AND state IN ('pending', 'applying', 'waiting', 'failed')
