SELECT number, version, origin, effective_on, reason, despite, written_by, approved_by, activated_at
FROM policy_version
ORDER BY number
