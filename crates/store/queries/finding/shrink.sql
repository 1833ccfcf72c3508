UPDATE finding
SET content = $3, records = $2 - 1
WHERE id = $1 AND records = $2
