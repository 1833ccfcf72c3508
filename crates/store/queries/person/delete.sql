DELETE FROM person
WHERE id = $1
