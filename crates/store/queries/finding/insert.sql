INSERT INTO finding (
    id, case_id, source, class, records, content, proposal, needs_review, verdict, grounds, decided_by
)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
