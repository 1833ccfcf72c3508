SELECT hold_mark.hold_id, hold_mark.class, hold_mark.record_key, hold_mark.code_before
FROM hold_mark
JOIN hold ON hold.id = hold_mark.hold_id
WHERE hold.source = $1
ORDER BY hold_mark.hold_id, hold_mark.class, hold_mark.record_key
