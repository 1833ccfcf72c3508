INSERT INTO erased_batch (plan_id, step_id, pieces, erased_at)
VALUES ($1, $2, $3, $4)
