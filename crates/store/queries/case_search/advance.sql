UPDATE case_search
SET progress = $4, state = $5, problem = NULL
WHERE case_id = $1 AND source = $2 AND COALESCE(progress, '') = COALESCE($3, '') AND state <> 'searched'
  AND EXISTS (SELECT 1 FROM case_file WHERE id = $1 AND case_file.state = 'searching')
