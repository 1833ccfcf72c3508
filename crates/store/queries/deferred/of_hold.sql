SELECT finding.case_id, finding.source, finding.class, CAST(SUM(finding.records) AS BIGINT) AS records
FROM deferred
JOIN finding ON finding.id = deferred.finding_id
WHERE deferred.hold_id = $1
GROUP BY finding.case_id, finding.source, finding.class
ORDER BY finding.case_id, finding.source, finding.class
