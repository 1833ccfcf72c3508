SELECT
    id, kind, source, class, record_key, subject_key, case_id, reason, until, placed_at, placed_by, released_at, marked
FROM hold
WHERE released_at IS NULL AND kind = $1
ORDER BY id
