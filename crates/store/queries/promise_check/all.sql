SELECT promise, check_name, status, evidence, checked_at, ledger_index
FROM promise_check
ORDER BY promise, check_name
