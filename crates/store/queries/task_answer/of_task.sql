SELECT task_id, seq, state, answer, done_by, done_at
FROM task_answer
WHERE task_id = $1
ORDER BY seq
