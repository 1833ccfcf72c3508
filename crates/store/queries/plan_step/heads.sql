SELECT
    id, seq, source, class, verb, rule, records, state, absent, withheld, problem, waiting_since, retry_at, ledger_index,
    earlier_plan
FROM plan_step
WHERE plan_id = $1
ORDER BY seq
