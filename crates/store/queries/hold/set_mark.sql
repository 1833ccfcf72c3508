UPDATE hold
SET marked = $2
WHERE id = $1
