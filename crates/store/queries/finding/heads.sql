SELECT id, source, class, records, proposal, needs_review, verdict, grounds
FROM finding
WHERE case_id = $1
ORDER BY source, class, id
