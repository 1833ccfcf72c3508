UPDATE person
SET identity = $2
WHERE id = $1
