INSERT INTO task_file (task_id, number, content)
VALUES ($1, $2, $3)
