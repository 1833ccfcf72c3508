UPDATE plan_step
SET state = 'verified', affected = $2, absent = $3, withheld = $4, ledger_index = $5, waiting_since = NULL
WHERE id = $1 AND state = 'applying'
