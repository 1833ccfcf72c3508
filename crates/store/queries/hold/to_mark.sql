SELECT
    id, kind, source, class, record_key, subject_key, case_id, reason, until, placed_at, placed_by, released_at, marked
FROM hold
WHERE marked IS NOT NULL AND (marked = 'wanted' OR released_at IS NOT NULL)
ORDER BY id
