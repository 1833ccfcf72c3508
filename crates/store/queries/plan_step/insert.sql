INSERT INTO plan_step (
    id, plan_id, seq, source, class, verb, rule, items, keys, records, new_values, old_values, on_or_before,
    state, attempts, affected, absent, withheld, problem, waiting_since, retry_at, ledger_index, earlier_plan
)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20,
    $21, $22, $23)
