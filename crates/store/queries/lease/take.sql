INSERT INTO lease (job_id, run_id, until)
VALUES ($1, $2, $3)
ON CONFLICT (job_id) DO UPDATE
SET run_id = excluded.run_id, until = excluded.until
WHERE lease.until <= $4
