SELECT identity
FROM person
WHERE id = $1
