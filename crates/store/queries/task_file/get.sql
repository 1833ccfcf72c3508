SELECT content
FROM task_file
WHERE task_id = $1 AND number = $2
