UPDATE finding
SET content = $2
WHERE id = $1
