UPDATE case_file
SET closed_at = $2
WHERE id = $1
