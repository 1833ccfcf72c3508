SELECT
    id, plan_id, seq, source, class, verb, rule, items, keys, records, new_values, old_values, on_or_before,
    state, attempts, affected, absent, withheld, problem, waiting_since, retry_at, ledger_index, earlier_plan
FROM plan_step
WHERE plan_id = $1 AND seq BETWEEN $2 AND $3
ORDER BY seq
