UPDATE plan_step
SET state = 'applying', attempts = attempts + 1, problem = NULL
WHERE id = $1 AND state IN ('pending', 'applying', 'failed')
