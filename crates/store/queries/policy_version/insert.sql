INSERT INTO policy_version (number, version, pack, document, statement, files, origin, effective_on, reason, despite,
    written_by, approved_by, activated_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
