UPDATE follow_up
SET note = NULL
WHERE note IS NOT NULL AND case_id IN (SELECT id FROM case_file WHERE person_id = $1)
