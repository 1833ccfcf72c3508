UPDATE case_search
SET subject_keys = '[]'
WHERE subject_keys <> '[]' AND case_id IN (SELECT id FROM case_file WHERE person_id = $1)
