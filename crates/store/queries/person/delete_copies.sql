DELETE FROM identity_copy
WHERE case_id IN (SELECT id FROM case_file WHERE person_id = $1)
