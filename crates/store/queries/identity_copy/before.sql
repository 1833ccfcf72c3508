SELECT case_id
FROM identity_copy
WHERE received_at < $1
ORDER BY received_at
