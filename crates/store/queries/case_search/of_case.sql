SELECT source, state, subject_keys, progress, problem
FROM case_search
WHERE case_id = $1
ORDER BY source
