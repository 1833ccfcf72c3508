UPDATE plan_step
SET new_values = NULL, old_values = NULL
WHERE new_values IS NOT NULL
  AND plan_id IN (SELECT plan.id FROM plan JOIN case_file ON case_file.id = plan.case_id WHERE person_id = $1)
