UPDATE package
SET downloads = downloads + 1
WHERE case_id = $1
