INSERT INTO hold (
    id, kind, source, class, record_key, subject_key, case_id, reason, until, placed_at, placed_by, released_at, marked
)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
