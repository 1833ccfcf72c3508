UPDATE case_file
SET identity_method = $2
WHERE id = $1
