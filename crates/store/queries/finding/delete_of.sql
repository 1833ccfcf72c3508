DELETE FROM finding
WHERE case_id = $1 AND source = $2
