UPDATE case_search
SET subject_keys = '[]', progress = NULL
WHERE (subject_keys <> '[]' OR progress IS NOT NULL) AND case_id IN (SELECT id FROM case_file WHERE person_id = $1)
