SELECT DISTINCT plan.id, plan.number, plan_step.rule
FROM plan
JOIN plan_step ON plan_step.plan_id = plan.id
WHERE plan.state NOT IN ('completed', 'rejected') AND plan_step.state <> 'verified'
ORDER BY plan.id, plan_step.rule
