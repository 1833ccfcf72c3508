SELECT id
FROM plan
WHERE state IN ('approved', 'running')
  AND (retry_at IS NULL OR retry_at <= $1)
  AND NOT EXISTS (SELECT 1 FROM lease WHERE lease.job_id = plan.id AND lease.until > $1)
ORDER BY id
