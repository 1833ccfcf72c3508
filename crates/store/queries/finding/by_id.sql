SELECT id, case_id, source, class, record_key, content, proposal, needs_review, verdict, grounds, decided_by
FROM finding
WHERE id = $1
