SELECT DISTINCT deferred.finding_id
FROM deferred
JOIN finding ON finding.id = deferred.finding_id
JOIN hold ON hold.id = deferred.hold_id
WHERE finding.case_id = $1 AND hold.released_at IS NOT NULL AND hold.marked IS NULL
ORDER BY deferred.finding_id
