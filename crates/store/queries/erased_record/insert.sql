INSERT INTO erased_record (digest, plan_id, erased_at)
VALUES ($1, $2, $3)
ON CONFLICT (digest) DO NOTHING
