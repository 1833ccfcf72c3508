DELETE FROM lease
WHERE job_id = $1 AND run_id = $2
