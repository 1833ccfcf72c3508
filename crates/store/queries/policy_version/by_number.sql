SELECT number, version, pack, document, statement, files, origin, effective_on, reason, despite, written_by,
    approved_by, activated_at
FROM policy_version
WHERE number = $1
