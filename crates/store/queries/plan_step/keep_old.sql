UPDATE plan_step
SET old_values = $2
WHERE id = $1 AND state = 'applying' AND old_values IS NULL
