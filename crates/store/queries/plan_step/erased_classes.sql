SELECT DISTINCT source, class
FROM plan_step
WHERE verb = 'delete' AND state = 'verified' AND absent > 0
ORDER BY source, class
