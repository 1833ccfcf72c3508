SELECT id, case_id, source, class, records, content, proposal, needs_review, verdict, grounds, decided_by
FROM finding
WHERE id = $1
