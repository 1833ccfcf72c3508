UPDATE task
SET answer = NULL
WHERE answer IS NOT NULL AND case_id IN (SELECT id FROM case_file WHERE person_id = $1)
