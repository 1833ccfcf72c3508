DELETE FROM task_file
WHERE task_id IN (SELECT task.id FROM task JOIN case_file ON case_file.id = task.case_id WHERE person_id = $1)
