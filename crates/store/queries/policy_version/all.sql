SELECT version, pack, document, activated_at
FROM policy_version
ORDER BY activated_at, version
