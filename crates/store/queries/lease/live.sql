SELECT until
FROM lease
WHERE job_id = $1 AND until > $2
