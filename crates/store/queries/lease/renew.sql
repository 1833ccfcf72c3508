UPDATE lease
SET until = $3
WHERE job_id = $1 AND run_id = $2
