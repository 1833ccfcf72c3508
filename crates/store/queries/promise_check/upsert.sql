INSERT INTO promise_check (promise, check_name, status, evidence, checked_at, ledger_index)
VALUES ($1, $2, $3, $4, $5, $6)
ON CONFLICT (promise, check_name) DO UPDATE
SET status = excluded.status, evidence = excluded.evidence, checked_at = excluded.checked_at,
    ledger_index = excluded.ledger_index
