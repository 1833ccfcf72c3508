SELECT CAST(COUNT(*) AS BIGINT) AS waiting
FROM deferred
JOIN finding ON finding.id = deferred.finding_id
WHERE finding.case_id = $1
