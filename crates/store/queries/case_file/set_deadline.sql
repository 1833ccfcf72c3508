UPDATE case_file
SET due_on = $2, statutory_due_on = $3, extended = $4
WHERE id = $1
