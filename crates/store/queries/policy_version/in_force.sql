SELECT number, version, (SELECT effective_on FROM pack_draft WHERE state = 'scheduled') AS next_on
FROM policy_version
ORDER BY number DESC
LIMIT 1
