SELECT
    id, plan_id, seq, source, class, verb, rule, items, keys, on_or_before, state, attempts, affected, absent,
    withheld, problem, ledger_index, earlier_plan
FROM plan_step
WHERE plan_id = $1
ORDER BY seq
