SELECT id, case_id, source, class, records, content, proposal, needs_review, verdict, grounds, decided_by
FROM finding
WHERE case_id = $1 AND (source, class, id) > ($2, $3, $4)
ORDER BY source, class, id
LIMIT $5
