SELECT id, plan_id, step_id, pieces, erased_at
FROM erased_batch
ORDER BY id
LIMIT 1
