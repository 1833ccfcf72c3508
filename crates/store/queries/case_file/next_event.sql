UPDATE case_file
SET events = events + 1
WHERE id = $1
RETURNING events
