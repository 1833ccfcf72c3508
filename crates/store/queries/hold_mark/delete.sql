DELETE FROM hold_mark
WHERE hold_id = $1
