DELETE FROM task_file
WHERE task_id = $1
